"""The error tree, and `Problem`: one finding about bad input, in two languages.

Layer 0: imports nothing of this package. Texts stand in `_texts/id.toml` and `_texts/en.toml`,
one table a code, with the same keys in both (a test keeps them equal).

    AsnKinerjaError
    ├── InvalidInput (ValueError)          bad values: records, workbooks, policy inputs, commands
    │   ├── InvalidRecord                  a record that cannot exist
    │   ├── InvalidWorkbook                a workbook with problems: nothing was stored
    │   └── InvalidPolicy                  a law pack or policy file that does not hold
    ├── NotFound (LookupError)             nothing with that id, or nothing in force then
    ├── MissingExtra (ImportError)         an optional library is not installed
    ├── PluginError (RuntimeError)         a plugin is misspelt, doubled or failing
    └── StorageError (RuntimeError)        the store said no
        ├── PeriodSealed                   the record belongs to a sealed period
        ├── StaleVersion                   somebody else wrote this record first
        └── WrongSchema                    older, newer or foreign store
"""

from collections.abc import Iterable
from functools import cache
from typing import Self

__all__ = [
    "LANGUAGES",
    "AsnKinerjaError",
    "InvalidInput",
    "InvalidPolicy",
    "InvalidRecord",
    "InvalidWorkbook",
    "MissingExtra",
    "NotFound",
    "PeriodSealed",
    "PluginError",
    "Problem",
    "RuleName",
    "StaleVersion",
    "StorageError",
    "WrongSchema",
    "check_language",
]

LANGUAGES = ("id", "en")
_SHOWN = 80  # characters of an offending value that a message repeats


class RuleName(str):
    """The name of a rule in Bahasa Indonesia, such as an article, that knows its English.

    Args:
        text: The name in Bahasa Indonesia.
        en: The same in English.
    """

    __slots__ = ("en",)
    en: str

    def __new__(cls, text: str, en: str) -> Self:
        """Make a text with its English beside it."""
        name = super().__new__(cls, text)
        name.en = en
        return name

    def __reduce__(self) -> tuple[object, ...]:
        return RuleName, (str(self), self.en)


