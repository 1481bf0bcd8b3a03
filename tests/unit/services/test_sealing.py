"""A sealed period: closed to writes, open to corrections, and verified with its results."""

import threading
from datetime import UTC, date, datetime

import attrs
import pytest

from asn_kinerja.appraisals.credits import ConvertedMonths
from asn_kinerja.errors import InvalidInput, NotFound, PeriodSealed, StorageError
from asn_kinerja.legal.terms import (
    BehaviourRating,
    EmploymentStatus,
    FunctionalLevel,
    GolonganRuang,
    PredikatKinerja,
    ResultRating,
)
from asn_kinerja.records.appraisals import Appraisal, AppraisalOutcome, GivenRating
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.records.sealing import Correction, Seal
from asn_kinerja.records.training import Enrolment, Fund, Session
from asn_kinerja.services.credits import convert_credit
from asn_kinerja.services.sealing import list_corrections, list_seals, seal_period
from asn_kinerja.storage.audit import next_entry, text_hash
from asn_kinerja.storage.port import Write
from asn_kinerja.storage.query import Query
from asn_kinerja.workspace import open_workspace

YEAR, QUARTER = Period("2025"), Period("2025-Q1")
NOW = datetime(2026, 2, 1, 8, tzinfo=UTC)
LOW = ResultRating.DI_BAWAH_EKSPEKTASI


def rating(period="2025", results=ResultRating.SESUAI_EKSPEKTASI):
    """Make the ratings of one plan."""
    return GivenRating(
        id=f"skp-1/{period}",
        plan_id="skp-1",
        period=Period(period),
        results=results,
        behaviour=BehaviourRating.SESUAI_EKSPEKTASI,
        decided_on=date(2026, 1, 5),
    )


def session(end=date(2025, 6, 3)):
    """Make a session of June 2025."""
    return Session(id="s1", course_id="c1", valid_from=date(2025, 6, 1), valid_until=end, seats=9)


def enrolment(attended=2):
    """Make what somebody did in it."""
    return Enrolment(id="p1", session_id="s1", employee_id="e1", attended=attended, meetings=2)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def workspace(request, tmp_path):
    """Open a store with records of 2025 and 2026, and of no period."""
    url = {
        "memory": lambda: "memory:",
        "sqlite": lambda: f"sqlite:///{tmp_path}/store.db",
        "postgresql": lambda: request.getfixturevalue("postgresql_url"),
    }[request.param]()
    with open_workspace(url, actor="camat") as opened:
        keep(opened, Unit(id="u1", name="Seksi"), rating(), rating("2026"), session(), enrolment())
        yield opened


@pytest.fixture
def context(workspace):
    """What a service is handed."""
    return workspace.services(now=lambda: NOW)


@pytest.fixture
def sealed(context):
    """Seal the year."""
    return seal_period(context, YEAR, reason="BA 1/2026")


def keep(workspace, *records):
    """Put records in a unit of work of their own."""
    with workspace.unit_of_work(recorded_at=NOW) as unit:
        for record in records:
            unit.repository(type(record)).put(record)
        unit.commit(action="keep")


def codes(found):
    """Give code and place of each problem."""
    return [(problem.code, problem.place) for problem in found.problems]


def test_a_seal_fixes_records_rules_and_release(workspace, sealed):
    """The seal counts and hashes the records of the period and all others, and names the rules."""
    assert (sealed.records, sealed.used) == (3, 2)
    assert {law.policy for law in sealed.laws} >= {"permenpanrb_6_2022.predikat"}
    assert all(len(text) == 64 for text in (sealed.hash, sealed.used_hash, sealed.previous))
    found = workspace.verify()
    assert (found.problems, found.remarks, found.seals) == ((), (), 1)
    with workspace.snapshot() as unit:
        assert list_seals(unit) == (sealed,)
        *_, entry = unit.scan_audit()
    assert (entry.sequence, entry.action, entry.reason) == (sealed.entry, "seal", "BA 1/2026")


@pytest.mark.parametrize(
    "record",
    [
        rating(results=LOW),
        rating("2025-03"),
        session(end=date(2025, 6, 9)),
        session(end=date(2026, 1, 9)),
        enrolment(attended=1),
    ],
    ids=["year", "month", "session", "moved out", "of a session"],
)
def test_a_sealed_period_is_closed(workspace, sealed, record):
    """Changing, adding or moving out a record of the period is refused; nothing is kept."""
    with pytest.raises(PeriodSealed) as caught:
        keep(workspace, Unit(id="u2", name="Lain"), record)
    (problem,) = caught.value.problems
    assert (problem.code, problem.value) == ("period_sealed", sealed.id)
    assert record.id not in str(caught.value)
    with workspace.snapshot() as unit:
        assert unit.repository(Unit).find("u2") is None
    assert workspace.verify().holds


