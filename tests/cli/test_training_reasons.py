"""The reasons of the demo's plan hold: all of a set in the way, relaxed, serves; a part does not.

What stands against a placement is worked out here anew, from records and plain sums alone.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from asn_kinerja.legal.terms import TrainingPath
from asn_kinerja.records.periods import Period
from asn_kinerja.services.plan_states import collect_plan
from asn_kinerja.workspace import open_workspace


@pytest.fixture(scope="module")
def report(demo):
    """The plan that the demo kept, with the problem it solves."""
    with open_workspace(f"sqlite:///{demo / 'marelan.db'}") as workspace:
        context = workspace.services(actor="penguji", now=lambda: datetime(2026, 1, 30, tzinfo=UTC))
        return collect_plan(context, Period("2025"))


class Office:
    """Counts of a plan, and what stands against one more person in some sessions."""

    def __init__(self, report):
        self.problem, self.plan = report.problem, report.plan
        self.runs = {run.id: run for run in self.problem.sessions}
        self.courses = {course.id: course for course in self.problem.courses}
        self.people = {who.employee_id: who for who in self.problem.learners}
        self.ceilings = {fund.id: fund.ceiling for fund in self.problem.funds}
        self.size = Counter(item.session_id for item in self.plan.placements)
        self.spent = Counter()
        self.away = Counter()
        for item in self.plan.placements:
            run = self.runs[item.session_id]
            self.spent[run.fund_id] += run.cost
        held = {(item.employee_id, item.session_id) for item in self.plan.placements}
        self.held = {name: [self.runs[run] for who, run in held if who == name]
                     for name in self.people}  # fmt: skip
        for name, runs in self.held.items():
            for day in {day for run in runs for day in self.days(run)}:
                self.away[self.people[name].unit_id, day] += 1

    def days(self, run):
        """List the days on which a class keeps people from their desks."""
        if self.courses[run.course_id].path is not TrainingPath.KLASIKAL:
            return []
        length = (run.valid_until - run.valid_from).days
        return [run.valid_from + timedelta(days=number) for number in range(length)]

    def offers(self, need):
        """List the sessions that lead above the level found in the competency."""
        return [
            run
            for run in self.runs.values()
            if self.courses[run.course_id].competency_id == need.competency_id
            and (self.courses[run.course_id].level or 9) > need.current
        ]

    def ways(self, need):
        """List each offer, alone and with a session of each course that it asks for."""
        for run in self.offers(need):
            yield (run,)
            before = self.courses[run.course_id].prerequisites
            for others in combinations(self.runs.values(), len(before)):
                if before and {other.course_id for other in others} == set(before):
                    yield (*others, run)

    def against(self, name, added, codes):
        """List what still stands against sessions when codes are relaxed by what they take."""
        who, found = self.people[name], []
        after = [*self.held[name], *added]
        for run in added:
            found += self._of_session(who, run, codes)
            found += self._of_person(who, run, after, codes)
        for fund, ceiling in self.ceilings.items():
            takes = sum(run.cost for run in added if run.fund_id == fund)
            room = 0 if ceiling is None else ceiling + (takes if f"fund:{fund}" in codes else 0)
            if ceiling is not None and takes and self.spent[fund] + takes > room:
                found.append(f"fund:{fund}")
        hours = sum(self.courses[run.course_id].credit_hours for run in added)
        for window in who.windows:
            counted = sum(
                self.courses[run.course_id].credit_hours for run in after if window.counts(run)
            )
            room = (window.ceiling or 0) + (hours if "ceiling_jp" in codes else 0)
            if window.ceiling is not None and window.used + counted > room:
                found.append("ceiling_jp")
        limit = self.problem.course_limit
        if limit is not None and len(after) > limit + len(added) * ("course_limit" in codes):
            found.append("course_limit")
        return found

    def _of_session(self, who, run, codes):
        if self.size[run.id] + 1 > run.seats + (f"seats:{run.id}" in codes):
            yield f"seats:{run.id}"
        if self.size[run.id] + 1 < run.minimum_size and f"minimum:{run.id}" not in codes:
            yield f"minimum:{run.id}"
        limit = self.problem.away_limit
        mine = {day for other in self.held[who.employee_id] for day in self.days(other)}
        for day in self.days(run) if limit is not None else ():
            gone = self.away[who.unit_id, day] + (day not in mine)
            if gone > limit + (f"away:{run.id}" in codes):
                yield f"away:{run.id}"
        holidays = {getattr(day, "day", day) for day in self.problem.holidays}
        if holidays & set(self.days(run)) and f"holiday:{run.id}" not in codes:
            yield f"holiday:{run.id}"

    def _of_person(self, who, run, after, codes):
        course = self.courses[run.course_id]
        for other in self.held[who.employee_id]:
            apart = other.valid_until <= run.valid_from or run.valid_until <= other.valid_from
            if not apart and f"clash:{other.id}" not in codes:
                yield f"clash:{other.id}"
            if apart and other.course_id == run.course_id and f"twice:{other.id}" not in codes:
                yield f"twice:{other.id}"
        classes = course.for_classes
        if classes and who.position_class not in classes and f"class:{run.id}" not in codes:
            yield f"class:{run.id}"
        for name in course.prerequisites:
            done = who.completed.get(name)
            ready = done is not None and done < run.valid_from
            ready |= any(
                other.course_id == name and other.valid_until <= run.valid_from for other in after
            )
            if not ready and f"prerequisite:{name}" not in codes:
                yield f"prerequisite:{name}"
        spans = who.on_duty
        on_duty = any(
            span.start <= run.valid_from and (span.end is None or run.valid_until <= span.end)
            for span in spans
        )
        if not on_duty and "on_leave" not in codes:
            yield "on_leave"


def test_every_unmet_need_of_the_demo_names_exactly_what_binds(report):
    """All constraints named, relaxed by what the need takes, serve it; no proper part does."""
    office = Office(report)
    needs = {need.id: need for need in report.problem.needs}
    assert len(report.plan.unmet) > 20
    kinds = set()
    for unmet in report.plan.unmet:
        need = needs[unmet.need_id]
        held = {run.id for run in office.held[need.employee_id]}
        ways = [way for way in office.ways(need) if not held & {run.id for run in way}]
        codes = unmet.constraints
        kinds |= {code.partition(":")[0] for code in codes}
        if codes == ("no_offer",):
            assert ways == [], unmet
            continue

        def serves(relaxed, need=need, ways=ways):
            return any(not office.against(need.employee_id, way, relaxed) for way in ways)

        assert serves(set(codes)), unmet
        for size in range(len(codes)):
            for part in combinations(codes, size):
                assert not serves(set(part)), (unmet, part)
    assert {"seats", "fund", "no_offer"} <= kinds


def test_the_plan_of_the_demo_is_proved_best(report):
    """The demo's plan is made by the exact optimiser and reaches its bound."""
    pytest.importorskip("highspy")
    assert (report.plan.method, report.plan.bound) == ("exact", str(report.plan.value))
