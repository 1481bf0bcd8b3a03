"""The parts of an office by which a report groups people."""

from asn_kinerja.records.organisation import Unit, UnitTree
from asn_kinerja.records.surveys import SatisfactionIndex, SatisfactionResponse
from asn_kinerja.reports.shelf import Shelf

__all__ = ["Branches"]


class Branches:
    """Finds the part of the office to which a unit belongs.

    The parts are the units that the public is asked about, since those are what an office and its
    public call its parts: an office with its kelurahan, not each seksi of it. A unit belongs to
    the nearest of them above it. Without a survey the parts are the units right below the office.

    Args:
        shelf: The records.
        root_unit_id: The office in the unit tree.
    """

    def __init__(self, shelf: Shelf, root_unit_id: str) -> None:
        units = shelf.by_id(Unit)
        self._tree = UnitTree(units.values())
        self._units = units
        self._root = root_unit_id
        surveyed = {item.unit_id for item in shelf.all(SatisfactionResponse)}
        surveyed |= {item.unit_id for item in shelf.all(SatisfactionIndex) if item.unit_id}
        self._parts = surveyed & units.keys()

    def of(self, unit_id: str) -> Unit | None:
        """Give the part to which a unit belongs; `None` when the tree does not hold the unit."""
        if unit_id not in self._units:
            return None
        path = self._tree.path(unit_id)
        inside = path[: path.index(self._root) + 1] if self._root in path else path
        if self._parts:
            return self._units[next((name for name in inside if name in self._parts), inside[-1])]
        return self._units[inside[max(len(inside) - 2, 0)]]
