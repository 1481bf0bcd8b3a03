"""Sheets of local settings and of the award."""

from datetime import date
from decimal import Decimal

from asn_kinerja.converters.workbook.cells import (
    CODE,
    CODES,
    DAY,
    PERIOD,
    TEXT,
    NumberCell,
    WholeCell,
)
from asn_kinerja.converters.workbook.description import Link, Sheet, column
from asn_kinerja.converters.workbook.settings import (
    spread_awards,
    spread_criteria,
    spread_gates,
    spread_owners,
    spread_points,
    spread_pools,
    spread_programmes,
)
from asn_kinerja.converters.workbook.sheets.organisation import NIP_EXAMPLE, YEAR_EXAMPLE
from asn_kinerja.converters.workbook.word_cells import YES_NO, ChoiceCell, WordCell
from asn_kinerja.legal.terms import EmploymentStatus, PositionClass, PredikatKinerja
from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.award_rules import CriterionSource, GateKind
from asn_kinerja.records.awards import Nomination

__all__ = ["AWARDS", "CRITERIA", "GATES", "NOMINATIONS", "OWNERS", "POINTS", "POOLS", "PROGRAMME"]

_TOPICS = ("bimbingan", "pelatihan", "laporan", "pelayanan", "motivasi")
_HUNDRED = NumberCell(scale=2, high=Decimal(100))
_PER_CENT = NumberCell(scale=2, high=Decimal(100), percent=True)
_SHARE = NumberCell(scale=4, high=Decimal(1))
_ANCHOR = NumberCell(scale=4, low=None)
_AWARD = Link(fields=("award_id",), targets=("Penghargaan",))

PROGRAMME = Sheet(
    name="Program",
    note=Wording("Setelan kantor untuk satu tahun; isi mulai kolom C",
                 "Settings of the office for one year; fill in from column C"),
    spread=spread_programmes,
    key=("id",),
    links=(Link(fields=("root_unit_id",), targets=("Unit Kerja",)),),
    vertical=True,
    columns=(
        column("id", "Kode Program", cell=CODE, required=True, example="CONTOH-2025"),
        column("name", "Nama Program", cell=TEXT, required=True,
               example="Pengembangan ASN Berbasis Kinerja"),
        column("period", "Tahun", cell=PERIOD, required=True, example=YEAR_EXAMPLE),
        column("office", "Nama Kantor", cell=TEXT, required=True, example="Kecamatan Contoh"),
        column("region", "Pemerintah Daerah", cell=TEXT, required=True,
               example="Pemerintah Kota Contoh", note="untuk kop", en="for the letterhead"),
        column("address", "Alamat", cell=TEXT, example="Jalan Contoh No. 1"),
        column("root_unit_id", "Kode Unit Kantor", cell=CODE, required=True, example="KEC"),
        column("city", "Tempat Tanda Tangan", cell=TEXT, required=True, example="Contoh"),
        column("signed_on", "Tanggal Laporan", cell=DAY, required=True, example=date(2026, 2, 16)),
        column("signatory", "Nama Penanda Tangan", cell=TEXT, required=True,
               example="Dra. Nama Contoh, M.Si."),
        column("signatory_title", "Jabatan Penanda Tangan", cell=TEXT, required=True,
               example="Camat"),
        column("signatory_nip", "NIP Penanda Tangan", cell=CODE, example=str(NIP_EXAMPLE)),
        column("large_share", "Batas Sebagian Besar", cell=_SHARE, required=True,
               example=Decimal("0.5"),
               note="bagian 0-1; tafsir setempat atas pedoman rating, bukan bunyi peraturan",
               en="share 0-1; a local reading of the rating guide, not the text of the law"),
        column("small_share", "Batas Sebagian Kecil", cell=_SHARE, required=True,
               example=Decimal("0.25"), note="bagian 0-1; tafsir setempat",
               en="share 0-1; a local reading"),
        column("synthetic", "Data Sintetis", cell=YES_NO, example=False,
               note="dicetak pada setiap laporan", en="printed on every report"),
        column("away_limit", "Batas Pegawai Pelatihan per Unit", cell=WholeCell(low=1), example=2,
               note="paling banyak dari satu unit pada satu hari",
               en="most of one unit away on one day"),
        column("course_limit", "Batas Pelatihan per Orang", cell=WholeCell(low=1), example=2,
               note="kosong bila tidak dibatasi", en="blank for no limit"),
        column("unit_floor", "Peserta Paling Sedikit per Unit", cell=WholeCell(), example=1,
               note="dilayani rencana, sepanjang ada pelatihan yang terbuka",
               en="served by a plan, as far as something is open to them"),
        column("keeps_holidays", "Libur pada Hari Libur", cell=YES_NO, example=True,
               note="tidak ada kelas pada hari libur nasional dan cuti bersama; kosong berarti ya",
               en="no class on national holidays and joint leave; blank is yes"),
        column("smallest_group", "Kelompok Terkecil", cell=WholeCell(low=1), example=5,
               note="angka di bawah ini tidak ditampilkan",
               en="numbers under this are withheld"),
    ),
)  # fmt: skip

