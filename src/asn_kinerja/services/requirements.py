"""What posts require, with what they inherit from their class, as a store knows it."""

from collections.abc import Iterable

from asn_kinerja.records.competencies import PositionRequirement
from asn_kinerja.records.positions import Position
from asn_kinerja.records.requirements import ClassRequirement, inherit_requirements
from asn_kinerja.storage.unit_of_work import UnitOfWork

__all__ = ["required_levels"]


def required_levels(
    unit: UnitOfWork, positions: Iterable[Position]
) -> tuple[PositionRequirement, ...]:
    """Read what posts require: their own levels, and those of their class where they have none.

    Args:
        unit: The unit of work.
        positions: The posts.

    Returns:
        The requirements, sorted by id.

    Raises:
        InvalidRecord: If two requirements of one class and competency hold on one day.
    """
    return inherit_requirements(
        positions,
        unit.repository(PositionRequirement).scan(),
        class_requirements=unit.repository(ClassRequirement).scan(),
    )
