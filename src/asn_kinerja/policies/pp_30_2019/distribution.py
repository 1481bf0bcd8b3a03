"""The shares of the three statuses within one unit (art. 41(8)): a check, which assigns nobody."""

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
    Comparison,
    Input,
    Multiply,
    Node,
    ParameterValue,
    Undetermined,
)
from asn_kinerja.scoring.rule import Output

__all__ = ["SHARES", "inputs", "outputs"]

_cite = partial(Citation, regulation="pp_30_2019")
_STATUSES = (
    ("di_atas_ekspektasi", "di atas ekspektasi", "above expectation"),
    ("sesuai_ekspektasi", "sesuai ekspektasi", "as expected"),
    ("di_bawah_ekspektasi", "di bawah ekspektasi", "below expectation"),
)
_RULES = (
    ("batas_di_atas", "di_atas_ekspektasi", "<=", "bagian_di_atas", "a"),
    ("batas_sesuai_terendah", "sesuai_ekspektasi", ">=", "bagian_sesuai_terendah", "b"),
    ("batas_sesuai_tertinggi", "sesuai_ekspektasi", "<=", "bagian_sesuai_tertinggi", "b"),
    ("batas_di_bawah", "di_bawah_ekspektasi", "<=", "bagian_di_bawah", "c"),
)
_TITLES = {
    "batas_di_atas": Wording("Bagian di atas tidak terlalu besar", "Few enough above"),
    "batas_sesuai_terendah": Wording("Bagian sesuai cukup besar", "Enough as expected"),
    "batas_sesuai_tertinggi": Wording(
        "Bagian sesuai tidak terlalu besar", "Few enough as expected"
    ),
    "batas_di_bawah": Wording("Bagian di bawah tidak terlalu besar", "Few enough below"),
}
_ALL = Add(
    tuple(Input(name) for name, _, _ in _STATUSES),
    key="pegawai",
    title=Wording("seluruh pegawai", "all people"),
)
_LIMIT = Wording("bagian dari seluruh pegawai", "share of all people")

SHARES = tuple(share for _, _, _, share, _ in _RULES)


def inputs() -> tuple[InputSpec, ...]:
    """Declare the numbers of people with each status.

    Returns:
        Three counts.
    """
    return tuple(
        InputSpec(
            name=name,
            kind=Kind.COUNT,
            title=Wording(f"pegawai {indonesian}", f"people {english}"),
            unit="person",
            citation=_cite(article="41(8)"),
        )
        for name, indonesian, english in _STATUSES
    )


def outputs() -> tuple[Output, ...]:
    """Compare the shares with what the law asks for.

    Returns:
        Whether all rules hold, and a flag a rule; missing for a unit without people.
    """
    rules = {
        name: Compare(
            Input(status),
            Multiply((ParameterValue(share), _ALL), title=_LIMIT),
            op=Comparison(sign),
            citation=_cite(article=f"41(8){letter}"),
        )
        for name, status, sign, share, letter in _RULES
    }
    return (
        Output(
            name="sesuai_pola",
            node=_with_people(And(tuple(rules.values()), key="sesuai_pola")),
            kind=Kind.FLAG,
            title=Wording("Sesuai ketentuan distribusi", "Fits the distribution"),
            main=True,
        ),
        *(
            Output(name=name, node=_with_people(rule), kind=Kind.FLAG, title=_TITLES[name])
            for name, rule in rules.items()
        ),
    )


def _with_people(rule: Node) -> Node:
    nobody = Undetermined(
        "unit_kosong",
        Wording("Unit tidak mempunyai pegawai.", "The unit has nobody in it."),
    )
    return Choose(
        (Case(when=Compare(_ALL, 0), then=nobody),), rule, citation=_cite(article="41(8)")
    )