class Problem:
    """One finding: what is wrong, where, under which rule, and what to do.

    Args:
        code: Stable name of the kind of problem; the key of its texts in both languages.
        place: Path to the field (``people[3].nip``) or cell (``Pegawai!C7``).
        value: The offending value as text; long ones are cut when shown.
        rule: The rule that is broken: an article of law, or a named rule of the library; a
            `RuleName` where it reads differently in English.
        cure: What fills the cure text: the allowed words, the nearest name, a command.
        excerpt: The line of a file at fault, with a mark below the column; for messages alone.
    """

    __slots__ = ("code", "cure", "excerpt", "place", "rule", "value")

    def __init__(  # noqa: PLR0913 - the fields of a problem
        self,
        code: str,
        place: str,
        *,
        value: object = "",
        rule: str = "",
        cure: str = "",
        excerpt: str = "",
    ) -> None:
        for name, text in (
            ("code", code), ("place", place), ("value", str(value)), ("rule", rule), ("cure", cure),
            ("excerpt", excerpt),
        ):  # fmt: skip
            object.__setattr__(self, name, text)

    code: str
    place: str
    value: str
    rule: str
    cure: str
    excerpt: str

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse change: a problem is a value."""
        message = f"Problem is immutable: cannot set {name!r}"
        raise AttributeError(message)

    def __reduce__(self) -> tuple[object, ...]:  # errors come back from other processes
        return _problem, (*self._key(), self.excerpt)

    def _key(self) -> tuple[str, str, str, str, str]:
        return (self.code, self.place, self.value, self.rule, self.cure)

    def __eq__(self, other: object) -> bool:
        """Compare by value."""
        return self._key() == other._key() if isinstance(other, Problem) else NotImplemented

    def __hash__(self) -> int:
        """Hash by value."""
        return hash(self._key())

    def __repr__(self) -> str:
        """Show the fields that are filled."""
        fields = ", ".join(
            f"{name}={getattr(self, name)!r}" for name in ("value", "rule", "cure")
            if getattr(self, name)
        )  # fmt: skip
        return f"Problem({self.code!r}, {self.place!r}{', ' + fields if fields else ''})"

    def what(self, lang: str = "en") -> str:
        """Say what is wrong, without the place.

        Args:
            lang: ``"id"`` or ``"en"``.

        Returns:
            One sentence.
        """
        return self._fill("what", lang)

    def to_do(self, lang: str = "en") -> str:
        """Say what to do about it.

        Args:
            lang: ``"id"`` or ``"en"``.

        Returns:
            One sentence, or an empty text when there is nothing to add.
        """
        return self._fill("cure", lang)

    def under(self, lang: str = "en") -> str:
        """Name the rule that is broken.

        Args:
            lang: ``"id"`` or ``"en"``.

        Returns:
            An article of law, or another name; empty when there is none.
        """
        return self.rule.en if lang == "en" and isinstance(self.rule, RuleName) else self.rule

    def render(self, lang: str = "en") -> str:
        """Write the whole finding on one line; an excerpt of a file follows on its own lines.

        Args:
            lang: ``"id"`` or ``"en"``.

        Returns:
            ``place: what. cure [rule]``.
        """
        cure = self.to_do(lang)
        rule = f" [{self.under(lang)}]" if self.rule else ""
        excerpt = "".join(f"\n    {line}" for line in self.excerpt.splitlines())
        return f"{self.place}: {self.what(lang)}{' ' + cure if cure else ''}{rule}{excerpt}"

    def to_dict(self) -> dict[str, str]:
        """Give the five fields as plain text, for JSON."""
        return {
            "code": self.code,
            "place": self.place,
            "value": self.value,
            "rule": str(self.rule),
            "cure": self.cure,
        }

    def _fill(self, part: str, lang: str) -> str:
        shown = self.value if len(self.value) <= _SHOWN else self.value[: _SHOWN - 1] + "…"
        template = _texts(lang)[self.code][part]
        return template.format(
            place=self.place, value=shown, rule=self.under(lang), cure=self.cure, code=self.code
        )


def _problem(code: str, place: str, *texts: str) -> Problem:
    value, rule, cure, excerpt = texts
    return Problem(code, place, value=value, rule=rule, cure=cure, excerpt=excerpt)


def check_language(lang: str) -> None:
    """Refuse a language in which there are no texts.

    Args:
        lang: The language that was asked for.

    Raises:
        InvalidInput: If it is neither ``"id"`` nor ``"en"``.
    """
    if lang not in LANGUAGES:
        raise InvalidInput(Problem("unknown_word", "lang", value=lang, cure=", ".join(LANGUAGES)))


@cache
def _texts(lang: str) -> dict[str, dict[str, str]]:
    check_language(lang)
    import tomllib  # both only when something went wrong
    from importlib.resources import files

    text = files("asn_kinerja").joinpath("_texts", f"{lang}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class AsnKinerjaError(Exception):
    """Base of every error this package raises on purpose.

    Args:
        problem: What went wrong.
        more: Further problems found at the same time.
    """

    code = "error"

    def __init__(self, problem: Problem, *more: Problem) -> None:
        self.problems: tuple[Problem, ...] = (problem, *more)
        super().__init__(*self.problems)

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> "AsnKinerjaError | None":
        """Make an error of a list of problems, or `None` when there are none.

        Args:
            problems: Any number of problems.

        Returns:
            An error of this class that holds them all, or `None`.
        """
        found = tuple(problems)
        return cls(found[0], *found[1:]) if found else None

    @property
    def place(self) -> str:
        """Place of the first problem."""
        return self.problems[0].place

    def render(self, lang: str = "en") -> str:
        """Write all problems, a line each.

        Args:
            lang: ``"id"`` or ``"en"``.

        Returns:
            The lines.
        """
        return "\n".join(problem.render(lang) for problem in self.problems)

    def __str__(self) -> str:
        """Write all problems in English."""
        return self.render("en")


class InvalidInput(AsnKinerjaError, ValueError):
    """Values that cannot be accepted; every problem at once."""

    code = "invalid_input"


class InvalidRecord(InvalidInput):
    """A record that cannot exist, such as a plan that ends before it starts."""

    code = "invalid_record"


class InvalidWorkbook(InvalidInput):
    """A workbook with problems; nothing of it was stored."""

    code = "invalid_workbook"


class InvalidPolicy(InvalidInput):
    """A law pack or policy file that does not hold together."""

    code = "invalid_policy"


class NotFound(AsnKinerjaError, LookupError):
    """Nothing with that id, or no rule in force for that period."""

    code = "not_found"


class MissingExtra(AsnKinerjaError, ImportError):
    """An optional library is not installed; the message says which command brings it."""

    code = "missing_extra"


class PluginError(AsnKinerjaError, RuntimeError):
    """A plugin is misspelt, registered twice, or failed; the message names it."""

    code = "plugin_error"


class StorageError(AsnKinerjaError, RuntimeError):
    """The store refused or failed; nothing was half written."""

    code = "storage_error"


class PeriodSealed(StorageError):
    """The record belongs to a sealed period; only a correction with a reason changes it."""

    code = "period_sealed"


class StaleVersion(StorageError):
    """Somebody else wrote this record first; read it again and repeat the change."""

    code = "stale_version"


class WrongSchema(StorageError):
    """The store is older, newer, or not ours."""

    code = "wrong_schema"
