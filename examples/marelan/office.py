"""Units, posts, people and who holds which post in 2025, with every special case."""

from datetime import date

from asn_kinerja.legal.terms import (
    AssignmentKind,
    DutyCondition,
    Education,
    EmploymentStatus,
    GolonganPppk,
    GolonganRuang,
    PositionClass,
)
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee, ExternalPerson
from asn_kinerja.records.periods import EvaluationPeriod
from asn_kinerja.records.positions import Position
from marelan.cast import QUARTERS, START, YEAR, Cast, Person
from marelan.names import Names

MAYOR = "WALI-KOTA"
KELURAHAN = {
    "LBD": "Labuhan Deli",
    "PPS": "Paya Pasir",
    "RGP": "Rengas Pulau",
    "T600": "Tanah Enam Ratus",
    "TRJ": "Terjun",
}
_UNITS = (
    ("PEMKO", "Pemerintah Kota Medan", None),
    ("KEC", "Kecamatan Medan Marelan", "PEMKO"),
    ("SET", "Sekretariat Kecamatan", "KEC"),
    ("UMUM", "Subbagian Umum dan Kepegawaian", "SET"),
    ("KEU", "Subbagian Keuangan dan Program", "SET"),
    ("TAPEM", "Seksi Tata Pemerintahan", "KEC"),
    ("TRANTIB", "Seksi Ketenteraman dan Ketertiban Umum", "KEC"),
    ("PMK", "Seksi Pemberdayaan Masyarakat Kelurahan", "KEC"),
    ("KESSOS", "Seksi Kesejahteraan Sosial", "KEC"),
    ("YANUM", "Seksi Pelayanan Umum", "KEC"),
)
_ADM, _PWS, _JF, _PLK = (
    PositionClass.ADMINISTRATOR,
    PositionClass.PENGAWAS,
    PositionClass.JF,
    PositionClass.PELAKSANA,
)
# Post: code, name, unit, class, echelon or level, leads the unit, role, code of the appraiser's
# post, and who holds it: grade of each holder, with tags after a colon.
_POSTS = (
    ("CAMAT", "Camat", "KEC", _ADM, "III.a", True, "camat", MAYOR, "IV/a:camat"),
    ("SEKCAM", "Sekretaris Camat", "SET", _ADM, "III.b", True, "sekretaris", "CAMAT", "III/d"),
    ("KSB-UMUM", "Kepala Subbagian Umum dan Kepegawaian", "UMUM", _PWS, "IV.b", True,
     "kasubbag_umum", "SEKCAM", "III/c"),
    ("KSB-KEU", "Kepala Subbagian Keuangan dan Program", "KEU", _PWS, "IV.b", True,
     "kasubbag_keu", "SEKCAM", "III/d"),
    ("KSI-TAPEM", "Kepala Seksi Tata Pemerintahan", "TAPEM", _PWS, "IV.a", True,
     "kasi", "CAMAT", "III/d"),
    ("KSI-TRANTIB", "Kepala Seksi Ketenteraman dan Ketertiban Umum", "TRANTIB", _PWS, "IV.a", True,
     "kasi", "CAMAT", "III/d:mpp"),
    ("KSI-PMK", "Kepala Seksi Pemberdayaan Masyarakat Kelurahan", "PMK", _PWS, "IV.a", True,
     "kasi", "CAMAT", "III/d"),
    ("KSI-KESSOS", "Kepala Seksi Kesejahteraan Sosial", "KESSOS", _PWS, "IV.a", True,
     "kasi", "CAMAT", "III/c"),
    ("KSI-YANUM", "Kepala Seksi Pelayanan Umum", "YANUM", _PWS, "IV.a", True,
     "kasi_pelayanan", "CAMAT", "III/d"),
    ("PLK-UMUM", "Pengelola Layanan Operasional", "UMUM", _PLK, "", False,
     "umum", "KSB-UMUM", "III/a III/b:penalty III/a:cpns II/d"),
    ("OPR-UMUM", "Operator Layanan Operasional", "UMUM", _PLK, "", False,
     "umum", "KSB-UMUM", "IX:tie1 IX:tie2"),
    ("PLK-KEU", "Penelaah Teknis Kebijakan Keuangan", "KEU", _PLK, "", False,
     "keuangan", "KSB-KEU", "III/b III/c III/a"),
    ("OPR-KEU", "Penata Layanan Operasional Keuangan", "KEU", _PLK, "", False,
     "keuangan", "KSB-KEU", "IX:pppk_july"),
    ("ARS-UMUM", "Arsiparis Ahli Pertama", "UMUM", _JF, "Ahli Pertama", False,
     "arsiparis", "KSB-UMUM", "III/b"),
    ("PLK-TAPEM", "Pengadministrasi Pemerintahan", "TAPEM", _PLK, "", False,
     "administrasi", "KSI-TAPEM", "III/b:study III/a II/c"),
    ("PLK-TRANTIB", "Pengadministrasi Ketertiban", "TRANTIB", _PLK, "", False,
     "administrasi", "KSI-TRANTIB", "III/a:suspended II/d III/a"),
    ("PLK-PMK", "Pengelola Pemberdayaan Masyarakat", "PMK", _PLK, "", False,
     "administrasi", "KSI-PMK", "III/b III/a:cltn"),
    ("PLK-KESSOS", "Pengelola Kesejahteraan Sosial", "KESSOS", _PLK, "", False,
     "administrasi", "KSI-KESSOS", "III/a III/b"),
    ("JF-YANUM", "Analis Kebijakan Ahli Muda", "YANUM", _JF, "Ahli Muda", False,
     "analis", "KSI-YANUM", "III/d:delegate"),
    ("JF-KOM", "Pranata Komputer Ahli Pertama", "YANUM", _JF, "Ahli Pertama", False,
     "prakom", "KSI-YANUM", "III/a"),
    ("PLK-YANUM", "Pengelola Pelayanan Umum", "YANUM", _PLK, "", False,
     "pelayanan", "KSI-YANUM", "III/b III/a III/a"),
    ("OPR-YANUM", "Operator Layanan", "YANUM", _PLK, "", False,
     "pelayanan", "JF-YANUM", "IX IX"),
)  # fmt: skip
_KELURAHAN_POSTS = (
    ("LURAH", "Lurah", _PWS, "IV.a", True, "lurah", "CAMAT", "III/d"),
    ("SEKLUR", "Sekretaris Lurah", _PWS, "IV.b", False, "sekretaris_lurah", "LURAH", "III/c"),
    ("KSI-PEM", "Kepala Seksi Pemerintahan", _PWS, "IV.b", False, "kasi", "LURAH", "III/c"),
    ("KSI-TRT", "Kepala Seksi Ketenteraman dan Ketertiban", _PWS, "IV.b", False,
     "kasi", "LURAH", "III/b"),
    ("KSI-PBG", "Kepala Seksi Pembangunan", _PWS, "IV.b", False, "kasi", "LURAH", "III/c"),
    ("PLK-PEM", "Pengelola Pelayanan Kelurahan", _PLK, "", False, "pelayanan", "KSI-PEM",
     "III/a III/a II/d"),
    ("PLK-TRT", "Pengadministrasi Kelurahan", _PLK, "", False, "administrasi", "KSI-TRT", "II/c"),
    ("PLK-PBG", "Pengelola Pembangunan Kelurahan", _PLK, "", False, "administrasi", "KSI-PBG",
     "III/a II/d"),
    ("OPR-PEM", "Operator Layanan Kelurahan", _PLK, "", False, "pelayanan", "KSI-PEM", "IX VII"),
)  # fmt: skip
# Who holds a post of one kelurahan instead of the usual: its code, then the holders.
_OTHERWISE = {
    "PLK-PEM-TRJ": "III/a:mutasi III/a II/d",
    "KSI-PBG-RGP": "III/d:retires",
    "SEKLUR-RGP": "III/c:plt",
    "KSI-TRT-LBD": "IX:pppk_leads",
    "PLK-PEM-LBD": "III/a III/a:objects",
    "PLK-PBG-PPS": "III/a:unassessed II/d:misconduct",
    "PLK-PEM-T600": "III/a III/a:examined II/d:unrated",
    "PLK-TRT-TRJ": "II/c:weak1",
    "PLK-PBG-LBD": "III/a:weak2 II/d",
    "OPR-PEM-TRJ": "IX VII:rude",
    "OPR-PEM-RGP": "IX VII IX",
}
_DUTY = {
    "cltn": DutyCondition.CLTN,
    "mpp": DutyCondition.MPP,
    "suspended": DutyCondition.DIBERHENTIKAN_SEMENTARA,
    "study": DutyCondition.TUGAS_BELAJAR,
}
_NEW_APPRAISER = date(2025, 8, 19)
_JULY = date(2025, 7, 1)