@pytest.mark.usefixtures("sealed")
def test_a_sealed_record_is_not_removed(workspace):
    """Deleting a record of the period is refused."""
    with workspace.unit_of_work(recorded_at=NOW) as unit, pytest.raises(PeriodSealed):
        unit.repository(GivenRating).delete("skp-1/2025")


@pytest.mark.usefixtures("sealed")
def test_what_belongs_to_no_sealed_period_goes_on(workspace):
    """Other periods, people and posts change as before, and the seal still holds."""
    keep(workspace, Unit(id="u1", name="Bagian"), rating("2026", LOW), rating("2026-Q1"))
    keep(workspace, rating())  # the same once more is no change
    with workspace.unit_of_work(recorded_at=NOW) as unit:
        unit.repository(Unit).delete("u1")
        unit.commit(action="tidy")
    assert workspace.verify().problems == ()


def test_a_correction_is_linked(workspace, context, sealed):
    """A correction changes, adds and removes; each record gets what it was, is, who and why."""
    correcting = context.correcting(YEAR, reason="Salah ketik")
    with correcting.transaction("fix", "2025") as unit:
        unit.repository(GivenRating).put(rating(results=LOW))
        unit.repository(GivenRating).put(rating("2025-Q1"))
        unit.repository(Enrolment).delete("p1")
        unit.repository(Unit).put(Unit(id="u2", name="Lain"))
    with workspace.snapshot() as unit:
        found = list_corrections(unit)
        *_, entry = unit.scan_audit()
    assert [(one.kind, one.record_id, bool(one.before), bool(one.after)) for one in found] == [
        ("enrolment", "p1", True, False),
        ("given_rating", "skp-1/2025", True, True),
        ("given_rating", "skp-1/2025-Q1", False, True),
    ]
    assert {one.seal_ids for one in found} == {(sealed.id,)}
    assert (entry.action, entry.reason) == ("fix", "2025; Salah ketik")
    assert {one.entry for one in found} == {entry.sequence}
    with correcting.transaction("fix") as unit:
        unit.repository(GivenRating).put(rating())
        unit.repository(GivenRating).delete("skp-1/2025-Q1")
    assert workspace.verify().problems == ()


@pytest.mark.usefixtures("sealed")
def test_a_correction_opens_its_own_period_alone(workspace, context):
    """A correction of one sealed period cannot change another."""
    seal_period(workspace.services(now=lambda: datetime(2027, 2, 1, tzinfo=UTC)), Period("2026"),
                reason="BA 1/2027")  # fmt: skip

    def correct():
        with context.correcting(YEAR, reason="Salah").transaction("fix") as unit:
            unit.repository(GivenRating).put(rating("2026", LOW))

    with pytest.raises(PeriodSealed):
        correct()
    assert workspace.verify().problems == ()


def test_seals_and_corrections_are_not_written_by_hand(workspace, context, sealed):
    """A seal is never changed, removed or forged, in a correction neither."""
    told = Correction(
        id="1/1", seal_ids=("2025",), entry=1, kind="unit", record_id="u1", record="x",
        version=1, reason="x", corrected_on=date(2026, 1, 1),
    )  # fmt: skip
    changed = attrs.evolve(sealed, reason="Lain")
    other = attrs.evolve(sealed, id="2024", period=Period("2024"))
    for record in (told, changed, other):
        with pytest.raises(PeriodSealed):
            keep(workspace, record)
    with context.correcting(YEAR, reason="x").transaction("fix") as unit:
        for record in (changed, other):
            with pytest.raises(PeriodSealed):
                unit.repository(Seal).put(record)
        with pytest.raises(PeriodSealed):
            unit.repository(Seal).delete("2025")


def test_a_period_is_sealed_once_and_when_it_is_over(context):
    """A running, empty or sealed period, and one within a sealed one, is not sealed."""
    for period, reason, error, code in (
        (Period("2026"), "x", InvalidInput, "period_running"),
        (YEAR, " ", InvalidInput, "required"),
        (Period("2020"), "x", NotFound, "period_empty"),
    ):
        with pytest.raises(error) as caught:
            seal_period(context, period, reason=reason)
        assert caught.value.problems[0].code == code
    seal_period(context, Period("2025-Q2"), reason="x")
    seal_period(context, YEAR, reason="x")
    for period in (YEAR, QUARTER):
        with pytest.raises(PeriodSealed) as caught:
            seal_period(context, period, reason="x")
        assert caught.value.problems[0].code == "sealed_already"


