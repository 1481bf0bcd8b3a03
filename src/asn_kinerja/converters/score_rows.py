"""Scoring a file of cases: exactly row by row, or in batches of columns for Parquet."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Self

import attrs

from asn_kinerja._extras import require
from asn_kinerja.converters.case_frames import read_case_frame
from asn_kinerja.converters.case_items import CaseItems, gather_items
from asn_kinerja.converters.case_keys import check_keys
from asn_kinerja.converters.score_files import CaseTable, read_case_table, write_case_table
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.legal.parameters import Status
from asn_kinerja.scoring.coverage import day_of_latest_values
from asn_kinerja.scoring.inputs import Kind, column_of
from asn_kinerja.scoring.policy import Evaluation, Policy

__all__ = ["STATUS", "Scored", "read_case", "score_file", "score_table"]

STATUS = "asn_status"  # column that says what there is to say about a row, as in frames
_MISSING, _PROBLEM, _UNCONFIRMED, _CONFLICT = 1, 2, 8, 16
_BATCH = 200_000  # rows of a Parquet file that are held at one time


@attrs.frozen(kw_only=True)
class Scored:
    """What scoring a file gave.

    Args:
        rows: How many rows were read.
        missing: How many have no main result.
        problems: What kept rows from being scored.
    """

    rows: int
    missing: int
    problems: tuple[Problem, ...] = ()


def score_file(  # noqa: PLR0913 - what the command offers
    source: Path,
    target: Path,
    *,
    policy: Policy,
    as_of: date | None = None,
    items: Mapping[str, Path] | None = None,
    key: str = "id",
    collect: bool = False,
) -> Scored:
    """Score a file of cases and write it with its results.

    Args:
        source: CSV, XLSX or Parquet; a row a case, a column an input.
        target: CSV or XLSX, or Parquet when the source is.
        policy: The policy.
        as_of: Day whose legal values are used.
        items: Files with a row an item, by the name of the items: CSV or XLSX, or Parquet too
            when the source is.
        key: Column that joins items to cases.
        collect: Whether rows without problems are scored although others have some.

    Returns:
        What there is to report.

    Raises:
        InvalidInput: If the target is one of the files that are read; or with every problem, by
            row and column, unless they are collected.
        MissingExtra: If the file needs a library that is not installed.
    """
    files = items or {}
    if any(_is_same(one, target) for one in (source, *files.values())):
        raise InvalidInput(Problem("same_file", "out", value=target.name))
    if source.suffix.lower() == ".parquet":
        return _score_parquet(
            source, target, policy=policy, as_of=as_of, items=files, key=key, collect=collect
        )
    table = read_case_table(source)
    of_items = {name: read_case_table(path) for name, path in files.items()}
    rows, problems = score_table(
        table, policy, as_of=as_of, items=of_items, key=key, collect=collect
    )
    names = [output.name for output in policy.outputs]
    write_case_table(target, [*table.headings, *names, STATUS], rows=rows, comma=table.comma)
    return Scored(
        rows=len(rows),
        missing=sum(1 for row in rows if int(str(row[-1])) & _MISSING),
        problems=tuple(problems),
    )


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False


def score_table(  # noqa: PLR0913 - as above
    table: CaseTable,
    policy: Policy,
    *,
    as_of: date | None = None,
    items: Mapping[str, CaseTable] | None = None,
    key: str = "id",
    collect: bool = False,
) -> tuple[list[list[object]], list[Problem]]:
    """Score every row of a table exactly.

    Args:
        table: The cases.
        policy: The policy.
        as_of: Day whose legal values are used.
        items: Files with a row an item, by the name of the items.
        key: Column that joins items to cases.
        collect: Whether rows without problems are scored although others have some.

    Returns:
        The rows with their outputs and the column ``asn_status``, and the problems.

    Raises:
        InvalidInput: With every problem, unless they are collected.
    """
    held, problems = gather_items(policy, items or {}, cases=table, key=key)
    problems += list(_columns(table, policy))
    if error := InvalidInput.of(problems):
        raise error
    needed = _day(policy, as_of)
    problems += needed
    as_of = day_of_latest_values(policy) if needed else as_of  # rows are read on some day
    doubtful = any(
        version.status is Status.UNCONFIRMED
        for parameter in policy.parameters
        for version in parameter.versions
    ) or bool(policy.conflicts)
    rows: list[list[object]] = []
    for number, cells in enumerate(table.rows):
        found = _evaluate(table, number, policy, as_of=as_of, items=held)
        if isinstance(found, Evaluation):
            outputs = list(found.outputs.values())
            rows.append([*cells, *outputs, _status(found, doubtful=doubtful)])
        else:
            problems += found
            rows.append([*cells, *[None] * len(policy.outputs), _MISSING | _PROBLEM])
    error = InvalidInput.of(problems)
    if error is not None and (needed or not collect):
        raise error
    return rows, problems


def read_case(
    table: CaseTable,
    row: int,
    *,
    policy: Policy,
    items: Mapping[str, CaseTable] | None = None,
    key: str = "id",
) -> dict[str, object]:
    """Read the inputs of one case, as `Policy.evaluate` takes them.

    Args:
        table: The cases.
        row: Number of the row, from 1.
        policy: The policy.
        items: Files with a row an item, by the name of the items.
        key: Column that joins items to cases.

    Returns:
        Values by name of input.

    Raises:
        InvalidInput: If there is no such row, or with every problem of its cells.
    """
    if not 1 <= row <= len(table.rows):
        raise InvalidInput(
            Problem("no_such_line", table.name, value=row, cure=str(len(table.rows)))
        )
    held, problems = gather_items(policy, items or {}, cases=table, key=key)
    problems += list(_columns(table, policy))
    inputs, wrong = _inputs(table, row - 1, policy, items=held)
    if error := InvalidInput.of([*problems, *wrong]):
        raise error
    return inputs


def _inputs(
    table: CaseTable, row: int, policy: Policy, *, items: Sequence[CaseItems]
) -> tuple[dict[str, object], list[Problem]]:
    inputs, problems = table.inputs(row, policy.inputs)
    for held in items:
        inputs |= held.of(row)
    return inputs, problems


def _evaluate(
    table: CaseTable, row: int, policy: Policy, *, as_of: date | None, items: Sequence[CaseItems]
) -> Evaluation | list[Problem]:
    inputs, problems = _inputs(table, row, policy, items=items)
    try:
        found = policy.evaluate(inputs, as_of=as_of)
    except InvalidInput as error:
        broken = {problem.place for problem in problems}
        for problem in error.problems:
            place = _at(table, row, problem.place, items)
            if place not in broken:
                problems.append(
                    Problem(
                        problem.code, place, value=problem.value, rule=problem.rule,
                        cure=problem.cure,
                    )
                )  # fmt: skip
        return problems
    return problems or found


def _at(table: CaseTable, row: int, place: str, items: Sequence[CaseItems]) -> str:
    if place in table.headings:
        return table.place(row, place)
    found = (held.place(row, place) for held in items)
    return next(filter(None, found), f"{table.name}:{table.lines[row]} {place}")


def _status(evaluation: Evaluation, *, doubtful: bool) -> int:
    found = _MISSING * any(value is None for value in evaluation.outputs.values())
    if doubtful:
        found += _UNCONFIRMED * bool(evaluation.unconfirmed)
        found += _CONFLICT * bool(evaluation.conflicts)
    return found


def _day(policy: Policy, as_of: date | None) -> list[Problem]:
    """Ask for the day once, and not in every row, where the values of the law changed."""
    try:
        policy.versions(as_of)
    except InvalidInput as error:
        return list(error.problems)
    return []


def _columns(table: CaseTable, policy: Policy) -> Iterator[Problem]:
    """Compare the headings with what the policy takes and gives."""
    for spec in policy.inputs:
        needed = not spec.optional and spec.kind is not Kind.ITEMS
        if needed and column_of(spec, table.headings) not in table.headings:
            yield table.absent(spec.name, policy.inputs)
    for name in [*(output.name for output in policy.outputs), STATUS]:
        if name in table.headings:
            yield Problem("output_column", table.name, value=name)


def _score_parquet(  # noqa: PLR0913 - as `score_file`
    source: Path,
    target: Path,
    *,
    policy: Policy,
    as_of: date | None,
    items: Mapping[str, Path],
    key: str,
    collect: bool,
) -> Scored:
    """Score batch by batch, so that a file of any length fits."""
    if target.suffix.lower() != ".parquet":
        raise InvalidInput(Problem("file_kind", target.name, value=target.suffix))
    polars = require("polars", extra="frames", feature="score")
    parquet = require("pyarrow.parquet", extra="frames", feature="score")
    try:
        file = parquet.ParquetFile(source)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "Parquet"
        raise InvalidInput(Problem("case_file", source.name, value=reason)) from error
    fields = {spec.name: spec.fields for spec in policy.inputs}
    of_items = {
        name: read_case_frame(path, specs=fields.get(name, ())) for name, path in items.items()
    }
    if of_items and key in file.schema_arrow.names:
        paths = {"": source, **items}
        check_keys(polars.from_arrow(file.read(columns=[key])), of_items, key=key, paths=paths)
    if needed := InvalidInput.of(_day(policy, as_of)):
        raise needed
    run = _ParquetRun(policy, as_of=as_of, key=key, collect=collect)
    part = target.with_name(f".{target.name}.tulis")
    try:
        with _Writer(parquet, part) as writer:
            for batch in _batches(file, polars):
                held = {
                    name: found.filter(polars.col(key).is_in(batch[key].implode()))
                    if found.schema.get(key) == batch.schema.get(key, "")
                    else found
                    for name, found in of_items.items()
                }
                if (scored := run.score(batch, held or None)) is not None:
                    writer.write(scored.to_arrow())
        refusal = None if collect else InvalidInput.of(run.problems)
        if refusal is not None:
            raise refusal
        part.replace(target)
    except OSError as error:
        reason = error.strerror or ""
        problem = Problem("folder_unusable", target.name, value=target.parent, cure=reason)
        raise InvalidInput(problem) from error
    finally:
        part.unlink(missing_ok=True)
    return Scored(rows=run.rows, missing=run.missing, problems=tuple(run.problems))


class _ParquetRun:
    """Scores batches and keeps what there is to report."""

    def __init__(self, policy: Policy, *, as_of: date | None, key: str, collect: bool) -> None:
        self.problems: list[Problem] = []
        self.rows = self.missing = 0
        self._policy, self._as_of, self._key, self._collect = policy, as_of, key, collect

    def score(self, batch: Any, items: Any) -> Any:  # noqa: ANN401 - frames of an optional library
        self.rows += len(batch)
        try:
            scored = self._policy.evaluate_frame(
                batch,
                as_of=self._as_of,
                items=items,
                key=self._key,
                problems="collect" if self._collect else "raise",
            )
        except InvalidInput as error:
            self.problems += error.problems
            return None
        self.missing += int((scored[STATUS] % 2 == 1).sum())
        self.problems += _lost(scored, self._key)
        return scored


class _Writer:
    """Writes batches of one Parquet file; its columns are those of the first batch."""

    def __init__(self, parquet: Any, path: Path) -> None:  # noqa: ANN401 - an optional library
        self._parquet, self._path = parquet, path
        self._file: Any = None

    def __enter__(self) -> Self:
        return self

    def write(self, table: Any) -> None:  # noqa: ANN401 - as above
        if self._file is None:
            self._file = self._parquet.ParquetWriter(self._path, table.schema)
        self._file.write_table(table.cast(self._file.schema))

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()


def _batches(file: Any, polars: Any) -> Iterator[Any]:  # noqa: ANN401 - classes of optional libraries
    met = False
    for batch in file.iter_batches(batch_size=_BATCH):
        met = True
        yield polars.from_arrow(batch)
    if not met:
        yield polars.from_arrow(file.schema_arrow.empty_table())


def _lost(scored: Any, key: str) -> list[Problem]:  # noqa: ANN401 - as above
    """Name the rows that were not scored, where a column names them."""
    rows = scored.filter((scored[STATUS] // _PROBLEM) % 2 == 1)
    names: Sequence[object] = rows[key].to_list() if key in rows.columns else range(len(rows))
    return [Problem("row_not_scored", f"{key} {name}") for name in names]
