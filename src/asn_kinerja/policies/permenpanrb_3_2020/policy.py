"""The nine boxes of PermenPANRB 3/2020 as nodes."""

from datetime import date
from functools import partial
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.terms import ResultRating
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.permenpanrb_3_2020.axes import (
    AXES,
    POTENTIALS,
    axis,
    inputs,
    requirements,
)
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import Cell, Lookup, LookupRow, Matrix, Node, ParameterValue
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["build"]

_ID = "permenpanrb_3_2020"
_cite = partial(Citation, regulation=_ID)
_BOXES = _cite(text="lampiran, sembilan kotak manajemen talenta")
_ADVICE = {
    9: "promosi_dan_pertahankan",
    8: "pertahankan_rotasi_dan_bimbingan",
    7: "pertahankan_rotasi_dan_kembangkan",
    6: "tempatkan_sesuai_bimbingan_dan_konseling",
    5: "tempatkan_sesuai_bimbingan_dan_kembangkan",
    4: "rotasi_dan_kembangkan",
    3: "bimbingan_konseling_dan_kembangkan",
    2: "bimbingan_dan_kembangkan",
    1: "proses_sesuai_peraturan",
}


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policy.

    Returns:
        The box with its advice.
    """
    folder = Path(__file__).parent
    box = _box()
    policy = Policy(
        id=f"{_ID}.kotak_talenta",
        title=Wording("Kotak manajemen talenta", "Box of talent management"),
        purpose="kotak_talenta",
        regulation=Regulation(
            id=_ID,
            title=Wording(
                "Manajemen Talenta Aparatur Sipil Negara", "Talent management of civil servants"
            ),
            in_force_from=date(2020, 1, 1),
            citation=_cite(text="BN 2020 No. 28; diubah dengan PermenPANRB 20/2025"),
            dates_confirmed=False,
        ),
        governs_from=date(2020, 1, 1),
        inputs=inputs(),
        outputs=(
            Output(
                name="kotak",
                node=box,
                kind=Kind.COUNT,
                title=Wording("Kotak (1-9)", "Box (1-9)"),
                main=True,
                unit="box",
            ),
            Output(
                name="saran",
                node=Lookup(
                    box,
                    tuple(LookupRow(when=number, result=word) for number, word in _ADVICE.items()),
                    key="saran",
                    citation=_BOXES,
                ),
                kind=Kind.WORD,
                title=Wording("Saran", "Advice"),
                words=tuple(_ADVICE.values()),
            ),
        ),
        parameters=read_parameters(folder, regulation=_ID),
        conflicts=read_conflicts(folder, regulation=_ID),
        requirements=requirements(),
    )
    return (policy,)


def _box() -> Node:
    performance, potential = (axis(one) for one in AXES)
    return Matrix(
        performance,
        potential,
        cells=tuple(
            Cell(
                row=rating,
                column=word,
                result=ParameterValue(f"kotak_{rating.removesuffix('_ekspektasi')}_{word}"),
            )
            for rating in ResultRating
            for word in POTENTIALS
        ),
        key="kotak",
        citation=_BOXES,
    )
