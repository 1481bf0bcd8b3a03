"""Sheets of competencies, training and what came of it."""

from datetime import date
from decimal import Decimal

from asn_kinerja.converters.workbook.cells import (
    CODE,
    CODES,
    DAY,
    LAST_DAY,
    PERIOD,
    TEXT,
    NumberCell,
    WholeCell,
)
from asn_kinerja.converters.workbook.description import Link, Sheet, column
from asn_kinerja.converters.workbook.frameworks import LEVELS, spread_competencies
from asn_kinerja.converters.workbook.sheets.organisation import NIP_EXAMPLE, YEAR_EXAMPLE
from asn_kinerja.converters.workbook.word_cells import WordCell
from asn_kinerja.legal.terms import CompetencyGroup, PositionClass, TrainingPath
from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.competencies import PositionRequirement
from asn_kinerja.records.training import (
    ChoiceKind,
    Course,
    Enrolment,
    Fund,
    GuidanceKind,
    GuidanceProvider,
    Session,
    TrainingChoice,
    TrainingFeedback,
)

__all__ = [
    "ASSESSMENTS",
    "CHOICES",
    "COMPETENCIES",
    "COURSES",
    "COURSE_FEEDBACK",
    "ENROLMENTS",
    "FUNDS",
    "GUIDANCE",
    "REQUIREMENTS",
    "SESSIONS",
]

_LEVEL = WholeCell(low=1, high=5)
_RUPIAH = WholeCell(low=0)
_PERSON = Link(fields=("employee_id",), targets=("Pegawai",))
_COMPETENCY = Link(fields=("competency_id",), targets=("Kompetensi",))
_SESSION = Link(fields=("session_id",), targets=("Jadwal Pelatihan",))

COMPETENCIES = Sheet(
    name="Kompetensi",
    note=Wording("Kamus kompetensi; kolom kerangka cukup diisi pada baris pertamanya",
                 "Dictionary of competencies; the columns of a framework are needed once"),
    spread=spread_competencies,
    key=("id",),
    columns=(
        column("framework_id", "Kode Kerangka", cell=CODE, required=True, example="PANRB-38"),
        column("framework_name", "Nama Kerangka", cell=TEXT,
               example="Standar Kompetensi Jabatan ASN"),
        column("version", "Versi", cell=TEXT, example="2017"),
        column("source", "Sumber", cell=TEXT, example="PermenPANRB 38/2017"),
        column("id", "Kode Kompetensi", cell=CODE, required=True, example="PP"),
        column("name", "Nama Kompetensi", cell=TEXT, required=True, example="Pelayanan Publik"),
        column("group", "Kelompok", cell=WordCell(lists=(CompetencyGroup,)), required=True,
               example=CompetencyGroup.MANAJERIAL),
        *(
            column(f"level_{step}", f"Uraian Level {step}", cell=TEXT,
                   note="boleh kosong", en="may be blank")
            for step in LEVELS
        ),
    ),
)  # fmt: skip

REQUIREMENTS = Sheet(
    name="Standar Kompetensi",
    note=Wording("Level kompetensi yang dipersyaratkan jabatan",
                 "Levels of competency that posts require"),
    record=PositionRequirement,
    key=("position_id", "competency_id", "valid_from"),
    links=(Link(fields=("position_id",), targets=("Jabatan",)), _COMPETENCY),
    columns=(
        column("position_id", "Kode Jabatan", cell=CODE, required=True, example="CAMAT"),
        column("competency_id", "Kode Kompetensi", cell=CODE, required=True, example="PP"),
        column("level", "Level", cell=_LEVEL, required=True, example=4),
        column("weight", "Bobot", cell=NumberCell(scale=2), example=Decimal(1),
               note="pentingnya bagi jabatan; kosong berarti 1",
               en="how much it matters in the post; blank is 1"),
        column("valid_from", "Berlaku Mulai", cell=DAY, required=True, example=date(2025, 1, 1)),
        column("valid_until", "Berlaku Sampai", cell=LAST_DAY),
    ),
)  # fmt: skip

