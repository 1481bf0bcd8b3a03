"""Sheets of the SKP and of what is written against it in the year."""

from datetime import date
from decimal import Decimal

from asn_kinerja.converters.workbook.cells import CODE, DAY, LAST_DAY, PERIOD, TEXT, NumberCell
from asn_kinerja.converters.workbook.description import Link, Sheet, column
from asn_kinerja.converters.workbook.plans import spread_indicators, spread_plans
from asn_kinerja.converters.workbook.sheets.organisation import NIP_EXAMPLE, YEAR_EXAMPLE
from asn_kinerja.converters.workbook.word_cells import YES_NO, WordCell
from asn_kinerja.converters.workbook.words import print_word
from asn_kinerja.legal.terms import (
    Aspect,
    BehaviourRating,
    BerakhlakValue,
    ControlLevel,
    FeedbackGiver,
    Perspective,
    PlanApproach,
    ResultPriority,
    ResultRating,
)
from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.appraisals import GivenRating
from asn_kinerja.records.performance import Direction, Feedback, PeriodicReport, Realisation

__all__ = ["FEEDBACK", "INDICATORS", "PLANS", "RATINGS", "REALISATIONS", "REPORTS"]

_PLAN = Link(fields=("plan_id",), targets=("SKP",))
_FIGURE = NumberCell(scale=4, low=None)

PLANS = Sheet(
    name="SKP",
    note=Wording("Satu baris untuk setiap SKP; hasil kerja dan indikatornya di lembar Indikator",
                 "A row for every SKP; its results and indicators are on the sheet Indikator"),
    spread=spread_plans,
    key=("id",),
    links=(
        Link(fields=("employee_id",), targets=("Pegawai",)),
        Link(fields=("assignment_id",), targets=("Penugasan",)),
    ),
    columns=(
        column("id", "Kode SKP", cell=CODE, required=True, example="SKP-001"),
        column("employee_id", "NIP", cell=CODE, required=True, example=str(NIP_EXAMPLE)),
        column("assignment_id", "Kode Penugasan", cell=CODE, required=True, example="TGS-001",
               note="mutasi atau penilai baru memulai SKP baru",
               en="a move or a new appraiser starts a new SKP"),
        column("approach", "Pendekatan", cell=WordCell(lists=(PlanApproach,)), required=True,
               example=PlanApproach.KUANTITATIF),
        column("valid_from", "Mulai", cell=DAY, required=True, example=date(2025, 1, 1)),
        column("valid_until", "Sampai", cell=LAST_DAY, required=True, example=date(2026, 1, 1)),
        *(
            column(f"expectations.{value.value}", f"Ekspektasi {print_word(value)}", cell=TEXT,
                   note="ekspektasi khusus pimpinan, bila ada",
                   en="special expectation of the leader, if any")
            for value in BerakhlakValue
        ),
    ),
)  # fmt: skip

INDICATORS = Sheet(
    name="Indikator",
    note=Wording("Satu baris untuk setiap indikator; kolom hasil kerja cukup diisi pada baris "
                 "pertama hasil kerja itu",
                 "A row for every indicator; the columns of a result are needed on its first row"),
    spread=spread_indicators,
    key=("plan_id", "id"),
    links=(_PLAN,),
    columns=(
        column("plan_id", "Kode SKP", cell=CODE, required=True, example="SKP-001"),
        column("result_id", "Kode Hasil Kerja", cell=CODE, required=True, example="HK-1"),
        column("result_text", "Rencana Hasil Kerja", cell=TEXT,
               example="Meningkatnya kepuasan masyarakat atas pelayanan kecamatan"),
        column("priority", "Prioritas", cell=WordCell(lists=(ResultPriority,)),
               example=ResultPriority.UTAMA,
               note="utama = prioritas tinggi, tambahan = prioritas rendah",
               en="utama = high priority, tambahan = low priority"),
        column("supports", "Mendukung Hasil Kerja", cell=TEXT,
               note="hasil kerja atasan yang didukung", en="the superior's result it serves"),
        column("assigned_by", "Penugasan Dari", cell=TEXT, example="Wali Kota"),
        column("control", "Kualitas dan Tingkat Kendali", cell=WordCell(lists=(ControlLevel,)),
               example=ControlLevel.OUTCOME),
        column("id", "Kode Indikator", cell=CODE, required=True, example="IK-1",
               note="unik dalam satu SKP", en="unique within an SKP"),
        column("text", "Indikator", cell=TEXT, required=True,
               example="Indeks kepuasan masyarakat kecamatan"),
        column("aspects", "Aspek", cell=WordCell(lists=(Aspect,), many=True),
               example=(Aspect.KUALITAS,)),
        column("perspective", "Perspektif", cell=WordCell(lists=(Perspective,)),
               example=Perspective.PENERIMA_LAYANAN,
               note="untuk JPT dan pimpinan unit mandiri",
               en="for high posts and heads of independent units"),
        column("direction", "Sifat Target", cell=WordCell(lists=(Direction,)),
               example=Direction.MORE_IS_BETTER,
               note="hanya SKP kuantitatif", en="quantitative SKP only"),
        column("low", "Target", cell=_FIGURE, example=Decimal(82),
               note="angka, atau batas bawah rentang; nol boleh",
               en="the figure, or the lower end of a range; zero is allowed"),
        column("high", "Target Sampai", cell=_FIGURE, example=Decimal(85),
               note="batas atas; kosong bila satu angka", en="upper end; blank for one figure"),
        column("unit", "Satuan", cell=TEXT, example="indeks",
               note="misalnya %, hari, dokumen", en="such as %, hari, dokumen"),
        column("narrative", "Target Naratif", cell=TEXT,
               note="hanya SKP kualitatif: indikator dan target dalam satu uraian",
               en="qualitative SKP only: indicator and target in one narrative"),
    ),
)  # fmt: skip

