"""The medal for years of service: who is proposed for which class, and why not."""

from datetime import date
from random import Random

import attrs
import pytest

from asn_kinerja.awards.medals import propose_medals
from asn_kinerja.errors import InvalidInput, InvalidRecord
from asn_kinerja.legal.terms import DisciplineLevel, EmploymentStatus
from asn_kinerja.policies.pp_35_2010 import policies
from asn_kinerja.records.award_medals import (
    Career,
    CareerPenalty,
    MedalCounting,
    MedalProgramme,
    MedalState,
    UnpaidLeave,
)
from asn_kinerja.records.awards import GateState

POLICY = policies()[0]
DAY = date(2024, 1, 1)
RULES = MedalProgramme(id="karya_satya", name="Satyalancana", policy=POLICY.id)
CAREER = Career(
    id="r1",
    name="Arif Sintetis",
    unit_id="kec",
    status=EmploymentStatus.PNS,
    appointed_on=date(2003, 1, 1),
    attested=GateState.MET,
)


def heavy(served_on):
    """A heavy penalty, served on a day."""
    return CareerPenalty(level=DisciplineLevel.BERAT, served_on=served_on)


def judged(rules=RULES, **changes):
    """The proposal of one career."""
    career = attrs.evolve(CAREER, **changes)
    return propose_medals(rules, [career], policy=POLICY, proposed_on=DAY).proposals[0]


def test_years_make_the_class():
    """21 years make class XX; one month less than ten years makes none."""
    assert (judged().state, judged().medal) == (MedalState.PROPOSED, "xx")
    late = judged(appointed_on=date(2014, 2, 1))
    assert (late.state, late.medal, late.months) == (MedalState.NOT_YET, "", 119)


@pytest.mark.parametrize(
    ("counting", "medal"), [("mulai_lagi", "x"), ("tahap", "x"), ("tidak_pernah", "")]
)
def test_a_penalty_counts_as_the_programme_reads_the_law(counting, medal):
    """Served in 2010: the count starts again, one stage is lost, or nothing is left."""
    rules = attrs.evolve(RULES, counting=MedalCounting(counting))
    found = judged(rules, penalties=(heavy(date(2010, 12, 1)),))
    assert found.medal == medal
    outcome = propose_medals(rules, [found.career], policy=POLICY, proposed_on=DAY)
    assert [conflict.id for conflict in outcome.conflicts] == ["tahap_sepuluh_tahun"]


def test_the_last_break_counts():
    """Of leaves and penalties in any order the latest return or decision starts the count."""
    leaves = (
        UnpaidLeave(valid_from=date(2012, 1, 1), valid_until=date(2013, 6, 1)),
        UnpaidLeave(valid_from=date(2005, 1, 1), valid_until=date(2006, 1, 1)),
    )
    found = judged(leaves=leaves, penalties=(heavy(date(2010, 12, 1)),))
    assert found.counted_from == date(2013, 6, 1)
    assert "dihitung lagi" in found.reasons[-1].id
    later = judged(leaves=leaves, penalties=(heavy(date(2013, 12, 1)),))
    assert (later.counted_from, later.medal) == (date(2013, 12, 1), "x")


def test_what_comes_after_the_proposal_does_not_matter():
    """A leave that begins later leaves the class as it is; one that goes on stops the count."""
    assert judged(leaves=(UnpaidLeave(valid_from=date(2024, 5, 1)),)).medal == "xx"
    away = judged(leaves=(UnpaidLeave(valid_from=date(2023, 5, 1)),))
    assert (away.state, away.months, away.counted_from) == (MedalState.NOT_YET, 0, None)


def test_a_light_penalty_breaks_nothing():
    """Only medium and heavy ones do."""
    light = CareerPenalty(level=DisciplineLevel.RINGAN, served_on=date(2020, 1, 1))
    assert judged(penalties=(light,)).medal == "xx"


def test_what_people_decide_never_fails_anybody():
    """An open case or conditions nobody attested to wait; a refusal ends it."""
    assert judged(penalties=(CareerPenalty(),)).state is MedalState.NEEDS_HUMAN
    waiting = judged(attested=GateState.NEEDS_HUMAN)
    assert (waiting.state, waiting.medal) == (MedalState.NEEDS_HUMAN, "xx")
    refused = judged(attested=GateState.NOT_MET)
    assert (refused.state, refused.medal) == (MedalState.NOT_ELIGIBLE, "")


def test_several_leaves_by_stages_need_a_decision():
    """The rule takes one leave; what it cannot see is not guessed."""
    leaves = (
        UnpaidLeave(valid_from=date(2005, 1, 1), valid_until=date(2006, 1, 1)),
        UnpaidLeave(valid_from=date(2015, 1, 1), valid_until=date(2016, 1, 1)),
    )
    rules = attrs.evolve(RULES, counting=MedalCounting.TAHAP)
    assert judged(rules, leaves=leaves).state is MedalState.NEEDS_HUMAN


