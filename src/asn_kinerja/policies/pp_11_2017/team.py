"""How many members a tim penilai kinerja has: an odd number, and no fewer than the law says."""

from datetime import date
from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    And,
    Compare,
    Input,
    Multiply,
    Node,
    ParameterValue,
    Ratio,
    Round,
    Subtract,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["build_team"]

_ID = "pp_11_2017"
_cite = partial(Citation, regulation=_ID, article="201")
_MEMBERS = Input("jumlah_anggota")


def build_team(regulation: Regulation, *, members: Parameter) -> Policy:
    """Make the rule on the size of the team.

    Args:
        regulation: The regulation.
        members: The least number of members.

    Returns:
        The policy: told ``jumlah_anggota``, it answers by ``terpenuhi``.
    """
    enough = Compare(_MEMBERS, ParameterValue(members.name), op=">=", citation=_cite())
    return Policy(
        id=f"{_ID}.tim_penilai_kinerja",
        title=Wording("Susunan tim penilai kinerja PNS", "Size of the performance team (PNS)"),
        purpose="tim_penilai_kinerja_pns",
        regulation=regulation,
        governs_from=date(2017, 4, 7),
        inputs=(
            InputSpec(
                name="jumlah_anggota",
                kind=Kind.COUNT,
                title=Wording("jumlah anggota tim", "members of the team"),
                unit="person",
                low=0,
                high=1000,
                citation=_cite(),
            ),
        ),
        outputs=(
            Output(
                name="terpenuhi",
                node=And((enough, _odd()), key="terpenuhi", citation=_cite()),
                kind=Kind.FLAG,
                title=Wording("Susunan tim sesuai", "The team is as it should be"),
                main=True,
            ),
        ),
        parameters=(members,),
    )


def _odd() -> Node:
    """Whether one member is left when the members stand in pairs."""
    pairs = Round(
        Ratio(Subtract(_MEMBERS, 1), 2, when_zero=0),
        title=Wording("pasangan di samping satu anggota", "pairs beside one member"),
        citation=_cite(),
    )
    return Compare(
        Multiply((2, pairs)),
        Subtract(_MEMBERS, 1),
        op="==",
        key="gasal",
        title=Wording("jumlahnya gasal", "the number is odd"),
        citation=_cite(),
    )
