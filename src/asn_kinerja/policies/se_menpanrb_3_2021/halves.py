"""The two halves of 2021: each a value, or the parts of which the policy of that half makes it."""

from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    And,
    Case,
    Choose,
    Given,
    Input,
    Node,
    Not,
    Or,
    ResultOf,
)
from asn_kinerja.scoring.rule import Requirement

__all__ = ["FIRST", "first_half", "half_inputs", "requirements", "second_half"]

_cite = partial(Citation, regulation="se_menpanrb_3_2021")
_OLD = Citation(regulation="pp_46_2011", article="15")
_NEW = Citation(regulation="pp_30_2019", article="41")

_VALUES = (
    ("nilai_semester_1", Wording("nilai semester I", "value, first half"), _OLD, None, None),
    ("nilai_skp_semester_1", Wording("SKP semester I", "plan, first half"), _OLD, None, None),
    (
        "nilai_perilaku_semester_1",
        Wording("perilaku semester I", "behaviour, first half"),
        _OLD,
        None,
        100,
    ),
    ("nilai_semester_2", Wording("nilai semester II", "value, second half"), _NEW, None, 120),
    ("nilai_skp_semester_2", Wording("SKP semester II", "plan, second half"), _NEW, 2, 120),
    (
        "nilai_perilaku_semester_2",
        Wording("perilaku semester II", "behaviour, second half"),
        _NEW,
        2,
        120,
    ),
)

FIRST = InputSpec(
    name="nilai_semester_1",
    kind=Kind.NUMBER,
    title=Wording("nilai semester I", "value of the first half"),
    unit="point",
    low=0,
    citation=_cite(text="tabel konversi nilai semester I"),
)


def half_inputs() -> tuple[InputSpec, ...]:
    """Declare both halves.

    Returns:
        The values of the halves, and the values of plan and behaviour of each.
    """
    values = (
        InputSpec(
            name=name,
            kind=Kind.NUMBER,
            title=title,
            unit="point",
            scale=scale,
            low=0,
            high=high,
            optional=True,
            citation=citation,
        )
        for name, title, citation, scale, high in _VALUES
    )
    return (
        *values,
        InputSpec(
            name="penilaian_360",
            kind=Kind.FLAG,
            title=Wording(
                "pendapat rekan kerja dan bawahan dipertimbangkan (semester II)",
                "the view of peers and subordinates counts (second half)",
            ),
            optional=True,
            citation=Citation(regulation="pp_30_2019", article="41(3)-(4)"),
        ),
    )


def first_half() -> Node:
    """Take the value of January to June as given, or as its own policy computes it.

    Returns:
        The node of the value.
    """
    computed = ResultOf(
        "pp_46_2011.prestasi_kerja",
        "nilai_prestasi_kerja",
        inputs=_parts(1),
        citation=_OLD,
    )
    return _given_or(computed, "nilai_semester_1")


def second_half() -> Node:
    """Take the value of July to December as given, or as its own policy computes it.

    Returns:
        The node of the value.
    """
    computed = ResultOf(
        "pp_30_2019.nilai_kinerja", "nilai_kinerja", inputs=_parts(2), citation=_NEW
    )
    return _given_or(computed, "nilai_semester_2")


def _parts(half: int) -> tuple[tuple[str, Node], ...]:
    names = ("nilai_skp", "nilai_perilaku")
    return tuple((name, Input(f"{name}_semester_{half}")) for name in names)


def _given_or(computed: Node, name: str) -> Node:
    return Choose((Case(when=Given(name), then=Input(name)),), computed, key=name)


def requirements() -> tuple[Requirement, ...]:
    """State that a half comes as a value or as its parts, not as both.

    Returns:
        One requirement a half.
    """
    return tuple(
        Requirement(
            holds=Not(
                And(
                    (
                        Given(f"nilai_semester_{half}"),
                        Or(
                            (
                                Given(f"nilai_skp_semester_{half}"),
                                Given(f"nilai_perilaku_semester_{half}"),
                            )
                        ),
                    )
                )
            ),
            place=f"nilai_semester_{half}",
            asks=f"nilai_semester_{half} | nilai_skp_semester_{half} + nilai_perilaku_…",
            citation=_cite(text="penggabungan nilai kedua semester"),
        )
        for half in (1, 2)
    )
