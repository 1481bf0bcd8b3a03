"""The shares of SE MenPANRB 3/2023: whether a unit keeps every rule, and a flag a rule."""

from datetime import date
from functools import partial
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.se_menpanrb_3_2023.rules import EVERYBODY, inputs, rules
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    And,
    Case,
    Choose,
    Compare,
    Given,
    Input,
    Node,
    Undetermined,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["build"]

_ID = "se_menpanrb_3_2023"
_cite = partial(Citation, regulation=_ID)
_PATTERN = _cite(text="pola distribusi predikat")


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policy.

    Returns:
        The check of a unit.
    """
    folder = Path(__file__).parent
    flags = rules()
    policy = Policy(
        id=f"{_ID}.pola_distribusi",
        title=Wording(
            "Pola distribusi predikat dengan persentase",
            "Distribution pattern of predicates with shares",
        ),
        purpose="pola_distribusi_persentase",
        regulation=Regulation(
            id=_ID,
            title=Wording(
                "Tata cara penetapan predikat kinerja pegawai dan pola distribusinya",
                "How predicates of employees are set, and their distribution",
            ),
            in_force_from=date(2023, 1, 31),
            citation=_cite(text="ditandatangani 31 Januari 2023"),
        ),
        governs_from=date(2023, 1, 1),
        inputs=inputs(),
        outputs=(
            Output(
                name="sesuai_pola",
                node=_guarded(
                    And(
                        tuple(node for _, node, _ in flags),
                        key="sesuai_pola",
                        citation=_PATTERN,
                        conflicts=("pola_6_2022",),
                    )
                ),
                kind=Kind.FLAG,
                title=Wording("Sesuai pola", "Fits the pattern"),
                main=True,
            ),
            *(
                Output(name=name, node=_guarded(node), kind=Kind.FLAG, title=title)
                for name, node, title in flags
            ),
        ),
        parameters=read_parameters(folder, regulation=_ID),
        conflicts=read_conflicts(folder, regulation=_ID),
    )
    return (policy,)


def _guarded(rule: Node) -> Node:
    """Say nothing of a unit without people, or of one that is too small to have a pattern."""
    nobody = Undetermined(
        "unit_kosong", Wording("Unit tidak mempunyai pegawai.", "The unit has nobody in it.")
    )
    small = Undetermined(
        "unit_kecil",
        Wording(
            "Unit kecil: pegawainya kurang dari jumlah minimum.",
            "A small unit: fewer people than the minimum.",
        ),
    )
    few = And(
        (Given("jumlah_minimum"), Compare(EVERYBODY, Input("jumlah_minimum"), op="<")),
        title=Wording("unit kecil", "small unit"),
    )
    return Choose(
        (Case(when=Compare(EVERYBODY, 0), then=nobody), Case(when=few, then=small)),
        rule,
        citation=_PATTERN,
    )
