"""Competency frameworks, and the levels that posts require."""

from datetime import date
from decimal import Decimal

import attrs

from asn_kinerja.legal.terms import CompetencyGroup
from asn_kinerja.records.fields import checked, require_interval, require_unique, require_within

__all__ = ["Competency", "CompetencyFramework", "CompetencyLevel", "PositionRequirement"]

LOWEST, HIGHEST = 1, 5


@attrs.frozen(kw_only=True, field_transformer=checked)
class CompetencyLevel:
    """One step of a competency.

    Args:
        level: 1 to 5.
        description: What a person at this level does.
    """

    level: int
    description: str

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
    """

    id: str
    name: str
    group: CompetencyGroup
    levels: tuple[CompetencyLevel, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check that no level stands twice."""
        require_unique(self, "levels", [str(step.level) for step in self.levels])


@attrs.frozen(kw_only=True, field_transformer=checked)
class CompetencyFramework:
    """A published set of competencies.

    Args:
        id: Stable key.
        name: Name as printed.
        version: Version as printed.
        competencies: What it holds.
        source: Where it comes from: a regulation or the programme.
    """

    id: str
    name: str
    version: str
    competencies: tuple[Competency, ...]
    source: str = ""

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
