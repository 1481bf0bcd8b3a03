"""The value of one aspect, and of the plan of a year, of Perka BKN 1/2013 as nodes."""

from datetime import date
from functools import partial
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.terms import Aspect
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.perka_bkn_1_2013.aspects import FORMULAS, SWITCH, aspect_value
from asn_kinerja.policies.perka_bkn_1_2013.plan import plan_policy
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Input, Lookup, LookupRow
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["build"]

_ID = "perka_bkn_1_2013"
_cite = partial(Citation, regulation="pp_46_2011")


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policies.

    Returns:
        The value of an aspect, and the value of a plan.
    """
    folder = Path(__file__).parent
    parameters = {one.name: one for one in read_parameters(folder, regulation=_ID)}
    conflicts = read_conflicts(folder, regulation=_ID)
    regulation = Regulation(
        id=_ID,
        title=Wording(
            "Ketentuan Pelaksanaan Penilaian Prestasi Kerja Pegawai Negeri Sipil",
            "Implementing rules of the appraisal of the work performance of PNS",
        ),
        in_force_from=date(2013, 1, 3),
        in_force_until=date(2021, 7, 1),
        citation=_cite(article="11, 14, 18"),
        dates_confirmed=False,
    )
    target, realised = Input("target"), Input("realisasi")
    aspect = Policy(
        id=f"{_ID}.nilai_aspek",
        title=Wording("Nilai satu aspek kegiatan", "Value of one aspect of an activity"),
        purpose="nilai_aspek",
        regulation=regulation,
        governs_from=date(2014, 1, 1),
        governs_until=date(2021, 7, 1),
        inputs=(
            InputSpec(
                name="aspek",
                kind=Kind.WORD,
                title=Wording("aspek", "aspect"),
                words=Aspect,
                citation=_cite(article="7(2)"),
            ),
            _amount("target", Wording("target", "target")),
            _amount("realisasi", Wording("realisasi", "what was realised")),
            SWITCH,
        ),
        outputs=(
            Output(
                name="nilai",
                node=Lookup(
                    Input("aspek"),
                    tuple(
                        LookupRow(
                            when=aspect,
                            result=aspect_value(aspect, target=target, realised=realised),
                        )
                        for aspect in Aspect
                    ),
                    key="aspek",
                    citation=_cite(article="8(1)", text="penjelasan"),
                ),
                kind=Kind.NUMBER,
                title=Wording("Nilai aspek", "Value of the aspect"),
                main=True,
                unit="point",
            ),
        ),
        parameters=tuple(parameters[name] for name in FORMULAS),
        conflicts=conflicts,
    )
    return (aspect, plan_policy(regulation, tuple(parameters.values()), conflicts=conflicts))


def _amount(name: str, title: Wording) -> InputSpec:
    return InputSpec(
        name=name,
        kind=Kind.NUMBER,
        title=title,
        scale=4,
        low=0,
        high=10**11,
        citation=_cite(article="8(1)", text="penjelasan"),
    )
