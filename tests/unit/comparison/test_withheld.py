"""What is withheld of a comparison cannot be found in it; costs and bounds are those by hand."""

import json
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asn_kinerja.comparison.allowances import AllowanceTable, read_allowances
from asn_kinerja.comparison.compare import compare
from asn_kinerja.comparison.sides import MISSING
from asn_kinerja.comparison.suppression import withhold_table
from asn_kinerja.errors import InvalidInput

WORDS = ("sangat_baik", "baik", "cukup", "kurang", "sangat_kurang")


@given(
    table=st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=4),
    smallest=st.integers(2, 6),
)
def test_no_line_with_a_shown_sum_hides_one_number_alone(table, smallest):
    """Every small number is gone, and each line with its sum hides none, two or more."""
    counts = {("cell", r, c): n for r, row in enumerate(table) for c, n in enumerate(row)}
    counts |= {("row", r): sum(row) for r, row in enumerate(table)}
    counts |= {("column", c): sum(row[c] for row in table) for c in range(3)}
    lines = [(("row", r), [("cell", r, c) for c in range(3)]) for r in range(len(table))]
    lines += [(("column", c), [("cell", r, c) for r in range(len(table))]) for c in range(3)]
    lines += [(None, [("row", r) for r in range(len(table))])]
    lines += [(None, [("column", c) for c in range(3)])]
    shown = withhold_table(counts, [lines], smallest=smallest)
    assert all(n is None or n == counts[cell] for cell, n in shown.items())
    assert not [cell for cell, n in shown.items() if n is not None and 0 < n < smallest]
    for total, cells in lines:
        hidden = [cell for cell in cells if shown[cell] is None]
        if total is not None and shown[total] is None:
            assert hidden or not sum(counts[cell] for cell in cells)
        elif hidden and any(shown[cell] for cell in cells):
            assert len(hidden) > 1
            assert sum(counts[cell] for cell in hidden) >= smallest


