"""Questions about feedback."""

import attrs
import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import Enrolment, TrainingFeedback
from asn_kinerja.training.feedback import FeedbackBoard, FeedbackQuery, valid_forms

ALL = FeedbackQuery(question="reaction")


def _office(facts, *marks, unit="u1", attended=None):
    people = range(len(marks) if attended is None else attended)
    return attrs.evolve(
        facts,
        enrolments=tuple(
            Enrolment(id=f"e{n}", session_id="s1", employee_id=f"p{n}", attended=1, meetings=1)
            for n in people
        ),
        feedback=tuple(
            TrainingFeedback(
                id=f"f{n}", session_id="s1", token=f"t{n}", reaction=mark, unit_id=unit
            )
            for n, mark in enumerate(marks)
        ),
    )


def test_five_answers_are_told_and_four_are_not(facts):
    """The sum of five, and nothing of four."""
    told = FeedbackBoard(facts=_office(facts, 3, 4, 4, 3, 4)).ask(ALL)
    assert (told.answers, told.total, str(told.mean)) == (5, 18, "3.60")
    told = FeedbackBoard(facts=_office(facts, 3, 4, 4, 3)).ask(ALL)
    assert (told.answers, told.total, told.mean) == (0, 0, None)


def test_a_small_unit_is_only_told_with_the_rest(facts):
    """Nobody can subtract the large unit from the whole to get at the small one."""
    large = _office(facts, 3, 4, 4, 3, 4, attended=7)
    small = tuple(
        TrainingFeedback(id=f"g{n}", session_id="s1", token=f"g{n}", reaction=2, unit_id="u2")
        for n in range(2)
    )
    board = FeedbackBoard(facts=attrs.evolve(large, feedback=(*large.feedback, *small)))
    assert board.ask(ALL).answers == 7
    assert board.ask(attrs.evolve(ALL, unit_id="u1")).answers == 0
    assert board.ask(attrs.evolve(ALL, unit_id="u2")).answers == 0


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_what_is_told_after_somebody_is_erased_tells_nothing_of_them(facts, session, gone):
    """The forms of a small session count no longer: its block is withheld, not told without it."""
    large, small = _office(facts, 3, 4, 4, 3, 4), range(3)
    office = attrs.evolve(
        large,
        sessions=(session, attrs.evolve(session, id="s2")),
        enrolments=large.enrolments
        + tuple(
            Enrolment(id=f"g{n}", session_id="s2", employee_id=f"q{n}", attended=1, meetings=1)
            for n in small
        ),
        feedback=large.feedback
        + tuple(
            TrainingFeedback(id=f"g{n}", session_id="s2", token=f"g{n}", reaction=2, unit_id="u1")
            for n in small
        ),
    )
    assert FeedbackBoard(facts=office).ask(ALL).answers == 8
    without = attrs.evolve(office, enrolments=office.enrolments[:-gone])
    assert FeedbackBoard(facts=without).ask(ALL).answers == 0


def test_a_block_where_all_agree_keeps_away_from_the_end(facts):
    """Five times 5 is told as 23, as five times nearly 5 is."""
    for marks in ((5, 5, 5, 5, 5), (5, 5, 5, 5, 4), (5, 5, 5, 4, 4)):
        assert FeedbackBoard(facts=_office(facts, *marks)).ask(ALL).total == 23
    assert FeedbackBoard(facts=_office(facts, 1, 1, 1, 1, 1)).ask(ALL).total == 7


def test_questions_choose_course_session_and_year(facts):
    """Each narrows what is asked for."""
    board = FeedbackBoard(facts=_office(facts, 3, 4, 4, 3, 4))
    for field, value in (("course_id", "srikandi"), ("session_id", "s1"), ("unit_id", "u1")):
        assert board.ask(attrs.evolve(ALL, **{field: value})).answers == 5
    assert board.ask(attrs.evolve(ALL, period=Period("2025"))).answers == 5
    assert board.ask(attrs.evolve(ALL, period=Period("2024"))).answers == 0


def test_what_is_not_there_is_named_all_at_once(facts):
    """Question, course, session and period, each with its place."""
    query = FeedbackQuery(
        question="mood", course_id="none", session_id="none", period=Period("2025-Q1")
    )
    with pytest.raises(InvalidInput) as caught:
        FeedbackBoard(facts=facts).ask(query)
    places = [problem.place for problem in caught.value.problems]
    assert places == ["question", "course_id", "session_id", "period"]


def test_a_smallest_group_under_five_is_refused(facts):
    """Four is too few."""
    with pytest.raises(InvalidInput, match="smallest_group"):
        FeedbackBoard(facts=facts, smallest_group=4)


def test_forms_of_a_session_nobody_attended_do_not_count(facts, session):
    """More forms than people who attended cannot be told apart."""
    assert list(valid_forms(session, _office(facts, 3, 4, attended=1))) == []
    assert len(list(valid_forms(session, _office(facts, 3, 4, attended=2)))) == 2
