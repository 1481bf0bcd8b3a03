"""The value and the name of PP 46/2011 as nodes."""

from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Band,
    Bands,
    Case,
    Choose,
    Compare,
    Input,
    Node,
    ParameterValue,
    Round,
    Weighted,
    WeightedMean,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.printed_bands import chosen_reading, settle_gaps
from asn_kinerja.scoring.rule import Output

__all__ = ["build"]

_ID = "pp_46_2011"
_cite = partial(Citation, regulation=_ID)
_WORDS = ("sangat_baik", "baik", "cukup", "kurang", "buruk")
_READINGS = ("batas_bawah", "bulatkan_di_celah")


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policy.

    Returns:
        The value of work performance with its name.
    """
    folder = Path(__file__).parent
    value = WeightedMean(
        (
            Weighted(Input("nilai_skp"), ParameterValue("bobot_skp")),
            Weighted(Input("nilai_perilaku"), ParameterValue("bobot_perilaku")),
        ),
        key="nilai_prestasi_kerja",
        citation=_cite(article="15(2)"),
    )
    policy = Policy(
        id=f"{_ID}.prestasi_kerja",
        title=Wording("Nilai prestasi kerja PNS", "Work performance of a civil servant"),
        purpose="predikat_kinerja",
        regulation=Regulation(
            id=_ID,
            title=Wording(
                "Penilaian Prestasi Kerja Pegawai Negeri Sipil",
                "Appraisal of the work performance of PNS",
            ),
            in_force_from=date(2011, 12, 1),
            in_force_until=date(2019, 4, 29),
            citation=_cite(article="33", text="dicabut dengan PP 30/2019 Pasal 64 ayat (6)"),
        ),
        governs_from=date(2014, 1, 1),
        governs_until=date(2021, 7, 1),
        inputs=_inputs(),
        outputs=(
            Output(
                name="sebutan",
                node=_named(value),
                kind=Kind.WORD,
                title=Wording("Sebutan", "Name of the value"),
                main=True,
                words=_WORDS,
            ),
            Output(
                name="nilai_prestasi_kerja",
                node=value,
                kind=Kind.NUMBER,
                title=Wording("Nilai prestasi kerja", "Value of work performance"),
                unit="point",
            ),
        ),
        parameters=read_parameters(folder, regulation=_ID),
        conflicts=read_conflicts(folder, regulation=_ID),
    )
    return (policy,)


def _inputs() -> tuple[InputSpec, ...]:
    return (
        InputSpec(
            name="nilai_skp",
            kind=Kind.NUMBER,
            title=Wording("nilai SKP", "value of the plan"),
            unit="point",
            low=0,
            citation=_cite(article="8"),
        ),
        InputSpec(
            name="nilai_perilaku",
            kind=Kind.NUMBER,
            title=Wording("nilai perilaku kerja", "value of behaviour"),
            unit="point",
            low=0,
            high=100,
            citation=_cite(article="13(3)"),
        ),
        InputSpec(
            name="pembacaan_celah",
            kind=Kind.WORD,
            title=Wording("pembacaan nilai di celah rentang", "reading of a value between bands"),
            words=_READINGS,
            optional=True,
            citation=_cite(article="17"),
        ),
    )


def _named(value: Node) -> Node:
    """Name the value; between two printed bands the lower edge decides, unless told otherwise."""
    rounded = Choose(
        (
            Case(
                when=Compare(chosen_reading("pembacaan_celah"), "bulatkan_di_celah"),
                then=Round(value, 0, citation=_cite(article="17")),
            ),
        ),
        value,
    )
    read = settle_gaps(
        value,
        tuple(
            (ParameterValue(f"{below}_atas"), ParameterValue(f"{above}_bawah"))
            for above, below in pairwise(_WORDS)
        ),
        settled=rounded,
        citation=_cite(article="17"),
        conflicts=("celah_sebutan",),
        title=Wording("nilai yang dibaca pada tabel", "value as the table is read"),
    )
    bands = tuple(
        Band(
            result=word,
            lower=None if word == _WORDS[-1] else ParameterValue(f"{word}_bawah"),
            upper=None if better is None else ParameterValue(f"{better}_bawah"),
        )
        for word, better in zip(_WORDS, (None, *_WORDS), strict=False)
    )
    return Bands(read, bands, key="sebutan", citation=_cite(article="17"))
