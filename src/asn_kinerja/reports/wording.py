"""Words, numbers and dates of the reports, in Bahasa Indonesia or English."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from asn_kinerja._extras import require
from asn_kinerja.errors import check_language
from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.periods import Period, PeriodKind
from asn_kinerja.scoring.numbers import round_exact, to_decimal, to_exact

__all__ = ["Words", "say"]

_ROMAN = ("I", "II", "III", "IV")


class Words:
    r"""The words of one language; numbers follow its habits.

    Args:
        lang: ``"id"`` or ``"en"``.

    Raises:
        InvalidInput: If the language is not known.
        MissingExtra: If Babel is not installed.

    Examples:
        >>> words = Words("id")
        >>> words.number(Decimal("82.22")), words.money(12500000)
        ('82,22', 'Rp\xa012.500.000')
        >>> words.day(date(2025, 12, 31))
        '31 Desember 2025'
    """

    def __init__(self, lang: str = "id") -> None:
        check_language(lang)
        self.lang = lang
        self._numbers = require("babel.numbers", extra="reports", feature="report")
        self._dates = require("babel.dates", extra="reports", feature="report")
        self.texts = _texts(lang)

    def text(self, key: str, **fills: object) -> str:
        """Give a text by its dotted key, with its blanks filled.

        Args:
            key: Such as ``"findings.kinerja"``.
            **fills: What stands in the blanks; numbers are written as people write them.

        Returns:
            The text.

        Raises:
            KeyError: If there is no such text.
        """
        found: Any = self.texts
        for part in key.split("."):
            found = found[part]
        text = str(found).format(**{name: self.show(value) for name, value in fills.items()})
        return text.replace("..", ".")  # what fills a blank may end in a point, as titles do

    def known(self, table: str, name: str) -> str:
        """Give a text of a table, or the name itself, readable, when the table lacks it."""
        found = self.texts[table].get(name)
        return str(found) if found is not None else name.replace("_", " ")

    def word(self, member: Enum | None) -> str:
        """Write a word of the law."""
        if member is None:
            return str(self.texts["document"]["unknown"])
        return str(self.texts["words"][type(member).__name__][member.value])

    def rating(self, stored: str) -> str:
        """Write a stored word of any list of the law; an unknown one only loses its underscores."""
        for table in self.texts["words"].values():
            if stored in table:
                return str(table[stored])
        return stored.replace("_", " ")

    def ratings_in(self, text: str) -> str:
        """Write the law's words of several parts as they are printed, wherever a text has them.

        Args:
            text: Such as ``"sesuai ekspektasi x di bawah ekspektasi"``.

        Returns:
            Such as ``"As Expected x Below Expectation"``; words of one part stay.
        """
        return self._spaced.sub(lambda found: self.rating(found[0].replace(" ", "_")), text)

    @cached_property
    def _spaced(self) -> re.Pattern[str]:
        stored = {word for table in self.texts["words"].values() for word in table if "_" in word}
        listed = sorted((word.replace("_", " ") for word in stored), key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b")

    def show(self, value: object) -> str:  # noqa: PLR0911 - one return a kind of value
        """Write a value of any kind: texts stay, the rest by its kind."""
        match value:
            case None:
                return str(self.texts["document"]["unknown"])
            case str():
                return str(value)
            case date():
                return self.day(value)
            case Period():
                return self.period(value)
            case int() | Decimal():
                return self.number(value)
            case Fraction():
                return self.number(value, places=2)
            case _:
                return str(value)

    def number(self, value: int | Decimal | Fraction, *, places: int | None = None) -> str:
        """Write a number with all its decimals, or rounded half up to some.

        Args:
            value: The number.
            places: Decimals to show; `None` keeps those of the value.

        Returns:
            Such as ``82,22`` or ``82.22``.
        """
        shown: int | Decimal | Fraction = value
        if places is not None:
            shown = to_decimal(round_exact(to_exact(value), places), places)
        digits = max(0, -int(shown.as_tuple().exponent)) if isinstance(shown, Decimal) else 0
        form = "#,##0" + ("." + "0" * digits if digits else "")
        return str(self._numbers.format_decimal(shown, format=form, locale=self.lang))

    def signed(self, value: Decimal | None) -> str:
        """Write a change with its sign."""
        if value is None:
            return self.show(None)
        sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else "±"
        return f"{sign}{self.number(abs(value))}"

    def percent(self, share: Fraction | None, *, places: int = 1) -> str:
        """Write a share 0-1 in per cent."""
        if share is None:
            return self.show(None)
        return f"{self.number(share * 100, places=places)}%"

    def money(self, rupiah: int | None) -> str:
        """Write an amount of rupiah."""
        return self.show(None) if rupiah is None else f"Rp\N{NO-BREAK SPACE}{self.number(rupiah)}"

    def day(self, day: date | None) -> str:
        """Write a day, with the month in words."""
        if day is None:
            return self.show(None)
        return str(self._dates.format_date(day, format="d MMMM y", locale=self.lang))

    def short_day(self, day: date | None) -> str:
        """Write a day, with the month cut short, for tables."""
        if day is None:
            return self.show(None)
        return str(self._dates.format_date(day, format="d MMM y", locale=self.lang))

    def period(self, period: Period) -> str:
        """Write a period in words."""
        match period.kind:
            case PeriodKind.TAHUNAN:
                return self.text("months.year", year=str(period.year))
            case PeriodKind.TRIWULANAN:
                roman = _ROMAN[int(period.text[-1]) - 1]
                return self.text("months.quarter", number=roman, year=str(period.year))
            case PeriodKind.BULANAN:
                written = self._dates.format_date(period.start, format="MMMM y", locale=self.lang)
                return str(written)


def say(texts: Mapping[str, Wording], code: str, *, words: Words) -> str:
    """Give the text of a code in a language; a code without text only loses its underscores."""
    found = texts.get(code)
    return found.render(words.lang) if found else code.replace("_", " ")


@cache
def _texts(lang: str) -> Mapping[str, Any]:
    path = files("asn_kinerja.reports").joinpath("texts", f"{lang}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
