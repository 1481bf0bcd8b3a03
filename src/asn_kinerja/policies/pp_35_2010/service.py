"""The service that counts: from where, how long, and in which stages it was clean."""

from functools import partial

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


def _heavy() -> Node:
    """Whether a penalty breaks the service: a light one does not."""
    level = Field("tingkat")
    return Or((Compare(level, "sedang"), Compare(level, "berat")), citation=_cite(text="huruf a"))


def _with_penalties(node: Node, otherwise: Node | bool) -> Node:  # noqa: FBT001 - what stands without penalties
    return Choose((Case(when=Not(Given("items")), then=otherwise),), node)


def _penalties() -> Count:
    return Count(where=_heavy())


def _running() -> Node:
    """Whether a penalty was not yet served on the day of the proposal."""
    over = Compare(Field(SERVED), _proposal, op="<=")
    served = Count(where=And((_heavy(), over)), missing=MissingPart.LEAVE_OUT)
    return _with_penalties(Compare(served, _penalties(), op="<"), False)  # noqa: FBT003 - a flag


def _left() -> Node:
    """Whether a leave began by the day of the proposal; a return alone tells of one, too."""
    began = And((Given(LEAVE), Compare(_leave, _proposal, op="<=")))
    return Or(
        (began, And((Not(Given(LEAVE)), Given(BACK)))),
        key="cltn",
        says=Wording(
            "CLTN dimulai paling lambat pada tanggal usul.",
            "An unpaid leave began by the day of the proposal.",
        ),
        citation=_cite(text="huruf a"),
    )


def _returned() -> Node:
    return And((Given(BACK), Compare(_back, _proposal, op="<=")))


def disturbed() -> Node:
    """Say whether a penalty or a leave touches the service.

    Returns:
        The flag.
    """
    penalised = _with_penalties(Compare(_penalties(), 0, op=">"), False)  # noqa: FBT003 - a flag
    return Or(
        (penalised, _left()),
        key="masa_kerja_terputus",
        says=Wording(
            "Pernah ada hukuman sedang atau berat, atau CLTN.",
            "There was a medium or heavy penalty, or an unpaid leave.",
        ),
        citation=_cite(text="huruf a"),
    )


def _stopped() -> Node:
    """Whether the count stands still: a penalty is being served, or the leave goes on."""
    return Or(
        (_running(), And((_left(), Not(_returned())))),
        key="penghitungan_berhenti",
        says=Wording(
            "Hukuman masih dijalani, atau cuti masih berjalan.",
            "A penalty is being served, or the leave goes on.",
        ),
        citation=_cite(text="huruf b"),
    )


def _starts_again() -> Node:
    return Compare(Input(READING), "mulai_lagi")


def counted_from() -> Node:
    """Give the day from which service counts.

    Returns:
        The date; missing while a penalty or a leave goes on.
    """
    after_leave = Choose((Case(when=And((_left(), _returned())), then=_back),), _entry)
    last = Latest(Field(SERVED), where=_heavy(), when_empty=_entry)
    after_penalty = _with_penalties(last, _entry)
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
        citation=_cite(text="huruf c"),
    )


def months() -> Node:
    """Count the whole months of service.

    Returns:
        The number; 0 while the count stands still.
    """
    still = And((disturbed(), _starts_again(), _stopped()))
    return Choose(
        (Case(when=still, then=0, conflicts=("tahap_sepuluh_tahun",)),),
        WholeMonths(counted_from(), _proposal),
        key="masa_kerja_bulan",
        citation=_cite(text="huruf c"),
    )


def stages() -> Node:
    """Count the stages of ten years that are over and were clean.

    Returns:
        A number from 0 to 3.
    """
    return Add(
        tuple(Choose((Case(when=_clean(number), then=1),), 0) for number in _STAGES),
        key="tahap_bersih",
        citation=_cite(text="penjelasan huruf a"),
    )


def _clean(number: int) -> Node:
    length = ParameterValue("masa_tahap")
    end = AddMonths(_entry, Multiply((_MONTHS * number, length)))
    start: Node = _entry
    if number > 1:
        start = AddMonths(_entry, Multiply((_MONTHS * (number - 1), length)))
    served = Field(SERVED)
    within = And((_heavy(), Compare(served, start, op=">="), Compare(served, end, op="<")))
    penalised = _with_penalties(
        Items("any", within, missing=MissingPart.LEAVE_OUT),
        False,  # noqa: FBT003 - a flag
    )
    began = Choose((Case(when=Given(LEAVE), then=_leave),), _back)
    away = And(
        (
            _left(),
            Compare(began, end, op="<"),
            Or((Not(Given(BACK)), Compare(_back, start, op=">"))),
        )
    )
    return And((Compare(end, _proposal, op="<="), Not(penalised), Not(away)))
