"""The value of the plan of administrators and functional posts (JA, JF), basic model."""

from datetime import date
from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.terms import ResultPriority
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.permenpanrb_8_2021.reading import (
    GAPS_OF_ASPECTS,
    SWITCH,
    WORDS,
    read_percent,
)
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Add,
    Band,
    Bands,
    Case,
    Choose,
    Compare,
    Field,
    Input,
    Items,
    Lookup,
    LookupRow,
    Min,
    Node,
    Or,
    ParameterValue,
    Undetermined,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["plan_policy"]

_ID = "permenpanrb_8_2021"
_cite = partial(Citation, regulation=_ID)
_TABLE = _cite(text="lampiran bab VI, nilai hasil kerja JA/JF")
_ASPECTS = (
    ("kuantitas", Wording("kuantitas", "quantity")),
    ("kualitas", Wording("kualitas", "quality")),
    ("waktu", Wording("waktu", "time")),
)
_BEST, _GOOD, _FAIR, _POOR, _WORST = WORDS


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
    mine = ("utama_", "tambahan_", "poin_", "jumlah_", "skp_", "kurang_", "cukup_", "baik_tepat")
    return Policy(
        id=f"{_ID}.nilai_skp_ja_jf",
        title=Wording("Nilai SKP JA dan JF", "Value of the plan of JA and JF"),
        purpose="nilai_skp",
        regulation=regulation,
        governs_from=date(2021, 7, 1),
        governs_until=date(2022, 1, 1),
        inputs=(_results(), _method(), SWITCH),
        outputs=(
            Output(
                name="nilai",
                node=Min(
                    (
                        Add((_main_results(), _additional_results())),
                        ParameterValue("skp_tertinggi"),
                    ),
                    key="nilai_skp",
                    citation=Citation(regulation="pp_30_2019", article="29(6)"),
                ),
                kind=Kind.NUMBER,
                title=Wording("Nilai SKP (0-120)", "Value of the plan (0-120)"),
                main=True,
                unit="point",
            ),
        ),
        parameters=tuple(
            one for one in parameters if one.name.startswith((*mine, "pembacaan_celah"))
        ),
        conflicts=conflicts,
    )


def _results() -> InputSpec:
    aspects = (
        InputSpec(
            name=f"capaian_{name}",
            kind=Kind.NUMBER,
            title=Wording(f"capaian {title.id}", f"achievement in {title.en}"),
            unit="percent",
            citation=_TABLE,
        )
        for name, title in _ASPECTS
    )
    return InputSpec(
        name="items",
        kind=Kind.ITEMS,
        title=Wording("hasil kerja", "results"),
        citation=_TABLE,
        fields=(
            InputSpec(
                name="jenis",
                kind=Kind.WORD,
                title=Wording("jenis hasil kerja", "kind of result"),
                words=ResultPriority,
                citation=_TABLE,
            ),
            *aspects,
        ),
    )


def _method() -> InputSpec:
    return InputSpec(
        name="cara",
        kind=Kind.WORD,
        title=Wording("cara menggabungkan aspek", "how aspects are joined"),
        words=("hitungan", "poin"),
        optional=True,
        default="hitungan",
        citation=_TABLE,
    )


def _main_results() -> Node:
    return Items(
        "mean",
        _worth("utama"),
        where=Compare(Field("jenis"), ResultPriority.UTAMA),
        when_empty=Undetermined(
            "tanpa_hasil_utama",
            Wording("SKP tidak memuat hasil kerja utama.", "The plan holds no main result."),
            citation=_TABLE,
        ),
        key="rata_rata_utama",
        title=Wording("rata-rata hasil kerja utama", "mean of the main results"),
        citation=_TABLE,
    )


def _additional_results() -> Node:
    return Items(
        "sum",
        _worth("tambahan"),
        where=Compare(Field("jenis"), ResultPriority.TAMBAHAN),
        key="jumlah_tambahan",
        title=Wording("jumlah hasil kerja tambahan", "sum of the additional results"),
        citation=_TABLE,
    )


_WORTH = {
    "utama": Wording("nilai hasil kerja utama", "value of the main result"),
    "tambahan": Wording("nilai hasil kerja tambahan", "value of the additional result"),
}