OWNERS = Sheet(
    name="Penanggung Jawab",
    note=Wording("Siapa menindaklanjuti rekomendasi, sampai kapan",
                 "Who follows up recommendations, and until when"),
    spread=spread_owners,
    key=("programme_id", "topic"),
    links=(Link(fields=("programme_id",), targets=("Program",)),),
    columns=(
        column("programme_id", "Kode Program", cell=CODE, required=True, example="CONTOH-2025"),
        column("topic", "Urusan", cell=ChoiceCell(choices=_TOPICS), required=True,
               example="pelatihan"),
        column("person", "Penanggung Jawab", cell=TEXT, required=True, example="Sekretaris Camat"),
        column("due_on", "Batas Waktu", cell=DAY, required=True, example=date(2026, 3, 31)),
    ),
)  # fmt: skip

AWARDS = Sheet(
    name="Penghargaan",
    note=Wording("Program penghargaan", "Award programmes"),
    spread=spread_awards,
    key=("id",),
    links=(Link(fields=("decider_ids",), targets=("Pegawai", "Pejabat Eksternal")),),
    columns=(
        column("id", "Kode Penghargaan", cell=CODE, required=True, example="ASN-2025"),
        column("name", "Nama Penghargaan", cell=TEXT, required=True,
               example="Pegawai Berkinerja Terbaik"),
        column("period", "Periode", cell=PERIOD, required=True, example=YEAR_EXAMPLE),
        column("method", "Metode", cell=CODE, example="saw",
               note="metode pemeringkatan", en="ranking method"),
        column("ties", "Urutan Pemecah Seri", cell=CODES, example=("predikat",),
               note="kode kriteria, berurutan", en="codes of criteria, in order"),
        column("decider_ids", "Pejabat Penentu", cell=CODES, example=("WALI-KOTA",),
               note="NIP atau kode; penentu bukan calon", en="NIP or code; no candidates"),
        column("legal_basis", "Dasar Hukum", cell=TEXT, example="PP 11/2017"),
        column("reward", "Bentuk Penghargaan", cell=TEXT, example="Piagam penghargaan"),
    ),
)  # fmt: skip

CRITERIA = Sheet(
    name="Kriteria Penghargaan",
    note=Wording("Kriteria, bobot (berjumlah 100) dan patokan nilai yang diumumkan",
                 "Criteria, weights (adding up to 100) and published anchors"),
    spread=spread_criteria,
    key=("award_id", "id"),
    links=(_AWARD,),
    columns=(
        column("award_id", "Kode Penghargaan", cell=CODE, required=True, example="ASN-2025"),
        column("id", "Kode Kriteria", cell=CODE, required=True, example="predikat"),
        column("name", "Nama Kriteria", cell=TEXT, required=True, example="Predikat kinerja"),
        column("source", "Sumber Nilai", cell=WordCell(lists=(CriterionSource,)), required=True,
               example=CriterionSource.PREDIKAT),
        column("weight", "Bobot", cell=_PER_CENT, required=True, example=Decimal(100),
               note="persen", en="per cent"),
        column("worst", "Patokan Nilai 0", cell=_ANCHOR, required=True, example=Decimal(0)),
        column("best", "Patokan Nilai 100", cell=_ANCHOR, required=True, example=Decimal(100)),
        column("basis", "Dasar", cell=TEXT, note="mengapa dinilai", en="why it counts"),
    ),
)  # fmt: skip

