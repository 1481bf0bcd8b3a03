"""Straight-line Python built as a tree of `ast` nodes, never as text.

A `Term` is an expression that is built with the ordinary signs; a `Writer` holds the statements.
Whatever a policy names (inputs, words, dates) is a constant that the instructions know by a
number, so that nothing that somebody wrote becomes code.
"""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

__all__ = [
    "FALSE",
    "GIVEN",
    "NOTHING",
    "TRUE",
    "Term",
    "Writer",
    "as_term",
    "either",
    "every",
    "mapping",
    "number",
    "opposite",
    "row",
    "some",
]


class Term:
    """An expression.

    Args:
        tree: The expression as Python has it.
        value: The whole number that it is, where it is known.
    """

    __slots__ = ("tree", "value")

    def __init__(self, tree: ast.expr, value: int | None = None) -> None:
        self.tree = tree
        self.value = value

    def _with(self, sign: ast.operator, other: "Term | int") -> "Term":
        return Term(ast.BinOp(self.tree, sign, as_term(other).tree))

    def _against(self, sign: ast.cmpop, other: "Term | int") -> "Term":
        return Term(ast.Compare(self.tree, [sign], [as_term(other).tree]))

    def __add__(self, other: "Term | int") -> "Term":
        """Write a sum; nothing is added where the other is 0."""
        if self.value == 0:
            return as_term(other)
        return self if as_term(other).value == 0 else self._with(ast.Add(), other)

    def __sub__(self, other: "Term | int") -> "Term":
        """Write a difference."""
        return self._with(ast.Sub(), other)

    def __mul__(self, other: "Term | int") -> "Term":
        """Write a product; of two known numbers the number, of 1 the other factor."""
        other = as_term(other)
        if self.value is not None and other.value is not None:
            return number(self.value * other.value)
        if self.value == 1:
            return other
        return self if other.value == 1 else self._with(ast.Mult(), other)

    def __rmul__(self, other: int) -> "Term":
        """Write a product with a number before it."""
        return self * other

    def __floordiv__(self, other: "Term | int") -> "Term":
        """Write a quotient, rounded down."""
        other = as_term(other)
        return self if other.value == 1 else self._with(ast.FloorDiv(), other)

    def __mod__(self, other: "Term | int") -> "Term":
        """Write a remainder."""
        return self._with(ast.Mod(), other)

    def __neg__(self) -> "Term":
        """Write the opposite number."""
        return Term(ast.UnaryOp(ast.USub(), self.tree))

    def __lt__(self, other: "Term | int") -> "Term":
        """Write that this is less."""
        return self._against(ast.Lt(), other)

    def __le__(self, other: "Term | int") -> "Term":
        """Write that this is at most the other."""
        return self._against(ast.LtE(), other)

    def __gt__(self, other: "Term | int") -> "Term":
        """Write that this is more."""
        return self._against(ast.Gt(), other)

    def __ge__(self, other: "Term | int") -> "Term":
        """Write that this is at least the other."""
        return self._against(ast.GtE(), other)

    def equals(self, other: "Term | int") -> "Term":
        """Write that both are equal."""
        return self._against(ast.Eq(), other)

    def differs(self, other: "Term | int") -> "Term":
        """Write that they are not equal."""
        return self._against(ast.NotEq(), other)

    def same(self, other: "Term") -> "Term":
        """Write that both are the same thing, such as `None`."""
        return self._against(ast.Is(), other)

    def apart(self, other: "Term") -> "Term":
        """Write that both are not the same thing."""
        return self._against(ast.IsNot(), other)

    def at(self, key: "Term") -> "Term":
        """Write what stands under a key."""
        return Term(ast.Subscript(self.tree, key.tree, ast.Load()))

    def part(self, name: str) -> "Term":
        """Write an attribute, by a name of Python's own."""
        return Term(ast.Attribute(self.tree, name, ast.Load()))

    def __call__(self, *operands: "Term") -> "Term":
        """Write a call."""
        return Term(ast.Call(self.tree, [one.tree for one in operands], []))


def number(value: int) -> Term:
    """Write a whole number."""
    return Term(ast.Constant(value), value)


def as_term(value: "Term | int") -> Term:
    """Take a term as it is and a number as its term."""
    return value if isinstance(value, Term) else number(value)


