"""Worked cases as rows of a CSV or XLSX file: inputs, expected results, and where they stand.

A column is named like an input or like an output; `id`, `policy`, `as_of`, `pasal`, `halaman`,
`dasar` and `catatan` say the rest. A blank result is not compared, but some result must stand
there; ``missing`` expects none.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from asn_kinerja.converters.score_files import (
    CaseTable,
    read_case_table,
    read_value,
    write_case_table,
)
from asn_kinerja.converters.workbook.parsing import Raw, read_day, read_text
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.legal.citations import Citation
from asn_kinerja.scoring.cases import Case
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.numbers import decimal_places, to_decimal, to_exact
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output
from asn_kinerja.scoring.scales import rounded_scale

__all__ = ["read_case_sheet", "write_case_sheet"]

_CITED = {"pasal": "article", "halaman": "page", "dasar": "text"}
_MISSING = {"missing", "kosong"}
_OTHERS = {"id", "as_of", "catatan", *_CITED}


def read_case_sheet(path: Path, *, policy: Policy) -> tuple[Case, ...]:
    """Read worked cases of one policy.

    Args:
        path: A CSV or XLSX file with a row a case.
        policy: The policy that computes them.

    Returns:
        The cases in the order of the file.

    Raises:
        InvalidInput: If the policy needs items, which have no place in a row; or with every
            problem, by line and column.
        MissingExtra: If it is a workbook and the extra ``excel`` is not installed.
    """
    if any(spec.kind is Kind.ITEMS and not spec.optional for spec in policy.inputs):
        raise InvalidInput(Problem("case_sheet_items", path.name, value=policy.id))
    table = read_case_table(path)
    known = {spec.name for spec in policy.inputs} | {output.name for output in policy.outputs}
    problems = [
        Problem("unknown_key", f"{table.name} {name}", value=name, cure=", ".join(sorted(known)))
        for name in table.headings
        if name and name not in known | _OTHERS
    ]
    if "id" not in table.headings:
        problems.append(Problem("column_missing", table.name, value="id"))
    if error := InvalidInput.of(problems):
        raise error
    cases = [_case(table, row, policy, problems) for row in range(len(table.rows))]
    if error := InvalidInput.of(problems):
        raise error
    return tuple(cases)


def write_case_sheet(path: Path, cases: Iterable[Case], *, policy: Policy) -> None:
    """Write cases of one policy for a person who says what is right.

    Args:
        path: The CSV or XLSX file; a CSV file has semicolons and decimal commas.
        cases: The cases.
        policy: The policy that computes them.

    Raises:
        InvalidInput: If the policy takes items, which have no place in a row, or the file cannot
            be written.
        MissingExtra: If it is a workbook and the extra ``excel`` is not installed.
    """
    if any(spec.kind is Kind.ITEMS for spec in policy.inputs):
        raise InvalidInput(Problem("case_sheet_items", path.name, value=policy.id))
    inputs = [spec.name for spec in policy.inputs]
    outputs = [output.name for output in policy.outputs]
    rows = [
        [
            case.id,
            *(case.inputs.get(name) for name in inputs),
            *(case.expected.get(name) for name in outputs),
            None,
            case.as_of,
            case.note.replace("\n", "; "),
        ]
        for case in cases
    ]
    headings = ["id", *inputs, *outputs, "dasar", "as_of", "catatan"]
    write_case_table(path, headings, rows=rows, comma=True)


def _case(table: CaseTable, row: int, policy: Policy, problems: list[Problem]) -> Case:
    inputs, wrong = table.inputs(row, policy.inputs)
    problems += wrong
    expected: dict[str, object] = {}
    for output in policy.outputs:
        raw = _raw(table, row, output.name)
        if raw not in {"", None}:
            try:
                expected[output.name] = _expected(raw, output)
            except InvalidInput as error:
                place = table.place(row, output.name)
                problems += [Problem(one.code, place, value=one.value) for one in error.problems]
    cited = {field: read_text(_raw(table, row, name)) for name, field in _CITED.items()}
    found = {field: text for field, text in cited.items() if text}
    name = read_text(_raw(table, row, "id"))
    if not found:
        problems.append(Problem("uncited_case", table.place(row, "id"), cure=", ".join(_CITED)))
    if all(_raw(table, row, output.name) in {"", None} for output in policy.outputs):
        cure = ", ".join(output.name for output in policy.outputs)
        problems.append(Problem("case_expects_nothing", table.place(row, "id"), cure=cure))
    return Case(
        id=name,
        policy=policy.id,
        citation=Citation(**found),
        inputs=inputs,
        expected=expected,
        as_of=_day(table, row, problems),
        note=read_text(_raw(table, row, "catatan")),
    )


def _raw(table: CaseTable, row: int, heading: str) -> Raw:
    if heading not in table.headings:
        return ""
    return table.rows[row][table.headings.index(heading)]


def _day(table: CaseTable, row: int, problems: list[Problem]) -> date | None:
    raw = _raw(table, row, "as_of")
    if not raw:
        return None
    try:
        return read_day(raw)
    except InvalidInput as error:
        place = table.place(row, "as_of")
        problems += [Problem(one.code, place, value=one.value) for one in error.problems]
        return None


def _expected(raw: Raw, output: Output) -> object:
    """Read what a case expects; a number gets the decimals to which the rule rounds it."""
    if isinstance(raw, str) and raw.strip().lower() in _MISSING:
        return "missing"
    spec = InputSpec(name=output.name, kind=output.kind, title=output.title)
    value = read_value(raw, spec)
    scale = rounded_scale(output.node) if output.kind is Kind.NUMBER else None
    if scale is None or not isinstance(value, Decimal):
        return value
    places = decimal_places(to_exact(value))
    return to_decimal(to_exact(value), max(scale, places or 0))
