"""Names on the tabs of a workbook: what a spreadsheet takes, no two alike."""

import re
from collections.abc import Iterable, Iterator

__all__ = ["tab_names"]

_LONGEST = 31  # UTF-16 units, as spreadsheets count: an emoji is two
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_RESERVED = "history"  # a name that spreadsheets keep for themselves


def tab_names(wanted: Iterable[str]) -> Iterator[str]:
    """Make names that a spreadsheet takes, no two alike in any case of letters.

    Args:
        wanted: The names as one would like them, in the order of the sheets.

    Yields:
        A name for each, of at most 31 UTF-16 units; one taken already ends in a number.

    Examples:
        >>> list(tab_names(["Dana: APBD", "dana/ apbd", ""]))
        ['Dana  APBD', 'dana  apbd (2)', '-']
    """
    used = {_RESERVED}
    for title in wanted:
        plain = _FORBIDDEN.sub(" ", title).strip("' ") or "-"
        name, number = _cut(plain, _LONGEST), 1
        while name.casefold() in used:
            number += 1
            end = f" ({number})"
            name = _cut(plain, _LONGEST - len(end)) + end
        used.add(name.casefold())
        yield name


def _cut(text: str, room: int) -> str:
    """Cut a text to a number of UTF-16 units; no character is cut in two."""
    cut = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
    return cut.strip("' ")
