"""Looking for the holes of a policy before any case is computed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import product

from asn_kinerja.errors import Problem
from asn_kinerja.legal.effective import check_rows
from asn_kinerja.scoring.bands import BandSpan, check_bands
from asn_kinerja.scoring.divisors import check_divisors
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.intervals import Follower, step_of
from asn_kinerja.scoring.nodes import (
    Band,
    Bands,
    Cell,
    Choose,
    Compare,
    Comparison,
    Constant,
    Date,
    Field,
    Flag,
    Given,
    Input,
    Lookup,
    LookupRow,
    Matrix,
    Node,
    ParameterValue,
    ResultOf,
    Round,
)
from asn_kinerja.scoring.possible import anything_declared
from asn_kinerja.scoring.program import Program
from asn_kinerja.scoring.rule import Rule
from asn_kinerja.scoring.soundness import check_numbers
from asn_kinerja.scoring.walk import read_items, walk

__all__ = ["check_policy"]

_KINDS = {
    Flag: (Kind.FLAG,),
    Date: (Kind.DATE,),
    Input: (Kind.NUMBER, Kind.COUNT, Kind.WORD),
}


def check_policy(rule: Rule, program: Callable[[date | None], Program]) -> list[Problem]:
    """Find everything that is wrong with a policy.

    Args:
        rule: The policy.
        program: Gives its compiled form for a day.

    Returns:
        All problems: names that are not declared or not used, tables with holes, rules without
        citation, parameters with gaps, words that cannot be compared.
    """
    roots = rule.roots
    nodes = list(dict.fromkeys(node for root in roots for node in walk(root)))
    found = [
        *_names(rule, roots, nodes),
        *_parameters(rule, nodes),
        *_conflicts(rule, nodes),
        *_properties(rule),
    ]
    if found:  # tables can only be read when all names are known
        return found
    for day in _days(rule):
        follower = anything_declared(program(day))
        found += [problem for node in nodes for problem in _table(rule, node, follower)]
        found += check_numbers(rule, follower)
        found += check_divisors(rule, follower)
    return list(dict.fromkeys([*found, *_outputs(rule)]))


def _names(rule: Rule, roots: Iterable[Node], nodes: Iterable[Node]) -> Iterator[Problem]:
    """Compare what is declared with what is read."""
    specs = {spec.name: spec for spec in rule.inputs}
    used: set[str] = set()
    for node in nodes:
        if isinstance(node, Input | Flag | Date | Given):
            used.add(node.name)
            yield from _named(rule, node, specs)
    items: dict[str, set[str]] = {}
    for root in roots:
        for name, fields in read_items(root).items():
            items.setdefault(name, set()).update(fields)
    if not any(isinstance(node, ResultOf) for node in nodes):
        for name in [name for name in specs if name not in used | items.keys()]:
            yield _problem(rule, "unused", name)
    for name, fields in items.items():
        yield from _fields(rule, name, fields, specs.get(name))
    for name, times in Counter(spec.name for spec in rule.inputs).items():
        if times > 1:
            yield _problem(rule, "duplicate", name)


def _named(
    rule: Rule, node: Input | Flag | Date | Given, specs: Mapping[str, InputSpec]
) -> Iterator[Problem]:
    spec = specs.get(node.name)
    if spec is None:
        yield _problem(rule, "undeclared", node.name, ", ".join(specs))
    elif not isinstance(node, Given) and spec.kind not in _KINDS[type(node)]:
        yield _problem(rule, "wrong_kind", node.name, spec.kind)


def _fields(
    rule: Rule, items: str, fields: Iterable[str], spec: InputSpec | None
) -> Iterator[Problem]:
    declared = {field.name: field for field in spec.fields} if spec else {}
    for name in sorted(set(fields) - declared.keys()):
        yield _problem(rule, "undeclared", f"{items}.{name}", ", ".join(declared))
    for name in sorted(declared.keys() - set(fields)):
        if not declared[name].optional:
            yield _problem(rule, "unused", f"{items}.{name}")


def _parameters(rule: Rule, nodes: Iterable[Node]) -> Iterator[Problem]:
    """Check names, spans and that each has a value in the first period that is governed."""
    parameters = {parameter.name: parameter for parameter in rule.parameters}
    read = {node.name for node in nodes if isinstance(node, ParameterValue)}
    for name in sorted(read - parameters.keys()):
        yield _problem(rule, "undeclared", name, ", ".join(parameters))
    for name in sorted(parameters.keys() - read):
        yield _problem(rule, "unused", name)
    for name, parameter in parameters.items():
        yield from check_rows(parameter.versions, partial(_version, rule.id, name))
        first = parameter.versions[0].valid_from
        if first > rule.governs_from:
            yield _problem(rule, "parameter_late", name, str(first))


def _version(policy: str, name: str, number: int) -> str:
    return f"{policy}.{name}[{number}]"


def _conflicts(rule: Rule, nodes: Iterable[Node]) -> Iterator[Problem]:
    known = {conflict.id for conflict in rule.conflicts}
    for node in nodes:
        rows = node.cases if isinstance(node, Choose) else _rows(node)
        named = {*node.conflicts, *(name for row in rows for name in row.conflicts)}
        for name in sorted(named - known):
            yield _problem(rule, "undeclared", name, ", ".join(sorted(known)))


def _properties(rule: Rule) -> Iterator[Problem]:
    outputs = [output.name for output in rule.outputs]
    for claim in rule.properties:
        if claim.output not in outputs:
            yield _problem(rule, "undeclared", claim.output, ", ".join(outputs))


def _rows(node: Node) -> Sequence[Band | Cell | LookupRow]:
    if isinstance(node, Bands):
        return node.bands
    if isinstance(node, Matrix):
        return node.cells
    return node.rows if isinstance(node, Lookup) else ()


def _table(rule: Rule, node: Node, follower: Follower) -> Iterator[Problem]:
    """Check one node: is its table total and without a double, is its rule cited."""
    place = f"{rule.id}.{node.key or type(node).__name__.lower()}"
    if isinstance(node, Bands | Matrix | Lookup | Round) and node.citation is None:
        cited = [row.citation is not None for row in _rows(node)]
        if not cited or not all(cited):
            yield Problem("uncited", place)
    if isinstance(node, Bands):
        rows = [BandSpan(band, follower.span_of(band)) for band in node.bands]
        numbers = follower.reach(node.value).numbers
        yield from check_bands(rows, numbers, step=step_of(node), place=place)
    elif isinstance(node, Matrix):
        cells = [(cell.row, cell.column) for cell in node.cells]
        wanted = list(product(_words(rule, node.row), _words(rule, node.column)))
        yield from _total(cells, wanted, place)
    elif isinstance(node, Lookup):
        yield from _total([row.when for row in node.rows], _words(rule, node.value), place)
    elif isinstance(node, Compare):
        yield from _comparable(rule, node, place)


def _total(found: Sequence[object], wanted: Sequence[object], place: str) -> Iterator[Problem]:
    for key, times in Counter(found).items():
        if times > 1:
            yield Problem("row_twice", place, value=_row(key))
        if wanted and key not in wanted:
            yield Problem("row_unreachable", place, value=_row(key))
    for key in wanted:
        if key not in found:
            yield Problem("row_missing", place, value=_row(key))


def _row(key: object) -> str:
    return " x ".join(key) if isinstance(key, tuple) else str(key)


def _comparable(rule: Rule, node: Compare, place: str) -> Iterator[Problem]:
    words = _words(rule, node.left)
    if not words:
        return
    if node.op not in {Comparison.EQUAL, Comparison.UNEQUAL}:
        yield Problem("words_without_order", place, value=node.op)
    if isinstance(node.right, Constant) and node.right.value not in words:
        cure = ", ".join(map(str, words))
        yield Problem("unknown_word", place, value=node.right.value, cure=cure)


def _words(rule: Rule, node: Node) -> list[object]:
    """Name the words that a node can give, as far as they are declared."""
    specs: dict[str, InputSpec] = {spec.name: spec for spec in rule.inputs}
    if isinstance(node, Input) and node.name in specs:
        return list(specs[node.name].words)
    if isinstance(node, Field):
        fields = [field for spec in rule.inputs for field in spec.fields]
        return [word for field in fields if field.name == node.name for word in field.words]
    if isinstance(node, Flag):
        return [False, True]
    if isinstance(node, Bands):
        return [band.result.value for band in node.bands if isinstance(band.result, Constant)]
    return []


def _outputs(rule: Rule) -> Iterator[Problem]:
    """Check that a word output gives only its declared words."""
    for output in rule.outputs:
        if output.kind is Kind.WORD:
            results = {row.result for row in _rows(output.node)}
            given = [node.value for node in results if isinstance(node, Constant)]
            for word in given:
                if word not in output.words:
                    place, cure = f"{rule.id}.{output.name}", ", ".join(output.words)
                    yield Problem("unknown_word", place, value=word, cure=cure)


def _days(rule: Rule) -> list[date | None]:
    """Give one day for each set of legal values."""
    if all(len(parameter.versions) == 1 for parameter in rule.parameters):
        return [None]
    firsts = {row.valid_from for parameter in rule.parameters for row in parameter.versions}
    begin = max(parameter.versions[0].valid_from for parameter in rule.parameters)
    return [day for day in sorted(firsts) if day >= begin]


def _problem(rule: Rule, code: str, value: str, cure: str = "") -> Problem:
    return Problem(code, rule.id, value=value, cure=cure)
