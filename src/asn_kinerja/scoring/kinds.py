"""What sort of value a node gives, read off the node."""

from collections.abc import Iterable, Mapping
from datetime import date

from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    AddMonths,
    Aggregate,
    And,
    Bands,
    Choose,
    Compare,
    Constant,
    Date,
    Field,
    Flag,
    Given,
    Input,
    Items,
    Latest,
    Lookup,
    Matrix,
    Node,
    Not,
    Or,
    Override,
    ParameterValue,
    ResultOf,
    Undetermined,
)

__all__ = ["KindReader", "plain_kind"]


class KindReader:
    """Reads the kinds of nodes over certain inputs and parameters.

    Args:
        inputs: The declared inputs, by name.
        parameters: The parameters, by name.
    """

    def __init__(
        self, inputs: Mapping[str, InputSpec], parameters: Mapping[str, Parameter]
    ) -> None:
        self._inputs = inputs
        self._parameters = parameters

    def kind(self, node: Node) -> Kind | None:  # noqa: C901, PLR0911, PLR0912 - one case a node
        """Say what sort of value a node gives.

        Args:
            node: Any node.

        Returns:
            Number, word, flag or date; `None` where it cannot be told.
        """
        match node:
            case Input() if node.name in self._inputs:
                return plain_kind(self._inputs[node.name].kind)
            case ParameterValue() if node.name in self._parameters:
                return _kind_of(self._parameters[node.name].versions[0].value)
            case Input() | ParameterValue() | Field() | ResultOf() | Undetermined():
                return None
            case Constant():
                return _kind_of(node.value)
            case Flag() | Given() | Compare() | And() | Or() | Not():
                return Kind.FLAG
            case Date() | Latest() | AddMonths():
                return Kind.DATE
            case Items():
                flags = {Aggregate.ALL, Aggregate.ANY}
                return Kind.FLAG if node.aggregate in flags else Kind.NUMBER
            case Bands():
                return self._first(band.result for band in node.bands)
            case Matrix():
                return self._first(cell.result for cell in node.cells)
            case Lookup():
                return self._first(row.result for row in node.rows)
            case Choose():
                return self._first([*(case.then for case in node.cases), node.otherwise])
            case Override():
                return self._first((node.given, node.proposed))
            case _:
                return Kind.NUMBER

    def _first(self, nodes: Iterable[Node]) -> Kind | None:
        return next((kind for node in nodes if (kind := self.kind(node)) is not None), None)


def plain_kind(kind: Kind) -> Kind:
    """Take a count as a number."""
    return Kind.NUMBER if kind is Kind.COUNT else kind


def _kind_of(value: object) -> Kind:
    if isinstance(value, bool):
        return Kind.FLAG
    if isinstance(value, str):
        return Kind.WORD
    return Kind.DATE if isinstance(value, date) else Kind.NUMBER
