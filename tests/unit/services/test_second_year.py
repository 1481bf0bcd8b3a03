"""Two simulated years: a course that does not work makes room for one that does."""

from collections import Counter
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from asn_kinerja.errors import InvalidInput, NotFound
from asn_kinerja.legal.terms import EmploymentStatus, GolonganRuang, PositionClass, TrainingPath
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.competencies import PositionRequirement
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.programme import Programme
from asn_kinerja.records.training import (
    Course,
    CourseEvaluation,
    Enrolment,
    Fund,
    Session,
    TrainingPlan,
)
from asn_kinerja.reports.plan_lines import waiting_lines
from asn_kinerja.reports.plan_page import render_plan
from asn_kinerja.reports.plan_sheets import plan_workbook
from asn_kinerja.reports.wording import Words
from asn_kinerja.services.plan_states import (
    collect_plan,
    decide_plan,
    draft_plan,
    propose_plan,
    reopen_plan,
)
from asn_kinerja.services.training import evaluate_training, find_improvements, plan_training
from asn_kinerja.services.training_views import look_at_effects, look_at_needs
from asn_kinerja.storage.unit_of_work import UnitOfWork
from asn_kinerja.workspace import open_workspace

FIRST, SECOND = Period("2025"), Period("2026")
GROUPS = {"lama": range(8), "baru": range(8, 16), "tanpa": range(16, 24)}


def _programme(year):
    return Programme(
        id=f"program-{year}",
        name="Program Contoh",
        period=Period(str(year)),
        office="Kecamatan Contoh",
        region="Kota Contoh",
        root_unit_id="u1",
        city="Contoh",
        signed_on=date(year + 1, 1, 30),
        signatory="Ayu Contoh",
        signatory_title="Camat",
        large_share=Decimal("0.5"),
        small_share=Decimal("0.25"),
    )


def _person(number, gains):
    name = f"p{number:02}"
    yield Employee(
        id=name,
        nip=Nip(f"199001012015011{number:03}"),
        name=f"Pegawai {number}",
        status=EmploymentStatus.PNS,
        grade=GolonganRuang.III_A,
        appointed_on=date(2015, 1, 1),
    )
    yield Assignment(
        id=f"a-{name}", employee_id=name, position_id="staf", valid_from=date(2015, 1, 1)
    )
    course = next(group for group, people in GROUPS.items() if number in people)
    for day, level in (
        (date(2025, 1, 20), 1),
        (date(2025, 10, 1), 2 if course in gains else 1),
    ):
        yield Assessment(
            id=f"n-{name}-{day}", employee_id=name, competency_id="c1", level=level,
            assessed_on=day,
        )  # fmt: skip
    if course != "tanpa":
        yield Enrolment(
            id=f"e-{name}", session_id=f"{course}-2025", employee_id=name, attended=2,
            meetings=2, completed_on=date(2025, 4, 11),
        )  # fmt: skip


def _records(gains):
    yield from (_programme(2025), _programme(2026))
    yield Position(id="staf", name="Staf", unit_id="u1", position_class=PositionClass.PELAKSANA)
    yield PositionRequirement(id="r1", position_id="staf", competency_id="c1", level=3)
    yield Fund(id="apbd", name="APBD", ceiling=1600)
    for name in ("lama", "baru"):
        yield Course(
            id=name, name=name.title(), provider="BKPSDM", path=TrainingPath.KLASIKAL,
            credit_hours=12, competency_id="c1", level=3,
        )  # fmt: skip
        for year in (2025, 2026):
            day = 10 if name == "lama" else 11
            yield Session(
                id=f"{name}-{year}", course_id=name, valid_from=date(year, 4, day),
                valid_until=date(year, 4, day + 2), seats=16, minimum_size=2,
                cost=100 if name == "lama" else 120, fund_id="apbd",
            )  # fmt: skip
    for people in GROUPS.values():
        for number in people:
            yield from _person(number, gains)


@contextmanager
def _office(gains):
    now = datetime(2026, 2, 1, 8, tzinfo=UTC)
    with open_workspace(actor="penguji") as workspace:
        with workspace.unit_of_work(recorded_at=now) as unit:
            for record in _records(gains):
                unit.repository(type(record)).put(record)
            unit.commit(action="import")
        yield workspace.services(now=lambda: now)


