"""What predicates cost: a local table of rupiah, in whole numbers, and the sums that it gives."""

import csv
import io
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from asn_kinerja.comparison.sides import MISSING, Side
from asn_kinerja.errors import InvalidInput, Problem

__all__ = ["AllowanceTable", "Cost", "read_allowances"]

_WORD, _AMOUNT = "predikat", "rupiah"


@attrs.frozen(kw_only=True)
class AllowanceTable:
    """A local table of allowances; no law of the land, so it is always given by the caller.

    Args:
        amounts: Whole rupiah a person by class and word; the class is empty without a column.
        column: Column of the people that holds the class, such as ``kelas_jabatan``; empty when
            all have the same amounts.
        period: What an amount is for, such as ``bulan``; shown beside every sum.
    """

    amounts: Mapping[tuple[str, str], int]
    column: str = ""
    period: str = ""

    def check(self, sides: Sequence[Side]) -> None:
        """Refuse a table that has no amount for a word of a policy.

        Args:
            sides: The policies that are compared.

        Raises:
            InvalidInput: With every class and word without an amount.
        """
        classes = sorted({group for group, _ in self.amounts})
        words = dict.fromkeys(word for side in sides for word in side.words)
        absent = [
            Problem("allowance_missing", "allowances", value=f"{group} {word}".strip())
            for group in classes
            for word in words
            if (group, word) not in self.amounts
        ]
        refusal = InvalidInput.of(absent)
        if refusal is not None:
            raise refusal

    def total(self, people: Mapping[tuple[str, str], int]) -> "tuple[int, int]":
        """Sum the amounts of people.

        Args:
            people: Numbers of people by class and word.

        Returns:
            Rupiah, and how many people have no amount: no result, or a class that is not in the
            table.
        """
        rupiah = without = 0
        for (group, word), count in people.items():
            amount = self.amounts.get((group if self.column else "", word))
            if word == MISSING or amount is None:
                without += count
            else:
                rupiah += amount * count
        return rupiah, without


@attrs.frozen(kw_only=True)
class Cost:
    """What the results of one policy cost.

    Args:
        policy: Name of the policy.
        rupiah: Sum of the amounts; `None` when it would tell a withheld number.
        change: Difference from the first policy.
        without: People who have no amount: no result, or a class that is not in the table.
        period: What the sum is for, as the table says.
    """

    policy: str
    rupiah: int | None
    change: int | None
    without: int | None
    period: str


def read_allowances(path: Path) -> AllowanceTable:
    """Read an allowance table.

    Args:
        path: TOML with ``period`` (optional), and either a table ``rupiah`` of amounts by word,
            or ``column`` and a table of words for each class below ``rupiah``. Or CSV with the
            columns ``predikat`` and ``rupiah``, and at most one column more, for the class.

    Returns:
        The table.

    Raises:
        InvalidInput: With every problem of the file.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise InvalidInput(Problem("case_file", path.name, value=reason)) from error
    suffix = path.suffix.lower()
    if suffix == ".toml":
        table, problems = _from_toml(text, path.name)
    elif suffix == ".csv":
        table, problems = _from_csv(text, path.name)
    else:
        raise InvalidInput(Problem("file_kind", path.name, value=path.suffix))
    if not table.amounts and not problems:
        problems.append(Problem("required", f"{path.name}.{_AMOUNT}"))
    refusal = InvalidInput.of(problems)
    if refusal is not None:
        raise refusal
    return table


def _from_toml(text: str, name: str) -> tuple[AllowanceTable, list[Problem]]:
    try:
        read: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(Problem("case_file", name, value=str(error))) from error
    problems = [
        Problem("unknown_key", f"{name}.{key}", value=key, cure=f"column, period, {_AMOUNT}")
        for key in read
        if key not in {"column", "period", _AMOUNT}
    ]
    column, rows = str(read.get("column", "")), read.get(_AMOUNT, {})
    rows = rows if isinstance(rows, dict) else {}
    classes = rows if column else {"": rows}
    amounts: dict[tuple[str, str], int] = {}
    for group, words in classes.items():
        for word, amount in (words if isinstance(words, dict) else {"": words}).items():
            place = ".".join(part for part in (name, _AMOUNT, group, word) if part)
            _put(amounts, (group, word), amount, place=place, problems=problems)
    table = AllowanceTable(amounts=amounts, column=column, period=str(read.get("period", "")))
    return table, problems


def _from_csv(text: str, name: str) -> tuple[AllowanceTable, list[Problem]]:
    lines = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text[:200] else ",")
    headings = [heading.strip() for heading in lines.fieldnames or ()]
    problems = [
        Problem("column_missing", name, value=needed)
        for needed in (_WORD, _AMOUNT)
        if needed not in headings
    ]
    classes = [heading for heading in headings if heading not in {_WORD, _AMOUNT}]
    problems += [
        Problem("unknown_key", name, value=extra, cure=f"{_WORD}, {_AMOUNT}")
        for extra in classes[1:]
    ]
    column = classes[0] if classes else ""
    amounts: dict[tuple[str, str], int] = {}
    if not problems:
        for number, row in enumerate(lines, 2):
            cells = {str(key).strip(): (value or "").strip() for key, value in row.items() if key}
            group = cells[column] if column else ""
            _put(amounts, (group, cells[_WORD]), cells[_AMOUNT], place=f"{name}:{number}",
                 problems=problems)  # fmt: skip
    return AllowanceTable(amounts=amounts, column=column), problems


def _put(
    amounts: dict[tuple[str, str], int],
    at: tuple[str, str],
    amount: object,
    *,
    place: str,
    problems: list[Problem],
) -> None:
    """Take in one amount: a whole number of rupiah from 0, once for each class and word."""
    whole = (
        int(amount) if isinstance(amount, str) and amount.isascii() and amount.isdigit() else amount
    )
    if isinstance(whole, bool) or not isinstance(whole, int) or whole < 0:
        problems.append(Problem("wrong_type", place, value=amount, cure="1500000"))
    elif at in amounts:
        problems.append(Problem("duplicate", place, value=" ".join(at).strip()))
    else:
        amounts[at] = whole
