"""Which nodes are written already, and where their values are known."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from asn_kinerja.scoring.nodes import Node
from asn_kinerja.scoring.quick.instructions import Term, Writer
from asn_kinerja.scoring.quick.lanes import Form, Lane

__all__ = ["Scopes"]


class Scopes:
    """The nodes that are written, by the statements in which their values are known.

    Args:
        writer: Where they are written.
        make: Writes a node.
    """

    def __init__(self, writer: Writer, make: Callable[[Node], Lane]) -> None:
        self._writer = writer
        self._make = make
        self._scopes: list[dict[Node, Lane]] = [{}]
        self.written: dict[Node, Lane] = {}
        self.late: list[Term] = []

    def lane(self, node: Node) -> Lane:
        """Write a node, if it is not there yet.

        Args:
            node: Any node of the trees.

        Returns:
            Where its value stands.

        Raises:
            Unwritten: If instructions cannot hold it.
        """
        for scope in reversed(self._scopes):
            if node in scope:
                return scope[node]
        made = self._scopes[-1][node] = self._make(node)
        if isinstance(made.top.tree, ast.Name) and made.known is None:
            self.written[node] = made
            if len(self._scopes) > 1:
                self.late += [made.top, *([made.below] if made.form is Form.PAIR else [])]
        return made

    @contextmanager
    def branch(self) -> Iterator[list[ast.stmt]]:
        """Write statements that are not always reached: what they set is not known outside."""
        self._scopes.append({})
        with self._writer.aside() as written:
            yield written
        self._scopes.pop()
