"""The satisfaction index of PermenPANRB 14/2017 as nodes."""

from datetime import date
from functools import partial
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.permenpanrb_14_2017.survey import ELEMENTS, inputs, requirements
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Add,
    Band,
    Bands,
    Case,
    Choose,
    Compare,
    Count,
    Field,
    Given,
    Input,
    Items,
    Lookup,
    LookupRow,
    MissingPart,
    Multiply,
    Node,
    ParameterValue,
    Ratio,
    Round,
    Undetermined,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["build"]

_ID = "permenpanrb_14_2017"
_cite = partial(Citation, regulation=_ID)
_GRADES = ("a", "b", "c", "d")
_NAMES = ("sangat_baik", "baik", "kurang_baik", "tidak_baik")


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policy.

    Returns:
        The satisfaction index.
    """
    folder = Path(__file__).parent
    policy = Policy(
        id=f"{_ID}.ikm",
        title=Wording("Indeks kepuasan masyarakat", "Public satisfaction index"),
        purpose="kepuasan_masyarakat",
        regulation=Regulation(
            id=_ID,
            title=Wording(
                "Pedoman Penyusunan Survei Kepuasan Masyarakat Unit Penyelenggara Pelayanan Publik",
                "Guide to satisfaction surveys of public service units",
            ),
            in_force_from=date(2017, 1, 1),
            citation=_cite(article="1"),
            dates_confirmed=False,
        ),
        governs_from=date(2017, 1, 1),
        inputs=inputs(),
        outputs=_outputs(),
        parameters=read_parameters(folder, regulation=_ID),
        conflicts=read_conflicts(folder, regulation=_ID),
        requirements=requirements(),
    )
    return (policy,)


def _outputs() -> tuple[Output, ...]:
    index = _index()
    rounded = Round(
        Multiply((index, ParameterValue("faktor_konversi"))),
        2,
        citation=_cite(text="lampiran, rentang nilai ditulis dengan dua desimal"),
    )
    grade = _grade(rounded)
    return (
        Output(
            name="mutu",
            node=grade,
            kind=Kind.WORD,
            title=Wording("Mutu pelayanan", "Grade of the service"),
            main=True,
            words=_GRADES,
        ),
        Output(
            name="nilai_indeks",
            node=index,
            kind=Kind.NUMBER,
            title=Wording("Nilai indeks (1-4)", "Index (1-4)"),
        ),
        Output(
            name="ikm",
            node=rounded,
            kind=Kind.NUMBER,
            title=Wording("Indeks kepuasan masyarakat (25-100)", "Satisfaction index (25-100)"),
        ),
        Output(
            name="kinerja_unit",
            node=Lookup(
                grade,
                tuple(
                    LookupRow(when=letter, result=name)
                    for letter, name in zip(_GRADES, _NAMES, strict=True)
                ),
                key="kinerja_unit",
                citation=_cite(text="lampiran, tabel nilai persepsi dan mutu pelayanan"),
            ),
            kind=Kind.WORD,
            title=Wording("Kinerja unit pelayanan", "Performance of the unit"),
            words=_NAMES,
        ),
        Output(
            name="jumlah_responden",
            node=Choose(
                (Case(when=Given("items"), then=Count(distinct=Field("responden"))),),
                Input("responden"),
            ),
            kind=Kind.COUNT,
            title=Wording("Jumlah responden", "Number of respondents"),
            unit="person",
        ),
    )


def _index() -> Node:
    """Weigh the means of the nine elements; nothing is rounded before the end."""
    weight = Choose(
        (Case(when=Compare(Input("bobot"), "0,11"), then=ParameterValue("bobot_0_11")),),
        ParameterValue("bobot_tepat"),
        key="bobot",
        title=Wording("bobot unsur", "weight of an element"),
        conflicts=("bobot_unsur",),
    )
    means = tuple(_mean(element, Wording(*titles)) for element, *titles in ELEMENTS)
    total = Add(means, title=Wording("jumlah rata-rata unsur", "sum of the means of the elements"))
    return Multiply(
        (total, weight),
        key="indeks",
        citation=_cite(text="lampiran, nilai rata-rata tertimbang"),
    )


def _mean(element: str, title: Wording) -> Node:
    """Take the mean of an element as given, or divide its sum by those who answered it."""
    unanswered = Undetermined(
        "unsur_tanpa_jawaban",
        Wording(
            f"Unsur {element} ({title.id}) tidak mempunyai jawaban.",
            f"Element {element} ({title.en}) has no answer.",
        ),
    )
    answers = Items(
        "mean",
        Field("nilai"),
        where=Compare(Field("unsur"), element),
        when_empty=unanswered,
        missing=MissingPart.LEAVE_OUT,
        key=f"rata_rata_{element}",
    )
    total = Input(element)
    return Choose(
        (
            Case(when=Given("items"), then=answers),
            Case(
                when=Given("responden"),
                then=Ratio(total, Input("responden"), when_zero=unanswered),
            ),
        ),
        total,
        key=element,
        title=title,
        citation=_cite(text="lampiran, nilai rata-rata per unsur"),
    )


def _grade(rounded: Node) -> Node:
    """Read the grade off the printed bounds; `d` has no lower edge, since 0,11 can give 24,75."""
    return Bands(
        rounded,
        tuple(
            Band(
                result=letter,
                lower=None if letter == "d" else ParameterValue(f"mutu_{letter}_bawah"),
                upper=None if letter == "a" else ParameterValue(f"mutu_{letter}_atas"),
                upper_in=letter != "a",
            )
            for letter in _GRADES
        ),
        key="mutu",
        citation=_cite(text="lampiran, tabel nilai persepsi dan mutu pelayanan"),
    )
