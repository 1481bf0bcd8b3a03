"""Where the law contradicts itself: both sources, the default taken, the switch."""

import attrs

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording

__all__ = ["Conflict", "ConflictSide"]


@attrs.frozen(kw_only=True)
class ConflictSide:
    """One of the sources that contradict each other.

    Args:
        citation: Where it stands.
        says: What it says.
    """

    citation: Citation
    says: Wording


@attrs.frozen(kw_only=True)
class Conflict:
    """A known contradiction; a result that it touches says so.

    Args:
        id: Unique in its pack.
        title: What it is about.
        sides: The sources, two or more.
        default: Which one the pack follows, and why.
        switch: Input or policy that takes the other side; empty when there is none.
    """

    id: str
    title: Wording
    sides: tuple[ConflictSide, ...]
    default: Wording
    switch: str = ""

    def render(self, lang: str = "id") -> str:
        """Write the conflict on one line.

        Args:
            lang: ``"id"`` or ``"en"``.

        Returns:
            Title, what each source says, and the default taken.
        """
        sides = "; ".join(
            f"{side.citation.render(lang)}: {side.says.render(lang)}" for side in self.sides
        )
        return f"{self.title.render(lang)} — {sides}. {self.default.render(lang)}"
