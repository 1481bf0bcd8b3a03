"""Competencies, courses, their runs and the money for them."""

from datetime import date, timedelta

from asn_kinerja.legal.terms import CompetencyGroup, PositionClass, TrainingPath
from asn_kinerja.records.competencies import Competency, CompetencyFramework
from asn_kinerja.records.training import Course, Fund, GuidanceKind, GuidanceProvider, Session

_ADM, _PWS = PositionClass.ADMINISTRATOR, PositionClass.PENGAWAS
MANAGERIAL = {
    "INT": "Integritas",
    "KS": "Kerja Sama",
    "KOM": "Komunikasi",
    "OPH": "Orientasi pada Hasil",
    "PP": "Pelayanan Publik",
    "PDO": "Pengembangan Diri dan Orang Lain",
    "MP": "Mengelola Perubahan",
    "PK": "Pengambilan Keputusan",
}
TECHNICAL = {
    "TIK": "Pemanfaatan TIK dan SRIKANDI",
    "SIPD": "Penatausahaan keuangan melalui SIPD-RI",
    "BMD": "Pengelolaan Barang Milik Daerah",
    "PRIMA": "Pelayanan prima",
}
# Code: name, provider, in class, JP, competency, level, classes, prerequisites.
_COURSES = {
    "PEL-01": ("Naskah Dinas Elektronik SRIKANDI", "BKPSDM", True, 16, "TIK", 2, (), ()),
    "PEL-02": ("Pelayanan Prima", "BPSDM Provinsi", True, 20, "PRIMA", 3, (), ()),
    "PEL-03": ("Penatausahaan Keuangan SIPD-RI", "BKAD", True, 24, "SIPD", 3, (), ()),
    "PEL-04": ("Pengelolaan Barang Milik Daerah", "BKAD", True, 20, "BMD", 2, (), ()),
    "PEL-05": ("MOOC Literasi Digital", "LAN", False, 8, "TIK", 2, (), ()),
    "PEL-06": ("MOOC Nilai BerAKHLAK", "LAN", False, 6, "INT", 2, (), ()),
    "PEL-07": ("Pelatihan Kepemimpinan Pengawas", "BPSDM Provinsi", True, 80, "PK", 2,
               (_PWS,), ()),
    "PEL-08": ("Coaching dan Umpan Balik bagi Atasan", "BKPSDM", True, 12, "PDO", 2,
               (_ADM, _PWS), ()),
    "PEL-09": ("Penanganan Pengaduan SP4N-LAPOR!", "Instansi teknis", True, 10, "PP", 2, (), ()),
    "PEL-10": ("Komunikasi Publik yang Inklusif", "BKPSDM", True, 12, "KOM", 2, (), ()),
    "PEL-11": ("Kerja Sama Tim Pelayanan", "Kecamatan", True, 8, "KS", 2, (), ()),
    "PEL-12": ("Perekat Bangsa di Lingkungan Majemuk", "Instansi teknis", True, 8, "PB", 2,
               (), ()),
    "PEL-13": ("Pengelolaan Kinerja Pegawai", "BKPSDM", True, 10, "OPH", 2, (_ADM, _PWS), ()),
    "PEL-14": ("SIPD-RI Lanjutan", "BKAD", True, 20, "SIPD", 4, (), ("PEL-03",)),
}  # fmt: skip
# Run: first day, days, seats, fewest, cost of one, source of money.
_RUNS = {
    "PEL-13-A": (date(2025, 2, 18), 2, 20, 5, 0, "apbd_bkpsdm"),
    "PEL-05-A": (date(2025, 3, 17), 4, 14, 1, 0, "gratis"),
    "PEL-01-A": (date(2025, 4, 14), 3, 12, 5, 900_000, "apbd_bkpsdm"),
    "PEL-06-A": (date(2025, 4, 21), 3, 60, 1, 0, "gratis"),
    "PEL-02-A": (date(2025, 5, 6), 3, 12, 6, 1_250_000, "apbd_kecamatan"),
    "PEL-03-A": (date(2025, 5, 20), 3, 6, 1, 2_000_000, "apbd_kecamatan"),
    "PEL-04-A": (date(2025, 6, 10), 3, 8, 4, 1_000_000, "apbd_bkpsdm"),
    "PEL-08-A": (date(2025, 6, 24), 2, 10, 3, 750_000, "apbd_kecamatan"),
    "PEL-01-B": (date(2025, 7, 15), 3, 12, 5, 900_000, "apbd_bkpsdm"),
    "PEL-09-A": (date(2025, 7, 15), 2, 10, 4, 0, "apbn"),
    "PEL-05-B": (date(2025, 8, 4), 4, 12, 1, 0, "gratis"),
    "PEL-07-A": (date(2025, 8, 25), 5, 2, 1, 12_000_000, "apbd_bkpsdm"),
    "PEL-02-B": (date(2025, 9, 9), 3, 10, 5, 1_250_000, "apbd_kecamatan"),
    "PEL-10-A": (date(2025, 10, 7), 2, 10, 5, 900_000, "apbn"),
    "PEL-14-A": (date(2025, 10, 14), 3, 4, 1, 2_500_000, "apbd_kecamatan"),
    "PEL-11-A": (date(2025, 10, 23), 2, 15, 8, 0, "apbd_kecamatan"),
    "PEL-12-A": (date(2025, 11, 4), 2, 12, 6, 0, "gratis"),
}
_FUNDS = (
    ("apbd_bkpsdm", "APBD pada BKPSDM", 45_000_000),
    ("apbd_kecamatan", "APBD Kecamatan Medan Marelan", 30_000_000),
    ("apbn", "APBN", 10_000_000),
    ("gratis", "Tanpa biaya", None),
)
_GUIDES = (
    ("MTR-01", "Mentor pelayanan (Kepala Seksi Pelayanan Umum)", GuidanceKind.MENTOR,
     "Pelayanan", 4),
    ("MTR-02", "Mentor administrasi (Sekretaris Camat)", GuidanceKind.MENTOR, "Administrasi", 4),
    ("AHL-01", "Ahli SIPD-RI (BKAD)", GuidanceKind.AHLI, "Keuangan", 6),
    ("AHL-02", "Ahli SRIKANDI (Dinas Kearsipan)", GuidanceKind.AHLI, "Arsip elektronik", 6),
    ("KON-01", "Konselor kepegawaian (BKPSDM)", GuidanceKind.KONSELOR, "Perilaku kerja", 3),
)  # fmt: skip


