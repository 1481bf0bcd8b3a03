"""The four dimensions: what each gives, with its weight already in it."""

from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.terms import Education, PredikatKinerja
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.permenpanrb_38_2018.person import LEADERS, PENALTIES
from asn_kinerja.scoring.nodes import (
    Add,
    Case,
    Choose,
    Compare,
    Flag,
    Input,
    Lookup,
    LookupRow,
    Node,
    ParameterValue,
)

__all__ = ["competence", "discipline", "performance", "qualification"]

_guide = partial(Citation, regulation="perbkn_8_2019")
_ITEMS = {
    "kepemimpinan": Wording("nilai diklat kepemimpinan", "value of leadership training"),
    "fungsional": Wording("nilai diklat fungsional", "value of functional training"),
    "teknis": Wording("nilai diklat teknis", "value of technical training"),
    "seminar": Wording("nilai seminar", "value of seminars"),
}


def qualification() -> Node:
    """Give the value of the education.

    Returns:
        The node.
    """
    return Lookup(
        Input("pendidikan"),
        tuple(
            LookupRow(when=word, result=ParameterValue(f"kualifikasi_{word}")) for word in Education
        ),
        key="kualifikasi",
        citation=_guide(text="dimensi kualifikasi"),
    )


def competence() -> Node:
    """Give the value of the trainings that the post asks for.

    Returns:
        The node; a post has a leadership item, a functional one, or neither.
    """
    technical, seminar = "kompetensi_teknis", "kompetensi_seminar"
    leader = Add(
        (
            _if_attended(Flag("diklat_kepemimpinan"), "kompetensi_kepemimpinan", "8(4)"),
            _technical(technical),
            _if_attended(Flag("seminar"), seminar, "8(6)"),
        )
    )
    functional = Add(
        (
            _if_attended(Flag("diklat_fungsional"), "kompetensi_fungsional", "8(5)"),
            _technical(technical),
            _if_attended(Flag("seminar"), seminar, "8(6)"),
        )
    )
    other = Add(
        (
            _technical(f"{technical}_pelaksana"),
            _if_attended(Flag("seminar"), f"{seminar}_pelaksana", "8(6)"),
        )
    )
    by_post = {**dict.fromkeys(LEADERS, leader), "jf": functional, "pelaksana": other}
    return Lookup(
        Input("jenis_jabatan"),
        tuple(LookupRow(when=post, result=node) for post, node in by_post.items()),
        key="kompetensi",
        citation=_guide(article="8"),
    )


def _if_attended(attended: Node, value: str, article: str) -> Node:
    return Choose(
        (Case(when=attended, then=ParameterValue(value)),),
        0,
        title=_ITEMS[value.split("_")[1]],
        citation=_guide(article=article),
    )


def _technical(value: str) -> Node:
    enough = Compare(
        Input("diklat_teknis_jp"),
        ParameterValue("jp_teknis_minimal"),
        op=">=",
        citation=_guide(article="8(6)"),
    )
    return _if_attended(enough, value, "8(6)")


def performance() -> Node:
    """Give the value of the predicate.

    Returns:
        The node; the two lowest predicates have another value on the older scale of numbers.
    """
    older = Compare(Input("skala_kinerja"), "skala_angka")

    def value(word: PredikatKinerja) -> Node:
        by_predicate = ParameterValue(f"kinerja_{word}")
        if word not in {PredikatKinerja.KURANG, PredikatKinerja.SANGAT_KURANG}:
            return by_predicate
        return Choose(
            (
                Case(
                    when=older,
                    then=ParameterValue(f"kinerja_skala_angka_{word}"),
                    says=Wording(
                        "Skala angka PerBKN 8/2019 dipakai.",
                        "The scale of numbers of PerBKN 8/2019 is used.",
                    ),
                ),
            ),
            by_predicate,
            key=f"kinerja_{word}",
            conflicts=("kinerja_rendah",),
        )

    return Lookup(
        Input("predikat_kinerja"),
        tuple(LookupRow(when=word, result=value(word)) for word in PredikatKinerja),
        key="kinerja",
        citation=_guide(text="dimensi kinerja"),
    )


def discipline() -> Node:
    """Give the value of the heaviest penalty.

    Returns:
        The node.
    """
    heaviest = PENALTIES[-1]
    values: dict[str, Node] = {word: ParameterValue(f"disiplin_{word}") for word in PENALTIES}
    values[heaviest] = Choose(
        (
            Case(
                when=Compare(Input("skala_disiplin"), "aplikasi"),
                then=ParameterValue(f"disiplin_{heaviest}_aplikasi"),
            ),
        ),
        values[heaviest],
        key=f"disiplin_{heaviest}",
        conflicts=("hukuman_berat",),
    )
    return Lookup(
        Input("hukuman_disiplin"),
        tuple(LookupRow(when=word, result=node) for word, node in values.items()),
        key="disiplin",
        citation=_guide(text="dimensi disiplin"),
    )