def test_a_leave_that_has_not_begun_is_none_of_several():
    """By stages one leave that has begun decides, whatever is granted for later."""
    rules = attrs.evolve(RULES, counting=MedalCounting.TAHAP)
    past = UnpaidLeave(valid_from=date(2012, 1, 1), valid_until=date(2013, 6, 1))
    later = UnpaidLeave(valid_from=date(2024, 5, 1))
    alone, both = (
        judged(rules, appointed_on=date(1992, 1, 1), leaves=leaves)
        for leaves in ((past,), (past, later))
    )
    assert both.state is alone.state is MedalState.PROPOSED
    assert (both.medal, both.reasons) == (alone.medal, alone.reasons)


def test_a_class_that_is_held_is_not_proposed_again():
    """The same or a higher one is held: nothing to propose; a lower one: the higher one."""
    assert judged(held="xx").state is MedalState.HELD
    assert judged(held="x").medal == "xx"


def test_only_a_pns_receives_it():
    """A PPPK is listed with the reason, not refused as bad input."""
    found = judged(status=EmploymentStatus.PPPK)
    assert found.state is MedalState.NOT_ELIGIBLE
    assert "PNS" in found.reasons[0].id


def test_all_problems_of_all_careers_come_at_once():
    """A penalty served before the service, a leave before it, and somebody listed twice."""
    early = attrs.evolve(CAREER, id="r2", penalties=(heavy(date(2002, 1, 1)),))
    gone = UnpaidLeave(valid_from=date(2001, 1, 1), valid_until=date(2001, 5, 1))
    away = attrs.evolve(CAREER, id="r3", leaves=(gone,))
    with pytest.raises(InvalidInput) as caught:
        propose_medals(RULES, [CAREER, early, away, CAREER], policy=POLICY, proposed_on=DAY)
    places = {problem.place.partition("]")[0] for problem in caught.value.problems}
    assert places == {"careers[r1", "careers[r2", "careers[r3"}


def test_leaves_do_not_overlap():
    """Two at once, or one after a leave that goes on, is no career."""
    first = UnpaidLeave(valid_from=date(2005, 1, 1), valid_until=date(2006, 1, 1))
    for other in (
        UnpaidLeave(valid_from=date(2005, 12, 31), valid_until=date(2007, 1, 1)),
        UnpaidLeave(valid_from=date(2004, 1, 1)),
    ):
        with pytest.raises(InvalidRecord):
            attrs.evolve(CAREER, leaves=(first, other))


def months(start, end):
    """Whole months between two first days of a month."""
    return 12 * (end.year - start.year) + end.month - start.month


def walked(career):
    """Months at work without a break up to the proposal, walked one by one; `None` while broken."""
    start = career.appointed_on
    for at in range(months(career.appointed_on, DAY) + 1):
        year, month = divmod(career.appointed_on.month - 1 + at, 12)
        day = date(career.appointed_on.year + year, month + 1, 1)
        if any(item.served_on == day for item in career.penalties):
            start = day
        if any(leave.valid_until == day for leave in career.leaves):
            start = day
    is_away = any(
        leave.valid_from <= DAY and (leave.valid_until is None or leave.valid_until > DAY)
        for leave in career.leaves
    )
    is_punished = any(i.served_on is None or i.served_on > DAY for i in career.penalties)
    return None if is_away or is_punished else months(start, DAY)


def test_random_careers_equal_a_walk_month_by_month():
    """300 careers with up to three leaves and two penalties, in any order."""
    chance = Random(7)  # noqa: S311 - a test repeats itself
    careers = []
    for number in range(300):
        appointed = date(chance.randint(1985, 2012), chance.randint(1, 12), 1)
        cuts = sorted(chance.sample(range(2, months(appointed, DAY) + 40), 6))
        days = [
            date(appointed.year + (appointed.month - 1 + cut) // 12,
                 (appointed.month - 1 + cut) % 12 + 1, 1)
            for cut in cuts
        ]  # fmt: skip
        leaves = [
            UnpaidLeave(valid_from=first, valid_until=last)
            for first, last in zip(days[::2], days[1::2], strict=True)
        ][: chance.randint(0, 3)]
        penalties = [
            heavy(chance.choice([*days, None])) for _ in range(chance.choice([0, 0, 1, 2]))
        ]
        chance.shuffle(leaves)
        careers.append(
            attrs.evolve(
                CAREER,
                id=f"r{number:03}",
                appointed_on=appointed,
                leaves=tuple(leaves),
                penalties=tuple(penalties),
            )
        )
    outcome = propose_medals(RULES, careers, policy=POLICY, proposed_on=DAY)
    for item in outcome.proposals:
        expected = walked(item.career)
        assert item.months == (expected or 0), item
        assert item.earned == ["", "x", "xx", "xxx"][min(3, (expected or 0) // 120)]
    chance.shuffle(careers)
    assert propose_medals(RULES, careers, policy=POLICY, proposed_on=DAY) == outcome
    assert {item.earned for item in outcome.proposals} == {"", "x", "xx", "xxx"}
