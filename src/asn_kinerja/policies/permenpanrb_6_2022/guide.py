"""The guide for the two ratings (pp. 97-98, 100-102), as a proposal to the appraiser."""

from fractions import Fraction
from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.terms import BehaviourRating, ResultPriority, ResultRating
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    And,
    Case,
    Choose,
    Compare,
    Count,
    Field,
    Flag,
    Input,
    Node,
    Or,
    Ratio,
    Subtract,
    Undetermined,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["usulan_rating"]

_ID = "permenpanrb_6_2022"
_cite = partial(Citation, regulation=_ID)
_ABOVE, _AS_EXPECTED, _BELOW = ResultRating
_MOST, _SMALL = Input("batas_sebagian_besar"), Input("batas_sebagian_kecil")
_POSITIVE = Input("umpan_balik_positif")
_STATUS_WORDS = {
    _ABOVE: Wording("di atas ekspektasi", "above expectation"),
    _AS_EXPECTED: Wording("sesuai ekspektasi", "as expected"),
    _BELOW: Wording("di bawah ekspektasi", "below expectation"),
}


def usulan_rating(regulation: Regulation) -> Policy:
    """Make the policy that proposes both ratings.

    Args:
        regulation: The regulation.

    Returns:
        The policy; the appraiser may set another rating, with a reason.
    """
    return Policy(
        id=f"{_ID}.usulan_rating",
        title=Wording("Usulan rating menurut panduan", "Ratings proposed by the guide"),
        purpose="usulan_rating",
        regulation=regulation,
        governs_from=regulation.in_force_from.replace(month=1, day=1),
        inputs=_inputs(),
        outputs=(
            Output(
                name="usulan_hasil_kerja",
                node=_results(),
                kind=Kind.WORD,
                title=Wording("Usulan rating hasil kerja", "Proposed rating of results"),
                main=True,
                words=ResultRating,
            ),
            Output(
                name="usulan_perilaku_kerja",
                node=_behaviour(),
                kind=Kind.WORD,
                title=Wording("Usulan rating perilaku kerja", "Proposed rating of behaviour"),
                words=BehaviourRating,
            ),
        ),
    )


def _inputs() -> tuple[InputSpec, ...]:
    results = _cite(page="97-98, 100-101")
    behaviour = _cite(page="98, 101-102")
    practice = Citation(text="batas yang ditetapkan program")
    return (
        InputSpec(
            name="items",
            kind=Kind.ITEMS,
            title=Wording("hasil kerja", "results"),
            source="plan.results",
            citation=results,
            fields=(
                InputSpec(
                    name="jenis",
                    kind=Kind.WORD,
                    title=Wording("jenis hasil kerja", "priority of a result"),
                    words=ResultPriority,
                    citation=_cite(page="27-28, 49-50"),
                ),
                InputSpec(
                    name="status",
                    kind=Kind.WORD,
                    title=Wording("status hasil kerja", "status of a result"),
                    words=ResultRating,
                    citation=results,
                ),
            ),
        ),
        _share(
            "umpan_balik_positif",
            Wording("bagian umpan balik positif", "share of positive feedback"),
            source="feedback.positive_share",
            citation=results,
        ),
        InputSpec(
            name="konsisten",
            kind=Kind.FLAG,
            title=Wording("konsisten menjalankan nilai dasar", "consistent in the core values"),
            source="given_rating.consistent",
            citation=behaviour,
        ),
        InputSpec(
            name="menjaga_nilai",
            kind=Kind.FLAG,
            title=Wording("menjaga penerapan nilai dasar", "guards the core values"),
            source="given_rating.guards_values",
            citation=behaviour,
        ),
        _share(
            "batas_sebagian_besar",
            Wording("batas sebagian besar", "least share that is most"),
            source="programme.large_share",
            citation=practice,
            low=Fraction(1, 2),
        ),
        _share(
            "batas_sebagian_kecil",
            Wording("batas sebagian kecil", "largest small share"),
            source="programme.small_share",
            citation=practice,
        ),
    )


def _share(
    name: str, title: Wording, *, source: str, citation: Citation, low: Fraction = Fraction(0)
) -> InputSpec:
    return InputSpec(
        name=name,
        kind=Kind.NUMBER,
        title=title,
        unit="share",
        low=low,
        high=1,
        source=source,
        citation=citation,
    )


def _count(status: ResultRating, *, main_only: bool = False) -> Node:
    words = _STATUS_WORDS[status]
    condition: Node = Compare(Field("status"), status)
    kind = ("", "")
    if main_only:
        condition = And((Compare(Field("jenis"), ResultPriority.UTAMA), condition))
        kind = (" utama", "main ")
    return Count(
        where=condition,
        title=Wording(
            f"banyaknya hasil kerja{kind[0]} yang {words.id}",
            f"number of {kind[1]}results {words.en}",
        ),
    )


