"""Selecting on a stored year with the real rules, and the same computed again in plain Python."""

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

import attrs
import pytest

from asn_kinerja.errors import InvalidInput, NotFound
from asn_kinerja.legal.terms import (
    EmploymentStatus,
    GolonganPppk,
    GolonganRuang,
    PositionClass,
    PredikatKinerja,
    TrainingPath,
)
from asn_kinerja.records.appraisals import Appraisal, AppraisalOutcome
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.award_rules import (
    AwardPool,
    AwardProgramme,
    Criterion,
    CriterionSource,
    Gate,
    GateKind,
    Judge,
    Panel,
    PredicatePoints,
)
from asn_kinerja.records.awards import Attendance, AwardWin, Nomination, PanelMark, Place, Selection
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.programme import Programme
from asn_kinerja.records.training import Course, Enrolment, Session
from asn_kinerja.reports.papers.stored import stored_awards
from asn_kinerja.reports.wording import Words
from asn_kinerja.services.awards import (
    find_award,
    judge_award,
    judge_awards,
    register_wins,
    select_award,
    select_awards,
)
from asn_kinerja.services.programme import collect_year
from asn_kinerja.workspace import open_workspace

YEAR = Period("2025")
PEOPLE = range(12)
POINTS = {"sangat_baik": 100, "baik": 80, "butuh_perbaikan": 50}
WEIGHTS = {
    CriterionSource.PREDIKAT: (50, 0, 100),
    CriterionSource.KEHADIRAN: (25, 80, 100),
    CriterionSource.INOVASI: (15, 0, 100),
    CriterionSource.JAM_PELAJARAN: (10, 0, 20),
}


def _facts(number):
    """Predicate, days present of 240, mark, and JP of one person."""
    predicate = tuple(PredikatKinerja)[number % 3]
    return predicate, 240 - number * 3 % 11, Decimal(40 + 7 * number % 50), 24 * (number % 2)


def _person(number):
    name, is_pppk = f"p{number:02}", number % 4 == 3
    predicate, present, mark, hours = _facts(number)
    yield Employee(
        id=name,
        nip=Nip(f"19900101{'202221' if is_pppk else '201501'}1{number:03}"),
        name=f"Pegawai {number}",
        status=EmploymentStatus.PPPK if is_pppk else EmploymentStatus.PNS,
        grade=GolonganPppk.IX if is_pppk else GolonganRuang.III_A,
        appointed_on=date(2015, 1, 1) if not is_pppk else date(2022, 1, 1),
        contract_until=date(2027, 1, 1) if is_pppk else None,
    )
    yield Assignment(
        id=f"a-{name}", employee_id=name, position_id="staf", valid_from=date(2022, 1, 1)
    )
    yield Appraisal(
        id=f"a-{name}/2025",
        employee_id=name,
        assignment_id=f"a-{name}",
        unit_id="u1",
        period=YEAR,
        outcome=AppraisalOutcome.DINILAI,
        predicate=predicate,
        final_on=None if number == 3 else date(2026, 1, 15),
    )
    yield Attendance(
        id=f"h-{name}",
        employee_id=name,
        period=YEAR,
        working_days=240,
        present=present,
        absent=240 - present,
    )
    yield Nomination(
        id=f"n-{name}",
        programme_id="teladan",
        employee_id=name,
        nominated_by="lurah",
        innovation=mark,
    )
    if hours:
        yield Enrolment(
            id=f"e-{name}",
            session_id="s1",
            employee_id=name,
            attended=1,
            meetings=1,
            completed_on=date(2025, 5, 6),
        )


