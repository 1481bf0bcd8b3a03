"""Levels that completed courses propose, and their confirmation by an assessor."""

from collections.abc import Iterator
from datetime import date

import attrs

from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import Course, Enrolment, Session
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.storage.unit_of_work import UnitOfWork
from asn_kinerja.training.facts import first_after, latest_assessment

__all__ = ["LevelProposal", "confirm_level", "propose_levels"]


@attrs.frozen(kw_only=True)
class LevelProposal:
    """A level that a completed course proposes; it counts only once an assessor confirms it.

    Args:
        enrolment_id: The enrolment.
        employee_id: Who.
        competency_id: In what.
        current: Level known when it was completed; `None` when nobody assessed it.
        proposed: Level of the course.
    """

    enrolment_id: str
    employee_id: str
    competency_id: str
    current: int | None
    proposed: int


def propose_levels(context: ServiceContext, period: Period) -> tuple[LevelProposal, ...]:
    """Propose the level of each course completed in a period to whoever is below it.

    Who was assessed in the competency on that day or later is left out: an assessor has spoken.

    Args:
        context: Store, policies, actor and clock.
        period: The period; courses completed in it count.

    Returns:
        The proposals that wait for an assessor, sorted by enrolment. Running it again changes
        nothing.
    """
    with context.transaction("propose", str(period)) as unit:
        found = tuple(_proposals(unit, period))
        enrolments = unit.repository(Enrolment)
        enrolments.put_all(
            attrs.evolve(enrolments.get(item.enrolment_id), proposed_level=item.proposed)
            for item in found
        )
    return found


def confirm_level(
    context: ServiceContext,
    enrolment_id: str,
    *,
    assessor: str,
    assessed_on: date,
    level: int | None = None,
) -> Assessment:
    """Let an assessor find a level where a course proposed one.

    Args:
        context: Store, policies, actor and clock.
        enrolment_id: The enrolment that proposes.
        assessor: Who assesses, as printed.
        assessed_on: When; not before the course was completed.
        level: Level found, which may differ; the proposed one when `None`.

    Returns:
        The assessment.

    Raises:
        NotFound: If there is no such enrolment or it proposes nothing.
        InvalidInput: If nobody assessed, or the day is still to come or before the end of the
            course.
        InvalidRecord: If the level is outside the scale.
    """
    if not assessor.strip():
        raise InvalidInput(Problem("required", "assessor"))
    if assessed_on > context.today():
        cure = context.today().isoformat()
        raise InvalidInput(Problem("assessed_ahead", "assessed_on", value=assessed_on, cure=cure))
    with context.transaction("confirm", enrolment_id) as unit:
        enrolment = unit.repository(Enrolment).find(enrolment_id)
        course = None if enrolment is None else _course(unit, enrolment)
        if (
            enrolment is None
            or enrolment.proposed_level is None
            or enrolment.completed_on is None
            or course is None
            or course.competency_id is None
        ):
            raise NotFound(Problem("level_not_proposed", "enrolment_id", value=enrolment_id))
        if assessed_on < enrolment.completed_on:
            cure = enrolment.completed_on.isoformat()
            problem = Problem("assessed_before", "assessed_on", value=assessed_on, cure=cure)
            raise InvalidInput(problem)
        assessment = Assessment(
            id=_key(enrolment),
            employee_id=enrolment.employee_id,
            competency_id=course.competency_id,
            level=enrolment.proposed_level if level is None else level,
            assessed_on=assessed_on,
            source=f"{assessor.strip()}; {course.name}",
        )
        unit.repository(Assessment).put(assessment)
    return assessment


def _proposals(unit: UnitOfWork, period: Period) -> Iterator[LevelProposal]:
    known: dict[tuple[str, str], list[Assessment]] = {}
    confirmed = set()
    for item in unit.repository(Assessment).scan():
        known.setdefault((item.employee_id, item.competency_id), []).append(item)
        confirmed.add(item.id)
    for enrolment in sorted(unit.repository(Enrolment).scan(), key=lambda item: item.id):
        day = enrolment.completed_on
        if day is None or not period.holds(day) or _key(enrolment) in confirmed:
            continue
        course = _course(unit, enrolment)
        if course is None or course.competency_id is None or course.level is None:
            continue
        found = known.get((enrolment.employee_id, course.competency_id), ())
        if first_after(found, day=day) is not None:
            continue
        latest = latest_assessment(found, day=day)
        current = latest.level if latest else None
        if (current or 0) < course.level:
            yield LevelProposal(
                enrolment_id=enrolment.id,
                employee_id=enrolment.employee_id,
                competency_id=course.competency_id,
                current=current,
                proposed=course.level,
            )


def _course(unit: UnitOfWork, enrolment: Enrolment) -> Course | None:
    session = unit.repository(Session).find(enrolment.session_id)
    return None if session is None else unit.repository(Course).find(session.course_id)


def _key(enrolment: Enrolment) -> str:
    return f"{enrolment.id}/konfirmasi"
