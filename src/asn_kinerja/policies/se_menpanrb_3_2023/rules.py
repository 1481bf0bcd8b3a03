"""The rules by kind; for each, what the row of an organisation asks, if it asks anything."""

from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.terms import OrganisationPredicate, PredikatKinerja
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Add,
    Case,
    Choose,
    Compare,
    Comparison,
    Constant,
    Input,
    Lookup,
    LookupRow,
    Max,
    Multiply,
    Node,
    ParameterValue,
)
from asn_kinerja.scoring.printed_bands import chosen_reading

__all__ = ["EVERYBODY", "inputs", "rules"]

_cite = partial(Citation, regulation="se_menpanrb_3_2023")
_PATTERN = _cite(text="pola distribusi predikat")
_EXCELLENT, _GOOD, _FAIR, _POOR, _WORST = OrganisationPredicate
_RANK = dict(zip(OrganisationPredicate, PredikatKinerja, strict=True))
_COUNTS = tuple(Input(predicate) for predicate in PredikatKinerja)
_UNASKED = Constant(
    True,  # noqa: FBT003 - the value itself
    says=Wording(
        "Tidak diminta bagi organisasi berpredikat ini.",
        "Not asked of an organisation with this predicate.",
    ),
)

EVERYBODY = Add(_COUNTS, key="pegawai", title=Wording("seluruh pegawai", "all people"))
_PART = Wording("bagian dari seluruh pegawai", "share of all people")


def inputs() -> tuple[InputSpec, ...]:
    """Declare the predicate of the organisation and the counts of its people.

    Returns:
        The inputs.
    """
    counts = (
        InputSpec(
            name=predicate,
            kind=Kind.COUNT,
            title=Wording(
                f"pegawai {predicate.replace('_', ' ')}",
                f"employees with {predicate.replace('_', ' ')}",
            ),
            unit="person",
            source=f"appraisal.count.{predicate}",
            citation=_PATTERN,
        )
        for predicate in PredikatKinerja
    )
    return (
        InputSpec(
            name="predikat_organisasi",
            kind=Kind.WORD,
            title=Wording("capaian kinerja organisasi", "predicate of the organisation"),
            words=OrganisationPredicate,
            source="organisation_result.predicate",
            citation=_PATTERN,
        ),
        *counts,
        InputSpec(
            name="jumlah_minimum",
            kind=Kind.COUNT,
            title=Wording("jumlah pegawai minimum", "least number of people"),
            unit="person",
            optional=True,
            citation=_PATTERN,
        ),
        InputSpec(
            name="sebagian_besar",
            kind=Kind.WORD,
            title=Wording('arti "sebagian besar"', 'meaning of "most"'),
            words=("kelompok_terbesar", "lebih_dari_separuh"),
            optional=True,
            citation=_PATTERN,
        ),
    )


def rules() -> tuple[tuple[str, Node, Wording], ...]:
    """Make the rules.

    Returns:
        Name, node of the flag and title of each; a rule that is not asked is kept.
    """
    return (
        (
            "kelompok_terbesar",
            _asked("kelompok_terbesar", {word: _most(word) for word in (_EXCELLENT, _GOOD)}),
            Wording("Sebagian besar setingkat organisasi", "Most are of the organisation's rank"),
        ),
        (
            "batas_setingkat",
            _asked(
                "batas_setingkat",
                {
                    word: _share(_own(word), "<=", f"{word}_setingkat_tertinggi")
                    for word in (_EXCELLENT, _GOOD)
                },
            ),
            Wording("Tidak terlalu banyak yang setingkat", "Not too many are of that rank"),
        ),
        (
            "minimum_setingkat",
            _asked(
                "minimum_setingkat",
                {
                    word: _share(_own(word), ">=", f"{word}_setingkat_terendah")
                    for word in (_FAIR, _POOR, _WORST)
                },
            ),
            Wording("Cukup banyak yang setingkat", "Enough are of that rank"),
        ),
        (
            "batas_sangat_baik",
            _asked(
                "batas_sangat_baik",
                {
                    word: _share(_COUNTS[0], "<=", f"{word}_sangat_baik_tertinggi")
                    for word in (_FAIR, _POOR, _WORST)
                },
            ),
            Wording("Tidak terlalu banyak Sangat Baik", "Not too many Sangat Baik"),
        ),
        (
            "kelompok_bawah",
            _asked("kelompok_bawah", _lower_groups()),
            Wording("Kelompok yang harus ada memang ada", "The groups that must exist are there"),
        ),
    )


def _asked(name: str, rows: dict[OrganisationPredicate, Node]) -> Node:
    return Lookup(
        Input("predikat_organisasi"),
        tuple(
            LookupRow(
                when=word,
                result=rows.get(word, _UNASKED),
                citation=_cite(
                    text=f"pola distribusi, organisasi {word.replace('_', ' ').title()}"
                ),
            )
            for word in OrganisationPredicate
        ),
        key=name,
    )


def _own(word: OrganisationPredicate) -> Node:
    """Count the people of the rank of the organisation."""
    return Input(_RANK[word])


def _share(count: Node, sign: str, share: str) -> Node:
    return Compare(
        count,
        Multiply((ParameterValue(share), EVERYBODY), key="bagian_pegawai", title=_PART),
        op=Comparison(sign),
    )


def _most(word: OrganisationPredicate) -> Node:
    own = _own(word)
    half = Compare(Multiply((2, own), title=_TWICE), EVERYBODY, op=">")
    return Choose(
        (
            Case(
                when=Compare(chosen_reading("sebagian_besar"), "lebih_dari_separuh"),
                then=half,
                says=Wording("Lebih dari separuh pegawai.", "More than half of the people."),
            ),
        ),
        Compare(own, Max(_COUNTS, key="kelompok", title=_LARGEST), op=">="),
        conflicts=("sebagian_besar",),
    )


_LARGEST = Wording("kelompok terbesar", "largest group")
_TWICE = Wording("dua kali pegawai setingkat", "twice the people of that rank")
_BOTH = Wording("pegawai butuh perbaikan dan kurang", "people with butuh perbaikan and kurang")


def _lower_groups() -> dict[OrganisationPredicate, Node]:
    fair, poor = Input(PredikatKinerja.BUTUH_PERBAIKAN), Input(PredikatKinerja.KURANG)
    both = Add((fair, poor), key="butuh_perbaikan_dan_kurang", title=_BOTH)
    least = "kelompok_bawah_terendah"
    return {
        _GOOD: Compare(both, ParameterValue(f"{_GOOD}_{least}"), op=">="),
        _POOR: _share(fair, ">=", f"{_POOR}_{least}"),
        _WORST: _share(both, ">=", f"{_WORST}_{least}"),
    }
