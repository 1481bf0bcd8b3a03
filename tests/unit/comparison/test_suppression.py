"""What is withheld cannot be found by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from asn_kinerja.comparison.suppression import withhold, withhold_one

COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=7)
SMALLEST = st.integers(1, 10)


def test_one_small_cell_takes_another_with_it():
    """A single withheld cell would be the total less the others."""
    assert withhold([40, 12, 3], smallest=5) == (40, None, None)


def test_zeros_alone_take_another_with_them():
    """Withheld cells that add up to nothing would all be known to be zero."""
    assert withhold([40, 12, 0, 0], smallest=5) == (40, None, None, None)


def test_large_cells_stay():
    """Where nothing is small, all is shown."""
    assert withhold([40, 12, 5], smallest=5) == (40, 12, 5)


def test_a_number_alone_is_withheld_when_small():
    """A number without a total beside it needs no second one."""
    assert withhold_one(4, smallest=5) is None
    assert withhold_one(5, smallest=5) == 5


@given(COUNTS, SMALLEST)
def test_no_small_cell_is_shown(counts, smallest):
    """Every shown cell has its own number, and that is not small."""
    for count, shown in zip(counts, withhold(counts, smallest=smallest), strict=True):
        assert shown is None or shown == count >= smallest


@given(COUNTS, SMALLEST)
def test_subtraction_tells_no_withheld_cell(counts, smallest):
    """Of each withheld cell the rest of the line leaves at least `smallest` + 1 values open."""
    shown = withhold(counts, smallest=smallest)
    hidden = [count for count, told in zip(counts, shown, strict=True) if told is None]
    if hidden and len(hidden) < len(counts):
        assert len(hidden) >= 2
        assert sum(hidden) >= smallest


@given(COUNTS, SMALLEST)
def test_no_more_is_withheld_than_must_be(counts, smallest):
    """Beside the small cells, each withheld one was needed."""
    shown = withhold(counts, smallest=smallest)
    extra = [c for c, told in zip(counts, shown, strict=True) if told is None and c >= smallest]
    small = [c for c in counts if c < smallest]
    if extra:
        fewer = sorted(extra)[:-1]
        assert len(small) + len(fewer) == 1 or sum(small) + sum(fewer) < smallest