def _is_most(status: ResultRating, *, total: Node) -> Node:
    """Whether results of one status are most of all; no result at all is no share."""
    words = _STATUS_WORDS[status]
    share = Ratio(
        _count(status),
        total,
        when_zero=0,
        key="dari semua hasil",
        title=Wording(f"bagian hasil yang {words.id}", f"share of results {words.en}"),
    )
    return Compare(
        share,
        _MOST,
        op=">=",
        title=Wording(f"sebagian besar hasil {words.id}", f"most results are {words.en}"),
    )


def _cases() -> tuple[Node, Node, Node]:
    """Give what each of the three cases of the guide asks for, the best rating first."""
    total = Count(title=Wording("banyaknya hasil kerja", "number of results"))
    main = Count(
        where=Compare(Field("jenis"), ResultPriority.UTAMA),
        title=Wording("banyaknya hasil kerja utama", "number of main results"),
    )
    main_below = _count(_BELOW, main_only=True)
    small = Ratio(
        main_below,
        main,
        when_zero=0,
        key="dari hasil utama",
        title=Wording(
            "bagian hasil utama yang di bawah ekspektasi",
            "share of main results below expectation",
        ),
    )
    not_positive = Subtract(
        1,
        _POSITIVE,
        title=Wording("bagian umpan balik yang tidak positif", "share of feedback not positive"),
    )
    above = And(
        (
            _is_most(_ABOVE, total=total),
            Compare(
                main_below,
                0,
                title=Wording(
                    "tidak ada hasil utama di bawah ekspektasi",
                    "no main result is below expectation",
                ),
            ),
            Compare(_POSITIVE, _MOST, op=">="),
        ),
        title=_asked(_ABOVE),
    )
    as_expected = And(
        (
            _is_most(_AS_EXPECTED, total=total),
            Compare(small, _SMALL, op="<="),
            Compare(_POSITIVE, 0, op=">"),
        ),
        title=_asked(_AS_EXPECTED),
    )
    below = And(
        (_is_most(_BELOW, total=total), Compare(not_positive, _MOST, op=">=")),
        title=_asked(_BELOW),
    )
    return above, as_expected, below


def _asked(status: ResultRating) -> Wording:
    words = _STATUS_WORDS[status]
    return Wording(f'syarat "{words.id}"', f'conditions of "{words.en}"')


def _results() -> Node:
    above, as_expected, below = _cases()
    twice = Or(
        (And((above, as_expected)), And((as_expected, below)), And((above, below))),
        title=Wording("dua kasus panduan terpenuhi", "two cases of the guide hold"),
    )
    return Choose(
        (
            Case(when=twice, then=_two_cases()),
            _case(
                above,
                _ABOVE,
                Wording(
                    "Paling sedikit sebagian besar hasil di atas ekspektasi, tidak ada hasil utama "
                    "di bawah ekspektasi, dan umpan balik sebagian besar positif.",
                    "At least most results are above expectation, no main result is below, and "
                    "most feedback is positive.",
                ),
                page="97, 101",
            ),
            _case(
                as_expected,
                _AS_EXPECTED,
                Wording(
                    "Paling sedikit sebagian besar hasil sesuai ekspektasi, paling banyak sebagian "
                    "kecil hasil utama di bawah ekspektasi, dan ada umpan balik positif.",
                    "At least most results are as expected, at most a small part of the main "
                    "results is below, and some feedback is positive.",
                ),
                page="97, 101",
            ),
            _case(
                below,
                _BELOW,
                Wording(
                    "Paling sedikit sebagian besar hasil di bawah ekspektasi dan umpan balik "
                    "sebagian besar tidak positif.",
                    "At least most results are below expectation and most feedback is not "
                    "positive.",
                ),
                page="98, 101",
            ),
        ),
        _no_case(),
        key="hasil_kerja",
        citation=_cite(page="97-98, 100-101"),
    )


def _case(when: Node, rating: ResultRating, says: Wording, *, page: str) -> Case:
    return Case(when=when, then=rating, says=says, citation=_cite(page=page))


def _two_cases() -> Undetermined:
    return Undetermined(
        "dua_kasus",
        Wording(
            "Dua kasus panduan terpenuhi sekaligus; pejabat penilai yang menetapkan.",
            "Two cases of the guide hold at once; the appraiser decides.",
        ),
    )


def _no_case() -> Undetermined:
    return Undetermined(
        "tanpa_kasus",
        Wording(
            "Panduan tidak menyebut kasus ini; pejabat penilai yang menetapkan.",
            "The guide names no such case; the appraiser decides.",
        ),
        citation=_cite(page="97-98, 100-101"),
    )


def _behaviour() -> Node:
    consistent = Flag("konsisten")
    return Choose(
        (
            Case(
                when=And((consistent, Flag("menjaga_nilai")), title=_asked(_ABOVE)),
                then=BehaviourRating.DI_ATAS_EKSPEKTASI,
            ),
            Case(when=consistent, then=BehaviourRating.SESUAI_EKSPEKTASI),
        ),
        BehaviourRating.DI_BAWAH_EKSPEKTASI,
        key="perilaku_kerja",
        citation=_cite(page="98, 101-102"),
    )
