"""Feedback on a session: who is offered a form, and taking one in without a name."""

from collections.abc import Mapping
from hashlib import sha256
from hmac import digest

from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.positions import Position
from asn_kinerja.records.training import (
    CourseEvaluation,
    Enrolment,
    Session,
    TrainingFeedback,
)
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.storage.query import equals
from asn_kinerja.storage.unit_of_work import UnitOfWork
from asn_kinerja.training.feedback import MARKS

__all__ = ["form_recipients", "give_feedback"]

_TOKEN = 16  # bytes


def form_recipients(context: ServiceContext, session_id: str) -> tuple[str, ...]:
    """List the people who are offered a form: those who attended, and nobody else.

    Args:
        context: Store, policies, actor and clock.
        session_id: The session.

    Returns:
        Their ids, sorted; `give_feedback` takes forms from just these.

    Raises:
        NotFound: If there is no such session.
    """
    with context.reading() as unit:
        _session(unit, session_id)
        return _attendees(unit, session_id)


def give_feedback(
    context: ServiceContext,
    session_id: str,
    *,
    employee_id: str,
    marks: Mapping[str, int],
    secret: bytes,
) -> TrainingFeedback:
    """Keep the form of one participant under a token that names nobody.

    The token is made of the person, the session and a secret that the store does not hold. So a
    second form is known as such, and who has the store without the secret cannot tell whose it is.

    Args:
        context: Store, policies, actor and clock. The actor is who runs the desk, not who answers.
        session_id: The session.
        employee_id: Who answers; kept nowhere.
        marks: Marks 1 to 5 by question, of `MARKS`.
        secret: Secret of the programme, at least 16 bytes.

    Returns:
        The form as kept.

    Raises:
        NotFound: If there is no such session.
        InvalidInput: If the person did not attend or has answered already, a question is unknown,
            the secret is short, or the results were shown: a form after that could be told by the
            difference.
    """
    problems = [
        Problem("unknown_word", f"marks.{name}", value=name, cure=", ".join(MARKS))
        for name in marks
        if name not in MARKS
    ]
    if len(secret) < _TOKEN:
        problems.append(Problem("out_of_bounds", "secret", value=len(secret), cure=f">= {_TOKEN}"))
    with context.transaction("feedback", session_id) as unit:
        session = _session(unit, session_id)
        token = digest(secret, f"{session_id}\n{employee_id}".encode(), sha256)[:_TOKEN].hex()
        forms = unit.repository(TrainingFeedback)
        key = f"{session_id}/{token}"
        if employee_id not in _attendees(unit, session_id):
            problems.append(Problem("feedback_absent", "employee_id", value=employee_id))
        if _is_shown(unit, session):
            problems.append(Problem("feedback_closed", "session_id", value=session_id))
        if forms.find(key) is not None:
            problems.append(Problem("feedback_given", "employee_id", value=session_id))
        if error := InvalidInput.of(problems):
            raise error
        form = TrainingFeedback(
            id=key,
            session_id=session_id,
            token=token,
            unit_id=_unit_of(unit, employee_id, session),
            reaction=marks.get("reaction"),
            learning=marks.get("learning"),
            behaviour=marks.get("behaviour"),
            result=marks.get("result"),
        )
        forms.put(form)
    return form


def _session(unit: UnitOfWork, session_id: str) -> Session:
    found = unit.repository(Session).find(session_id)
    if found is None:
        raise NotFound(Problem("not_found", "session_id", value=session_id))
    return found


def _attendees(unit: UnitOfWork, session_id: str) -> tuple[str, ...]:
    enrolments = unit.repository(Enrolment).scan(where=(equals("session_id", session_id),))
    return tuple(sorted({item.employee_id for item in enrolments if item.attended}))


def _is_shown(unit: UnitOfWork, session: Session) -> bool:
    shown = unit.repository(CourseEvaluation).scan(where=(equals("course_id", session.course_id),))
    return any(item.period.holds(session.valid_from) for item in shown)


def _unit_of(unit: UnitOfWork, employee_id: str, session: Session) -> str:
    held = unit.repository(Assignment).scan(where=(equals("employee_id", employee_id),))
    posts = unit.repository(Position)
    for item in sorted(held, key=lambda item: item.id):
        post = posts.find(item.position_id) if item.holds(session.valid_from) else None
        if post is not None:
            return post.unit_id
    return ""
