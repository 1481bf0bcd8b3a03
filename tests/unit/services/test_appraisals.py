"""Appraising a stored office with the real rules, and the same computed again in plain Python."""

import random
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from asn_kinerja.errors import InvalidRecord, NotFound
from asn_kinerja.legal.terms import (
    BehaviourRating,
    DutyCondition,
    EmploymentStatus,
    FeedbackGiver,
    GolonganRuang,
    OrganisationPredicate,
    PlanApproach,
    PositionClass,
    PredikatKinerja,
    ResultPriority,
    ResultRating,
)
from asn_kinerja.records.appraisals import (
    Appraisal,
    GivenRating,
    OrganisationResult,
    PatternCheck,
)
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee, ExternalPerson
from asn_kinerja.records.performance import (
    Direction,
    Feedback,
    Indicator,
    NumericTarget,
    PerformancePlan,
    PeriodicReport,
    Realisation,
    WorkResult,
)
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.programme import Programme
from asn_kinerja.services.appraisals import appraise_period
from asn_kinerja.workspace import open_workspace

YEAR = Period("2025")
QUARTER = Period("2025-Q4")
FIRST, AFTER = date(2025, 1, 1), date(2026, 1, 1)
LARGE, SMALL = Decimal("0.5"), Decimal("0.25")
STAFF = [f"staf{number:02}" for number in range(24)]
AWAY = {"staf00": DutyCondition.CLTN, "staf01": DutyCondition.MPP}


def _employee(name):
    return Employee(
        id=name,
        nip=Nip("199001012015031001"),
        name=name.title(),
        status=EmploymentStatus.PNS,
        grade=GolonganRuang.III_A,
        appointed_on=date(2015, 3, 1),
    )


def _assignment(name, post, appraiser):
    return Assignment(
        id=f"a-{name}",
        employee_id=name,
        position_id=post,
        valid_from=FIRST,
        appraiser_id=appraiser,
        condition=AWAY.get(name, DutyCondition.AKTIF),
    )


def _plan(name):
    target = NumericTarget(
        direction=Direction.MORE_IS_BETTER, low=Decimal(90), high=Decimal(95), unit="%"
    )
    results = tuple(
        WorkResult(
            id=f"r{number}",
            text="Hasil kerja",
            priority=ResultPriority.UTAMA if number < 3 else ResultPriority.TAMBAHAN,
            indicators=(Indicator(id=f"i{number}", text="Selesai", target=target),),
        )
        for number in range(4)
    )
    return PerformancePlan(
        id=f"p-{name}",
        employee_id=name,
        assignment_id=f"a-{name}",
        approach=PlanApproach.KUANTITATIF,
        valid_from=FIRST,
        valid_until=AFTER,
        results=results,
    )


def _written(name, period, chance):
    """Realisations, feedback and ratings of one person in one period, drawn by chance."""
    plan_id, key = f"p-{name}", f"{name}-{period}"
    for number in range(4):
        yield Realisation(
            id=f"{key}-{number}",
            plan_id=plan_id,
            indicator_id=f"i{number}",
            period=period,
            figure=Decimal(chance.choice((80, 92, 92, 97, 99))),
        )
    for number in range(chance.randrange(4)):
        yield Feedback(
            id=f"{key}-u{number}",
            employee_id=name,
            period=period,
            giver=FeedbackGiver.REKAN_KERJA,
            positive=chance.random() < 0.7,
            given_on=period.start,
        )
    yield GivenRating(
        id=key,
        plan_id=plan_id,
        period=period,
        results=chance.choice(tuple(ResultRating)),
        behaviour=chance.choice(tuple(BehaviourRating)),
        decided_on=date(2026, 1, 10),
        consistent=chance.choice((True, True, False)),
        guards_values=chance.choice((True, False)),
        reason=chance.choice(("", "Lihat catatan pimpinan")),
        study_failed=chance.random() < 0.1,
    )