def _records():
    yield Programme(
        id="program",
        name="Program Contoh",
        period=YEAR,
        office="Kecamatan Contoh",
        region="Kota Contoh",
        root_unit_id="u1",
        city="Contoh",
        signed_on=date(2026, 1, 20),
        signatory="Ayu Contoh",
        signatory_title="Camat",
        large_share=Decimal("0.5"),
        small_share=Decimal("0.25"),
    )
    yield Position(id="staf", name="Staf", unit_id="u1", position_class=PositionClass.PELAKSANA)
    yield Course(
        id="k1", name="Kursus", provider="BKPSDM", path=TrainingPath.KLASIKAL, credit_hours=24
    )
    yield Session(
        id="s1",
        course_id="k1",
        valid_from=date(2025, 5, 5),
        valid_until=date(2025, 5, 7),
        seats=20,
    )
    yield AwardProgramme(
        id="teladan",
        name="Pegawai teladan",
        period=YEAR,
        pools=(
            AwardPool(id="pppk", name="PPPK", winners=1, statuses=(EmploymentStatus.PPPK,)),
            AwardPool(id="pns", name="PNS", winners=2, reserves=2),
        ),
        gates=(Gate(kind=GateKind.PREDIKAT_FINAL),),
        criteria=tuple(
            Criterion(
                id=source.value,
                name=source.value,
                source=source,
                weight=Decimal(weight),
                worst=Decimal(worst),
                best=Decimal(best),
            )
            for source, (weight, worst, best) in WEIGHTS.items()
        ),
        predicate_points=tuple(
            PredicatePoints(predicate=word, points=Decimal(points))
            for word, points in POINTS.items()
        ),
        ties=("inovasi",),
        decider_ids=("p04",),
    )
    for number in PEOPLE:
        yield from _person(number)


@pytest.fixture
def context():
    """A store in memory that holds a programme of awards and twelve candidates."""
    now = datetime(2026, 2, 1, 8, tzinfo=UTC)
    with open_workspace(actor="penguji") as workspace:
        with workspace.unit_of_work(recorded_at=now) as unit:
            for record in _records():
                unit.repository(type(record)).put(record)
            unit.commit(action="import")
        yield workspace.services(now=lambda: now)


def _stored(context):
    with context.reading() as unit:
        return {item.id: item for item in unit.repository(Selection).scan()}


def _entries(context):
    with context.reading() as unit:
        return [entry.action for entry in unit.scan_audit()]


def _total(number):
    """The weighted sum as anybody would compute it; a PPPK has no duty that caps the hours."""
    predicate, present, mark, hours = _facts(number)
    attendance = min(100, max(0, (Decimal(100 * present) / 240 - 80) * 5))
    training = min(100, Decimal(hours) * 5)
    total = POINTS[predicate] * 50 + attendance * 25 + mark * 15 + training * 10
    return (total / 100).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def test_winners_are_those_of_plain_python(context):
    """Per pool the highest totals win, without who decides and who is not final."""
    selections = {item.pool_id: item for item in select_awards(context, YEAR)}
    for pool, is_pppk in (("pppk", True), ("pns", False)):
        able = [n for n in PEOPLE if (n % 4 == 3) is is_pppk and n not in {3, 4}]
        order = sorted(able, key=lambda n: (-_total(n), -_facts(n)[2]))
        ranked = [item for item in selections[pool].candidates if item.rank]
        assert [item.employee_id for item in ranked] == [f"p{n:02}" for n in order]
        assert [item.total for item in ranked] == [_total(n) for n in order]
        winners = {"pppk": 1, "pns": 2}[pool]
        assert [item.employee_id for item in selections[pool].winners] == [
            f"p{n:02}" for n in order[:winners]
        ]
    assert [item.employee_id for item in selections["pns"].reserves] == [
        item.employee_id for item in selections["pns"].candidates[2:4]
    ]


def test_the_excluded_have_their_reasons(context):
    """The decider and the one whose predicate is open are listed, not ranked."""
    reasons = {
        item.employee_id: [gate.reason for gate in item.gates if gate.state != "met"]
        for selection in select_awards(context, YEAR)
        for item in selection.candidates
        if item.rank is None
    }
    assert reasons == {"p03": ["predikat_belum_final"], "p04": ["penentu"]}


def test_a_second_run_changes_nothing(context):
    """Neither records nor audit grow when nothing is new."""
    first = select_awards(context, YEAR)
    assert _stored(context) == {item.id: item for item in first}
    assert _entries(context) == ["import", "select"]
    assert select_awards(context, YEAR) == first
    assert _entries(context) == ["import", "select"]


def test_a_quarter_without_award_selects_nobody(context):
    """The award of a year is not one of its quarters."""
    assert select_awards(context, Period("2025-Q1")) == ()
    assert _stored(context) == {}


