"""The guide for the grade point average (IPK) on study leave (p. 63): an expectation, no rating."""

from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Band, Bands, Cell, Input, Matrix, Node, ParameterValue
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["ipk_tugas_belajar"]

_ID = "permenpanrb_6_2022"
_cite = partial(Citation, regulation=_ID, page="63")
_LEVELS = ("s1", "profesi_s2_s3")
_SCHOOLS = ("a", "b", "c", "luar_negeri")
_LEVEL_NAMES = {
    "s1": Wording("IPK S-1", "IPK of S-1"),
    "profesi_s2_s3": Wording("IPK profesi, S-2, S-3", "IPK of profession, S-2, S-3"),
}
_SCHOOL_NAMES = {
    "a": Wording("akreditasi A", "accreditation A"),
    "b": Wording("akreditasi B", "accreditation B"),
    "c": Wording("akreditasi C", "accreditation C"),
    "luar_negeri": Wording("luar negeri", "abroad"),
}
_WORDS = tuple(word.value for word in PredikatKinerja if word is not PredikatKinerja.SANGAT_KURANG)


def ipk_tugas_belajar(regulation: Regulation, parameters: tuple[Parameter, ...]) -> Policy:
    """Make the policy that reads an IPK off the guide.

    Args:
        regulation: The regulation.
        parameters: Its values.

    Returns:
        The policy.
    """
    return Policy(
        id=f"{_ID}.ipk_tugas_belajar",
        title=Wording("Panduan IPK tugas belajar", "Guide for the IPK on study leave"),
        purpose="ipk_tugas_belajar",
        regulation=regulation,
        governs_from=regulation.in_force_from.replace(month=1, day=1),
        inputs=_inputs(),
        outputs=(
            Output(
                name="kategori",
                node=_category(),
                kind=Kind.WORD,
                title=Wording("Kategori IPK (panduan)", "Category of the IPK (a guide)"),
                main=True,
                words=_WORDS,
            ),
        ),
        parameters=tuple(one for one in parameters if one.name.startswith("ipk_")),
    )


def _inputs() -> tuple[InputSpec, ...]:
    return (
        InputSpec(
            name="jenjang",
            kind=Kind.WORD,
            title=Wording("jenjang studi", "level of the studies"),
            words=_LEVELS,
            citation=_cite(),
        ),
        InputSpec(
            name="akreditasi",
            kind=Kind.WORD,
            title=Wording(
                "akreditasi perguruan tinggi, atau luar negeri",
                "accreditation of the university, or abroad",
            ),
            words=_SCHOOLS,
            citation=_cite(),
        ),
        InputSpec(
            name="ipk",
            kind=Kind.NUMBER,
            title=Wording("indeks prestasi kumulatif (IPK)", "grade point average (IPK)"),
            unit="ipk",
            scale=2,
            low=0,
            high=4,
            citation=_cite(),
        ),
    )


def _category() -> Node:
    return Matrix(
        Input("jenjang"),
        Input("akreditasi"),
        cells=tuple(
            Cell(row=level, column=school, result=_bands(level, school))
            for level in _LEVELS
            for school in _SCHOOLS
        ),
        key="panduan_ipk",
        citation=_cite(text="bab II.B angka 5 dan 6"),
    )


def _bands(level: str, school: str) -> Node:
    """Read off one row; an IPK has two decimals, so each band ends where the next begins."""
    edges = tuple(ParameterValue(f"ipk_{level}_{school}_{word}") for word in _WORDS[:-1])
    bands = tuple(
        Band(
            result=word,
            lower=low,
            upper=high,
            upper_in=word == PredikatKinerja.SANGAT_BAIK,
        )
        for word, low, high in zip(
            _WORDS, (*edges, None), (ParameterValue("ipk_tertinggi"), *edges), strict=True
        )
    )
    number = "6" if school == "luar_negeri" else "5"
    letter = "a" if level == "s1" else "b"
    return Bands(
        Input("ipk"),
        bands,
        key=f"ipk_{level}_{school}",
        title=Wording(
            f"{_LEVEL_NAMES[level].id}, {_SCHOOL_NAMES[school].id}",
            f"{_LEVEL_NAMES[level].en}, {_SCHOOL_NAMES[school].en}",
        ),
        citation=_cite(text=f"bab II.B angka {number} huruf {letter}"),
    )
