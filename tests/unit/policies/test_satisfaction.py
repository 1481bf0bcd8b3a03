"""The satisfaction index as its users meet it."""

import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.policies import PACKS
from asn_kinerja.scoring.registry import PolicyRegistry


@pytest.fixture(scope="module")
def index():
    """The policy."""
    return PolicyRegistry(PACKS).get("permenpanrb_14_2017.ikm")


MEANS = {f"u{number}": "3.5" for number in range(1, 9)}


def test_a_missing_element_leaves_a_range(index):
    """While one element is missing, the index lies between what 1 and 4 would give."""
    possible = index.bounds(MEANS)
    assert (str(possible["ikm"].lowest), str(possible["ikm"].highest)) == ("80.56", "88.89")
    assert possible["mutu"].values == ("a", "b")
    evaluation = index.evaluate(MEANS)
    assert evaluation.value is None
    assert [reason.id for reason in evaluation.reasons] == [
        "sarana dan prasarana tidak diberikan",
        "jumlah responden tidak diberikan",
    ]


def test_the_elements_are_named(index):
    """The explanation names the elements, the weight with its doubt, and the nearest grade."""
    told = index.evaluate(MEANS | {"u9": "3.6"}).explanation.render("id")
    for words in ("sarana dan prasarana: 3,6", "belum dikonfirmasi", "jarak ke batas terdekat"):
        assert words in told


def test_each_element_out_of_range_is_told(index):
    """Every mean that is no mean of answers is a problem of its own."""
    with pytest.raises(InvalidInput) as caught:
        index.evaluate(MEANS | {"u8": "4.5", "u9": "4.0001"})
    assert [problem.place for problem in caught.value.problems] == ["u8", "u9"]
    assert "1 <= u9 <= 4" in str(caught.value)


def test_both_weights_name_the_conflict(index):
    """Whichever weight is used, the result says that the sources differ."""
    for weight in ("tepat", "0,11"):
        evaluation = index.evaluate(MEANS | {"u9": 3, "bobot": weight})
        assert [conflict.id for conflict in evaluation.conflicts] == ["bobot_unsur"]