def _put(context, *records):
    with context.transaction("import") as unit:
        for record in records:
            unit.repository(type(record)).put(record)


def _award(context, **changes):
    return attrs.evolve(find_award(context, "teladan"), **changes)


def test_one_award_is_kept_like_all_of_the_year(context):
    """The selections are those of the year, with one audit entry, and again changes nothing."""
    run = select_award(context, _award(context))
    assert _stored(context) == {item.id: item for item in run.outcome.selections}
    assert run.decided_on == date(2026, 1, 20)
    assert run.office == "Kecamatan Contoh"
    assert run.names["p04"] == "Pegawai 4"
    assert _entries(context) == ["import", "select"]
    assert select_award(context, _award(context)) == run
    assert select_awards(context, YEAR) == run.outcome.selections
    assert _entries(context) == ["import", "select"]
    assert [one.outcome for one in judge_awards(context, YEAR)] == [run.outcome]


def test_judging_keeps_nothing(context):
    """The same outcome, and the store is as before."""
    run = judge_award(context, _award(context))
    assert _stored(context) == {}
    assert run == select_award(context, _award(context))


def test_another_award_of_the_period_is_left_alone(context):
    """A changed programme takes the place of its own selections only, pools that are gone go."""
    first = select_award(context, _award(context))
    other = _award(context, id="lain", pools=(AwardPool(id="semua", name="Semua", winners=1),))
    _put(context, Nomination(id="x", programme_id="lain", employee_id="p01", nominated_by="b"))
    select_award(context, other)
    pools = (AwardPool(id="semua", name="Semua", winners=3),)
    select_award(context, _award(context, pools=pools))
    assert set(_stored(context)) == {"teladan/semua", "lain/semua"}
    assert find_award(context, "teladan").pools == pools
    assert len(first.outcome.selections) == 2


def test_nobody_nominated_is_refused(context):
    """An award without nominations is a problem, not an award without winners."""
    with pytest.raises(InvalidInput) as caught:
        select_award(context, _award(context, id="kosong"))
    assert [problem.code for problem in caught.value.problems] == ["nobody_nominated"]
    assert find_award(context, "kosong") is None


def test_the_day_of_the_selection_can_be_given(context):
    """Before the predicates are final nobody can win."""
    run = judge_award(context, _award(context), as_of=date(2026, 1, 14))
    assert {item.place for one in run.outcome.selections for item in one.candidates} == {
        Place.NOT_ELIGIBLE
    }


def test_a_kept_selection_is_judged_again_on_the_day_it_was_made(context):
    """The papers of a year carry the day that was asked for, beside an award of the usual day."""
    other = _award(context, id="lain", pools=(AwardPool(id="semua", name="Semua", winners=1),))
    _put(context, Nomination(id="x", programme_id="lain", employee_id="p01", nominated_by="b"))
    select_award(context, other)
    kept = select_award(context, _award(context), as_of=date(2026, 1, 14))
    assert {item.decided_on for item in kept.outcome.selections} == {date(2026, 1, 14)}
    runs = {run.outcome.programme.id: run for run in judge_awards(context, YEAR)}
    assert runs["teladan"] == kept
    assert {name: (run.decided_on, run.is_kept) for name, run in runs.items()} == {
        "teladan": (date(2026, 1, 14), True),
        "lain": (date(2026, 1, 20), True),
    }
    shown = stored_awards(collect_year(context, YEAR), words=Words("id"))
    assert {one.outcome.programme.id: one.decided_on for one in shown} == {
        "teladan": date(2026, 1, 14),
        "lain": date(2026, 1, 20),
    }


def test_a_selection_kept_without_its_day_is_judged_on_the_usual_one(context):
    """What an earlier release kept holds as long as the records give the same."""
    first = select_awards(context, YEAR)
    _put(context, *(attrs.evolve(item, decided_on=None) for item in first))
    (run,) = judge_awards(context, YEAR)
    assert (run.decided_on, run.is_kept) == (date(2026, 1, 20), True)
    changed = attrs.evolve(first[0], decided_on=None, method="topsis")
    _put(context, changed)
    assert [one.is_kept for one in judge_awards(context, YEAR)] == [False]


