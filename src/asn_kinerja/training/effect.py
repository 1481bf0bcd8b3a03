"""What came of the training: attendance, feedback, change of level, and a line of advice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

import attrs

from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import (
    Course,
    CourseEvaluation,
    Enrolment,
    Session,
    TrainingFeedback,
)
from asn_kinerja.scoring.numbers import round_exact, to_decimal
from asn_kinerja.training.facts import TrainingFacts, latest_assessment

__all__ = ["MARKS", "PRACTICE", "AdviceThresholds", "advise", "evaluate_courses"]

MARKS = ("reaction", "learning", "behaviour", "result")


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
) -> tuple[CourseEvaluation, ...]:
    """Evaluate each course that people were enrolled in.

    Feedback counts only from sessions that somebody attended, and not where there are more forms
    than people who did: then nobody can tell which come from participants. A second form under
    one token is left out. Mean marks are withheld while fewer than `smallest_group` people
    answered the question.

    Levels are compared for those who completed: the last assessment that counted when the session
    began with the first one after it ended.

    Args:
        period: The year; the sessions that begin in it count.
        facts: Courses, sessions, enrolments, feedback and assessments.
        smallest_group: Fewest answers of which a mean is shown.
        thresholds: The numbers behind the advice.

    Returns:
        One evaluation a course, sorted by id.
    """
    runs: defaultdict[str, list[Session]] = defaultdict(list)
    for session in facts.sessions_of(period):
        if facts.enrolments_by_session.get(session.id):
            runs[session.course_id].append(session)
    evaluations = (
        _count(
            facts.course_by_id[course_id],
            sessions,
            period=period,
            facts=facts,
            smallest_group=smallest_group,
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
    | enough people assessed twice, or enough forms | ``teruskan`` |
    | otherwise | ``data_kurang`` |

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
    if item.assessed >= thresholds.evidence or marks:
        return "teruskan"
    return "data_kurang"


def _count(
    course: Course,
    sessions: list[Session],
    *,
    period: Period,
    facts: TrainingFacts,
    smallest_group: int,
) -> CourseEvaluation:
    enrolled = [(item, run) for run in sessions for item in facts.enrolments_by_session[run.id]]
    enrolments = [item for item, _ in enrolled]
    forms = [form for run in sessions for form in _forms(run, facts)]
    changes = [change for item, run in enrolled if (change := _change(item, run, course, facts))]
    return CourseEvaluation(
        id=f"{course.id}/{period}",
        course_id=course.id,
        period=period,
        participants=len(enrolments),
        completed=sum(item.completed_on is not None for item in enrolments),
        attended=sum(item.attended for item in enrolments),
        meetings=sum(item.meetings for item in enrolments),
        answers=len(forms),
        marks=tuple(_mean(forms, name, smallest_group=smallest_group) for name in MARKS),
        raised=sum(after > before and after >= (course.level or 0) for before, after in changes),
        assessed=len(changes),
        advice="data_kurang",  # until `advise` has seen the numbers
    )


def _forms(session: Session, facts: TrainingFacts) -> Iterator[TrainingFeedback]:
    attended = sum(item.attended > 0 for item in facts.enrolments_by_session[session.id])
    forms: dict[str, TrainingFeedback] = {}
    for form in sorted(facts.feedback_by_session.get(session.id, ()), key=lambda item: item.id):
        forms.setdefault(form.token, form)
    if len(forms) <= attended:
        yield from forms.values()


def _change(
    enrolment: Enrolment, session: Session, course: Course, facts: TrainingFacts
) -> tuple[int, int] | None:
    """Give the levels before and after, when both are known."""
    if enrolment.completed_on is None or course.competency_id is None:
        return None
    subject = (enrolment.employee_id, course.competency_id)
    found = facts.assessments_by_subject.get(subject, ())
    before = latest_assessment(found, day=session.valid_from)
    after = min(
        (item for item in found if item.assessed_on >= session.valid_until),
        key=lambda item: (item.assessed_on, item.id),
        default=None,
    )
    return None if before is None or after is None else (before.level, after.level)


def _mean(forms: Iterable[TrainingFeedback], name: str, *, smallest_group: int) -> Decimal | None:
    marks = [mark for form in forms if (mark := getattr(form, name)) is not None]
    if not marks or len(marks) < smallest_group:
        return None
    return to_decimal(round_exact(Fraction(sum(marks), len(marks)), 2), 2)
