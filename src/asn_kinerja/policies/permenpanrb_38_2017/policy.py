"""The match of a person with a post as nodes: levels against the standard, in per cent."""

from datetime import date
from functools import partial
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.permenpanrb_38_2017.profile import NUMBERS, inputs, requirements
from asn_kinerja.scoring.claims import Holds, Property
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Add,
    And,
    Case,
    Choose,
    Compare,
    Field,
    Flag,
    Given,
    Input,
    Items,
    Min,
    Multiply,
    Node,
    Not,
    Ratio,
    Undetermined,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["build"]

_ID = "permenpanrb_38_2017"
_cite = partial(Citation, regulation=_ID)
_MATCH = _cite(text="tingkat capaian dibandingkan dengan standar kompetensi jabatan")
_PERCENT = 100
_WORDS = ("memenuhi_syarat", "masih_memenuhi_syarat", "kurang_memenuhi_syarat")


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policy.

    Returns:
        The match with its category.
    """
    folder = Path(__file__).parent
    match = Multiply((_PERCENT, _share()), key="jpm", citation=_MATCH)
    policy = Policy(
        id=f"{_ID}.jpm",
        title=Wording("Kecocokan dengan jabatan (job person match)", "Job person match"),
        purpose="kecocokan_jabatan",
        regulation=Regulation(
            id=_ID,
            title=Wording(
                "Standar Kompetensi Jabatan Aparatur Sipil Negara",
                "Standards of competency for the posts of civil servants",
            ),
            in_force_from=date(2017, 1, 1),
            citation=_cite(text="ditetapkan tahun 2017"),
            dates_confirmed=False,
        ),
        governs_from=date(2017, 1, 1),
        inputs=inputs(),
        outputs=(
            Output(
                name="jpm",
                node=match,
                kind=Kind.NUMBER,
                title=Wording("JPM (persen)", "JPM (per cent)"),
                main=True,
                unit="percent",
            ),
            Output(
                name="kategori",
                node=_category(match),
                kind=Kind.WORD,
                title=Wording("Kategori menurut batas instansi", "Category by the agency's bands"),
                words=_WORDS,
            ),
        ),
        parameters=read_parameters(folder, regulation=_ID),
        conflicts=read_conflicts(folder, regulation=_ID),
        requirements=requirements(),
        properties=(Property(holds=Holds.RISING, output="jpm", input="level_1"),),
    )
    return (policy,)


def _share() -> Node:
    """Divide what the person reaches by the standard; the caller says whether excess counts."""
    nothing = Undetermined(
        "tanpa_kompetensi",
        Wording("Tidak ada kompetensi yang dibandingkan.", "There is no competency to compare."),
        citation=_MATCH,
    )

    def ratio(reached: Node, standard: Node) -> Node:
        return Ratio(reached, standard, when_zero=nothing)

    pairs = [(Input(f"level_{number}"), Input(f"standar_{number}")) for number in NUMBERS]
    levels = Wording("jumlah level", "sum of levels")
    capped_levels = Wording(
        "jumlah level, paling tinggi standarnya", "sum of levels, each at most its standard"
    )
    standards = Wording("jumlah standar", "sum of standards")
    standard = Add(tuple(wanted for _, wanted in pairs), title=standards)
    level, wanted = Field("level"), Field("standar")
    capped_level = Min(
        (level, wanted),
        title=Wording("level, paling tinggi standar", "level, at most the standard"),
    )
    row_standard = Items("sum", wanted, title=standards)
    capped = Flag("dibatasi")
    long = Choose(
        (
            Case(
                when=capped,
                then=ratio(Items("sum", capped_level, title=capped_levels), row_standard),
            ),
        ),
        ratio(Items("sum", level, title=levels), row_standard),
        key="dibatasi",
    )
    wide = Choose(
        (
            Case(
                when=capped,
                then=ratio(Add(_capped(pairs), title=capped_levels), standard),
            ),
        ),
        ratio(Add(tuple(reached for reached, _ in pairs), title=levels), standard),
        key="dibatasi",
    )
    return Choose(
        (Case(when=Given("items"), then=long),),
        wide,
        title=Wording("bagian standar yang dicapai", "share of the standard that is reached"),
        citation=_MATCH,
    )


def _capped(pairs: list[tuple[Input, Input]]) -> tuple[Node, ...]:
    return tuple(
        Min(
            pair,
            title=Wording(
                f"level kompetensi {number}, paling tinggi standar",
                f"level of competency {number}, at most the standard",
            ),
        )
        for number, pair in zip(NUMBERS, pairs, strict=True)
    )


def _category(match: Node) -> Node:
    """Read the category off the two bands of the agency; there are no national ones."""
    upper, lower = Input("batas_memenuhi_syarat"), Input("batas_masih_memenuhi_syarat")
    both = And(
        (Given("batas_memenuhi_syarat"), Given("batas_masih_memenuhi_syarat")),
        title=Wording("kedua batas instansi diberikan", "both bands of the agency are given"),
    )
    unset = Undetermined(
        "batas_instansi",
        Wording(
            "Batas kategori belum diberikan: instansi yang menetapkannya.",
            "The bands are not given: the agency sets them.",
        ),
        citation=_MATCH,
    )
    return Choose(
        (
            Case(when=Not(both), then=unset),
            Case(when=Compare(match, upper, op=">="), then=_WORDS[0]),
            Case(when=Compare(match, lower, op=">="), then=_WORDS[1]),
        ),
        _WORDS[2],
        key="kategori",
        citation=_MATCH,
    )
