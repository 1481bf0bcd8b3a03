"""Rows of the lists that awards are decided by, with every problem at its cell."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from asn_kinerja.converters.score_files import CaseTable
from asn_kinerja.converters.workbook.parsing import Raw, read_day, read_number, read_text
from asn_kinerja.errors import AsnKinerjaError, Problem
from asn_kinerja.records.awards import GateState
from asn_kinerja.scoring.numbers import Exact, to_exact

__all__ = ["ListRow", "check_headings"]

V = TypeVar("V")
W = TypeVar("W", bound=StrEnum)
_SCALE = 12
_ANSWERS = {
    "ya": GateState.MET,
    "yes": GateState.MET,
    "tidak": GateState.NOT_MET,
    "no": GateState.NOT_MET,
    "periksa": GateState.NEEDS_HUMAN,
    "check": GateState.NEEDS_HUMAN,
}


def check_headings(
    table: CaseTable, wanted: Sequence[str], *, optional: Iterable[str] = ()
) -> Iterable[Problem]:
    """Compare the headings of a list with those it should have.

    Args:
        table: The file.
        wanted: The headings.
        optional: Those that may be left out.

    Yields:
        One problem for each heading that is missing or unknown.
    """
    for name in wanted:
        if name not in table.headings and name not in optional:
            yield Problem("column_missing", table.name, value=name)
    for name in table.headings:
        if name and name not in wanted:
            near = get_close_matches(name, wanted, n=1) or wanted
            yield Problem("candidate_column", table.name, value=name, cure=", ".join(near))


class ListRow:
    """One row of a list, with what is wrong in it.

    Args:
        table: The file.
        row: Number of the row, from 0.
    """

    def __init__(self, table: CaseTable, row: int) -> None:
        self.problems: list[Problem] = []
        self._table = table
        self._row = row

    def text(self, heading: str) -> str:
        """Give the text of a cell; empty when blank or not there."""
        raw = self._raw(heading)
        return "" if raw is None else read_text(raw)

    def need(self, heading: str) -> str:
        """Give the text of a cell that must be filled."""
        found = self.text(heading)
        if not found:
            self.refuse("required", heading)
        return found

    def word(self, heading: str, words: type[W]) -> W | None:
        """Give a word of a closed list, written with blanks or capitals too."""
        text = self.need(heading)
        code = text.strip().casefold().replace(" ", "_").replace("-", "_")
        found = next((word for word in words if word.value == code), None)
        if text and found is None:
            known = ", ".join(word.value for word in words)
            self.refuse("unknown_word", heading, value=text, cure=known)
        return found

    def number(self, heading: str) -> Exact | None:
        """Give the exact number of a cell, `None` when blank."""
        return self._read(heading, lambda raw: to_exact(read_number(raw, scale=_SCALE)))

    def refuse(self, code: str, heading: str, *, value: object = "", cure: str = "") -> None:
        """Note a problem at a cell."""
        place = self._table.place(self._row, heading)
        self.problems.append(Problem(code, place, value=value, cure=cure))

    def day(self, heading: str) -> date | None:
        """Give the day of a cell, `None` when blank."""
        return self._read(heading, read_day)

    def answer(self, heading: str) -> GateState:
        """Give what people answered; a blank needs a human."""
        text = self.text(heading).casefold()
        if text and text not in _ANSWERS:
            self.refuse("unknown_word", heading, value=text, cure="ya, tidak, periksa")
        return _ANSWERS.get(text, GateState.NEEDS_HUMAN)

    def _raw(self, heading: str) -> Raw:
        if heading not in self._table.headings:
            return None
        raw = self._table.rows[self._row][self._table.headings.index(heading)]
        return None if raw is None or str(raw).strip() == "" else raw

    def _read(self, heading: str, read: Callable[[Raw], V]) -> V | None:
        raw = self._raw(heading)
        if raw is None:
            return None
        try:
            return read(raw)
        except AsnKinerjaError as error:
            for problem in error.problems:
                self.refuse(problem.code, heading, value=problem.value, cure=problem.cure)
            return None
