"""A person who is erased is nowhere in the store; the chain and the seals still verify."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from asn_kinerja.errors import InvalidInput, NotFound, StorageError
from asn_kinerja.legal.terms import (
    BehaviourRating,
    EmploymentStatus,
    GolonganRuang,
    PlanApproach,
    ResultPriority,
    ResultRating,
)
from asn_kinerja.records.appraisals import GivenRating
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.awards import Candidate, Place, Selection
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee, ExternalPerson
from asn_kinerja.records.performance import (
    Indicator,
    NarrativeTarget,
    PerformancePlan,
    Realisation,
    WorkResult,
)
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import NeedKind, Placement, PlanState, TrainingNeed, TrainingPlan
from asn_kinerja.services.erasure import erase_person
from asn_kinerja.services.sealing import list_corrections, seal_period
from asn_kinerja.storage.store_file import export_store, import_store
from asn_kinerja.workspace import open_workspace

YEAR = Period("2025")
NOW = datetime(2026, 2, 1, 8, tzinfo=UTC)
SITI, BUDI = "199001012020012001", "198505052010011002"
NAMED = (SITI, "Siti", "Contohwati")


def person(nip, name):
    """Make an employee whose id is the NIP."""
    return Employee(
        id=nip,
        nip=Nip(nip),
        name=name,
        status=EmploymentStatus.PNS,
        grade=GolonganRuang.III_A,
        appointed_on=date(2020, 1, 1),
    )


def plan(nip, number, text="Melayani"):
    """Make a plan with one result."""
    indicator = Indicator(id="i1", text="Tertib", target=NarrativeTarget(text="Tertata"))
    result = WorkResult(
        id="r1",
        text=text,
        priority=ResultPriority.UTAMA,
        indicators=(indicator,),
        assigned_by="siti  contohwati",
    )
    return PerformancePlan(
        id=f"skp-{number}",
        employee_id=nip,
        assignment_id=f"tgs-{number}",
        approach=PlanApproach.KUALITATIF,
        valid_from=date(2025, 1, 1),
        valid_until=date(2026, 1, 1),
        results=(result,),
    )


def rating(number):
    """Make the ratings of a plan."""
    return GivenRating(
        id=f"skp-{number}/2025",
        plan_id=f"skp-{number}",
        period=YEAR,
        results=ResultRating.SESUAI_EKSPEKTASI,
        behaviour=BehaviourRating.SESUAI_EKSPEKTASI,
        decided_on=date(2026, 1, 5),
    )


def need(nip):
    """Make a need whose key holds the NIP."""
    return TrainingNeed(
        id=f"{nip}/2025/k1", employee_id=nip, unit_id="u1", period=YEAR,
        kind=NeedKind.PELATIHAN, reason="gap", priority=Decimal(2),
    )  # fmt: skip


def records():
    """Make a small office in which Siti is named in every way."""
    assignment = {"position_id": "p1", "valid_from": date(2020, 1, 1)}
    candidates = [
        Candidate(employee_id=nip, unit_id="u1", place=place, gates=(), rank=rank)
        for rank, (nip, place) in enumerate(((SITI, Place.WINNER), (BUDI, Place.RESERVE)), 1)
    ]
    return (
        Unit(id="u1", name="Seksi"),
        person(SITI, "Dr. Siti Contohwati, S.Kom."),
        person(BUDI, "Budi Contoh"),
        Assignment(id="tgs-1", employee_id=SITI, **assignment),
        Assignment(id="tgs-2", employee_id=BUDI, appraiser_id=SITI, **assignment),
        plan(SITI, 1),
        plan(BUDI, 2, text="Membantu Siti Contohwati tiap hari"),
        rating(1),
        rating(2),
        Realisation(
            id="skp-1/i1/2025-Q1", plan_id="skp-1", indicator_id="i1", period=Period("2025-Q1"),
            narrative="Selesai",
        ),
        need(SITI),
        need(BUDI),
        TrainingPlan(
            id="2025",
            period=YEAR,
            state=PlanState.USULAN,
            method="greedy",
            placements=tuple(
                Placement(employee_id=nip, session_id="s1", need_ids=(f"{nip}/2025/k1",))
                for nip in (BUDI, SITI)
            ),
            unmet=(),
        ),
        Selection(
            id="terbaik/umum", programme_id="terbaik", pool_id="umum", period=YEAR,
            candidates=tuple(candidates),
        ),
    )  # fmt: skip


def keep(workspace, *records, permit=None):
    """Put records in a unit of work of their own."""
    with workspace.unit_of_work(recorded_at=NOW, permit=permit) as unit:
        for record in records:
            unit.repository(type(record)).put(record)
        unit.commit(action="import")


def exported(workspace):
    """Write the whole store as text."""
    lines = []
    export_store(workspace.backend, lines.append)
    return "".join(lines)


@pytest.fixture(
    params=[
        "memory",
        "sqlite",
        "postgresql",
        pytest.param("mariadb", marks=pytest.mark.mariadb),
    ]
)
def workspace(request, tmp_path):
    """Open a store with the office in it."""
    url = {
        "memory": lambda: "memory:",
        "sqlite": lambda: f"sqlite:///{tmp_path}/store.db",
        "postgresql": lambda: request.getfixturevalue("postgresql_url"),
        "mariadb": lambda: request.getfixturevalue("mariadb_url"),
    }[request.param]()
    with open_workspace(url, actor="camat") as opened:
        keep(opened, *records())
        yield opened


@pytest.fixture
def context(workspace):
    """What a service is handed."""
    return workspace.services(now=lambda: NOW)


def everything(workspace):
    """Give all records by class name and id."""
    from asn_kinerja.converters.make import KINDS

    with workspace.snapshot() as unit:
        return {
            (record_type.__name__, record.id): record
            for record_type in KINDS
            for record in unit.repository(record_type).scan()
        }


def test_nothing_of_the_person_is_left(workspace, context):
    """Export, payloads and keys name the person nowhere; the chain verifies."""
    before = exported(workspace)
    assert all(text in before for text in NAMED)
    summary = erase_person(context, SITI, reason="Surat 12/2026")
    after = exported(workspace)
    assert not [text for text in (*NAMED, "siti ") if text in after]
    assert workspace.verify().problems == ()
    assert summary.remarks == ()
    assert (summary.erasure.removed, summary.erasure.renewed) == (6, 4)
    with open_workspace() as copy:
        import_store(after.splitlines(keepends=True), copy.backend, codec=copy.codec)
        assert copy.verify().problems == ()


def test_what_others_say_stays_without_the_person(workspace, context):
    """Entries of lists about the person go, references become one word, the rest is as it was."""
    before = everything(workspace)
    word = erase_person(context, SITI, reason="x").erasure.id
    after = everything(workspace)
    assert word.startswith("dihapus-")
    gone = {key for key in before if key not in after}
    assert gone == {
        ("Employee", SITI), ("Assignment", "tgs-1"), ("PerformancePlan", "skp-1"),
        ("GivenRating", "skp-1/2025"), ("Realisation", "skp-1/i1/2025-Q1"),
        ("TrainingNeed", f"{SITI}/2025/k1"),
    }  # fmt: skip
    assert after["Assignment", "tgs-2"].appraiser_id == word
    assert after["PerformancePlan", "skp-2"].results[0].text == f"Membantu {word} tiap hari"
    assert after["PerformancePlan", "skp-2"].results[0].assigned_by == word
    assert [one.employee_id for one in after["TrainingPlan", "2025"].placements] == [BUDI]
    assert [one.rank for one in after["Selection", "terbaik/umum"].candidates] == [2]
    changed = {"Assignment", "PerformancePlan", "TrainingPlan", "Selection"}
    for key, record in after.items():
        if key[0] not in changed | {"Erasure"}:
            assert record == before[key]


def test_a_sealed_period_still_verifies(workspace, context):
    """Records of a sealed and corrected period may be erased; the seal knows them as erased."""
    seal_period(context, YEAR, reason="BA 1/2026")
    correcting = context.correcting(YEAR, reason="Usul Siti Contohwati")
    for number in (1, 2):
        with correcting.transaction("fix") as unit:
            worse = attrs.evolve(rating(number), results=ResultRating.DI_BAWAH_EKSPEKTASI)
            unit.repository(GivenRating).put(worse)
    summary = erase_person(context, SITI, reason="Surat 12/2026")
    assert workspace.verify().problems == ()
    (part,) = summary.erasure.sealed
    assert (part.seal_id, len(part.gone), len(part.renewed)) == ("2025", 7, 3)
    with correcting.transaction("fix") as unit:
        unit.repository(GivenRating).put(rating(2))
    found = workspace.verify()
    assert (found.problems, found.seals) == ((), 1)
    with workspace.snapshot() as unit:
        assert [one.record_id for one in list_corrections(unit)] == [
            "skp-1/2025", "skp-2/2025", "skp-2/2025",
        ]  # fmt: skip
    assert [problem.code for problem in summary.remarks] == ["erase_left_audit"]
    assert summary.remarks[0].value == "3, 4"


def test_old_hashes_cannot_be_guessed(workspace, context):
    """A record that named the person gets a new salt, so its old hash proves nothing."""

    def salts():
        with workspace.snapshot() as unit:
            return {
                stored.key: json.loads(stored.payload)["salt"]
                for kind in ("performance_plan", "selection", "training_need")
                for stored in unit.scan_stored(kind)
            }

    before = salts()
    erase_person(context, SITI, reason="x")
    after = salts()
    assert after["skp-2"] != before["skp-2"]
    assert after["terbaik/umum"] != before["terbaik/umum"]
    assert after[f"{BUDI}/2025/k1"] == before[f"{BUDI}/2025/k1"]


def test_the_nip_finds_the_person_too(workspace, context):
    """An employee is found by NIP, with spaces or without; an external person by id."""
    office = ExternalPerson(id="walikota", name="Ahmad Contoh Walikota", office="Wali Kota")
    keep(workspace, office, attrs.evolve(person(BUDI, "Budi Contoh"), id="pegawai-2"))
    erase_person(context, "19900101 202001 2 001", reason="x")
    erase_person(context, "walikota", reason="x")
    assert {key[1] for key in everything(workspace) if "Person" in key[0]} == set()
    assert "Walikota" not in exported(workspace)
    assert workspace.verify().problems == ()


def test_further_texts_are_erased_too(workspace, context):
    """An old name that is told is erased as well."""
    keep(workspace, attrs.evolve(rating(2), reason="Laporan Bu Ningsih sudah masuk"))
    word = erase_person(context, SITI, reason="x", also=("bu ningsih",)).erasure.id
    kept = everything(workspace)["GivenRating", "skp-2/2025"]
    assert kept.reason == f"Laporan {word} sudah masuk"


@pytest.mark.parametrize(
    ("who", "reason", "code"),
    [
        ("999", "x", "person_unknown"),
        (SITI, " ", "required"),
        (SITI, "Permintaan Siti Contohwati", "erase_reason_names"),
    ],
)
@pytest.mark.parametrize("workspace", ["memory"], indirect=True)
def test_what_cannot_be_erased_is_told(workspace, context, who, reason, code):
    """Nobody, no reason, or a reason that names the person: refused, and nothing is changed."""
    before = exported(workspace)
    with pytest.raises((InvalidInput, NotFound)) as caught:
        erase_person(context, who, reason=reason)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert "Siti" not in str(caught.value)
    assert exported(workspace) == before


@pytest.mark.parametrize("workspace", ["memory"], indirect=True)
def test_a_database_that_does_not_forget_is_told(workspace, context, monkeypatch):
    """Where the files cannot be rewritten now, the person is erased and that is remarked."""

    def busy():
        from asn_kinerja.errors import Problem

        raise StorageError(Problem("store_busy", "store.db"))

    monkeypatch.setattr(workspace, "scrub", busy)
    (remark,) = erase_person(context, SITI, reason="x").remarks
    assert (remark.code, remark.value) == ("erase_left_copies", "store_busy")
    assert "Siti" not in exported(workspace)


@pytest.mark.parametrize("workspace", ["sqlite"], indirect=True)
def test_no_byte_of_the_file_names_the_person(workspace, context, tmp_path):
    """After many changes of a large store, no file of it holds a byte of the name or NIP."""
    many = [attrs.evolve(plan(SITI, 1), id=f"skp-1-{number}") for number in range(300)]
    others = [plan(BUDI, f"2-{number}", text="Siti Contohwati " * 40) for number in range(60)]
    keep(workspace, *many, *others)
    keep(workspace, *(attrs.evolve(one, assignment_id="tgs-9") for one in others))
    files = list(tmp_path.iterdir())
    assert any(b"Contohwati" in file.read_bytes() for file in files)
    erase_person(context, SITI, reason="x")
    for file in tmp_path.iterdir():  # the log as well, while the store is open
        held = file.read_bytes()
        assert not [text for text in NAMED if text.encode() in held], file.name


@pytest.mark.parametrize("workspace", ["postgresql"], indirect=True)
def test_no_table_of_a_server_keeps_the_person(workspace, context, postgresql_server):
    """After the table was rewritten, the files of a PostgreSQL hold the name nowhere."""
    keep(workspace, person("199205052020012003", "Zulaikhawati Contoh"))
    files = postgresql_server.folder / "base"

    def held():
        postgresql_server.run("CHECKPOINT")
        return [
            file
            for file in files.rglob("*")
            if file.is_file() and b"Zulaikhawati" in file.read_bytes()
        ]

    assert held()
    erase_person(context, "199205052020012003", reason="x")
    assert held() == []
