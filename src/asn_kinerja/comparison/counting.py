"""Counting: policies computed on a frame where it is, and how many people got which results."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja._extras import require
from asn_kinerja.comparison.sides import MISSING, Number, Side, label
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.scoring.frames.evaluate import evaluate_policies
from asn_kinerja.scoring.frames.kinds import schema_of
from asn_kinerja.scoring.frames.outputs import BITS, STATUS
from asn_kinerja.scoring.frames.prepare import Job, open_job
from asn_kinerja.scoring.policy import Policy

__all__ = ["GROUP", "PEOPLE", "Counts", "Task", "count_people", "fetch"]

GROUP, PEOPLE = "by", "people"  # columns of a table of counts
_BATCH_OF_KEYS = 10_000
_Frame = nw.LazyFrame[Any]


@attrs.frozen(kw_only=True)
class Task:
    """What is to be counted.

    Args:
        frame: The people, a row each.
        sides: The policies.
        numbers: The numbers that are compared.
        by: Columns by which people are counted.
        items: One row an item, or frames by name.
        as_of: Day whose legal values are used.
        key: Column that names a person.
        problems: ``"raise"`` or ``"collect"``.
    """

    frame: Any
    sides: tuple[Side, ...]
    numbers: tuple[Number, ...]
    by: tuple[str, ...]
    items: Any
    as_of: date | None
    key: str
    problems: str

    @property
    def policies(self) -> dict[str, Policy]:
        """The policies, each with no more outputs than are compared, by prefix."""
        names = [number.name for number in self.numbers]
        return {_prefix(place): side.slim(names) for place, side in enumerate(self.sides)}

    @property
    def compares_numbers(self) -> bool:
        """Whether what is compared is one number that every policy gives."""
        name = self.sides[0].output.name
        alike = all(side.is_number and side.output.name == name for side in self.sides)
        return alike and any(number.name == name for number in self.numbers)

    def column(self, side: int) -> str:
        """Name the column of the compared output of a policy."""
        return f"{_prefix(side)}{self.sides[side].output.name}"

    def number_column(self, side: int, number: Number) -> str:
        """Name the column of a number of a policy."""
        return f"{_prefix(side)}{number.name}"

    def status_column(self, side: int) -> str:
        """Name the column of the status of a policy."""
        return f"{_prefix(side)}{STATUS}"


def _prefix(place: int) -> str:
    return f"asn_{place}_"


@attrs.frozen(kw_only=True)
class Counts:
    """How many people got which results, by group.

    Args:
        tables: A polars frame for each column of `Task.by`, and one under the empty name for
            everybody: the column as `GROUP`, ``word_0``, ``status_0``, … for each policy, and
            ``sign_1``, … where numbers are compared; then `PEOPLE`, and for each number sums of
            whole numbers over those who have it twice: ``sum_nilai_change_1`` and of before and
            after together ``sum_nilai_both_1``, with ``n_…`` of them.
        computed: The people with their results, to be asked again: a lazy frame.
        settled: Those that floats could not decide, or that were refused; a polars frame.
    """

    tables: Mapping[str, Any]
    computed: _Frame
    settled: Any


def count_people(task: Task) -> Counts:
    """Compute every policy on every person in one pass, and count.

    Args:
        task: What is to be counted.

    Returns:
        The counts.

    Raises:
        InvalidInput: With every problem of the frame, or of its rows unless they are collected.
        MissingExtra: If the extra ``frames`` is not installed.
    """
    job = open_job(task.policies, task.frame, as_of=task.as_of, items=task.items, key=task.key)
    _refuse_frame(task, job)
    more: dict[str, Any] = {"as_of": task.as_of, "key": task.key, "problems": task.problems}
    again = _present([task.key, *task.by, *job.case_columns()], job)
    native = task.frame
    held = task.items
    if job.source.eager:  # one plan for results and counts: nothing in between is kept
        rows = job.source.rows(again)
        if task.key not in again and not job.items:
            rows, again = rows.with_row_index(task.key), [task.key, *again]
        native = rows.lazy()
        held = {name: one.rows(job.item_columns(name)) for name, one in job.items.items()} or None
    evaluated = evaluate_policies(task.policies, native, items=held, **more)
    if job.source.kind == "pyspark":
        evaluated = evaluated.localCheckpoint()
    frame = nw.from_native(evaluated)
    is_open = _is_open(task)
    computed = frame.filter(~is_open).select(*_kept(task, frame.collect_schema().names()))
    # The open rows come with the counts, so that an engine that can computes everything once.
    rows, *counted = _collect([frame.filter(is_open).select(*again), *_all_grouped(task, computed)])
    settled = None
    if rows.height:
        held = _items_of(job, rows)
        settled = evaluate_policies(task.policies, rows, items=held or None, **more)
        settled = settled.select(_kept(task, settled.columns))
    return Counts(tables=_tables(task, counted, settled), computed=computed, settled=settled)


def fetch(frame: _Frame) -> Any:  # noqa: ANN401 - polars is optional
    """Bring the rows of a lazy frame here.

    Args:
        frame: Rows to fetch, of any engine.

    Returns:
        A polars frame.
    """
    native = nw.to_native(frame)
    if type(native).__module__.partition(".")[0] == "polars":
        return native.collect(engine="streaming")
    return nw.to_native(frame.collect("polars"))


def _refuse_frame(task: Task, job: Job) -> None:
    """Raise every problem that keeps the frame from being compared at all."""
    if job.source.eager:
        names = [task.key, *task.by, *job.case_columns()]
        schema = schema_of(nw.from_native(job.source.rows(names)))
        items = {
            name: schema_of(nw.from_native(one.rows(job.item_columns(name))))
            for name, one in job.items.items()
        }
    else:
        schema = schema_of(nw.from_native(job.source.native))
        items = {name: schema_of(nw.from_native(one.native)) for name, one in job.items.items()}
    found = job.problems(schema, items)
    cure = ", ".join(job.source.columns)
    found += [
        Problem("group_column", f"by.{name}", value=name, cure=cure)
        for name in task.by
        if name not in job.source.columns
    ]
    refusal = InvalidInput.of(found)
    if refusal is not None:
        raise refusal


def _present(names: Iterable[str], job: Job) -> list[str]:
    return [name for name in dict.fromkeys(names) if name in job.source.columns]


def _kept(task: Task, columns: Sequence[str]) -> list[str]:
    """Name the columns that are needed once policies are computed."""
    made = [task.column(place) for place in range(len(task.sides))]
    made += [task.status_column(place) for place in range(len(task.sides))]
    for number in task.numbers:
        made += [task.number_column(place, number) for place in range(len(task.sides))]
    return [name for name in dict.fromkeys([task.key, *task.by, *made]) if name in columns]


def _is_open(task: Task) -> nw.Expr:
    """Whether floats could not decide a row, or it was refused."""
    found = nw.lit(value=False)
    for place in range(len(task.sides)):
        status = nw.col(task.status_column(place)).cast(nw.Int64())
        # The bits of a problem and of an open row are 2 and 4: the remainder by 8 is at least 2.
        found |= (status % (2 * BITS["unsettled"])) >= BITS["problem"]
    return found


def _items_of(job: Job, rows: Any) -> dict[str, Any]:  # noqa: ANN401 - polars is optional
    """Fetch the items of some people from the engine that holds them."""
    keys = rows.get_column(job.key).drop_nulls().unique().to_list() if job.items else []
    pl = require("polars", extra="frames", feature="compare")
    found = {}
    for name, source in job.items.items():
        columns = job.item_columns(name)
        frame = nw.from_native(source.lazy(columns) if source.eager else source.native)
        parts = [
            fetch(frame.filter(_among(job.key, keys[at:][:_BATCH_OF_KEYS])).select(*columns))
            for at in range(0, max(len(keys), 1), _BATCH_OF_KEYS)
        ]
        found[name] = pl.concat(parts)
    return found


def _among(key: str, keys: Sequence[object]) -> nw.Expr:
    return nw.col(key).is_in(keys) if keys else nw.lit(value=False)


def _all_grouped(task: Task, frame: _Frame) -> list[_Frame]:
    return [_grouped(task, frame, group) for group in task.by or ("",)]


def _tables(task: Task, counted: Sequence[Any], settled: Any) -> dict[str, Any]:  # noqa: ANN401 - polars is optional
    """Add the settled people to what was counted by each column, and write results as words."""
    found: dict[str, Any] = {}
    more: Sequence[Any] = [None] * len(counted)
    if settled is not None:
        more = _collect(_all_grouped(task, nw.from_native(settled.lazy())))
    for group, *tables in zip(task.by or ("",), counted, more, strict=True):
        found[group] = _summed([_worded(task, table) for table in tables if table is not None])
    if task.by:
        found[""] = _summed([found[task.by[0]].drop(GROUP)])
    return found


def _collect(frames: Sequence[_Frame]) -> list[Any]:
    """Fetch several small tables; polars computes what they share once."""
    natives = [nw.to_native(frame) for frame in frames]
    if type(natives[0]).__module__.partition(".")[0] == "polars":
        pl = require("polars", extra="frames", feature="compare")
        return list(pl.collect_all(natives, engine="streaming"))
    return [fetch(frame) for frame in frames]


def _grouped(task: Task, frame: _Frame, group: str) -> _Frame:
    """Count the people of each combination of group, results and status, and sum numbers."""
    places = range(len(task.sides))
    keys = {GROUP: nw.col(group)} if group else {}
    for place in places:
        value = nw.col(task.column(place))
        keys[f"word_{place}"] = ~value.is_null() if task.sides[place].is_number else value
        keys[f"status_{place}"] = nw.col(task.status_column(place))
    scaled = {
        f"{number.name}_{place}": _whole(nw.col(task.number_column(place, number)), number.scale)
        for number in task.numbers
        for place in places
    }
    changes: dict[str, nw.Expr] = {}
    for number in task.numbers:
        before = nw.col(f"{number.name}_0")
        for place in places[1:]:
            after = nw.col(f"{number.name}_{place}")
            changes[f"{number.name}_change_{place}"] = after - before
            changes[f"{number.name}_both_{place}"] = after + before
    staged = frame.select(*(expr.alias(name) for name, expr in (keys | scaled).items()))
    if changes:
        staged = staged.with_columns(*(expr.alias(name) for name, expr in changes.items()))
    names = list(keys)
    if task.compares_numbers:
        signs = {f"sign_{place}": f"{task.sides[0].output.name}_change_{place}"
                 for place in places[1:]}  # fmt: skip
        staged = staged.with_columns(*(_sign(nw.col(of)).alias(n) for n, of in signs.items()))
        names += signs
    totals = [nw.len().alias(PEOPLE)]
    for name in changes:
        totals += [nw.col(name).sum().alias(f"sum_{name}"), nw.col(name).count().alias(f"n_{name}")]
    return staged.group_by(*names).agg(*totals)


def _whole(value: nw.Expr, scale: int) -> nw.Expr:
    """Give a number that was rounded to a scale as a whole number of its last decimal."""
    return (value.cast(nw.Float64()) * float(10**scale) + 0.5).floor().cast(nw.Int64())


def _sign(value: nw.Expr) -> nw.Expr:
    return (value > 0).cast(nw.Int64()) - (value < 0).cast(nw.Int64())


def _worded(task: Task, table: Any) -> Any:  # noqa: ANN401 - polars is optional
    """Write raw results as words, and make whole numbers of what engines give as sums."""
    pl = require("polars", extra="frames", feature="compare")
    columns = []
    for place, side in enumerate(task.sides):
        raw = table.get_column(f"word_{place}").to_list()
        if side.is_number:
            words = [side.words[0] if there else MISSING for there in raw]
        else:
            words = [label(value) for value in raw]
        columns.append(pl.Series(f"word_{place}", words, dtype=pl.String))
    whole = [n for n in table.columns if n != GROUP and not n.startswith("word_")]
    table = table.with_columns(pl.col(name).cast(pl.Int64) for name in whole).with_columns(columns)
    return table.with_columns(pl.col(name).fill_null(0) for name in whole if _is_sum(name))


def _is_sum(name: str) -> bool:
    return name == PEOPLE or name.startswith(("sum_", "n_"))


def _summed(tables: Sequence[Any]) -> Any:  # noqa: ANN401 - polars is optional
    pl = require("polars", extra="frames", feature="compare")
    table = pl.concat(tables, how="vertical_relaxed")
    sums = [name for name in table.columns if _is_sum(name)]
    keys = [name for name in table.columns if name not in sums]
    return table.group_by(keys).agg(pl.col(sums).sum()).sort(keys, nulls_last=True)
