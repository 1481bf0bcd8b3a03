"""Awards: the programme's rules, the candidates' facts, and the selection with its reasons.

The file is long because the rules, facts and outcome of an award are read together, and
half of it says what each field means.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import attrs

from asn_kinerja.errors import InvalidRecord, Problem
from asn_kinerja.legal.terms import DisciplineLevel, EmploymentStatus, PositionClass
from asn_kinerja.records.fields import checked, require_interval, require_unique, require_within
from asn_kinerja.records.periods import Period

__all__ = [
    "Attendance",
    "AwardPool",
    "AwardProgramme",
    "Candidate",
    "Criterion",
    "CriterionScore",
    "CriterionSource",
    "Gate",
    "GateKind",
    "GateResult",
    "GateState",
    "Nomination",
    "Penalty",
    "Place",
    "PredicatePoints",
    "Selection",
    "TieBreak",
]


class CriterionSource(StrEnum):
    """Where the value of a criterion comes from."""

    PREDIKAT = "predikat"
    KOMPETENSI = "kompetensi"
    KEHADIRAN = "kehadiran"
    INOVASI = "inovasi"
    JAM_PELAJARAN = "jam_pelajaran"


class GateKind(StrEnum):
    """What an eligibility gate asks."""

    MASA_KERJA = "masa_kerja"
    PREDIKAT_FINAL = "predikat_final"
    PREDIKAT_MINIMUM = "predikat_minimum"
    TANPA_HUKUMAN = "tanpa_hukuman"
    BUKAN_PENENTU = "bukan_penentu"


class GateState(StrEnum):
    """Answers of a gate; missing facts are never a fail."""

    MET = "met"
    NOT_MET = "not_met"
    NEEDS_HUMAN = "needs_human"


class Place(StrEnum):
    """What a candidate comes out as."""

    WINNER = "winner"
    RESERVE = "reserve"
    RANKED = "ranked"
    TIED = "tied"
    NOT_ELIGIBLE = "not_eligible"
    NEEDS_HUMAN = "needs_human"
    INCOMPLETE = "incomplete"


@attrs.frozen(kw_only=True, field_transformer=checked)
class Criterion:
    """One thing that is scored.

    Args:
        id: Key, unique in the programme.
        name: Name as printed.
        source: Where its value comes from.
        weight: Share of the total, in per cent.
        worst: Published anchor that scores 0.
        best: Published anchor that scores 100; below `worst` when less is better.
        basis: Why it counts, as printed.
        target: Value of the profile asked for, used by profile matching only.
        is_core: Whether it is a core criterion of that profile.
    """

    id: str
    name: str
    source: CriterionSource
    weight: Decimal
    worst: Decimal
    best: Decimal
    basis: str = ""
    target: Decimal | None = None
    is_core: bool = True

    def __attrs_post_init__(self) -> None:
        """Check weight and anchors."""
        require_within(self, "weight", self.weight, low=0, high=100)
        if self.worst == self.best:
            raise InvalidRecord(Problem("anchors_equal", "Criterion.best", value=self.best))


@attrs.frozen(kw_only=True, field_transformer=checked)
class Gate:
    """One condition a candidate must meet.

    Args:
        kind: What it asks.
        threshold: Months for `masa_kerja`, a predicate for `predikat_minimum`; empty otherwise.
        basis: Why, as printed.
    """

    kind: GateKind
    threshold: str = ""
    basis: str = ""


@attrs.frozen(kw_only=True, field_transformer=checked)
class AwardPool:
    """Candidates who compete with each other.

    Args:
        id: Key, unique in the programme.
        name: Name as printed.
        winners: How many win.
        reserves: How many stand by.
        classes: Classes of post; empty for all.
        statuses: Employment statuses; empty for all.
    """

    id: str
    name: str
    winners: int
    reserves: int = 0
    classes: tuple[PositionClass, ...] = ()
    statuses: tuple[EmploymentStatus, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check the numbers."""
        require_within(self, "winners", self.winners, low=1)
        require_within(self, "reserves", self.reserves, low=0)

    def admits(self, position_class: PositionClass, status: EmploymentStatus) -> bool:
        """Whether somebody of that class and status competes here."""
        return (not self.classes or position_class in self.classes) and (
            not self.statuses or status in self.statuses
        )


@attrs.frozen(kw_only=True, field_transformer=checked)
class PredicatePoints:
    """Points that the programme gives to one predicate.

    Args:
        predicate: Stored word of the predicate.
        points: Its points.
    """

    predicate: str
    points: Decimal


@attrs.frozen(kw_only=True, field_transformer=checked)
class AwardProgramme:
    """The published rules of an award.

    Args:
        id: Stable key.
        name: Name as printed.
        period: The period judged.
        pools: Who competes with whom.
        gates: Conditions.
        criteria: What is scored; weights add up to 100.
        predicate_points: Points of each predicate, as published; predicates are ordinal, so the
            programme must say.
        ties: Ids of criteria that decide between equal totals, in order.
        decider_ids: Who decides; they are no candidates.
        method: Id of the ranking method.
        legal_basis: Legal basis as printed.
        reward: What winners receive.
    """

    id: str
    name: str
    period: Period
    pools: tuple[AwardPool, ...]
    gates: tuple[Gate, ...]
    criteria: tuple[Criterion, ...]
    predicate_points: tuple[PredicatePoints, ...] = ()
    ties: tuple[str, ...] = ()
    decider_ids: tuple[str, ...] = ()
    method: str = "saw"
    legal_basis: str = ""
    reward: str = ""

    def __attrs_post_init__(self) -> None:
        """Check keys, weights and the tie chain."""
        require_unique(self, "criteria", [item.id for item in self.criteria])
        require_unique(self, "pools", [item.id for item in self.pools])
        require_unique(self, "gates", [item.kind for item in self.gates])
        total = sum((item.weight for item in self.criteria), Decimal(0))
        problems = []
        if total != 100:
            problems.append(
                Problem("weights_sum", "AwardProgramme.criteria", value=total, cure="100")
            )
        known = [item.id for item in self.criteria]
        problems += [
            Problem("not_found", "AwardProgramme.ties", value=tie, cure=", ".join(known))
            for tie in self.ties
            if tie not in known
        ]
        if error := InvalidRecord.of(problems):
            raise error