REALISATIONS = Sheet(
    name="Realisasi",
    note=Wording("Capaian setiap indikator per periode; tahun adalah penilaian tersendiri",
                 "What was reached per indicator and period; the year is its own judgement"),
    record=Realisation,
    key=("plan_id", "indicator_id", "period"),
    links=(_PLAN, Link(fields=("plan_id", "indicator_id"), targets=("Indikator",))),
    columns=(
        column("plan_id", "Kode SKP", cell=CODE, required=True, example="SKP-001"),
        column("indicator_id", "Kode Indikator", cell=CODE, required=True, example="IK-1"),
        column("period", "Periode", cell=PERIOD, required=True, example=YEAR_EXAMPLE),
        column("figure", "Realisasi Angka", cell=_FIGURE, example=Decimal("84.5"),
               note="dalam satuan target", en="in the unit of the target"),
        column("narrative", "Realisasi Uraian", cell=TEXT,
               note="untuk SKP kualitatif", en="for a qualitative SKP"),
        column("evidence", "Bukti Dukung", cell=TEXT, example="Laporan SKM 2025"),
        column("judged", "Penilaian Pimpinan", cell=WordCell(lists=(ResultRating,)),
               note="bila pimpinan menilai lain dari angkanya",
               en="where the leader judges otherwise than the figure"),
    ),
)  # fmt: skip

REPORTS = Sheet(
    name="Laporan",
    note=Wording("Laporan kinerja berkala dan tanggapan pimpinan",
                 "Periodic performance reports and the leader's response"),
    record=PeriodicReport,
    key=("plan_id", "period"),
    links=(_PLAN,),
    columns=(
        column("plan_id", "Kode SKP", cell=CODE, required=True, example="SKP-001"),
        column("period", "Periode", cell=PERIOD, required=True, example=YEAR_EXAMPLE),
        column("due_on", "Batas Waktu", cell=DAY, required=True, example=date(2026, 1, 10)),
        column("submitted_on", "Tanggal Disampaikan", cell=DAY, example=date(2026, 1, 8),
               note="kosong bila belum", en="blank if not yet"),
        column("evidence", "Bukti Dukung", cell=TEXT),
        column("response", "Tanggapan Pimpinan", cell=TEXT, example="Lanjutkan"),
    ),
)  # fmt: skip

FEEDBACK = Sheet(
    name="Umpan Balik",
    note=Wording("Umpan balik atas hasil kerja atau perilaku",
                 "Feedback on results or on behaviour"),
    record=Feedback,
    key=("id",),
    links=(Link(fields=("employee_id",), targets=("Pegawai",)),),
    columns=(
        column("id", "Nomor", cell=CODE, required=True, example="UB-001"),
        column("employee_id", "NIP", cell=CODE, required=True, example=str(NIP_EXAMPLE),
               note="tentang siapa", en="about whom"),
        column("period", "Periode", cell=PERIOD, required=True, example=YEAR_EXAMPLE),
        column("giver", "Pemberi", cell=WordCell(lists=(FeedbackGiver,)), required=True,
               example=FeedbackGiver.PIMPINAN),
        column("positive", "Respons Positif", cell=YES_NO, required=True, example=True),
        column("given_on", "Tanggal", cell=DAY, required=True, example=date(2025, 12, 15)),
        column("value", "Nilai BerAKHLAK", cell=WordCell(lists=(BerakhlakValue,)),
               note="kosong bila tentang hasil kerja", en="blank when it is about results"),
        column("text", "Isi", cell=TEXT, example="Layanan makin cepat"),
    ),
)  # fmt: skip

RATINGS = Sheet(
    name="Rating",
    note=Wording("Rating hasil kerja dan rating perilaku kerja yang diberikan pejabat penilai",
                 "The two ratings that the appraiser gave"),
    record=GivenRating,
    key=("plan_id", "period"),
    links=(_PLAN,),
    columns=(
        column("plan_id", "Kode SKP", cell=CODE, required=True, example="SKP-001"),
        column("period", "Periode", cell=PERIOD, required=True, example=YEAR_EXAMPLE),
        column("results", "Rating Hasil Kerja", cell=WordCell(lists=(ResultRating,)),
               required=True, example=ResultRating.SESUAI_EKSPEKTASI),
        column("behaviour", "Rating Perilaku Kerja", cell=WordCell(lists=(BehaviourRating,)),
               required=True, example=BehaviourRating.SESUAI_EKSPEKTASI),
        column("decided_on", "Tanggal Penetapan", cell=DAY, required=True,
               example=date(2026, 1, 15)),
        column("consistent", "Perilaku Konsisten", cell=YES_NO, example=True,
               note="apakah nilai dasar diterapkan secara konsisten",
               en="whether the values are lived consistently"),
        column("guards_values", "Menjaga Nilai", cell=YES_NO, example=False,
               note="apakah juga menjaga nilai dasar di antara rekan",
               en="whether the values are also guarded among others"),
        column("reason", "Alasan", cell=TEXT,
               note="wajib bila berbeda dari usulan pedoman",
               en="needed where it differs from what the guide proposes"),
        column("study_failed", "Tugas Belajar Tidak Berhasil", cell=YES_NO),
        column("final_on", "Tanggal Final", cell=DAY, example=date(2026, 2, 2),
               note="hari berakhirnya keberatan; kosong bila masih terbuka",
               en="the day objections ended; blank while open"),
    ),
)  # fmt: skip
