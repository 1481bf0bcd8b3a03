"""Sheets of units, posts, people and who holds which post."""

from datetime import date

from asn_kinerja.converters.workbook.cells import CODE, DAY, LAST_DAY, NIP, PERIOD, TEXT
from asn_kinerja.converters.workbook.description import Link, Sheet, column
from asn_kinerja.converters.workbook.word_cells import YES_NO, WordCell
from asn_kinerja.legal.terms import (
    AssignmentKind,
    DutyCondition,
    Education,
    EmploymentStatus,
    GolonganPppk,
    GolonganRuang,
    OrganisationPredicate,
    PositionClass,
)
from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.appraisals import OrganisationResult
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee, ExternalPerson
from asn_kinerja.records.periods import EvaluationPeriod, Period, PeriodState
from asn_kinerja.records.positions import Position

__all__ = [
    "ACHIEVEMENTS",
    "ASSIGNMENTS",
    "EMPLOYEES",
    "EXTERNALS",
    "NIP_EXAMPLE",
    "PERIODS",
    "POSITIONS",
    "UNITS",
    "YEAR_EXAMPLE",
]

NIP_EXAMPLE = Nip("197505122000031001")
YEAR_EXAMPLE = Period("2025")

UNITS = Sheet(
    name="Unit Kerja",
    note=Wording("Susunan unit: kantor, sekretariat, seksi, kelurahan",
                 "The tree of units: office, secretariat, sections, kelurahan"),
    record=Unit,
    key=("id",),
    links=(Link(fields=("parent_id",), targets=("Unit Kerja",)),),
    columns=(
        column("id", "Kode Unit", cell=CODE, required=True, example="KEC",
               note="kode unik buatan kantor", en="unique code made by the office"),
        column("name", "Nama Unit", cell=TEXT, required=True, example="Kecamatan Contoh"),
        column("parent_id", "Kode Unit Induk", cell=CODE,
               note="kosong untuk unit paling atas", en="blank for the top unit"),
        column("valid_from", "Berlaku Mulai", cell=DAY),
        column("valid_until", "Berlaku Sampai", cell=LAST_DAY),
    ),
)  # fmt: skip

POSITIONS = Sheet(
    name="Jabatan",
    note=Wording("Jabatan pada setiap unit", "Posts of every unit"),
    record=Position,
    key=("id",),
    links=(Link(fields=("unit_id",), targets=("Unit Kerja",)),),
    columns=(
        column("id", "Kode Jabatan", cell=CODE, required=True, example="CAMAT",
               note="kode unik buatan kantor", en="unique code made by the office"),
        column("name", "Nama Jabatan", cell=TEXT, required=True, example="Camat"),
        column("unit_id", "Kode Unit", cell=CODE, required=True, example="KEC",
               note="dari lembar Unit Kerja", en="from the sheet Unit Kerja"),
        column("position_class", "Jenis Jabatan", cell=WordCell(lists=(PositionClass,)),
               required=True, example=PositionClass.ADMINISTRATOR),
        column("echelon", "Eselon", cell=TEXT, example="III.a",
               note="bila ada, misalnya IV.a", en="if any, such as IV.a"),
        column("level", "Jenjang JF", cell=TEXT,
               note="jenjang jabatan fungsional, misalnya Ahli Muda",
               en="level of a functional post, such as Ahli Muda"),
        column("heads_unit", "Memimpin Unit", cell=YES_NO, example=True,
               note="apakah pemangkunya memimpin unit itu",
               en="whether its holder leads the unit"),
    ),
)  # fmt: skip

EMPLOYEES = Sheet(
    name="Pegawai",
    note=Wording("PNS, CPNS dan PPPK; kepala lingkungan dan PHL bukan ASN",
                 "Civil servants and PPPK; kepala lingkungan and daily workers are not ASN"),
    record=Employee,
    key=("nip",),
    columns=(
        column("nip", "NIP", cell=NIP, required=True, example=NIP_EXAMPLE),
        column("name", "Nama Lengkap", cell=TEXT, required=True, example="Dra. Nama Contoh, M.Si.",
               note="dengan gelar", en="with titles"),
        column("status", "Status Kepegawaian", cell=WordCell(lists=(EmploymentStatus,)),
               required=True, example=EmploymentStatus.PNS),
        column("grade", "Gol. Ruang / Golongan PPPK",
               cell=WordCell(lists=(GolonganRuang, GolonganPppk)), required=True,
               example=GolonganRuang.IV_A,
               note="III/c untuk PNS, IX untuk PPPK", en="III/c for PNS, IX for PPPK"),
        column("appointed_on", "TMT CPNS / Awal Kontrak", cell=DAY, required=True,
               example=date(2000, 3, 1)),
        column("contract_until", "Akhir Kontrak", cell=LAST_DAY,
               note="hanya PPPK", en="PPPK only"),
        column("education", "Pendidikan", cell=WordCell(lists=(Education,)),
               example=Education.S2, note="pendidikan formal tertinggi",
               en="highest formal education"),
    ),
)  # fmt: skip

