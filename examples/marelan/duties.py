"""What each role is to reach: results, indicators and targets that ring true."""

from decimal import Decimal

import attrs

from asn_kinerja.legal.terms import Aspect, ControlLevel, Perspective, ResultPriority
from asn_kinerja.records.performance import Direction

_MAIN, _EXTRA = ResultPriority
_MORE, _LESS = Direction.MORE_IS_BETTER, Direction.LESS_IS_BETTER
_QUANTITY, _QUALITY, _TIME, _COST = Aspect


@attrs.frozen(kw_only=True)
class Measure:
    """An indicator before it stands in a plan.

    Args:
        text: The indicator.
        direction: Which way is better.
        low: Lower end of the target.
        high: Upper end.
        unit: Its unit.
        step: How far off is clearly above or below.
        aspects: Aspects it joins.
        perspective: For heads of independent units.
    """

    text: str
    direction: Direction
    low: Decimal
    high: Decimal
    unit: str
    step: Decimal
    aspects: tuple[Aspect, ...]
    perspective: Perspective | None = None


@attrs.frozen(kw_only=True)
class Duty:
    """A result before it stands in a plan.

    Args:
        text: The result.
        priority: High or low.
        control: Its quality and level of control.
        measures: How it is seen.
    """

    text: str
    priority: ResultPriority
    control: ControlLevel
    measures: tuple[Measure, ...]


def _measure(text: str, target: str, unit: str, step: str, *aspects: Aspect) -> Measure:
    """Read a target such as ``82-85`` (more is better) or ``<2-3`` (less is better)."""
    low, _, high = target.lstrip("<").partition("-")
    return Measure(
        text=text, direction=_LESS if target.startswith("<") else _MORE, low=Decimal(low),
        high=Decimal(high or low), unit=unit, step=Decimal(step), aspects=aspects or (_QUALITY,),
    )  # fmt: skip


def _duty(text: str, *measures: Measure, priority: ResultPriority = _MAIN) -> Duty:
    control = ControlLevel.OUTPUT_KENDALI_TINGGI if priority is _MAIN else (
        ControlLevel.OUTPUT_KENDALI_SEDANG
    )  # fmt: skip
    return Duty(text=text, priority=priority, control=control, measures=measures)


_LETTERS = _measure("Surat pengantar selesai dalam 1 hari kerja", "90-95", "%", "1.5", _TIME)
_COMPLAINTS = _measure("Waktu penyelesaian pengaduan SP4N-LAPOR!", "<2-3", "hari", "0.5", _TIME)
_REPORTS = _measure("Laporan bulanan disampaikan tepat waktu", "90-95", "%", "2", _TIME)
_SPENDING = _measure("Realisasi anggaran terhadap rencana kas", "92-97", "%", "1.5", _COST)
_SATISFIED = _measure("Indeks kepuasan masyarakat", "82-85", "indeks", "0.75", _QUALITY)
_ARCHIVE = _measure("Naskah dinas terekam dalam SRIKANDI", "85-92", "%", "2", _QUANTITY, _QUALITY)
_COMPLETE = _measure("Berkas lengkap pada pemeriksaan pertama", "88-94", "%", "1.5", _QUALITY)

_TIDY = _duty("Tertibnya laporan dan arsip seksi", _REPORTS, priority=_EXTRA)
_SERVE = _duty("Terlayaninya masyarakat sesuai standar pelayanan", _LETTERS, _COMPLETE)
_ANSWER = _duty("Tertanganinya pengaduan masyarakat", _COMPLAINTS)
_FILE = _duty("Terkelolanya naskah dinas elektronik", _ARCHIVE, priority=_EXTRA)

