"""Sweeps, break-even values, edges and years equal what brute force gives."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest

from asn_kinerja.comparison.edges import near_edges
from asn_kinerja.comparison.sensitivity import break_even, steps_between, sweep
from asn_kinerja.comparison.sides import MISSING
from asn_kinerja.comparison.varying import vary
from asn_kinerja.comparison.years import simulate
from asn_kinerja.errors import InvalidInput
from asn_kinerja.scoring.frames.evaluate import evaluate_policies

CASE = {"nilai_skp": Decimal("88.5"), "nilai_perilaku": Decimal(96), "penilaian_360": False,
        "ide_baru": False}  # fmt: skip


def _cases(frame):
    for row in frame.select(*CASE).rows(named=True):
        yield {n: Decimal(str(v)) if isinstance(v, float) else v for n, v in row.items()}


def test_a_sweep_is_what_one_case_after_the_other_gives(people, policies):
    """Each point counts the people that the exact interpreter puts there, and who moves."""
    policy, few = policies[0], people.head(60)
    found = sweep(few, policy, parameter="batas_baik", values=[80, "87.5", 90, 95])
    now = [policy.evaluate(case).value for case in _cases(few)]
    for point in found.points:
        variant = vary(policy, point.values)
        there = [variant.evaluate(case).value for case in _cases(few)]
        wanted = Counter(word or MISSING for word in there)
        assert {word: n for word, n in point.counts.items() if n} == wanted
        assert point.moves.unchanged == sum(
            one == other for one, other in zip(now, there, strict=True)
        )
        assert point.moves.people == 60
    assert found.points[2].moves.unchanged == 60
    assert [row["batas_baik"] for row in found.rows()] == ["80", "87.5", "90", "95"]
    assert found.to_dict()["size"] == 60


def test_two_parameters_make_every_pair_and_a_balance_keeps_the_sum(people, policies):
    """Pairs of values are all computed; the other weight takes what is left."""
    few = people.head(40)
    found = sweep(
        few, policies[0], parameter="bobot_skp", values=["0.6", "0.7"], balance="bobot_perilaku",
        second="batas_baik", second_values=[85, 90],
    )  # fmt: skip
    assert [dict(point.values) for point in found.points] == [
        {"bobot_skp": skp, "batas_baik": edge, "bobot_perilaku": 1 - skp}
        for skp in (Fraction(3, 5), Fraction(7, 10))
        for edge in (85, 90)
    ]
    assert found.points[3].moves.unchanged == 40


def test_many_values_take_several_passes(people, policies):
    """More values than are computed at once come out in order."""
    values = steps_between(85, 95, step=1)
    found = sweep(people.head(200), policies[0], parameter="batas_baik", values=values)
    assert [point.values["batas_baik"] for point in found.points] == values
    good = [point.counts["baik"] for point in found.points]
    assert good == sorted(good, reverse=True)
    assert len(set(good)) > 5


def test_a_value_that_breaks_the_policy_has_problems_and_no_numbers(people, policies):
    """A cut-off above the next one gives no counts; what is unknown is refused outright."""
    found = sweep(people.head(20), policies[0], parameter="batas_baik", values=[90, 115])
    assert found.points[1].counts == {}
    assert found.points[1].moves is None
    assert found.points[1].problems
    with pytest.raises(InvalidInput, match="batas_bagus"):
        sweep(people, policies[0], parameter="batas_bagus", values=[1])
    with pytest.raises(InvalidInput):
        sweep(people, policies[0], parameter="batas_baik", values=[90.5])
    with pytest.raises(InvalidInput):
        steps_between(1, 2, step=0)


def test_a_break_even_value_is_verified_one_unit_on_either_side(policies):
    """One unit nearer nothing changes, at the value it does."""
    policy = policies[0]
    assert policy.evaluate(CASE).value == "baik"
    found = break_even(CASE, policy, parameter="batas_baik", step="0.01")
    score = policy.evaluate(CASE).outputs["nilai_kinerja"]
    assert (found.before, found.at_up, found.down) == ("baik", "cukup", None)
    assert found.up == score + Fraction(1, 100)
    assert vary(policy, {"batas_baik": found.up}).evaluate(CASE).value == "cukup"
    nearer = vary(policy, {"batas_baik": found.up - found.step})
    assert nearer.evaluate(CASE).value == "baik"


def test_a_break_even_weight_is_the_nearest_of_all_steps(policies):
    """Brute force over every step of the weight finds the same value, both ways."""
    policy = policies[0]
    case = {**CASE, "nilai_skp": Decimal(86), "nilai_perilaku": Decimal(100)}
    found = break_even(case, policy, parameter="bobot_skp", balance="bobot_perilaku", high=1, low=0)
    now = policy.evaluate(case).value
    wanted = {
        value
        for value in steps_between(0, 1, step="0.01")
        if vary(policy, {"bobot_skp": value, "bobot_perilaku": 1 - value}).evaluate(case).value
        != now
    }
    assert found.value == Fraction(7, 10)
    assert found.up == min((one for one in wanted if one > found.value), default=None)
    assert found.down == max((one for one in wanted if one < found.value), default=None)
    assert {found.up, found.down} != {None}


def test_a_break_even_value_of_a_population_moves_the_first_person(people, policies):
    """At the value somebody moves, one unit nearer nobody does."""
    policy, few = policies[0], people.head(150)
    found = break_even(few, policy, parameter="batas_baik", step="0.1")

    def moved(value):
        variant = vary(policy, {"batas_baik": value})
        return sum(
            variant.evaluate(case).value != policy.evaluate(case).value for case in _cases(few)
        )

    assert moved(found.up) == found.at_up > 0
    assert moved(found.up - found.step) == 0
    assert moved(found.down) == found.at_down > 0
    assert moved(found.down + found.step) == 0


def test_people_beside_an_edge_are_counted_by_hand(people, policies):
    """Below and above each cut-off stand those whose exact value lies within the distance."""
    policy = policies[0]
    values = [policy.evaluate(case).outputs["nilai_kinerja"] for case in _cases(people)]
    known = [Fraction(value) for value in values if value is not None]
    for frame in (people, people.lazy()):
        found = {one.parameter: one for one in near_edges(frame, policy, within="1.5")}
        assert {"batas_sangat_baik", "batas_baik", "batas_cukup", "batas_kurang"} <= set(found)
        for edge in found.values():
            below = [v for v in known if edge.edge - Fraction(3, 2) <= v < edge.edge]
            above = [v for v in known if edge.edge <= v <= edge.edge + Fraction(3, 2)]
            assert (edge.below, edge.above) == (len(below), len(above))
    assert found["batas_baik"].below > 0
    assert found["batas_baik"].edge == 90
    with pytest.raises(InvalidInput):
        near_edges(people, policy, within=-1)


def test_credit_adds_up_until_the_next_grade_is_reached(workspace):
    """Each year adds what the predicate gives; the year in which nothing is lacking is found."""
    credit = workspace.policies.get("permenpanrb_1_2023.angka_kredit")
    rise = workspace.policies.get("permenpanrb_1_2023.kenaikan")
    rows = [
        (word, start, months)
        for word in ("sangat_baik", "baik", "kurang", None)
        for start in (0, 30, 55)
        for months in (12, 6, 7, 8)
    ]
    frame = pl.DataFrame({
        "id": list(range(len(rows))),
        "predikat_kinerja": [word for word, _, _ in rows],
        "angka_kredit_kumulatif": [float(start) for _, start, _ in rows],
        "bulan": [months for _, _, months in rows],
        "jenjang": ["ahli_pertama"] * len(rows),
        "golongan_ruang": ["iii_a"] * len(rows),
    })  # fmt: skip
    found = simulate(frame, credit, then=rise, adds_to="angka_kredit_kumulatif", years=5)
    years = []
    for word, start, months in rows:
        case = {"jenjang": "ahli_pertama", "golongan_ruang": "iii_a"}
        given = {"predikat_kinerja": word, "jenjang": "ahli_pertama", "bulan": months}
        yearly = credit.evaluate(given).value
        if yearly is None:
            years.append(None)
            continue
        lacking = {
            year: rise.evaluate({**case, "angka_kredit_kumulatif": start + yearly * year}).value
            for year in range(6)
        }
        years.append(next((year for year, left in lacking.items() if left <= 0), None))
    assert found.people["tahun"].to_list() == years
    assert found.unknown == 12
    assert sum(found.reached.values()) + found.not_reached + found.unknown == len(rows)
    assert found.to_dict()["years"] == 5
    with pytest.raises(InvalidInput) as caught:
        simulate(frame, credit, then=rise, adds_to="kredit", reaches="x", years=0)
    assert len(caught.value.problems) == 3


def test_variants_that_are_computed_together_never_take_each_others_results(people, policies):
    """Each of many variants gives what it gives alone, in every run."""
    few = people.head(60)
    edges = range(85, 96)
    alone = {
        f"{edge}_": vary(policies[0], {"batas_baik": edge}).evaluate_frame(few)["predikat_kinerja"]
        for edge in edges
    }
    for _ in range(40):
        variants = {f"{edge}_": vary(policies[0], {"batas_baik": edge}) for edge in edges}
        together = evaluate_policies(variants, few)
        for prefix, wanted in alone.items():
            assert together[f"{prefix}predikat_kinerja"].to_list() == wanted.to_list()
