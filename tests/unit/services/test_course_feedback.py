"""Forms are offered to and taken from those who attended; levels are proposed and confirmed."""

from datetime import UTC, date, datetime

import attrs
import pytest

from asn_kinerja.errors import InvalidInput, NotFound
from asn_kinerja.legal.terms import PositionClass, TrainingPath
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.training import (
    Course,
    CourseEvaluation,
    Enrolment,
    Session,
    TrainingFeedback,
)
from asn_kinerja.services.course_feedback import form_recipients, give_feedback
from asn_kinerja.services.levels import confirm_level, propose_levels
from asn_kinerja.workspace import open_workspace

SECRET = b"rahasia program 2025"
YEAR = Period("2025")


def _enrolment(name, attended, done=None):
    return Enrolment(
        id=f"e-{name}",
        session_id="s1",
        employee_id=name,
        attended=attended,
        meetings=2,
        completed_on=done,
    )


@pytest.fixture
def context():
    """One session: two attended, one of them completed; one stayed away."""
    now = datetime(2026, 2, 1, 8, tzinfo=UTC)
    records = (
        Course(
            id="k1", name="Srikandi", provider="LAN", path=TrainingPath.KLASIKAL, credit_hours=8,
            competency_id="c1", level=3,
        ),
        Session(
            id="s1", course_id="k1", valid_from=date(2025, 5, 5), valid_until=date(2025, 5, 7),
            seats=9,
        ),
        Position(id="staf", name="Staf", unit_id="u1", position_class=PositionClass.PELAKSANA),
        Assignment(id="a1", employee_id="ani", position_id="staf", valid_from=date(2020, 1, 1)),
        Assessment(
            id="n1", employee_id="ani", competency_id="c1", level=2,
            assessed_on=date(2025, 1, 1),
        ),
        _enrolment("ani", 2, date(2025, 5, 6)),
        _enrolment("budi", 1),
        _enrolment("cici", 0),
    )  # fmt: skip
    with open_workspace(actor="penguji") as workspace:
        with workspace.unit_of_work(recorded_at=now) as unit:
            for record in records:
                unit.repository(type(record)).put(record)
            unit.commit(action="import")
        yield workspace.services(now=lambda: now)


def _give(context, who, **changes):
    given = {"employee_id": who, "marks": {"reaction": 4}, "secret": SECRET} | changes
    return give_feedback(context, "s1", **given)


def _codes(caught):
    return [problem.code for problem in caught.value.problems]


def test_forms_are_offered_to_those_they_are_taken_from(context):
    """Who stayed away is neither offered a form nor heard."""
    assert form_recipients(context, "s1") == ("ani", "budi")
    for who in ("ani", "budi"):
        _give(context, who)
    for who in ("cici", "siapa"):
        with pytest.raises(InvalidInput) as caught:
            _give(context, who)
        assert _codes(caught) == ["feedback_absent"]


def test_a_form_names_nobody_and_comes_once(context):
    """The person is in no field; a second form is refused."""
    form = _give(context, "ani")
    assert not [value for value in attrs.astuple(form) if "ani" in str(value)]
    assert (form.unit_id, form.reaction, form.learning) == ("u1", 4, None)
    with pytest.raises(InvalidInput) as caught:
        _give(context, "ani")
    assert _codes(caught) == ["feedback_given"]
    with context.reading() as unit:
        assert list(unit.repository(TrainingFeedback).scan()) == [form]


def test_all_that_is_wrong_is_named_at_once(context):
    """An unknown question, a short secret, and somebody absent."""
    with pytest.raises(InvalidInput) as caught:
        _give(context, "cici", marks={"mood": 3}, secret=b"x")
    assert _codes(caught) == ["unknown_word", "out_of_bounds", "feedback_absent"]


def test_what_was_shown_takes_no_more_forms(context):
    """One more form would be told by the difference."""
    with context.transaction("evaluate") as unit:
        unit.repository(CourseEvaluation).put(
            CourseEvaluation(
                id="k1/2025", course_id="k1", period=YEAR, participants=3, completed=1, attended=3,
                meetings=6, answers=0, marks=(None,) * 4, raised=0, assessed=0,
                advice="data_kurang",
            )
        )  # fmt: skip
    with pytest.raises(InvalidInput) as caught:
        _give(context, "budi")
    assert _codes(caught) == ["feedback_closed"]


def test_an_unknown_session_is_named(context):
    """Neither forms nor recipients without a session."""
    with pytest.raises(NotFound):
        form_recipients(context, "s9")
    with pytest.raises(NotFound):
        give_feedback(context, "s9", employee_id="ani", marks={}, secret=SECRET)


def test_a_completed_course_proposes_and_an_assessor_confirms(context):
    """Nothing counts before that; the assessor may find another level."""
    (found,) = propose_levels(context, YEAR)
    assert (found.employee_id, found.current, found.proposed) == ("ani", 2, 3)
    assert propose_levels(context, YEAR) == (found,)
    with context.reading() as unit:
        assert unit.repository(Enrolment).get("e-ani").proposed_level == 3
        assert len(list(unit.repository(Assessment).scan())) == 1
    confirmed = confirm_level(
        context, "e-ani", assessor="Asesor BKPSDM", assessed_on=date(2025, 9, 1)
    )
    assert (confirmed.level, confirmed.competency_id) == (3, "c1")
    assert propose_levels(context, YEAR) == ()


@pytest.mark.parametrize(
    ("assessor", "day", "code"),
    [
        (" ", date(2025, 9, 1), "required"),
        ("A", date(2999, 1, 1), "assessed_ahead"),
        ("A", date(2025, 1, 2), "assessed_before"),
    ],
)
def test_a_level_is_found_by_somebody_after_the_course(context, assessor, day, code):
    """An assessment of a day to come, or of one before the course, would count for ever."""
    propose_levels(context, YEAR)
    with pytest.raises(InvalidInput) as caught:
        confirm_level(context, "e-ani", assessor=assessor, assessed_on=day)
    assert _codes(caught) == [code]
    assert propose_levels(context, YEAR)


def test_nothing_is_confirmed_that_no_course_proposed(context):
    """Neither an unknown enrolment nor one that was not completed."""
    for name in ("e-budi", "e-siapa"):
        with pytest.raises(NotFound) as caught:
            confirm_level(context, name, assessor="A", assessed_on=date(2025, 9, 1), level=3)
        assert _codes(caught) == ["level_not_proposed"]
