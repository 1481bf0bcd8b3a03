"""Matrices, moves, means and people equal those counted by other code on two scored files."""

import csv
import json
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import duckdb
import polars as pl
import pytest

from asn_kinerja.comparison.compare import compare
from asn_kinerja.comparison.sides import MISSING, NO_GROUP
from asn_kinerja.comparison.varying import vary
from asn_kinerja.errors import InvalidInput, NotFound

WORDS = ("sangat_baik", "baik", "cukup", "kurang", "sangat_kurang")
BY = ("unit", "jenis_kelamin")


def as_duckdb(frame):
    connection = duckdb.connect()
    connection.register("orang", frame.to_arrow())
    return connection.sql("select * from orang")


KINDS = {
    "polars": lambda frame: frame,
    "polars lazy": lambda frame: frame.lazy(),
    "pandas": lambda frame: frame.to_pandas(),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": as_duckdb,
}


@pytest.fixture(scope="module")
def scored(people, policies, tmp_path_factory):
    """Two files scored one policy at a time, read back as text by the csv module."""
    folder = tmp_path_factory.mktemp("skor")
    tables = []
    for number, policy in enumerate(policies):
        path = folder / f"{number}.csv"
        policy.evaluate_frame(people).write_csv(path)
        with path.open(encoding="utf-8", newline="") as file:
            tables.append({row["id"]: row for row in csv.DictReader(file)})
    return tables


@pytest.fixture(scope="module")
def compared(people, policies):
    return compare(people, policies, by=BY)


@pytest.mark.parametrize("kind", KINDS)
def test_the_matrix_is_that_of_the_two_scored_files(kind, people, policies, scored):
    """On every engine each cell, of everybody and by unit, is what the files give."""
    found = compare(KINDS[kind](people), policies, by=BY)
    before, after = scored
    pairs, by_unit = Counter(), Counter()
    for person, row in before.items():
        pair = (row["predikat_kinerja"] or MISSING, after[person]["predikat_kinerja"] or MISSING)
        pairs[pair] += 1
        by_unit[row["unit"], *pair] += 1
    assert Counter({(r, c): n for r, c, n in found.matrix().lines() if n}) == pairs
    units = {
        (unit, row, column): people
        for unit, matrix in found.matrices_by("unit").items()
        for row, column, people in matrix.lines()
        if people
    }
    assert units == by_unit
    assert found.matrix().total == people.height
    assert sum(map(sum, found.matrix().cells)) == people.height


@pytest.mark.parametrize("kind", KINDS)
def test_every_engine_gives_the_same(kind, people, policies, compared):
    """Everything that is counted, and the people most affected, are equal on every engine."""
    assert compare(KINDS[kind](people), policies, by=BY).to_dict() == compared.to_dict()


def test_movers_are_counted_by_hand(people, compared, scored):
    """Winners, losers and the unchanged of each group are those of the two files."""
    before, after = scored
    found = {row.group: row for row in compared.movers["jenis_kelamin"]}
    wanted = {}
    for person, row in before.items():
        one, other = row["predikat_kinerja"], after[person]["predikat_kinerja"]
        steps = WORDS.index(one) - WORDS.index(other) if one and other else 0
        group = wanted.setdefault(row["jenis_kelamin"] or NO_GROUP, Counter())
        group["up" if steps > 0 else "down" if steps < 0 else "same"] += 1
    assert set(found) == set(wanted)
    for group, counts in wanted.items():
        row = found[group]
        assert (row.winners, row.losers, row.unchanged) == (
            counts["up"], counts["down"], counts["same"]
        )  # fmt: skip
        assert row.people == counts.total()
    assert sum(row.people for row in found.values()) == people.height


def test_counts_follow_the_order_of_the_words(compared, scored):
    """Words stand in the order of the policy, with those without a result last."""
    counts = compared.counts[compared.base]
    assert tuple(counts) == (*WORDS, MISSING)
    wanted = Counter(row["predikat_kinerja"] or MISSING for row in scored[0].values())
    assert {word: n for word, n in counts.items() if n} == wanted