@attrs.frozen(kw_only=True, field_transformer=checked)
class Nomination:
    """Somebody put forward.

    Args:
        id: Stable key.
        programme_id: For which award.
        employee_id: Who.
        nominated_by: By which unit or person.
        innovation: Mark of the panel for innovation, 0 to 100; `None` if not judged.
        evidence: Where the evidence is.
    """

    id: str
    programme_id: str
    employee_id: str
    nominated_by: str
    innovation: Decimal | None = None
    evidence: str = ""

    def __attrs_post_init__(self) -> None:
        """Check the mark."""
        if self.innovation is not None:
            require_within(self, "innovation", self.innovation, low=0, high=100)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Penalty:
    """A discipline case (PP 94/2021).

    Args:
        id: Stable key.
        employee_id: Who.
        level: Level of the penalty; `None` while under examination.
        kind: Penalty as printed.
        valid_from: First day it runs, or the day the examination began.
        valid_until: The day after it was served; `None` while it runs.
    """

    id: str
    employee_id: str
    kind: str
    valid_from: date
    level: DisciplineLevel | None = None
    valid_until: date | None = None

    def __attrs_post_init__(self) -> None:
        """Check the interval."""
        require_interval(self, self.valid_from, self.valid_until)

    def stands_on(self, day: date) -> bool:
        """Whether it runs, or is under examination, on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Attendance:
    """Working days of one person in one period.

    Args:
        id: Stable key.
        employee_id: Who.
        period: The period.
        working_days: Working days of the period.
        present: Days present.
        lawful_leave: Days of lawful leave; they never count against anybody.
        absent: Days absent without valid reason.
    """

    id: str
    employee_id: str
    period: Period
    working_days: int
    present: int
    lawful_leave: int = 0
    absent: int = 0

    def __attrs_post_init__(self) -> None:
        """Check that the days add up."""
        for name in ("present", "lawful_leave", "absent"):
            require_within(self, name, getattr(self, name), low=0)
        total = self.present + self.lawful_leave + self.absent
        if total != self.working_days:
            raise InvalidRecord(
                Problem("days_sum", "Attendance.present", value=total, cure=str(self.working_days))
            )


@attrs.frozen(kw_only=True, field_transformer=checked)
class GateResult:
    """What one gate says of one candidate.

    Args:
        kind: The gate.
        state: Met, not met, or needs a human.
        reason: Code of the reason.
        detail: What fills the reason's text.
    """

    kind: GateKind
    state: GateState
    reason: str
    detail: str = ""


@attrs.frozen(kw_only=True, field_transformer=checked)
class CriterionScore:
    """One criterion of one candidate.

    Args:
        criterion_id: The criterion.
        raw: Its value, exact decimal or fraction as text; `None` when missing.
        scaled: 0 to 100 on the published anchors, with four decimals; `None` when missing.
    """

    criterion_id: str
    raw: str | None
    scaled: Decimal | None


@attrs.frozen(kw_only=True, field_transformer=checked)
class Candidate:
    """One candidate with everything that decided.

    Args:
        employee_id: Who.
        unit_id: Unit of the post.
        place: What came out.
        gates: All gates with their answers.
        scores: All criteria with their scores.
        total: Weighted total, 0 to 100, with four decimals; `None` when it cannot be given.
        rank: 1 for the best; equal ranks are ties that nothing broke; `None` unranked.
    """

    employee_id: str
    unit_id: str
    place: Place
    gates: tuple[GateResult, ...]
    scores: tuple[CriterionScore, ...] = ()
    total: Decimal | None = None
    rank: int | None = None


@attrs.frozen(kw_only=True, field_transformer=checked)
class TieBreak:
    """How a tie was, or was not, broken.

    Args:
        employee_ids: Who were equal, sorted.
        criterion_id: What decided; `None` when they stayed equal.
    """

    employee_ids: tuple[str, ...]
    criterion_id: str | None = None


@attrs.frozen(kw_only=True, field_transformer=checked)
class Selection:
    """The outcome of one pool.

    Args:
        id: Stable key.
        programme_id: The programme.
        pool_id: The pool.
        period: The period judged.
        candidates: Everybody considered, best first, then those not ranked by id.
        ties: Ties met on the way.
        method: Id of the ranking method.
    """

    id: str
    programme_id: str
    pool_id: str
    period: Period
    candidates: tuple[Candidate, ...]
    ties: tuple[TieBreak, ...] = ()
    method: str = "saw"

    @property
    def winners(self) -> tuple[Candidate, ...]:
        """Those who win."""
        return tuple(item for item in self.candidates if item.place is Place.WINNER)

    @property
    def reserves(self) -> tuple[Candidate, ...]:
        """Those who stand by, best first."""
        return tuple(item for item in self.candidates if item.place is Place.RESERVE)
