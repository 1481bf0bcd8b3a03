"""The policies of PermenPANRB 8/2021, put together of their nodes."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.permenpanrb_8_2021.achievement import (
    achievement,
    inputs,
    requirements,
)
from asn_kinerja.policies.permenpanrb_8_2021.indicator import category_of, value_of
from asn_kinerja.policies.permenpanrb_8_2021.reading import GAPS, SWITCH, WORDS, read_percent
from asn_kinerja.policies.permenpanrb_8_2021.results import plan_policy
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Node, ParameterValue
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output
from asn_kinerja.scoring.walk import walk

__all__ = ["build"]

_ID = "permenpanrb_8_2021"
_FROM, _UNTIL = date(2021, 7, 1), date(2022, 1, 1)
_cite = partial(Citation, regulation=_ID)


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policies.

    Returns:
        Achievement and value of an indicator, value of the plan of JA and JF.
    """
    folder = Path(__file__).parent
    parameters = read_parameters(folder, regulation=_ID)
    conflicts = read_conflicts(folder, regulation=_ID)
    regulation = Regulation(
        id=_ID,
        title=Wording("Sistem Manajemen Kinerja Pegawai Negeri Sipil", "Performance system of PNS"),
        in_force_from=date(2021, 3, 17),
        in_force_until=date(2022, 2, 7),
        citation=Citation(regulation="permenpanrb_6_2022", article="39-40"),
        dates_confirmed=False,
    )

    def policy(
        name: str, title: Wording, *, asked: tuple[InputSpec, ...], gives: tuple[Output, ...]
    ) -> Policy:
        read = set(_read(output.node for output in gives))
        return Policy(
            id=f"{_ID}.{name}",
            title=title,
            purpose=name,
            regulation=regulation,
            governs_from=_FROM,
            governs_until=_UNTIL,
            inputs=asked,
            outputs=gives,
            parameters=tuple(one for one in parameters if one.name in read),
            conflicts=conflicts,
            requirements=requirements(),
        )

    reached = achievement()
    return (
        policy(
            "capaian_indikator",
            Wording("Capaian indikator kinerja individu", "Achievement of an indicator"),
            asked=inputs(),
            gives=(_percent(reached, main=True),),
        ),
        policy(
            "nilai_indikator",
            Wording("Nilai indikator kinerja individu", "Value of an indicator"),
            asked=(*inputs(), _highest(), SWITCH),
            gives=_value_outputs(reached),
        ),
        plan_policy(regulation, parameters, conflicts=conflicts),
    )


def _read(roots: Iterable[Node]) -> Iterable[str]:
    return (node.name for root in roots for node in walk(root) if isinstance(node, ParameterValue))


def _highest() -> InputSpec:
    return InputSpec(
        name="target_tertinggi",
        kind=Kind.FLAG,
        title=Wording("100 % adalah capaian tertinggi", "100 % is the most there can be"),
        optional=True,
        default=False,
        citation=_cite(page="93"),
    )


def _percent(reached: Node, *, main: bool) -> Output:
    return Output(
        name="capaian",
        node=reached,
        kind=Kind.NUMBER,
        title=Wording("Capaian", "Achievement"),
        main=main,
        unit="percent",
    )


def _value_outputs(reached: Node) -> tuple[Output, ...]:
    read = read_percent(reached, GAPS)
    return (
        Output(
            name="nilai",
            node=value_of(read),
            kind=Kind.NUMBER,
            title=Wording("Nilai indikator (0-120)", "Value of the indicator (0-120)"),
            main=True,
            unit="point",
        ),
        _percent(reached, main=False),
        Output(
            name="kategori",
            node=category_of(read),
            kind=Kind.WORD,
            title=Wording("Kategori", "Category"),
            words=WORDS,
        ),
    )
