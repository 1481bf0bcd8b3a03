"""The service that counts: from where, how long, and in which stages it was clean."""

from functools import cache, partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.pp_35_2010.career import BACK, ENTRY, LEAVE, PROPOSAL, READING, SERVED
from asn_kinerja.scoring.nodes import (
    Add,
    AddMonths,
    And,
    Case,
    Choose,
    Compare,
    Count,
    Date,
    Field,
    Given,
    Input,
    Items,
    Latest,
    MissingPart,
    Multiply,
    Node,
    Not,
    Or,
    ParameterValue,
    Undetermined,
    WholeMonths,
)

__all__ = ["counted_from", "disturbed", "months", "stages"]

_cite = partial(Citation, regulation="pp_35_2010", article="22")
_entry, _proposal, _leave, _back = Date(ENTRY), Date(PROPOSAL), Date(LEAVE), Date(BACK)
_STAGES = (1, 2, 3)
_MONTHS = 12  # of a year


@cache
def _heavy() -> Node:
    """Whether a penalty breaks the service: a light one does not."""
    level = Field("tingkat")
    return Or(
        (Compare(level, "sedang"), Compare(level, "berat")),
        title=Wording("hukuman sedang atau berat", "medium or heavy penalty"),
        citation=_cite(text="huruf a"),
    )


def _with_penalties(
    node: Node,
    otherwise: Node | bool,  # noqa: FBT001 - what stands without penalties
    title: Wording,
) -> Node:
    return Choose((Case(when=Not(Given("items")), then=otherwise),), node, title=title)


@cache
def _penalties() -> Count:
    return Count(
        where=_heavy(),
        title=Wording(
            "banyaknya hukuman sedang atau berat", "number of medium and heavy penalties"
        ),
    )


@cache
def _running() -> Node:
    """Whether a penalty was not yet served on the day of the proposal."""
    over = Compare(Field(SERVED), _proposal, op="<=")
    served = Count(
        where=And((_heavy(), over)),
        missing=MissingPart.LEAVE_OUT,
        title=Wording("banyaknya yang sudah dijalani", "number of those that were served"),
    )
    return _with_penalties(
        Compare(served, _penalties(), op="<"),
        False,  # noqa: FBT003 - a flag
        Wording("hukuman masih dijalani pada tanggal usul", "a penalty is still being served"),
    )


@cache
def _left() -> Node:
    """Whether a leave began by the day of the proposal; a return alone tells of one, too."""
    began = And((Given(LEAVE), Compare(_leave, _proposal, op="<=")))
    return Or(
        (began, And((Not(Given(LEAVE)), Given(BACK)))),
        key="cltn",
        title=Wording("pernah CLTN", "was on unpaid leave"),
        says=Wording(
            "CLTN dimulai paling lambat pada tanggal usul.",
            "An unpaid leave began by the day of the proposal.",
        ),
        citation=_cite(text="huruf a"),
    )


@cache
def _returned() -> Node:
    return And(
        (Given(BACK), Compare(_back, _proposal, op="<=")),
        title=Wording("sudah kembali bekerja pada tanggal usul", "was back by the proposal"),
    )


@cache
def disturbed() -> Node:
    """Say whether a penalty or a leave touches the service.

    Returns:
        The flag.
    """
    penalised = _with_penalties(
        Compare(_penalties(), 0, op=">"),
        False,  # noqa: FBT003 - a flag
        Wording("pernah dihukum sedang atau berat", "had a medium or heavy penalty"),
    )
    return Or(
        (penalised, _left()),
        key="masa_kerja_terputus",
        title=Wording("masa kerja terputus", "service was broken"),
        says=Wording(
            "Pernah ada hukuman sedang atau berat, atau CLTN.",
            "There was a medium or heavy penalty, or an unpaid leave.",
        ),
        citation=_cite(text="huruf a"),
    )


@cache
def _stopped() -> Node:
    """Whether the count stands still: a penalty is being served, or the leave goes on."""
    away = And(
        (_left(), Not(_returned())),
        title=Wording("CLTN belum berakhir", "the unpaid leave goes on"),
    )
    return Or(
        (_running(), away),
        key="penghitungan_berhenti",
        title=Wording("penghitungan berhenti", "the count stands still"),
        says=Wording(
            "Hukuman masih dijalani, atau cuti masih berjalan.",
            "A penalty is being served, or the leave goes on.",
        ),
        citation=_cite(text="huruf b"),
    )


def _starts_again() -> Node:
    return Compare(Input(READING), "mulai_lagi")


