"""Looking for divisions by zero before any case: what a divisor can be, and what guards it."""

from collections.abc import Iterable, Iterator

from asn_kinerja.errors import Problem
from asn_kinerja.scoring.formula_functions import BY_ZERO
from asn_kinerja.scoring.formula_text import write_formula
from asn_kinerja.scoring.intervals import Follower
from asn_kinerja.scoring.nodes import (
    And,
    Bands,
    Choose,
    Compare,
    Count,
    Field,
    Input,
    Items,
    Latest,
    Lookup,
    Matrix,
    Multiply,
    Node,
    Not,
    Or,
    ParameterValue,
    Ratio,
    Subtract,
)
from asn_kinerja.scoring.reach import Reach, Span, compare_reach
from asn_kinerja.scoring.rule import Rule
from asn_kinerja.scoring.walk import children, walk

__all__ = ["check_divisors"]

_ZERO = Reach.of(0)
_Known = frozenset[Node]  # the divisors that are not zero where a node is looked at


def check_divisors(rule: Rule, follower: Follower) -> list[Problem]:
    """Find divisors that are always zero, and those that can be where nothing says what then.

    A condition that looks at a divisor in a way that is not followed here counts as a guard: a
    hint that is missed costs less than a sound policy that is refused.

    Args:
        rule: The policy, whose names are all declared.
        follower: Knows what each node can be.

    Returns:
        The problems. A divisor is fine where a condition on the way keeps zero away.
    """
    ratios = {node for root in rule.roots for node in walk(root) if isinstance(node, Ratio)}
    search = _Search(follower, ratios)
    demands = [demand.holds for demand in rule.requirements]
    found = [
        Problem(code, f"{rule.id}.{key}".rstrip("."), value=write_formula(divisor, top=False))
        for root in rule.roots
        for code, divisor, key in search.below(root, [one for one in demands if one != root])
    ]
    return list(dict.fromkeys(found))