def build_office(cast: Cast) -> None:
    """Add units, posts, people and assignments."""
    cast.records += [Unit(id=code, name=name, parent_id=above) for code, name, above in _UNITS]
    cast.records += [
        Unit(id=f"KEL-{code}", name=f"Kelurahan {name}", parent_id="KEC")
        for code, name in KELURAHAN.items()
    ]
    cast.records.append(
        ExternalPerson(
            id=MAYOR, name="Nama tidak dicantumkan", office="Wali Kota Medan", final=True
        )
    )
    cast.records += [EvaluationPeriod(period=period) for period in (*QUARTERS, YEAR)]
    appraisers: dict[str, str] = {}
    names = Names(cast.chance)
    for code, name, unit, kind, rank, leads, role, above, holders in _all_posts():
        _add_post(cast, code, name=name, unit=unit, kind=kind, rank=rank, leads=leads)
        appraisers[code] = above
        for holder in holders.split():
            _add_person(cast, names, code=code, unit=unit, role=role, holder=holder)
    for person in cast.people:
        above = appraisers[person.position_id]
        appraiser = MAYOR if above == MAYOR else cast.holder(above).id
        _assign(cast, person, appraiser)
    for person in cast.people:
        cast.records += [person.employee, *person.assignments]


def _all_posts() -> list[tuple]:
    posts = list(_POSTS)
    for code, place in KELURAHAN.items():
        for post, name, kind, rank, leads, role, above, holders in _KELURAHAN_POSTS:
            own = f"{post}-{code}"
            upper = above if above == "CAMAT" else f"{above}-{code}"
            full = f"{name} {place}" if leads else name
            people = _OTHERWISE.get(own, holders)
            posts.append((own, full, f"KEL-{code}", kind, rank, leads, role, upper, people))
    return posts


