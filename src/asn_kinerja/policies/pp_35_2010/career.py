"""What is asked of a career, and what the law refuses."""

from functools import partial

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.terms import DisciplineLevel, EmploymentStatus
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import And, Compare, Date, Field, Input, Items, MissingPart, Node
from asn_kinerja.scoring.rule import Requirement

__all__ = [
    "BACK",
    "ENTRY",
    "LEAVE",
    "PROPOSAL",
    "READING",
    "SERVED",
    "inputs",
    "requirements",
]

ENTRY, PROPOSAL = "tmt_cpns", "tanggal_usul"
LEAVE, BACK = "tanggal_mulai_cltn", "tanggal_kembali_cltn"
SERVED, READING = "tanggal_selesai_dijalankan", "penghitungan"
_cite = partial(Citation, regulation="pp_35_2010", article="22")
_READINGS = ("mulai_lagi", "tahap", "tidak_pernah")


def inputs() -> tuple[InputSpec, ...]:
    """Declare the inputs.

    Returns:
        Entry, proposal, penalties, leave, class held, status, and the switch of the count.
    """
    return (
        _date(
            ENTRY,
            Wording("TMT CPNS menurut keputusan", "start as CPNS, by the decision"),
            "huruf c; keputusan mengalahkan NIP",
            optional=False,
            source="employee.appointed_on",
        ),
        _date(PROPOSAL, Wording("tanggal usul", "day of the proposal"), "huruf c", optional=False),
        InputSpec(
            name="items",
            kind=Kind.ITEMS,
            title=Wording("hukuman disiplin", "discipline penalties"),
            optional=True,
            source="penalties",
            citation=_cite(text="huruf a dan b"),
            fields=(
                InputSpec(
                    name="tingkat",
                    kind=Kind.WORD,
                    title=Wording("tingkat hukuman", "level of the penalty"),
                    words=DisciplineLevel,
                    citation=_cite(text="huruf a"),
                ),
                _date(
                    SERVED,
                    Wording("keputusan telah menjalani hukuman", "decision that it was served"),
                    "huruf b",
                ),
            ),
        ),
        _date(LEAVE, Wording("mulai CLTN", "start of the unpaid leave"), "huruf a"),
        _date(BACK, Wording("kembali bekerja", "return to work"), "huruf b"),
        InputSpec(
            name="kelas_dimiliki",
            kind=Kind.WORD,
            title=Wording("kelas tertinggi yang dimiliki", "highest class that is held"),
            words=("x", "xx", "xxx"),
            optional=True,
            citation=_cite(),
        ),
        InputSpec(
            name="status_kepegawaian",
            kind=Kind.WORD,
            title=Wording("status kepegawaian", "employment status"),
            words=EmploymentStatus,
            optional=True,
            source="employee.status",
            citation=_cite(),
        ),
        InputSpec(
            name=READING,
            kind=Kind.WORD,
            title=Wording(
                "penghitungan sesudah hukuman atau cuti", "the count after a penalty or a leave"
            ),
            words=_READINGS,
            optional=True,
            default=_READINGS[0],
            citation=_cite(text="huruf b"),
        ),
    )


def _date(
    name: str, title: Wording, where: str, *, optional: bool = True, source: str = ""
) -> InputSpec:
    return InputSpec(
        name=name,
        kind=Kind.DATE,
        title=title,
        optional=optional,
        source=source,
        citation=_cite(text=where),
    )


def requirements() -> tuple[Requirement, ...]:
    """State what must hold: nothing comes before the entry, a return after its leave, a PNS.

    Returns:
        The requirements.
    """
    served = Items("all", _not_before(Field(SERVED)), missing=MissingPart.LEAVE_OUT)
    leave = Compare(Date(BACK), Date(LEAVE), op=">=")
    return (
        _demand(_not_before(Date(PROPOSAL)), PROPOSAL, f"{PROPOSAL} >= {ENTRY}", "huruf c"),
        _demand(served, "items", f"{SERVED} >= {ENTRY}", "huruf c"),
        _demand(_not_before(Date(LEAVE)), LEAVE, f"{LEAVE} >= {ENTRY}", "huruf c"),
        _demand(
            And((_not_before(Date(BACK)), leave)), BACK, f"{BACK} >= {LEAVE}, {ENTRY}", "huruf b"
        ),
        _demand(
            Compare(Input("status_kepegawaian"), EmploymentStatus.PNS),
            "status_kepegawaian",
            "pns",
            "",
        ),
    )


def _not_before(day: Node) -> Node:
    return Compare(day, Date(ENTRY), op=">=")


def _demand(holds: Node, place: str, asks: str, where: str) -> Requirement:
    return Requirement(holds=holds, place=place, asks=asks, citation=_cite(text=where))
