"""Values in the tables of a profile, each checked, each problem at its key."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from asn_kinerja.legal.tables import LegalReader
from asn_kinerja.legal.toml_source import TomlPath
from asn_kinerja.population.profile import Basis
from asn_kinerja.population.profile_words import Limits

__all__ = ["BASIS", "ProfileTables"]

BASIS = frozenset({"source", "assumed"})
_LARGEST = 2**31 - 1


class ProfileTables(LegalReader):
    """Reads one profile: figures with where they come from."""

    def basis(self, table: Mapping[str, Any], path: TomlPath) -> Basis:
        """Read where a figure comes from: a source, or the word that it is assumed."""
        source, assumed = table.get("source", ""), table.get("assumed", False)
        sound = isinstance(source, str) and isinstance(assumed, bool)
        if not sound or bool(source) == assumed:
            self.complain("source_or_assumed", path)
            return Basis(assumed=True)
        return Basis(source=source, assumed=assumed)

    def whole(  # noqa: PLR0913 - what bounds a number
        self, table: Mapping[str, Any], key: str, *, path: TomlPath, low: int = 0,
        high: int = _LARGEST, absent: int = 0,
    ) -> int:  # fmt: skip
        """Read a whole number within bounds."""
        found = table.get(key, absent)
        if type(found) is not int or not low <= found <= high:
            cure = f">= {low}, <= {high}"
            self.complain("out_of_bounds", (*path, key), value=found, cure=cure)
            return low
        return found

    def steps(self, table: Mapping[str, Any], key: str, *, path: TomlPath, limits: Limits) -> int:
        """Read a number as a whole number of the step of its limits."""
        found = table[key]
        if type(found) not in {int, Decimal} or not Decimal(found).is_finite():
            self.complain("wrong_type", (*path, key), value=found, cure=f"{key} = 0.5")
            return 0
        if not limits.low <= found <= limits.high:
            cure = f">= {limits.low}, <= {limits.high}"
            self.complain("out_of_bounds", (*path, key), value=found, cure=cure)
            return 0
        steps = found * 10**limits.scale
        if steps != int(steps):
            self.complain("too_many_decimals", (*path, key), value=found, cure=str(limits.scale))
        return int(steps)

    def span(self, found: object, path: TomlPath, *, order: Sequence[Any]) -> tuple[Any, Any]:
        """Read the lowest and the highest of an ordered list."""
        if (
            isinstance(found, list) and len(found) == 2 and all(one in order for one in found)
            and order.index(found[0]) <= order.index(found[1])
        ):  # fmt: skip
            return found[0], found[1]
        cure = f"[{order[0]}, {order[-1]}]"
        self.complain("wrong_type", path, value=found, cure=cure)
        return order[0], order[0]

    def word(
        self, table: Mapping[str, Any], key: str, *, path: TomlPath, allowed: Sequence[str]
    ) -> str:
        """Read one of some words; the first of them where it is none."""
        found = table[key]
        if isinstance(found, str) and found in allowed:
            return found
        self.complain("unknown_word", (*path, key), value=found, cure=", ".join(allowed))
        return str(allowed[0]) if allowed else ""

    def text(self, table: Mapping[str, Any], key: str, *, path: TomlPath) -> str:
        """Read a text that is not empty."""
        found = table[key]
        if isinstance(found, str) and found:
            return found
        self.complain("wrong_type", (*path, key), value=found, cure=f'{key} = "…"')
        return ""
