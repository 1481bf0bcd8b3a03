"""The value of the plan of a year: the mean of its activities, with what came on top."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.terms import Aspect
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.perka_bkn_1_2013.aspects import SWITCH, aspect_value
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Add,
    And,
    Band,
    Bands,
    Case,
    Choose,
    Compare,
    Field,
    Given,
    Input,
    Items,
    Lookup,
    LookupRow,
    MissingPart,
    Node,
    Not,
    ParameterValue,
    Undetermined,
    Weighted,
    WeightedMean,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output, Requirement

__all__ = ["plan_policy"]

_ID = "perka_bkn_1_2013"
_cite = partial(Citation, regulation=_ID)
_government = partial(Citation, regulation="pp_46_2011")
_NAMES: Mapping[Aspect, tuple[str, str]] = {
    Aspect.KUANTITAS: ("kuantitas", "quantity"),
    Aspect.KUALITAS: ("kualitas", "quality"),
    Aspect.WAKTU: ("waktu", "time"),
    Aspect.BIAYA: ("biaya", "cost"),
}
_CREATIVITY = ("pimpinan_unit", "ppk", "presiden")


def plan_policy(
    regulation: Regulation, parameters: tuple[Parameter, ...], *, conflicts: tuple[Conflict, ...]
) -> Policy:
    """Make the policy of the plan.

    Args:
        regulation: The regulation.
        parameters: All its values.
        conflicts: All its conflicts.

    Returns:
        The policy.
    """
    return Policy(
        id=f"{_ID}.nilai_skp",
        title=Wording("Nilai SKP satu tahun", "Value of the plan of a year"),
        purpose="nilai_skp",
        regulation=regulation,
        governs_from=date(2014, 1, 1),
        governs_until=date(2021, 7, 1),
        inputs=(_activities(), *_extras(), SWITCH),
        outputs=(
            Output(
                name="nilai_skp",
                node=Add(
                    (_activity_mean(), _duties(), _creativity()),
                    key="nilai_skp",
                    citation=_government(article="10"),
                ),
                kind=Kind.NUMBER,
                title=Wording("Nilai SKP", "Value of the plan"),
                main=True,
                unit="point",
            ),
        ),
        parameters=parameters,
        conflicts=conflicts,
        requirements=(_budgeted(),),
    )


def _activities() -> InputSpec:
    amounts = (
        InputSpec(
            name=f"{side}_{aspect}",
            kind=Kind.NUMBER,
            title=Wording(f"{side} {indonesian}", f"{english_side} of {english}"),
            scale=4,
            low=0,
            high=10**11,
            optional=aspect is Aspect.BIAYA,
            citation=_government(article="7(4)" if aspect is Aspect.BIAYA else "7(3)"),
        )
        for aspect, (indonesian, english) in _NAMES.items()
        for side, english_side in (("target", "target"), ("realisasi", "realised"))
    )
    return InputSpec(
        name="items",
        kind=Kind.ITEMS,
        title=Wording("kegiatan tugas jabatan", "activities"),
        citation=_government(article="5(2), 7"),
        fields=(
            InputSpec(
                name="kegiatan",
                kind=Kind.WORD,
                title=Wording("kegiatan", "activity"),
                optional=True,
            ),
            InputSpec(
                name="didukung_anggaran",
                kind=Kind.FLAG,
                title=Wording("didukung anggaran", "has a budget"),
                optional=True,
                default=False,
                citation=_government(article="7(4)"),
            ),
            *amounts,
        ),
    )


def _extras() -> tuple[InputSpec, ...]:
    return (
        InputSpec(
            name="tugas_tambahan",
            kind=Kind.COUNT,
            title=Wording("surat tugas tambahan", "letters of additional duties"),
            unit="letter",
            optional=True,
            citation=_government(article="10"),
        ),
        InputSpec(
            name="kreativitas",
            kind=Kind.WORD,
            title=Wording("penetap kreativitas", "who recognised the creativity"),
            words=_CREATIVITY,
            optional=True,
            citation=_government(article="10"),
        ),
    )


def _activity_mean() -> Node:
    """Take the mean of the activities, each the mean of its three or four aspects."""
    value = {
        aspect: aspect_value(
            aspect, target=Field(f"target_{aspect}"), realised=Field(f"realisasi_{aspect}")
        )
        for aspect in Aspect
    }

    def mean(aspects: tuple[Aspect, ...], article: str) -> WeightedMean:
        return WeightedMean(
            tuple(Weighted(value[aspect], 1) for aspect in aspects),
            key="kegiatan",
            citation=_government(article=article),
        )

    four = tuple(Aspect)
    return Items(
        "mean",
        Choose(
            (Case(when=Compare(Field("didukung_anggaran"), True), then=mean(four, "7(4)")),),  # noqa: FBT003 - the value of a flag
            mean(four[:-1], "7(3)"),
            title=Wording("nilai kegiatan", "value of the activity"),
        ),
        when_empty=Undetermined(
            "tanpa_kegiatan",
            Wording("SKP tidak memuat kegiatan.", "The plan holds no activity."),
            citation=_government(article="5(2)"),
        ),
        key="rata_rata_kegiatan",
        title=Wording("rata-rata semua kegiatan", "mean of the activities"),
        citation=_cite(text="lampiran, nilai capaian SKP"),
    )


def _duties() -> Node:
    steps = ("tambahan_1", "tambahan_2", "tambahan_3")
    starts = [ParameterValue(f"{step}_mulai") for step in steps]
    bands = (
        Band(result=0, upper=starts[0]),
        *(
            Band(result=ParameterValue(step), lower=low, upper=high)
            for step, low, high in zip(steps, starts, (*starts[1:], None), strict=True)
        ),
    )
    return Choose(
        (Case(when=Not(Given("tugas_tambahan")), then=0),),
        Bands(
            Input("tugas_tambahan"),
            bands,
            key="tugas_tambahan",
            citation=_cite(text="lampiran, tugas tambahan"),
        ),
        title=Wording("nilai tugas tambahan", "value of additional duties"),
    )


def _creativity() -> Node:
    return Choose(
        (Case(when=Not(Given("kreativitas")), then=0),),
        Lookup(
            Input("kreativitas"),
            tuple(
                LookupRow(when=word, result=ParameterValue(f"kreativitas_{word}"))
                for word in _CREATIVITY
            ),
            key="kreativitas",
            citation=_cite(text="lampiran, kreativitas"),
        ),
        title=Wording("nilai kreativitas", "value of creativity"),
    )


def _budgeted() -> Requirement:
    """Refuse a cost for an activity that is said to have no budget."""
    costed = Compare(Field("target_biaya"), 0, op=">=")
    unfunded = Compare(Field("didukung_anggaran"), False)  # noqa: FBT003 - the value of a flag
    return Requirement(
        holds=Not(Items("any", And((costed, unfunded)), missing=MissingPart.LEAVE_OUT)),
        place="items",
        asks="target_biaya | didukung_anggaran = true",
        citation=_government(article="7(4)"),
    )
