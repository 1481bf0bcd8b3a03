"""Units and the tree they form."""

from collections.abc import Iterable
from datetime import date

import attrs

from asn_kinerja.errors import Problem
from asn_kinerja.records.fields import checked, require_interval

__all__ = ["Unit", "UnitTree"]


@attrs.frozen(kw_only=True, field_transformer=checked)
class Unit:
    """An organisational unit, such as a kecamatan, a kelurahan or a seksi.

    Args:
        id: Stable key.
        name: Name as printed.
        parent_id: The unit it belongs to; `None` for the top.
        valid_from: First day it exists; `None` when it always did.
        valid_until: The day after its last; `None` while it exists.
    """

    id: str
    name: str
    parent_id: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def __attrs_post_init__(self) -> None:
        """Check the interval."""
        if self.valid_from is not None:
            require_interval(self, self.valid_from, self.valid_until)


class UnitTree:
    """Units by id, with the questions one asks of a tree.

    Args:
        units: All units, in any order.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = {unit.id: unit for unit in sorted(units, key=lambda unit: unit.id)}

    def problems(self) -> list[Problem]:
        """List unknown parents and cycles.

        Returns:
            One problem for each unit whose parent is unknown or that is above itself.
        """
        found = []
        for unit in self._units.values():
            if unit.parent_id is not None and unit.parent_id not in self._units:
                cure = ", ".join(self._units)
                found.append(
                    Problem(
                        "not_found", f"Unit[{unit.id}].parent_id", value=unit.parent_id, cure=cure
                    )
                )
            elif unit.id in self._above(unit):
                found.append(
                    Problem("unit_cycle", f"Unit[{unit.id}].parent_id", value=unit.parent_id or "")
                )
        return found

    def get(self, unit_id: str) -> Unit:
        """Give a unit by its id.

        Args:
            unit_id: The key.

        Returns:
            The unit.

        Raises:
            KeyError: If no unit has that id.
        """
        return self._units[unit_id]

    def path(self, unit_id: str) -> tuple[str, ...]:
        """Name the unit and those above it, nearest first."""
        return (unit_id, *self._above(self._units[unit_id]))

    def below(self, unit_id: str) -> tuple[str, ...]:
        """Name the unit and everything below it, sorted by id."""
        return tuple(name for name in self._units if unit_id in self.path(name))

    def branch(self, unit_id: str) -> str:
        """Name the child of the top under which a unit stands (the top stands for itself)."""
        path = self.path(unit_id)
        return path[-2] if len(path) > 1 else path[0]

    def _above(self, unit: Unit) -> tuple[str, ...]:
        above: list[str] = []
        parent = unit.parent_id
        while parent is not None and parent in self._units and parent not in above:
            above.append(parent)
            parent = self._units[parent].parent_id
        return tuple(above)
