"""Settings of the office, and the award with its nominations."""

from datetime import date
from decimal import Decimal

from asn_kinerja.legal.terms import EmploymentStatus, PositionClass
from asn_kinerja.records.award_rules import (
    AwardPool,
    AwardProgramme,
    Criterion,
    CriterionSource,
    Gate,
    GateKind,
    PredicatePoints,
)
from asn_kinerja.records.awards import Nomination
from asn_kinerja.records.positions import Position
from asn_kinerja.records.programme import Owner, Programme
from marelan.cast import ABOVE, B_ABOVE, BELOW, YEAR, Cast, Person

_AWARD = "MARELAN-2025"
_LEADING = (PositionClass.ADMINISTRATOR, PositionClass.PENGAWAS)
_PNS, _PPPK = (EmploymentStatus.PNS,), (EmploymentStatus.PPPK,)
_SOURCE = CriterionSource
_CRITERIA = (
    ("predikat", "Predikat kinerja tahunan", _SOURCE.PREDIKAT, 50, 0, 100,
     "PermenPANRB 6/2022: penghargaan berdasarkan hasil evaluasi kinerja"),
    ("kompetensi", "Kesesuaian kompetensi", _SOURCE.KOMPETENSI, 20, 60, 100,
     "Level hasil asesmen terhadap standar jabatan"),
    ("kehadiran", "Kehadiran", _SOURCE.KEHADIRAN, 15, 90, 100,
     "Cuti sah tidak mengurangi nilai"),
    ("inovasi", "Inovasi pelayanan", _SOURCE.INOVASI, 15, 50, 100, "Penilaian panel atas bukti"),
    ("jam_pelajaran", "Jam pelajaran", _SOURCE.JAM_PELAJARAN, 0, 0, 20,
     "Ditampilkan tanpa bobot, karena kantor yang menentukan peserta"),
)  # fmt: skip
_POINTS = (
    ("sangat_baik", 100), ("baik", 80), ("butuh_perbaikan", 50), ("kurang", 20),
    ("sangat_kurang", 0),
)  # fmt: skip
_SPECIAL = frozenset(
    {"objects", "penalty", "examined", "mutasi", "unassessed", "tie1", "tie2", "pppk_july"}
)
_WANTED = {"administrator_pengawas": 8, "jf": 3, "pelaksana": 13, "pppk": 8}


def build_programme(cast: Cast) -> None:
    """Add the settings of the year and the award."""
    camat = cast.by_tag("camat")
    cast.records.append(
        Programme(
            id="MARELAN-2025",
            name="Program Pengembangan ASN Berbasis Kinerja",
            period=YEAR,
            office="Kecamatan Medan Marelan",
            region="Pemerintah Kota Medan",
            address="Jalan Contoh Nomor 1, Medan Marelan",
            root_unit_id="KEC",
            city="Medan",
            signed_on=date(2026, 2, 12),
            signatory=camat.employee.name,
            signatory_title="Camat Medan Marelan",
            signatory_nip=camat.id,
            large_share=Decimal("0.5"),
            small_share=Decimal("0.25"),
            synthetic=True,
            away_limit=3,
            owners=(
                Owner(topic="bimbingan", person="Para pejabat penilai", due_on=date(2026, 3, 31)),
                Owner(
                    topic="pelatihan", person="Kasubbag Umum dan Kepegawaian",
                    due_on=date(2026, 3, 16),
                ),
                Owner(topic="laporan", person="Sekretaris Camat", due_on=date(2026, 4, 6)),
                Owner(
                    topic="pelayanan", person="Kepala Seksi Pelayanan Umum dan para Lurah",
                    due_on=date(2026, 6, 30),
                ),
                Owner(topic="motivasi", person="Camat", due_on=date(2026, 7, 31)),
            ),
        )
    )  # fmt: skip
    cast.records.append(_award(cast))
    _nominate(cast)


