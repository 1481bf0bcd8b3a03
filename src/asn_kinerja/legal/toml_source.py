"""A TOML file that knows where each of its keys stands, for messages with line and column.

`tomllib` reads the values; the scan of the text below only finds places, and only when something
is wrong.
"""

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any

from asn_kinerja.errors import InvalidPolicy, Problem

__all__ = ["TomlPath", "TomlSource", "join_path"]

TomlPath = tuple[str | int, ...]

_LONGEST = 300_000  # characters; a policy of a hundred pages is none
_DOTS = 150  # on one line, besides those of decimals; tomllib needs the square of that
_DEEPEST = 40
_AT = re.compile(r"\(at (?:line (\d+), column (\d+)|(end of document))\)")
_PIECE = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
    r"|#[^\n]*|\n|[^\S\n]+|[][{},=.]|[^][{},=.\s#\"']+",
    re.DOTALL,
)
_DOT = re.compile(r"\.(?!\d+(?:[\s,}\]]|$))")
_DIGITS = re.compile(r"[\d_]+")
_REASONS = (
    ("Unclosed", "toml_open"),
    ("Unterminated", "toml_text"),
    ("Illegal character", "toml_text"),
    ("Cannot", "toml_twice"),
    ("Duplicate", "toml_twice"),
    ("Invalid value", "toml_value"),
    ("Expected newline", "toml_rest"),
    ("Expected '='", "toml_equals"),
    ('Expected "\'"', "toml_text"),
)  # what tomllib says, and the code of our own text for it
_ESCAPED = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^\S\n]*\n\s*|.)", re.DOTALL)


class TomlSource:
    """The text of one TOML file, its tables and the places of its keys.

    Args:
        text: The text.
        name: How messages call the file.

    Raises:
        InvalidPolicy: If the text is no TOML, too long or nested too deep.
    """

    def __init__(self, text: str, *, name: str) -> None:
        self.name = name
        self.text = text
        self._lines = text.split("\n")
        if len(text) > _LONGEST:
            raise InvalidPolicy(Problem("file_too_long", name, value=len(text), cure=str(_LONGEST)))
        if any(len(_DOT.findall(line)) > _DOTS for line in self._lines):
            raise InvalidPolicy(Problem("file_too_deep", name, cure=str(_DEEPEST)))
        try:
            self.tables: dict[str, Any] = tomllib.loads(text, parse_float=Decimal)
        except RecursionError as error:
            raise InvalidPolicy(Problem("file_too_deep", name, cure=str(_DEEPEST))) from error
        except (ValueError, ArithmeticError) as error:  # also an endless whole number
            raise InvalidPolicy(self._broken(str(error))) from error
        if _depth(self.tables) > _DEEPEST:
            raise InvalidPolicy(Problem("file_too_deep", name, cure=str(_DEEPEST)))

    def problem(  # noqa: PLR0913 - the fields of a problem
        self,
        code: str,
        path: TomlPath,
        *,
        value: object = "",
        rule: str = "",
        cure: str = "",
        offset: int | None = None,
    ) -> Problem:
        """Make a problem at a key, or inside its text.

        Args:
            code: Code of the problem.
            path: Keys and positions down to it; the nearest one above counts when it is absent.
            value: The offending value.
            rule: The rule that is broken.
            cure: What fills the text of the cure.
            offset: Character of the text value at fault; `None` points at the key.

        Returns:
            The problem, with file, line, column and key as its place, and the line shown.
        """
        line, column = self.position(path, offset=offset)
        place = f"{self.name}:{line}:{column} {join_path(path)}".rstrip()
        excerpt = self._excerpt(line, column)
        return Problem(code, place, value=_written(value), rule=rule, cure=cure, excerpt=excerpt)

    def position(self, path: TomlPath, *, offset: int | None = None) -> tuple[int, int]:
        """Find line and column of a key, both counted from 1.

        Args:
            path: Keys and positions; the nearest one above counts when it is absent.
            offset: Character of its text value; `None` for the key itself.

        Returns:
            Line and column.
        """
        known = tuple(path)
        while known and known not in self._places:
            known, offset = known[:-1], None
        key, start = self._places.get(known, (0, 0))
        at = key if offset is None else self._inside(start, offset)
        return self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)

    def _inside(self, start: int, offset: int) -> int:
        """Count characters of a written text up to one of its value, escapes included."""
        match = _PIECE.match(self.text, start)
        raw = match[0] if match else ""
        quote = '"""' if raw.startswith('"""') else "'''" if raw.startswith("'''") else raw[:1]
        if not quote or quote[0] not in "\"'":
            return start
        at = len(quote)
        if len(quote) == 3 and raw[at : at + 1] == "\n":
            at += 1
        for _ in range(offset):
            escape = _ESCAPED.match(raw, at) if quote[0] == '"' else None
            while escape and "\n" in escape[0]:  # a line that goes on below
                at = escape.end()
                escape = _ESCAPED.match(raw, at)
            at = escape.end() if escape else at + 1
        return start + min(at, len(raw))

    def _excerpt(self, line: int, column: int) -> str:
        text = self._lines[line - 1].rstrip("\r") if line <= len(self._lines) else ""
        first = max(0, column - 60)
        shown = text[first : first + 100].replace("\t", " ")
        margin = f"{line} | "
        return f"{margin}{shown}\n{' ' * (len(margin) + column - 1 - first)}^"

    def _broken(self, said: str) -> Problem:
        match = _AT.search(said)
        code = next((code for words, code in _REASONS if words in said), "not_toml")
        line, column = len(self._lines), len(self._lines[-1]) + 1
        if match is None:
            code, (line, column) = "number_too_long", self._longest_number()
        elif match[1]:
            line, column = int(match[1]), int(match[2])
        place = f"{self.name}:{line}:{column}"
        return Problem(code, place, excerpt=self._excerpt(line, column))

    def _longest_number(self) -> tuple[int, int]:
        found = max(_DIGITS.finditer(self.text), key=lambda match: len(match[0]), default=None)
        at = found.start() if found else 0
        return self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)

    @cached_property
    def _places(self) -> dict[TomlPath, tuple[int, int]]:
        """Offsets of the key and of the value of everything that has a key or a position."""
        return _Scan(self.text).places


