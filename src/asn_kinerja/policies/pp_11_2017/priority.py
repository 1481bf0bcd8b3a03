"""Which predicate earns priority training as a reward."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Compare, Input, ParameterValue
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["build_priority"]

_ID = "pp_11_2017"
_cite = partial(Citation, regulation=_ID, article="235")


def build_priority(
    regulation: Regulation, *, predicate: Parameter, conflicts: Sequence[Conflict]
) -> Policy:
    """Make the rule on the predicate that earns priority training.

    Args:
        regulation: The regulation.
        predicate: The predicate that the law asks for.
        conflicts: What other law says of it.

    Returns:
        The policy: told ``predikat``, it answers by ``terpenuhi``.
    """
    return Policy(
        id=f"{_ID}.prioritas_pengembangan",
        title=Wording(
            "Predikat untuk kesempatan prioritas pengembangan (PNS)",
            "Predicate for priority training as a reward (PNS)",
        ),
        purpose="prioritas_pengembangan_pns",
        regulation=regulation,
        governs_from=date(2017, 4, 7),
        inputs=(
            InputSpec(
                name="predikat",
                kind=Kind.WORD,
                title=Wording("predikat kinerja", "performance predicate"),
                words=PredikatKinerja,
                citation=_cite(),
            ),
        ),
        outputs=(
            Output(
                name="terpenuhi",
                node=Compare(
                    Input("predikat"),
                    ParameterValue(predicate.name),
                    key="terpenuhi",
                    citation=_cite(),
                    conflicts=tuple(item.id for item in conflicts),
                ),
                kind=Kind.FLAG,
                title=Wording("Predikat mencukupi", "The predicate is enough"),
                main=True,
            ),
        ),
        parameters=(predicate,),
        conflicts=tuple(conflicts),
    )
