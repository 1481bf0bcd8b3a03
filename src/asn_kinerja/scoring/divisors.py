"""Looking for divisions by zero before any case: what a divisor can be, and what guards it."""

from collections.abc import Iterator

from asn_kinerja.errors import Problem
from asn_kinerja.scoring.formula_functions import BY_ZERO
from asn_kinerja.scoring.formula_text import write_formula
from asn_kinerja.scoring.intervals import Follower
from asn_kinerja.scoring.nodes import (
    And,
    Choose,
    Compare,
    Comparison,
    Count,
    Items,
    Latest,
    Multiply,
    Node,
    Not,
    Or,
    Ratio,
)
from asn_kinerja.scoring.reach import Span
from asn_kinerja.scoring.rule import Rule
from asn_kinerja.scoring.walk import children

__all__ = ["check_divisors"]

_TURNED = {
    Comparison.EQUAL: Comparison.UNEQUAL,
    Comparison.UNEQUAL: Comparison.EQUAL,
    Comparison.AT_LEAST: Comparison.LESS,
    Comparison.LESS: Comparison.AT_LEAST,
    Comparison.AT_MOST: Comparison.MORE,
    Comparison.MORE: Comparison.AT_MOST,
}
_MIRRORED = {
    Comparison.AT_LEAST: Comparison.AT_MOST,
    Comparison.AT_MOST: Comparison.AT_LEAST,
    Comparison.LESS: Comparison.MORE,
    Comparison.MORE: Comparison.LESS,
}
_Known = frozenset[Node]  # what is not zero where a node is looked at


def check_divisors(rule: Rule, follower: Follower) -> list[Problem]:
    """Find divisors that are always zero, and those that can be where nothing says what then.

    Args:
        rule: The policy, whose names are all declared.
        follower: Knows what each node can be.

    Returns:
        The problems. A divisor is fine where a condition on the way keeps zero away.
    """
    search = _Search(follower)
    found = [
        Problem(code, f"{rule.id}.{key}".rstrip("."), value=write_formula(divisor, top=False))
        for root in rule.roots
        for code, divisor, key in search.faults(root, "", "", frozenset())
    ]
    return list(dict.fromkeys(found))


class _Search:
    """Goes through trees with what is known not to be zero on the way."""

    def __init__(self, follower: Follower) -> None:
        self._follower = follower
        self._met: set[tuple[Node, str, str, _Known]] = set()

    def faults(
        self, node: Node, key: str, items: str, known: _Known
    ) -> Iterator[tuple[str, Node, str]]:
        """Give the code, the divisor and the nearest name above each fault below a node."""
        key = node.key or key
        if (node, key, items, known) in self._met:
            return
        self._met.add((node, key, items, known))
        if isinstance(node, Ratio) and (code := self._fault(node, items, known)):
            yield code, node.denominator, key
        if isinstance(node, Choose):
            yield from self._of_choice(node, key, items, known)
            return
        if isinstance(node, Count | Items | Latest):
            items = node.items
            if node.where is not None:
                known |= frozenset(self._kept(node.where, items, holds=True))
        for below in children(node):
            yield from self.faults(below, key, items, known)

    def _of_choice(
        self, node: Choose, key: str, items: str, known: _Known
    ) -> Iterator[tuple[str, Node, str]]:
        for case in node.cases:
            yield from self.faults(case.when, key, items, known)
            held = known | frozenset(self._kept(case.when, items, holds=True))
            yield from self.faults(case.then, key, items, held)
            known |= frozenset(self._kept(case.when, items, holds=False))
        yield from self.faults(node.otherwise, key, items, known)

    def _fault(self, node: Ratio, items: str, known: _Known) -> str:
        numbers = self._numbers(node.denominator, items)
        if numbers is not None and numbers.low == numbers.high == 0:
            return "divisor_zero"
        silent = node.when_zero == BY_ZERO  # a division by `/` says nothing of zero
        return "divisor_open" if silent and self._can_be(node.denominator, items, known) else ""

    def _can_be(self, divisor: Node, items: str, known: _Known) -> bool:
        """Whether a divisor can be zero; a product can be where one of its factors can."""
        if divisor in known:
            return False
        if isinstance(divisor, Multiply):
            return any(self._can_be(factor, items, known) for factor in divisor.factors)
        numbers = self._numbers(divisor, items)
        return numbers is not None and numbers.holds(0)

    def _numbers(self, node: Node, items: str) -> Span | None:
        return self._follower.reach(node, items=items).numbers

    def _kept(self, condition: Node, items: str, *, holds: bool) -> Iterator[Node]:
        """Give the nodes that are not zero when a condition holds, or when it does not."""
        match condition:
            case Compare(left=left, right=right, op=op):
                op = op if holds else _TURNED[op]
                sides = ((left, right, op), (right, left, _MIRRORED.get(op, op)))
                for node, edge, way in sides:
                    numbers = self._numbers(edge, items)
                    if numbers is not None and _keeps_zero_away(way, numbers):
                        yield node
            case And(terms=terms) if holds:
                for term in terms:
                    yield from self._kept(term, items, holds=True)
            case Or(terms=terms) if not holds:
                for term in terms:
                    yield from self._kept(term, items, holds=False)
            case Not(term=term):
                yield from self._kept(term, items, holds=not holds)
            case _:
                pass


def _keeps_zero_away(op: Comparison, edge: Span) -> bool:
    """Whether no number that compares so with any of the edge is zero."""
    low, high = edge.low, edge.high
    match op:
        case Comparison.MORE:
            return low is not None and low >= 0
        case Comparison.AT_LEAST:
            return low is not None and low > 0
        case Comparison.LESS:
            return high is not None and high <= 0
        case Comparison.AT_MOST:
            return high is not None and high < 0
        case Comparison.EQUAL:
            return not edge.holds(0)
        case Comparison.UNEQUAL:
            return low == high == 0
