"""The demo's results, computed again from its stored records by a few lines of plain Python.

Nothing of the library is used here: the rules are written out from the texts of the law and the
published rules of the programme.
"""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

MATRIX = {  # results, behaviour: the quadrant of PermenPANRB 6/2022 p. 99
    ("di_atas_ekspektasi", "di_bawah_ekspektasi"): "kurang",
    ("di_atas_ekspektasi", "sesuai_ekspektasi"): "baik",
    ("di_atas_ekspektasi", "di_atas_ekspektasi"): "sangat_baik",
    ("sesuai_ekspektasi", "di_bawah_ekspektasi"): "kurang",
    ("sesuai_ekspektasi", "sesuai_ekspektasi"): "baik",
    ("sesuai_ekspektasi", "di_atas_ekspektasi"): "baik",
    ("di_bawah_ekspektasi", "di_bawah_ekspektasi"): "sangat_kurang",
    ("di_bawah_ekspektasi", "sesuai_ekspektasi"): "butuh_perbaikan",
    ("di_bawah_ekspektasi", "di_atas_ekspektasi"): "butuh_perbaikan",
}


def day(text):
    """Read a date; nothing stands for the far future."""
    return date.fromisoformat(text) if text else date.max


def hundredths(value):
    """Round half up to two decimals, as text."""
    scaled = int(value * 100 + Fraction(1, 2))
    return f"{scaled // 100}.{scaled % 100:02}"


def by(records, field):
    """Group records by a field."""
    groups = defaultdict(list)
    for record in records:
        groups[record[field]].append(record)
    return groups


def test_every_predicate(stored):
    """Every employee's predicate is the cell of the two ratings given, or the reason is named."""
    ratings = {(item["plan_id"], item["period"]): item for item in stored["given_rating"]}
    judged = 0
    for appraisal in stored["appraisal"]:
        rating = ratings.get((appraisal["plan_id"], appraisal["period"]))
        if appraisal["outcome"] == "dinilai":
            expected = MATRIX[rating["results"], rating["behaviour"]]
            if rating["study_failed"]:
                below = rating["behaviour"] == "di_bawah_ekspektasi"
                expected = "sangat_kurang" if below else "kurang"
            assert appraisal["predicate"] == expected, appraisal["id"]
            judged += 1
        else:
            assert appraisal["predicate"] is None
            assert appraisal["note"]
    assert judged > 400
    in_service = {
        item["employee_id"]
        for item in stored["assignment"]
        if day(item["valid_from"]) < date(2026, 1, 1)
        and day(item["valid_until"]) > date(2025, 1, 1)
    }
    of_the_year = [item for item in stored["appraisal"] if item["period"] == "2025"]
    assert {item["employee_id"] for item in of_the_year} == in_service
    assert len(of_the_year) == len(in_service)


def test_training_hours(stored):
    """Hours are those of courses completed in the calendar or contract year."""
    people = {item["id"]: item for item in stored["employee"]}
    course_of = {item["id"]: item["course_id"] for item in stored["session"]}
    hours_of = {item["id"]: item["credit_hours"] for item in stored["course"]}
    enrolled = by(stored["enrolment"], "employee_id")
    assert len(stored["duty_check"]) > 90
    for check in stored["duty_check"]:
        person = people[check["employee_id"]]
        start, end = date(2025, 1, 1), date(2026, 1, 1)
        if person["contract_until"]:
            first, last = day(person["appointed_on"]), day(person["contract_until"])
            cuts = [
                first.replace(year=first.year + years)
                for years in range(last.year - first.year + 2)
            ]
            cuts = [cut for cut in cuts if cut < last] + [last]
            ended = [
                span for span in pairwise(cuts) if date(2025, 1, 1) < span[1] <= date(2026, 1, 1)
            ]
            start, end = ended[-1] if ended else (first, end)
        hours = sum(
            hours_of[course_of[item["session_id"]]]
            for item in enrolled[person["id"]]
            if item["completed_on"] and start <= day(item["completed_on"]) < end
        )
        assert check["credit_hours"] == hours, check["id"]
        if check["met"] is not None:
            met = hours <= 24 if person["contract_until"] else hours >= 20
            assert check["met"] is met, check["id"]
            if not person["contract_until"]:
                assert check["shortfall"] == max(0, 20 - hours)


