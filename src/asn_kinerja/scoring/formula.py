"""Formulas of policy files: a small closed grammar read into nodes; nothing is ever evaluated.

Numbers have a decimal comma or point; ``;`` stands between arguments; words stand in quotes.
What functions there are and which nodes they make stands in `formula_functions.py`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from fractions import Fraction

import attrs

from asn_kinerja.errors import AsnKinerjaError
from asn_kinerja.scoring.formula_functions import (
    FIELDS_BELOW,
    FUNCTIONS,
    RESERVED,
    SPELLINGS,
    chain,
    check_number,
    compare,
    logical,
    negate,
)
from asn_kinerja.scoring.formula_parts import Argument, Fault, Formula, Mistake, Names
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Constant, Field
from asn_kinerja.scoring.numbers import to_exact

__all__ = ["parse_formula"]

_LENGTH, _TOKENS, _DEPTH = 5_000, 1_000, 40
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d[\d.,]*%?)|(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)"
    r"|(?P<word>'[^'\n]*'|\"[^\"\n]*\")|(?P<sign><=|>=|!=|<>|==|[-+*/();:<>=≤≥≠×÷−])"  # noqa: RUF001 - signs that people copy from documents
    r"|(?P<end>\Z)|(?P<other>.))",
    re.DOTALL,
)
_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!=", "<>": "!=", "=": "==", "×": "*", "÷": "/", "−": "-"}  # noqa: RUF001 - as above
_LITERAL = re.compile(r"\d+(?:[.,]\d+)?%?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}%?", re.ASCII)  # a thousand, or three decimals
_LOOSE, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN = range(8)  # how tightly each binds
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_POWER = dict.fromkeys(_COMPARISONS, _COMPARE) | {
    "or": _OR, "and": _AND, "+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT,
}  # fmt: skip


def parse_formula(text: str, names: Names) -> Formula:
    """Read a formula such as ``round(0,7 * skp + 0,3 * perilaku; 2)``.

    Args:
        text: The formula; at most 5,000 characters, nested at most 40 deep.
        names: What it can speak of.

    Returns:
        Its node, or everything that is wrong with it.
    """
    if len(text) > _LENGTH:
        return Formula(None, None, (Fault("formula_too_long", 0, str(len(text)), str(_LENGTH)),))
    parser = _Parser(names)
    try:
        parser.tokens = list(_tokens(text))
        whole = parser.whole()
    except Mistake as mistake:
        parser.lose(mistake)
    if parser.faults:
        faults = sorted(parser.faults, key=lambda fault: fault.at)
        return Formula(None, None, tuple(faults))
    return Formula(whole.node, whole.kind)


@attrs.frozen
class _Token:
    """A piece of a formula: its sort, its text and where it stands."""

    sort: str
    text: str
    at: int
    shown: str = ""


def _tokens(text: str) -> Iterator[_Token]:
    at = count = 0
    while True:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:  # the expression takes any character
            raise Mistake("formula_sign", at, text[at : at + 1])
        sort, found, start = match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)
        shown = found
        count += 1
        if sort == "other":
            code = "formula_quote" if found in "'\"" else "formula_sign"
            raise Mistake(code, start, found)
        if count > _TOKENS:
            raise Mistake("formula_too_long", start, str(count), str(_TOKENS))
        if sort == "sign":
            found = _SIGNS.get(found, found)
        elif sort == "name" and found.lower() in RESERVED:
            found = RESERVED[found.lower()]
            sort = "sign" if found in {"and", "or", "not"} else sort
        yield _Token(sort, found, start, shown)
        if sort == "end":
            return
        at = match.end()


class _Parser:
    """Reads tokens from left to right by how tightly signs bind.

    A mistake in the meaning of a part does not end the reading: the part counts as any value.
    """

    def __init__(self, names: Names) -> None:
        self.tokens: list[_Token] = []
        self.faults: list[Fault] = []
        self._names = names
        self._next = 0
        self._depth = 0
        self._fields: Mapping[str, InputSpec] = {}
        self._lost: set[int] = set()  # where parts stand whose mistake is told

    def lose(self, mistake: Mistake) -> Argument:
        """Note a mistake, unless it follows from one that is told; go on with any value."""
        at = mistake.at
        if at not in self._lost:
            self._lost.add(at)
            self.faults.append(Fault(mistake.code, at, mistake.value, mistake.cure))
        return Argument(Constant(0), None, at)

    def _made(self, make: Callable[[], Argument]) -> Argument:
        """Join parts that were read."""
        try:
            return make()
        except Mistake as mistake:
            return self.lose(mistake)

    def whole(self) -> Argument:
        found = self._expression(_LOOSE)
        rest = self._peek()
        if rest.sort != "end":
            code = "formula_bracket" if rest.text == ")" else "formula_rest"
            raise Mistake(code, rest.at, rest.text)
        return found

    def _peek(self) -> _Token:
        return self.tokens[self._next]

    def _take(self) -> _Token:
        token = self.tokens[self._next]
        self._next += token.sort != "end"
        return token

    def _at(self, sign: str) -> bool:
        return self._peek().sort == "sign" and self._peek().text == sign

    def _expect(self, sign: str, opened: _Token) -> None:
        token = self._peek()
        if token.sort == "end":
            raise Mistake("formula_bracket", opened.at, opened.text)
        if not self._at(sign):
            raise Mistake("formula_rest", token.at, token.text)
        self._take()

    def _expression(self, power: int) -> Argument:
        self._depth += 1
        if self._depth > _DEPTH:
            raise Mistake("formula_too_deep", self._peek().at, "", str(_DEPTH))
        left = self._prefix()
        while (sign := self._sign()) and _POWER[sign] > power:
            left = self._chain(left, sign)
        self._depth -= 1
        return left

    def _sign(self) -> str:
        """Give the sign ahead that joins two operands, if there is one."""
        token = self._peek()
        return token.text if token.sort == "sign" and token.text in _POWER else ""

    def _chain(self, left: Argument, sign: str) -> Argument:
        """Read all operands on one level, so that long sums stay flat."""
        power = _POWER[sign]
        if power == _COMPARE:
            token = self._take()
            right = self._expression(power)
            made = self._made(lambda: compare(left, right, sign=sign))
            if self._sign() in _COMPARISONS:
                raise Mistake("formula_chained", self._peek().at, self._peek().text)
            return attrs.evolve(made, at=token.at)
        signs, parts = [], [left]
        while (sign := self._sign()) and _POWER[sign] == power:
            signs.append(self._take().text)
            parts.append(self._expression(power))
        if power in {_AND, _OR}:
            return self._made(lambda: logical(parts, signs[0]))
        return self._made(lambda: chain(parts, signs))

    def _prefix(self) -> Argument:  # noqa: PLR0911 - one case a sort of token
        token = self._take()
        match token.sort, token.text:
            case "number", _:
                return self._made(lambda: self._number(token))
            case "word", text:
                return Argument(Constant(text[1:-1]), Kind.WORD, token.at)
            case "name", ("true" | "false") as text:
                return Argument(Constant(text == "true"), Kind.FLAG, token.at)
            case "name", name:
                return self._call(token) if self._at("(") else self._named(name, token.at)
            case "sign", "(":
                inner = self._expression(_LOOSE)
                self._expect(")", token)
                return inner
            case "sign", "-":
                inner = self._expression(_SIGN)
                return self._made(lambda: negate(check_number(inner), token.at))
            case "sign", "+":
                inner = self._expression(_SIGN)
                return self._made(lambda: check_number(inner))
            case "sign", "not":
                inner = self._expression(_NOT)
                return self._made(lambda: logical([inner], "not"))
            case _:
                raise Mistake("formula_operand", token.at, token.text)

    def _number(self, token: _Token) -> Argument:
        text = token.text
        if _GROUPED.fullmatch(text):
            cure = f"{text.replace('.', '')} / {text.replace('.', ',')}"
            raise Mistake("ambiguous_number", token.at, text, cure)
        if not _LITERAL.fullmatch(text):
            raise Mistake("formula_number", token.at, text)
        try:
            value = to_exact(text.rstrip("%").replace(",", "."))
        except AsnKinerjaError as error:
            raise Mistake(error.problems[0].code, token.at, text[:20]) from error
        number = Constant(Fraction(value, 100) if text.endswith("%") else value)
        return Argument(number, Kind.NUMBER, token.at)

    def _named(self, name: str, at: int) -> Argument:
        if name in self._fields:
            kind = self._fields[name].kind
            kind = Kind.NUMBER if kind is Kind.COUNT else kind
            return Argument(Field(name), kind, at)
        if name in self._names.items:
            return Argument(Constant(name), Kind.ITEMS, at, items=name)
        found = self._names.find(name)
        if found is None:
            return self.lose(self._unknown(name, at))
        return Argument(*found, at)

    def _unknown(self, name: str, at: int) -> Mistake:
        if name in self._names.words:
            return Mistake("formula_word", at, name, f"'{name}'")
        known = [*self._fields, *self._names.known]
        near = get_close_matches(name, known, n=1, cutoff=0.6)
        others = sorted(one for one in self._names.known if not one.startswith("base."))
        return Mistake("unknown_name", at, name, ", ".join(near or [*self._fields, *others][:12]))

    def _call(self, token: _Token) -> Argument:
        name = SPELLINGS.get(token.text.lower(), token.text.lower())
        function = FUNCTIONS.get(name)
        if function is None:
            near = get_close_matches(token.shown, [*FUNCTIONS, *SPELLINGS], n=1, cutoff=0.5)
            cure = ", ".join(near or sorted(FUNCTIONS))
            self.lose(Mistake("unknown_function", token.at, token.text, cure))
        arguments = self._arguments(token, items=function is None or name in FIELDS_BELOW)
        if function is None:
            return Argument(Constant(0), None, token.at)
        try:
            return function(name, arguments, token.at)
        except Mistake as mistake:
            mistake.value = mistake.value.replace(name, token.shown, 1)  # as it was written
            return self.lose(mistake)

    def _arguments(self, token: _Token, *, items: bool) -> list[Argument]:
        """Read what stands in the brackets of a function; the first part may be `items`."""
        opened, outer = self._take(), self._fields
        arguments: list[Argument] = []
        if self._at(")"):
            raise Mistake("formula_arguments", token.at, f"{token.text} (0)", "1 …")
        while True:
            part = self._expression(_LOOSE)
            if items and not arguments:
                self._fields = self._fields_of(part) or outer
            if self._at(":"):
                self._take()
                part = attrs.evolve(part, weight=self._expression(_LOOSE))
            arguments.append(part)
            if not self._at(";"):
                break
            self._take()
        self._expect(")", opened)
        self._fields = outer
        return arguments

    def _fields_of(self, part: Argument) -> dict[str, InputSpec]:
        """Give the fields of items; where their name is a mistake, those of any items."""
        held = self._names.items
        if part.items:
            found = [held[part.items]]
        else:
            found = list(held.values()) if part.at in self._lost else []
        return {field.name: field for spec in found for field in spec.fields}