ASSESSMENTS = Sheet(
    name="Asesmen",
    note=Wording("Level kompetensi hasil asesmen", "Levels of competency that were found"),
    record=Assessment,
    key=("employee_id", "competency_id", "assessed_on"),
    links=(_PERSON, _COMPETENCY),
    columns=(
        column("employee_id", "NIP", cell=CODE, required=True, example=str(NIP_EXAMPLE)),
        column("competency_id", "Kode Kompetensi", cell=CODE, required=True, example="PP"),
        column("level", "Level", cell=_LEVEL, required=True, example=3),
        column("assessed_on", "Tanggal Asesmen", cell=DAY, required=True,
               example=date(2025, 2, 10)),
        column("valid_until", "Berlaku Sampai", cell=LAST_DAY),
        column("source", "Sumber", cell=TEXT, example="Asesmen BKPSDM"),
    ),
)  # fmt: skip

COURSES = Sheet(
    name="Katalog Pelatihan",
    note=Wording("Pelatihan yang ditawarkan", "Courses on offer"),
    record=Course,
    key=("id",),
    links=(_COMPETENCY, Link(fields=("prerequisites",), targets=("Katalog Pelatihan",))),
    columns=(
        column("id", "Kode Pelatihan", cell=CODE, required=True, example="PEL-01"),
        column("name", "Nama Pelatihan", cell=TEXT, required=True, example="Pelayanan Prima"),
        column("provider", "Penyelenggara", cell=TEXT, required=True, example="BKPSDM",
               note="misalnya BKPSDM, BPSDM, LAN", en="such as BKPSDM, BPSDM, LAN"),
        column("path", "Jalur", cell=WordCell(lists=(TrainingPath,)), required=True,
               example=TrainingPath.KLASIKAL),
        column("credit_hours", "JP", cell=WholeCell(low=1), required=True, example=20,
               note="jam pelajaran yang dihitung saat selesai",
               en="credit hours that count on completion"),
        column("competency_id", "Kode Kompetensi", cell=CODE, example="PP"),
        column("level", "Level Hasil", cell=_LEVEL, example=4),
        column("for_classes", "Untuk Jenis Jabatan",
               cell=WordCell(lists=(PositionClass,), many=True),
               note="kosong untuk semua", en="blank for all"),
        column("prerequisites", "Prasyarat", cell=CODES,
               note="kode pelatihan yang harus selesai lebih dahulu",
               en="codes of courses to be completed before"),
    ),
)  # fmt: skip

SESSIONS = Sheet(
    name="Jadwal Pelatihan",
    note=Wording("Penyelenggaraan setiap pelatihan", "Every run of a course"),
    record=Session,
    key=("id",),
    links=(
        Link(fields=("course_id",), targets=("Katalog Pelatihan",)),
        Link(fields=("fund_id",), targets=("Sumber Dana",)),
        Link(fields=("guide_id",), targets=("Pembimbing",)),
    ),
    columns=(
        column("id", "Kode Jadwal", cell=CODE, required=True, example="PEL-01-A"),
        column("course_id", "Kode Pelatihan", cell=CODE, required=True, example="PEL-01"),
        column("valid_from", "Mulai", cell=DAY, required=True, example=date(2025, 5, 5)),
        column("valid_until", "Sampai", cell=LAST_DAY, required=True, example=date(2025, 5, 8)),
        column("seats", "Kursi", cell=WholeCell(low=1), required=True, example=10),
        column("minimum_size", "Peserta Minimal", cell=WholeCell(low=1), example=1),
        column("cost", "Biaya per Orang", cell=_RUPIAH, example=1_500_000,
               note="rupiah", en="rupiah"),
        column("fund_id", "Sumber Dana", cell=CODE, required=True, example="apbd_kecamatan",
               note="kode dari lembar Sumber Dana", en="code of the sheet Sumber Dana"),
        column("guide_id", "Kode Pembimbing", cell=CODE,
               note="yang bebannya terpakai; boleh kosong", en="whose load it uses; may be blank"),
    ),
)  # fmt: skip

FUNDS = Sheet(
    name="Sumber Dana",
    note=Wording("Sumber dana pelatihan dan pagunya", "Sources of money and their ceilings"),
    record=Fund,
    key=("id",),
    columns=(
        column("id", "Kode Sumber", cell=CODE, required=True, example="apbd_kecamatan",
               note="misalnya apbd_bkpsdm, apbd_kecamatan, apbn, gratis",
               en="such as apbd_bkpsdm, apbd_kecamatan, apbn, gratis"),
        column("name", "Nama Sumber", cell=TEXT, required=True, example="APBD Kecamatan"),
        column("ceiling", "Pagu", cell=_RUPIAH, example=25_000_000,
               note="rupiah setahun; kosong bila tidak dibatasi",
               en="rupiah a year; blank for no ceiling"),
    ),
)  # fmt: skip

