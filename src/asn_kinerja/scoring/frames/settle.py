"""The rows that floats cannot decide, scored again exactly; and those that are refused."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.legal.parameters import Status
from asn_kinerja.scoring.closures import Values
from asn_kinerja.scoring.explain import explain
from asn_kinerja.scoring.frames.outputs import BITS, STATUS
from asn_kinerja.scoring.frames.prepare import Job
from asn_kinerja.scoring.inputs import InputSpec, Kind, column_of
from asn_kinerja.scoring.nodes import ResultOf
from asn_kinerja.scoring.program import Program
from asn_kinerja.scoring.walk import walk

__all__ = ["MOST_PROBLEMS", "read_cases", "settle_rows"]

MOST_PROBLEMS = 1000  # that one error lists; how many more there are is its last problem
_OPEN = BITS["problem"] | BITS["unsettled"]


def settle_rows(job: Job, results: Any, rows: Any, *, listing: bool) -> tuple[Any, list[Problem]]:  # noqa: ANN401 - polars is optional
    """Score the open rows exactly.

    Args:
        job: What was computed.
        results: A polars frame of the outputs and the status of each policy.
        rows: A polars frame of the inputs, in the same order.
        listing: Whether to say what is wrong with rows that are surely refused.

    Returns:
        The results without open rows, and the problems of the refused ones, row by row.
    """
    problems: list[Problem] = []
    unlisted = 0
    for prefix, program in job.programs.items():
        status = results.get_column(f"{prefix}{STATUS}")
        if not (status & _OPEN).max():
            continue
        refused = (status & _OPEN == BITS["problem"]).arg_true().to_list() if listing else []
        unlisted += max(0, len(refused) - MOST_PROBLEMS)
        unsettled = (status & BITS["unsettled"] > 0).arg_true().to_list()
        numbers = sorted([*refused[:MOST_PROBLEMS], *unsettled])
        if not numbers:  # of refused rows, when nobody asks why
            continue
        outcomes = list(_outcomes(job, program, rows, numbers))
        problems += [problem for outcome in outcomes for problem in outcome.problems]
        results = _patched(results, prefix, program, numbers, outcomes)
    return results, _limited(list(dict.fromkeys(problems)), unlisted)


@attrs.frozen(kw_only=True)
class _Outcome:
    """What the exact interpreter says of one row."""

    values: dict[str, object]
    status: int
    problems: tuple[Problem, ...] = ()


def _outcomes(job: Job, program: Program, rows: Any, numbers: list[int]) -> Iterator[_Outcome]:  # noqa: ANN401 - polars is optional
    doubt = _can_doubt(program)
    for number, (row, inputs) in zip(
        numbers, read_cases(job, program, rows=rows[numbers]), strict=True
    ):
        key = row.get(job.key, number)
        if inputs is None:
            lost = Problem("required", f"frame[{number}].{job.key}")
            nothing = dict.fromkeys(output.name for output in program.policy.outputs)
            yield _Outcome(values=nothing, status=BITS["problem"], problems=(lost,))
            continue
        yield _score(program, inputs, place=f"frame[{key}]", doubt=doubt)


def read_cases(
    job: Job,
    program: Program,
    *,
    rows: Any,  # noqa: ANN401 - polars is optional
) -> Iterator[tuple[dict[str, Any], dict[str, object] | None]]:
    """Read rows as the exact interpreter takes them.

    Args:
        job: Frames whose rows are there.
        program: The policy.
        rows: A polars frame of some cases.

    Yields:
        Each row by column, and its inputs by name; `None` for a row whose items cannot be found
        because it has no key.
    """
    cases = rows.rows(named=True)
    items = _items_of(job, cases)
    for row in cases:
        if row.get(job.key) is None and job.items:
            yield row, None
            continue
        inputs: dict[str, object] = {
            spec.name: _exact(row[column])
            for spec in program.policy.inputs
            if (column := column_of(spec, row)) in row and spec.kind is not Kind.ITEMS
        }
        for spec in program.policy.inputs:
            if spec.kind is Kind.ITEMS:
                inputs[spec.name] = _case_items(job, spec, row, items)
        yield row, inputs


def _score(program: Program, inputs: Mapping[str, object], *, place: str, doubt: bool) -> _Outcome:
    names = [output.name for output in program.policy.outputs]
    try:
        values = program.take(inputs)
        outputs = program.present(values)
        status = _doubts(program, values) if doubt else 0
    except InvalidInput as error:
        found = tuple(
            Problem(p.code, f"{place}.{p.place}", value=p.value, rule=p.rule, cure=p.cure)
            for p in error.problems
        )
        return _Outcome(values=dict.fromkeys(names), status=BITS["problem"], problems=found)
    status |= BITS["missing"] * any(value is None for value in outputs.values())
    return _Outcome(values={name: _plain(outputs[name]) for name in names}, status=status)


def _can_doubt(program: Program) -> bool:
    """Whether a result can rest on a doubt: only then is an explanation, which is slow, asked."""
    versions = program.versions.values()
    if program.policy.conflicts or any(v.status is Status.UNCONFIRMED for v in versions):
        return True
    roots = (output.node for output in program.policy.outputs)
    return any(isinstance(node, ResultOf) for root in roots for node in walk(root))


def _doubts(program: Program, values: Values) -> int:
    explanation = explain(program, values)
    found = BITS["unconfirmed"] * bool(explanation.all_unconfirmed())
    return found | BITS["conflict"] * bool(explanation.all_conflicts())


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal | Fraction) else value


def _exact(value: object) -> object:
    """Read a cell as the exact interpreter takes it: a float by its shortest decimal text."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date()
    return value


