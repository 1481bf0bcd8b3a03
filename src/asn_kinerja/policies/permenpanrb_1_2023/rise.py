"""What a rise in grade and a rise in level still need, from the credit gathered in the level."""

from collections.abc import Callable
from datetime import date
from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.terms import FunctionalLevel, GolonganRuang
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    And,
    Case,
    Choose,
    Clip,
    Compare,
    Input,
    Lookup,
    LookupRow,
    Multiply,
    Node,
    Or,
    ParameterValue,
    Subtract,
    Undetermined,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output, Requirement

__all__ = ["GRADES", "level_input", "rise_policy"]

GRADES = ("pangkat_", "jenjang_")  # how the parameters of this policy begin
_ID = "permenpanrb_1_2023"
_cite = partial(Citation, regulation=_ID)
_GRADE = _cite(article="39", text="lampiran, kebutuhan angka kredit kenaikan pangkat")
_LEVEL = _cite(article="30", text="lampiran, kebutuhan angka kredit kenaikan jenjang")
_G, _L = GolonganRuang, FunctionalLevel
_STEPS = {
    _L.AHLI_UTAMA: (_G.IV_D, _G.IV_E),
    _L.AHLI_MADYA: (_G.IV_A, _G.IV_B, _G.IV_C),
    _L.AHLI_MUDA: (_G.III_C, _G.III_D),
    _L.AHLI_PERTAMA: (_G.III_A, _G.III_B),
    _L.PENYELIA: (_G.III_C, _G.III_D),
    _L.MAHIR: (_G.III_A, _G.III_B),
    _L.TERAMPIL: (_G.II_B, _G.II_C, _G.II_D),
    _L.PEMULA: (_G.II_A,),
}
_TOPS = (_L.AHLI_UTAMA, _L.PENYELIA)
_DOUBTS = {
    _L.MAHIR: ("nama_jenjang",),
    _L.TERAMPIL: ("nama_jenjang", "awal_terampil"),
    _L.PEMULA: ("golongan_pemula",),
}
_SLIDE = "salindia_bkn"
_ORDER, _START = "susunan_jenjang", "golongan_awal_terampil"
_FROM_C = Compare(Input(_START), _G.II_C)


def level_input() -> InputSpec:
    """Declare the level of the post.

    Returns:
        The input.
    """
    return InputSpec(
        name="jenjang",
        kind=Kind.WORD,
        title=Wording("jenjang jabatan fungsional", "level of the functional post"),
        words=FunctionalLevel,
        source="position.level",
        citation=_cite(text="lampiran, jenjang jabatan fungsional"),
    )


def rise_policy(
    regulation: Regulation,
    parameters: tuple[Parameter, ...],
    *,
    governs_from: date,
    status: tuple[InputSpec, Requirement],
    conflicts: tuple[Conflict, ...],
) -> Policy:
    """Make the policy.

    Args:
        regulation: The regulation.
        parameters: The needs.
        governs_from: First day of the periods that it governs.
        status: The input of the employment status, and what it must be.
        conflicts: All conflicts of the pack.

    Returns:
        The policy.
    """
    grade = _of_levels(_grade_need, key="kebutuhan_pangkat", citation=_GRADE)
    level = _of_levels(_level_need, key="kebutuhan_jenjang", citation=_LEVEL)
    names = (
        ("pangkat", grade, Wording("kenaikan pangkat", "a rise in grade")),
        ("jenjang", level, Wording("kenaikan jenjang", "a rise in level")),
    )
    outputs: list[Output] = []
    for name, need, what in names:
        lacking = Clip(Subtract(need, Input("angka_kredit_kumulatif")), low=0)
        outputs += [
            _output(f"kebutuhan_{name}", need, f"Kebutuhan {what.id}", f"Need of {what.en}"),
            _output(
                f"kekurangan_{name}", lacking, f"Kekurangan {what.id}", f"Lacking for {what.en}"
            ),
        ]
    spec, demand = status
    return Policy(
        id=f"{_ID}.kenaikan",
        title=Wording(
            "Kebutuhan angka kredit kenaikan pangkat dan jenjang",
            "Credit that a rise in grade and in level needs",
        ),
        purpose="kenaikan_jabatan_fungsional",
        regulation=regulation,
        governs_from=governs_from,
        inputs=(*_inputs(), spec),
        outputs=tuple(outputs),
        parameters=parameters,
        conflicts=conflicts,
        requirements=(_grade_of_level(), demand),
    )


def _output(name: str, node: Node, indonesian: str, english: str) -> Output:
    return Output(
        name=name,
        node=node,
        kind=Kind.NUMBER,
        title=Wording(indonesian, english),
        main=name == "kekurangan_pangkat",
        unit="credit",
    )