DUTIES: dict[str, tuple[Duty, ...]] = {
    "camat": (
        _duty("Meningkatnya kepuasan masyarakat atas pelayanan kecamatan", _SATISFIED),
        _duty("Meningkatnya akuntabilitas kinerja kecamatan",
              _measure("Nilai SAKIP kecamatan", "78-80", "nilai", "1", _QUALITY)),
        _duty("Tercapainya penerimaan PBB-P2 di wilayah kecamatan",
              _measure("Realisasi PBB-P2 terhadap target", "85-90", "%", "2", _QUANTITY)),
        _duty("Terkendalinya anggaran kecamatan", _SPENDING, priority=_EXTRA),
    ),
    "sekretaris": (
        _duty("Tersusunnya dokumen perencanaan dan pelaporan yang berkualitas",
              _measure("Dokumen perencanaan sesuai jadwal", "90-95", "%", "2", _TIME)),
        _duty("Terkendalinya anggaran kecamatan", _SPENDING),
        _duty("Terkelolanya kepegawaian kecamatan",
              _measure("SKP dan evaluasi pegawai tepat waktu", "92-97", "%", "1.5", _TIME)),
    ),
    "kasubbag_umum": (
        _duty("Terkelolanya barang milik daerah kecamatan",
              _measure("BMD terinventarisasi", "90-95", "%", "2", _QUANTITY)),
        _duty("Terkelolanya administrasi kepegawaian",
              _measure("Usul kepegawaian lengkap dan tepat waktu", "90-95", "%", "1.5", _TIME)),
        _FILE,
    ),
    "kasubbag_keu": (
        _duty("Terkelolanya keuangan kecamatan secara tertib",
              _measure("SPJ terverifikasi dalam 5 hari", "88-94", "%", "2", _TIME), _SPENDING),
        _duty("Tersusunnya laporan keuangan melalui SIPD-RI",
              _measure("Laporan keuangan tanpa koreksi", "90-95", "%", "1.5", _QUALITY)),
    ),
    "kasi": (
        _duty("Terlaksananya koordinasi kegiatan seksi dengan kelurahan dan lingkungan",
              _measure("Kegiatan terlaksana sesuai rencana", "88-94", "%", "2", _QUANTITY)),
        _ANSWER,
        _TIDY,
    ),
    "kasi_pelayanan": (
        _duty("Meningkatnya kualitas pelayanan umum", _SATISFIED, _LETTERS),
        _ANSWER,
        _TIDY,
    ),
    "lurah": (
        _duty("Meningkatnya kepuasan masyarakat atas pelayanan kelurahan", _SATISFIED),
        _duty("Tercapainya penerimaan PBB-P2 kelurahan",
              _measure("Realisasi PBB-P2 terhadap target", "80-88", "%", "2", _QUANTITY)),
        _ANSWER,
    ),
    "sekretaris_lurah": (
        _duty("Terkelolanya administrasi dan keuangan kelurahan", _REPORTS, _SPENDING),
        _duty("Terkelolanya data kelurahan",
              _measure("Data kependudukan dan aset mutakhir", "90-95", "%", "1.5", _QUALITY)),
    ),
    "umum": (
        _duty("Terkelolanya surat masuk dan keluar",
              _measure("Surat didisposisikan pada hari yang sama", "90-95", "%", "1.5", _TIME)),
        _duty("Tercatatnya barang milik daerah",
              _measure("Kartu inventaris ruangan mutakhir", "88-94", "%", "2", _QUALITY)),
        _FILE,
    ),
    "keuangan": (
        _duty("Tersusunnya dokumen pertanggungjawaban",
              _measure("SPJ lengkap pada pemeriksaan pertama", "88-94", "%", "1.5", _QUALITY)),
        _duty("Terinputnya transaksi ke SIPD-RI",
              _measure("Transaksi terinput paling lambat 2 hari", "90-96", "%", "1.5", _TIME)),
        _TIDY,
    ),
    "administrasi": (
        _duty("Tersedianya data dan bahan kegiatan seksi",
              _measure("Data lingkungan terbarui tiap bulan", "88-94", "%", "2", _QUALITY)),
        _duty("Tertibnya administrasi kegiatan", _COMPLETE),
        _TIDY,
    ),
    "pelayanan": (_SERVE, _ANSWER, _FILE),
    "arsiparis": (
        _duty("Terkelolanya arsip dinamis kecamatan",
              _measure("Berkas aktif tertata sesuai klasifikasi", "88-94", "%", "2", _QUALITY)),
        _FILE,
    ),
    "analis": (
        _duty("Tersedianya rekomendasi perbaikan pelayanan",
              _measure("Rekomendasi ditindaklanjuti", "70-80", "%", "3", _QUALITY)),
        _duty("Terlaksananya survei kepuasan masyarakat",
              _measure("Responden terhadap sampel minimum", "88-93", "%", "3", _QUANTITY)),
        _ANSWER,
    ),
    "study": (
        _duty("Terlaksananya tugas belajar sesuai rencana studi",
              _measure("Indeks prestasi semester", "3.25-3.60", "indeks", "0.1", _QUALITY)),
        _duty("Terselesaikannya mata kuliah semester berjalan",
              _measure("SKS lulus terhadap SKS yang diambil", "90-95", "%", "2", _QUANTITY)),
    ),
    "prakom": (
        _duty("Terjaganya layanan sistem informasi kecamatan",
              _measure("Ketersediaan layanan", "97-98", "%", "0.5", _QUALITY)),
        _duty("Terpulihkannya gangguan sistem",
              _measure("Waktu pemulihan gangguan", "<4-6", "jam", "1", _TIME)),
    ),
}  # fmt: skip
