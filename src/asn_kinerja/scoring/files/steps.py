"""The steps of a policy file: formulas, and tables that stand in the file or on a sheet."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import attrs

from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.legal.toml_source import TomlPath
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.decision_table import DecisionTable
from asn_kinerja.scoring.files.declarations import PolicyReader
from asn_kinerja.scoring.files.patches import HEADS, patch
from asn_kinerja.scoring.files.rows import read_bands, read_cells, read_lookup
from asn_kinerja.scoring.formula import parse_formula
from asn_kinerja.scoring.formula_parts import Names
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.kinds import KindReader, plain_kind
from asn_kinerja.scoring.nodes import (
    Band,
    Bands,
    Constant,
    Date,
    Flag,
    Input,
    Lookup,
    Matrix,
    Node,
    ParameterValue,
    Round,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rebuild import keyed, rebuild, replace_keyed
from asn_kinerja.scoring.walk import children

__all__ = ["ReadTable", "Steps", "changeable_nodes"]

ReadTable = Callable[[str], DecisionTable]  # of ``file.xlsx#sheet``; raises what is wrong with it
Found = tuple[Node, Kind | None]

_KEYS = {*HEADS, "cells", "citation", "columns", "rows", "says_en", "says_id", "title_en",
         "title_id", "weights"}  # fmt: skip
_LARGEST, _DEEPEST, _LONGEST_CHAIN = 20_000, 60, 30
_NOTHING: Found = (Constant(0), None)  # stands for what was complained about already


class Steps:
    """Builds each step of one file when it is asked for.

    Args:
        reader: The file.
        inputs: All inputs by name.
        parameters: All parameters by name.
        base: The extended policy, if there is one.
        read_table: Reads a table from a spreadsheet; `None` where there is no way to.
        words: The words that outputs declare.
    """

    def __init__(  # noqa: PLR0913 - what a formula can speak of
        self,
        reader: PolicyReader,
        *,
        inputs: Mapping[str, InputSpec],
        parameters: Mapping[str, Parameter],
        base: Policy | None,
        read_table: ReadTable | None,
        words: frozenset[str],
    ) -> None:
        self.reader = reader
        self.tables: dict[str, DecisionTable] = {}
        self.row_paths: dict[int, tuple[Band, TomlPath]] = {}
        self._inputs, self._parameters = inputs, parameters
        self._read_table = read_table
        self._written = reader.table("steps")
        self._kinds = KindReader(inputs, parameters)
        self._base = changeable_nodes(base)
        self._done: dict[str, Found] = {}
        self._path: list[str] = []
        self._asked: set[str] = set()
        self._measured: dict[int, tuple[Node, int, int]] = {}
        given = (word for spec in inputs.values() for word in spec.words)
        self._words = words.union(given, _results(self._written))

    def find(self, name: str) -> Found | None:
        """Give what a name stands for.

        Args:
            name: An input, a parameter, a step, or a step of the extended policy; with ``base.``
                before it, the step as the extended policy has it.

        Returns:
            Its node and the kind of its value; `None` when nothing has that name.
        """
        plain = name.removeprefix("base.")
        if plain != name:
            return self._of_base(plain, leave=plain) if plain in self._base else None
        if name in self._inputs:
            spec = self._inputs[name]
            return _read_input(spec), plain_kind(spec.kind)
        if name in self._parameters:
            node = ParameterValue(name)
            return node, self._kinds.kind(node)
        if name in self._written:
            self._asked.add(name)
            return self.build(name)
        if name in self._base:
            return self._of_base(name)
        broken = name in self.reader.table("inputs") or name in self.reader.table("parameters")
        return _NOTHING if broken else None

    def is_number(self, name: str) -> bool:
        """Whether an input is a number, or was complained about already."""
        spec = self._inputs.get(name)
        if spec is None:
            return name in self.reader.table("inputs")
        return spec.kind in {Kind.NUMBER, Kind.COUNT}

    def build(self, name: str) -> Found:
        """Build a step.

        Args:
            name: Its name.

        Returns:
            Its node, which has the name as its key, and the kind of its value.
        """
        if name in self._done:
            return self._done[name]
        if name in self._path or len(self._path) >= _LONGEST_CHAIN:
            code = "circle" if name in self._path else "steps_too_deep"
            circle = " -> ".join([*self._path[-5:], name])
            self.reader.complain(code, ("steps", self._path[-1]), value=circle)
            return _NOTHING
        self._path.append(name)
        found = self._made(name)
        self._path.pop()
        if not self._fits(found[0]):
            self.reader.complain("policy_too_large", ("steps", name), cure=str(_LARGEST))
            found = _NOTHING
        self._done[name] = found
        return found

    def overlaid(self, node: Node, *, output: str) -> Node:
        """Lay the steps of the file over the tree of an output of the extended policy."""
        if output in self._written:
            self._asked.add(output)
            return self.build(output)[0]
        return replace_keyed(node, self._replacements())

    def unused(self) -> list[str]:
        """Build the steps that nobody asked for, and name those that do nothing at all."""
        idle = [name for name in self._written if name not in self._asked]
        for name in idle:
            self.build(name)
        declared = {*self._inputs, *self._parameters, *self._base}
        tables = {name: self._written[name] for name in idle}
        whole = [
            n
            for n, table in tables.items()
            if isinstance(table, dict) and set(HEADS) & table.keys()
        ]
        return [name for name in whole if name not in declared and name not in self._asked]

    def suggest(self, name: str) -> str:
        """Give the nearest name of what is there, or all of them."""
        known = [one for one in self.known() if one != name]
        return ", ".join(get_close_matches(name, known, n=1, cutoff=0.6) or known[:12])

    def known(self) -> list[str]:
        """Name all that a formula can speak of."""
        return [*self._inputs, *self._parameters, *self._written, *self._base,
                *(f"base.{name}" for name in self._base)]  # fmt: skip

    def formula(self, text: object, path: TomlPath, *, kind: Kind | None = None) -> Found:
        """Read a formula; a plain number or flag stands for itself.

        Args:
            text: What stands in the file.
            path: Where.
            kind: What sort of value is needed, where that matters.

        Returns:
            Its node and kind; a stand-in after a complaint.
        """
        if not isinstance(text, str):
            value = self.reader.value(text, path)
            return _NOTHING if value is None else self._checked(Constant(value), kind, path)
        items = {name: spec for name, spec in self._inputs.items() if spec.kind is Kind.ITEMS}
        names = Names(find=self.find, known=self.known(), items=items, words=self._words)
        read = parse_formula(text, names)
        for fault in read.faults:
            self.reader.complain(
                fault.code, path, value=fault.value, cure=fault.cure, offset=fault.at
            )
        if read.node is None:
            return _NOTHING
        if kind is not None and read.kind not in {kind, None}:
            self.reader.complain("formula_kind", path, value=str(read.kind), cure=kind, offset=0)
        return read.node, read.kind

    def _checked(self, node: Constant, kind: Kind | None, path: TomlPath) -> Found:
        found = self._kinds.kind(node)
        if kind is not None and found is not kind:
            self.reader.complain("formula_kind", path, value=str(found), cure=kind)
        return node, found

    def _made(self, name: str) -> Found:
        path: TomlPath = ("steps", name)
        table = self._written[name]
        reader = self.reader
        if not reader.keys(table, _KEYS, path, optional=_KEYS):
            return _NOTHING
        heads = [head for head in HEADS if head in table]
        if len(heads) > 1:
            reader.complain("two_heads", path, value=" / ".join(heads))
            return _NOTHING
        if not heads and name in self._base:
            before, kind = self._of_base(name, leave=name)
            node = patch(self, table, path, before)
        elif not heads:
            reader.complain("head_missing", path, value=name, cure=self._near_base(name))
            return _NOTHING
        else:
            node, kind = self._new(table, path, heads[0])
        stated = self._stated(node, table, path)
        if node is _NOTHING[0]:
            return stated, None
        return stated, kind or self._kinds.kind(node)

    def _near_base(self, name: str) -> str:
        return ", ".join(get_close_matches(name, self._base, n=1, cutoff=0.6) or self._base)

    def _new(self, table: Mapping[str, Any], path: TomlPath, head: str) -> Found:
        written = table[head]
        if head == "formula":
            if not isinstance(written, str):
                self.reader.complain("wrong_type", (*path, head), value=written, cure='"a + b"')
                return _NOTHING
            return self.formula(written, (*path, head))
        if head == "sheet":
            return self._from_sheet(written, (*path, head)), None
        if head == "bands":
            value = self.formula(written, (*path, head), kind=Kind.NUMBER)[0]
            return Bands(value, read_bands(self, table, path)), None
        if head == "lookup":
            value, kind = self.formula(written, (*path, head))
            return Lookup(value, read_lookup(self, table, path, kind)), None
        return self._matrix(table, path), None

    def _matrix(self, table: Mapping[str, Any], path: TomlPath) -> Node:
        written, place = table["matrix"], (*path, "matrix")
        if not isinstance(written, list) or len(written) != 2:
            self.reader.complain("wrong_type", place, value=written, cure='["baris", "kolom"]')
            return _NOTHING[0]
        row, column = (
            self.formula(part, (*place, number), kind=Kind.WORD)[0]
            for number, part in enumerate(written)
        )
        return Matrix(row, column, cells=read_cells(self, table, path))

    def _from_sheet(self, written: object, path: TomlPath) -> Node:
        if self._read_table is None or not isinstance(written, str) or not written:
            self.reader.complain("wrong_type", path, value=written, cure='"tabel.xlsx#Lembar"')
            return _NOTHING[0]
        read_table, text = self._read_table, written
        table = self.reader.made(path, lambda: read_table(text))
        if table is None:
            return _NOTHING[0]
        self.tables[str(path[1])] = table
        needed = {"bands": Kind.NUMBER, "matrix": Kind.WORD}.get(table.form)
        return table.node([
            self.formula(name, path, kind=needed)[0] for name in table.conditions
        ])  # fmt: skip

    def _stated(self, node: Node, table: Mapping[str, Any], path: TomlPath) -> Node:
        """Put name, words and citation on a step, and the citation on what it rounds."""
        reader, name = self.reader, str(path[1])
        citation = reader.cited(table, path) or node.citation
        says = Wording(*[f"{name} = {table['formula']}"] * 2) if "formula" in table else node.says
        if "says_id" in table:
            words = reader.text(table, "says_id", path)
            says = Wording(words, reader.text(table, "says_en", path, absent=words))
        titled = {"title_id", "title_en"} & table.keys()
        title = reader.titles(table, path, absent=node.title) if titled else node.title
        made = {id(found[0]) for found in self._done.values()}

        def cite(inner: Node) -> Node:
            if inner.key or id(inner) in made:
                return inner
            below = rebuild(inner, cite)
            if isinstance(below, Round) and below.citation is None:
                return attrs.evolve(below, citation=citation, key=name)
            return below

        node = rebuild(node, cite) if table.keys() & set(HEADS) else node
        return attrs.evolve(node, key=name, title=title, citation=citation, says=says)

    def _of_base(self, name: str, *, leave: str = "") -> Found:
        """Give a step of the extended policy with the other changes of this file laid over it."""
        replacements = self._replacements()
        replacements.pop(leave or name, None)
        below = self._base[name]
        node = rebuild(below, lambda inner: replace_keyed(inner, replacements))
        return node, self._kinds.kind(node)

    def _replacements(self) -> dict[str, Callable[[], Node]]:
        def make(name: str) -> Callable[[], Node]:
            return lambda: self.build(name)[0]

        return {name: make(name) for name in self._written if name in self._base}

    def _fits(self, node: Node) -> bool:
        _, size, depth = self._measure(node)
        return size <= _LARGEST and depth <= _DEEPEST

    def _measure(self, node: Node) -> tuple[Node, int, int]:
        """Count the nodes of a tree as a walk meets them, and its depth."""
        if id(node) not in self._measured:
            below = [self._measure(part) for part in children(node)]
            size = 1 + sum(part[1] for part in below)
            depth = 1 + max((part[2] for part in below), default=0)
            self._measured[id(node)] = (node, size, depth)
        return self._measured[id(node)]


def _read_input(spec: InputSpec) -> Node:
    if spec.kind is Kind.FLAG:
        return Flag(spec.name)
    return Date(spec.name) if spec.kind is Kind.DATE else Input(spec.name)


def _results(written: object) -> Iterator[str]:
    """Give the words that stand in tables of the file as results."""
    stack = [(written, False)]
    while stack:
        found, counts = stack.pop()
        if isinstance(found, dict):
            below = found.items()
            stack += [(part, counts or name in {"cells", "result"}) for name, part in below]
        elif isinstance(found, list):
            stack += [(part, counts) for part in found]
        elif counts and isinstance(found, str):
            yield found


def changeable_nodes(base: Policy | None) -> dict[str, Node]:
    """Name the nodes of a policy that a file can change: its outputs, and nodes with a key."""
    found: dict[str, Node] = {}
    for output in base.outputs if base else ():
        found.setdefault(output.name, output.node)
        for key, node in keyed(output.node):
            if key.replace("_", "a").isalnum():
                found.setdefault(key, node)
    return found
