"""Files of cases as columns: CSV, XLSX and Parquet, for what runs on everybody at once."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

from asn_kinerja._extras import require
from asn_kinerja.converters.score_files import FLAGS, CaseTable, read_case_table, read_value
from asn_kinerja.converters.workbook.parsing import Raw
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.scoring.inputs import GIVEN, InputSpec, Kind

__all__ = ["read_case_frame"]

_MOST = 10  # cells of a column that are named
_WIDE = re.compile(r"(.+)\[\d+\]\.(.+)")
# What is read at once: texts with one reading, by the limits of `workbook.parsing`.
_DIGITS, _DECIMALS = 15, 12
_AMBIGUOUS = r"^[+-]?[1-9][0-9]{0,2}\.[0-9]{3}$"
_ISO = r"^(19[0-9]{2}|20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}$"
_VISIBLE = r"^[ -~]{1,15}$|^[ -~]*[A-Za-z][ -~]*$"  # no long run of digits alone


def read_case_frame(path: Path, *, specs: Iterable[InputSpec]) -> Any:  # noqa: ANN401 - a frame of an optional library
    """Read a file of cases into columns of the kinds that policies declare.

    Args:
        path: CSV (commas, or semicolons and decimal commas), XLSX or Parquet; a row a case, a
            column an input.
        specs: The inputs of the policies; the first of a name counts. Columns that are no input
            stay as they are: text in a CSV file.

    Returns:
        A polars frame; blank cells are null, numbers float64.

    Raises:
        InvalidInput: If the file cannot be read, or with the cells that hold no such value.
        MissingExtra: If the file needs a library that is not installed.
    """
    polars = require("polars", extra="frames", feature="read_case_frame")
    if path.suffix.lower() == ".parquet":
        try:
            return polars.read_parquet(path)
        except (OSError, polars.exceptions.PolarsError) as error:
            reason = getattr(error, "strerror", None) or "Parquet"
            raise InvalidInput(Problem("case_file", path.name, value=reason)) from error
    table = read_case_table(path)
    wanted = dict(_named(specs, table.headings))
    problems: list[Problem] = []
    columns = {
        heading: _column(polars, table, number, wanted.get(heading), problems)
        for number, heading in enumerate(table.headings)
        if heading
    }
    refusal = InvalidInput.of(problems)
    if refusal is not None:
        raise refusal
    return polars.DataFrame(columns)


def _named(specs: Iterable[InputSpec], headings: Iterable[str]) -> Iterator[tuple[str, InputSpec]]:
    """Find the input or the field of a wide item that each heading names."""
    known: dict[str, InputSpec] = {}
    for spec in specs:
        known.setdefault(spec.name, spec)
        known.setdefault(f"{GIVEN}{spec.name}", spec)
    for heading in headings:
        if heading in known:
            yield heading, known[heading]
        elif (found := _WIDE.fullmatch(heading)) and found[1] in known:
            fields = {field.name: field for field in known[found[1]].fields}
            if found[2] in fields:
                yield heading, fields[found[2]]


def _column(
    polars: Any,  # noqa: ANN401 - an optional library
    table: CaseTable,
    number: int,
    spec: InputSpec | None,
    problems: list[Problem],
) -> Any:  # noqa: ANN401 - as above
    texts = polars.Series(
        [_text(row[number]) for row in table.rows], dtype=polars.String, strict=False
    ).str.strip_chars()
    texts = texts.set(texts == "", None)
    if spec is None:
        return texts
    made = _plain(polars, texts, spec)
    others = (made.is_null() & texts.is_not_null()).arg_true().to_list()
    return _read_others(made, others, table=table, at=(number, spec), problems=problems)


def _text(cell: Raw) -> str | None:
    match cell:
        case None | str():
            return cell
        case bool():
            return "Ya" if cell else "Tidak"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case _:
            return str(cell)


def _plain(polars: Any, texts: Any, spec: InputSpec) -> Any:  # noqa: ANN401 - as above
    """Cast the texts that can be read in one way only; the others are null."""
    match spec.kind:
        case Kind.NUMBER | Kind.COUNT:
            scale = _DECIMALS if spec.scale is None else min(_DECIMALS, spec.scale)
            is_whole = spec.kind is Kind.COUNT or not scale
            fraction = "" if is_whole else f"([.,][0-9]{{1,{scale}}})?"
            sure = texts.str.contains(f"^[+-]?[0-9]{{1,{_DIGITS}}}{fraction}$")
            sure &= ~texts.str.contains(_AMBIGUOUS)
            return _where(texts, sure).str.replace(",", ".", literal=True).cast(polars.Float64)
        case Kind.FLAG:
            lowered = texts.str.to_lowercase()
            return lowered.replace_strict(FLAGS, default=None, return_dtype=polars.Boolean)
        case Kind.DATE:
            return _where(texts, texts.str.contains(_ISO)).str.to_date("%Y-%m-%d", strict=False)
        case _:
            return _where(texts, texts.str.contains(_VISIBLE))


def _where(texts: Any, sure: Any) -> Any:  # noqa: ANN401 - as above
    return texts.set(~sure.fill_null(value=False), None)


def _read_others(
    made: Any,  # noqa: ANN401 - as above
    rows: list[int],
    *,
    table: CaseTable,
    at: tuple[int, InputSpec],
    problems: list[Problem],
) -> Any:  # noqa: ANN401 - as above
    """Read the cells that are not plain one by one, as scoring reads them."""
    number, spec = at
    is_number = spec.kind in {Kind.NUMBER, Kind.COUNT}
    kept: list[int] = []
    values: list[object] = []
    refused: list[Problem] = []
    for row in rows:
        try:
            value = read_value(table.rows[row][number], spec)
        except InvalidInput as error:
            refused += table.placed(error, row, heading=table.headings[number])
            if len(refused) >= _MOST:
                break
            continue
        kept.append(row)
        values.append(float(str(value)) if is_number else value)
    problems += refused
    return made.scatter(kept, values) if kept else made