GUIDANCE = Sheet(
    name="Pembimbing",
    note=Wording("Mentor, ahli dan konselor", "Mentors, experts and counsellors"),
    record=GuidanceProvider,
    key=("id",),
    columns=(
        column("id", "Kode Pembimbing", cell=CODE, required=True, example="MTR-01"),
        column("name", "Nama", cell=TEXT, required=True, example="Nama Mentor"),
        column("kind", "Peran", cell=WordCell(lists=(GuidanceKind,)), required=True,
               example=GuidanceKind.MENTOR),
        column("field", "Bidang", cell=TEXT, required=True, example="Pelayanan"),
        column("load", "Beban Maksimal", cell=WholeCell(low=1), required=True, example=5,
               note="jumlah pegawai pada satu waktu", en="people at one time"),
    ),
)  # fmt: skip

CHOICES = Sheet(
    name="Penetapan Peserta",
    note=Wording("Peserta yang ditetapkan kantor sebelum rencana disusun",
                 "Participants whom the office fixes before a plan is made"),
    record=TrainingChoice,
    key=("period", "session_id", "employee_id"),
    links=(_SESSION, _PERSON),
    columns=(
        column("period", "Tahun", cell=PERIOD, required=True, example=YEAR_EXAMPLE),
        column("session_id", "Kode Jadwal", cell=CODE, required=True, example="PEL-01-A"),
        column("employee_id", "NIP", cell=CODE, required=True, example=str(NIP_EXAMPLE)),
        column("kind", "Penetapan", cell=WordCell(lists=(ChoiceKind,)), required=True,
               example=ChoiceKind.IKUT),
    ),
)  # fmt: skip

ENROLMENTS = Sheet(
    name="Realisasi Bangkom",
    note=Wording("Keikutsertaan pegawai; JP dihitung pada tanggal selesai",
                 "Participation; JP count on the day of completion"),
    record=Enrolment,
    key=("session_id", "employee_id"),
    links=(_SESSION, _PERSON),
    columns=(
        column("session_id", "Kode Jadwal", cell=CODE, required=True, example="PEL-01-A"),
        column("employee_id", "NIP", cell=CODE, required=True, example=str(NIP_EXAMPLE)),
        column("attended", "Hadir", cell=WholeCell(), required=True, example=3,
               note="pertemuan yang diikuti", en="meetings attended"),
        column("meetings", "Jumlah Pertemuan", cell=WholeCell(low=1), required=True, example=3),
        column("completed_on", "Tanggal Selesai", cell=DAY, example=date(2025, 5, 7),
               note="kosong bila tidak selesai", en="blank if not completed"),
        column("score", "Nilai Akhir", cell=NumberCell(scale=2, high=Decimal(100)),
               example=Decimal("82.5")),
        column("proposed_level", "Level Diusulkan", cell=_LEVEL, example=4),
    ),
)  # fmt: skip

COURSE_FEEDBACK = Sheet(
    name="Evaluasi Pelatihan",
    note=Wording("Jawaban peserta, 1 sampai 5, tanpa nama", "Answers of participants, no names"),
    record=TrainingFeedback,
    key=("session_id", "token"),
    links=(_SESSION,),
    columns=(
        column("session_id", "Kode Jadwal", cell=CODE, required=True, example="PEL-01-A"),
        column("token", "Token", cell=CODE, required=True, example="a1b2",
               note="acak, tidak menyebut siapa pun", en="random, names nobody"),
        column("reaction", "Reaksi", cell=_LEVEL, example=5),
        column("learning", "Pembelajaran", cell=_LEVEL, example=4),
        column("behaviour", "Penerapan", cell=_LEVEL, example=4),
        column("result", "Hasil", cell=_LEVEL, example=4),
        column("text", "Saran", cell=TEXT, example="Tambah praktik"),
    ),
)  # fmt: skip
