"""Levels that a whole class of posts requires, and how the posts of the class inherit them."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import TypeAlias

import attrs

from asn_kinerja.errors import InvalidRecord, Problem
from asn_kinerja.legal.terms import FunctionalLevel, PositionClass
from asn_kinerja.records.competencies import HIGHEST, LOWEST, PositionRequirement
from asn_kinerja.records.fields import checked, require_interval, require_within
from asn_kinerja.records.positions import Position

__all__ = ["ClassRequirement", "inherit_requirements"]

_Span: TypeAlias = "tuple[date, date]"


@attrs.frozen(kw_only=True, field_transformer=checked)
class ClassRequirement:
    """The level of a competency that every post of a class asks for.

    Args:
        id: Stable key.
        position_class: The class of post.
        competency_id: The competency.
        level: Required level, 1 to 5.
        functional_level: Jenjang of functional posts; `None` for the whole class.
        weight: How much it matters against the other competencies, above 0.
        valid_from: First day it holds.
        valid_until: The day after the last; `None` while it holds.
    """

    id: str
    position_class: PositionClass
    competency_id: str
    level: int
    functional_level: FunctionalLevel | None = None
    weight: Decimal = Decimal(1)
    valid_from: date = date(1, 1, 1)
    valid_until: date | None = None

    def __attrs_post_init__(self) -> None:
        """Check scale, weight, interval, and that only functional posts have a jenjang."""
        require_within(self, "level", self.level, low=LOWEST, high=HIGHEST)
        require_within(self, "weight", self.weight, low=0)
        require_interval(self, self.valid_from, self.valid_until)
        if self.functional_level is not None and self.position_class is not PositionClass.JF:
            place = "ClassRequirement.functional_level"
            raise InvalidRecord(
                Problem("jenjang_of_other_class", place, value=self.functional_level.value,
                        cure=PositionClass.JF.value)
            )  # fmt: skip

    def covers(self, position: Position) -> bool:
        """Whether a post is of the class, and of the jenjang where one is named."""
        if position.position_class is not self.position_class:
            return False
        return self.functional_level is None or position.level == self.functional_level.value


def inherit_requirements(
    positions: Iterable[Position],
    requirements: Iterable[PositionRequirement],
    *,
    class_requirements: Iterable[ClassRequirement],
) -> tuple[PositionRequirement, ...]:
    """Give what each post requires: its own levels, and those of its class on the other days.

    For one competency the post's own level wins over that of its jenjang, and that over the level
    of the whole class, each on the days on which it holds. What is inherited carries the weight of
    the class and an id made of the post and the id of the class requirement.

    Args:
        positions: The posts.
        requirements: Levels of single posts.
        class_requirements: Levels of classes.

    Returns:
        The post's own requirements as they are and the inherited ones, sorted by id.

    Raises:
        InvalidRecord: If two requirements of one class, jenjang and competency hold on one day.
    """
    of_classes = sorted(class_requirements, key=_closest_first)
    if error := InvalidRecord.of(_doubled(of_classes)):
        raise error
    found = list(requirements)
    taken: dict[tuple[str, str], list[_Span]] = {}
    for own in found:
        taken.setdefault((own.position_id, own.competency_id), []).append(_span(own))
    for position in positions:
        for wanted in of_classes:
            if wanted.covers(position):
                spans = taken.setdefault((position.id, wanted.competency_id), [])
                free = list(_free(_span(wanted), spans))
                found += [
                    _inherited(position, wanted, span=span, number=number)
                    for number, span in enumerate(free)
                ]
                spans += free
    return tuple(sorted(found, key=lambda item: item.id))


def _closest_first(requirement: ClassRequirement) -> tuple[bool, str]:
    return requirement.functional_level is None, requirement.id


def _doubled(requirements: Iterable[ClassRequirement]) -> Iterator[Problem]:
    groups: dict[tuple[str, str | None, str], list[ClassRequirement]] = {}
    for item in requirements:
        key = (item.position_class, item.functional_level, item.competency_id)
        groups.setdefault(key, []).append(item)
    for group in groups.values():
        for one, other in combinations(group, 2):
            (start, end), (begin, stop) = _span(one), _span(other)
            if start < stop and begin < end:
                yield Problem("requirement_doubled", f"ClassRequirement[{other.id}]", value=one.id)


def _span(requirement: PositionRequirement | ClassRequirement) -> _Span:
    return requirement.valid_from, requirement.valid_until or date.max


def _free(span: _Span, taken: Iterable[_Span]) -> Iterator[_Span]:
    """Cut the taken days out of a span."""
    start, end = span
    for begin, stop in sorted(taken):
        if start < min(begin, end):
            yield start, min(begin, end)
        start = max(start, stop)
    if start < end:
        yield start, end


def _inherited(
    position: Position, wanted: ClassRequirement, *, span: _Span, number: int
) -> PositionRequirement:
    start, end = span
    return PositionRequirement(
        id=f"{position.id}/{wanted.id}" + (f"/{number + 1}" if number else ""),
        position_id=position.id,
        competency_id=wanted.competency_id,
        level=wanted.level,
        weight=wanted.weight,
        valid_from=start,
        valid_until=None if end == date.max else end,
    )
