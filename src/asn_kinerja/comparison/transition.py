"""Transition matrices: who was what under one rule, and is what under the other."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

import attrs

from asn_kinerja.comparison.sides import MISSING

__all__ = ["Direction", "Transition", "direction", "distance"]


class Direction(StrEnum):
    """What a change of rule does to a person."""

    UP = "naik"
    DOWN = "turun"
    SAME = "tetap"
    OTHER = "berbeda"  # another word, of lists that cannot be compared
    GAINED = "menjadi_ada"
    LOST = "menjadi_tanpa_hasil"


@attrs.frozen(kw_only=True)
class Transition:
    """A transition matrix.

    Args:
        before: Name of the first policy.
        after: Name of the second.
        rows: Words of the first policy in order, then `MISSING`.
        columns: Words of the second policy in order, then `MISSING`.
        cells: People, a tuple a row; `None` for a withheld number.
        row_totals: People of each row; `None` where withheld.
        column_totals: People of each column; `None` where withheld.
        total: Everybody.
    """

    before: str
    after: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None

    @classmethod
    def of(
        cls,
        counts: Mapping[tuple[str, str], int],
        *,
        names: tuple[str, str],
        labels: tuple[Sequence[str], Sequence[str]],
    ) -> "Transition":
        """Make a matrix of counts.

        Args:
            counts: People by word under the first policy and word under the second.
            names: Names of the policies.
            labels: Their words in order.

        Returns:
            The matrix; its cells add up to everybody who was counted.
        """
        rows, columns = (tuple(words) for words in labels)
        cells = tuple(tuple(counts.get((row, column), 0) for column in columns) for row in rows)
        return cls(
            before=names[0],
            after=names[1],
            rows=rows,
            columns=columns,
            cells=cells,
            row_totals=tuple(map(sum, cells)),
            column_totals=tuple(map(sum, zip(*cells, strict=True))),
            total=sum(map(sum, cells)),
        )

    def cell(self, row: str, column: str) -> int | None:
        """Give one cell.

        Args:
            row: Word under the first policy.
            column: Word under the second.

        Returns:
            People; `None` when withheld.

        Raises:
            ValueError: If there is no such row or column.
        """
        return self.cells[self.rows.index(row)][self.columns.index(column)]

    def lines(self) -> Iterator[tuple[str, str, int | None]]:
        """Give every cell as row, column and people, row by row."""
        for row, cells in zip(self.rows, self.cells, strict=True):
            for column, people in zip(self.columns, cells, strict=True):
                yield row, column, people

    def to_dict(self) -> dict[str, object]:
        """Give the matrix as plain lists and text."""
        return {
            "before": self.before,
            "after": self.after,
            "rows": list(self.rows),
            "columns": list(self.columns),
            "cells": [list(row) for row in self.cells],
            "row_totals": list(self.row_totals),
            "column_totals": list(self.column_totals),
            "total": self.total,
        }

    def _repr_html_(self) -> str:
        """Show the matrix in a notebook; a withheld number is three points."""
        from html import escape  # only a notebook needs it

        def line(head: str, cells: Sequence[object], *, tag: str = "td") -> str:
            shown = ("…" if cell is None else escape(str(cell)) for cell in cells)
            return f"<tr><th>{escape(head)}</th>" + "".join(
                f'<{tag} style="text-align:right">{cell}</{tag}>' for cell in shown
            )

        rows = [
            line(f"{self.before} ↓ {self.after} →", (*self.columns, "Σ"), tag="th"),
            *(
                line(row, (*cells, total))
                for row, cells, total in zip(self.rows, self.cells, self.row_totals, strict=True)
            ),
            line("Σ", (*self.column_totals, self.total)),
        ]
        return "<table>" + "</tr>".join(rows) + "</tr></table>"


def direction(
    before: str, after: str, *, words: tuple[Sequence[str], Sequence[str]], sign: int | None = None
) -> Direction:
    """Say what a change of words is.

    Args:
        before: Word under the first policy, or `MISSING`.
        after: Word under the second.
        words: The words of both, best first.
        sign: Where numbers are compared: -1, 0 or 1, the sign of their change.

    Returns:
        The direction. Words of two lists are compared by place when the lists are as long as
        each other; else only the same word is known to be the same.
    """
    if MISSING in {before, after}:
        if before == after:
            return Direction.SAME
        return Direction.GAINED if before == MISSING else Direction.LOST
    if sign is not None:
        return (Direction.SAME, Direction.UP, Direction.DOWN)[sign]
    steps = distance(before, after, words=words)
    if steps is None:
        return Direction.SAME if before == after else Direction.OTHER
    return Direction.SAME if steps == 0 else Direction.UP if steps > 0 else Direction.DOWN


def distance(before: str, after: str, *, words: tuple[Sequence[str], Sequence[str]]) -> int | None:
    """Count the steps between two words.

    Args:
        before: Word under the first policy.
        after: Word under the second.
        words: The words of both, best first.

    Returns:
        Steps up, negative for down; `None` where the words cannot be compared.
    """
    first, second = words
    if len(first) != len(second) or before not in first or after not in second:
        return None
    return list(first).index(before) - list(second).index(after)
