"""Evaluating frames: what `Policy` offers, and several policies at once."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import inf
from typing import Any

import narwhals.stable.v2 as nw

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.scoring.frames.kinds import Source, attach, give_back, schema_of
from asn_kinerja.scoring.frames.lanes import Lane, Number
from asn_kinerja.scoring.frames.outputs import BITS, STATUS
from asn_kinerja.scoring.frames.plan import Columns, Plan
from asn_kinerja.scoring.frames.prepare import Job, Schema, Scored, compile_job, open_job
from asn_kinerja.scoring.frames.settle import settle_rows
from asn_kinerja.scoring.frames.strays import stray_items
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.program import Program

__all__ = [
    "check_choice",
    "error_bounds",
    "evaluate_frame",
    "evaluate_policies",
    "made_names",
    "raise_problems",
]

_KEPT = 16  # plans of one policy; each holds some hundred expressions
_TYPES = {
    Kind.NUMBER: nw.Float64(),
    Kind.COUNT: nw.Int64(),
    Kind.WORD: nw.String(),
    Kind.FLAG: nw.Boolean(),
    Kind.DATE: nw.Date(),
}


def evaluate_frame(  # noqa: PLR0913 - as `Policy.evaluate_frame`
    policy: Scored,
    frame: Any,  # noqa: ANN401 - one of many kinds
    *,
    as_of: date | None = None,
    items: Any = None,  # noqa: ANN401 - one of many kinds
    key: str = "id",
    problems: str = "raise",
) -> Any:  # noqa: ANN401 - of the kind that came
    """Compute one policy on a frame; see `Policy.evaluate_frame`."""
    return evaluate_policies(
        {"": policy}, frame, as_of=as_of, items=items, key=key, problems=problems
    )


def evaluate_policies(  # noqa: PLR0913 - as `Policy.evaluate_frame`
    policies: Mapping[str, Scored],
    frame: Any,  # noqa: ANN401 - one of many kinds
    *,
    as_of: date | None = None,
    items: Any = None,  # noqa: ANN401 - one of many kinds
    key: str = "id",
    problems: str = "raise",
) -> Any:  # noqa: ANN401 - of the kind that came
    """Compute several policies at once; what they share is computed once.

    Args:
        policies: By the prefix of their output columns and of their status.
        frame: One row a case.
        as_of: Day whose legal values are used.
        items: One row an item: a frame, or frames by the name of the items.
        key: The column that joins items to cases and names a row in a message.
        problems: ``"raise"`` or ``"collect"``: what a row that is refused does.

    Returns:
        A frame of the same kind with outputs and a status for each policy.

    Raises:
        InvalidInput: With every problem, unless they are collected or the frame is lazy.
    """
    check_choice(problems)
    job = open_job(policies, frame, as_of=as_of, items=items, key=key)
    if not job.source.eager:
        return _lazy(job)
    rows = job.source.rows(job.case_columns())
    schema = schema_of(nw.from_native(rows))
    held = {name: source.rows(job.item_columns(name)) for name, source in job.items.items()}
    schemas = {name: schema_of(nw.from_native(found)) for name, found in held.items()}
    refusal = InvalidInput.of(job.problems(schema, schemas))
    if refusal is not None:
        raise refusal
    lazy = {name: nw.from_native(found.lazy()) for name, found in held.items()}
    computed = _computed(job, nw.from_native(rows.lazy()), schema, lazy)
    made = [
        name for prefix, program in job.programs.items() for name in made_names(prefix, program)
    ]
    results = nw.to_native(computed.select(*made)).collect(engine="streaming")
    results, found = settle_rows(job, results, rows, listing=problems == "raise")
    if problems == "raise":
        raise_problems([*found, *stray_items(rows, held, key=key)])
    return attach(job.source, results)


def error_bounds(policy: Scored, *, as_of: date | None = None) -> dict[str, float]:
    """State how far the numbers of a frame can be from the exact ones.

    Args:
        policy: The policy.
        as_of: Day whose legal values are used.

    Returns:
        For each number, the most by which it can differ before it is rounded to the nearest
        float64: 0 where a rule rounds it, or where it is exact anyhow.
    """
    program = policy.program(as_of)
    specs = program.policy.inputs
    columns = tuple(spec.name for spec in specs if spec.kind is not Kind.ITEMS)
    source = Source(native=None, kind="lazy", columns=columns)
    job = Job(programs={"": program}, source=source, items={}, key="id")
    items = {
        spec.name: {field.name: _TYPES[field.kind] for field in spec.fields}
        for spec in specs
        if spec.kind is Kind.ITEMS
    }
    schema = {spec.name: _TYPES[spec.kind] for spec in specs if spec.kind is not Kind.ITEMS}
    _, results = compile_job(job, schema, items)
    return {
        output.name: _error(results[""].lanes[output.name])
        for output in program.policy.outputs
        if output.kind is Kind.NUMBER
    }


def _error(lane: Lane) -> float:
    if not isinstance(lane, Number) or lane.extent.whole:
        return 0.0
    error = lane.extent.error
    return 0.0 if error == inf else float(Fraction(error) / lane.extent.factor)  # those are settled


def check_choice(problems: str) -> None:
    """Refuse what says neither to raise problems nor to collect them."""
    if problems not in {"raise", "collect"}:
        raise InvalidInput(
            Problem("unknown_word", "problems", value=problems, cure="raise, collect")
        )


def raise_problems(found: list[Problem]) -> None:
    """Raise problems, if there are any.

    Args:
        found: All problems.

    Raises:
        InvalidInput: With the first of them, and how many more there are.
    """
    refusal = InvalidInput.of(found)
    if refusal is not None:
        raise refusal


def made_names(prefix: str, program: Program) -> list[str]:
    """Name the columns that a policy adds: its outputs, then the status."""
    names = [output.name for output in program.policy.outputs]
    return [f"{prefix}{name}" for name in (*names, STATUS)]


def _computed(
    job: Job,
    cases: Columns,
    schema: Schema,
    items: Mapping[str, Columns],
) -> Columns:
    """Plan and compute; the results are columns under their own names."""
    schemas = {name: schema_of(found) for name, found in items.items()}
    plan, names = _planned(job, schema, schemas)
    join = _join_polars if plan.in_polars else _join
    computed = plan.run(cases, names.values(), items=items, key=job.key, join=join)
    return computed.with_columns(*(nw.col(column).alias(name) for name, column in names.items()))


def _planned(
    job: Job, schema: Schema, items: Mapping[str, Schema]
) -> tuple[Plan, Mapping[str, str]]:
    """Plan, once for the same policies on frames of the same columns; name the results' columns."""
    shared = next(iter(job.programs.values())).frames
    identity = (
        *job.programs.items(),
        job.source.kind,
        job.key,
        *schema.items(),
        *((name, *held.items()) for name, held in items.items()),
    )
    found: tuple[Plan, Mapping[str, str]] | None = shared.get(identity)
    if found is None:
        plan, results = compile_job(job, schema, items)
        names: dict[str, str] = {}
        for prefix, result in results.items():
            made = result.columns()
            names |= {f"{prefix}{name}": column for name, column in made.outputs.items()}
            names[f"{prefix}{STATUS}"] = made.status
        if len(shared) >= _KEPT:
            shared.clear()
        found = shared[identity] = plan, names
    return found


