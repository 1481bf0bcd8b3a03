"""Absence without a valid reason under PP 94/2021 as nodes."""

from datetime import date
from functools import partial
from itertools import zip_longest
from pathlib import Path

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.terms import EmploymentStatus
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Band,
    Bands,
    Case,
    Choose,
    Compare,
    Input,
    Node,
    Or,
    ParameterValue,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.printed_bands import chosen_reading
from asn_kinerja.scoring.rule import Output, Requirement

__all__ = ["build"]

_ID = "pp_94_2021"
_cite = partial(Citation, regulation=_ID)
_OLD = (
    "penundaan_kenaikan_gaji_berkala_1_tahun",
    "penundaan_kenaikan_pangkat_1_tahun",
    "penurunan_pangkat_1_tahun",
)
_NEW = tuple(f"pemotongan_tunjangan_kinerja_{months}_bulan" for months in (6, 9, 12))
_MEDIUM = ("sedang_pertama", "sedang_kedua", "sedang_ketiga")
_LIGHT = ("teguran_lisan", "teguran_tertulis", "pernyataan_tidak_puas_tertulis")
_HEAVY = {
    "penurunan_jabatan": "penurunan_jabatan_12_bulan",
    "pembebasan_jabatan": "pembebasan_jabatan_12_bulan",
    "pemberhentian": "pemberhentian_dengan_hormat_tidak_atas_permintaan_sendiri",
}
_NOTHING, _DISMISSED = "tidak_ada", _HEAVY["pemberhentian"]
_WORDS = (_NOTHING, *_LIGHT, *_OLD, *_NEW, *_HEAVY.values())


def build() -> tuple[Policy, ...]:
    """Read the data of the pack and make its policy.

    Returns:
        The penalty for absence.
    """
    folder = Path(__file__).parent
    policy = Policy(
        id=f"{_ID}.tidak_masuk_kerja",
        title=Wording(
            "Hukuman disiplin karena tidak masuk kerja tanpa alasan yang sah",
            "Discipline penalty for absence without a valid reason",
        ),
        purpose="hukuman_tidak_masuk_kerja",
        regulation=Regulation(
            id=_ID,
            title=Wording("Disiplin Pegawai Negeri Sipil", "Discipline of civil servants (PNS)"),
            in_force_from=date(2021, 8, 31),
            citation=_cite(article="46"),
        ),
        governs_from=date(2021, 8, 31),
        inputs=_inputs(),
        outputs=(
            Output(
                name="hukuman",
                node=_penalty(),
                kind=Kind.WORD,
                title=Wording("Hukuman disiplin", "Discipline penalty"),
                main=True,
                words=_WORDS,
            ),
        ),
        parameters=read_parameters(folder, regulation=_ID),
        conflicts=read_conflicts(folder, regulation=_ID),
        requirements=(_of_civil_servants(),),
    )
    return (policy,)


def _inputs() -> tuple[InputSpec, ...]:
    return (
        InputSpec(
            name="hari_tidak_masuk",
            kind=Kind.COUNT,
            title=Wording(
                "hari kerja tidak masuk tanpa alasan yang sah, dari Januari",
                "working days of absence without a valid reason, since January",
            ),
            unit="day",
            high=366,
            source="attendance.unexcused_days",
            citation=_cite(article="15(1)"),
        ),
        InputSpec(
            name="hari_berturut_turut",
            kind=Kind.COUNT,
            title=Wording(
                "rentetan terpanjang hari kerja tidak masuk",
                "longest run of working days of absence",
            ),
            unit="day",
            high=366,
            citation=_cite(article="11(2)d", text="angka 4"),
        ),
        InputSpec(
            name="jenis_sedang",
            kind=Kind.WORD,
            title=Wording(
                "jenis hukuman sedang yang berlaku", "kinds of medium penalty that apply"
            ),
            words=("pp_53_2010", "pp_94_2021"),
            optional=True,
            citation=_cite(article="42"),
        ),
        InputSpec(
            name="status_kepegawaian",
            kind=Kind.WORD,
            title=Wording("status kepegawaian", "employment status"),
            words=EmploymentStatus,
            optional=True,
            source="employee.status",
            citation=_cite(article="43"),
        ),
    )


def _penalty() -> Node:
    days, run = Input("hari_tidak_masuk"), Input("hari_berturut_turut")
    most, longest = (
        Compare(number, ParameterValue(limit), op=">=")
        for number, limit in ((days, "hari_pemberhentian"), (run, "hari_berturut_pemberhentian"))
    )
    return Choose(
        (
            Case(when=most, then=_DISMISSED, citation=_cite(article="11(2)d", text="angka 3")),
            Case(when=longest, then=_DISMISSED, citation=_cite(article="11(2)d", text="angka 4")),
        ),
        _by_days(days),
        key="pemberhentian",
        citation=_cite(article="15"),
    )


def _by_days(days: Node) -> Node:
    """Read the penalty off the steps; each ends where the next begins."""
    results: dict[str, Node | str] = {word: word for word in _LIGHT}
    results |= {step: _medium(old, new) for step, old, new in zip(_MEDIUM, _OLD, _NEW, strict=True)}
    results |= _HEAVY
    steps = list(results)[:-1]  # dismissal is decided before
    articles = dict.fromkeys(_LIGHT, "9(2)b") | dict.fromkeys(_MEDIUM, "10(2)f")
    bands = [
        Band(
            result=_NOTHING,
            upper=ParameterValue(f"hari_{steps[0]}"),
            citation=_cite(article="9(2)b"),
        )
    ]
    for step, following in zip_longest(steps, steps[1:]):
        doubtful = step in _LIGHT[1:]
        bands.append(
            Band(
                result=results[step],
                lower=ParameterValue(f"hari_{step}"),
                upper=ParameterValue(f"hari_{following}") if following else None,
                citation=_cite(article=articles.get(step, "11(2)d")),
                conflicts=("contoh_kumulatif",) if doubtful else (),
            )
        )
    return Bands(days, tuple(bands), key="hukuman")


def _medium(old: str, new: str) -> Node:
    return Choose(
        (
            Case(
                when=Compare(chosen_reading("jenis_sedang"), "pp_94_2021"),
                then=new,
                citation=_cite(article="8(3)"),
            ),
        ),
        old,
        key="jenis_sedang",
        says=Wording(
            "Jenis hukuman sedang PP 53/2010 Pasal 7 ayat (3) masih berlaku.",
            "The kinds of medium penalty of PP 53/2010 art. 7(3) still apply.",
        ),
        citation=_cite(article="42"),
        conflicts=("jenis_sedang",),
    )


def _of_civil_servants() -> Requirement:
    status = Input("status_kepegawaian")
    return Requirement(
        holds=Or(
            (Compare(status, EmploymentStatus.PNS), Compare(status, EmploymentStatus.CPNS)),
        ),
        place="status_kepegawaian",
        asks="pns | cpns",
        citation=_cite(article="43", text="berlaku bagi PNS dan calon PNS"),
    )
