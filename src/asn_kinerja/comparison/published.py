"""What may be shown: matrices and moves, small numbers withheld together with what tells them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from asn_kinerja.comparison.suppression import withhold_table
from asn_kinerja.comparison.tallies import Moves, Pairs, Tallies
from asn_kinerja.comparison.transition import Direction, Transition

__all__ = ["Published"]

_Cell = tuple[Any, ...]
_Line = tuple[_Cell | None, Sequence[_Cell]]


class Published:
    """Numbers of people by cell, row, column, direction and group.

    All that is shown of one comparison is withheld together, so that no table tells what another
    one withholds.

    Args:
        tallies: The sums.
        by: Columns of the groups.
        smallest: Numbers below it are withheld; `None` shows all.
    """

    def __init__(self, tallies: Tallies, *, by: tuple[str, ...], smallest: int | None) -> None:
        self._tallies = tallies
        self._by = by
        self._smallest = smallest
        self._pairs: dict[tuple[int, str], Mapping[str, Pairs]] = {}
        self._counts: dict[_Cell, int] = {}
        self._shown: dict[_Cell, int | None] = {}
        if smallest is not None:
            for column in ("", *by):
                for other in range(1, len(tallies.sides)):
                    for group, pairs in tallies.pairs(other, column=column).items():
                        self._counts |= self._count(other, column, group, pairs)
            self._shown = withhold_table(self._counts, self._blocks(), smallest=smallest)
            self._shown[("", ""), "all"] = tallies.size

    def _count(self, other: int, column: str, group: str, pairs: Pairs) -> dict[_Cell, int]:
        rows, columns = (self._tallies.sides[place].labels for place in (0, other))
        at = column, group
        new: dict[_Cell, int] = dict.fromkeys(
            ((at, other, row, word) for row in rows for word in columns), 0
        )
        new |= dict.fromkeys(((at, other, way) for way in Direction), 0)
        new |= dict.fromkeys(((at, "column", other, word) for word in columns), 0)
        first: dict[_Cell, int] = dict.fromkeys(((at, "row", row) for row in rows), 0)
        everybody = 0
        for (row, word, sign), people in pairs.items():
            new[at, other, row, word] += people
            new[at, "column", other, word] += people
            new[at, other, self._tallies.direction_of(other, (row, word), sign=sign)] += people
            first[at, "row", row] += people
            everybody += people
        return new | first | {(at, "all"): everybody}

    def _blocks(self) -> Iterator[Iterator[_Line]]:
        """Give every sum that a reader can make of what is shown: of each group, and over them."""
        for column in ("", *self._by):
            groups = self._tallies.groups(column) if column else ("",)
            for group in groups:
                yield self._lines_in((column, group))
            if column:
                yield self._lines_over(column, groups)

    def _lines_in(self, at: tuple[str, str]) -> Iterator[_Line]:
        sides = self._tallies.sides
        rows = sides[0].labels
        yield self._everybody(at), [(at, "row", row) for row in rows]
        for other in range(1, len(sides)):
            yield from self._lines_of(at, other, rows, sides[other].labels)

    def _lines_of(
        self, at: tuple[str, str], other: int, rows: Sequence[str], words: Sequence[str]
    ) -> Iterator[_Line]:
        yield self._everybody(at), [(at, "column", other, word) for word in words]
        yield self._everybody(at), [(at, other, way) for way in Direction]
        by_way: dict[Direction, list[_Cell]] = {way: [] for way in Direction}
        for row in rows:
            yield (at, "row", row), [(at, other, row, word) for word in words]
            for word in words:
                way = self._tallies.direction_of(other, (row, word), sign=0)
                by_way[way].append((at, other, row, word))
        for word in words:
            yield (at, "column", other, word), [(at, other, row, word) for row in rows]
        if not self._tallies.of_numbers:
            yield from (((at, other, way), cells) for way, cells in by_way.items() if cells)

    @staticmethod
    def _everybody(at: tuple[str, str]) -> _Cell | None:
        """Name the sum of a group; how many there are in all is no secret."""
        return (at, "all") if at[0] else None

    def _lines_over(self, column: str, groups: Sequence[str]) -> Iterator[_Line]:
        """Give the sums over groups: each number of everybody is one."""
        for total in [cell for cell in self._counts if cell[0] == ("", "")]:
            known = None if total[1] == "all" else total
            yield known, [((column, group), *total[1:]) for group in groups]

    def _of(self, other: int, column: str, group: str) -> Pairs:
        """Give the pairs of a group; a column is counted once, when it is first asked for."""
        if (other, column) not in self._pairs:
            self._pairs[other, column] = self._tallies.pairs(other, column=column)
        return self._pairs[other, column].get(group, Counter())

    def matrix(self, other: int, *, column: str = "", group: str = "") -> Transition:
        """Give a matrix, with `None` where a number is withheld."""
        first, second = self._tallies.sides[0], self._tallies.sides[other]
        if self._smallest is None:
            counts: Counter[tuple[str, str]] = Counter()
            for (row, word, _), people in self._of(other, column, group).items():
                counts[row, word] += people
            names, labels = (first.name, second.name), (first.labels, second.labels)
            return Transition.of(counts, names=names, labels=labels)
        at = column, group
        get = self._shown.__getitem__
        return Transition(
            before=first.name,
            after=second.name,
            rows=first.labels,
            columns=second.labels,
            cells=tuple(
                tuple(get((at, other, row, word)) for word in second.labels) for row in first.labels
            ),
            row_totals=tuple(get((at, "row", row)) for row in first.labels),
            column_totals=tuple(get((at, "column", other, word)) for word in second.labels),
            total=get((at, "all")),
        )

    def moves(self, other: int, *, column: str, group: str) -> Moves:
        """Give who rises, falls and stays in a group."""
        at = column, group
        ways: dict[Direction, int | None]
        people: int | None
        if self._smallest is None:
            counts = dict.fromkeys(Direction, 0)
            for (row, word, sign), number in self._of(other, column, group).items():
                counts[self._tallies.direction_of(other, (row, word), sign=sign)] += number
            ways, people = {**counts}, sum(counts.values())
        else:
            ways = {way: self._shown[at, other, way] for way in Direction}
            people = self._shown[at, "all"]
        return Moves(
            policy=self._tallies.sides[other].name,
            column=column,
            group=group,
            winners=ways[Direction.UP],
            losers=ways[Direction.DOWN],
            unchanged=ways[Direction.SAME],
            different=ways[Direction.OTHER],
            gained=ways[Direction.GAINED],
            lost=ways[Direction.LOST],
            people=people,
        )
