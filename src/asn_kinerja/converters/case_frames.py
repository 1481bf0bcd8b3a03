"""Files of cases as columns: CSV, XLSX and Parquet, for what runs on everybody at once."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from asn_kinerja._extras import require
from asn_kinerja.converters.score_files import FLAGS, CaseTable, read_case_table
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.scoring.inputs import GIVEN, InputSpec, Kind

__all__ = ["read_case_frame"]

_MOST = 10  # cells of a column that are named
_WIDE = re.compile(r"(.+)\[\d+\]\.(.+)")


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
    heading = table.headings[number]
    if spec is None:
        return texts
    made = _cast(polars, texts, spec, comma=table.comma)
    lost = (made.is_null() & texts.is_not_null()).arg_true().to_list()
    code, cure = _REFUSALS.get(spec.kind, ("wrong_type", ""))
    problems += [
        Problem(code, table.place(row, heading), value=texts[row], cure=cure)
        for row in lost[:_MOST]
    ]
    return made


_REFUSALS = {
    Kind.NUMBER: ("number_expected", ""),
    Kind.COUNT: ("number_expected", ""),
    Kind.FLAG: ("word_not_listed", "ya, tidak"),
    Kind.DATE: ("wrong_type", "2025-01-31"),
}


def _text(cell: object) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _cast(polars: Any, texts: Any, spec: InputSpec, *, comma: bool) -> Any:  # noqa: ANN401 - as above
    match spec.kind:
        case Kind.NUMBER | Kind.COUNT:
            plain = texts.str.replace(",", ".", literal=True) if comma else texts
            return plain.cast(polars.Float64, strict=False)
        case Kind.FLAG:
            lowered = texts.str.to_lowercase()
            return lowered.replace_strict(FLAGS, default=None, return_dtype=polars.Boolean)
        case Kind.DATE:
            days = texts.str.head(10)
            found = days.str.to_date("%Y-%m-%d", strict=False)
            return found.fill_null(days.str.to_date("%d/%m/%Y", strict=False))
        case _:
            return texts
