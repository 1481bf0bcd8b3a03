"""The achievement of an indicator in per cent (annex ch. VI, p. 91)."""

from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Add,
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
    ParameterValue,
    Ratio,
    Subtract,
    Undetermined,
)
from asn_kinerja.scoring.rule import Requirement

__all__ = ["achievement", "inputs", "requirements"]

_cite = partial(Citation, regulation="permenpanrb_8_2021", page="91")
_LOW, _HIGH = Input("target_min"), Input("target_maks")
_REALISED = Input("realisasi")


def inputs() -> tuple[InputSpec, ...]:
    """Declare target, realisation and kind of an indicator.

    Returns:
        The inputs; a target stands alone, or as a range.
    """
    titles = {
        "target": Wording("target", "target"),
        "target_min": Wording("batas bawah target", "lower edge of the target"),
        "target_maks": Wording("batas atas target", "upper edge of the target"),
        "realisasi": Wording("realisasi", "what was realised"),
    }
    amounts = (
        InputSpec(
            name=name,
            kind=Kind.NUMBER,
            title=title,
            scale=4,
            low=0,
            high=10**11,
            optional=name != "realisasi",
            citation=_cite(),
        )
        for name, title in titles.items()
    )
    kind = InputSpec(
        name="jenis",
        kind=Kind.WORD,
        title=Wording("jenis indikator", "kind of indicator"),
        words=("normal", "khusus"),
        citation=_cite(),
    )
    return (*amounts, kind)


def requirements() -> tuple[Requirement, ...]:
    """State what the targets must meet together.

    Returns:
        One form of target alone, and a range that goes upwards.
    """
    both = And((Given("target"), Or((Given("target_min"), Given("target_maks")))))
    return (
        Requirement(
            holds=Not(both),
            place="target",
            asks="target | target_min + target_maks",
            citation=_cite(),
        ),
        Requirement(
            holds=Compare(_LOW, _HIGH, op="<="),
            place="target_maks",
            asks="target_min <= target_maks",
            citation=_cite(),
        ),
    )


def achievement() -> Node:
    """Compare what was realised with the target, or with the nearer edge of a range.

    Returns:
        The node of the achievement in per cent.
    """
    return Choose(
        (
            Case(when=Given("target"), then=_against(Input("target"))),
            Case(when=Compare(_REALISED, _LOW, op="<"), then=_against(_LOW)),
            Case(
                when=Compare(_REALISED, _HIGH, op=">"),
                then=_against(_HIGH, conflicts=("contoh_113",)),
            ),
        ),
        ParameterValue("capaian_dalam_rentang"),
        key="capaian",
        citation=_cite(),
    )


def _against(target: Node, conflicts: tuple[str, ...] = ()) -> Node:
    nothing = Undetermined(
        "target_nol",
        Wording("Target nol; rumus tidak berlaku.", "The target is zero; no formula holds."),
        citation=_cite(),
    )
    share = Ratio(
        _REALISED,
        target,
        when_zero=nothing,
        title=Wording("realisasi/target", "realised/target"),
    )
    rest = Subtract(1, share, title=Wording("1 - realisasi/target", "1 - realised/target"))
    turned = Add(
        (1, rest), title=Wording("(1 + (1 - realisasi/target))", "(1 + (1 - realised/target))")
    )
    return Choose(
        (
            Case(
                when=Compare(Input("jenis"), "khusus"),
                then=Multiply((100, turned), key="capaian_khusus"),
                says=Wording(
                    "Makin kecil makin baik: 1 + (1 - realisasi/target).",
                    "Less is better: 1 + (1 - realised/target).",
                ),
            ),
        ),
        Multiply((100, share), key="capaian_normal", conflicts=conflicts),
        citation=_cite(),
    )