def _inputs() -> tuple[InputSpec, ...]:
    return (
        InputSpec(
            name="angka_kredit_kumulatif",
            kind=Kind.NUMBER,
            title=Wording("angka kredit dalam jenjang", "credit gathered in the level"),
            unit="credit",
            low=0,
            source="credit.balance",
            citation=_cite(article="39"),
        ),
        level_input(),
        InputSpec(
            name="golongan_ruang",
            kind=Kind.WORD,
            title=Wording("golongan ruang", "grade"),
            words=tuple(grade for grade in GolonganRuang if not grade.startswith("i_")),
            source="employee.grade",
            citation=_GRADE,
        ),
        InputSpec(
            name=_ORDER,
            kind=Kind.WORD,
            title=Wording("susunan nama jenjang", "order of the names of levels"),
            words=("koefisien", _SLIDE),
            optional=True,
            default="koefisien",
            citation=_LEVEL,
        ),
        InputSpec(
            name=_START,
            kind=Kind.WORD,
            title=Wording("golongan awal Terampil", "first grade of Terampil"),
            words=(_G.II_B, _G.II_C),
            optional=True,
            default=_G.II_B.value,
            citation=_LEVEL,
        ),
    )


def _printed_level() -> Node:
    """Read the level as the caller's source names it: one source swaps two names."""
    swapped = Compare(Input(_ORDER), _SLIDE)

    def swap(name: FunctionalLevel, other: FunctionalLevel) -> Case:
        return Case(
            when=And(
                (swapped, Compare(Input("jenjang"), name)),
                title=Wording("kedua nama jenjang tertukar", "the two names are swapped"),
            ),
            then=other.value,
            conflicts=("nama_jenjang",),
        )

    return Choose(
        (swap(_L.TERAMPIL, _L.MAHIR), swap(_L.MAHIR, _L.TERAMPIL)),
        Input("jenjang"),
        title=Wording("jenjang menurut susunan yang dipakai", "level in the order that is used"),
        citation=_LEVEL,
    )


def _of_levels(need: Callable[[FunctionalLevel], Node], *, key: str, citation: Citation) -> Node:
    return Lookup(
        _printed_level(),
        tuple(
            LookupRow(when=level, result=need(level), conflicts=_DOUBTS.get(level, ()))
            for level in FunctionalLevel
        ),
        key=key,
        citation=citation,
    )


def _level_need(level: FunctionalLevel) -> Node:
    if level in _TOPS:
        return Undetermined(
            "jenjang_puncak",
            Wording(
                "Jenjang tertinggi: tidak ada kenaikan jenjang.",
                "The highest level: there is no rise in level.",
            ),
            citation=_LEVEL,
        )
    full = ParameterValue(f"jenjang_{level}")
    if level is not _L.TERAMPIL:
        return full
    return Choose(
        (Case(when=_FROM_C, then=Multiply((2, ParameterValue(f"pangkat_{level}")))),),
        full,
        key="jenjang_terampil",
    )


def _grade_need(level: FunctionalLevel) -> Node:
    """Add one step for each grade that was passed in the level; the last grade of all has none."""
    step, grades = ParameterValue(f"pangkat_{level}"), _STEPS[level]
    highest = Undetermined(
        "pangkat_puncak",
        Wording(
            "Pangkat tertinggi dalam jenjang ini: tidak ada kenaikan pangkat.",
            "The highest grade of this level: there is no rise in grade.",
        ),
        citation=_GRADE,
    )
    times = [Multiply((number, step)) if number > 1 else step for number in range(1, 4)]
    needs: list[Node] = list(times[: len(grades)])
    if level in _TOPS:
        needs[-1] = highest
    at = Input("golongan_ruang")
    cases = [
        Case(when=Compare(at, grade), then=need)
        for grade, need in zip(grades[:-1], needs[:-1], strict=True)
    ]
    if level is _L.TERAMPIL:
        later = [And((_FROM_C, Compare(at, grade))) for grade in grades[1:]]
        late = [Case(when=when, then=need) for when, need in zip(later, needs, strict=False)]
        cases = late + cases
    return Choose(tuple(cases), needs[-1], key=f"pangkat_{level}") if cases else needs[-1]


def _grade_of_level() -> Requirement:
    """Refuse a grade that the level does not have."""
    at = Input("golongan_ruang")

    def within(level: FunctionalLevel) -> Node:
        allowed: list[Node] = [Compare(at, grade) for grade in _STEPS[level]]
        if level is _L.TERAMPIL:
            allowed[0] = And((allowed[0], Compare(Input(_START), _G.II_B)))
        if level is _L.PEMULA:
            allowed.append(And((Compare(at, _G.II_B), Compare(Input(_ORDER), _SLIDE))))
        return Or(tuple(allowed)) if len(allowed) > 1 else allowed[0]

    printed = "; ".join(
        f"{level}: {grades[0].printed}-{grades[-1].printed}" for level, grades in _STEPS.items()
    )
    return Requirement(
        holds=Lookup(
            _printed_level(),
            tuple(LookupRow(when=level, result=within(level)) for level in FunctionalLevel),
            citation=_GRADE,
        ),
        place="golongan_ruang",
        asks=printed,
        citation=_GRADE,
    )
