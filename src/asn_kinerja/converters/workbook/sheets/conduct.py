"""Sheets of discipline, attendance and surveys."""

from datetime import date

from asn_kinerja.converters.workbook.cells import CODE, DAY, LAST_DAY, PERIOD, TEXT, WholeCell
from asn_kinerja.converters.workbook.description import Link, Sheet, column
from asn_kinerja.converters.workbook.sheets.organisation import NIP_EXAMPLE, YEAR_EXAMPLE
from asn_kinerja.converters.workbook.word_cells import WordCell
from asn_kinerja.legal.terms import DisciplineLevel
from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.awards import Attendance, Penalty
from asn_kinerja.records.surveys import (
    ELEMENTS,
    MOTIVATION_ITEMS,
    MotivationResponse,
    SatisfactionResponse,
    Wave,
)

__all__ = ["ATTENDANCE", "MOTIVATION", "PENALTIES", "SATISFACTION"]

_PERSON = Link(fields=("employee_id",), targets=("Pegawai",))
_DAYS = WholeCell(low=0, high=366)
_ELEMENTS = (
    ("persyaratan", "requirements"), ("prosedur", "procedure"), ("waktu", "time"),
    ("biaya", "cost"), ("produk", "product"), ("kompetensi pelaksana", "competence of staff"),
    ("perilaku pelaksana", "behaviour of staff"), ("penanganan pengaduan", "complaints"),
    ("sarana dan prasarana", "facilities"),
)  # fmt: skip

PENALTIES = Sheet(
    name="Disiplin",
    note=Wording("Hukuman disiplin dan pemeriksaan yang berjalan",
                 "Discipline penalties and running examinations"),
    record=Penalty,
    key=("employee_id", "valid_from"),
    links=(_PERSON,),
    columns=(
        column("employee_id", "NIP", cell=CODE, required=True, example=str(NIP_EXAMPLE)),
        column("kind", "Jenis Hukuman", cell=TEXT, required=True, example="Teguran lisan",
               note="atau pemeriksaan", en="or the examination"),
        column("level", "Tingkat", cell=WordCell(lists=(DisciplineLevel,)),
               example=DisciplineLevel.RINGAN,
               note="kosong selama pemeriksaan", en="blank while under examination"),
        column("valid_from", "Mulai", cell=DAY, required=True, example=date(2019, 3, 1)),
        column("valid_until", "Sampai", cell=LAST_DAY, example=date(2019, 9, 1),
               note="kosong bila masih berjalan", en="blank while it runs"),
    ),
)  # fmt: skip

ATTENDANCE = Sheet(
    name="Kehadiran",
    note=Wording("Hari kerja, hadir, cuti sah dan tanpa keterangan; cuti sah tidak merugikan",
                 "Working days, present, lawful leave, absent; lawful leave never counts against"),
    record=Attendance,
    key=("employee_id", "period"),
    links=(_PERSON,),
    columns=(
        column("employee_id", "NIP", cell=CODE, required=True, example=str(NIP_EXAMPLE)),
        column("period", "Periode", cell=PERIOD, required=True, example=YEAR_EXAMPLE),
        column("working_days", "Hari Kerja", cell=_DAYS, required=True, example=240),
        column("present", "Hadir", cell=_DAYS, required=True, example=232),
        column("lawful_leave", "Cuti Sah", cell=_DAYS, example=7),
        column("absent", "Tanpa Keterangan", cell=_DAYS, example=1),
    ),
)  # fmt: skip

SATISFACTION = Sheet(
    name="SKM",
    note=Wording("Jawaban survei kepuasan masyarakat, 1 sampai 4, satu baris satu responden",
                 "Answers of the satisfaction survey, 1 to 4, a row for a respondent"),
    record=SatisfactionResponse,
    key=("id",),
    links=(Link(fields=("unit_id",), targets=("Unit Kerja",)),),
    columns=(
        column("id", "Kode Responden", cell=CODE, required=True, example="KEC-A-001"),
        column("unit_id", "Kode Unit", cell=CODE, required=True, example="KEC"),
        column("period", "Periode", cell=PERIOD, required=True, example=YEAR_EXAMPLE),
        column("wave", "Gelombang", cell=WordCell(lists=(Wave,)), required=True,
               example=Wave.SEBELUM),
        column("service", "Layanan", cell=TEXT, example="Surat pengantar"),
        *(
            column(f"answers.{number}", f"U{number}", cell=WholeCell(low=1, high=4), example=3,
                   note=_ELEMENTS[number - 1][0], en=_ELEMENTS[number - 1][1])
            for number in range(1, ELEMENTS + 1)
        ),
    ),
)  # fmt: skip

MOTIVATION = Sheet(
    name="Motivasi",
    note=Wording("Jawaban survei motivasi, 1 sampai 5, dengan token anonim yang sama di kedua "
                 "gelombang",
                 "Answers of the motivation survey, 1 to 5, under the same anonymous token in "
                 "both waves"),
    record=MotivationResponse,
    key=("token", "period", "wave"),
    columns=(
        column("token", "Token", cell=CODE, required=True, example="m-7f3a"),
        column("period", "Periode", cell=PERIOD, required=True, example=YEAR_EXAMPLE),
        column("wave", "Gelombang", cell=WordCell(lists=(Wave,)), required=True,
               example=Wave.SEBELUM),
        column("group", "Kelompok", cell=TEXT, required=True, example="Kecamatan"),
        *(
            column(f"answers.{number}", f"M{number}", cell=WholeCell(low=1, high=5), example=4)
            for number in range(1, MOTIVATION_ITEMS + 1)
        ),
    ),
)  # fmt: skip