def _office():
    """A kecamatan, one kelurahan, two leaders and 24 staff; two of them on leave."""
    chance = random.Random(7)  # noqa: S311 - a seeded sample, no secret
    pelaksana = PositionClass.PELAKSANA
    yield Programme(
        id="program",
        name="Program Contoh",
        period=YEAR,
        office="Kecamatan Contoh",
        region="Kota Contoh",
        root_unit_id="kecamatan",
        city="Contoh",
        signed_on=date(2026, 1, 30),
        signatory="Ayu Contoh",
        signatory_title="Camat",
        large_share=LARGE,
        small_share=SMALL,
    )
    yield Unit(id="kecamatan", name="Kecamatan")
    yield Unit(id="terjun", name="Terjun", parent_id="kecamatan")
    yield ExternalPerson(id="wali", name="Wali", office="Wali Kota", final=True)
    for name, unit_id, post_class, heads in (
        ("camat", "kecamatan", PositionClass.ADMINISTRATOR, True),
        ("lurah", "terjun", PositionClass.PENGAWAS, True),
        ("staf", "terjun", pelaksana, False),
    ):
        yield Position(
            id=f"p-{name}", name=name, unit_id=unit_id, position_class=post_class, heads_unit=heads
        )
    yield _assignment("camat", "p-camat", "wali")
    yield _assignment("lurah", "p-lurah", "camat")
    for name in STAFF:
        yield _assignment(name, "p-staf", "lurah")
    for period, predicate in ((YEAR, "baik"), (QUARTER, "istimewa")):
        for unit_id in ("kecamatan", "terjun"):
            yield OrganisationResult(
                id=f"{unit_id}-{period}",
                unit_id=unit_id,
                period=period,
                predicate=OrganisationPredicate(predicate),
            )
    for name in ("camat", "lurah", *STAFF):
        yield _employee(name)
        if name not in AWAY:
            yield _plan(name)
            for period in (QUARTER, YEAR):
                yield from _written(name, period, chance)
    yield PeriodicReport(
        id="lapor", plan_id="p-staf02", period=Period("2025-01"), due_on=date(2025, 2, 5)
    )


@pytest.fixture
def office():
    """The records of the office."""
    return tuple(_office())


@pytest.fixture
def context(office):
    """A store in memory that holds the office."""
    now = datetime(2026, 2, 1, 8, tzinfo=UTC)
    with open_workspace(actor="penguji") as workspace:
        with workspace.unit_of_work(recorded_at=now) as unit:
            for record in office:
                unit.repository(type(record)).put(record)
            unit.commit(action="import")
        yield workspace.services(now=lambda: now)


def _stored(context, record_type):
    with context.reading() as unit:
        return {record.id: record for record in unit.repository(record_type).scan()}


def _change(context, *records):
    with context.transaction("change") as unit:
        for record in records:
            unit.repository(type(record)).put(record)


def _expected_predicate(rating):
    """The matrix in the words of pp. 99 and 102-103."""
    results, behaviour = rating.results.value, rating.behaviour.value
    above, below = "di_atas_ekspektasi", "di_bawah_ekspektasi"
    if rating.study_failed:
        return "sangat_kurang" if behaviour == below else "kurang"
    if behaviour == below:
        return "sangat_kurang" if results == below else "kurang"
    if results == below:
        return "butuh_perbaikan"
    return "sangat_baik" if results == behaviour == above else "baik"


def _expected_results(records, name, period):
    """The guide in the words of pp. 97-98, with the shares of the programme."""
    figures = [
        record.figure
        for record in records
        if isinstance(record, Realisation)
        and (record.plan_id, record.period) == (f"p-{name}", period)
    ]
    remarks = [
        record.positive
        for record in records
        if isinstance(record, Feedback)
        and record.employee_id == name
        and period.start <= record.period.start
        and record.period.end <= period.end
    ]
    if not remarks:
        return None
    above, below = sum(f > 95 for f in figures), sum(f < 90 for f in figures)
    expected = len(figures) - above - below
    main_below = sum(figure < 90 for figure in figures[:3])
    positive = Fraction(sum(remarks), len(remarks))
    most = 4 * Fraction(LARGE)
    cases = [
        above >= most and main_below == 0 and positive >= LARGE,
        expected >= most and Fraction(main_below, 3) <= SMALL and positive > 0,
        below >= most and 1 - positive >= LARGE,
    ]
    named = [word.value for word, holds in zip(ResultRating, cases, strict=True) if holds]
    return named[0] if len(named) == 1 else None


@pytest.mark.parametrize("period", [QUARTER, YEAR])
def test_every_appraisal_is_what_plain_python_finds(context, office, period):
    """Predicate and proposal of everybody, computed a second time without the library."""
    appraise_period(context, period)
    ratings = {
        (record.plan_id, record.period): record
        for record in office
        if isinstance(record, GivenRating)
    }
    found = {item.employee_id: item for item in _stored(context, Appraisal).values()}
    assert len(found) == 26
    for name in ("camat", "lurah", *STAFF):
        if name in AWAY:
            assert (found[name].note, found[name].predicate) == (AWAY[name].value, None)
            continue
        rating = ratings[f"p-{name}", period]
        assert found[name].predicate == _expected_predicate(rating)
        assert found[name].proposed_results == _expected_results(office, name, period)
        behaviour = (
            "di_bawah_ekspektasi" if not rating.consistent
            else "di_atas_ekspektasi" if rating.guards_values
            else "sesuai_ekspektasi"
        )  # fmt: skip
        assert found[name].proposed_behaviour == behaviour


