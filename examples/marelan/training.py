"""Levels that posts require and people have, who attended what, and what came of it."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

from asn_kinerja.legal.terms import PositionClass, TrainingPath
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.competencies import PositionRequirement
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.training import (
    ChoiceKind,
    Course,
    Enrolment,
    Session,
    TrainingChoice,
    TrainingFeedback,
)
from marelan import catalogue
from marelan.cast import START, Cast, Person

_BEFORE, _AFTER = date(2025, 2, 10), date(2025, 11, 24)
_ABSENT = frozenset({"cltn", "suspended", "mpp", "retires", "study"})
# How many took part in each run; the money of the year allowed no more.
_TAKEN = {
    "PEL-13-A": 12, "PEL-05-A": 14, "PEL-01-A": 11, "PEL-06-A": 18, "PEL-02-A": 9, "PEL-03-A": 4,
    "PEL-04-A": 7, "PEL-08-A": 4, "PEL-01-B": 10, "PEL-09-A": 8, "PEL-05-B": 12, "PEL-07-A": 1,
    "PEL-02-B": 6, "PEL-10-A": 7, "PEL-11-A": 12, "PEL-12-A": 6,
}  # fmt: skip
_CEILING = 24  # JP that a PPPK may take in a contract year
_AWAY = 3
_FUTILE = "PEL-04"  # the course that changes little
_EMPTY_CHAIRS = "PEL-11"  # the course that people leave early
_REMARKS = (
    "Tambah waktu praktik", "Contoh kasusnya sesuai pekerjaan sehari-hari",
    "Materi dikirim sebelum pelatihan", "Narasumber mudah dipahami", "",
)  # fmt: skip


def build_training(cast: Cast) -> None:
    """Add everything about competence and training."""
    cast.records += [catalogue.framework(), *catalogue.courses(), *catalogue.sessions()]
    cast.records += [*catalogue.funds(), *catalogue.guides()]
    posts = {item.id: item for item in cast.records if isinstance(item, Position)}
    required = {code: _required(post) for code, post in posts.items()}
    for code, levels in required.items():
        cast.records += [
            PositionRequirement(
                id=f"{code}/{competency}/{START}", position_id=code, competency_id=competency,
                level=level, weight=Decimal(2 if competency in catalogue.TECHNICAL else 1),
                valid_from=START,
            )
            for competency, level in levels.items()
        ]  # fmt: skip
    found = _assess(cast, required)
    taken = _enrol(cast, posts, required, found)
    _assess_again(cast, taken, found)
    cast.records.append(_sent(taken))


def _sent(taken: list[tuple[Person, Course]]) -> TrainingChoice:
    """Let the office send the first civil servant of the free course on values, which has room."""
    name = min(
        person.id for person, course in taken if course.id == "PEL-06" and not person.is_contract
    )
    return TrainingChoice(
        id=f"2025/PEL-06-A/{name}", period=Period("2025"), employee_id=name,
        session_id="PEL-06-A", kind=ChoiceKind.IKUT,
    )  # fmt: skip


def _required(post: Position) -> dict[str, int]:
    match post.position_class:
        case PositionClass.ADMINISTRATOR:
            levels = dict.fromkeys([*catalogue.MANAGERIAL, "PB"], 3) | {"PRIMA": 3}
        case PositionClass.PENGAWAS:
            levels = dict.fromkeys([*catalogue.MANAGERIAL, "PB"], 2) | {"PRIMA": 3, "TIK": 2}
        case PositionClass.JF:
            levels = dict.fromkeys(("INT", "KS", "KOM", "OPH", "PP", "PB"), 2) | {"TIK": 3}
        case _:
            levels = dict.fromkeys(("INT", "KS", "KOM", "PP", "PB"), 2) | {"TIK": 2}
    own = {"KEU": {"SIPD": 3}, "UMUM": {"BMD": 2}, "YANUM": {"PRIMA": 3}}
    levels |= own.get(post.unit_id, {})
    if post.id == "KSB-KEU":
        levels["SIPD"] = 4
    if post.id.startswith(("PLK-PEM-", "OPR-PEM-")):
        levels["PRIMA"] = 3
    if post.id.startswith("SEKLUR"):
        levels |= {"SIPD": 3, "BMD": 2}
    return levels


def _assess(cast: Cast, required: dict[str, dict[str, int]]) -> dict[tuple[str, str], int]:
    """Find the levels of February; those who came later are assessed later."""
    found = {}
    for person in cast.people:
        if person.tags & {"unassessed", "cltn"}:
            continue
        day = max(_BEFORE, person.employee.appointed_on + timedelta(days=30))
        for competency, level in required[person.position_id].items():
            technical = competency in catalogue.TECHNICAL
            steps = ((0, 48), (-1, 46), (-2, 6)) if technical else ((0, 80), (1, 6), (-1, 14))
            if competency == "BMD":
                steps = ((0, 1), (-1, 3))
            step = 0 if person.tags & {"tie1", "tie2"} else cast.pick(*steps)
            has = min(5, max(1, level + step))
            found[person.id, competency] = has
            cast.records.append(_finding(person.id, competency, level=has, day=day))
    return found


def _finding(employee_id: str, competency: str, *, level: int, day: date) -> Assessment:
    return Assessment(
        id=f"{employee_id}/{competency}/{day}", employee_id=employee_id, competency_id=competency,
        level=level, assessed_on=day, valid_until=day.replace(year=day.year + 3),
        source="Asesmen BKPSDM" if day < _AFTER else "Asesmen setelah pelatihan",
    )  # fmt: skip


def _enrol(
    cast: Cast,
    posts: dict[str, Position],
    required: dict[str, dict[str, int]],
    found: dict[tuple[str, str], int],
) -> list[tuple[Person, Course]]:
    """Fill the runs with those who lack most, and tell what became of them."""
    course_by_id = {item.id: item for item in catalogue.courses()}
    busy: list[tuple[Person, Session]] = []
    completed = []
    for run in catalogue.sessions():
        course = course_by_id[run.course_id]

        def lacks(person: Person, course: Course = course) -> int:
            wanted = required[person.position_id].get(course.competency_id or "", 0)
            return wanted - found.get((person.id, course.competency_id or ""), wanted)

        fit = [
            person
            for person in cast.people
            if not person.tags & _ABSENT
            and person.employee.appointed_on <= run.valid_from
            and (not course.for_classes or posts[person.position_id].position_class
                 in course.for_classes)
            and not (person.is_contract and person.hours + course.credit_hours > _CEILING)
            and not any(who is person and run.clashes(other) for who, other in busy)
        ]  # fmt: skip
        cast.chance.shuffle(fit)
        fit.sort(key=lambda person: (-lacks(person), person.hours))
        away: Counter[str] = Counter()
        chosen = []
        for person in fit:
            branch = person.group
            limited = course.path is TrainingPath.KLASIKAL and away[branch] >= _AWAY
            if not limited and len(chosen) < _TAKEN.get(run.id, 0):
                away[branch] += 1
                chosen.append(person)
        for person in chosen:
            busy.append((person, run))
            if _attend(cast, person, course=course, run=run):
                completed.append((person, course))
        _ask(cast, run, course=course, people=len(chosen))
    return completed


def _attend(cast: Cast, person: Person, *, course: Course, run: Session) -> bool:
    meetings = (run.valid_until - run.valid_from).days * 2
    missed = cast.pick((0, 80), (1, 15), (2, 5))
    if course.id == _EMPTY_CHAIRS:
        missed = cast.pick((0, 2), (1, 5), (2, 3))
    attended = max(0, meetings - missed)
    done = attended * 5 >= meetings * 4 or (course.id == _EMPTY_CHAIRS and missed == 1)
    if done:
        person.hours += course.credit_hours
    cast.records.append(
        Enrolment(
            id=f"{run.id}/{person.id}", session_id=run.id, employee_id=person.id,
            attended=attended, meetings=meetings,
            completed_on=run.valid_until - timedelta(days=1) if done else None,
            score=Decimal(cast.chance.randrange(140, 191)) / 2 if done else None,
            proposed_level=course.level if done else None,
        )
    )  # fmt: skip
    return done


def _ask(cast: Cast, run: Session, *, course: Course, people: int) -> None:
    low = course.id == _FUTILE
    for _ in range(people):
        if cast.chance.random() < 0.12:
            continue
        good = ((5, 45), (4, 45), (3, 10))
        weak = ((4, 25), (3, 45), (2, 30))
        token = f"{cast.chance.getrandbits(32):08x}"
        cast.records.append(
            TrainingFeedback(
                id=f"{run.id}/t-{token}", session_id=run.id, token=f"t-{token}",
                reaction=cast.pick(*good), learning=cast.pick(*(weak if low else good)),
                behaviour=cast.pick(*(weak if low else ((4, 55), (3, 25), (5, 20)))),
                result=cast.pick(*(weak if low else ((4, 50), (3, 35), (5, 15)))),
                text=cast.chance.choice(_REMARKS),
            )
        )  # fmt: skip


def _assess_again(
    cast: Cast, taken: list[tuple[Person, Course]], found: dict[tuple[str, str], int]
) -> None:
    seen = set()
    for person, course in taken:
        key = person.id, course.competency_id or ""
        if key in seen or found.get(key, 9) >= (course.level or 0):
            continue
        seen.add(key)
        rises = cast.chance.random() < (0.15 if course.id == _FUTILE else 0.78)
        level = (course.level or 0) if rises else found[key]
        cast.records.append(_finding(person.id, key[1], level=level, day=_AFTER))
