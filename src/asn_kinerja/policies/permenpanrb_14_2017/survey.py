"""The three forms in which the answers of a survey come: means, sums, or one row an answer."""

from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    And,
    Case,
    Choose,
    Compare,
    Given,
    Input,
    Multiply,
    Node,
    Not,
    Or,
)
from asn_kinerja.scoring.rule import Requirement

__all__ = ["ELEMENTS", "inputs", "requirements"]

_cite = partial(Citation, regulation="permenpanrb_14_2017")
_ANSWERS = _cite(text="lampiran, nilai persepsi 1 sampai 4")

ELEMENTS = (
    ("u1", "persyaratan", "requirements"),
    ("u2", "sistem, mekanisme, dan prosedur", "system, mechanism and procedure"),
    ("u3", "waktu penyelesaian", "time to completion"),
    ("u4", "biaya atau tarif", "cost or tariff"),
    ("u5", "produk spesifikasi jenis pelayanan", "product of the service"),
    ("u6", "kompetensi pelaksana", "competence of staff"),
    ("u7", "perilaku pelaksana", "behaviour of staff"),
    ("u8", "penanganan pengaduan, saran, dan masukan", "handling of complaints and suggestions"),
    ("u9", "sarana dan prasarana", "facilities"),
)


def inputs() -> tuple[InputSpec, ...]:
    """Declare the inputs; which form is used shows in what is given.

    Returns:
        The nine elements, the number of respondents, the answers, and the switch of the weight.
    """
    elements = tuple(
        InputSpec(
            name=name,
            kind=Kind.NUMBER,
            title=Wording(indonesian, english),
            unit="point",
            scale=4,
            low=1,
            source=f"satisfaction.{name}",
            citation=_ANSWERS,
        )
        for name, indonesian, english in ELEMENTS
    )
    return (
        *elements,
        InputSpec(
            name="responden",
            kind=Kind.COUNT,
            title=Wording("jumlah responden", "number of respondents"),
            unit="person",
            low=1,
            optional=True,
            source="satisfaction.respondents",
            citation=_ANSWERS,
        ),
        _answers(),
        InputSpec(
            name="bobot",
            kind=Kind.WORD,
            title=Wording("bobot unsur", "weight of an element"),
            words=("tepat", "0,11"),
            optional=True,
            default="tepat",
            citation=_cite(text="lampiran, bobot rata-rata tertimbang"),
        ),
    )


def _answers() -> InputSpec:
    return InputSpec(
        name="items",
        kind=Kind.ITEMS,
        title=Wording("jawaban", "answers"),
        optional=True,
        source="satisfaction.answers",
        citation=_ANSWERS,
        fields=(
            InputSpec(name="responden", kind=Kind.WORD, title=Wording("responden", "respondent")),
            InputSpec(
                name="layanan",
                kind=Kind.WORD,
                title=Wording("layanan", "service"),
                optional=True,
            ),
            InputSpec(
                name="unsur",
                kind=Kind.WORD,
                title=Wording("unsur", "element"),
                words=tuple(name for name, _, _ in ELEMENTS),
                citation=_ANSWERS,
            ),
            InputSpec(
                name="nilai",
                kind=Kind.COUNT,
                title=Wording("nilai jawaban", "answer"),
                low=1,
                high=4,
                optional=True,
                citation=_ANSWERS,
            ),
        ),
    )


def requirements() -> tuple[Requirement, ...]:
    """State what the answers must meet: one form only, and each mean from 1 to 4.

    Returns:
        One requirement an element, and one for the form.
    """
    wide = Or((Given("responden"), *(Given(name) for name, _, _ in ELEMENTS)))
    one_form = Requirement(
        holds=Not(And((Given("items"), wide))),
        place="items",
        asks="items | u1 … u9",
        citation=_ANSWERS,
    )
    return (one_form, *(_in_range(name) for name, _, _ in ELEMENTS))


def _in_range(name: str) -> Requirement:
    value, count = Input(name), Input("responden")
    return Requirement(
        holds=Choose(
            (
                Case(when=Not(Given(name)), then=True),
                Case(when=Given("responden"), then=_between(value, count, Multiply((4, count)))),
            ),
            _between(value, 1, 4),
        ),
        place=name,
        asks=f"1 <= {name} <= 4 | responden <= {name} <= 4 x responden",
        citation=_ANSWERS,
    )


def _between(value: Node, low: Node | int, high: Node | int) -> Node:
    return And((Compare(value, low, op=">="), Compare(value, high, op="<=")))