POOLS = Sheet(
    name="Kelompok Penghargaan",
    note=Wording("Siapa bersaing dengan siapa", "Who competes with whom"),
    spread=spread_pools,
    key=("award_id", "id"),
    links=(_AWARD,),
    columns=(
        column("award_id", "Kode Penghargaan", cell=CODE, required=True, example="ASN-2025"),
        column("id", "Kode Kelompok", cell=CODE, required=True, example="administrator"),
        column("name", "Nama Kelompok", cell=TEXT, required=True, example="Administrator"),
        column("winners", "Pemenang", cell=WholeCell(low=1), required=True, example=1),
        column("reserves", "Cadangan", cell=WholeCell(), example=1),
        column("classes", "Jenis Jabatan", cell=WordCell(lists=(PositionClass,), many=True),
               example=(PositionClass.ADMINISTRATOR,),
               note="kosong untuk semua", en="blank for all"),
        column("statuses", "Status Kepegawaian",
               cell=WordCell(lists=(EmploymentStatus,), many=True),
               example=(EmploymentStatus.PNS,), note="kosong untuk semua", en="blank for all"),
    ),
)  # fmt: skip

GATES = Sheet(
    name="Syarat Penghargaan",
    note=Wording("Syarat calon", "Conditions on candidates"),
    spread=spread_gates,
    key=("award_id", "kind"),
    links=(_AWARD,),
    columns=(
        column("award_id", "Kode Penghargaan", cell=CODE, required=True, example="ASN-2025"),
        column("kind", "Syarat", cell=WordCell(lists=(GateKind,)), required=True,
               example=GateKind.MASA_KERJA),
        column("threshold", "Ambang", cell=TEXT, example="12",
               note="bulan untuk masa kerja, predikat untuk predikat minimum",
               en="months for masa kerja, a predicate for predikat minimum"),
        column("basis", "Dasar", cell=TEXT),
    ),
)  # fmt: skip

POINTS = Sheet(
    name="Poin Predikat",
    note=Wording("Poin setiap predikat, diumumkan sebelumnya; menurut hukum predikat tak berangka",
                 "Points of each predicate, published before; by law predicates have no figures"),
    spread=spread_points,
    key=("award_id", "predicate"),
    links=(_AWARD,),
    columns=(
        column("award_id", "Kode Penghargaan", cell=CODE, required=True, example="ASN-2025"),
        column("predicate", "Predikat", cell=WordCell(lists=(PredikatKinerja,), stored=True),
               required=True, example="baik"),
        column("points", "Poin", cell=_HUNDRED, required=True, example=Decimal(80)),
    ),
)  # fmt: skip

NOMINATIONS = Sheet(
    name="Nominasi",
    note=Wording("Calon yang diusulkan", "Those put forward"),
    record=Nomination,
    key=("programme_id", "employee_id"),
    links=(
        Link(fields=("programme_id",), targets=("Penghargaan",)),
        Link(fields=("employee_id",), targets=("Pegawai",)),
    ),
    columns=(
        column("programme_id", "Kode Penghargaan", cell=CODE, required=True, example="ASN-2025"),
        column("employee_id", "NIP", cell=CODE, required=True, example=str(NIP_EXAMPLE)),
        column("nominated_by", "Diusulkan Oleh", cell=TEXT, required=True, example="Seksi Contoh"),
        column("innovation", "Nilai Inovasi", cell=_HUNDRED, example=Decimal("82.5"),
               note="penilaian panel, 0-100", en="mark of the panel, 0-100"),
        column("evidence", "Bukti Dukung", cell=TEXT),
    ),
)  # fmt: skip
