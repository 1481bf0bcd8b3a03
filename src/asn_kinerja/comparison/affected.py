"""The people whose results move most, and the steps of the policies that move them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja._extras import require
from asn_kinerja.comparison.counting import Counts, Task, fetch
from asn_kinerja.comparison.sides import MISSING, label
from asn_kinerja.comparison.tallies import Tallies
from asn_kinerja.comparison.transition import Direction, distance
from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.display import Canonical, canonical
from asn_kinerja.scoring.explanation import Explanation
from asn_kinerja.scoring.frames.kinds import open_frame
from asn_kinerja.scoring.frames.prepare import open_job
from asn_kinerja.scoring.frames.settle import read_cases
from asn_kinerja.scoring.policy import Evaluation

__all__ = ["Affected", "Explained", "Step", "explain_person", "first_differences", "most_affected"]


@attrs.frozen(kw_only=True)
class Affected:
    """A person whose result moves.

    Args:
        person: Value of the key column.
        policy: The policy that they are moved to.
        before: Word under the base.
        after: Word under the policy.
        steps: Words that they rise, negative for a fall; `None` where that cannot be said.
        numbers: The numbers before and after, as floats of a frame, by name.
        groups: Values of the columns of the comparison.
    """

    person: object
    policy: str
    before: str
    after: str
    steps: int | None
    numbers: Mapping[str, tuple[float | None, float | None]]
    groups: Mapping[str, object]


@attrs.frozen(kw_only=True)
class Step:
    """A step at which two policies part although all below it agrees.

    Args:
        kind: Kind of the step.
        title: What its value is.
        place: Name of the parameter, where it is one.
        before: Value under the base, plain; `None` where it is missing or the base has no such
            step.
        after: Value under the other policy.
        before_citation: Where the base has it from.
        after_citation: Where the other policy has it from.
    """

    kind: str
    title: Wording
    place: str
    before: Canonical
    after: Canonical
    before_citation: Citation | None
    after_citation: Citation | None


@attrs.frozen(kw_only=True)
class Explained:
    """One person under every policy.

    Args:
        person: Value of the key column.
        evaluations: The exact evaluations by name of policy; the first is the base.
        moved_by: For each other policy, the first steps that differ from the base; none where
            the compared result is the same.
    """

    person: object
    evaluations: Mapping[str, Evaluation]
    moved_by: Mapping[str, tuple[Step, ...]]


def most_affected(
    task: Task, counts: Counts, *, tallies: Tallies, most: int
) -> tuple[Affected, ...]:
    """Fetch the people whose result moves most, at most so many for each other policy.

    Args:
        task: What was counted.
        counts: The counts, with the frame to ask.
        tallies: Their sums: they tell which pairs of words to look for.
        most: How many people.

    Returns:
        People by policy; those who move by more words first, then by number, then by key.

    Raises:
        InvalidInput: If the frame has no key column.
    """
    if task.key not in open_frame(task.frame).columns:
        raise InvalidInput(Problem("key_missing", "frame", value=task.key, cure=task.key))
    found: list[Affected] = []
    for other in range(1, len(tallies.sides)):
        left = most
        for pairs in _ranked(tallies, other):
            if left <= 0:
                break
            rows = _fetch_pairs(task, counts, pairs, other=other, most=left)
            found += rows
            left -= len(rows)
    return tuple(found)


def _ranked(tallies: Tallies, other: int) -> Iterator[list[tuple[str, str]]]:
    """Give the pairs of words that mean a move, those of most steps first, falls before rises."""
    words = tallies.sides[0].words, tallies.sides[other].words
    by_rank: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for (before, after, sign), _ in sorted(tallies.pairs(other).get("", {}).items()):
        way = tallies.direction_of(other, (before, after), sign=sign)
        if way is Direction.SAME:
            continue
        steps = distance(before, after, words=words)
        rank = (-abs(steps or 0), {Direction.LOST: -1, Direction.DOWN: 0}.get(way, 1))
        pairs = by_rank.setdefault(rank, [])
        if (before, after) not in pairs:
            pairs.append((before, after))
    for rank in sorted(by_rank):
        yield by_rank[rank]


def _fetch_pairs(
    task: Task, counts: Counts, pairs: list[tuple[str, str]], *, other: int, most: int
) -> list[Affected]:
    pl = require("polars", extra="frames", feature="compare")
    parts = [counts.computed]
    if counts.settled is not None:
        parts.append(nw.from_native(counts.settled.lazy()))
    tables = []
    for part in parts:
        wanted = reduce(or_, (_is_pair(task, pair, other) for pair in pairs))
        if task.compares_numbers:
            column = task.sides[0].output.name
            number = next(one for one in task.numbers if one.name == column)
            first, second = (nw.col(task.number_column(n, number)) for n in (0, other))
            moved = (first - second).abs() * float(10**number.scale) >= 0.5
            wanted &= moved | first.is_null() | second.is_null()
        size = nw.lit(0.0)
        for number in task.numbers[:1]:
            first, second = (nw.col(task.number_column(n, number)) for n in (0, other))
            size = (first - second).abs().cast(nw.Float64())
        # The smallest first, so that what is missing sorts alike on every engine: it comes last.
        staged = part.filter(wanted).with_columns(((size * -1.0).fill_null(0.0)).alias("asn_size"))
        tables.append(fetch(staged.sort("asn_size", task.key).head(most)))
    table = pl.concat(tables, how="vertical_relaxed").sort("asn_size", task.key).head(most)
    return [_affected(task, row, other) for row in table.rows(named=True)]


def _is_pair(task: Task, pair: tuple[str, str], other: int) -> nw.Expr:
    return _is_word(task, 0, pair[0]) & _is_word(task, other, pair[1])


def _is_word(task: Task, place: int, word: str) -> nw.Expr:
    """Whether a policy gives a word; words were made of whole numbers and flags by `label`."""
    column = nw.col(task.column(place))
    if word == MISSING:
        return column.is_null()
    if task.sides[place].is_number:
        return ~column.is_null()
    kind = task.sides[place].output.kind
    if kind == "flag":
        return (column == (word == label(True))).fill_null(value=False)  # noqa: FBT003 - the value
    return (column == (int(word) if kind == "count" else word)).fill_null(value=False)


def _affected(task: Task, row: Mapping[str, Any], other: int) -> Affected:
    sides = task.sides
    words = [
        MISSING if row[task.column(place)] is None
        else sides[place].words[0] if sides[place].is_number
        else label(row[task.column(place)])
        for place in (0, other)
    ]  # fmt: skip
    return Affected(
        person=row[task.key],
        policy=sides[other].name,
        before=words[0],
        after=words[1],
        steps=distance(words[0], words[1], words=(sides[0].words, sides[other].words)),
        numbers={
            number.name: (
                row[task.number_column(0, number)],
                row[task.number_column(other, number)],
            )
            for number in task.numbers
        },
        groups={column: row[column] for column in task.by},
    )


def explain_person(task: Task, person: object) -> Explained:
    """Compute every policy for one person, exactly.

    Args:
        task: The comparison.
        person: Value of the key column.

    Returns:
        The evaluations, and the steps at which they part.

    Raises:
        NotFound: If there is no such person.
        InvalidInput: If the frame has no key column, or the row is refused.
    """
    whole = {side.name: side.policy for side in task.sides}
    job = open_job(whole, task.frame, as_of=task.as_of, items=task.items, key=task.key)
    if task.key not in job.source.columns:
        raise InvalidInput(Problem("key_missing", "frame", value=task.key, cure=task.key))
    columns = list(dict.fromkeys([task.key, *job.case_columns()]))
    rows = fetch(job.source.lazy(columns).filter(nw.col(task.key) == person).select(*columns))
    if not rows.height:
        raise NotFound(Problem("no_such_person", "frame", value=person, cure=task.key))
    held = {
        name: fetch(source.lazy(job.item_columns(name)).filter(nw.col(task.key) == person))
        for name, source in job.items.items()
    }
    here = open_job(whole, rows, as_of=task.as_of, items=held or None, key=task.key)
    found = {}
    for name, program in here.programs.items():
        _, inputs = next(read_cases(here, program, rows=rows.head(1)))
        found[name] = whole[name].evaluate(inputs or {}, as_of=task.as_of)
    base = found[task.sides[0].name]
    moved = {
        side.name: first_differences(
            _output_step(base.explanation, task.sides[0].output.name),
            _output_step(found[side.name].explanation, side.output.name),
        )
        for side in task.sides[1:]
    }
    return Explained(person=person, evaluations=found, moved_by=moved)


def _output_step(explanation: Explanation, output: str) -> Explanation:
    """Find the tree of an output."""
    parts = [one for one in explanation.parts if one.kind == "output"]
    return next((one for one in parts if one.place == output), parts[0] if parts else explanation)


def first_differences(before: Explanation, after: Explanation) -> tuple[Step, ...]:
    """Walk two explanations side by side to the steps at which they part.

    Args:
        before: The first tree.
        after: The second.

    Returns:
        The deepest steps that differ although all that they rest on agrees, once each; a value
        of the law that differs is such a step. None where the results are the same.
    """
    if before.value == after.value:
        return ()
    found = dict.fromkeys(_parting(before, after, set()))
    return tuple(found)


def _parting(before: Explanation, after: Explanation, met: set[tuple[int, int]]) -> Iterator[Step]:
    if (id(before), id(after)) in met:
        return
    met.add((id(before), id(after)))
    below = [(one, other) for one, other in _matched(before.parts, after.parts)
             if one.value != other.value]  # fmt: skip
    steps = [step for one, other in below for step in _parting(one, other, met)]
    if below:
        yield from steps
        return
    yield Step(
        kind=after.kind,
        title=after.title if after.title.id else before.title,
        place=after.place or before.place,
        before=canonical(before.shown),
        after=canonical(after.shown),
        before_citation=_source(before),
        after_citation=_source(after),
    )


def _source(step: Explanation) -> Citation | None:
    return step.parameter.citation if step.parameter else step.citation


def _matched(
    first: Iterable[Explanation], second: Iterable[Explanation]
) -> Iterator[tuple[Explanation, Explanation]]:
    """Pair steps of the same kind, place and title, in their order."""
    waiting: dict[object, list[Explanation]] = {}
    for step in second:
        waiting.setdefault((step.kind, step.place, step.title), []).append(step)
    for step in first:
        same = waiting.get((step.kind, step.place, step.title))
        if same:
            yield step, same.pop(0)