@cache
def counted_from() -> Node:
    """Give the day from which service counts.

    Returns:
        The date; missing while a penalty or a leave goes on.
    """
    over = And(
        (_left(), _returned()), title=Wording("CLTN sudah berakhir", "the unpaid leave is over")
    )
    after_leave = Choose(
        (Case(when=over, then=_back),),
        _entry,
        title=Wording("awal sesudah CLTN", "start after the unpaid leave"),
    )
    last = Latest(Field(SERVED), where=_heavy(), when_empty=_entry)
    after_penalty = _with_penalties(
        last, _entry, Wording("awal sesudah hukuman", "start after the penalty")
    )
    later = Choose(
        (Case(when=Compare(after_leave, after_penalty, op=">="), then=after_leave),),
        after_penalty,
        key="mulai_lagi",
        says=Wording(
            "Penghitungan dimulai lagi sesudah hukuman dijalankan atau sesudah kembali bekerja.",
            "The count starts again when the penalty was served or work was taken up again.",
        ),
        citation=_cite(text="huruf b"),
    )
    waiting = Undetermined(
        "belum_mulai",
        Wording(
            "Hukuman masih dijalani atau cuti masih berjalan: penghitungan belum dimulai.",
            "A penalty is being served or the leave goes on: the count has not begun.",
        ),
        citation=_cite(text="huruf b"),
    )
    read = Choose(
        (
            Case(when=Not(_starts_again()), then=_entry),
            Case(when=_stopped(), then=waiting),
        ),
        later,
        key="awal_penghitungan",
        citation=_cite(text="huruf b"),
        conflicts=("tahap_sepuluh_tahun",),
    )
    return Choose(
        (Case(when=disturbed(), then=read),),
        _entry,
        key="mulai_hitung",
        title=Wording("Awal penghitungan", "Where the count begins"),
        citation=_cite(text="huruf c"),
    )


@cache
def months() -> Node:
    """Count the whole months of service.

    Returns:
        The number; 0 while the count stands still.
    """
    still = And(
        (disturbed(), _starts_again(), _stopped()),
        title=Wording("masa kerja belum dihitung lagi", "service does not count again yet"),
    )
    return Choose(
        (Case(when=still, then=0, conflicts=("tahap_sepuluh_tahun",)),),
        WholeMonths(counted_from(), _proposal),
        key="masa_kerja_bulan",
        title=Wording("Masa kerja yang dihitung", "Service that counts"),
        citation=_cite(text="huruf c"),
    )


def stages() -> Node:
    """Count the stages of ten years that are over and were clean.

    Returns:
        A number from 0 to 3.
    """
    return Add(
        tuple(
            Choose(
                (Case(when=_clean(number), then=1),),
                0,
                title=_stage("{} yang bersih", "clean {}", number),
            )
            for number in _STAGES
        ),
        key="tahap_bersih",
        title=Wording("banyaknya tahap yang bersih", "number of clean stages"),
        citation=_cite(text="penjelasan huruf a"),
    )


def _stage(indonesian: str, english: str, number: int) -> Wording:
    return Wording(indonesian.format(f"tahap {number}"), english.format(f"stage {number}"))


def _clean(number: int) -> Node:
    length = ParameterValue("masa_tahap")
    end = AddMonths(
        _entry,
        Multiply((_MONTHS * number, length)),
        title=_stage("akhir {}", "end of {}", number),
    )
    start: Node = _entry
    if number > 1:
        start = AddMonths(
            _entry,
            Multiply((_MONTHS * (number - 1), length)),
            title=_stage("awal {}", "start of {}", number),
        )
    served = Field(SERVED)
    within = And(
        (_heavy(), Compare(served, start, op=">="), Compare(served, end, op="<")),
        title=_stage("hukuman dijalani dalam {}", "penalty served in {}", number),
    )
    penalised = _with_penalties(
        Items("any", within, missing=MissingPart.LEAVE_OUT),
        False,  # noqa: FBT003 - a flag
        _stage("ada hukuman dalam {}", "there was a penalty in {}", number),
    )
    began = Choose(
        (Case(when=Given(LEAVE), then=_leave),),
        _back,
        title=Wording("CLTN diketahui sejak", "unpaid leave is known since"),
    )
    away = And(
        (
            _left(),
            Compare(began, end, op="<"),
            Or((Not(Given(BACK)), Compare(_back, start, op=">"))),
        ),
        title=_stage("ada CLTN dalam {}", "there was unpaid leave in {}", number),
    )
    return And(
        (Compare(end, _proposal, op="<="), Not(penalised), Not(away)),
        title=_stage("{} selesai dan bersih", "{} is over and clean", number),
    )