def _solvable(shown, lines):
    """Give what a reader can find who solves all lines for the withheld numbers."""
    names = sorted(cell for cell, n in shown.items() if n is None)
    rows = []
    for total, cells in lines:
        row = [Fraction(cells.count(name) - (name == total)) for name in names]
        if any(row):
            rows.append(row)
    lead = 0
    for column in range(len(names)):
        pivot = next((n for n in range(lead, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[lead], rows[pivot] = rows[pivot], rows[lead]
        rows[lead] = [value / rows[lead][column] for value in rows[lead]]
        for n, row in enumerate(rows):
            if n != lead and row[column]:
                rows[n] = [a - row[column] * b for a, b in zip(row, rows[lead], strict=True)]
        lead += 1
    alone = [row for row in rows if sum(map(bool, row)) == 1]
    return {names[row.index(next(filter(None, row)))] for row in alone}


@given(
    table=st.lists(st.lists(st.integers(0, 12), min_size=4, max_size=4), min_size=4, max_size=4),
    smallest=st.integers(2, 6),
)
def test_no_small_number_follows_from_all_lines_together(table, smallest):
    """Rows, columns, diagonals and sums solved together tell no number that is small."""
    counts = {f"{r}{c}": n for r, row in enumerate(table) for c, n in enumerate(row)}
    sums = {f"r{r}": [f"{r}{c}" for c in range(4)] for r in range(4)}
    sums |= {f"c{c}": [f"{r}{c}" for r in range(4)] for c in range(4)}
    sums["naik"] = [f"{r}{c}" for r in range(4) for c in range(r)]
    sums["turun"] = [f"{r}{c}" for r in range(4) for c in range(r + 1, 4)]
    sums["tetap"] = [f"{r}{r}" for r in range(4)]
    lines = [*sums.items()]
    counts |= {name: sum(counts[cell] for cell in cells) for name, cells in lines}
    heads = ("r0 r1 r2 r3", "c0 c1 c2 c3", "naik turun tetap")
    lines += [(None, names.split()) for names in heads]
    shown = withhold_table(counts, [lines], smallest=smallest)
    small = {cell for cell, n in counts.items() if 0 < n < smallest}
    assert all(shown[cell] is None for cell in small)
    if sum(map(sum, table)) >= 10 * smallest:
        assert not _solvable(shown, lines) & small


def test_a_comparison_tells_no_small_number(people, policies):
    """Small numbers are gone everywhere, sums of everybody stay, and nobody is named."""
    found = compare(people.head(300), policies, by=["unit"], suppress=5)
    matrices = [found.matrix(), *found.matrices_by("unit").values()]
    shown = [n for m in matrices for row in (*m.cells, m.row_totals, m.column_totals) for n in row]
    shown += [n for rows in found.movers.values() for row in rows
              for n in (row.winners, row.losers, row.unchanged, row.people)]  # fmt: skip
    assert None in shown
    assert not [n for n in shown if n is not None and 0 < n < 5]
    assert found.matrix().total == 300
    assert found.most_affected == ()
    with pytest.raises(InvalidInput, match="withheld"):
        found.explain("p00001")
    plain = compare(people.head(300), policies, by=["unit"])
    for mine, theirs in zip(matrices, [plain.matrix(), *plain.matrices_by("unit").values()],
                            strict=True):  # fmt: skip
        for (_, _, one), (_, _, other) in zip(mine.lines(), theirs.lines(), strict=True):
            assert one in {None, other}


def test_refused_rows_and_bounds_are_withheld_too(people, policies):
    """Few refused rows are not counted in public, and bounds beside small numbers are gone."""
    broken = people.head(200).with_columns(
        nilai_skp=pl.when(pl.col("id") == "p00007").then(130.0).otherwise(pl.col("nilai_skp"))
    )
    found = compare(broken, policies, problems="collect", suppress=5)
    assert [one.refused for one in found.doubts] == [None, None]
    for bounds in found.bounds:
        assert bounds.refused is None
        shown = [n for n in (*bounds.lowest.values(), *bounds.highest.values()) if n is not None]
        assert not [n for n in shown if 0 < n < 5]
    assert json.loads(json.dumps(found.to_dict()))["suppress"] == 5
    assert found.tables()["most_affected"].is_empty()


def test_costs_are_whole_rupiah_of_each_class(people, policies):
    """The cost is the sum over people of the amount of their class and predicate."""
    amounts = {
        (str(level), word): level * 100_000 * (5 - place)
        for level in (5, 7, 9)
        for place, word in enumerate(WORDS)
    }
    table = AllowanceTable(amounts=amounts, column="kelas_jabatan", period="bulan")
    found = compare(people, policies, allowances=table)
    for policy, cost in zip(policies, found.cost, strict=True):
        scored = policy.evaluate_frame(people)
        rows = zip(scored["kelas_jabatan"], scored["predikat_kinerja"], strict=True)
        wanted = [amounts[str(level), word] for level, word in rows if word is not None]
        assert cost.rupiah == sum(wanted)
        assert cost.without == people.height - len(wanted)
        assert cost.change == cost.rupiah - found.cost[0].rupiah
    hidden = compare(people.head(60), policies, allowances=table, suppress=5)
    assert None in [cost.rupiah for cost in hidden.cost]


def test_a_table_without_an_amount_for_a_word_is_refused(people, policies, tmp_path):
    """Each missing amount is told, and each wrong cell of a file."""
    path = tmp_path / "t.toml"
    path.write_text("[rupiah]\nsangat_baik = 3000000\nbaik = 2500000\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        compare(people, policies, allowances=read_allowances(path))
    assert {problem.value for problem in caught.value.problems} == set(WORDS[2:])
    path.write_text("warna = 1\n[rupiah]\nbaik = 1.5\ncukup = -1\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        read_allowances(path)
    assert len(caught.value.problems) == 3
    path = tmp_path / "t.csv"
    path.write_text("kelas;predikat;rupiah\n5;baik;100\n5;baik;200\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="baik"):
        read_allowances(path)
    path.write_text("kelas;predikat;rupiah\n5;baik;100\n7;baik;200\n", encoding="utf-8")
    assert read_allowances(path) == AllowanceTable(
        amounts={("5", "baik"): 100, ("7", "baik"): 200}, column="kelas"
    )


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 1000))
def test_bounds_are_reached_and_never_passed(policies, seed):
    """Of any filling in of the missing values each count lies within its bounds."""
    missing = [
        {"id": f"m{n}", "nilai_skp": None if n % 2 else 95.0,
         "nilai_perilaku": 80.0 if n % 2 else None, "penilaian_360": False, "ide_baru": False}
        for n in range(4)
    ]  # fmt: skip
    given_ = [{"id": "g", "nilai_skp": 100.0, "nilai_perilaku": 100.0,
               "penilaian_360": False, "ide_baru": False}]  # fmt: skip
    frame = pl.DataFrame([*missing, *given_], infer_schema_length=None)
    policy = policies[0]
    found = compare(frame, policies).bounds[0]
    assert found.missing == 4
    counts = Counter()
    for row in frame.drop("id").rows(named=True):
        filled = {n: _filled(v, seed % 121) for n, v in row.items()}
        counts[policy.evaluate(filled).value] += 1
    assert all(found.lowest[w] <= counts[w] <= found.highest[w] for w in WORDS)
    assert MISSING not in found.lowest


def _filled(value, number):
    if value is None:
        return Decimal(number)
    return Decimal(str(value)) if isinstance(value, float) else value
