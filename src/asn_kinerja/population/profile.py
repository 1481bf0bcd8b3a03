"""What a population looks like: organisations, posts, shares, each with its source."""

from collections.abc import Mapping

import attrs

from asn_kinerja.legal.terms import FunctionalLevel, PositionClass
from asn_kinerja.legal.wording import Wording

__all__ = ["PARTS", "Basis", "Figure", "Organisation", "Post", "Profile", "Shares", "UnitKind"]

_SKILLED = frozenset(FunctionalLevel) - {
    FunctionalLevel.AHLI_UTAMA,
    FunctionalLevel.AHLI_MADYA,
    FunctionalLevel.AHLI_MUDA,
    FunctionalLevel.AHLI_PERTAMA,
}
PARTS = 10_000  # a rate is a whole number of these


@attrs.frozen(kw_only=True)
class Basis:
    """Where a figure of a profile comes from.

    Args:
        source: The publication, with its date; empty for an assumption.
        assumed: Whether nobody published it.
    """

    source: str = ""
    assumed: bool = False


@attrs.frozen(kw_only=True)
class Shares:
    """Shares of some words, as whole numbers such as published head counts.

    Args:
        weights: Weight by word; their sum is the whole.
        basis: Where they come from.
    """

    weights: Mapping[str, int]
    basis: Basis

    @property
    def total(self) -> int:
        """The whole that the weights are parts of."""
        return sum(self.weights.values())


@attrs.frozen(kw_only=True)
class Figure:
    """One number of a profile, or a mean with its spread.

    Args:
        value: The number, or the mean, in the smallest step: see `Profile`.
        spread: The standard deviation in the same step; 0 for a single number.
        basis: Where it comes from.
    """

    value: int
    spread: int = 0
    basis: Basis


@attrs.frozen(kw_only=True)
class Post:
    """A kind of post.

    Args:
        key: Name by which organisations mention it.
        title: Name of the post (jabatan).
        position_class: Class of the post.
        level: Jenjang of a functional post.
        weight: How often staff of its class hold it; 0 for posts of leaders.
        job_class: Kelas jabatan.
        standard: Level of each competency that the post asks for, 1-5.
        allowance: Allowance of the job class, rupiah a month.
        grades: Lowest and highest golongan ruang of a PNS; `None` where education decides.
        basis: Where the figures come from.
    """

    key: str
    title: str
    position_class: PositionClass
    level: FunctionalLevel | None = None
    weight: int = 0
    job_class: int
    standard: int
    allowance: int
    grades: tuple[str, str] | None = None
    basis: Basis

    @property
    def skilled(self) -> bool:
        """Whether it is a functional post of the skilled levels (keterampilan)."""
        return self.level in _SKILLED


@attrs.frozen(kw_only=True)
class UnitKind:
    """A kind of unit inside an organisation.

    Args:
        name: Name; ``{organisation}`` and ``{number}`` are filled in.
        count: Fewest and most such units.
        size: Fewest and most people.
        head: Key of the post of its head.
        lead: Key of the post of those who lead teams.
        leads: How many of them there are.
    """

    name: str
    count: tuple[int, int]
    size: tuple[int, int]
    head: str
    lead: str = ""
    leads: int = 0


@attrs.frozen(kw_only=True)
class Organisation:
    """A kind of organisation; the head of its first unit leads it.

    Args:
        name: Name; from the second one on a number follows.
        weight: How often it occurs.
        units: Its units, in order.
        basis: Where the figures come from.
    """

    name: str
    weight: int
    units: tuple[UnitKind, ...]
    basis: Basis


@attrs.frozen(kw_only=True)
class Profile:
    """All that a population is drawn from; every figure is a whole number of its step.

    Args:
        id: Name of the profile.
        title: What it stands for.
        year: The year of the population unless another is asked for.
        shares: By name, such as ``status``.
        rates: By name, in parts of 10,000.
        measures: Means with spreads, in hundredths.
        links: Correlations and shares of variance, in thousandths.
        settings: What an office decides for itself, in hundredths.
        grades: Lowest and highest golongan ruang by education, for posts without grades of their
            own.
        contract_grades: Golongan of a PPPK by education.
        grades_basis: Where both come from.
        posts: By key.
        organisations: The kinds of organisation.
    """

    id: str
    title: Wording
    year: int
    shares: Mapping[str, Shares]
    rates: Mapping[str, Figure]
    measures: Mapping[str, Figure]
    links: Mapping[str, Figure]
    settings: Mapping[str, Figure]
    grades: Mapping[str, tuple[str, str]]
    contract_grades: Mapping[str, str]
    grades_basis: Basis
    posts: Mapping[str, Post]
    organisations: tuple[Organisation, ...]

    def sources(self) -> tuple[tuple[str, str], ...]:
        """Name the figures that somebody published.

        Returns:
            Name and source of each; all others are assumptions.
        """
        groups = (self.shares, self.rates, self.measures, self.links, self.settings, self.posts)
        named = [(name, one.basis) for group in groups for name, one in group.items()]
        named += [(one.name, one.basis) for one in self.organisations]
        named.append(("grades", self.grades_basis))
        return tuple((name, basis.source) for name, basis in named if basis.source)