def test_the_mean_change_is_exact_to_its_scale(compared, scored):
    """The mean is that of whole numbers of the last decimal, over those who have both."""
    (found,) = compared.mean_change
    values = [
        (Decimal(row["nilai_kinerja"]), Decimal(scored[1][person]["nilai_kinerja"]))
        for person, row in scored[0].items()
        if row["nilai_kinerja"] and scored[1][person]["nilai_kinerja"]
    ]
    assert found.people == len(values)
    assert found.scale == 6
    before, after = (
        sum(map(Fraction, column)) / len(values) for column in zip(*values, strict=True)
    )
    assert abs(found.before - before) < Fraction(1, 10**6)
    assert abs(found.after - after) < Fraction(1, 10**6)
    assert found.change == found.after - found.before


def test_a_number_that_both_policies_round_has_an_exact_mean(workspace):
    """Percentages of allowances in whole rupiah are summed as whole numbers."""
    policy = workspace.policies.get("permenlhk_6_2024.tunjangan")
    frame = pl.DataFrame({
        "id": [1, 2, 3],
        "predikat_kinerja": ["butuh_perbaikan", "kurang", "baik"],
        "tunjangan_kelas_jabatan": [1_000_000.0, 2_000_000.0, 3_000_000.0],
    })  # fmt: skip
    other = vary(policy, {"bagian_butuh_perbaikan": "0.8"})
    (found,) = compare(frame, [policy, other]).mean_change
    exact = [policy.evaluate(dict(row)).value for row in _cases(frame)]
    assert found.before == sum(map(Fraction, exact)) / 3
    assert found.change == Fraction(-100_000, 3)
    moves = compare(frame, [policy, other]).movers[""][0]
    assert (moves.winners, moves.losers, moves.unchanged) == (0, 1, 2)


def _cases(frame):
    for row in frame.drop("id").rows(named=True):
        yield {n: Decimal(str(v)) if isinstance(v, float) else v for n, v in row.items()}


def test_the_most_affected_fall_or_rise_by_most_words(people, policies, compared, scored):
    """Nobody outside the list moves by more words than somebody inside it."""
    listed = {row.person: row for row in compared.most_affected}
    assert len(listed) == 20
    for person, row in listed.items():
        assert row.before == scored[0][person]["predikat_kinerja"]
        assert row.after == scored[1][person]["predikat_kinerja"]
    steps = {
        person: abs(WORDS.index(row["predikat_kinerja"])
                    - WORDS.index(scored[1][person]["predikat_kinerja"]))
        for person, row in scored[0].items()
        if row["predikat_kinerja"]
    }  # fmt: skip
    least = min(abs(row.steps) for row in listed.values())
    assert all(count <= least for person, count in steps.items() if person not in listed)
    assert not compare(people, policies, most=0).most_affected


@pytest.mark.parametrize("kind", ["polars", "polars lazy", "duckdb"])
def test_a_person_is_explained_by_the_values_that_differ(kind, people, policies, compared):
    """Both evaluations stand side by side, and the changed weights are named as the cause."""
    found = compare(KINDS[kind](people), policies)
    fallen = next(row for row in compared.most_affected if (row.before, row.after)
                  == ("sangat_baik", "baik"))  # fmt: skip
    explained = found.explain(fallen.person)
    assert [one.value for one in explained.evaluations.values()] == ["sangat_baik", "baik"]
    (steps,) = explained.moved_by.values()
    assert {(step.place[:9], step.before, step.after) for step in steps} == {
        ("bobot_skp", *_pair(steps, "bobot_skp")), ("bobot_per", *_pair(steps, "bobot_per")),
    }  # fmt: skip
    assert all(step.before_citation.regulation == "pp_30_2019" for step in steps)


def _pair(steps, start):
    return next((step.before, step.after) for step in steps if step.place.startswith(start))


