"""Rules in words: a name for each node and, where it tells more, what the node does."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.closures import Found
from asn_kinerja.scoring.display import show
from asn_kinerja.scoring.kind_names import KIND_NAMES
from asn_kinerja.scoring.nodes import (
    Add,
    AddMonths,
    Aggregate,
    And,
    Band,
    Bands,
    Case,
    Choose,
    Clip,
    Compare,
    Comparison,
    Constant,
    Count,
    Date,
    Field,
    Flag,
    Given,
    Input,
    Items,
    Latest,
    Leaf,
    Lookup,
    Matrix,
    Max,
    Min,
    Multiply,
    Node,
    Not,
    Or,
    Override,
    ParameterValue,
    Ratio,
    Round,
    Subtract,
    WeightedMean,
    WholeMonths,
)
from asn_kinerja.scoring.numbers import RoundingMode
from asn_kinerja.scoring.rule import Rule

__all__ = ["Names", "edge_words", "kind_name"]

_FEW = 4  # terms that one line can name
_SIGNS = {
    Comparison.EQUAL: "=",
    Comparison.UNEQUAL: "≠",
    Comparison.AT_LEAST: "≥",
    Comparison.MORE: ">",
    Comparison.AT_MOST: "≤",
    Comparison.LESS: "<",
}
_OPPOSITE = {"=": "≠", "≠": "=", "≥": "<", ">": "≤", "≤": ">", "<": "≥"}
_AGGREGATES = {
    Aggregate.SUM: ("jumlah", "sum of"),
    Aggregate.MEAN: ("rata-rata", "mean of"),
    Aggregate.MIN: ("nilai terkecil", "smallest of"),
    Aggregate.MAX: ("nilai terbesar", "largest of"),
    Aggregate.ALL: ("semua", "all of"),
    Aggregate.ANY: ("salah satu", "any of"),
}
_MODES = {
    RoundingMode.HALF_UP: ("setengah ke atas", "half up"),
    RoundingMode.HALF_EVEN: ("setengah ke genap", "half to even"),
    RoundingMode.UP: ("ke atas", "up"),
    RoundingMode.DOWN: ("ke bawah", "down"),
}
_NOTHING = Wording("", "")


class Names:
    """Names the nodes of one policy as people call them; keys never show.

    A node is called by its title, by what it was lent, or as its output. One without any of these
    is called by its operands, if they have names of their own, or else by its kind: a name never
    spells out more than one level.

    Args:
        rule: The policy.
    """

    def __init__(self, rule: Rule) -> None:
        self._inputs = {spec.name: spec.title for spec in rule.inputs}
        self._fields = {field.name: field.title for spec in rule.inputs for field in spec.fields}
        self._parameters = {parameter.name: parameter.title for parameter in rule.parameters}
        self._lent: dict[int, Wording] = {}
        self._made: dict[int, tuple[Wording, Wording]] = {}
        for output in sorted(rule.outputs, key=lambda output: not output.main):
            self.lend(output.node, output.title)
            self.lend_below(output.node)

    def lend(self, node: Node, name: Wording | None) -> None:
        """Let a node without a name of its own be called as what it gives."""
        if name is not None:
            self._lent.setdefault(id(node), name)

    def lend_below(self, node: Node) -> None:  # noqa: C901, PLR0912 - one case a kind of node
        """Let what a node passes on, as it is or limited or rounded, be called after the node."""
        own = self.own(node)
        if own is None:
            return
        match node:
            case Choose():
                for below in (*(case.then for case in node.cases), node.otherwise):
                    self.lend(below, own)
            case Bands():
                for band in node.bands:
                    self.lend(band.result, own)
            case Matrix():
                for cell in node.cells:
                    self.lend(cell.result, own)
            case Lookup():
                for row in node.rows:
                    self.lend(row.result, own)
            case Override():
                self.lend(node.proposed, own)
            case Round():
                self.lend(node.value, _each(own, "{} sebelum dibulatkan", "{} before rounding"))
            case Clip():
                self.lend(node.value, _each(own, "{} sebelum dibatasi", "{} before limits"))
            case _:
                pass

    def words(self, node: Node) -> tuple[Wording, Wording]:
        """Name a node and say what it does.

        Args:
            node: The node.

        Returns:
            Its name, and the rule in words; empty where it would only repeat the name.
        """
        found = self._made.get(id(node))
        if found is None:
            name = self.name(node)
            rule = node.says or self._rule(node)
            found = self._made[id(node)] = name, _NOTHING if rule == name else rule
        return found

    def own(self, node: Node) -> Wording | None:  # noqa: PLR0911 - one case a kind of node
        """Give the name that a node has without its operands; `None` if it has none."""
        if node.title is not None:
            return node.title
        match node:
            case Input() | Flag() | Date():
                return self.input(node.name)
            case Field():
                return self._fields.get(node.name, Wording(node.name, node.name))
            case Given():
                return _each(self.input(node.name), "{} terisi", "{} given")
            case ParameterValue():
                return self._parameters.get(node.name, Wording(node.name, node.name))
            case Constant():
                return Wording(show(node.value, "id"), show(node.value, "en"))
            case Choose(cases=(Case(when=Given(name=given), then=Input(name=name)), *_)) if (
                given == name
            ):
                return self.input(name)
            case _:
                return self._lent.get(id(node))

    def input(self, name: str) -> Wording:
        """Give the title of an input."""
        return self._inputs.get(name, Wording(name, name))

    def name(self, node: Node) -> Wording:
        """Name a node in a few words."""
        return self.own(node) or self.phrase(node) or kind_name(node)

    def item(self, items: str, number: int, *, field: Wording) -> Wording:
        """Name a field of one of many items, counted from 1."""
        owner = self.input(items)
        return Wording(
            f"{owner.id} ke-{number + 1}: {field.id}", f"{owner.en} no. {number + 1}: {field.en}"
        )

    def missing(self, name: Wording) -> Wording:
        """Say that a value was not given."""
        return _each(name, "{} tidak diberikan", "{} was not given")

    def condition(self, node: Node) -> Wording:
        """Name a condition; a short list of conditions is spelt out."""
        if node.title is None and isinstance(node, And | Or) and len(node.terms) <= _FEW:
            return self._conditions(node)
        return self.name(node)

    def _conditions(self, node: And | Or) -> Wording:
        marks = (" dan ", " and ") if isinstance(node, And) else (" atau ", " or ")
        return _between([self.name(term) for term in node.terms], *marks)

    def _rule(self, node: Node) -> Wording:  # noqa: PLR0911 - one case a kind of node
        match node:
            case Round():
                mode = _MODES[node.mode]
                return Wording(
                    f"dibulatkan ke {node.scale} angka di belakang koma ({mode[0]})",
                    f"rounded to {node.scale} decimals ({mode[1]})",
                )
            case Or() if self.own(node):
                return Wording("cukup salah satu", "any one is enough")
            case And():
                return _NOTHING
            case Clip():
                return self._limits(node)
            case Count() | Bands() | Matrix() | Lookup() | Not() | Compare() | Ratio():
                return _NOTHING
            case _ if isinstance(node, Leaf) or not self.own(node):
                return _NOTHING
            case _:
                return self.phrase(node) or _NOTHING

    def phrase(  # noqa: C901, PLR0911, PLR0912 - one case a kind of node
        self, node: Node
    ) -> Wording | None:
        """Say in a few words what a node does with operands that have names."""
        match node:
            case Add() | Min() | Max():
                mark = " + " if isinstance(node, Add) else " | "
                return self._listed(node, node.terms, mark)
            case Multiply():
                return self._listed(node, node.factors, " x ")
            case Subtract():
                return self._listed(node, (node.left, node.right), " - ")
            case Ratio():
                return self._listed(node, (node.numerator, node.denominator), " / ")
            case WeightedMean():
                return self._listed(node, [part.value for part in node.parts], ", ")
            case Compare():
                return self._compared(node, _SIGNS[node.op])
            case Not():
                return self._negated(node.term)
            case Round():
                return self._of(node.value, "{} dibulatkan", "{} rounded")
            case Clip():
                return self._of(node.value, "{} yang dibatasi", "{} within limits")
            case Bands() | Lookup():
                kind = kind_name(node)
                return self._of(node.value, f"{kind.id} menurut {{}}", f"{kind.en} by {{}}")
            case Matrix():
                return self._listed(node, (node.row, node.column), " x ")
            case Count() | Items() | Latest():
                return self._over(node)
            case AddMonths():
                months = self._of(node.months, "{} bulan", "{} months")
                start = self.own(node.start)
                return _between([start, months], " + ", " + ") if start and months else None
            case WholeMonths():
                start, end = self.own(node.start), self.own(node.end)
                if not (start and end):
                    return None
                pair = _between([start, end], " sampai ", " to ")
                return _each(pair, "bulan penuh dari {}", "whole months from {}")
            case And() | Or():
                simple = all(self._is_simple(term) for term in node.terms)
                return self._conditions(node) if simple and len(node.terms) <= _FEW else None
            case Choose() | Override():
                return None
            case _ if isinstance(node, Leaf):
                return None
            case _:
                assert_never(node)

    def _is_simple(self, node: Node) -> bool:
        """Whether a condition can stand in a list: it has a name, or compares what has one."""
        if isinstance(node, Not):
            return self._is_simple(node.term)
        if self.own(node) is not None:
            return True
        return isinstance(node, Compare) and all(map(self.own, (node.left, node.right)))

    def _limits(self, node: Clip) -> Wording:
        limits = [
            _each(_inner(own), indonesian, english)
            for edge, indonesian, english in (
                (node.low, "paling sedikit {}", "at least {}"),
                (node.high, "paling banyak {}", "at most {}"),
            )
            if edge is not None and (own := self.own(edge))
        ]
        return _between(limits, ", ", ", ")

    def _of(self, node: Node, indonesian: str, english: str) -> Wording | None:
        own = self.own(node)
        return _each(_inner(own), indonesian, english) if own else None

    def _listed(self, node: Node, terms: Sequence[Node], mark: str) -> Wording | None:
        names = [own for term in terms if (own := self.own(term))]
        if len(names) != len(terms) or len(names) > _FEW:
            return None
        joined = _between(names, mark, mark)
        if isinstance(node, WeightedMean | Min | Max):
            kind = kind_name(node)
            return Wording(f"{kind.id} dari {joined.id}", f"{kind.en} of {joined.en}")
        return joined

    def _compared(self, node: Compare, sign: str) -> Wording | None:
        sides = [self.own(side) for side in (node.left, node.right)]
        if not any(sides):
            return None
        kinds = [kind_name(side) for side in (node.left, node.right)]
        names = [side or kind for side, kind in zip(sides, kinds, strict=True)]
        return _between(names, f" {sign} ", f" {sign} ")

    def _negated(self, term: Node) -> Wording | None:
        if term.title is None and isinstance(term, Given):
            return _each(self.input(term.name), "{} tidak terisi", "{} not given")
        if term.title is None and isinstance(term, Compare):
            return self._compared(term, _OPPOSITE[_SIGNS[term.op]])
        return self._of(term, "tidak: {}", "not: {}")

    def _over(self, node: Count | Items | Latest) -> Wording:
        """Say what is counted, summed or looked for, and among which items."""
        items, where = _inner(self.input(node.items)), ("", "")
        if node.where is not None:
            short = self.own(node.where) or self.phrase(node.where)
            where = (
                (f" dengan {short.id}", f" with {short.en}")
                if short
                else (" yang memenuhi syarat", " that meet a condition")
            )
        if isinstance(node, Count):
            if node.distinct is not None and (of := self.own(node.distinct)):
                items = _each(_inner(of), "{} yang berbeda", "different {}")
            return Wording(f"banyaknya {items.id}{where[0]}", f"number of {items.en}{where[1]}")
        head = ("terakhir:", "latest:")
        if isinstance(node, Items):
            head = _AGGREGATES[node.aggregate]
        value = _inner(self.own(node.value) or items)
        return Wording(f"{head[0]} {value.id}{where[0]}", f"{head[1]} {value.en}{where[1]}")


def edge_words(band: Band, *, lower: Found, upper: Found) -> Wording:
    """Write the edges of a band, such as ``≥ 76,61 … ≤ 88,3``.

    Args:
        band: The band.
        lower: Value of its lower edge, or `None`.
        upper: Value of its upper edge, or `None`.

    Returns:
        The edges in both number styles.
    """

    def words(lang: str) -> str:
        parts = []
        if lower is not None:
            parts.append(f"{'≥' if band.lower_in else '>'} {show(lower, lang)}")
        if upper is not None:
            parts.append(f"{'≤' if band.upper_in else '<'} {show(upper, lang)}")
        return " … ".join(parts)

    return Wording(words("id"), words("en"))


def _each(inner: Wording, indonesian: str, english: str) -> Wording:
    return Wording(indonesian.format(inner.id), english.format(inner.en))


def _between(names: Iterable[Wording], indonesian: str, english: str) -> Wording:
    inner = [_inner(name) for name in names]
    return Wording(
        indonesian.join(words.id for words in inner), english.join(words.en for words in inner)
    )


def _inner(name: Wording) -> Wording:
    """Write a name as it stands inside a sentence; abbreviations stay."""
    return Wording(_small(name.id), _small(name.en))


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def kind_name(node: Node) -> Wording:
    """Name the kind of a node in plain words; empty for a leaf."""
    return KIND_NAMES.get(type(node).__name__.lower(), _NOTHING)
