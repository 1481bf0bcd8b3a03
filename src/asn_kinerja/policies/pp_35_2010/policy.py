"""The Satyalancana Karya Satya of PP 35/2010 as nodes."""

from datetime import date
from functools import partial
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.pp_35_2010.career import READING, inputs, requirements
from asn_kinerja.policies.pp_35_2010.service import counted_from, disturbed, months, stages
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
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
    Undetermined,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

__all__ = ["build"]

_ID = "pp_35_2010"
_cite = partial(Citation, regulation=_ID)
_CLASSES = ("xxx", "xx", "x")
_NONE = "belum_memenuhi"
_MONTHS = 12  # of a year
_CONFLICT = ("tahap_sepuluh_tahun",)


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policy.

    Returns:
        The class of a career.
    """
    folder = Path(__file__).parent
    earned = _class()
    policy = Policy(
        id=f"{_ID}.satyalancana",
        title=Wording("Kelas Satyalancana Karya Satya", "Class of the Satyalancana Karya Satya"),
        purpose="satyalancana",
        regulation=Regulation(
            id=_ID,
            title=Wording(
                "Pelaksanaan UU 20/2009 tentang Gelar, Tanda Jasa, dan Tanda Kehormatan",
                "Implementing Law 20/2009 on titles, orders and marks of honour",
            ),
            in_force_from=date(2010, 2, 12),
            citation=_cite(text="ketentuan penutup, diundangkan 12 Februari 2010"),
        ),
        governs_from=date(2010, 2, 12),
        inputs=inputs(),
        outputs=(
            Output(
                name="kelas",
                node=earned,
                kind=Kind.WORD,
                title=Wording("Kelas yang dipenuhi", "Class that was earned"),
                main=True,
                words=(*_CLASSES, _NONE),
            ),
            Output(
                name="kelas_usul",
                node=_proposed(earned),
                kind=Kind.WORD,
                title=Wording("Kelas yang dapat diusulkan", "Class that can be proposed"),
                words=_CLASSES,
            ),
            Output(
                name="mulai_hitung",
                node=counted_from(),
                kind=Kind.DATE,
                title=Wording("Awal penghitungan", "Where the count begins"),
            ),
            Output(
                name="masa_kerja_bulan",
                node=months(),
                kind=Kind.COUNT,
                title=Wording("Masa kerja yang dihitung", "Service that counts"),
                unit="month",
            ),
        ),
        parameters=read_parameters(folder, regulation=_ID),
        conflicts=read_conflicts(folder, regulation=_ID),
        requirements=requirements(),
    )
    return (policy,)


def _class() -> Node:
    """Read the class off the service, or where the caller reads the law otherwise, as he does."""

    def read_as(word: str) -> Node:
        return And((disturbed(), Compare(Input(READING), word)))

    return Choose(
        (
            Case(
                when=read_as("tidak_pernah"),
                then=_NONE,
                says=Wording(
                    "Menurut praktik setempat, siapa pernah dihukum atau CLTN tidak memenuhi.",
                    "By local practice, who ever had a penalty or such leave does not qualify.",
                ),
                citation=Citation(text="praktik: halaman BKPSDM Malang dan Karimun"),
                conflicts=_CONFLICT,
            ),
            Case(
                when=read_as("tahap"),
                then=_by_stages(),
                citation=_cite(article="22", text="penjelasan huruf a"),
                conflicts=_CONFLICT,
            ),
        ),
        _by_service(),
        key="kelas",
        citation=_cite(article="22"),
    )


def _by_service() -> Node:
    return Choose(
        tuple(
            Case(
                when=Compare(
                    months(),
                    Multiply(
                        (_MONTHS, ParameterValue(f"masa_kelas_{word}")),
                        title=Wording(
                            f"masa kerja untuk kelas {word.upper()}",
                            f"service for class {word.upper()}",
                        ),
                    ),
                    op=">=",
                ),
                then=word,
            )
            for word in _CLASSES
        ),
        _NONE,
        key="masa_kerja",
        citation=_cite(article="22"),
    )


def _by_stages() -> Node:
    clean = stages()
    return Choose(
        tuple(
            Case(when=Compare(clean, number, op=">="), then=word)
            for number, word in zip((3, 2, 1), _CLASSES, strict=True)
        ),
        _NONE,
        key="tahap",
        citation=_cite(article="22", text="penjelasan huruf a"),
    )


def _proposed(earned: Node) -> Node:
    """Propose what was earned, unless that class or a higher one is held."""
    held = Input("kelas_dimiliki")
    enough = Or(
        tuple(
            And((Compare(earned, word), *_at_least(held, number)))
            for number, word in enumerate(_CLASSES, start=1)
        ),
        title=Wording(
            "kelas itu atau yang lebih tinggi sudah dimiliki", "that class or a higher one is held"
        ),
    )
    lacking = Undetermined(
        _NONE,
        Wording("Belum memenuhi kelas mana pun.", "No class was earned yet."),
        citation=_cite(article="22"),
    )
    there = Undetermined(
        "sudah_dimiliki",
        Wording(
            "Kelas ini, atau yang lebih tinggi, sudah dimiliki.",
            "This class, or a higher one, is held already.",
        ),
        citation=_cite(article="22"),
    )
    return Choose(
        (
            Case(when=Compare(earned, _NONE), then=lacking),
            Case(when=Not(Given("kelas_dimiliki")), then=earned),
            Case(when=enough, then=there),
        ),
        earned,
        key="kelas_usul",
        citation=_cite(article="22"),
    )


def _at_least(held: Node, number: int) -> tuple[Node, ...]:
    """Say that one of the highest classes is held; every class is at least the lowest."""
    if number == len(_CLASSES):
        return ()
    higher = tuple(Compare(held, word) for word in _CLASSES[:number])
    return (Or(higher),) if number > 1 else higher