def join_path(path: Iterable[str | int]) -> str:
    """Write a path as people read it, such as ``steps.predikat.rows[2].result``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).lstrip(".")


def _written(value: object, *, inside: bool = False) -> object:
    """Write lists and tables as a TOML file does; anything else stays."""
    if isinstance(value, dict):
        parts = [f"{name} = {_written(one, inside=True)}" for name, one in value.items()]
        return f"{{ {', '.join(parts)} }}"
    if isinstance(value, list):
        return f"[{', '.join(str(_written(one, inside=True)) for one in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if inside and isinstance(value, str) else value


def _depth(tables: object) -> int:
    deepest, stack = 0, [(tables, 1)]
    while stack:
        found, depth = stack.pop()
        deepest = max(deepest, depth)
        if isinstance(found, dict):
            stack.extend((one, depth + 1) for one in found.values())
        elif isinstance(found, list):
            stack.extend((one, depth + 1) for one in found)
    return deepest


class _Scan:
    """Goes once through a text that is known to be TOML."""

    def __init__(self, text: str) -> None:
        self.places: dict[TomlPath, tuple[int, int]] = {}
        self._pieces = [
            (match[0], match.start())
            for match in _PIECE.finditer(text)
            if not match[0].startswith("#") and not (match[0].isspace() and match[0] != "\n")
        ]
        self._next = 0
        self._arrays: dict[TomlPath, int] = {}
        table: TomlPath = ()
        while (piece := self._peek()) is not None:
            if piece == "\n":
                self._next += 1
            elif piece == "[":
                table = self._header()
            else:
                self._pair(table)

    def _peek(self) -> str | None:
        return self._pieces[self._next][0] if self._next < len(self._pieces) else None

    def _at(self) -> int:
        return self._pieces[min(self._next, len(self._pieces) - 1)][1]

    def _header(self) -> TomlPath:
        at = self._at()
        self._next += 1
        doubled = self._peek() == "["
        self._next += doubled
        names = self._key({"]"})
        self._next += 1 + doubled
        table: TomlPath = ()
        for number, name in enumerate(names, start=1):
            table = (*table, name)
            if doubled and number == len(names):
                self._arrays[table] = self._arrays.get(table, -1) + 1
                self.places.setdefault(table, (at, at))
            if table in self._arrays:
                table = (*table, self._arrays[table])
            self.places.setdefault(table, (at, at))
        return table

    def _key(self, ends: set[str]) -> list[str]:
        names = []
        while (piece := self._peek()) is not None and piece not in ends and piece != "\n":
            if piece != ".":
                names.append(_unquoted(piece))
            self._next += 1
        return names

    def _pair(self, table: TomlPath) -> None:
        at = self._at()
        path = (*table, *self._key({"="}))
        for length in range(len(table) + 1, len(path)):
            self.places.setdefault(path[:length], (at, at))
        self._next += 1
        self._value(path, at)

    def _value(self, path: TomlPath, at: int) -> None:
        self.places[path] = (at, self._at())
        piece = self._peek()
        self._next += 1
        if piece == "{":
            while (inner := self._peek()) is not None and inner != "}":
                if inner in {",", "\n"}:
                    self._next += 1
                else:
                    self._pair(path)
            self._next += 1
        elif piece == "[":
            number = 0
            while (inner := self._peek()) is not None and inner != "]":
                if inner in {",", "\n"}:
                    self._next += 1
                else:
                    self._value((*path, number), self._at())
                    number += 1
            self._next += 1
        else:  # a number or a time may be of several pieces
            while (rest := self._peek()) is not None and rest not in {",", "\n", "]", "}"}:
                self._next += 1


def _unquoted(piece: str) -> str:
    if piece[:1] not in {'"', "'"}:
        return piece
    return str(next(iter(tomllib.loads(f"{piece} = 0"))))