def scored(stored, employee_id, programme, position_id):
    """Give a candidate's exact value of each criterion, from the raw records."""
    on = day(stored["programme"][0]["signed_on"])
    appraisal = [
        item
        for item in stored["appraisal"]
        if item["employee_id"] == employee_id and item["period"] == "2025" and item["predicate"]
    ]
    points = {item["predicate"]: Fraction(item["points"]) for item in programme["predicate_points"]}
    required = {
        item["competency_id"]: item["level"]
        for item in stored["position_requirement"]
        if item["position_id"] == position_id
    }
    found = {}
    for item in sorted(stored["assessment"], key=lambda one: (one["assessed_on"], one["id"])):
        counts = day(item["assessed_on"]) <= on < day(item["valid_until"])
        if item["employee_id"] == employee_id and counts:
            found[item["competency_id"]] = item["level"]
    present = working = 0
    for item in stored["attendance"]:
        if item["employee_id"] == employee_id and item["period"].startswith("2025"):
            present += item["present"]
            working += item["working_days"] - item["lawful_leave"]
    nomination = next(item for item in stored["nomination"] if item["employee_id"] == employee_id)
    duty = next(item for item in stored["duty_check"] if item["employee_id"] == employee_id)
    match = Fraction(
        100 * sum(min(found[name], level) for name, level in required.items()),
        sum(required.values()),
    )
    return {
        "predikat": points[appraisal[0]["predicate"]],
        "kompetensi": match,
        "kehadiran": Fraction(100 * present, working),
        "inovasi": Fraction(nomination["innovation"]),
        "jam_pelajaran": Fraction(duty["credit_hours"]),
    }


def test_winners(stored):
    """The winners have the best exact totals among those who pass the gates."""
    programme = stored["award_programme"][0]
    held = {}
    for item in sorted(stored["assignment"], key=lambda one: one["valid_from"]):
        if day(item["valid_from"]) < date(2026, 1, 1) and item["kind"] == "definitif":
            held[item["employee_id"]] = item["position_id"]
    winners = 0
    for selection in stored["selection"]:
        pool = next(item for item in programme["pools"] if item["id"] == selection["pool_id"])
        totals = {}
        for candidate in selection["candidates"]:
            if candidate["total"] is None:
                continue
            name = candidate["employee_id"]
            values = scored(stored, name, programme, held[name])
            total, chain = Fraction(0), {}
            for criterion in programme["criteria"]:
                worst, best = Fraction(criterion["worst"]), Fraction(criterion["best"])
                share = (values[criterion["source"]] - worst) / (best - worst)
                chain[criterion["id"]] = min(Fraction(1), max(Fraction(0), share))
                total += Fraction(criterion["weight"]) * chain[criterion["id"]]
            assert abs(total - Fraction(candidate["total"])) <= Fraction(1, 20000), name
            totals[name] = (total, *(chain[tie] for tie in programme["ties"]))
        expected = sorted(totals, key=totals.__getitem__, reverse=True)[: pool["winners"]]
        chosen = [
            item["employee_id"] for item in selection["candidates"] if item["place"] == "winner"
        ]
        assert chosen == expected
        winners += len(chosen)
    assert winners == 5


def test_nobody_wins_against_a_gate(stored):
    """Deciders, people under a penalty and predicates still open or below Baik do not win."""
    programme = stored["award_programme"][0]
    on = day(stored["programme"][0]["signed_on"])
    under_penalty = {
        item["employee_id"]
        for item in stored["penalty"]
        if day(item["valid_from"]) <= on < day(item["valid_until"])
    }
    final = {
        item["employee_id"]
        for item in stored["appraisal"]
        if item["period"] == "2025"
        and item["predicate"] in {"baik", "sangat_baik"}
        and item["final_on"]
        and day(item["final_on"]) <= on
    }
    turned_away = 0
    for selection in stored["selection"]:
        for candidate in selection["candidates"]:
            name = candidate["employee_id"]
            barred = name in under_penalty or name in programme["decider_ids"] or name not in final
            if candidate["place"] in {"winner", "reserve", "ranked"}:
                assert not barred, name
            turned_away += barred
    assert turned_away >= 2


@pytest.mark.parametrize("wave", ["sebelum", "sesudah"])
def test_satisfaction_index(stored, wave):
    """The index of each unit, and of all, is the mean of the nine means times 25."""
    answers = by(
        [item for item in stored["satisfaction_response"] if item["wave"] == wave], "unit_id"
    )
    answers[None] = [item for group in list(answers.values()) for item in group]
    checked = 0
    for index in stored["satisfaction_index"]:
        if index["wave"] != wave:
            continue
        rows = [item["answers"] for item in answers[index["unit_id"]]]
        total = Fraction(0)
        for element in range(9):
            given = [row[element] for row in rows if row[element] is not None]
            total += Fraction(sum(given), len(given))
        value = hundredths(total * 25 / 9)
        number = Fraction(value)
        grade = "a" if number >= Fraction("88.31") else "b" if number >= Fraction("76.61") else "c"
        assert (index["index"], index["grade"], index["respondents"]) == (value, grade, len(rows))
        checked += 1
    assert checked == 7


def test_motivation_index(stored):
    """The index is the mean of the item means, put on 0-100; small groups are withheld."""
    checked = 0
    for index in stored["motivation_index"]:
        rows = [
            item["answers"]
            for item in stored["motivation_response"]
            if item["wave"] == index["wave"] and index["group"] in {None, item["group"]}
        ]
        assert index["respondents"] == len(rows)
        if index["index"] is None:
            continue
        assert len(rows) >= 5
        means = []
        for number in range(12):
            given = [row[number] for row in rows if row[number] is not None]
            means.append(Fraction(sum(given), len(given)))
        assert index["index"] == hundredths((sum(means) / 12 - 1) * 25)
        checked += 1
    assert checked >= 4
