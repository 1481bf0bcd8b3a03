"""Rules in words: a name and a sentence for each kind of node, in both languages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import assert_never

from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.closures import Found
from asn_kinerja.scoring.display import show
from asn_kinerja.scoring.nodes import (
    Add,
    AddMonths,
    Aggregate,
    And,
    Band,
    Bands,
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
    ResultOf,
    Round,
    Subtract,
    Undetermined,
    WeightedMean,
    WholeMonths,
)

__all__ = ["describe", "edge_words", "name_node"]

Names = Callable[[Node], Wording]

_KINDS: dict[type, tuple[str, str]] = {
    Add: ("jumlah", "sum"),
    AddMonths: ("tanggal sesudah sekian bulan", "date some months later"),
    And: ("semua syarat terpenuhi", "all conditions hold"),
    Bands: ("rentang", "band"),
    Choose: ("pilihan", "choice"),
    Clip: ("nilai yang dibatasi", "value within limits"),
    Compare: ("perbandingan", "comparison"),
    Count: ("banyaknya", "count"),
    Given: ("terisi", "given"),
    Items: ("rekapitulasi butir", "value over items"),
    Latest: ("tanggal terakhir", "latest date"),
    Lookup: ("tabel", "table"),
    Matrix: ("matriks", "matrix"),
    Max: ("nilai terbesar", "largest"),
    Min: ("nilai terkecil", "smallest"),
    Multiply: ("hasil kali", "product"),
    Not: ("kebalikan", "opposite"),
    Or: ("salah satu syarat terpenuhi", "any condition holds"),
    Override: ("nilai yang ditetapkan", "value that was set"),
    Ratio: ("hasil bagi", "ratio"),
    ResultOf: ("hasil kebijakan lain", "result of another policy"),
    Round: ("pembulatan", "rounding"),
    Subtract: ("selisih", "difference"),
    Undetermined: ("tidak dapat ditetapkan", "undetermined"),
    WeightedMean: ("rata-rata tertimbang", "weighted mean"),
    WholeMonths: ("bulan penuh", "whole months"),
}
_FEW = 3  # conditions that a name lists; more get a name of their own
_SIGNS = {
    Comparison.EQUAL: "=",
    Comparison.UNEQUAL: "≠",
    Comparison.AT_LEAST: "≥",
    Comparison.MORE: ">",
    Comparison.AT_MOST: "≤",
    Comparison.LESS: "<",
}
_AGGREGATES = {
    Aggregate.SUM: ("jumlah", "sum"),
    Aggregate.MEAN: ("rata-rata", "mean"),
    Aggregate.MIN: ("nilai terkecil", "smallest"),
    Aggregate.MAX: ("nilai terbesar", "largest"),
    Aggregate.ALL: ("semua", "all"),
    Aggregate.ANY: ("salah satu", "any"),
}


def name_node(  # noqa: PLR0911 - one case a kind of node
    node: Node, titles: Mapping[str, Wording], *, parameters: Mapping[str, Wording]
) -> Wording:
    """Name a node in a few words.

    Args:
        node: The node.
        titles: Titles of inputs and of fields of items, by name.
        parameters: Titles of parameters, by name.

    Returns:
        Its title, its value, or the name of its kind.
    """
    if isinstance(node, Input | Flag | Date | Field):
        return titles.get(node.name, Wording(node.name, node.name))
    if isinstance(node, ParameterValue):
        return parameters.get(node.name, Wording(node.name, node.name))
    if isinstance(node, Constant):
        return Wording(show(node.value, "id"), show(node.value, "en"))
    if isinstance(node, Compare):
        pair = [name_node(side, titles, parameters=parameters) for side in (node.left, node.right)]
        return _between(pair, f" {_SIGNS[node.op]} ", f" {_SIGNS[node.op]} ")
    if isinstance(node, And | Or) and len(node.terms) <= _FEW:
        marks = (" dan ", " and ") if isinstance(node, And) else (" atau ", " or ")
        return _between(
            [name_node(term, titles, parameters=parameters) for term in node.terms], *marks
        )
    if isinstance(node, Count) and node.where is not None:
        where = name_node(node.where, titles, parameters=parameters)
        return Wording(f"banyaknya {node.items}: {where.id}", f"count of {node.items}: {where.en}")
    if isinstance(node, Given):
        inner = titles.get(node.name, Wording(node.name, node.name))
        return Wording(f"{inner.id} terisi", f"{inner.en} is given")
    indonesian, english = _KINDS[type(node)]
    key = f" {node.key.replace('_', ' ')}" if node.key else ""
    return Wording(indonesian + key, english + key)


def describe(node: Node, name: Names) -> Wording:  # noqa: C901, PLR0911, PLR0912 - one case a node
    """Say in a sentence what a node does.

    Args:
        node: The node.
        name: Gives the name of a node.

    Returns:
        The sentence; empty for what needs none.
    """
    match node:
        case Input() | Flag() | Date() | Field() | Given() | Constant() | ParameterValue():
            return Wording("", "")
        case Undetermined():
            return Wording("", "")
        case Add():
            return _joined(node.terms, name, " + ")
        case Subtract():
            return _joined((node.left, node.right), name, " - ")
        case Multiply():
            return _joined(node.factors, name, " x ")
        case Ratio():
            return _joined((node.numerator, node.denominator), name, " / ")
        case And():
            return _joined(node.terms, name, "; ")
        case Or() | Min() | Max():
            return _joined(node.terms, name, " | ")
        case Not():
            return _pair("bukan: {}", "not: {}", name(node.term))
        case Compare():
            return _joined((node.left, node.right), name, f" {_SIGNS[node.op]} ")
        case WeightedMean():
            return _joined((part.value for part in node.parts), name, ", ")
        case Clip():
            return _pair("{} dijaga dalam batas", "{} kept within limits", name(node.value))
        case Round():
            places = node.scale, node.mode.replace("_", " ")
            return Wording(
                f"dibulatkan ke {places[0]} angka di belakang koma ({places[1]})",
                f"rounded to {places[0]} decimals ({places[1]})",
            )
        case Bands() | Lookup():
            return _pair("dicari menurut {}", "found by {}", name(node.value))
        case Matrix():
            return _joined((node.row, node.column), name, " x ")
        case Choose() | Override() | ResultOf():
            return Wording("", "")
        case Count():
            return Wording(f"dihitung dari {node.items}", f"counted over {node.items}")
        case Items():
            words = _AGGREGATES[node.aggregate]
            return _pair(f"{words[0]} dari {{}}", f"{words[1]} of {{}}", name(node.value))
        case Latest():
            return _pair("terakhir dari {}", "latest of {}", name(node.value))
        case AddMonths() | WholeMonths():
            last = node.months if isinstance(node, AddMonths) else node.end
            return _joined((node.start, last), name, " → ")
        case _:
            assert_never(node)


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


def _pair(indonesian: str, english: str, inner: Wording) -> Wording:
    return Wording(indonesian.format(inner.id), english.format(inner.en))


def _joined(nodes: Iterable[Node], name: Names, mark: str) -> Wording:
    return _between([name(node) for node in nodes], mark, mark)


def _between(names: Sequence[Wording], indonesian: str, english: str) -> Wording:
    return Wording(
        indonesian.join(words.id for words in names), english.join(words.en for words in names)
    )
