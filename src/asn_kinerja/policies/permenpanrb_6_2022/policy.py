"""The rules of PermenPANRB 6/2022 as nodes."""

from datetime import date
from functools import partial
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.terms import BehaviourRating, PredikatKinerja, ResultRating
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.permenpanrb_6_2022.guide import usulan_rating
from asn_kinerja.policies.permenpanrb_6_2022.pattern import pola_distribusi
from asn_kinerja.policies.permenpanrb_6_2022.study import ipk_tugas_belajar
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Case,
    Cell,
    Choose,
    Compare,
    Flag,
    Input,
    Matrix,
    ParameterValue,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["build"]

_ID = "permenpanrb_6_2022"
_cite = partial(Citation, regulation=_ID)
_ABOVE, _AS_EXPECTED, _BELOW = ResultRating


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policies.

    Returns:
        Predicate, proposed ratings, distribution pattern, guide for the IPK.
    """
    folder = Path(__file__).parent
    parameters = read_parameters(folder, regulation=_ID)
    conflicts = read_conflicts(folder, regulation=_ID)
    regulation = Regulation(
        id=_ID,
        title=Wording(
            "Pengelolaan Kinerja Pegawai Aparatur Sipil Negara",
            "Performance management of civil servants",
        ),
        in_force_from=date(2022, 2, 7),
        citation=_cite(article="41"),
    )
    predikat = Policy(
        id=f"{_ID}.predikat",
        title=Wording("Predikat kinerja pegawai", "Predicate of an employee"),
        purpose="predikat_kinerja",
        regulation=regulation,
        governs_from=date(2022, 1, 1),
        inputs=_inputs(),
        outputs=(
            Output(
                name="predikat_kinerja",
                node=_predicate(),
                kind=Kind.WORD,
                title=Wording("Predikat kinerja", "Predicate"),
                main=True,
                words=PredikatKinerja,
            ),
        ),
        parameters=tuple(one for one in parameters if one.name.startswith("predikat_")),
        conflicts=tuple(one for one in conflicts if one.id == "formulir_3"),
    )
    return (
        predikat,
        usulan_rating(regulation),
        pola_distribusi(regulation, conflicts),
        ipk_tugas_belajar(regulation, parameters),
    )


def _inputs() -> tuple[InputSpec, ...]:
    return (
        InputSpec(
            name="rating_hasil_kerja",
            kind=Kind.WORD,
            title=Wording("rating hasil kerja", "rating of results"),
            words=ResultRating,
            source="given_rating.results",
            citation=_cite(page="97-98, 100-101"),
        ),
        InputSpec(
            name="rating_perilaku_kerja",
            kind=Kind.WORD,
            title=Wording("rating perilaku kerja", "rating of behaviour"),
            words=BehaviourRating,
            source="given_rating.behaviour",
            citation=_cite(page="98, 101-102"),
        ),
        InputSpec(
            name="tugas_belajar_gagal",
            kind=Kind.FLAG,
            title=Wording("tugas belajar tidak selesai", "study leave was not completed"),
            optional=True,
            default=False,
            source="given_rating.study_failed",
            citation=_cite(page="100, 103"),
        ),
    )


def _predicate() -> Choose:
    """Failed studies have a rule of their own; all others are read off the matrix."""
    behaviour = Input("rating_perilaku_kerja")
    failed = Choose(
        (
            Case(
                when=Compare(behaviour, BehaviourRating.DI_BAWAH_EKSPEKTASI),
                then=ParameterValue("predikat_gagal_perilaku_di_bawah"),
            ),
        ),
        ParameterValue("predikat_gagal_perilaku_lainnya"),
        citation=_cite(page="100, 103"),
    )
    return Choose(
        (
            Case(
                when=Flag("tugas_belajar_gagal"),
                then=failed,
                says=Wording(
                    "Studi yang tidak selesai dinilai Kurang atau Sangat Kurang menurut perilaku.",
                    "Failed studies give Kurang or Sangat Kurang, by behaviour.",
                ),
                citation=_cite(page="100, 103"),
            ),
        ),
        Matrix(
            Input("rating_hasil_kerja"),
            behaviour,
            cells=_cells(),
            key="kuadran",
            citation=_cite(page="99, 102-103"),
        ),
    )


def _cells() -> tuple[Cell, ...]:
    """Give the nine cells: rows are results, columns behaviour, both best first."""
    word = PredikatKinerja
    rows = {
        _ABOVE: (word.SANGAT_BAIK, word.BAIK, word.KURANG),
        _AS_EXPECTED: (word.BAIK, word.BAIK, word.KURANG),
        _BELOW: (word.BUTUH_PERBAIKAN, word.BUTUH_PERBAIKAN, word.SANGAT_KURANG),
    }
    contested = (_AS_EXPECTED, BehaviourRating.DI_BAWAH_EKSPEKTASI)
    return tuple(
        Cell(
            row=row,
            column=column,
            result=result,
            conflicts=("formulir_3",) if (row, column) == contested else (),
        )
        for row, results in rows.items()
        for column, result in zip(BehaviourRating, results, strict=True)
    )