def _worth(kind: str) -> Node:
    return Lookup(
        _category(),
        tuple(LookupRow(when=word, result=ParameterValue(f"{kind}_{word}")) for word in WORDS),
        key=f"nilai_{kind}",
        title=_WORTH[kind],
        citation=_TABLE,
    )


def _category() -> Node:
    """Join the categories of the three aspects; say so where the two methods disagree."""
    aspects = tuple(_aspect(name, title) for name, title in _ASPECTS)
    counted, summed = _by_counts(aspects), _by_points(aspects)
    chosen = Choose((Case(when=Compare(Input("cara"), "poin"), then=summed),), counted)
    return Choose(
        (
            Case(
                when=Compare(counted, summed, op="!="),
                then=chosen,
                says=Wording("Kedua cara tidak sepakat.", "The two methods disagree."),
                conflicts=("angka_atau_hitungan",),
            ),
        ),
        chosen,
        key="kategori",
        title=Wording("kategori hasil kerja", "category of the result"),
    )


def _aspect(name: str, title: Wording) -> Node:
    percent = read_percent(Field(f"capaian_{name}"), GAPS_OF_ASPECTS)
    fair, good = ParameterValue("cukup_bawah"), ParameterValue("baik_tepat")
    poor = ParameterValue("kurang_bawah")
    return Bands(
        percent,
        (
            Band(result=_WORST, upper=poor),
            Band(result=_POOR, lower=poor, upper=fair),
            Band(result=_FAIR, lower=fair, upper=good),
            Band(result=_GOOD, lower=good, upper=good, upper_in=True),
            Band(result=_BEST, lower=good, lower_in=False),
        ),
        key=f"kategori_{name}",
        title=Wording(f"kategori {title.id}", f"category in {title.en}"),
        citation=_TABLE,
    )


def _by_counts(aspects: tuple[Node, ...]) -> Node:
    """Join by how many aspects have a category; the first line that fits decides."""

    def some(word: str, least: int) -> Node:
        shown = word.replace("_", " ")
        ones = (
            Choose(
                (Case(when=Compare(aspect, word), then=1),),
                0,
                title=Wording(f"{title.id} {shown}", f"{title.en} {shown}"),
            )
            for aspect, (_, title) in zip(aspects, _ASPECTS, strict=True)
        )
        number = Add(
            tuple(ones),
            key=f"banyak_{word}",
            title=Wording(f"banyaknya aspek {shown}", f"number of aspects {shown}"),
        )
        return Compare(number, least, op=">=")

    return Choose(
        (
            Case(when=some(_WORST, 2), then=_WORST),
            Case(when=Or((some(_POOR, 2), some(_WORST, 1))), then=_POOR),
            Case(when=Or((some(_POOR, 1), some(_FAIR, 2))), then=_FAIR),
            Case(when=some(_FAIR, 1), then=_GOOD),
            Case(when=some(_BEST, 2), then=_BEST),
        ),
        _GOOD,
        key="hitungan",
        title=Wording("kategori menurut hitungan", "category by counting"),
        citation=_TABLE,
    )


def _by_points(aspects: tuple[Node, ...]) -> Node:
    practice = Citation(text="praktik: aplikasi kepegawaian")
    points = tuple(
        Lookup(
            aspect,
            tuple(LookupRow(when=word, result=ParameterValue(f"poin_{word}")) for word in WORDS),
            title=Wording(f"poin {title.id}", f"points of {title.en}"),
            citation=practice,
        )
        for aspect, (_, title) in zip(aspects, _ASPECTS, strict=True)
    )
    edges = tuple(ParameterValue(f"jumlah_{word}") for word in WORDS[:-1])
    bands = tuple(
        Band(result=word, lower=low, upper=high)
        for word, low, high in zip(WORDS, (*edges, None), (None, *edges), strict=True)
    )
    return Bands(
        Add(points, key="angka", title=Wording("jumlah poin", "sum of points")),
        bands,
        key="poin",
        title=Wording("kategori menurut poin", "category by points"),
        citation=practice,
    )
