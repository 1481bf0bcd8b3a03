"""A rule in words before any case: how each result comes about, line by line."""

from collections.abc import Iterator

import attrs

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.display import show
from asn_kinerja.scoring.nodes import (
    And,
    Bands,
    Case,
    Choose,
    Clip,
    Compare,
    Count,
    Given,
    Input,
    Items,
    Latest,
    Leaf,
    Lookup,
    Matrix,
    Node,
    Not,
    Or,
    ParameterValue,
    Ratio,
    ResultOf,
    Round,
    Scalar,
    Undetermined,
)
from asn_kinerja.scoring.phrases import Names, kind_name
from asn_kinerja.scoring.rule import Rule
from asn_kinerja.scoring.walk import children, walk

__all__ = ["OutlineLine", "Tabulated", "outline", "tables_of"]

Tabulated = Bands | Matrix | Lookup
_ABOVE = Wording("lihat di atas", "see above")
_ALL_OF, _ANY_OF = Wording("semua dari", "all of"), Wording("salah satu dari", "any of")
_IF, _ELSE = Wording("bila", "if"), Wording("selain itu", "otherwise")
_TABLE = Wording("dibaca pada tabel di bawah", "read off the table below")


@attrs.frozen(kw_only=True)
class OutlineLine:
    """One line of an outline.

    Args:
        depth: How far it stands to the right, from 0.
        text: What it says.
        citation: Where the law says so.
    """

    depth: int
    text: Wording
    citation: Citation | None = None

    def render(self, lang: str = "id") -> str:
        """Write the line without its indent.

        Args:
            lang: ``"id"`` or ``"en"``.

        Returns:
            The text with its article.
        """
        source = f" [{self.citation.render(lang)}]" if self.citation else ""
        return self.text.render(lang) + source


def outline(rule: Rule) -> tuple[OutlineLine, ...]:
    """Say how a policy computes its results.

    Args:
        rule: The policy.

    Returns:
        Lines, the main output first; what is used again is told once.
    """
    outputs = sorted(rule.outputs, key=lambda output: not output.main)
    writer = _Outline(Names(rule))
    lines: list[OutlineLine] = []
    for output in outputs:
        lines += writer.lines(output.node, 0, name=output.title)
    return tuple(lines)


def tables_of(rule: Rule) -> tuple[tuple[Wording, Tabulated], ...]:
    """Give the tables of a policy with their names, each once.

    Args:
        rule: The policy.

    Returns:
        Tables in the order in which the rule reads them.
    """
    names, found = Names(rule), dict[Node, tuple[Wording, Tabulated]]()
    outputs = sorted(rule.outputs, key=lambda output: not output.main)
    for node in (below for output in outputs for below in walk(output.node)):
        names.lend_below(node)
        if isinstance(node, Tabulated) and node not in found:
            found[node] = (names.name(node), node)
    return tuple(found.values())