ASSIGNMENTS = Sheet(
    name="Penugasan",
    note=Wording("Siapa memangku jabatan apa, sejak dan sampai kapan, dinilai oleh siapa; "
                 "pejabat penilai baru berarti baris baru",
                 "Who holds which post from when to when, appraised by whom; "
                 "a new appraiser is a new row"),
    record=Assignment,
    key=("id",),
    links=(
        Link(fields=("employee_id",), targets=("Pegawai",)),
        Link(fields=("position_id",), targets=("Jabatan",)),
        Link(fields=("appraiser_id",), targets=("Pegawai", "Pejabat Eksternal")),
    ),
    columns=(
        column("id", "Kode Penugasan", cell=CODE, required=True, example="TGS-001"),
        column("employee_id", "NIP", cell=CODE, required=True, example=str(NIP_EXAMPLE)),
        column("position_id", "Kode Jabatan", cell=CODE, required=True, example="CAMAT"),
        column("valid_from", "Mulai", cell=DAY, required=True, example=date(2023, 1, 2)),
        column("valid_until", "Sampai", cell=LAST_DAY,
               note="kosong bila masih berlangsung", en="blank while it lasts"),
        column("kind", "Jenis Penugasan", cell=WordCell(lists=(AssignmentKind,)),
               example=AssignmentKind.DEFINITIF),
        column("condition", "Keadaan", cell=WordCell(lists=(DutyCondition,)),
               example=DutyCondition.AKTIF,
               note="CLTN, MPP dan diberhentikan sementara tidak ber-SKP",
               en="no SKP on CLTN, MPP or suspension"),
        column("appraiser_id", "Pejabat Penilai", cell=CODE, example="WALI-KOTA",
               note="NIP, atau kode dari lembar Pejabat Eksternal",
               en="NIP, or a code of the sheet Pejabat Eksternal"),
        column("delegation", "Dasar Pendelegasian", cell=TEXT,
               note="keputusan bila penilai di bawah pengawas",
               en="the decision, where the appraiser is below a pengawas"),
    ),
)  # fmt: skip

EXTERNALS = Sheet(
    name="Pejabat Eksternal",
    note=Wording("Penilai tanpa NIP di kantor ini, misalnya Wali Kota",
                 "Appraisers without NIP here, such as the Wali Kota"),
    record=ExternalPerson,
    key=("id",),
    columns=(
        column("id", "Kode", cell=CODE, required=True, example="WALI-KOTA"),
        column("name", "Nama", cell=TEXT, required=True, example="Nama Wali Kota"),
        column("office", "Jabatan", cell=TEXT, required=True, example="Wali Kota Contoh"),
        column("final", "Penilaian Final", cell=YES_NO, example=True,
               note="penilaian kepala daerah bersifat final",
               en="evaluations by a head of region are final"),
    ),
)  # fmt: skip

ACHIEVEMENTS = Sheet(
    name="Kinerja Organisasi",
    note=Wording("Predikat kinerja unit yang dipimpin pejabat penilai, per periode",
                 "Predicate of each unit that an appraiser leads, per period"),
    record=OrganisationResult,
    key=("unit_id", "period"),
    links=(Link(fields=("unit_id",), targets=("Unit Kerja",)),),
    columns=(
        column("unit_id", "Kode Unit", cell=CODE, required=True, example="KEC"),
        column("period", "Periode", cell=PERIOD, required=True, example=YEAR_EXAMPLE),
        column("predicate", "Predikat Kinerja Organisasi",
               cell=WordCell(lists=(OrganisationPredicate,)), required=True,
               example=OrganisationPredicate.BAIK),
        column("basis", "Dasar", cell=TEXT, example="LKjIP 2025",
               note="dokumen yang menjadi dasar", en="the document it rests on"),
    ),
)  # fmt: skip

PERIODS = Sheet(
    name="Periode",
    note=Wording("Periode yang dievaluasi", "Periods that are evaluated"),
    record=EvaluationPeriod,
    key=("period",),
    columns=(
        column("period", "Periode", cell=PERIOD, required=True, example=YEAR_EXAMPLE),
        column("state", "Tahap", cell=WordCell(lists=(PeriodState,)), example=PeriodState.OPEN),
    ),
)  # fmt: skip
