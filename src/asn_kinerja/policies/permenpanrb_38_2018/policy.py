"""The index of PermenPANRB 38/2018 as nodes: four dimensions that carry their weights."""

from datetime import date
from itertools import pairwise
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.permenpanrb_38_2018.dimensions import (
    competence,
    discipline,
    performance,
    qualification,
)
from asn_kinerja.policies.permenpanrb_38_2018.person import inputs, requirements
from asn_kinerja.scoring.claims import Holds, Property
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Add,
    Band,
    Bands,
    Case,
    Choose,
    Compare,
    Node,
    ParameterValue,
    Round,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.printed_bands import chosen_reading, settle_gaps
from asn_kinerja.scoring.rule import Output

__all__ = ["build"]

_ID = "permenpanrb_38_2018"
_BANDS = Citation(regulation="perbkn_8_2019", text="kategori IP ASN")
_WORDS = ("sangat_tinggi", "tinggi", "sedang", "rendah", "sangat_rendah")


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policy.

    Returns:
        The index with its dimensions and its category.
    """
    folder = Path(__file__).parent
    dimensions = (
        ("kualifikasi", qualification(), Wording("Dimensi kualifikasi (25)", "Qualification (25)")),
        ("kompetensi", competence(), Wording("Dimensi kompetensi (40)", "Competence (40)")),
        ("kinerja", performance(), Wording("Dimensi kinerja (30)", "Performance (30)")),
        ("disiplin", discipline(), Wording("Dimensi disiplin (5)", "Discipline (5)")),
    )
    index = Add(
        tuple(node for _, node, _ in dimensions),
        key="ip_asn",
        citation=Citation(regulation=_ID, text="jumlah nilai empat dimensi"),
    )
    named = (*dimensions, ("ip_asn", index, Wording("Indeks (0-100)", "Index (0-100)")))
    policy = Policy(
        id=f"{_ID}.ip_asn",
        title=Wording("Indeks Profesionalitas ASN", "Index of the professionalism of the ASN"),
        purpose="ip_asn",
        regulation=Regulation(
            id=_ID,
            title=Wording(
                "Pengukuran Indeks Profesionalitas Aparatur Sipil Negara",
                "Measuring the index of the professionalism of civil servants",
            ),
            in_force_from=date(2018, 1, 1),
            citation=Citation(
                regulation="perbkn_8_2019", article="22", text="pedoman berlaku 15 Mei 2019"
            ),
            dates_confirmed=False,
        ),
        governs_from=date(2019, 1, 1),
        inputs=inputs(),
        outputs=(
            Output(
                name="kategori",
                node=_category(index),
                kind=Kind.WORD,
                title=Wording("Kategori", "Category"),
                main=True,
                words=_WORDS,
            ),
            *(
                Output(name=name, node=node, kind=Kind.NUMBER, title=title, unit="point")
                for name, node, title in named
            ),
        ),
        parameters=read_parameters(folder, regulation=_ID),
        conflicts=read_conflicts(folder, regulation=_ID),
        requirements=requirements(),
        properties=(Property(holds=Holds.BOUNDED, output="ip_asn", low=0, high=100),),
    )
    return (policy,)


def _category(index: Node) -> Node:
    """Read the category off the bands; between two of them the lower edge decides by default.

    Only a pelaksana has halves, and reaches 82,5 at most: nothing lies between 90 and 91.
    """
    rounded = Choose(
        (
            Case(
                when=Compare(chosen_reading("pembacaan_celah"), "bulatkan_di_celah"),
                then=Round(index, 0, citation=_BANDS),
            ),
        ),
        index,
    )
    read = settle_gaps(
        index,
        tuple(
            (ParameterValue(f"{below}_atas"), ParameterValue(f"{above}_bawah"))
            for above, below in pairwise(_WORDS[1:])
        ),
        settled=rounded,
        citation=_BANDS,
        conflicts=("celah_kategori",),
        title=Wording("indeks yang dibaca pada tabel", "index as the table is read"),
    )
    bands = tuple(
        Band(
            result=word,
            lower=None if word == _WORDS[-1] else ParameterValue(f"{word}_bawah"),
            upper=None if better is None else ParameterValue(f"{better}_bawah"),
        )
        for word, better in zip(_WORDS, (None, *_WORDS), strict=False)
    )
    return Bands(read, bands, key="kategori", citation=_BANDS)
