"""What came of the training: attendance, feedback, change of level, and a line of advice."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

import attrs

from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import (
    Course,
    CourseEvaluation,
    Enrolment,
    Session,
)
from asn_kinerja.training.association import Gain, comparable_gains, estimate, gain_over
from asn_kinerja.training.facts import TrainingFacts
from asn_kinerja.training.feedback import MARKS, FeedbackBoard, FeedbackQuery, valid_forms
from asn_kinerja.training.learning import effective_weight

__all__ = ["MARKS", "PRACTICE", "AdviceThresholds", "advise", "evaluate_courses"]

_CONTINUE: Mapping[tuple[bool, bool], str] = {  # by whether marks, and the gain, are known
    (True, True): "teruskan",
    (True, False): "teruskan_penilaian",
    (False, True): "teruskan_kenaikan",
}


@attrs.frozen(kw_only=True)
class AdviceThresholds:
    """The published numbers behind the advice.

    Args:
        attendance: Least share of the meetings that was attended, 0 to 1.
        raised: Least share of the people assessed before and after whose level rose, 0 to 1.
        mark: Least mean mark of reaction and of learning, 1 to 5.
        evidence: Fewest forms, or people assessed twice, to say anything by.
        source: Where the numbers come from.
    """

    attendance: Decimal
    raised: Decimal
    mark: Decimal
    evidence: int
    source: Wording


PRACTICE = AdviceThresholds(
    attendance=Decimal("0.80"),
    raised=Decimal("0.50"),
    mark=Decimal("3.50"),
    evidence=5,
    source=Wording(
        id="praktik program, bukan ketentuan", en="practice of the programme, not a rule of law"
    ),
)


def evaluate_courses(
    period: Period,
    *,
    facts: TrainingFacts,
    smallest_group: int = 5,
    thresholds: AdviceThresholds = PRACTICE,
    seed: int = 0,
) -> tuple[CourseEvaluation, ...]:
    """Evaluate each course that people were enrolled in.

    Mean marks are those that the `FeedbackBoard` tells: none under `smallest_group` answers.

    Levels are compared for those who completed: the last assessment that counted when the session
    began with the first one after it ended.

    Args:
        period: The year; the sessions that begin in it count.
        facts: Courses, sessions, enrolments, feedback and assessments.
        smallest_group: Fewest answers of which a mean is shown.
        thresholds: The numbers behind the advice.
        seed: Starts the draws of the intervals.

    Returns:
        One evaluation a course, sorted by id.
    """
    board = FeedbackBoard(facts=facts, smallest_group=max(smallest_group, 5))
    runs: defaultdict[str, list[Session]] = defaultdict(list)
    for session in facts.sessions_of(period):
        if facts.enrolments_by_session.get(session.id):
            runs[session.course_id].append(session)
    evaluations = (
        _count(
            facts.course_by_id[course_id],
            sessions,
            period=period,
            board=board,
            seed=seed,
        )
        for course_id, sessions in sorted(runs.items())
    )
    return tuple(attrs.evolve(item, advice=advise(item, thresholds)) for item in evaluations)


def advise(evaluation: CourseEvaluation, thresholds: AdviceThresholds = PRACTICE) -> str:
    """Choose the advice for a course by the first line that fits.

    | When | Advice |
    |---|---|
    | fewer meetings attended than the threshold | ``perbaiki_kehadiran`` |
    | enough people assessed twice, too few of them rose | ``tinjau_ulang`` |
    | mean mark of reaction or learning under the threshold | ``perbaiki_materi`` |
    | the gain in level is small, or no more than that of comparable people | ``tinjau_kenaikan`` |
    | marks of reaction and learning are known, and the gain is above 0 | ``teruskan`` |
    | marks are known, the gain is not | ``teruskan_penilaian`` |
    | the gain is above 0, marks are withheld | ``teruskan_kenaikan`` |
    | enough people assessed twice, or one of the marks is known | ``teruskan_sementara`` |
    | otherwise | ``data_kurang`` |

    The gain is known where its whole interval lies above 0, as `effective_weight` judges it.

    Args:
        evaluation: The numbers of the course.
        thresholds: The numbers behind the advice.

    Returns:
        Code of the advice.
    """
    item = evaluation
    marks = [mark for mark in item.marks[:2] if mark is not None]
    if item.attended < thresholds.attendance * item.meetings:
        return "perbaiki_kehadiran"
    if item.assessed >= thresholds.evidence and item.raised < thresholds.raised * item.assessed:
        return "tinjau_ulang"
    if any(mark < thresholds.mark for mark in marks):
        return "perbaiki_materi"
    return _judge_gain(item, thresholds)


def _judge_gain(item: CourseEvaluation, thresholds: AdviceThresholds) -> str:
    """Choose among the advices that praise no more than what is known."""
    gain = effective_weight(item)
    if gain == 0:
        return "tinjau_kenaikan"
    marks = item.marks[:2]
    is_marked = bool(marks) and None not in marks
    if is_marked or gain:
        return _CONTINUE[is_marked, bool(gain)]
    if item.assessed >= thresholds.evidence or any(mark is not None for mark in marks):
        return "teruskan_sementara"
    return "data_kurang"


def _count(
    course: Course,
    sessions: list[Session],
    *,
    period: Period,
    board: FeedbackBoard,
    seed: int,
) -> CourseEvaluation:
    facts = board.facts
    enrolled = [(item, run) for run in sessions for item in facts.enrolments_by_session[run.id]]
    enrolments = [item for item, _ in enrolled]
    gains = [gain for item, run in enrolled if (gain := _gain(item, run, course, facts))]
    others = comparable_gains(course, sessions, period=period, facts=facts)
    asked = FeedbackQuery(question="", course_id=course.id, period=Period(f"{period.year:04}"))
    return CourseEvaluation(
        id=f"{course.id}/{period}",
        course_id=course.id,
        period=period,
        participants=len(enrolments),
        completed=sum(item.completed_on is not None for item in enrolments),
        attended=sum(item.attended for item in enrolments),
        meetings=sum(item.meetings for item in enrolments),
        answers=sum(1 for run in sessions for _ in valid_forms(run, facts)),
        marks=tuple(board.ask(attrs.evolve(asked, question=name)).mean for name in MARKS),
        raised=sum(item.rose_to(course.level or 0) for item in gains),
        assessed=len(gains),
        advice="data_kurang",  # until `advise` has seen the numbers
        change=estimate(gains, seed=f"{seed}/{course.id}/{period}"),
        association=estimate(gains, others, seed=f"{seed}/{course.id}/{period}/others"),
    )


def _gain(
    enrolment: Enrolment, session: Session, course: Course, facts: TrainingFacts
) -> Gain | None:
    """Give the levels before and after, when both are known."""
    if enrolment.completed_on is None or course.competency_id is None:
        return None
    subject = (enrolment.employee_id, course.competency_id)
    return gain_over(subject, start=session.valid_from, end=session.valid_until, facts=facts)