def _items_of(job: Job, cases: list[dict[str, object]]) -> dict[str, dict[object, list[Any]]]:
    """Fetch the items of some cases, by name and key."""
    from asn_kinerja._extras import require

    pl = require("polars", extra="frames", feature="evaluate_frame")
    found: dict[str, dict[object, list[Any]]] = {}
    for name, source in job.items.items():
        keys = pl.Series([row[job.key] for row in cases])
        rows = source.rows(job.item_columns(name))
        by_key: dict[object, list[Any]] = {}
        for row in rows.filter(pl.col(job.key).is_in(keys.implode())).rows(named=True):
            key = row.pop(job.key)
            by_key.setdefault(key, []).append(
                {field: _exact(value) for field, value in row.items()}
            )
        found[name] = by_key
    return found


def _case_items(
    job: Job,
    spec: InputSpec,
    row: Mapping[str, object],
    items: Mapping[str, Mapping[object, list[Any]]],
) -> list[Any] | None:
    """Give the items of one case as the exact interpreter takes them."""
    if spec.name in items:
        found = items[spec.name].get(row[job.key], [])
    else:
        wide = job.wide(spec)
        if not wide:
            return None
        slots = ({field: row[name] for field, name in item.items()} for item in wide.values())
        found = [
            {field: _exact(value) for field, value in item.items()}
            for item in slots
            if any(value is not None for value in item.values())
        ]
    fields = {field.name for field in spec.fields}
    kept = [{name: value for name, value in item.items() if name in fields} for item in found]
    return None if not kept and spec.optional else kept


def _patched(
    results: Any,  # noqa: ANN401 - polars is optional
    prefix: str,
    program: Program,
    numbers: list[int],
    outcomes: Iterable[_Outcome],
) -> Any:  # noqa: ANN401 - polars is optional
    """Put the exact results in place."""
    from asn_kinerja._extras import require

    pl = require("polars", extra="frames", feature="evaluate_frame")
    outcomes = list(outcomes)
    columns = {f"{prefix}{STATUS}": [outcome.status for outcome in outcomes]}
    for output in program.policy.outputs:
        columns[f"{prefix}{output.name}"] = [outcome.values[output.name] for outcome in outcomes]  # type: ignore[misc] # values of one output
    patched = []
    for name, values in columns.items():
        series = results.get_column(name)
        exact = pl.Series(name, values, dtype=series.dtype)
        patched.append(series.scatter(numbers, exact))
    return results.with_columns(patched)


def _limited(problems: list[Problem], unlisted: int) -> list[Problem]:
    """Cut a list of problems that nobody could read; its last one counts the others."""
    unlisted += max(0, len(problems) - MOST_PROBLEMS)
    if not unlisted:
        return problems
    return [*problems[:MOST_PROBLEMS], Problem("more_problems", "frame", value=unlisted)]
