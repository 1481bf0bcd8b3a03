"""Competency frameworks, and the levels that posts require."""

from datetime import date
from decimal import Decimal

import attrs

from asn_kinerja.legal.parameters import Authority, Status
from asn_kinerja.legal.terms import CompetencyGroup
from asn_kinerja.records.fields import checked, require_interval, require_unique, require_within

__all__ = [
    "Competency",
    "CompetencyFramework",
    "CompetencyLevel",
    "Indicator",
    "PositionRequirement",
    "Provenance",
]

LOWEST, HIGHEST = 1, 5


@attrs.frozen(kw_only=True, field_transformer=checked)
class Provenance:
    """Where a part of a framework comes from, and how sure it is.

    Args:
        citation: Where it stands, such as "PermenPANRB 38/2017".
        status: Whether it was read there.
        authority: Who set it; practice where the words are the office's own.
    """

    citation: str
    status: Status
    authority: Authority


@attrs.frozen(kw_only=True, field_transformer=checked)
class Indicator:
    """A behaviour by which a level is recognised.

    Args:
        text: What can be seen, in the language of the framework.
        english: The same in English; empty where nobody translated it.
    """

    text: str
    english: str = ""


@attrs.frozen(kw_only=True, field_transformer=checked)
class CompetencyLevel:
    """One step of a competency.

    Args:
        level: 1 to 5.
        description: What a person at this level does.
        name: Word for the step, such as "dasar"; empty where only the number is used.
        english: The description in English; empty where nobody translated it.
        indicators: Behaviours by which it is recognised, in order.
        provenance: Where the description comes from; `None` where nobody says.
    """

    level: int
    description: str
    name: str = ""
    english: str = ""
    indicators: tuple[Indicator, ...] = ()
    provenance: Provenance | None = None

    def __attrs_post_init__(self) -> None:
        """Check the scale."""
        require_within(self, "level", self.level, low=LOWEST, high=HIGHEST)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Competency:
    """A competency and its levels.

    Args:
        id: Stable key.
        name: Name as printed.
        group: Technical, managerial or socio-cultural.
        levels: Its steps; may be empty where only the number is used.
        definition: What it means; empty where nobody says.
        english: The name in English; empty where nobody translated it.
        replaced_by: Key of the competency that takes its place in the framework that replaces
            this one; `None` while it goes on or ends without heir.
        provenance: Where it comes from; `None` where nobody says.
    """

    id: str
    name: str
    group: CompetencyGroup
    levels: tuple[CompetencyLevel, ...] = ()
    definition: str = ""
    english: str = ""
    replaced_by: str | None = None
    provenance: Provenance | None = None

    def __attrs_post_init__(self) -> None:
        """Check that no level stands twice."""
        require_unique(self, "levels", [str(step.level) for step in self.levels])


@attrs.frozen(kw_only=True, field_transformer=checked)
class CompetencyFramework:
    """A published set of competencies, in one version.

    Another version is another framework with a key of its own, which `replaced_by` names, so that
    an old assessment keeps its meaning. A competency that goes on keeps its key in all versions.

    Args:
        id: Stable key of this version.
        name: Name as printed.
        version: Version as printed.
        competencies: What it holds.
        source: Where it comes from: a regulation or the programme.
        english: The name in English; empty where nobody translated it.
        replaced_by: Key of the version that takes its place; `None` for the newest.
    """

    id: str
    name: str
    version: str
    competencies: tuple[Competency, ...]
    source: str = ""
    english: str = ""
    replaced_by: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check that no competency stands twice."""
        require_unique(self, "competencies", [item.id for item in self.competencies])


@attrs.frozen(kw_only=True, field_transformer=checked)
class PositionRequirement:
    """The level of a competency that a post asks for.

    Args:
        id: Stable key.
        position_id: The post.
        competency_id: The competency.
        level: Required level, 1 to 5.
        weight: How much it matters against the other competencies of the post, above 0.
        valid_from: First day it holds.
        valid_until: The day after the last; `None` while it holds.
    """

    id: str
    position_id: str
    competency_id: str
    level: int
    weight: Decimal = Decimal(1)
    valid_from: date = date(1, 1, 1)
    valid_until: date | None = None

    def __attrs_post_init__(self) -> None:
        """Check scale, weight and interval."""
        require_within(self, "level", self.level, low=LOWEST, high=HIGHEST)
        require_within(self, "weight", self.weight, low=0)
        require_interval(self, self.valid_from, self.valid_until)
