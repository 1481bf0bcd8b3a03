"""What a comparison gives: counts, matrices, moves, changes of numbers, people, costs."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from asn_kinerja.comparison.affected import Affected, Explained, explain_person, most_affected
from asn_kinerja.comparison.allowances import AllowanceTable, Cost
from asn_kinerja.comparison.counting import Counts, Task
from asn_kinerja.comparison.published import Published
from asn_kinerja.comparison.remaining import Bounds, count_possible
from asn_kinerja.comparison.sides import group_label
from asn_kinerja.comparison.tallies import Doubts, MeanChange, Moves, Tallies
from asn_kinerja.comparison.transition import Transition
from asn_kinerja.comparison.written import as_frames, as_plain
from asn_kinerja.errors import InvalidInput, Problem

__all__ = ["Comparison"]


class Comparison:
    """Several policies on one population. Made by `compare`.

    Numbers of people are whole; with `suppress` those below it are `None`, as is what would tell
    them, and no person is named.

    Args:
        task: What was counted.
        counts: The counts.
        by: Columns by which changes are told.
        allowances: Local table of rupiah.
        suppress: Smallest number that is shown; `None` shows all.
        most: How many people are named.
    """

    def __init__(  # noqa: PLR0913 - made by `compare` alone
        self,
        task: Task,
        counts: Counts,
        *,
        by: tuple[str, ...] = (),
        allowances: AllowanceTable | None = None,
        suppress: int | None = None,
        most: int = 20,
    ) -> None:
        self._task = task
        self._counted = counts
        self._tallies = Tallies(task, counts)
        self._allowances = allowances
        self._most = most
        self.by = by
        self.suppress = suppress

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the policies; the first is the base."""
        return tuple(side.name for side in self._task.sides)

    @property
    def base(self) -> str:
        """Name of the policy with which the others are compared."""
        return self.names[0]

    @property
    def size(self) -> int:
        """How many people there are."""
        return self._tallies.size

    @property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """For each policy its words in order, and the label of those without a result."""
        return {side.name: side.labels for side in self._tallies.sides}

    @property
    def outputs(self) -> Mapping[str, str]:
        """For each policy the name of the output that is compared."""
        return {side.name: side.output.name for side in self._task.sides}

    @cached_property
    def _shown(self) -> Published:
        return Published(self._tallies, by=self.by, smallest=self.suppress)

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int | None]]:
        """For each policy the people of each word, in order."""
        first = self.matrix(1)
        found = {self.base: dict(zip(first.rows, first.row_totals, strict=True))}
        for other, name in enumerate(self.names[1:], 1):
            matrix = self.matrix(other)
            found[name] = dict(zip(matrix.columns, matrix.column_totals, strict=True))
        return found

    def matrix(self, other: int = 1) -> Transition:
        """Give the transition matrix from the base to another policy.

        Args:
            other: Place of the other policy in `names`.

        Returns:
            The matrix; its cells add up to everybody.

        Raises:
            InvalidInput: If there is no such policy.
        """
        self._check(other)
        return self._shown.matrix(other)

    def matrices_by(self, column: str, *, other: int = 1) -> dict[str, Transition]:
        """Give a transition matrix for each value of a column.

        Args:
            column: One of `by`.
            other: Place of the other policy in `names`.

        Returns:
            Matrices by value, sorted; people without one stand under `NO_GROUP`.

        Raises:
            InvalidInput: If there is no such policy, or nothing was counted by that column.
        """
        self._check(other)
        if column not in self.by:
            cure = ", ".join(self.by)
            raise InvalidInput(Problem("unknown_key", "by", value=column, cure=cure))
        return {
            group: self._shown.matrix(other, column=column, group=group)
            for group in self._tallies.groups(column)
        }

    @cached_property
    def movers(self) -> Mapping[str, tuple[Moves, ...]]:
        """Who rises, falls and stays: a row a policy and value, by column; ``""`` is everybody."""
        return {
            column: tuple(
                self._shown.moves(other, column=column, group=group)
                for group in (self._tallies.groups(column) if column else ("",))
                for other in range(1, len(self.names))
            )
            for column in ("", *self.by)
        }

    @cached_property
    def mean_change(self) -> tuple[MeanChange, ...]:
        """By how much the numbers change that every policy gives, a row a policy and number.

        Sums are of whole numbers, so means are exact wherever every policy rounds the number.
        """
        found = self._tallies.mean_changes()
        if self.suppress is None:
            return found
        return tuple(one for one in found if one.people >= self.suppress)

    @cached_property
    def doubts(self) -> tuple[Doubts, ...]:
        """For each policy, how many results rest on an unconfirmed value or an open conflict."""
        return self._tallies.doubts(self.suppress)

    @cached_property
    def most_affected(self) -> tuple[Affected, ...]:
        """The people whose result moves most, those who fall first among equals.

        A frame that is not here is asked again. Empty with `suppress`.
        """
        if self.suppress is not None:
            return ()
        return most_affected(self._task, self._counted, tallies=self._tallies, most=self._most)

    def explain(self, person: object) -> Explained:
        """Compute every policy for one person, exactly, and find what makes the difference.

        Args:
            person: Value of the key column.

        Returns:
            The evaluations side by side, and the first steps that differ.

        Raises:
            InvalidInput: If numbers of people are withheld, or the person's row is refused.
            NotFound: If there is no such person.
        """
        if self.suppress is not None:
            raise InvalidInput(Problem("people_withheld", "explain", value=self.suppress))
        return explain_person(self._task, person)

    @cached_property
    def bounds(self) -> tuple[Bounds, ...]:
        """The fewest and most people of each word once missing data come, for each policy.

        The people without a result are fetched, and each is followed through the policy.
        """
        found = count_possible(self._task, self._tallies)
        if self.suppress is None:
            return found
        return tuple(one.withheld(self.suppress, self.counts[one.policy]) for one in found)

    @cached_property
    def cost(self) -> tuple[Cost, ...]:
        """What the results cost by the allowance table, for each policy; empty without a table."""
        if self._allowances is None:
            return ()
        totals = [self._cost(place) for place in range(len(self.names))]
        first = totals[0][0]
        return tuple(
            Cost(
                policy=name,
                rupiah=rupiah,
                change=None if rupiah is None or first is None else rupiah - first,
                without=without,
                period=self._allowances.period,
            )
            for name, (rupiah, without) in zip(self.names, totals, strict=True)
        )

    def _cost(self, place: int) -> tuple[int | None, int | None]:
        table = self._allowances
        if table is None or None in self.counts[self.names[place]].values():
            return None, None
        people = {
            (group_label(group) if table.column else "", word): count
            for (group, word), count in self._tallies.words_by(table.column, place).items()
        }
        return table.total(people)

    def tables(self) -> dict[str, Any]:
        """Give everything that was counted as polars frames, long, by name of table."""
        return as_frames(self)

    def to_dict(self) -> dict[str, object]:
        """Give everything that was counted as plain values; exact numbers are text."""
        return as_plain(self)

    def _check(self, other: int) -> None:
        if not 1 <= other < len(self.names):
            cure = f"1 .. {len(self.names) - 1}"
            raise InvalidInput(Problem("out_of_bounds", "other", value=other, cure=cure))

    def _repr_html_(self) -> str:
        """Show the matrices in a notebook."""
        others = range(1, len(self.names))
        return "".join(self.matrix(other)._repr_html_() for other in others)

    def __repr__(self) -> str:
        """Show what is compared."""
        return f"Comparison({' | '.join(self.names)}: {self.size})"