def _add_post(  # noqa: PLR0913 - one argument a field
    cast: Cast, code: str, *, name: str, unit: str, kind: PositionClass, rank: str, leads: bool
) -> None:
    functional = kind is _JF
    cast.records.append(
        Position(
            id=code, name=name, unit_id=unit, position_class=kind,
            echelon="" if functional else rank, level=rank if functional else "",
            heads_unit=leads,
        )
    )  # fmt: skip


def _add_person(  # noqa: PLR0913 - one argument a field
    cast: Cast, names: Names, *, code: str, unit: str, role: str, holder: str
) -> None:
    grade, _, tag = holder.partition(":")
    number = len(cast.people) + 1
    role = "study" if tag == "study" else role
    employee = _employee(cast, names, number=number, grade=grade, tag=tag)
    group = unit.removeprefix("KEL-")
    cast.people.append(
        Person(
            number=number, employee=employee, role=role, unit_id=unit, position_id=code,
            group=f"Kelurahan {KELURAHAN[group]}" if group in KELURAHAN else "Kecamatan",
            tags=frozenset({tag} - {""}),
        )
    )  # fmt: skip


def _employee(cast: Cast, names: Names, *, number: int, grade: str, tag: str) -> Employee:
    chance = cast.chance
    contract = "/" not in grade
    woman = chance.random() < 0.52
    if contract:
        status, rank = EmploymentStatus.PPPK, GolonganPppk(grade.lower())
        started = date(2022 + chance.randrange(3), 3, 1)
        started = _JULY if tag == "pppk_july" else started
        middle, birth_year = f"{started.year}21", started.year - chance.randrange(25, 40)
        education = Education.S1_D4 if grade == "IX" else Education.D3
    else:
        status, rank = EmploymentStatus.PNS, _grade(grade)
        seniority = 4 * ["I", "II", "III", "IV"].index(grade[:-2]) + "abcd".index(grade[-1])
        year = 2024 - max(1, 2 * (seniority - 6) - chance.randrange(3)) if seniority > 7 else 2019
        started = date(max(year, 1996), chance.choice((1, 3, 4, 12)), 1)
        if tag == "cpns":
            status, started = EmploymentStatus.CPNS, date(2025, 3, 1)
        middle, birth_year = f"{started:%Y%m}", started.year - chance.randrange(22, 29)
        education = _education(grade, tag)
    birth_year = {"mpp": 1968, "retires": 1967}.get(tag, birth_year)
    month = {"mpp": 6, "retires": 7}.get(tag) or chance.randrange(1, 13)
    digits = f"{birth_year}{month:02}{chance.randrange(1, 29):02}{middle}{1 + woman}{number:03}"
    return Employee(
        id=digits, nip=Nip(digits), name=names.draw(woman=woman, education=education.value),
        status=status, grade=rank, appointed_on=started,
        contract_until=started.replace(year=max(started.year + 5, 2027)) if contract else None,
        education=education,
    )  # fmt: skip