def test_a_person_who_stays_is_moved_by_nothing(people, policies, scored):
    """Where the compared result is the same no step is named."""
    stays = next(
        person
        for person, row in scored[0].items()
        if row["predikat_kinerja"] == scored[1][person]["predikat_kinerja"] != ""
    )
    (steps,) = compare(people, policies).explain(stays).moved_by.values()
    assert steps == ()


def test_nobody_of_that_name_is_an_error(people, policies):
    """An unknown person is not found."""
    with pytest.raises(NotFound, match="p99999"):
        compare(people, policies).explain("p99999")


def test_three_policies_are_compared_with_the_first(people, policies):
    """Each other policy has its matrix; a policy compared with itself moves nobody."""
    base, variant = policies
    found = compare(people, [base, variant, base])
    assert found.names == (base.id, f"{base.id} (2)", f"{base.id} (3)")
    assert found.matrix(1) == compare(people, policies).matrix()
    diagonal = found.matrix(2)
    assert all(row == column or not n for row, column, n in diagonal.lines())
    assert [row.unchanged for row in found.movers[""]][1] == people.height
    with pytest.raises(InvalidInput, match="3"):
        found.matrix(3)


def test_flags_and_boxes_are_words_too(workspace):
    """A flag is compared as ya and tidak, a grid of boxes from the highest number down."""
    hours = workspace.policies.get("pp_11_2017.jam_pelajaran")
    frame = pl.DataFrame({"id": [1, 2, 3], "jp": [19.0, 20.0, 15.0]})
    found = compare(frame, [hours, vary(hours, {"jp_minimal": 16})])
    assert found.matrix().cell("tidak", "ya") == 1
    assert found.most_affected[0].person == 1
    boxes = workspace.policies.get("permenpanrb_3_2020.kotak_talenta")
    frame = pl.DataFrame({
        "id": ["a", "b"],
        "kinerja": ["di_atas_ekspektasi", "sesuai_ekspektasi"],
        "potensi": ["tinggi", "rendah"],
    })  # fmt: skip
    found = compare(frame, [boxes, boxes])
    assert found.matrix().rows == (*"987654321", MISSING)
    assert found.matrix().cell("9", "9") == 1


def test_refused_rows_are_raised_or_counted_as_having_no_result(people, policies):
    """A refused row raises with its place, or stands among those without a result."""
    broken = people.with_columns(
        nilai_skp=pl.when(pl.col("id") == "p00007").then(130.0).otherwise(pl.col("nilai_skp"))
    )
    for frame in (broken, broken.lazy(), as_duckdb(broken)):
        with pytest.raises(InvalidInput, match="p00007"):
            compare(frame, policies)
        found = compare(frame, policies, problems="collect")
        assert [one.refused for one in found.doubts] == [1, 1]
        assert found.matrix().total == people.height


def test_all_problems_come_at_once(people, policies):
    """Missing columns of inputs and of groups are told together, of lazy frames too."""
    for frame in (people, people.lazy()):
        with pytest.raises(InvalidInput) as caught:
            compare(frame.drop("nilai_skp", "ide_baru"), policies, by=["dinas"])
        assert len(caught.value.problems) == 3
    with pytest.raises(InvalidInput) as caught:
        compare(people, policies[:1], suppress=-1)
    assert {problem.code for problem in caught.value.problems} == {
        "too_few_policies", "out_of_bounds",
    }  # fmt: skip


def test_a_policy_with_a_hole_is_never_compared(people, policies):
    """Cut-offs out of order are refused before any number is shown."""
    broken = vary(policies[0], {"batas_baik": 115}, check=False)
    with pytest.raises(InvalidInput):
        compare(people, [policies[0], broken])


def test_everything_is_plain_and_every_table_adds_up(people, compared):
    """The comparison is JSON, and each table of cells has everybody."""
    assert json.loads(json.dumps(compared.to_dict()))["size"] == people.height
    tables = compared.tables()
    assert tables["matrix"]["people"].sum() == people.height
    assert tables["matrix_unit"]["people"].sum() == people.height
    assert tables["movers"].filter(pl.col("column") == "unit")["people"].sum() == people.height
