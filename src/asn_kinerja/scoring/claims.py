"""What a policy says of itself: rising in an input, bounded, unaffected by one, never missing.

`properties.py` proves it from the nodes where that can be done; `property_hunt.py` looks for a
counterexample where it cannot.
"""

from enum import StrEnum

import attrs

from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.numbers import Exact, to_canonical

__all__ = ["Holds", "Property"]


class Holds(StrEnum):
    """What is said of an output."""

    RISING = "rising"  # never worse when the input is higher
    FALLING = "falling"  # never better when the input is higher
    BOUNDED = "bounded"  # within low and high
    UNAFFECTED = "unaffected"  # the same whatever the input is
    TOTAL = "total"  # never missing when every needed input is given


@attrs.frozen(kw_only=True)
class Property:
    """One thing that a policy says of itself.

    Args:
        holds: What is said.
        output: Of which output.
        input: By which input, for all but bounded and total.
        low: Least number that is possible.
        high: Greatest number that is possible.
    """

    holds: Holds
    output: str
    input: str = ""
    low: Exact | None = None
    high: Exact | None = None

    def words(self) -> Wording:
        """Say the property in a sentence."""
        name, by = self.output, self.input
        low, high = (to_canonical(end) if end is not None else "…" for end in (self.low, self.high))
        match self.holds:
            case Holds.RISING:
                return Wording(
                    f"{name} tidak menurun bila {by} naik", f"{name} never falls when {by} rises"
                )
            case Holds.FALLING:
                return Wording(
                    f"{name} tidak naik bila {by} naik", f"{name} never rises when {by} rises"
                )
            case Holds.BOUNDED:
                return Wording(
                    f"{name} selalu dari {low} sampai {high}",
                    f"{name} is always from {low} to {high}",
                )
            case Holds.UNAFFECTED:
                return Wording(f"{name} tidak dipengaruhi {by}", f"{name} is not affected by {by}")
            case Holds.TOTAL:
                return Wording(
                    f"{name} selalu ada bila semua masukan wajib terisi",
                    f"{name} is there whenever every needed input is",
                )
