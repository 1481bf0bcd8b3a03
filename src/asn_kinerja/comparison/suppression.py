"""Withholding small numbers, and those that would give them away."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

__all__ = ["withhold", "withhold_one", "withhold_table"]

Cell = TypeVar("Cell", bound=Hashable)
Line = tuple[Cell | None, Sequence[Cell]]  # a sum, and the cells that add up to it


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


def withhold_table(
    counts: Mapping[Cell, int],
    blocks: Iterable[Iterable[Line[Cell]]],
    *,
    smallest: int,
) -> dict[Cell, int | None]:
    """Withhold the small cells of a table, and those that its sums would give away.

    Zeros are shown here: in a table of moves most of them follow from the rules, not from people.
    In each line whose sum is known never one number alone is withheld, and withheld cells below
    a shown sum add up to at least `smallest`. The lines of a block are solved together: none of
    its small cells follows from them. What several blocks together tell, and how narrow the
    bounds of a cell become, is not looked at.

    Args:
        counts: Numbers of people by cell; sums are cells too.
        blocks: Lines by block; each a sum and the cells that add up to it, `None` for a sum that
            is known anyhow.
        smallest: Numbers from 1 below it are withheld.

    Returns:
        The numbers; `None` for those withheld.

    Examples:
        >>> counts = {"naik": 3, "turun": 12, "tetap": 40, "semua": 55}
        >>> withhold_table(counts, [[("semua", ["naik", "turun", "tetap"])]], smallest=5)
        {'naik': None, 'turun': None, 'tetap': 40, 'semua': 55}
    """
    held = [list(block) for block in blocks]
    known = [line for block in held for line in block]
    through: dict[Cell, list[int]] = {}
    for number, line in enumerate(known):
        for cell in _cells(line):
            through.setdefault(cell, []).append(number)
    hidden = {cell for cell, count in counts.items() if 0 < count < smallest}
    waiting = list(range(len(known)))
    open_blocks = held
    while waiting:
        while waiting:
            total, cells = known[waiting.pop()]
            while (more := _next(counts, hidden, total, cells, smallest)) is not None:
                hidden.add(more)
                waiting += through[more]
        following = ((block, _told(counts, hidden, block, smallest)) for block in open_blocks)
        told = [(block, small) for block, small in following if small]
        open_blocks = [block for block, _ in told]
        for block, small in told:
            beside = _beside(counts, hidden, block, small[0])
            if beside is not None and beside not in hidden:
                hidden.add(beside)
                waiting += through[beside]
    return {cell: None if cell in hidden else count for cell, count in counts.items()}


def _cells(line: Line[Cell]) -> Iterator[Cell]:
    total, cells = line
    yield from cells
    if total is not None:
        yield total


def _told(
    counts: Mapping[Cell, int], hidden: set[Cell], block: Sequence[Line[Cell]], smallest: int
) -> tuple[Cell] | None:
    """Solve the lines of a block for what is withheld, and give a small cell that follows."""
    solved: dict[Cell, dict[Cell, Fraction]] = {}
    for total, cells in block:
        row = {cell: Fraction(1) for cell in cells if cell in hidden}
        if total is not None and total in hidden:
            row[total] = row.get(total, Fraction(0)) - 1
        for pivot, other in solved.items():
            _subtract(row, other, pivot)
        if not row:
            continue
        lead = next(iter(row))
        scale = row[lead]
        row = {cell: value / scale for cell, value in row.items()}
        for other in solved.values():
            _subtract(other, row, lead)
        solved[lead] = row
    alone = (lead for lead, row in solved.items() if len(row) == 1)
    return next(((cell,) for cell in alone if 0 < counts[cell] < smallest), None)


def _subtract(row: dict[Cell, Fraction], other: Mapping[Cell, Fraction], pivot: Cell) -> None:
    """Take so much of another row away that the pivot is gone."""
    factor = row.get(pivot)
    if not factor:
        return
    for cell, value in other.items():
        left = row.get(cell, Fraction(0)) - factor * value
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)


def _beside(
    counts: Mapping[Cell, int], hidden: set[Cell], block: Sequence[Line[Cell]], cell: Cell
) -> Cell | None:
    """Choose the smallest number still shown in a line of the cell, else in any of the block."""
    lines = sorted(block, key=lambda line: cell not in set(_cells(line)))
    for near in (True, False):
        shown = [
            one for line in lines if (cell in set(_cells(line))) is near
            for one in _cells(line) if one not in hidden and counts[one]
        ]  # fmt: skip
        if shown:
            return min(shown, key=lambda one: counts[one])
    return None


def _next(
    counts: Mapping[Cell, int],
    hidden: set[Cell],
    total: Cell | None,
    cells: Sequence[Cell],
    smallest: int,
) -> Cell | None:
    """Choose what must be withheld next in a line, if anything: small cells before their sum."""
    within = [cell for cell in cells if cell in hidden]
    if total is not None and total in hidden:
        if within:
            return None
    elif not within or (len(within) > 1 and sum(counts[one] for one in within) >= smallest):
        return None
    shown = [cell for cell in cells if cell not in hidden and counts[cell]]
    if shown:
        return min(shown, key=lambda cell: counts[cell])
    return total if total not in hidden else None