def _grade(text: str) -> GolonganRuang:
    return GolonganRuang(text.replace("/", "_").lower())


def _education(grade: str, tag: str) -> Education:
    if grade.startswith("II/"):
        return Education.D3 if grade == "II/d" else Education.D2_D1_SLTA
    return Education.S2 if grade == "IV/a" or tag == "delegate" else Education.S1_D4


def _assign(  # noqa: C901 - one case a special person
    cast: Cast, person: Person, appraiser: str
) -> None:
    """Give a person the assignments of the year; most have one that began earlier."""
    tag = next(iter(person.tags), "")
    employee = person.employee
    start = max(employee.appointed_on, date(2023, 1, 2))
    match tag:
        case "cltn":
            _hold(person, start=date(2024, 7, 1), condition=DutyCondition.CLTN)
        case "suspended":
            _hold(person, start=start, end=date(2025, 2, 10), appraiser=appraiser)
            _hold(person, start=date(2025, 2, 10), condition=_DUTY[tag])
        case "mpp":
            _hold(person, start=start, end=_JULY, appraiser=appraiser)
            _hold(person, start=_JULY, condition=_DUTY[tag])
        case "study":
            _hold(person, start=date(2024, 9, 2), appraiser=appraiser, condition=_DUTY[tag])
        case "mutasi":
            _hold(person, start=start, end=_JULY, appraiser=appraiser)
            _hold(person, start=_JULY, appraiser=cast.holder("KSI-YANUM").id, post="PLK-YANUM")
        case "retires":
            _hold(person, start=start, end=_NEW_APPRAISER, appraiser=appraiser)
        case "plt":
            _hold(person, start=start, appraiser=appraiser)
            _hold(
                person, start=_NEW_APPRAISER, appraiser=appraiser, post="KSI-PBG-RGP",
                kind=AssignmentKind.PLT,
            )  # fmt: skip
        case _ if person.position_id == "PLK-PBG-RGP":
            _hold(person, start=start, end=_NEW_APPRAISER, appraiser=appraiser)
            _hold(person, start=_NEW_APPRAISER, appraiser=cast.by_tag("plt").id)
        case _ if person.position_id == "PLK-TRANTIB":
            _hold(person, start=start, end=_JULY, appraiser=appraiser)
            _hold(person, start=_JULY, appraiser=cast.holder("KSI-KESSOS").id)
        case _ if person.position_id == "KSI-KESSOS":
            # The head of the neighbouring section is in pre-retirement leave from July.
            _hold(person, start=start, appraiser=appraiser)
            _hold(
                person, start=_JULY, appraiser=appraiser, post="KSI-TRANTIB",
                kind=AssignmentKind.PLT,
            )  # fmt: skip
        case _ if person.position_id == "OPR-YANUM":
            _hold(
                person, start=max(start, START), appraiser=appraiser,
                delegation="Keputusan Camat Medan Marelan tentang pendelegasian penilaian kinerja",
            )  # fmt: skip
        case _:
            _hold(person, start=start, appraiser=appraiser)


def _hold(  # noqa: PLR0913 - one argument a field
    person: Person,
    *,
    start: date,
    end: date | None = None,
    appraiser: str | None = None,
    post: str = "",
    kind: AssignmentKind = AssignmentKind.DEFINITIF,
    condition: DutyCondition = DutyCondition.AKTIF,
    delegation: str = "",
) -> None:
    number = f"{person.number:03}-{len(person.assignments) + 1}"
    person.assignments.append(
        Assignment(
            id=f"TGS-{number}", employee_id=person.id, position_id=post or person.position_id,
            valid_from=start, valid_until=end, kind=kind, condition=condition,
            appraiser_id=appraiser, delegation=delegation,
        )
    )  # fmt: skip