def test_a_seal_within_a_seal_holds(workspace, context):
    """A quarter corrected before its year is sealed, and after, still verifies under both."""
    keep(workspace, rating("2025-Q1"))
    seal_period(context, QUARTER, reason="x")
    for period, results in ((QUARTER, LOW), (YEAR, ResultRating.DI_ATAS_EKSPEKTASI)):
        with context.correcting(period, reason="x").transaction("fix") as unit:
            unit.repository(GivenRating).put(rating("2025-Q1", results))
        if period is QUARTER:
            seal_period(context, YEAR, reason="x")
    found = workspace.verify()
    assert (found.problems, found.seals) == ((), 2)


@pytest.mark.parametrize("workspace", ["memory"], indirect=True)
def test_a_store_that_does_not_hold_is_not_sealed(workspace, context):
    """What was altered past the library is not sealed as if it were sound."""
    write_past(workspace, rating(results=LOW), told=False)
    with pytest.raises(StorageError) as caught:
        seal_period(context, YEAR, reason="x")
    assert caught.value.problems[0].code == "record_altered"


def write_past(workspace, record, *, told):
    """Change a record below the guard, with an audit entry or without."""
    codec = workspace.codec
    kind = codec.kind_of(type(record)).name
    transaction = workspace.backend.begin(write=True)
    stored = transaction.get(kind, (record.id,))[record.id]
    salt = stored.payload[stored.payload.index(',"salt":') :]
    encoded = codec.encode(record)
    payload = '{"record":' + encoded.text + salt
    indexes = {name: value or "" for name, value in encoded.indexes.items()}
    write = Write(key=record.id, payload=payload, expected_version=stored.version, indexes=indexes)
    transaction.put(kind, (write,))
    if told:
        identity = next(
            change
            for entry in transaction.scan_audit()
            for change in entry.changes
            if change.kind == kind and change.payload == text_hash(stored.payload)
        )
        change = identity._replace(version=write.version, payload=text_hash(payload))
        last = transaction.last_audit()
        transaction.append_audit(next_entry(last, [change], recorded_at=NOW, actor="x", action="x"))
    transaction.commit()


@pytest.mark.usefixtures("sealed")
def test_a_change_past_the_guard_is_found(workspace):
    """A change that the chain tells of, but no correction, is named with record and entry."""
    write_past(workspace, rating(results=LOW), told=True)
    (problem, *_) = workspace.verify().problems
    assert (problem.code, problem.place, problem.cure) == (
        "seal_broken", "given_rating[skp-1/2025]", "3",
    )  # fmt: skip


@pytest.mark.usefixtures("sealed")
def test_an_untold_change_is_found_before_seals_are_looked_at(workspace):
    """A sealed record altered past the library is named with the entry that wrote it."""
    write_past(workspace, rating(results=LOW), told=False)
    (problem,) = workspace.verify().problems
    assert (problem.code, problem.place, problem.cure) == (
        "record_altered", "given_rating[skp-1/2025]", "1",
    )  # fmt: skip


def test_a_forged_seal_is_found(workspace, sealed):
    """A seal that says other than the chain is told, with its audit entry."""
    for change, rule in (
        ({"hash": "0" * 64}, "records"),
        ({"used": 9}, "used"),
        ({"previous": "0" * 64}, "previous"),
    ):
        write_past(workspace, attrs.evolve(sealed, **change), told=True)
        found = workspace.verify().problems
        assert ("seal_differs", rule) in {(one.code, one.rule) for one in found}
        assert "seal_broken" in {one.code for one in found}


def judged(predicate, person):
    """Make an appraisal whose explanation is that of the rule for a good year."""
    return Appraisal(
        id="a1/2025",
        employee_id="e1",
        assignment_id="a1",
        unit_id="u1",
        period=YEAR,
        outcome=AppraisalOutcome.DINILAI,
        predicate=predicate,
        explanation=person,
    )


def explained(workspace):
    """Explain the predicate of results and behaviour as expected."""
    policy = workspace.policies.get("permenpanrb_6_2022.predikat")
    as_expected = ResultRating.SESUAI_EKSPEKTASI.value
    given = {"rating_hasil_kerja": as_expected, "rating_perilaku_kerja": as_expected}
    return policy.evaluate(given, as_of=date(2025, 12, 31)).explanation.to_dict()


def test_sealed_results_are_computed_again(workspace, context):
    """A sealed predicate that its own values do not give is named, though nothing was altered."""
    good = explained(workspace)
    keep(workspace, judged(PredikatKinerja.BAIK, good))
    seal_period(context, YEAR, reason="x")
    found = workspace.verify()
    assert (found.results, found.problems) == (1, ())


