"""What a step of an explanation tells beside its value: margins, alternatives, coverage."""

from fractions import Fraction

import attrs

from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.numbers import Exact

__all__ = ["Alternative", "Coverage", "Margin"]


@attrs.frozen(kw_only=True)
class Margin:
    """How far a number is from the edges of its band, or from the value it is compared with.

    Args:
        down: Distance to the edge below; `None` where there is none.
        up: Distance to the edge above.
        nearest: What the nearest edge would give; empty where that is not known.
    """

    down: Exact | None = None
    up: Exact | None = None
    nearest: str = ""

    @property
    def least(self) -> Exact | None:
        """Distance to the nearest edge."""
        known = [distance for distance in (self.down, self.up) if distance is not None]
        return min(known) if known else None


@attrs.frozen(kw_only=True)
class Alternative:
    """A result that was not taken, and what it would have taken.

    Args:
        result: The result, as text.
        needs: What would give it.
    """

    result: str
    needs: Wording


@attrs.frozen(kw_only=True)
class Coverage:
    """Which of the values that a rule looked at were given.

    Args:
        given: Places of the given values.
        missing: Places of the missing ones.
    """

    given: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def share(self) -> Fraction:
        """Share that was given; 1 when nothing was needed."""
        total = len(self.given) + len(self.missing)
        return Fraction(len(self.given), total) if total else Fraction(1)
