"""Values as text: exact and plain for machines, in the style of a language for people."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from asn_kinerja.legal.citations import regulation_label
from asn_kinerja.scoring.numbers import show_number, to_canonical

__all__ = ["Canonical", "Shown", "canonical", "show"]

_GRADE = re.compile(r"(i|ii|iii|iv)_([a-e])")  # golongan ruang, which people write III/a

Canonical = str | int | bool | None
Shown = Decimal | Fraction | int | str | bool | date | None


def canonical(value: Shown) -> Canonical:
    """Write a value plainly and exactly.

    Args:
        value: A result or an exact value.

    Returns:
        Text for numbers and dates; words, flags and `None` stay.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int | Fraction):
        return to_canonical(value)
    return value.isoformat() if isinstance(value, date) else value


def show(value: Shown, lang: str = "id") -> str:
    """Write a value for people.

    Args:
        value: A result or an exact value.
        lang: ``"id"`` or ``"en"``.

    Returns:
        Numbers in the style of the language, words without underscores, flags as yes or no.
    """
    if value is None:
        return "belum ada" if lang == "id" else "missing"
    if isinstance(value, bool):
        return {"id": ("tidak", "ya"), "en": ("no", "yes")}[lang][value]
    if isinstance(value, int | Fraction | Decimal):
        return show_number(value, lang)
    if isinstance(value, date):
        return value.isoformat()
    if grade := _GRADE.fullmatch(value):
        return f"{grade[1].upper()}/{grade[2]}"
    label = regulation_label(value)
    return value.replace("_", " ") if label == value else label
