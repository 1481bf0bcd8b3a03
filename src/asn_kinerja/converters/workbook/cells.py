"""Kinds of cells: how each is read from a spreadsheet, written to one, and told to people."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol, TypeAlias

import attrs

from asn_kinerja.converters.workbook.parsing import Raw, read_day, read_number, read_text, refuse
from asn_kinerja.errors import InvalidRecord
from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.periods import Period

__all__ = [
    "CODE",
    "CODES",
    "DAY",
    "LAST_DAY",
    "NIP",
    "PERIOD",
    "TEXT",
    "Cell",
    "CodeCell",
    "DayCell",
    "NipCell",
    "NumberCell",
    "PeriodCell",
    "Shown",
    "TextCell",
    "WholeCell",
]

Shown: TypeAlias = str | Decimal | int | date

_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_PLAIN = Wording("", "")
_EIGHTEEN = Wording("18 angka, sel berformat teks", "18 digits, cell formatted as text")
_PERIOD = Wording("2025, 2025-Q1 atau 2025-03", "2025, 2025-Q1 or 2025-03")


class Cell(Protocol):
    """One kind of cell."""

    @property
    def hint(self) -> Wording:
        """How to fill it in."""
        ...

    @property
    def choices(self) -> tuple[str, ...]:
        """What a drop-down list offers; empty for free cells."""
        ...

    def read(self, raw: Raw) -> object:
        """Read a filled cell into the value of a record.

        Args:
            raw: What the cell holds; never blank.

        Returns:
            The value.

        Raises:
            InvalidInput: If it is no such value.
        """
        ...

    def show(self, value: object) -> Shown:
        """Turn the value of a record into what the cell shows.

        Args:
            value: The value.

        Returns:
            Text, number or day.
        """
        ...


@attrs.frozen(kw_only=True)
class TextCell:
    """Free text."""

    hint: Wording = _PLAIN
    choices: tuple[str, ...] = ()

    def read(self, raw: Raw) -> str:
        """Read the text without outer spaces."""
        return read_text(raw)

    def show(self, value: object) -> str:
        """Give the text."""
        return str(value)


@attrs.frozen(kw_only=True)
class CodeCell:
    """A key, or several separated by semicolons; a NIP may have spaces."""

    many: bool = False
    hint: Wording = _PLAIN
    choices: tuple[str, ...] = ()

    def read(self, raw: Raw) -> str | tuple[str, ...]:
        """Read the key or keys."""
        text = read_text(raw)
        if not self.many:
            return _code(text)
        return tuple(_code(part) for part in text.replace("\n", ";").split(";") if part.strip())

    def show(self, value: object) -> str:
        """Give the key, or the keys with semicolons."""
        return "; ".join(value) if isinstance(value, tuple) else str(value)


@attrs.frozen(kw_only=True)
class NipCell:
    """An 18-digit NIP in a cell formatted as text."""

    hint: Wording = _EIGHTEEN
    choices: tuple[str, ...] = ()

    def read(self, raw: Raw) -> Nip:
        """Read the number; what is wrong with it is told in both languages."""
        text = read_text(raw)
        try:
            return Nip(text)
        except InvalidRecord as error:
            code, part = _nip_fault("".join(text.split()))
            raise refuse(code, text, cure=part) from error

    def show(self, value: object) -> str:
        """Give the digits."""
        return str(value)


@attrs.frozen(kw_only=True)
class NumberCell:
    """An exact number with limits.

    Args:
        scale: Most decimals.
        low: Smallest number, or `None`.
        high: Largest number, or `None`.
        percent: Whether a trailing % is understood.
    """

    scale: int = 2
    low: Decimal | None = Decimal(0)
    high: Decimal | None = None
    percent: bool = False
    choices: tuple[str, ...] = ()

    @property
    def hint(self) -> Wording:
        """Bounds and decimals."""
        bounds = _bounds(self.low, self.high)
        sign = Wording(", tulis 95 bukan 0,95", ", write 95 rather than 0.95")
        return Wording(
            f"angka{bounds}, paling banyak {self.scale} desimal{sign.id if self.percent else ''}",
            f"number{bounds}, at most {self.scale} decimals{sign.en if self.percent else ''}",
        )

    def read(self, raw: Raw) -> Decimal:
        """Read the number exactly."""
        typed = raw.strip().removesuffix("%") if self.percent and isinstance(raw, str) else raw
        number = read_number(typed, scale=self.scale)
        _require_bounds(number, self.low, self.high)
        return number

    def show(self, value: object) -> Decimal:
        """Give the number."""
        return Decimal(str(value))


@attrs.frozen(kw_only=True)
class WholeCell:
    """A whole number with limits.

    Args:
        low: Smallest number.
        high: Largest number, or `None`.
    """

    low: int = 0
    high: int | None = None
    choices: tuple[str, ...] = ()

    @property
    def hint(self) -> Wording:
        """Bounds."""
        bounds = _bounds(self.low, self.high)
        return Wording(f"bilangan bulat{bounds}", f"whole number{bounds}")

    def read(self, raw: Raw) -> int:
        """Read the number."""
        number = read_number(raw, scale=0)
        _require_bounds(number, self.low, self.high)
        return int(number)

    def show(self, value: object) -> int:
        """Give the number."""
        return int(str(value))


@attrs.frozen(kw_only=True)
class DayCell:
    """A day.

    Args:
        last: Whether it is the last day of an interval, which records end a day later.
    """

    last: bool = False
    choices: tuple[str, ...] = ()

    @property
    def hint(self) -> Wording:
        """How days are written, and that the last one counts."""
        extra = Wording("; hari terakhir ikut dihitung", "; the last day counts")
        return Wording(
            f"tanggal dd/mm/tttt{extra.id if self.last else ''}",
            f"date dd/mm/yyyy{extra.en if self.last else ''}",
        )

    def read(self, raw: Raw) -> date:
        """Read the day."""
        return read_day(raw) + timedelta(days=self.last)

    def show(self, value: object) -> date:
        """Give the day as the workbook counts it."""
        return _as(value, date) - timedelta(days=self.last)


@attrs.frozen(kw_only=True)
class PeriodCell:
    """A year, quarter or month; ``TW II 2025`` is understood."""

    hint: Wording = _PERIOD
    choices: tuple[str, ...] = ()

    def read(self, raw: Raw) -> Period:
        """Read the period."""
        text = read_text(raw)
        words = text.upper().replace(".", " ").split()
        if len(words) == 3 and words[0] in {"TW", "TRIWULAN"}:
            text = f"{words[2]}-Q{_ROMAN.get(words[1], words[1])}"
        return Period(text.upper())

    def show(self, value: object) -> str:
        """Give the period as text."""
        return str(value)


TEXT = TextCell()
CODE = CodeCell()
CODES = CodeCell(
    many=True,
    hint=Wording("boleh beberapa, pisahkan dengan titik koma", "several, separated by semicolons"),
)
NIP = NipCell()
DAY = DayCell()
LAST_DAY = DayCell(last=True)
PERIOD = PeriodCell()


def _code(text: str) -> str:
    joined = "".join(text.split())
    return joined if joined.isdigit() else text.strip()


def _nip_fault(digits: str) -> tuple[str, str]:
    """Find which part of a number keeps it from being a NIP."""
    if not (digits.isascii() and digits.isdigit()):
        return "nip_letters", ""
    if len(digits) != 18:
        return "nip_length", str(len(digits))
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return "nip_birth_date", digits[:8]
    if digits[14] not in "12":
        return "nip_sex", digits[14]
    return "nip_start", digits[8:14]


def _bounds(low: object | None, high: object | None) -> str:
    if low is None and high is None:
        return ""
    return f" {low}-{high}" if high is not None else f" >= {low}"


def _require_bounds(number: Decimal, low: Decimal | int | None, high: Decimal | int | None) -> None:
    if (low is not None and number < low) or (high is not None and number > high):
        raise refuse("out_of_bounds", number, cure=_bounds(low, high).strip())


def _as(value: object, wanted: type[date]) -> date:
    if not isinstance(value, wanted):
        raise refuse("calendar_day_needed", value)
    return value