def _second_plan(gains, optimiser):
    with _office(gains) as context:
        find_improvements(context, FIRST)
        first = plan_training(context, FIRST, optimiser=optimiser).plan
        evaluations = evaluate_training(context, FIRST).courses
        find_improvements(context, SECOND)
        second = plan_training(context, SECOND, optimiser=optimiser).plan
        assert plan_training(context, SECOND, optimiser=optimiser).changed == 0
        with context.reading() as unit:
            assert unit.repository(TrainingPlan).get("2026") == second
    return first, {item.course_id: item for item in evaluations}, second


def _seats(plan, course):
    return sum(item.session_id.startswith(course) for item in plan.placements)


@pytest.mark.parametrize("optimiser", ["greedy", "exact"])
def test_a_course_that_does_not_work_loses_its_seats(optimiser):
    """Cheaper as it is, the old course gets nobody in the second year, and the plan says why."""
    first, found, second = _second_plan({"baru"}, optimiser)
    assert _seats(first, "lama") > 0
    assert first.held_back == ()
    assert (found["lama"].change.mean, found["baru"].change.mean) == (0, 1)
    assert (found["lama"].association.mean, found["baru"].association.mean) == (0, 1)
    assert _seats(second, "lama") == 0
    assert _seats(second, "baru") == 13  # what 1600 pays at 120 each
    (told,) = second.held_back
    assert (told.course_id, told.evaluation_id, told.instead) == ("lama", "lama/2025", ("baru",))


@pytest.mark.parametrize("gains", [{"lama", "baru"}, set()])
def test_without_a_better_course_nothing_is_held_back(gains):
    """Where both work, or none does, the plan may use both."""
    _, _, second = _second_plan(gains, "greedy")
    assert second.held_back == ()
    assert _seats(second, "lama") > 0


def test_others_who_rose_as_much_take_the_credit():
    """A gain that comparable people had without any course is not put down to the course."""
    _, found, second = _second_plan({"lama", "tanpa"}, "greedy")
    assert found["lama"].change.mean == 1
    assert found["lama"].association.high <= 0
    assert attrs.asdict(second)["held_back"] == ()


def _codes(caught):
    return [problem.code for problem in caught.value.problems]


def _last_audit(context):
    with context.reading() as unit:
        return unit.last_audit()


def test_what_was_found_is_told_before_the_next_plan_is_made():
    """The view of a year names the course that the next year leaves out, and so does its draft."""
    with _office({"baru"}) as context:
        needs = look_at_needs(context, SECOND).needs
        assert [need.priority for need in needs] == sorted(
            (need.priority for need in needs), reverse=True
        )
        evaluate_training(context, FIRST)
        found = look_at_effects(context, FIRST)
        assert [row.course.id for row in found.courses] == ["baru", "lama"]
        assert [(item.course_id, item.instead) for item in found.held_back] == [("lama", ("baru",))]
        before = _last_audit(context)
        (row,) = draft_plan(context, SECOND, optimiser="greedy").held_back
        assert (row.course, row.instead, row.evaluation.change.mean) == ("Lama", ("Baru",), 0)
        assert _last_audit(context) == before  # a draft is kept nowhere


def test_what_courses_achieved_is_read_once(monkeypatch):
    """Evaluations are read once, courses once as facts and once for their names."""
    read = Counter()
    repository = UnitOfWork.repository

    def counting(unit, record_type):
        read[record_type] += 1
        return repository(unit, record_type)

    with _office({"baru"}) as context:
        evaluate_training(context, FIRST)
        evaluate_training(context, SECOND)
        monkeypatch.setattr(UnitOfWork, "repository", counting)
        found = look_at_effects(context, FIRST)
    assert [row.evaluation.id for row in found.courses] == ["baru/2025", "lama/2025"]
    assert (read[CourseEvaluation], read[Course]) == (1, 2)