def _join(cases: Columns, gathered: Columns, key: str) -> Columns:
    return cases.join(gathered, on=key, how="left")


def _join_polars(cases: Columns, gathered: Columns, key: str) -> Columns:
    """Join and keep the order of the cases, which polars does only when asked."""
    left, right = nw.to_native(cases), nw.to_native(gathered)
    return nw.from_native(left.join(right, on=key, how="left", maintain_order="left"))  # type: ignore[no-any-return] # polars has no type here


def _lazy(job: Job) -> Any:  # noqa: ANN401 - of the kind that came
    cases = job.source.lazy(job.source.columns)
    items = {name: source.lazy(job.item_columns(name)) for name, source in job.items.items()}
    schema = schema_of(cases)
    schemas = {name: schema_of(found) for name, found in items.items()}
    if job.problems(schema, schemas):
        return give_back(job.source, _refused(job, cases))
    computed = _computed(job, cases, schema, items)
    made = [
        name for prefix, program in job.programs.items() for name in made_names(prefix, program)
    ]
    kept = (*schema, *made)
    if job.source.kind == "lazy":  # where a column may be called `*`, which would select all
        helpers = set(computed.collect_schema().names()).difference(kept)
        return nw.to_native(computed.drop(*sorted(helpers)))
    return give_back(job.source, computed.select(*kept))


def _refused(job: Job, cases: Columns) -> Columns:
    """Refuse every row of a lazy frame that cannot be computed; `settle` says why."""
    held = set(job.source.columns)
    made = {
        name for prefix, program in job.programs.items() for name in made_names(prefix, program)
    }
    bits = BITS["problem"] | (BITS["missing"] if made & held else 0)
    columns = []
    for prefix, program in job.programs.items():
        columns += [
            nw.lit(None, _TYPES[output.kind]).alias(f"{prefix}{output.name}")
            for output in program.policy.outputs
            if f"{prefix}{output.name}" not in held
        ]
        columns.append(nw.lit(bits, nw.Int8()).alias(f"{prefix}{STATUS}"))
    return cases.with_columns(*columns)