def _award(cast: Cast) -> AwardProgramme:
    return AwardProgramme(
        id=_AWARD,
        name="Penghargaan Pegawai Berkinerja Terbaik",
        period=YEAR,
        pools=(
            AwardPool(id="administrator_pengawas", name="Administrator dan pengawas", winners=1,
                      reserves=2, classes=_LEADING, statuses=_PNS),
            AwardPool(id="jf", name="Jabatan fungsional", winners=1, reserves=1,
                      classes=(PositionClass.JF,), statuses=_PNS),
            AwardPool(id="pelaksana", name="Pelaksana", winners=2, reserves=2,
                      classes=(PositionClass.PELAKSANA,),
                      statuses=(*_PNS, EmploymentStatus.CPNS)),
            AwardPool(id="pppk", name="PPPK", winners=1, reserves=2, statuses=_PPPK),
        ),
        gates=(
            Gate(kind=GateKind.MASA_KERJA, threshold="12", basis="Ketentuan program"),
            Gate(kind=GateKind.PREDIKAT_FINAL, basis="PermenPANRB 6/2022 Pasal 29"),
            Gate(kind=GateKind.PREDIKAT_MINIMUM, threshold="baik", basis="Ketentuan program"),
            Gate(kind=GateKind.TANPA_HUKUMAN, basis="PP 94/2021"),
            Gate(kind=GateKind.BUKAN_PENENTU, basis="Benturan kepentingan"),
        ),
        criteria=tuple(
            Criterion(id=code, name=name, source=source, weight=Decimal(weight),
                      worst=Decimal(worst), best=Decimal(best), basis=basis)
            for code, name, source, weight, worst, best, basis in _CRITERIA
        ),
        predicate_points=tuple(
            PredicatePoints(predicate=word, points=Decimal(points)) for word, points in _POINTS
        ),
        ties=("predikat", "inovasi", "kehadiran"),
        decider_ids=tuple(cast.holder(post).id for post in ("CAMAT", "SEKCAM", "KSB-UMUM")),
        legal_basis="UU 20/2023; PP 11/2017; PermenPANRB 6/2022",
        reward="Piagam penghargaan dan prioritas pengembangan kompetensi",
    )  # fmt: skip


def _nominate(cast: Cast) -> None:
    posts = {item.id: item for item in cast.records if isinstance(item, Position)}
    units = {"administrator_pengawas": "Camat", "jf": "Kepala Seksi", "pppk": "Atasan langsung"}
    for pool, wanted in _WANTED.items():
        fit = [person for person in cast.people if _pool(person, posts) == pool]
        fit.sort(key=lambda person: (not person.tags & _SPECIAL, -_strength(person), person.number))
        for person in fit[:wanted]:
            cast.records.append(
                Nomination(
                    id=f"{_AWARD}/{person.id}", programme_id=_AWARD, employee_id=person.id,
                    nominated_by=units.get(pool, "Lurah atau Kepala Seksi"),
                    innovation=_mark(cast, person),
                    evidence="Berkas usulan dan dokumentasi inovasi",
                )
            )  # fmt: skip


def _pool(person: Person, posts: dict[str, Position]) -> str:
    if person.tags & {"cltn", "mpp", "suspended", "retires", "study", "camat"} or (
        person.results is BELOW
    ):
        return ""
    if person.is_contract:
        # Two of this pool are equal in total; nobody stronger is put forward.
        rivals = person.results is ABOVE and person.behaviour is B_ABOVE
        return "" if rivals else "pppk"
    held = posts[person.position_id].position_class
    if held in _LEADING:
        return "administrator_pengawas"
    return "jf" if held is PositionClass.JF else "pelaksana"


def _strength(person: Person) -> int:
    return (person.results is ABOVE) * 2 + (person.behaviour is B_ABOVE)


def _mark(cast: Cast, person: Person) -> Decimal | None:
    """Give the panel's mark; one was not judged, two make equal totals of unequal parts."""
    if "tie1" in person.tags:
        return Decimal(85)
    if "tie2" in person.tags:
        return Decimal("78.75")
    if person.position_id == "JF-KOM":
        return None
    ceiling = 141 if person.is_contract else 181
    return Decimal(cast.chance.randrange(116, ceiling)) / 2
