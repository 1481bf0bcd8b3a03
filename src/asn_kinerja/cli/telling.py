"""Problems and remarks on a terminal: no control characters, and no NIP of the staff."""

import re
from collections.abc import Iterable, Mapping
from unicodedata import category

from rich.console import Console
from rich.markup import escape

from asn_kinerja.errors import AsnKinerjaError, InvalidWorkbook, Problem

__all__ = ["plain", "print_problems", "print_remarks", "without_nip"]

_NIP = re.compile(r"(?<!\d)\d{14}(?=\d{4}(?!\d))")
_UNPRINTABLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_PLACE = re.compile(r"(\w+)\[(.+)\](?:\.(.+))?", re.DOTALL)
# What a record is called in the workbook, where people look for it.
_SHEETS = {
    "Appraisal": "Rating",
    "Assignment": "Penugasan",
    "AwardProgramme": "Penghargaan",
    "Course": "Katalog Pelatihan",
    "Fund": "Sumber Dana",
    "GivenRating": "Rating",
    "GuidanceProvider": "Pembimbing",
    "Nomination": "Nominasi",
    "OrganisationResult": "Kinerja Organisasi",
    "PerformancePlan": "SKP",
    "Session": "Jadwal Pelatihan",
    "TrainingChoice": "Penetapan Peserta",
}


def plain(text: str) -> str:
    """Write a text so that it neither moves the cursor nor is read as markup.

    Args:
        text: Any text, such as the content of a cell.

    Returns:
        The text with a mark for each sign that cannot be printed.
    """
    return escape(text if text.isprintable() else "".join(map(_printable, text)))


def without_nip(text: str) -> str:
    """Leave of each NIP in a text its last four digits.

    Args:
        text: The text.

    Returns:
        The text; birth date and start of service are gone.
    """
    return _NIP.sub("…", text)


def print_problems(
    error: AsnKinerjaError, *, console: Console, lang: str, options: Mapping[str, str] | None = None
) -> None:
    """Print what is wrong, a problem a line, with what to do below it.

    Values of a workbook are shown as they are, as its owner has to find them; anything else is
    shown without NIP.

    Args:
        error: The problems.
        console: Where.
        lang: ``"id"`` or ``"en"``.
        options: The option of the command for each argument that a problem may name as its place.
    """
    in_cells = isinstance(error, InvalidWorkbook)
    for problem in error.problems:
        place, what, cure = _parts(problem, lang)
        place = (options or {}).get(place, place)
        if not in_cells:
            place, what, cure = map(without_nip, (place, what, cure))
        rule = f" [dim]({plain(problem.under(lang))})[/]" if problem.rule else ""
        console.print(f"[bold]{plain(place)}[/]: {plain(what)}{rule}")
        for line in problem.excerpt.splitlines():
            console.print(f"    [dim]{plain(line)}[/]")
        if cure:
            console.print(f"    → {plain(cure)}")


def print_remarks(problems: Iterable[Problem], *, console: Console, lang: str) -> None:
    """Print what is worth a look, once each, without NIP.

    Args:
        problems: The remarks.
        console: Where.
        lang: ``"id"`` or ``"en"``.
    """
    for problem in dict.fromkeys(problems):
        place, what, cure = map(without_nip, _parts(problem, lang))
        rule = f" ({plain(problem.under(lang))})" if problem.rule else ""
        console.print(f"[yellow]![/] {plain(place)}: {plain(what)} {plain(cure)}{rule}".rstrip())


def _parts(problem: Problem, lang: str) -> tuple[str, str, str]:
    place = problem.place
    if (found := _PLACE.fullmatch(place)) and found[1] in _SHEETS:
        rest = f", {found[3]}" if found[3] else ""
        place = f"{_SHEETS[found[1]]} {found[2]}{rest}"
    return place, problem.what(lang), problem.to_do(lang)


def _printable(sign: str) -> str:
    if sign in "\n\t":
        return " "
    return "\N{REPLACEMENT CHARACTER}" if category(sign) in _UNPRINTABLE else sign
