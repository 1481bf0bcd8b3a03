"""Settling frames: the open rows decided, the problems raised, the frame given back as it came."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import narwhals.stable.v2 as nw

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.scoring.frames.evaluate import check_choice, made_names, raise_problems
from asn_kinerja.scoring.frames.kinds import attach, open_frame, schema_of
from asn_kinerja.scoring.frames.outputs import BITS, STATUS
from asn_kinerja.scoring.frames.prepare import Job, Scored, open_job
from asn_kinerja.scoring.frames.settle import settle_rows
from asn_kinerja.scoring.frames.strays import stray_items

__all__ = ["settle"]

_OPEN = BITS["problem"] | BITS["unsettled"]
_TAKEN = BITS["problem"] | BITS["missing"]  # no row has both: a frame with a column in the way


def settle(  # noqa: PLR0913 - as `Policy.settle`
    policy: Scored,
    frame: Any,  # noqa: ANN401 - one of many kinds
    items: Any = None,  # noqa: ANN401 - one of many kinds
    *,
    as_of: date | None = None,
    key: str = "id",
    problems: str = "raise",
) -> Any:  # noqa: ANN401 - of the kind that came
    """Finish a frame that `evaluate_frame` left open; see `Policy.settle`."""
    check_choice(problems)
    source = open_frame(frame)
    more = {"as_of": as_of, "key": key, "problems": problems}
    match source.kind:
        case "lazy":
            return settle(policy, frame.collect(engine="streaming"), items, **more).lazy()  # type: ignore[arg-type] # as they came
        case "duckdb":
            return _settle_duckdb(policy, frame, items, more)
        case "pyspark":
            return _settle_spark(policy, frame, items, more)
        case _:
            pass
    job = open_job({"": policy}, frame, as_of=as_of, items=items, key=key)
    made = made_names("", policy.program(as_of))
    absent = [name for name in made if name not in source.columns]
    if absent:
        raise InvalidInput(Problem("not_evaluated", "frame", value=", ".join(absent)))
    results = source.rows(made)
    rows = source.rows(job.case_columns())
    _refuse_whole(job, results, rows, made)
    settled, found = settle_rows(job, results, rows, listing=problems == "raise")
    if problems == "raise":
        keys = {name: held.rows([key]) for name, held in job.items.items()}
        raise_problems([*found, *stray_items(rows, keys, key=key)])
    return frame if settled is results else attach(source, settled)


def _refuse_whole(job: Job, results: Any, rows: Any, made: list[str]) -> None:  # noqa: ANN401 - polars is optional
    """Say why a whole frame was refused, if it was."""
    status = results.get_column(STATUS)
    if (status & _TAKEN == _TAKEN).any():
        raise InvalidInput(Problem("output_taken", "frame", value=", ".join(made)))
    schemas = {
        name: schema_of(nw.from_native(source.rows(job.item_columns(name))))
        for name, source in job.items.items()
    }
    found = job.problems(schema_of(nw.from_native(rows)), schemas)
    raise_problems([problem for problem in found if problem.code != "output_taken"])


def _settle_duckdb(policy: Scored, frame: Any, items: Any, more: Mapping[str, Any]) -> Any:  # noqa: ANN401 - duckdb is optional
    """Compute the relation, settle its rows, and give it back on its own connection."""
    fetched = _each(items, lambda relation: relation.to_arrow_table())
    asn_settled = settle(policy, frame.to_arrow_table(), fetched, **more)
    assert asn_settled is not None  # noqa: S101 - the query below finds it by its name
    return frame.query("asn_frame", "select * from asn_settled")


def _settle_spark(policy: Scored, frame: Any, items: Any, more: Mapping[str, Any]) -> Any:  # noqa: ANN401 - pyspark is optional
    """Compute the frame where it is; only its open rows, and their items, come here."""
    if STATUS not in frame.columns:
        raise InvalidInput(Problem("not_evaluated", "frame", value=STATUS))
    computed = frame.localCheckpoint()
    bits = computed[STATUS].bitwiseAND(_OPEN)
    rows = computed.filter(bits != 0).toArrow()
    if not rows.num_rows:
        return computed
    key = more["key"]
    keys = rows.column(key).to_pylist() if items is not None else []
    fetched = _each(items, lambda found: found.filter(found[key].isin(keys)).toArrow())
    settled = settle(policy, rows, fetched, **more)
    made = frame.sparkSession.createDataFrame(settled, schema=frame.schema)
    return computed.filter(bits == 0).unionByName(made)


def _each(items: Any, fetch: Any) -> Any:  # noqa: ANN401 - one of many kinds, or several by name
    if items is None:
        return None
    return {n: fetch(f) for n, f in items.items()} if isinstance(items, Mapping) else fetch(items)