class _Search:
    """Goes through trees with what is known not to be zero on the way."""

    def __init__(self, follower: Follower, ratios: Iterable[Ratio]) -> None:
        self._follower = follower
        parts = {part for node in ratios for part in _parts(node.denominator)}
        self._divisors = {part: _names(part) for part in parts}  # with what they read
        self._read: dict[Node, tuple[frozenset[str], frozenset[str]]] = {}
        self._met: set[tuple[Node, str, str, _Known]] = set()

    def below(self, root: Node, demands: list[Node]) -> Iterator[tuple[str, Node, str]]:
        """Give the faults below a root; a case that breaks one of the demands is refused."""
        known: _Known = frozenset()
        for demand in demands:
            known = self._with(known, demand, "", holds=True)
        return self._faults(root, "", "", known)

    def _faults(
        self, node: Node, key: str, items: str, known: _Known
    ) -> Iterator[tuple[str, Node, str]]:
        """Give the code, the divisor and the nearest name above each fault below a node."""
        key = node.key or key
        if (node, key, items, known) in self._met:
            return
        self._met.add((node, key, items, known))
        if isinstance(node, Ratio) and (code := self._fault(node, items, known)):
            yield code, node.denominator, key
        inner = node.items if isinstance(node, Count | Items | Latest) else items
        for below, held in self._ways(node, inner, known):
            yield from self._faults(below, key, inner, held)

    def _ways(self, node: Node, items: str, known: _Known) -> Iterator[tuple[Node, _Known]]:
        """Give the nodes below a node that can count, each with what is known there."""
        match node:
            case Choose():
                yield from self._of_choice(node, items, known)
            case And(terms=terms) | Or(terms=terms):  # false and true decide, whatever is missing
                for term in terms:
                    held = known
                    for other in terms:
                        if other is not term:
                            held = self._with(held, other, items, holds=isinstance(node, And))
                    yield term, held
            case Count() | Items() | Latest() if node.where is not None:
                held = self._with(known, node.where, items, holds=True)
                yield from ((at, known if at is node.where else held) for at in children(node))
            case Bands() | Matrix() | Lookup():
                keys = (node.row, node.column) if isinstance(node, Matrix) else (node.value,)
                held = known
                for one in keys:
                    held = self._with(held, one, items, holds=True)
                yield from ((at, known if at in keys else held) for at in children(node))
            case _:
                yield from ((at, known) for at in children(node))

    def _of_choice(self, node: Choose, items: str, known: _Known) -> Iterator[tuple[Node, _Known]]:
        for case in node.cases:
            yield case.when, known
            sure = self._follower.reach(case.when, items=items).sure
            if sure is not False:
                yield case.then, self._with(known, case.when, items, holds=True)
            if sure is True:
                return
            known = self._with(known, case.when, items, holds=False)
        yield node.otherwise, known

    def _fault(self, node: Ratio, items: str, known: _Known) -> str:
        divisor, numbers = node.denominator, self._numbers(node.denominator, items)
        if numbers is None or not self._can_be(divisor, items, known):
            return ""
        zero = numbers.low == numbers.high == 0
        if node.when_zero == BY_ZERO:  # a division by `/` says nothing of zero
            return "divisor_zero" if zero else "divisor_open"
        varies = any(isinstance(part, ParameterValue) for part in walk(divisor))
        return "divisor_zero" if zero and not varies else ""

    def _can_be(self, divisor: Node, items: str, known: _Known) -> bool:
        """Whether a divisor can be zero: a product where a factor can, a choice where a result."""
        if divisor in known:
            return False
        match divisor:
            case Multiply(factors=factors):
                return any(self._can_be(factor, items, known) for factor in factors)
            case Choose():
                results = self._of_choice(divisor, items, known)
                return any(self._can_be(result, items, held) for result, held in results)
            case _:
                numbers = self._numbers(divisor, items)
                return numbers is not None and numbers.holds(0)

    def _numbers(self, node: Node, items: str) -> Span | None:
        return self._follower.reach(node, items=items).numbers

    def _with(self, known: _Known, condition: Node, items: str, *, holds: bool) -> _Known:
        """Add the divisors that are not zero when a condition holds, or when it does not."""
        left = self._divisors.keys() - known
        return known | {one for one in left if self._keeps(condition, one, items, holds=holds)}

    def _keeps(self, condition: Node, divisor: Node, items: str, *, holds: bool) -> bool:
        match condition:
            case Not(term=term):
                return self._keeps(term, divisor, items, holds=not holds)
            case And(terms=terms) | Or(terms=terms):
                kept = (self._keeps(term, divisor, items, holds=holds) for term in terms)
                return any(kept) if isinstance(condition, And) is holds else all(kept)
            case Compare(left=left, right=right, op=op) if divisor in {left, right}:
                sides = [
                    _ZERO if side == divisor else self._follower.reach(side, items=items)
                    for side in (left, right)
                ]
                return compare_reach(*sides, op=op).sure is not holds
            case Compare(left=left, right=right, op=op) if _differs(divisor, left, right):
                return compare_reach(_ZERO, _ZERO, op=op).sure is not holds
            case _:
                return not isinstance(divisor, Multiply) and self._looks_at(condition, divisor)

    def _looks_at(self, condition: Node, divisor: Node) -> bool:
        """Whether a condition reads what a divisor rests on, other than to divide by it."""
        if condition not in self._read:
            self._read[condition] = _names(condition), _divided_by(condition)
        names, divided = self._read[condition]
        rests = self._divisors[divisor]
        return not rests.isdisjoint(names) and rests.isdisjoint(divided)


def _parts(divisor: Node) -> Iterator[Node]:
    """Give a divisor and what decides whether it is zero: its factors, the results of a choice."""
    yield divisor
    if isinstance(divisor, Multiply | Choose):
        for below in children(divisor):
            yield from _parts(below)


def _differs(divisor: Node, left: Node, right: Node) -> bool:
    """Whether a divisor is the difference of what is compared."""
    return isinstance(divisor, Subtract) and {divisor.left, divisor.right} == {left, right}


def _names(node: Node) -> frozenset[str]:
    """Name the inputs, fields, parameters and items that a node reads; not those it asks for."""
    parts = list(walk(node))
    plain = {at.name for at in parts if isinstance(at, Input | Field | ParameterValue)}
    return frozenset(plain | {at.items for at in parts if isinstance(at, Count | Items | Latest)})


def _divided_by(node: Node) -> frozenset[str]:
    """Name what the divisors below a node read."""
    ratios = (at for at in walk(node) if isinstance(at, Ratio))
    return frozenset(name for ratio in ratios for name in _names(ratio.denominator))