def test_the_sample_touches_what_matters(context):
    """The office holds overrides, proposals that are missing, and the contested cell."""
    appraise_period(context, YEAR)
    found = _stored(context, Appraisal).values()
    assert any(item.is_override for item in found)
    assert any(item.plan_id and item.proposed_results is None for item in found)
    assert any(item.conflicts for item in found)
    assert {item.organisation_predicate for item in found if item.predicate} == {
        OrganisationPredicate.BAIK, None,
    }  # fmt: skip


def test_the_summary_counts(context):
    """Counts, late reports and warnings of a year."""
    summary = appraise_period(context, YEAR)
    assert (summary.appraised, summary.without_plan, summary.not_yet) == (24, 2, 0)
    assert sum(summary.predicates.values()) == 24
    assert tuple(summary.predicates) == tuple(PredikatKinerja)
    assert [item.report_id for item in summary.late] == ["lapor"]
    codes = Counter(problem.code for problem in summary.warnings)
    unreasoned = [
        item
        for item in _stored(context, Appraisal).values()
        if item.is_override and not item.override_reason
    ]
    assert codes["override_without_reason"] == len(unreasoned) > 0
    assert codes["organisation_unit_unknown"] == 1


def test_patterns_are_kept_for_each_led_unit(context):
    """The counts of a unit are those of its leader's people."""
    appraise_period(context, YEAR)
    appraisals = _stored(context, Appraisal).values()
    checks = _stored(context, PatternCheck)
    assert set(checks) == {"kecamatan/2025", "terjun/2025"}
    for check in checks.values():
        people = Counter(
            item.predicate for item in appraisals if item.organisation_unit_id == check.unit_id
        )
        assert check.counts == tuple(people[word] for word in PredikatKinerja)
        assert check.peak_fits is (people[PredikatKinerja.BAIK] == max(people.values()))
        assert check.explanation["kind"] == "policy"


def test_a_second_run_changes_nothing(context):
    """Neither records nor audit grow when nothing is new."""
    first = appraise_period(context, YEAR)
    with context.reading() as unit:
        entries = len(list(unit.scan_audit()))
    before = _stored(context, Appraisal)
    second = appraise_period(context, YEAR)
    assert first.changed == 28
    assert second == attrs.evolve(first, changed=0)
    assert _stored(context, Appraisal) == before
    with context.reading() as unit:
        assert len(list(unit.scan_audit())) == entries


def test_quarter_and_year_stand_side_by_side(context):
    """Appraising the year leaves the quarter as it was."""
    appraise_period(context, QUARTER)
    quarter = _stored(context, Appraisal)
    appraise_period(context, YEAR)
    both = _stored(context, Appraisal)
    assert len(both) == 52
    assert quarter.items() <= both.items()


def test_a_corrected_rating_changes_one_appraisal(context, office):
    """The corrected appraisal follows and its unit's pattern with it."""
    appraise_period(context, YEAR)
    before = _stored(context, Appraisal)
    rating = next(
        record for record in office
        if isinstance(record, GivenRating) and record.id == "staf05-2025"
    )  # fmt: skip
    turned = (
        ResultRating.DI_BAWAH_EKSPEKTASI
        if rating.results is not ResultRating.DI_BAWAH_EKSPEKTASI
        else ResultRating.DI_ATAS_EKSPEKTASI
    )
    corrected = attrs.evolve(rating, results=turned, study_failed=False)
    _change(context, corrected)
    appraise_period(context, YEAR)
    after = _stored(context, Appraisal)
    assert [key for key in after if after[key] != before[key]] == ["a-staf05/2025"]
    assert after["a-staf05/2025"].predicate == _expected_predicate(corrected)


def test_an_appraisal_without_ground_is_removed(context, office):
    """Who turns out not to have been in service has no appraisal any more."""
    appraise_period(context, YEAR)
    assignment = next(
        record for record in office
        if isinstance(record, Assignment) and record.id == "a-staf09"
    )  # fmt: skip
    _change(context, attrs.evolve(assignment, valid_from=AFTER))
    assert appraise_period(context, YEAR).changed >= 1
    assert "a-staf09/2025" not in _stored(context, Appraisal)


def test_what_is_refused_leaves_the_store_alone(context):
    """Overlapping plans stop the appraising before anything is kept."""
    _change(context, attrs.evolve(_plan("staf03"), id="p-lain"))
    with pytest.raises(InvalidRecord):
        appraise_period(context, YEAR)
    assert _stored(context, Appraisal) == {}


def test_a_year_without_programme_or_rule_is_refused(context):
    """The message says what is missing."""
    with pytest.raises(NotFound) as programme:
        appraise_period(context, Period("2024"))
    assert programme.value.problems[0].code == "programme_unknown"
    with pytest.raises(NotFound) as rule:
        appraise_period(context, Period("2013"))
    assert rule.value.problems[0].code == "period_gap"
