"""Cells that hold words of closed lists, offered as a drop-down list, read in usual spellings."""

from enum import StrEnum

import attrs

from asn_kinerja.converters.workbook.parsing import Raw, read_text
from asn_kinerja.converters.workbook.words import print_word, read_word, squeeze, unknown_word
from asn_kinerja.legal.wording import Wording

__all__ = ["YES_NO", "ChoiceCell", "WordCell", "YesNoCell"]

_LISTED = Wording("pilih dari daftar", "choose from the list")
_ANSWER = Wording("Ya atau Tidak", "Ya (yes) or Tidak (no)")


@attrs.frozen(kw_only=True)
class WordCell:
    """A word of one or more closed lists, or several separated by semicolons.

    Args:
        lists: The closed lists.
        many: Whether several may stand in the cell.
        stored: Whether the record keeps the stored text rather than the word.
    """

    lists: tuple[type[StrEnum], ...]
    many: bool = False
    stored: bool = False

    @property
    def words(self) -> tuple[StrEnum, ...]:
        """All words of the lists, in order."""
        return tuple(word for words in self.lists for word in words)

    @property
    def choices(self) -> tuple[str, ...]:
        """The printed words; none where several may stand in one cell."""
        return () if self.many else tuple(print_word(word) for word in self.words)

    @property
    def hint(self) -> Wording:
        """What may be chosen."""
        listed = "; ".join(print_word(word) for word in self.words)
        if self.many:
            return Wording(
                f"boleh beberapa, pisahkan dengan titik koma: {listed}",
                f"several may stand here, separated by semicolons: {listed}",
            )
        return _LISTED

    def read(self, raw: Raw) -> object:
        """Read the word or words."""
        text = read_text(raw)
        if self.many:
            parts = [part for part in text.replace("\n", ";").split(";") if part.strip()]
            return tuple(read_word(part, self.words) for part in parts)
        word = read_word(text, self.words)
        return word.value if self.stored else word

    def show(self, value: object) -> str:
        """Print the word or words."""
        if isinstance(value, tuple):
            return "; ".join(print_word(word) for word in value)
        named = next((word for word in self.words if word == value), None)
        return str(value) if named is None else print_word(named)


@attrs.frozen(kw_only=True)
class ChoiceCell:
    """One of a few texts that no law fixes.

    Args:
        choices: The texts.
    """

    choices: tuple[str, ...]
    hint: Wording = _LISTED

    def read(self, raw: Raw) -> str:
        """Read the text."""
        text = read_text(raw)
        for choice in self.choices:
            if squeeze(choice) == squeeze(text):
                return choice
        raise unknown_word(text, list(self.choices))

    def show(self, value: object) -> str:
        """Give the text."""
        return str(value)


@attrs.frozen(kw_only=True)
class YesNoCell:
    """Ya or Tidak."""

    choices: tuple[str, ...] = ("Ya", "Tidak")
    hint: Wording = _ANSWER

    def read(self, raw: Raw) -> bool:
        """Read the answer."""
        text = read_text(raw)
        if squeeze(text) in {"ya", "y", "true", "yes", "1"}:
            return True
        if squeeze(text) in {"tidak", "t", "false", "no", "0"}:
            return False
        raise unknown_word(text, list(self.choices))

    def show(self, value: object) -> str:
        """Give Ya or Tidak."""
        return "Ya" if value else "Tidak"


YES_NO = YesNoCell()