def framework() -> CompetencyFramework:
    """Give the competencies of the posts."""
    rows = [(code, name, CompetencyGroup.MANAJERIAL) for code, name in MANAGERIAL.items()]
    rows.append(("PB", "Perekat Bangsa", CompetencyGroup.SOSIAL_KULTURAL))
    rows += [(code, name, CompetencyGroup.TEKNIS) for code, name in TECHNICAL.items()]
    return CompetencyFramework(
        id="STANDAR", name="Standar kompetensi jabatan", version="2025",
        source="PermenPANRB 38/2017 untuk manajerial dan sosial kultural; teknis: program",
        competencies=tuple(Competency(id=code, name=name, group=group)
                           for code, name, group in rows),
    )  # fmt: skip


def courses() -> list[Course]:
    """Give the catalogue."""
    made = []
    for code, row in _COURSES.items():
        name, provider, in_class, hours, competency, level, classes, needed = row
        path = TrainingPath.KLASIKAL if in_class else TrainingPath.NONKLASIKAL
        made.append(
            Course(
                id=code, name=name, provider=provider, path=path, credit_hours=hours,
                competency_id=competency, level=level, for_classes=classes, prerequisites=needed,
            )
        )  # fmt: skip
    return made


def sessions() -> list[Session]:
    """Give the runs, in order of their dates."""
    return [
        Session(
            id=code, course_id=code[:-2], valid_from=start,
            valid_until=start + timedelta(days=days), seats=seats,
            minimum_size=least, cost=cost, fund_id=fund,
        )
        for code, (start, days, seats, least, cost, fund) in _RUNS.items()
    ]  # fmt: skip


def funds() -> list[Fund]:
    """Give the sources of money."""
    return [Fund(id=code, name=name, ceiling=ceiling) for code, name, ceiling in _FUNDS]


def guides() -> list[GuidanceProvider]:
    """Give mentors, experts and counsellors, by post rather than by name."""
    return [
        GuidanceProvider(id=code, name=name, kind=kind, field=field, load=load)
        for code, name, kind, field, load in _GUIDES
    ]
