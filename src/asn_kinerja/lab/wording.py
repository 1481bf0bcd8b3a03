"""Words of the page, in Bahasa Indonesia or English."""

import re
import tomllib
from fractions import Fraction
from functools import cache
from importlib.resources import files

from asn_kinerja.comparison.sides import MISSING, NO, VALUED, YES
from asn_kinerja.reports.wording import Words
from asn_kinerja.scoring.display import show
from asn_kinerja.scoring.numbers import show_number

__all__ = ["PageWords"]

_NUMBER = re.compile(r"-?\d+(\.\d+|/\d+)?", re.ASCII)


class PageWords:
    """The words of one language, with the habits of reports for numbers and words of the law.

    Args:
        lang: ``"id"`` or ``"en"``.

    Raises:
        InvalidInput: If the language is not known.
        MissingExtra: If Babel is not installed.

    Examples:
        >>> PageWords("en").say("now_people", size=10000, name="marelan")
        '10,000 people: marelan.'
    """

    def __init__(self, lang: str = "id") -> None:
        self.words = Words(lang)
        self.lang = lang
        self._texts = _texts(lang)
        self._special = {
            MISSING: self._texts["missing"],
            VALUED: self._texts["valued"],
            YES: self._texts["flag_ya"],
            NO: self._texts["flag_tidak"],
        }

    def say(self, key: str, **fills: object) -> str:
        """Give a text with its blanks filled.

        Args:
            key: Key of the text.
            **fills: What stands in the blanks; numbers are written as people write them.

        Returns:
            The text.
        """
        shown = {
            name: self.words.number(value) if isinstance(value, int) else str(value)
            for name, value in fills.items()
        }
        return self._texts[key].format(**shown)

    def word(self, label: str) -> str:
        """Write a word of a comparison.

        Args:
            label: A word of the law, or a label such as that of people without a result.

        Returns:
            The word as people write it.
        """
        shown = self._special.get(label) or self.words.rating(label)
        return shown[:1].upper() + shown[1:]

    def value(self, plain: str | int | bool | None) -> str:  # noqa: FBT001 - a canonical value may be a flag
        """Write a plain value: decimal text is a number, other text a word of the law.

        Args:
            plain: As `Explanation.to_dict` and policy files have it.

        Returns:
            The value as people write it; a dash for a missing one.
        """
        if plain is None or plain == "":
            return self.words.show(None)
        if isinstance(plain, str):
            if _NUMBER.fullmatch(plain):
                return show_number(Fraction(plain), self.lang)
            return self.words.ratings_in(self.words.rating(plain))
        return show(plain, self.lang)

    def people(self, number: int | None) -> str:
        """Write a number of people; a dash for a withheld one."""
        return self.words.show(number)


@cache
def _texts(lang: str) -> dict[str, str]:
    path = files("asn_kinerja.lab").joinpath("texts", f"{lang}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