GIVEN = Term(ast.Name("given", ast.Load()))
NOTHING = Term(ast.Constant(None))
TRUE, FALSE = Term(ast.Constant(value=True)), Term(ast.Constant(value=False))


def either(test: Term, *, yes: Term, no: Term) -> Term:
    """Write one of two expressions."""
    return Term(ast.IfExp(test.tree, yes.tree, no.tree))


def every(terms: list[Term]) -> Term:
    """Write that all hold."""
    return terms[0] if len(terms) == 1 else Term(ast.BoolOp(ast.And(), [t.tree for t in terms]))


def some(terms: list[Term]) -> Term:
    """Write that one holds."""
    return terms[0] if len(terms) == 1 else Term(ast.BoolOp(ast.Or(), [t.tree for t in terms]))


def opposite(term: Term) -> Term:
    """Write that it does not hold."""
    return Term(ast.UnaryOp(ast.Not(), term.tree))


def row(terms: list[Term]) -> Term:
    """Write several as one."""
    return Term(ast.Tuple([one.tree for one in terms], ast.Load()))


def mapping(keys: list[Term], values: list[Term]) -> Term:
    """Write a dictionary."""
    return Term(ast.Dict([key.tree for key in keys], [value.tree for value in values]))


class Writer:
    """The statements of one function, and the constants that they know by number."""

    def __init__(self) -> None:
        self._known: dict[str, object] = {}
        self._body: list[ast.stmt] = []
        self._count = 0

    def hold(self, value: object) -> Term:
        """Give the name of a constant."""
        name = f"k{len(self._known)}"
        self._known[name] = value
        return Term(ast.Name(name, ast.Load()))

    def fresh(self) -> Term:
        """Give the name of a value to come."""
        self._count += 1
        return Term(ast.Name(f"v{self._count}", ast.Load()))

    def set(self, target: Term, value: Term) -> Term:
        """Write that a value is what an expression gives."""
        name = ast.Name(_name(target), ast.Store())
        self._body.append(ast.Assign([name], value.tree))
        return target

    def keep(self, value: Term) -> Term:
        """Write that a new value is what an expression gives, and name it."""
        return self.set(self.fresh(), value)

    @property
    def here(self) -> list[ast.stmt]:
        """The statements at hand."""
        return self._body

    @contextmanager
    def aside(self) -> Iterator[list[ast.stmt]]:
        """Write statements into a list of their own."""
        outer, inner = self._body, list[ast.stmt]()
        self._body = inner
        try:
            yield inner
        finally:
            self._body = outer

    @contextmanager
    def after(self, written: list[ast.stmt]) -> Iterator[None]:
        """Write at the end of statements that were written aside."""
        outer, self._body = self._body, written
        try:
            yield
        finally:
            self._body = outer

    def when(self, test: Term, yes: list[ast.stmt], *, no: list[ast.stmt]) -> None:
        """Write that one of two lists of statements is done; the first may not stay empty."""
        self._body.append(ast.If(test.tree, yes, no))

    def go_on(self, written: list[ast.stmt]) -> None:
        """Write what was written aside."""
        self._body += written

    def stop_unless(self, test: Term) -> None:
        """Write that the function ends with nothing where a test does not hold."""
        self._body.append(ast.If(opposite(test).tree, [ast.Return(NOTHING.tree)], []))

    def give(self, value: Term) -> None:
        """Write that the function ends with a value."""
        self._body.append(ast.Return(value.tree))

    def first(self, targets: list[Term], value: Term) -> None:
        """Write, before all else, what values are until they are set."""
        if targets:
            names: list[ast.expr] = [ast.Name(_name(target), ast.Store()) for target in targets]
            self._body.insert(0, ast.Assign(names, value.tree))

    def function(self) -> Callable[[Any], Any]:
        """Compile what was written.

        Returns:
            A function of what `GIVEN` stands for.
        """
        module = ast.parse("def straight(given): pass")
        defined = module.body[0]
        if isinstance(defined, ast.FunctionDef):
            defined.body = self._body
        made: dict[str, Any] = dict(self._known)
        code = compile(ast.fix_missing_locations(module), "<policy>", "exec")
        exec(code, made)  # noqa: S102 - of the nodes above alone: no text of a policy is in it
        found: Callable[[Any], Any] = made["straight"]
        return found


def _name(term: Term) -> str:
    if not isinstance(term.tree, ast.Name):
        message = "only a name can be set"
        raise TypeError(message)
    return term.tree.id
