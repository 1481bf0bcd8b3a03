"""Withholding small numbers, and those that would give them away."""

from collections.abc import Sequence

__all__ = ["withhold", "withhold_one"]


def withhold(counts: Sequence[int], *, smallest: int) -> tuple[int | None, ...]:
    """Withhold the small cells of a line whose total is shown.

    Who knows the total can subtract the cells shown from it. So what is withheld is never one
    cell alone, and adds up to at least `smallest`: of each withheld cell the reader then learns
    no more than that it lies between 0 and that sum.

    Args:
        counts: Numbers of people in cells that do not overlap.
        smallest: Numbers below it, zero included, are withheld.

    Returns:
        The numbers; `None` for those withheld. Of equal candidates the later cell goes first.

    Examples:
        >>> withhold([40, 12, 3], smallest=5)
        (40, None, None)
        >>> withhold([40, 12, 3, 2], smallest=5)
        (40, 12, None, None)
    """
    hidden = {place for place, count in enumerate(counts) if count < smallest}
    shown = sorted(
        (place for place in range(len(counts)) if place not in hidden),
        key=lambda place: (counts[place], -place),
    )
    while hidden and shown and _tells(counts, hidden, smallest):
        hidden.add(shown.pop(0))
    return tuple(None if place in hidden else count for place, count in enumerate(counts))


def withhold_one(count: int, *, smallest: int) -> int | None:
    """Withhold a number that stands alone when it is small."""
    return None if count < smallest else count


def _tells(counts: Sequence[int], hidden: set[int], smallest: int) -> bool:
    """Whether subtraction from the total would tell too much of what is withheld."""
    return len(hidden) == 1 or sum(counts[place] for place in hidden) < smallest
