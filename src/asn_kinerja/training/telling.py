"""Why a plan does not serve a need, in a plain sentence with numbers."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cached_property

from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.training import (
    Course,
    Fund,
    GuidanceProvider,
    Session,
    TrainingNeed,
    TrainingPlan,
    UnmetNeed,
)
from asn_kinerja.training.problem import TrainingProblem
from asn_kinerja.training.wording import CONSTRAINTS

__all__ = ["ReasonTeller"]

_MONTHS = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
           "Oktober", "November", "Desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"),
}  # fmt: skip
_SENTENCE = Wording(id="Belum terlayani karena {why}.", en="Not served because {why}.")
_AND = Wording(id=", dan ", en=", and ")
_OF_NOTHING = frozenset({"no_offer", "ceiling_jp", "course_limit", "on_leave"})
_CLAUSES: Mapping[str, Wording] = {
    "no_offer": Wording(
        id="tidak ada pelatihan tahun ini yang menaikkan kompetensi ini di atas level {current}"
        " (syarat jabatan: level {required})",
        en="no session of the year raises this competency above level {current}"
        " (the post requires level {required})",
    ),
    "seats": Wording(
        id="semua {seats} kursi {session} sudah terisi",
        en="all {seats} seats of {session} are taken",
    ),
    "fund": Wording(
        id="pagu {fund} {ceiling} tinggal {left}, kurang untuk satu peserta lagi",
        en="only {left} of the ceiling of {fund} ({ceiling}) is left, too little for one more",
    ),
    "load": Wording(
        id="{guide} pada tanggal itu sudah membimbing {load} orang, sebanyak bebannya",
        en="{guide} already guides {load} people on these days, which is the whole load",
    ),
    "clash": Wording(
        id="pegawai ini pada tanggal itu mengikuti {session}",
        en="the person attends {session} on these days",
    ),
    "away": Wording(
        id="pada tanggal {session} sudah {away} orang dari unit ini berada di kelas, sebanyak"
        " batasnya",
        en="{away} people of the unit, as many as may, are already in class on days of {session}",
    ),
    "class": Wording(
        id="{session} hanya untuk jabatan {classes}, bukan {own}",
        en="{session} is only for posts of class {classes}, not {own}",
    ),
    "prerequisite": Wording(
        id="{course} harus selesai lebih dahulu", en="{course} must be completed before"
    ),
    "minimum": Wording(
        id="{session} baru terlaksana dengan sedikitnya {minimum} peserta dan dalam rencana ini"
        " ada {taken}",
        en="{session} takes place with at least {minimum} participants and has {taken} in this"
        " plan",
    ),
    "ceiling_jp": Wording(
        id="batas {ceiling} JP setahun akan terlampaui: {used} JP sudah terpakai",
        en="the ceiling of {ceiling} JP a year would be passed: {used} JP are used",
    ),
    "course_limit": Wording(
        id="pegawai ini sudah mengikuti {limit} pelatihan, sebanyak batas per orang",
        en="the person already attends {limit} sessions, as many as one person may",
    ),
    "forbidden": Wording(
        id="kantor menetapkan pegawai ini tidak mengikuti {session}",
        en="the office has fixed that the person does not attend {session}",
    ),
    "holiday": Wording(
        id="{session} jatuh pada hari libur {holidays}",
        en="{session} falls on a holiday: {holidays}",
    ),
    "redundant": Wording(
        id="kursi pegawai ini di {session} menjadi tidak diperlukan, padahal tanpa kursi itu"
        " pesertanya kurang",
        en="the seat of the person in {session} would lose its purpose, and without it the session"
        " is too small",
    ),
    "twice": Wording(
        id="pelatihan yang sama sudah diikuti pada {session}",
        en="the same course is already taken in {session}",
    ),
    "on_leave": Wording(
        id="pegawai ini tidak bertugas pada tanggal pelatihan",
        en="the person is not on duty on the days of the session",
    ),
}


class ReasonTeller:
    """Says in one language what binds each need of a plan that is not served.

    Args:
        problem: What was to be decided.
        plan: The plan made of it.
        lang: ``"id"`` or ``"en"``.
    """

    def __init__(self, problem: TrainingProblem, plan: TrainingPlan, *, lang: str = "id") -> None:
        self._problem = problem
        self._plan = plan
        self._lang = lang

    def why(self, unmet: UnmetNeed) -> str:
        """Say why a need is not served.

        Args:
            unmet: The need with the constraints that bind.

        Returns:
            One sentence that names all of them, with seats, rupiah and days.
        """
        clauses = self.clauses(unmet)
        why = ", ".join(clauses[:-1])
        why += (_AND.render(self._lang) if why else "") + clauses[-1]
        return _SENTENCE.render(self._lang).format(why=why)

    def clauses(self, unmet: UnmetNeed) -> tuple[str, ...]:
        """Say each constraint that binds a need.

        Args:
            unmet: The need with its constraints.

        Returns:
            Parts of a sentence, in the order of the constraints.
        """
        need = self._needs[unmet.need_id]
        return tuple(self._clause(code, need) for code in unmet.constraints)

    def session(self, session: Session) -> str:
        """Name a session: its course and its days."""
        course = self._problem.course_of(session).name
        last = session.valid_until - timedelta(days=1)
        return f"{course} ({self._span(session.valid_from, last)})"

    def _clause(self, code: str, need: TrainingNeed) -> str:
        kind, _, subject = code.partition(":")
        if kind not in _CLAUSES:  # of an optimiser that is not ours
            return code.replace("_", " ")
        facts = self._facts(kind, subject, need=need)
        if facts is None:
            return self._unnumbered(kind, subject)
        return _CLAUSES[kind].render(self._lang).format(**facts)

    def _facts(self, kind: str, subject: str, *, need: TrainingNeed) -> Mapping[str, object] | None:
        """Give what stands in a clause; `None` where the records no longer tell it."""
        is_needed = kind not in _OF_NOTHING
        if is_needed and subject not in self._subjects.get(kind, self._problem.session_by_id):
            return None
        fill = self._fills.get(kind)
        facts = {} if fill is None else fill(subject, need)
        if facts is None:
            return None
        return {"session": self._named(kind, subject), **facts} if is_needed else facts

    def _unnumbered(self, kind: str, subject: str) -> str:
        """Say a constraint of a kept plan whose subject or limit has gone since it was made."""
        text = CONSTRAINTS[kind].render(self._lang).removesuffix(".")
        return (text[0].lower() + text[1:]).format(what=self._named(kind, subject))

    def _named(self, kind: str, subject: str) -> str:
        known = self._subjects.get(kind, self._problem.session_by_id).get(subject)
        if known is None:
            return subject
        return self.session(known) if isinstance(known, Session) else known.name

    @cached_property
    def _subjects(self) -> Mapping[str, Mapping[str, Course | Fund | GuidanceProvider | Session]]:
        """What the codes name that do not name a session."""
        return {
            "fund": self._problem.fund_by_id,
            "load": self._guides,
            "prerequisite": self._problem.course_by_id,
        }

    @cached_property
    def _guides(self) -> Mapping[str, GuidanceProvider]:
        return {guide.id: guide for guide in self._problem.guides}

    @cached_property
    def _fills(self) -> Mapping[str, Callable[[str, TrainingNeed], dict[str, object] | None]]:
        problem = self._problem
        return {
            "no_offer": lambda _, need: {"current": need.current, "required": need.required},
            "seats": lambda name, _: {"seats": problem.session_by_id[name].seats},
            "fund": lambda name, _: self._money_of(name),
            "load": lambda name, _: {
                "guide": self._guides[name].name,
                "load": self._guides[name].load,
            },
            "away": lambda _, __: _limit("away", problem.away_limit),
            "class": self._classes_of,
            "prerequisite": lambda name, _: {"course": problem.course_by_id[name].name},
            "minimum": lambda name, _: {
                "minimum": problem.session_by_id[name].minimum_size,
                "taken": self._taken[name],
            },
            "ceiling_jp": lambda _, need: self._hours(need.employee_id),
            "course_limit": lambda _, __: _limit("limit", problem.course_limit),
            "holiday": lambda name, _: self._holidays(problem.session_by_id[name]),
        }

    @cached_property
    def _needs(self) -> Mapping[str, TrainingNeed]:
        return {need.id: need for need in self._problem.needs}

    @cached_property
    def _taken(self) -> Counter[str]:
        return Counter(item.session_id for item in self._plan.placements)

    def _money_of(self, fund_id: str) -> dict[str, object] | None:
        fund = self._problem.fund_by_id[fund_id]
        if fund.ceiling is None:
            return None
        spent = sum(
            run.cost * self._taken[run.id]
            for run in self._problem.sessions
            if run.fund_id == fund_id
        )
        return {
            "fund": fund.name,
            "ceiling": self._rupiah(fund.ceiling),
            "left": self._rupiah(fund.ceiling - spent),
        }

    def _classes_of(self, session_id: str, need: TrainingNeed) -> dict[str, object] | None:
        course = self._problem.course_of(self._problem.session_by_id[session_id])
        if not course.for_classes:
            return None
        own = self._problem.learner_by_id[need.employee_id].position_class
        return {
            "classes": "/".join(item.value.replace("_", " ") for item in course.for_classes),
            "own": own.value.replace("_", " "),
        }

    def _hours(self, employee_id: str) -> dict[str, object] | None:
        """Give the ceiling of which least is left; `None` where there is no ceiling."""
        held = [
            self._problem.session_by_id[item.session_id]
            for item in self._plan.placements
            if item.employee_id == employee_id and item.session_id in self._problem.session_by_id
        ]
        full = []
        for window in self._problem.learner_by_id[employee_id].windows:
            if window.ceiling is not None:
                hours = (self._problem.course_of(run).credit_hours
                         for run in held if window.counts(run))  # fmt: skip
                used = window.used + sum(hours)
                full.append((window.ceiling - used, window.ceiling, used))
        if not full:
            return None
        _, ceiling, used = min(full)
        return {"ceiling": ceiling, "used": used}

    def _holidays(self, session: Session) -> dict[str, object] | None:
        met = self._problem.holidays_in(session)
        if not met:
            return None
        named = (f"{item.name} ({self._day(item.day)})".strip() for item in met)
        return {"holidays": ", ".join(named)}

    def _rupiah(self, amount: int) -> str:
        text = f"{amount:,}"
        return f"Rp\N{NO-BREAK SPACE}{text.replace(',', '.') if self._lang == 'id' else text}"

    def _day(self, day: date) -> str:
        return f"{day.day} {_MONTHS[self._lang][day.month - 1]} {day.year}"

    def _span(self, first: date, last: date) -> str:
        if first == last:
            return self._day(first)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}-{self._day(last)}"
        until = "s.d." if self._lang == "id" else "to"
        return f"{self._day(first)} {until} {self._day(last)}"


def _limit(name: str, limit: int | None) -> dict[str, object] | None:
    return None if limit is None else {name: limit}