def test_a_wrong_sealed_result_is_named(workspace, context):
    """An explanation whose result is not that of the rule is told, with both results."""
    wrong = explained(workspace)
    wrong["parts"][0]["value"] = "sangat_baik"
    keep(workspace, judged(PredikatKinerja.SANGAT_BAIK, wrong))
    seal_period(context, YEAR, reason="x")
    (problem,) = workspace.verify().problems
    assert (problem.code, problem.place) == ("seal_result_wrong", "appraisal[a1/2025]")
    assert (problem.value, problem.cure) == ("sangat_baik", "baik")


def test_other_rules_and_releases_are_told_apart(workspace, context, monkeypatch):
    """Where rules or release are others than those of the seal, that is told, and is no fault."""
    keep(workspace, judged(PredikatKinerja.BAIK, explained(workspace)))
    monkeypatch.setattr("asn_kinerja.services.sealing.version", lambda _: "0.0.1")
    monkeypatch.setattr("asn_kinerja.services.sealing.fingerprint", lambda policy: policy.id)
    seal_period(context, YEAR, reason="x")
    found = workspace.verify()
    assert found.problems == ()
    assert found.holds
    assert [one.code for one in found.remarks][:2] == ["seal_release", "seal_law"]
    monkeypatch.setattr(
        "asn_kinerja.services.seal_checks.differences",
        lambda record, find: [  # noqa: ARG005 - a stand-in
            type("D", (), {"policy": "x", "output": "y", "stored": "baik", "computed": "kurang"})
        ],
    )
    (problem,) = workspace.verify().problems
    assert problem.code == "seal_result_moved"


@pytest.mark.parametrize("workspace", ["memory", "sqlite"], indirect=True)
def test_no_writer_slips_in_after_the_seal(workspace, context):
    """A writer that began before the seal is in it, one that began after is refused."""
    begun, sealed, refused = threading.Event(), threading.Event(), []

    def write_slowly():
        with workspace.unit_of_work(recorded_at=NOW) as unit:
            unit.repository(GivenRating).put(rating("2025-Q2"))
            begun.set()
            sealed.wait(0.3)  # it is not: the one who seals waits
            unit.commit(action="late")

    def write_after():
        try:
            keep(workspace, rating("2025-Q3"))
        except PeriodSealed as error:
            refused.append(error)

    def seal():
        seal_period(context, YEAR, reason="x")
        sealed.set()

    sealing = threading.Thread(target=seal)
    writing = threading.Thread(target=write_slowly)
    writing.start()
    assert begun.wait(5)
    sealing.start()
    writing.join()
    sealing.join()
    write_after()
    with workspace.snapshot() as unit:
        assert unit.repository(GivenRating).find("skp-1/2025-Q2") is not None
        (seal,) = list_seals(unit)
    assert seal.records == 4
    assert len(refused) == 1
    assert workspace.verify().problems == ()


@pytest.mark.parametrize("workspace", ["memory"], indirect=True)
def test_a_store_without_seals_pays_one_look(workspace, monkeypatch):
    """Writing records of no period looks for no seal, those of a period once a unit of work."""
    asked = []
    begin = workspace.backend.begin

    def watched(*, write):
        transaction = begin(write=write)
        scan = transaction.scan

        def watch(query):
            asked.append(query)
            return scan(query)

        transaction.scan = watch
        return transaction

    monkeypatch.setattr(workspace.backend, "begin", watched)
    keep(workspace, Fund(id="f1", name="APBD"), Unit(id="u7", name="Unit"))
    assert asked == []
    keep(workspace, rating("2025-Q4"), rating("2026-Q4"))
    assert asked == [Query(kind="seal")]


@pytest.mark.parametrize("workspace", ["memory", "sqlite"], indirect=True)
def test_two_conversions_at_once_convert_each_month_once(workspace, context):
    """Conversions of overlapping months under two periods wait for each other."""
    person = Employee(
        id="e1", nip=Nip("199001012020011001"), name="Sinta Contoh", status=EmploymentStatus.PNS,
        grade=GolonganRuang.III_A, appointed_on=date(2020, 1, 1),
    )  # fmt: skip
    good = [
        attrs.evolve(judged(PredikatKinerja.BAIK, None), id=f"a1/{period}", period=period)
        for period in (YEAR, QUARTER)
    ]
    keep(workspace, person, *good)
    together, entries = threading.Barrier(2), []

    def convert(period):
        together.wait(5)
        entries.append(
            convert_credit(
                context, "e1", period=period, level=FunctionalLevel.AHLI_PERTAMA,
                treatment=ConvertedMonths.SISA_BULAN,
            )
        )  # fmt: skip

    threads = [threading.Thread(target=convert, args=(period,)) for period in (YEAR, QUARTER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    months = [month for entry in entries if entry for month in entry.months]
    assert len(months) == len(set(months)) == 12
