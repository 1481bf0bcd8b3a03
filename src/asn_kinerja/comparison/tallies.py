"""Sums over the tables of counts: pairs of words, groups, changes of numbers, doubts."""

from collections import Counter
from fractions import Fraction
from typing import Any

import attrs

from asn_kinerja.comparison.counting import GROUP, PEOPLE, Counts, Task
from asn_kinerja.comparison.sides import NO_GROUP, Side, group_label
from asn_kinerja.comparison.transition import Direction, direction
from asn_kinerja.scoring.frames.outputs import BITS

__all__ = ["Doubts", "MeanChange", "Moves", "Pairs", "Tallies"]

Pairs = Counter[tuple[str, str, int]]  # people by word before, word after, sign of a number


@attrs.frozen(kw_only=True)
class Moves:
    """What a change of rule does to some people.

    Args:
        policy: The policy that they are moved to.
        column: Column of the group; empty for everybody.
        group: Value of the column.
        winners: Who rises; `None` where withheld, as below.
        losers: Who falls.
        unchanged: Who stays.
        different: Who gets another word that cannot be compared.
        gained: Who had no result and gets one.
        lost: Who had a result and gets none.
        people: Everybody in the group.
    """

    policy: str
    column: str
    group: str
    winners: int | None
    losers: int | None
    unchanged: int | None
    different: int | None
    gained: int | None
    lost: int | None
    people: int | None


@attrs.frozen(kw_only=True)
class MeanChange:
    """How a number changes.

    Args:
        policy: The policy that is compared with the base.
        number: Name of the output.
        before: Exact mean under the base, of those who have both numbers.
        after: Exact mean under the policy.
        change: Their difference.
        people: How many have both numbers.
        scale: Decimals of the whole numbers that were summed.
        exact: Whether both policies round the number; else it was rounded here, to `scale`.
    """

    policy: str
    number: str
    before: Fraction
    after: Fraction
    change: Fraction
    people: int
    scale: int
    exact: bool


@attrs.frozen(kw_only=True)
class Doubts:
    """How many results of a policy are not plain.

    Args:
        policy: The policy.
        unconfirmed: Rest on a legal value that was not read in its source; `None` if withheld.
        conflict: Rest on a place where the law contradicts itself.
        refused: Rows that were refused and have no result.
    """

    policy: str
    unconfirmed: int | None
    conflict: int | None
    refused: int | None


class Tallies:
    """Sums over counts.

    Args:
        task: What was counted.
        counts: The counts.
    """

    def __init__(self, task: Task, counts: Counts) -> None:
        self._task = task
        self._tables = counts.tables
        self.of_numbers = task.compares_numbers
        self.size = int(self._tables[""].get_column(PEOPLE).sum())
        self.sides = tuple(self._with_strange(place) for place in range(len(task.sides)))

    def _with_strange(self, place: int) -> Side:
        """Add words that the policy did not declare, so that nobody is left out."""
        side = self._task.sides[place]
        met = self._tables[""].get_column(f"word_{place}").unique().to_list()
        strange = sorted(word for word in met if word not in side.labels)
        return attrs.evolve(side, words=(*side.words, *strange)) if strange else side

    def groups(self, column: str) -> tuple[str, ...]:
        """Give the values of a column, sorted as text; missing ones as `NO_GROUP`, last."""
        values = {group_label(value) for value in self._tables[column].get_column(GROUP).to_list()}
        return tuple(sorted(values, key=lambda text: (text == NO_GROUP, text)))

    def pairs(self, other: int, *, column: str = "") -> dict[str, Pairs]:
        """Count pairs of words.

        Args:
            other: Place of the other policy.
            column: Column of the groups; empty for everybody.

        Returns:
            For each group, people by word before, word after, and sign of the change of the
            number (0 where words are compared).
        """
        table = self._tables[column]
        size = table.height
        of = table.get_column(GROUP).to_list() if column else [None] * size
        groups = [group_label(one) if column else "" for one in of]
        signs = f"sign_{other}"
        sign = (
            table.get_column(signs).fill_null(0).to_list() if signs in table.columns else [0] * size
        )
        found: dict[str, Pairs] = {}
        for group, *key, people in zip(
            groups,
            table.get_column("word_0").to_list(),
            table.get_column(f"word_{other}").to_list(),
            sign,
            table.get_column(PEOPLE).to_list(),
            strict=True,
        ):
            found.setdefault(group, Counter())[key[0], key[1], key[2]] += people
        return found

    def direction_of(self, other: int, pair: tuple[str, str], *, sign: int) -> Direction:
        """Say what a pair of words means for who has it."""
        words = self.sides[0].words, self.sides[other].words
        return direction(*pair, words=words, sign=sign if self.of_numbers else None)

    def words_by(self, column: str, place: int) -> Counter[tuple[Any, str]]:
        """Count people by value of a column (`None` for no column) and word of a policy."""
        table = self._tables[column]
        groups = table.get_column(GROUP).to_list() if column else [None] * table.height
        found: Counter[tuple[Any, str]] = Counter()
        for group, word, people in zip(
            groups,
            table.get_column(f"word_{place}").to_list(),
            table.get_column(PEOPLE).to_list(),
            strict=True,
        ):
            found[group, word] += people
        return found

    def mean_changes(self) -> tuple[MeanChange, ...]:
        """Give the mean change of each number, of everybody who has it before and after."""
        found = []
        table = self._tables[""]
        for number in self._task.numbers:
            for other in range(1, len(self.sides)):
                name = f"{number.name}_change_{other}"
                people = int(table.get_column(f"n_{name}").sum())
                if not people:
                    continue
                unit = people * 10**number.scale
                change = Fraction(int(table.get_column(f"sum_{name}").sum()), unit)
                both = Fraction(
                    int(table.get_column(f"sum_{number.name}_both_{other}").sum()), unit
                )
                found.append(
                    MeanChange(
                        policy=self.sides[other].name,
                        number=number.name,
                        before=(both - change) / 2,
                        after=(both + change) / 2,
                        change=change,
                        people=people,
                        scale=number.scale,
                        exact=number.exact,
                    )
                )
        return tuple(found)

    def doubts(self, smallest: int | None) -> tuple[Doubts, ...]:
        """Count for each policy the results with a doubt; small numbers withheld if asked."""
        table = self._tables[""]
        people = table.get_column(PEOPLE).to_list()
        found = []
        for place, side in enumerate(self.sides):
            status = table.get_column(f"status_{place}").to_list()
            with_bit = {
                name: sum(n for bits, n in zip(status, people, strict=True) if bits & BITS[name])
                for name in ("unconfirmed", "conflict", "problem")
            }
            hidden = {n: smallest is not None and 0 < c < smallest for n, c in with_bit.items()}
            found.append(
                Doubts(
                    policy=side.name,
                    unconfirmed=None if hidden["unconfirmed"] else with_bit["unconfirmed"],
                    conflict=None if hidden["conflict"] else with_bit["conflict"],
                    refused=None if hidden["problem"] else with_bit["problem"],
                )
            )
        return tuple(found)
