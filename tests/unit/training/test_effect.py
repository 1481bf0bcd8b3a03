"""What came of a course."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.training import CourseEvaluation, Enrolment, Estimate, TrainingFeedback
from asn_kinerja.training.effect import PRACTICE, advise, evaluate_courses
from asn_kinerja.training.wording import ADVICE

NO_MARKS = (None,) * 4
RISEN = Estimate(mean=Decimal("0.80"), low=Decimal("0.60"), high=Decimal("1.00"), people=10)
UNSURE = attrs.evolve(RISEN, low=Decimal("-0.10"))
BEHIND = attrs.evolve(RISEN, low=Decimal("-0.50"), high=Decimal("0.00"), compared=9)
BEFORE, AFTER = date(2025, 2, 1), date(2025, 9, 1)


def _enrolment(number, attended=2, *, done=True):
    return Enrolment(
        id=f"e{number}",
        session_id="s1",
        employee_id=f"p{number}",
        attended=attended,
        meetings=2,
        completed_on=date(2025, 5, 6) if done and attended else None,
    )


def _form(number, mark=4, **changes):
    fields = {
        "id": f"f{number}",
        "session_id": "s1",
        "token": f"t{number}",
        "reaction": mark,
        "learning": mark,
        "behaviour": None,
        "result": mark,
    }
    return TrainingFeedback(**fields | changes)


def _levels(number, *levels):
    return tuple(
        Assessment(
            id=f"l{number}-{day}",
            employee_id=f"p{number}",
            competency_id="c1",
            level=level,
            assessed_on=day,
        )
        for level, day in zip(levels, (BEFORE, AFTER), strict=False)
    )


def _evaluate(facts, year, *, people=6, forms=6, **changes):
    fields = {
        "enrolments": tuple(_enrolment(number) for number in range(people)),
        "feedback": tuple(_form(number) for number in range(forms)),
        "assessments": (),
    }
    known = attrs.evolve(facts, **fields | changes)
    (found,) = evaluate_courses(year, facts=known)
    return found


def test_counts_are_those_of_the_records(facts, year):
    """People, meetings, forms and mean marks with two decimals, half up."""
    feedback = (*(_form(number) for number in range(5)), _form(5, 5))
    found = _evaluate(facts, year, feedback=feedback)
    assert (found.participants, found.completed, found.attended, found.meetings) == (6, 6, 12, 12)
    assert found.answers == 6
    assert found.marks == (Decimal("4.17"), Decimal("4.17"), None, Decimal("4.17"))
    assert found.id == "srikandi/2025"


def test_marks_of_under_five_answers_are_withheld(facts, year):
    """Four forms show nothing; nor does a question that four of six answered."""
    assert _evaluate(facts, year, forms=4).marks == (None, None, None, None)
    feedback = tuple(_form(n, reaction=None if n < 2 else 4) for n in range(6))
    assert _evaluate(facts, year, feedback=feedback).marks[:2] == (None, Decimal("4.00"))


def test_forms_count_only_from_sessions_that_were_attended(facts, year):
    """Nobody came, so nobody can have judged; more forms than people cannot be told apart."""
    absent = tuple(_enrolment(number, 0) for number in range(6))
    assert _evaluate(facts, year, enrolments=absent).answers == 0
    assert _evaluate(facts, year, people=6, forms=7).answers == 0


def test_a_token_counts_once(facts, year):
    """A second form under the same token is left out, whatever the order."""
    again = _form(9, 1, token="t0")  # noqa: S106 - a token that names nobody
    feedback = (again, *(_form(number) for number in range(6)))
    found = _evaluate(facts, year, feedback=feedback)
    assert (found.answers, found.marks[0]) == (6, Decimal("4.00"))


def test_levels_are_compared_before_and_after(facts, year):
    """Risen means higher than before and at the level that the course leads to."""
    levels = (*_levels(0, 1, 3), *_levels(1, 1, 2), *_levels(2, 3, 3), *_levels(3, 1))
    found = _evaluate(facts, year, assessments=levels)
    assert (found.raised, found.assessed) == (1, 3)


def test_only_who_completed_is_compared(facts, year):
    """Levels of people who left early say nothing of the course."""
    enrolments = tuple(_enrolment(number, done=number > 0) for number in range(6))
    levels = (*_levels(0, 1, 3), *_levels(1, 1, 3))
    found = _evaluate(facts, year, enrolments=enrolments, assessments=levels)
    assert (found.completed, found.assessed) == (5, 1)


def test_a_course_nobody_was_enrolled_in_is_not_evaluated(facts, year):
    """There is nothing to say of it."""
    assert evaluate_courses(year, facts=facts) == ()


def _numbers(year, **changes):
    fields = {
        "id": "x",
        "course_id": "x",
        "period": year,
        "participants": 10,
        "completed": 10,
        "attended": 20,
        "meetings": 20,
        "answers": 10,
        "marks": (Decimal("4.00"), Decimal("4.00"), None, None),
        "raised": 8,
        "assessed": 10,
        "advice": "data_kurang",
        "change": RISEN,
    }
    return CourseEvaluation(**fields | changes)


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({}, "teruskan"),
        ({"attended": 16}, "teruskan"),
        ({"attended": 15}, "perbaiki_kehadiran"),
        ({"raised": 5}, "teruskan"),
        ({"raised": 4}, "tinjau_ulang"),
        ({"raised": 0, "assessed": 4, "change": None}, "teruskan_penilaian"),
        ({"change": UNSURE}, "teruskan_penilaian"),
        ({"association": BEHIND}, "tinjau_kenaikan"),
        ({"marks": NO_MARKS}, "teruskan_kenaikan"),
        ({"marks": (Decimal("4.00"), None, None, None)}, "teruskan_kenaikan"),
        ({"marks": NO_MARKS, "change": UNSURE}, "teruskan_sementara"),
        ({"marks": (None, Decimal("4.00"), None, None), "change": None}, "teruskan_sementara"),
        ({"marks": (Decimal("3.50"), Decimal("3.50"), None, None)}, "teruskan"),
        ({"marks": (Decimal("3.49"), Decimal("4.00"), None, None)}, "perbaiki_materi"),
        ({"marks": (Decimal("4.00"), Decimal("3.49"), None, None)}, "perbaiki_materi"),
        ({"marks": NO_MARKS, "assessed": 4, "raised": 4, "change": None}, "data_kurang"),
    ],
)
def test_advice_follows_published_numbers(year, changes, advice):
    """One unit below an edge and on it."""
    assert advise(_numbers(year, **changes)) == advice
    assert advice in ADVICE


@pytest.mark.parametrize("lang", ["id", "en"])
def test_advice_calls_nothing_good_that_is_not_known(year, lang):
    """Withheld marks are not praised, nor is a gain that may be none."""
    praise = {"id": ("penilaian peserta baik", "hasilnya baik", "penilaian peserta, dan"),
              "en": ("marks are good", "results are good", "marks and")}[lang]  # fmt: skip
    for change in (UNSURE, None):
        text = ADVICE[advise(_numbers(year, marks=NO_MARKS, change=change))].render(lang)
        assert not [words for words in praise if words in text]
        text = ADVICE[advise(_numbers(year, change=change))].render(lang)
        assert {"id": "hasil", "en": "results"}[lang] not in text
    text = ADVICE[advise(_numbers(year, marks=NO_MARKS))].render(lang)
    assert not [words for words in praise if words in text]


def test_the_numbers_say_where_they_come_from():
    """They are practice, and say so."""
    assert "bukan ketentuan" in PRACTICE.source.render("id")