class _Outline:
    """Writes the lines of nodes; one that was met before is named and not told again."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._told: set[Node] = set()

    def lines(
        self, node: Node, depth: int, *, name: Wording | None = None
    ) -> Iterator[OutlineLine]:
        """Tell a node: its name with what it is made of, then what needs telling below."""
        self._names.lend_below(node)
        title = name or self._names.name(node)
        if node in self._told and not isinstance(node, Leaf):
            yield OutlineLine(depth=depth, text=_again(title))
            return
        self._told.add(node)
        yield OutlineLine(depth=depth, text=self._head(node, title), citation=node.citation)
        yield from self._below(node, depth + 1)

    def _head(self, node: Node, title: Wording) -> Wording:
        """Name a node and say what it is made of, as far as one line can."""
        made = node.says or self._made(node) or _joins(node)
        if made is None or made.id.lower() in {"", title.id.lower()}:
            return title
        mark = ": " if isinstance(node, And | Or | Compare | Tabulated) or node.says else " = "
        return Wording(f"{title.id}{mark}{made.id}", f"{title.en}{mark}{made.en}")

    def _made(self, node: Node) -> Wording | None:
        if isinstance(node, Tabulated):
            return _TABLE
        if isinstance(node, Clip | Round):
            return self._names.words(node)[1]
        if isinstance(node, ResultOf):
            return _of_policy(node)
        if isinstance(node, Leaf):
            return self._names.name(node)
        return self._names.phrase(node) or _parts_of(node)

    def _below(self, node: Node, depth: int) -> Iterator[OutlineLine]:
        match node:
            case Choose():
                for case in node.cases:
                    yield from self._case(node, case, depth)
                yield from self._branch(node, node.otherwise, depth, when=_ELSE)
            case Bands() | Matrix() | Lookup():
                yield from self._rows(node, depth)
            case Count() | Items() | Latest():
                if node.where is not None and not _is_plain(node.where, untitled=True):
                    yield from self._told_below(node.where, depth)
                for below in children(node):
                    if below is not node.where:
                        yield from self._told_below(below, depth)
            case _:
                spelt = self._names.phrase(node) is not None
                for below in _operands(node):
                    told = self._told_below if spelt else self.lines
                    yield from told(below, depth)

    def _rows(self, node: Tabulated, depth: int) -> Iterator[OutlineLine]:
        """Tell what a table is read with, and the rows that give more than a value."""
        sides = (node.row, node.column) if isinstance(node, Matrix) else (node.value,)
        for side in sides:
            yield from self._told_below(side, depth)
        for label, result in self._labelled(node):
            if not isinstance(result, Leaf | Tabulated):
                yield from self._branch(node, result, depth, when=label)
            elif isinstance(result, Tabulated) and not _is_read_off(result):
                yield from self._told_below(result, depth)

    def _labelled(self, node: Tabulated) -> Iterator[tuple[Wording, Node]]:
        match node:
            case Bands():
                for band in node.bands:
                    edges = (("≥" if band.lower_in else ">", band.lower),
                             ("≤" if band.upper_in else "<", band.upper))  # fmt: skip
                    names = [(sign, self._names.name(edge)) for sign, edge in edges if edge]
                    yield (
                        _label(*(Wording(f"{s} {n.id}", f"{s} {n.en}") for s, n in names)),
                        band.result,
                    )
            case Matrix():
                for cell in node.cells:
                    yield _label(_word(cell.row), _word(cell.column), mark=" x "), cell.result
            case Lookup():
                for row in node.rows:
                    yield _word(row.when), row.result

    def _told_below(self, node: Node, depth: int) -> Iterator[OutlineLine]:
        """Tell what was not told yet; a comparison without a title lets its sides speak."""
        if isinstance(node, Leaf) or node in self._told or _is_default(node):
            return
        if node.title is None and isinstance(node, Compare | Not | And | Or) and not node.says:
            self._told.add(node)
            for below in children(node):
                yield from self._told_below(below, depth)
            return
        yield from self.lines(node, depth)

    def _case(self, node: Choose, case: Case, depth: int) -> Iterator[OutlineLine]:
        condition = case.says or self._names.condition(case.when)
        when = condition
        if not case.says:
            when = Wording(f"{_IF.id} {condition.id}", f"{_IF.en} {condition.en}")
        yield from self._branch(node, case.then, depth, when=when, citation=case.citation)
        if case.says or not _is_plain(case.when, untitled=True):
            yield from self._told_below(case.when, depth + 1)

    def _branch(
        self,
        node: Choose | Tabulated,
        result: Node,
        depth: int,
        *,
        when: Wording,
        citation: Citation | None = None,
    ) -> Iterator[OutlineLine]:
        """Tell one case: when it is taken and what it gives."""
        name = self._result(node, result)
        text = Wording(f"{when.id.rstrip('.')}: {name.id}", f"{when.en.rstrip('.')}: {name.en}")
        if isinstance(result, Leaf) or result in self._told:
            plain = all(isinstance(below, Leaf) for below in children(result))
            text = text if plain or isinstance(result, Tabulated) else _again(text)
            yield OutlineLine(depth=depth, text=text, citation=citation)
            return
        self._told.add(result)
        self._names.lend_below(result)
        yield OutlineLine(depth=depth, text=text, citation=citation or result.citation)
        yield from self._below(result, depth + 1)

    def _result(self, node: Choose | Tabulated, result: Node) -> Wording:
        """Name what a case gives; where that is the name of the choice, say how it is made."""
        if isinstance(result, Undetermined):
            return result.reason
        if isinstance(result, ResultOf):
            return _of_policy(result)
        name = self._names.name(result)
        if isinstance(result, Tabulated):
            return _TABLE
        if name != self._names.own(node):
            return name
        return result.says or self._made(result) or name


def _is_read_off(node: Tabulated) -> bool:
    """Whether a table stands for itself: nothing in it is computed."""
    return all(isinstance(below, Leaf) for below in children(node))


def _word(value: Scalar) -> Wording:
    return Wording(show(value, "id"), show(value, "en"))


def _label(*names: Wording, mark: str = " … ") -> Wording:
    return Wording(mark.join(name.id for name in names), mark.join(name.en for name in names))


def _operands(node: Node) -> tuple[Node, ...]:
    """Give what a node is made of, but not what a zero denominator gives."""
    return (node.numerator, node.denominator) if isinstance(node, Ratio) else children(node)


def _parts_of(node: Node) -> Wording | None:
    """Name what is made of the lines below, where they do not fit into one."""
    if isinstance(node, Choose | And | Or | Tabulated | Leaf):
        return None
    kind = kind_name(node)
    return Wording(f"{kind.id} dari", f"{kind.en} of")


def _again(name: Wording) -> Wording:
    return Wording(f"{name.id} ({_ABOVE.id})", f"{name.en} ({_ABOVE.en})")


def _of_policy(node: ResultOf) -> Wording:
    return Wording(f"hasil kebijakan {node.policy}", f"result of the policy {node.policy}")


def _is_default(node: Node) -> bool:
    """Whether a node takes an input as given, and otherwise a legal value."""
    return (
        isinstance(node, Choose)
        and isinstance(node.otherwise, ParameterValue)
        and all(
            isinstance(case.when, Given) and isinstance(case.then, Input) for case in node.cases
        )
    )


def _joins(node: Node) -> Wording | None:
    if isinstance(node, And):
        return _ALL_OF
    return _ANY_OF if isinstance(node, Or) else None


def _is_plain(node: Node, *, untitled: bool = False) -> bool:
    """Whether a condition compares nothing but what is given, so that its name tells it all."""
    if untitled and node.title is not None:
        return False
    return all(isinstance(below, Leaf | Compare | And | Or | Not) for below in walk(node))
