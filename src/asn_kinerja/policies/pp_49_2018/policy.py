"""The rule of PP 49/2018 on training hours as nodes."""

from datetime import date
from functools import partial
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.terms import EmploymentStatus
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Case,
    Choose,
    Compare,
    Flag,
    Input,
    Node,
    ParameterValue,
    Undetermined,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output, Requirement

__all__ = ["build"]

_ID = "pp_49_2018"
_cite = partial(Citation, regulation=_ID)


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policy.

    Returns:
        The ceiling of training hours.
    """
    folder = Path(__file__).parent
    policy = Policy(
        id=f"{_ID}.jam_pelajaran",
        title=Wording(
            "Jam pelajaran PPPK dalam satu tahun perjanjian kerja",
            "Training hours of a PPPK in a contract year",
        ),
        purpose="jam_pelajaran_pppk",
        regulation=Regulation(
            id=_ID,
            title=Wording(
                "Manajemen Pegawai Pemerintah dengan Perjanjian Kerja",
                "Management of government employees with a contract (PPPK)",
            ),
            in_force_from=date(2018, 11, 28),
            citation=_cite(text="ketentuan penutup, diundangkan 28 November 2018"),
        ),
        governs_from=date(2018, 11, 28),
        inputs=_inputs(),
        outputs=(
            Output(
                name="melebihi",
                node=_exceeds(),
                kind=Kind.FLAG,
                title=Wording("Melebihi batas", "Over the ceiling"),
                main=True,
            ),
        ),
        parameters=read_parameters(folder, regulation=_ID),
        conflicts=read_conflicts(folder, regulation=_ID),
        requirements=(
            Requirement(
                holds=Compare(Input("status_kepegawaian"), EmploymentStatus.PPPK),
                place="status_kepegawaian",
                asks="pppk",
                citation=_cite(article="40(1)"),
            ),
        ),
    )
    return (policy,)


def _inputs() -> tuple[InputSpec, ...]:
    return (
        InputSpec(
            name="jp",
            kind=Kind.NUMBER,
            title=Wording(
                "jam pelajaran dalam tahun perjanjian kerja", "training hours in the contract year"
            ),
            unit="jp",
            scale=2,
            low=0,
            high=8784,
            source="training.credit_hours",
            citation=_cite(article="40(1)"),
        ),
        InputSpec(
            name="masuk_tengah_tahun",
            kind=Kind.FLAG,
            title=Wording("mulai bekerja di tengah tahun", "started during the year"),
            optional=True,
            default=False,
            citation=_cite(article="40(1)"),
        ),
        InputSpec(
            name="jpt_tertentu",
            kind=Kind.FLAG,
            title=Wording(
                "JPT utama atau madya tertentu", "one of certain high posts (JPT utama, madya)"
            ),
            optional=True,
            default=False,
            citation=_cite(article="40(2)"),
        ),
        InputSpec(
            name="status_kepegawaian",
            kind=Kind.WORD,
            title=Wording("status kepegawaian", "employment status"),
            words=EmploymentStatus,
            optional=True,
            source="employee.status",
            citation=_cite(article="40(1)"),
        ),
    )


def _exceeds() -> Node:
    open_question = Undetermined(
        "perlu_keputusan",
        Wording(
            "Perlu keputusan: batas bagi yang mulai di tengah tahun tidak diatur.",
            "Needs a decision: the ceiling of who started during the year is not regulated.",
        ),
        citation=_cite(article="40(1)"),
    )
    return Choose(
        (
            Case(
                when=Flag("jpt_tertentu"),
                then=False,
                says=Wording(
                    "Batas tidak berlaku bagi JPT utama dan madya tertentu.",
                    "The ceiling does not hold for certain high posts.",
                ),
                citation=_cite(article="40(2)"),
            ),
            Case(when=Flag("masuk_tengah_tahun"), then=open_question),
        ),
        Compare(
            Input("jp"),
            ParameterValue("jp_maksimal"),
            op=">",
            citation=_cite(article="40(1)"),
            conflicts=("plafon_jp",),
        ),
    )
