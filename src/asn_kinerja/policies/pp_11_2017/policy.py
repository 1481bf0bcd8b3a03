"""The rules of PP 11/2017 as nodes: training hours; `team.py` and `priority.py` are for rewards."""

from datetime import date
from functools import partial
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.terms import EmploymentStatus
from asn_kinerja.legal.wording import Wording
from asn_kinerja.policies.pp_11_2017.priority import build_priority
from asn_kinerja.policies.pp_11_2017.team import build_team
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Case,
    Choose,
    Clip,
    Compare,
    Flag,
    Input,
    Node,
    ParameterValue,
    Subtract,
    Undetermined,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output, Requirement

__all__ = ["build"]

_ID = "pp_11_2017"
_cite = partial(Citation, regulation=_ID)
_HOURS, _DUTY = Input("jp"), ParameterValue("jp_minimal")


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policy.

    Returns:
        The duty of training hours, the size of the team that is heard, and the predicate for
        priority training.
    """
    regulation = Regulation(
        id=_ID,
        title=Wording("Manajemen Pegawai Negeri Sipil", "Management of civil servants (PNS)"),
        in_force_from=date(2017, 4, 7),
        citation=Citation(regulation=_ID, text="ketentuan penutup, diundangkan 7 April 2017"),
    )
    folder = Path(__file__).parent
    parameters = {item.name: item for item in read_parameters(folder, regulation=_ID)}
    met = Compare(_HOURS, _DUTY, op=">=", citation=_cite(article="203(4)"))
    lacking = Clip(Subtract(_DUTY, _HOURS), low=0, citation=_cite(article="203(4)"))
    policy = Policy(
        id=f"{_ID}.jam_pelajaran",
        title=Wording("Jam pelajaran PNS dalam satu tahun", "Training hours of a PNS in a year"),
        purpose="jam_pelajaran_pns",
        regulation=regulation,
        governs_from=date(2017, 4, 7),
        inputs=_inputs(),
        outputs=(
            Output(
                name="terpenuhi",
                node=_unless_mid_year(met),
                kind=Kind.FLAG,
                title=Wording("Kewajiban terpenuhi", "Duty met"),
                main=True,
            ),
            Output(
                name="kekurangan_jp",
                node=_unless_mid_year(lacking),
                kind=Kind.NUMBER,
                title=Wording("Kekurangan jam pelajaran", "Hours that are lacking"),
                unit="jp",
            ),
        ),
        parameters=(parameters["jp_minimal"],),
        requirements=(
            Requirement(
                holds=Compare(Input("status_kepegawaian"), EmploymentStatus.PNS),
                place="status_kepegawaian",
                asks="pns",
                citation=_cite(article="203(4)"),
            ),
        ),
    )
    return (
        policy,
        build_team(regulation, members=parameters["anggota_minimal"]),
        build_priority(
            regulation,
            predicate=parameters["predikat_prioritas"],
            conflicts=read_conflicts(folder, regulation=_ID),
        ),
    )


def _inputs() -> tuple[InputSpec, ...]:
    return (
        InputSpec(
            name="jp",
            kind=Kind.NUMBER,
            title=Wording("jam pelajaran yang diselesaikan", "training hours completed"),
            unit="jp",
            scale=2,
            low=0,
            high=8784,
            source="training.credit_hours",
            citation=_cite(article="203(4)"),
        ),
        InputSpec(
            name="masuk_tengah_tahun",
            kind=Kind.FLAG,
            title=Wording("mulai bekerja di tengah tahun", "started during the year"),
            optional=True,
            default=False,
            citation=_cite(article="203(4)"),
        ),
        InputSpec(
            name="status_kepegawaian",
            kind=Kind.WORD,
            title=Wording("status kepegawaian", "employment status"),
            words=EmploymentStatus,
            optional=True,
            source="employee.status",
            citation=_cite(article="203(4)"),
        ),
    )


def _unless_mid_year(node: Node) -> Node:
    """The law speaks of a year and knows no share of one: who came later needs a decision."""
    open_question = Undetermined(
        "perlu_keputusan",
        Wording(
            "Perlu keputusan: kewajiban bagi yang mulai di tengah tahun tidak diatur.",
            "Needs a decision: the duty of who started during the year is not regulated.",
        ),
        citation=_cite(article="203(4)"),
    )
    return Choose((Case(when=Flag("masuk_tengah_tahun"), then=open_question),), node)