def test_wins_count_in_the_next_award_and_not_in_their_own(context):
    """A registered winner is barred from the next award of the family by its cooldown."""
    gates = (Gate(kind=GateKind.PREDIKAT_FINAL), Gate(kind=GateKind.JEDA, threshold="12"))
    award = _award(context, gates=gates, family="terbaik")
    with pytest.raises(NotFound):
        register_wins(context, "teladan", won_on=date(2026, 1, 25))
    run = select_award(context, award)
    winners = {item.employee_id for one in run.outcome.selections for item in one.winners}
    made = register_wins(context, "teladan", won_on=date(2026, 1, 25))
    assert {win.employee_id for win in made} == winners
    again = judge_award(context, award, as_of=date(2026, 2, 1))
    assert {i.employee_id for one in again.outcome.selections for i in one.winners} == winners
    follow = attrs.evolve(award, id="berikut")
    with context.reading() as unit:
        put_forward = list(unit.repository(Nomination).scan())
    _put(
        context,
        *(attrs.evolve(item, id=f"b-{item.id}", programme_id="berikut") for item in put_forward),
    )
    after = judge_award(context, follow, as_of=date(2026, 2, 1))
    barred = {
        item.employee_id
        for one in after.outcome.selections
        for item in one.candidates
        for gate in item.gates
        if gate.reason == "jeda_kurang"
    }
    assert barred == winners


def test_a_win_belongs_to_the_award_that_it_names(context):
    """A win whose key only looks like one of the award bars from it, and stays when it is won."""
    gates = (Gate(kind=GateKind.PREDIKAT_FINAL), Gate(kind=GateKind.JEDA, threshold="12"))
    award = _award(context, gates=gates, family="terbaik")
    winner = select_award(context, award).outcome.selections[1].winners[0].employee_id
    earlier = AwardWin(
        id=f"teladan/2024/{winner}",
        employee_id=winner,
        family="terbaik",
        won_on=date(2025, 6, 1),
    )
    _put(context, earlier)
    assert _places(select_award(context, award))[winner] is Place.NOT_ELIGIBLE
    made = register_wins(context, "teladan", won_on=date(2026, 1, 25))
    assert {win.programme_id for win in made} == {"teladan"}
    with context.reading() as unit:
        assert set(unit.repository(AwardWin).scan()) == {earlier, *made}


def test_wins_are_registered_once(context):
    """A corrected selection takes the place of the wins that were registered for it."""
    select_award(context, _award(context))
    register_wins(context, "teladan", won_on=date(2026, 1, 25))
    pools = (AwardPool(id="pns", name="PNS", winners=1),)
    kept = select_award(context, _award(context, pools=pools))
    made = register_wins(context, "teladan", won_on=date(2026, 1, 26))
    with context.reading() as unit:
        assert tuple(unit.repository(AwardWin).scan()) == made
    assert [win.employee_id for win in made] == [
        item.employee_id for item in kept.outcome.selections[0].winners
    ]


def test_marks_of_the_panel_decide_once_all_are_in(context):
    """A candidate whom a judge has not marked is incomplete; then the median counts."""
    criterion = Criterion(
        id="panel",
        name="Panel",
        source=CriterionSource.PANEL,
        weight=Decimal(100),
        worst=Decimal(0),
        best=Decimal(100),
    )
    award = _award(
        context,
        criteria=(criterion,),
        ties=(),
        panel=Panel(judges=(Judge(id="j1", name="A"), Judge(id="j2", name="B"))),
    )
    marks = [
        PanelMark(
            id=f"{judge}-p{number:02}",
            programme_id="teladan",
            criterion_id="panel",
            judge_id=judge,
            employee_id=f"p{number:02}",
            mark=Decimal(50 + number),
        )
        for judge in ("j1", "j2")
        for number in PEOPLE
    ]
    _put(context, *marks[:-1])
    places = _places(judge_award(context, award))
    assert places["p11"] is Place.INCOMPLETE
    assert places["p07"] is Place.WINNER
    _put(context, marks[-1])
    run = judge_award(context, award)
    assert _places(run)["p11"] is Place.WINNER
    assert len(run.outcome.panel) == len(PEOPLE)


def _places(run):
    return {
        item.employee_id: item.place for one in run.outcome.selections for item in one.candidates
    }
