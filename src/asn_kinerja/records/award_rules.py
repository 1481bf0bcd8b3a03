"""The published rules of an award: who competes, on what, under which conditions."""

from decimal import Decimal
from enum import StrEnum

import attrs

from asn_kinerja.errors import InvalidRecord, Problem
from asn_kinerja.legal.terms import EmploymentStatus, PositionClass, Reward
from asn_kinerja.records.fields import checked, require_unique, require_within
from asn_kinerja.records.periods import Period

__all__ = [
    "AwardPool",
    "AwardProgramme",
    "Criterion",
    "CriterionSource",
    "Gate",
    "GateKind",
    "Judge",
    "Panel",
    "PanelMean",
    "PredicatePoints",
    "Quota",
    "Trait",
]


class CriterionSource(StrEnum):
    """Where the value of a criterion comes from."""

    PREDIKAT = "predikat"
    KOMPETENSI = "kompetensi"
    KEHADIRAN = "kehadiran"
    INOVASI = "inovasi"
    JAM_PELAJARAN = "jam_pelajaran"
    PANEL = "panel"
    MASA_KERJA = "masa_kerja"
    DIBERIKAN = "diberikan"
    """Given with the candidate, in a column named like the criterion."""


class GateKind(StrEnum):
    """What an eligibility gate asks."""

    MASA_KERJA = "masa_kerja"
    PREDIKAT_FINAL = "predikat_final"
    PREDIKAT_MINIMUM = "predikat_minimum"
    TANPA_HUKUMAN = "tanpa_hukuman"
    BUKAN_PENENTU = "bukan_penentu"
    JEDA = "jeda"
    """Months that must have gone by since an earlier win in the same family of awards."""


class Trait(StrEnum):
    """What a quota counts by."""

    UNIT = "unit"
    KELAS_JABATAN = "kelas_jabatan"
    STATUS = "status"


class PanelMean(StrEnum):
    """How the marks of several judges become one."""

    MEDIAN = "median"
    MEAN = "mean"


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
        threshold: Months for `masa_kerja` and `jeda`, a predicate for `predikat_minimum`; empty
            otherwise.
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
class Quota:
    """How many of one kind may, or must, be among the winners of a pool.

    Args:
        trait: What is counted.
        value: The unit, class or status meant; empty for each of them.
        most: No more winners than that; `None` for no ceiling.
        least: At least so many, as far as there are eligible candidates.
        basis: Why, as printed.
    """

    trait: Trait
    value: str = ""
    most: int | None = None
    least: int = 0
    basis: str = ""

    def __attrs_post_init__(self) -> None:
        """Check the numbers."""
        require_within(self, "least", self.least, low=0)
        if self.most is not None:
            require_within(self, "most", self.most, low=max(1, self.least))

    @property
    def id(self) -> str:
        """Key of the quota: what it counts, and the value where it names one."""
        return f"{self.trait}:{self.value}" if self.value else str(self.trait)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Judge:
    """Somebody who marks candidates, with what may keep that person from marking one.

    Args:
        id: Stable key; that of the employee where the judge is one.
        name: Name as printed.
        unit_id: Unit of the judge; empty for an outsider.
        family_ids: Employees who are family.
    """

    id: str
    name: str
    unit_id: str = ""
    family_ids: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class Panel:
    """The rules of a panel.

    Args:
        judges: Who marks.
        mean: How marks are joined.
        same_unit: Whether a judge may mark candidates of the own unit.
        disagreement: Distance of the highest from the lowest mark that is flagged.
        leniency_marks: Marks that a judge must have given before leniency is adjusted for; `None`
            for never.
    """

    judges: tuple[Judge, ...]
    mean: PanelMean = PanelMean.MEDIAN
    same_unit: bool = False
    disagreement: Decimal = Decimal(30)
    leniency_marks: int | None = None

    def __attrs_post_init__(self) -> None:
        """Check that no judge stands twice, and the numbers."""
        require_unique(self, "judges", [item.id for item in self.judges])
        require_within(self, "disagreement", self.disagreement, low=0)
        if self.leniency_marks is not None:
            require_within(self, "leniency_marks", self.leniency_marks, low=2)


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
        ties: Ids of criteria that decide between equal totals, in order; a criterion of weight 0
            serves here only.
        decider_ids: Who decides; they are no candidates.
        method: Id of the ranking method.
        legal_basis: Legal basis as printed.
        reward: What winners receive, as printed.
        rewards: The same from the law's list.
        quotas: How many of one kind may or must win, in each pool.
        panel: Who marks, and how marks are joined; `None` without a panel.
        family: Awards that share a cooldown; the own id by default.
        lot_seed: Text published before the selection that seeds the lot for ties that the chain
            leaves; empty for no lot.
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
    rewards: tuple[Reward, ...] = ()
    quotas: tuple[Quota, ...] = ()
    panel: Panel | None = None
    family: str = ""
    lot_seed: str = ""

    def __attrs_post_init__(self) -> None:
        """Check keys, weights and the tie chain."""
        require_unique(self, "criteria", [item.id for item in self.criteria])
        require_unique(self, "pools", [item.id for item in self.pools])
        require_unique(self, "gates", [item.kind for item in self.gates])
        require_unique(self, "quotas", [item.id for item in self.quotas])
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

    def pool_of(self, position_class: PositionClass, status: EmploymentStatus) -> AwardPool | None:
        """Find the first pool that admits a class and status; `None` when none does."""
        return next((pool for pool in self.pools if pool.admits(position_class, status)), None)
