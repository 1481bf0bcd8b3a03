"""The four formulas: what was realised against the target, by aspect."""

from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.terms import Aspect
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Case,
    Choose,
    Compare,
    Input,
    Multiply,
    Node,
    ParameterValue,
    Ratio,
    Subtract,
    Undetermined,
)

__all__ = ["FORMULAS", "SWITCH", "aspect_value"]

_HUNDRED = 100  # per cent
_government = partial(Citation, regulation="pp_46_2011", article="8(1)")
_annex = Citation(regulation="perka_bkn_1_2013", text="lampiran, aspek waktu dan biaya")

FORMULAS = (
    "faktor_waktu_biaya",
    "batas_efisiensi",
    "pangkal_efisiensi",
    "nilai_tidak_dikerjakan",
)
_TITLES = {
    Aspect.KUANTITAS: Wording("nilai kuantitas", "value of quantity"),
    Aspect.KUALITAS: Wording("nilai kualitas", "value of quality"),
    Aspect.WAKTU: Wording("nilai waktu", "value of time"),
    Aspect.BIAYA: Wording("nilai biaya", "value of cost"),
}
SWITCH = InputSpec(
    name="rumus",
    kind=Kind.WORD,
    title=Wording("rumus waktu dan biaya", "formula of time and cost"),
    words=("perka_bkn_1_2013", "pp_46_2011"),
    optional=True,
    default="perka_bkn_1_2013",
    citation=_annex,
)


def aspect_value(aspect: Aspect, *, target: Node, realised: Node) -> Node:
    """Give the value of one aspect.

    Args:
        aspect: The aspect.
        target: Its target, in any unit.
        realised: What was realised, in the same unit.

    Returns:
        The node of the value, which may pass 100.
    """
    if aspect in {Aspect.KUANTITAS, Aspect.KUALITAS}:
        letter = "a" if aspect is Aspect.KUANTITAS else "b"
        return Multiply(
            (_HUNDRED, _share(realised, target)),
            key=aspect,
            title=_TITLES[aspect],
            citation=_government(text=f"penjelasan, huruf {letter}"),
        )
    return _saving(aspect, target, realised)


def _share(realised: Node, target: Node) -> Node:
    return Ratio(
        realised,
        target,
        when_zero=_without_target(),
        title=Wording("realisasi dibagi target", "realised through target"),
    )


def _without_target() -> Node:
    return Undetermined(
        "target_nol",
        Wording("Target nol; rumus tidak berlaku.", "The target is zero; no formula holds."),
        citation=_government(text="penjelasan"),
    )


def _saving(aspect: Aspect, target: Node, realised: Node) -> Node:
    """Value time or cost, where less is better."""
    letter = "c" if aspect is Aspect.WAKTU else "d"
    title = _TITLES[aspect]
    spared = Subtract(
        Multiply(
            (ParameterValue("faktor_waktu_biaya"), target),
            title=Wording("faktor x target", "factor x target"),
        ),
        realised,
        title=Wording("kelipatan target dikurangi realisasi", "multiple of target less realised"),
    )
    plain = Multiply(
        (
            _HUNDRED,
            Ratio(
                spared,
                target,
                when_zero=_without_target(),
                title=Wording("hasil itu dibagi target", "that through the target"),
            ),
        ),
        key=f"rumus_{aspect}",
        title=Wording(f"{title.id} menurut rumus pokok", f"{title.en} by the main formula"),
        citation=_government(text=f"penjelasan, huruf {letter}"),
    )
    used = Multiply(
        (_HUNDRED, _share(realised, target)),
        title=Wording("realisasi dalam persen target", "realised in per cent of the target"),
    )
    efficiency = Subtract(
        _HUNDRED,
        used,
        key="efisiensi",
        title=Wording("persentase efisiensi", "percentage of efficiency"),
        citation=_annex,
    )
    past = Subtract(
        ParameterValue("pangkal_efisiensi"),
        Subtract(plain, _HUNDRED, title=Wording("kelebihan di atas 100", "excess over 100")),
        citation=_annex,
        conflicts=("lompatan_24",),
    )
    return Choose(
        (
            Case(when=Compare(target, 0), then=_without_target()),
            Case(
                when=Compare(Input("rumus"), "pp_46_2011"), then=plain, conflicts=("lompatan_24",)
            ),
            Case(
                when=Compare(realised, 0),
                then=ParameterValue("nilai_tidak_dikerjakan"),
                citation=_annex,
                conflicts=("lompatan_24",),
            ),
            Case(when=Compare(efficiency, ParameterValue("batas_efisiensi"), op="<="), then=plain),
        ),
        past,
        key=aspect,
        title=title,
        citation=_annex,
    )