def test_a_plan_goes_from_proposal_to_decision_and_back():
    """Only the PPK's decision closes a plan, only a reason opens it, and both are told."""
    decision = {"decided_by": " Wali Kota ", "decided_on": date(2025, 1, 20)}
    with _office({"baru"}) as context:
        for act in (lambda: collect_plan(context, FIRST),
                    lambda: decide_plan(context, FIRST, **decision),
                    lambda: reopen_plan(context, FIRST, reason="salah")):  # fmt: skip
            with pytest.raises(NotFound) as caught:
                act()
            assert _codes(caught) == ["plan_not_proposed"]
        proposed = propose_plan(context, FIRST, optimiser="greedy").plan
        with pytest.raises(InvalidInput) as caught:
            reopen_plan(context, FIRST, reason="salah")
        assert _codes(caught) == ["plan_not_decided"]
        decided = decide_plan(context, FIRST, **decision)
        assert (decided.decided_by, decided.placements) == ("Wali Kota", proposed.placements)
        told = _last_audit(context)  # what can never be erased names nobody
        assert (told.action, told.reason) == ("decide", "2025")
        for act in (lambda: propose_plan(context, FIRST),
                    lambda: decide_plan(context, FIRST, **decision)):  # fmt: skip
            with pytest.raises(InvalidInput) as caught:
                act()
            assert _codes(caught) == ["plan_decided"]
        assert plan_training(context, FIRST, optimiser="exact").plan == decided
        assert draft_plan(context, FIRST).plan == collect_plan(context, FIRST).plan == decided
        assert reopen_plan(context, FIRST, reason="pagu berubah") == proposed
        assert _last_audit(context).reason == "2025; pagu berubah"


def test_a_proposal_that_no_longer_fits_is_not_decided():
    """A session that lost its seats since then makes the proposal one to be made again."""
    decision = {"decided_by": "Wali Kota", "decided_on": date(2025, 1, 20)}
    with _office({"baru"}) as context:
        find_improvements(context, FIRST)
        plan_training(context, FIRST, optimiser="greedy")
        with context.transaction("change") as unit:
            sessions = unit.repository(Session)
            for name in ("lama-2025", "baru-2025"):
                sessions.put(attrs.evolve(sessions.get(name), seats=2))
        with pytest.raises(InvalidInput) as caught:
            decide_plan(context, FIRST, **decision)
        assert _codes(caught) == ["plan_outdated"]
        with pytest.raises(InvalidInput) as caught:
            decide_plan(context, FIRST, decided_by=" ", decided_on=date(2025, 1, 20))
        assert _codes(caught) == ["required"]
        plan_training(context, FIRST, optimiser="greedy")
        assert decide_plan(context, FIRST, **decision).decided_on == date(2025, 1, 20)


def test_a_decision_is_not_of_a_day_to_come():
    """Today is the day of the clock where the day begins first in the country."""
    with _office({"baru"}) as context:
        propose_plan(context, FIRST, optimiser="greedy")
        with pytest.raises(InvalidInput) as caught:
            decide_plan(context, FIRST, decided_by="Kota", decided_on=date(2026, 2, 2))
        (problem,) = caught.value.problems
        assert (problem.code, problem.value) == ("decided_ahead", "2026-02-02")
        assert all("2026-02-01" in problem.render(lang) for lang in ("id", "en"))
        assert collect_plan(context, FIRST).plan.decided_on is None
        late = attrs.evolve(context, now=lambda: datetime(2026, 2, 1, 22, tzinfo=UTC))
        day = date(2026, 2, 2)  # 05.00 in Medan, 07.00 in Jayapura
        assert decide_plan(late, FIRST, decided_by="Kota", decided_on=day).decided_on == day


def _assert_shown(context, decided):
    report = collect_plan(context, FIRST)
    assert report.plan == decided
    lines = waiting_lines(report, words=Words("id"))
    page = render_plan(report, lang="id")
    assert page.count("Belum terlayani karena") == len(lines) > 0
    assert plan_workbook(report, lang="id").startswith(b"PK")
    return {reason for line in lines for reason in line.reasons}


def test_a_decided_plan_is_shown_after_people_and_offers_have_gone():
    """What left the records since the decision breaks none of its documents."""
    with _office({"baru"}) as context:
        find_improvements(context, FIRST)
        plan_training(context, FIRST, optimiser="greedy")
        decided = decide_plan(context, FIRST, decided_by="Kota", decided_on=date(2025, 1, 20))
        assert "seats:lama-2025" in {code for item in decided.unmet for code in item.constraints}
        with context.transaction("change") as unit:
            for item in decided.placements[:2]:
                unit.repository(Assignment).delete(f"a-{item.employee_id}")
        find_improvements(context, FIRST)
        (told,) = _assert_shown(context, decided)
        assert "semua 16 kursi Lama (10-11 April 2025) sudah terisi" in told
        with context.transaction("change") as unit:
            for seat in unit.repository(Enrolment).scan():
                unit.repository(Enrolment).delete(seat.id)
            unit.repository(Session).delete("lama-2025")
        (told,) = _assert_shown(context, decided)
        assert "kursi lama-2025 sudah penuh" in told
