"""What a step of an explanation tells beside its value: margins, alternatives, coverage."""

from fractions import Fraction

import attrs

from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.numbers import Exact

__all__ = ["TEXTS", "Alternative", "Coverage", "Margin"]

TEXTS = {
    "id": {
        "now": "sejak",
        "unconfirmed": "belum dikonfirmasi",
        "margin": "jarak ke batas terdekat",
        "else": "tidak diambil",
        "conflict": "Pertentangan",
        "reason": "Alasan",
        "above": "lihat di atas",
        "also": "dipakai juga",
    },
    "en": {
        "now": "since",
        "unconfirmed": "unconfirmed",
        "margin": "distance to the nearest edge",
        "else": "not taken",
        "conflict": "Conflict",
        "reason": "Reason",
        "above": "see above",
        "also": "also used",
    },
}
"""The words between the steps of an explanation that is written as text."""


@attrs.frozen(kw_only=True)
class Margin:
    """How far a number is from another result, or from the value it is compared with.

    The ends of a scale and edges beyond which the result is the same do not count. Where every
    smaller number gives another result, the distance downward is 0.

    Args:
        down: Least change downward that gives another result; `None` where there is none.
        up: The same upward.
        nearest: What lies beyond the nearest edge; empty where that is not known.
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
