"""The tables of a year are counts and sums of its records, whatever the order of those."""

import random
from fractions import Fraction

import attrs

from asn_kinerja.legal.terms import OrganisationPredicate, PredikatKinerja
from asn_kinerja.records.appraisals import Appraisal
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.surveys import SatisfactionIndex
from asn_kinerja.records.training import Enrolment, NeedKind
from asn_kinerja.reports.branches import Branches
from asn_kinerja.reports.shelf import Shelf
from asn_kinerja.reports.year import build_year


def test_the_order_of_records_changes_nothing(records, programme, year):
    """Records in any order give the same year."""
    for seed in range(3):
        shuffled = dict(sorted(records.items(), key=lambda pair: hash(pair[0].__name__) ^ seed))
        for kind, found in shuffled.items():
            shuffled[kind] = random.Random(seed).sample(found, len(found))  # noqa: S311 - a shuffle
        assert build_year(shuffled, programme=programme) == year


def test_each_person_has_one_row(year):
    """Everybody who served has one row, with predicate, quarters and hours."""
    assert len({row.employee.id for row in year.people}) == len(year.people) == 16
    bonar = next(row for row in year.people if row.employee.id == "e-01")
    assert bonar.predicate is PredikatKinerja.SANGAT_BAIK
    assert [quarter is None for quarter in bonar.quarters] == [False, True, True, True]
    assert bonar.duty.credit_hours == 24
    assert bonar.late == 1
    assert bonar.appraiser == "Aminah Sartika"


def test_an_appraiser_from_outside_is_named_with_the_office(year):
    """The head of a region appraises the head of the office, without NIP."""
    head = next(row for row in year.people if row.employee.id == "e-00")
    assert head.appraiser == "Wali Contoh (Wali Kota)"


def test_predicates_add_up(year):
    """Predicates by unit add up to those of everybody; who owes no plan is counted apart."""
    assert year.totals.predicates == (2, 11, 2, 0, 0)
    assert (year.totals.without_plan, year.totals.open) == (1, 0)
    assert (year.totals.good, year.totals.weak, year.totals.people) == (13, 2, 16)
    sums = zip(*(row.counts.predicates for row in year.units), strict=True)
    assert tuple(map(sum, sums)) == year.totals.predicates


def test_a_seksi_counts_with_its_office(year):
    """Where the public is asked about kelurahan, a seksi belongs to the office."""
    assert [row.unit.name for row in year.units] == [
        "Kecamatan Contoh",
        "Kelurahan Dua",
        "Kelurahan Satu",
    ]
    assert year.units[0].counts.people == 8
    assert year.achievement is OrganisationPredicate.BAIK


def test_without_a_survey_the_units_below_the_office_are_its_parts(records):
    """Nobody was asked: each unit right below the office stands for itself."""
    branches = Branches(Shelf({**records, SatisfactionIndex: []}), "kec")
    assert branches.of("seksi").name == "Seksi Pelayanan"
    assert branches.of("kec").name == "Kecamatan Contoh"
    assert branches.of("elsewhere") is None


def test_a_person_who_left_before_the_year_has_no_row(records, programme):
    """An assignment that ended before the year makes no row."""
    gone = attrs.evolve(records[Assignment][9], valid_until=programme.period.start)
    others = [item for item in records[Appraisal] if item.employee_id != "e-09"]
    changed = {**records, Appraisal: others, Assignment: [*records[Assignment][:9], gone]}
    year = build_year(changed, programme=programme)
    assert "e-09" not in {row.employee.id for row in year.people}


def test_late_reports_are_those_after_their_day_or_never(year):
    """A report on its last day is in time; one that never came is late."""
    assert [item.report.id for item in year.late] == ["r-1", "r-2"]
    assert year.counts.reports_due == 4


def test_counselling_is_a_number_only(year):
    """No row speaks of a need of counselling; the total counts it."""
    assert year.need_totals.counselling == 1
    assert all(row.need.kind is not NeedKind.KONSELING for row in year.needs)


def test_needs_say_what_the_plan_does(year):
    """A need is served by a session, or has its reasons."""
    assert (year.need_totals.training, year.need_totals.trained) == (6, 6)
    assert year.need_totals.served == 4
    served = [row for row in year.needs if row.session]
    unmet = [row for row in year.needs if row.unmet]
    assert {row.session.session.id for row in served} == {"s-1"}
    assert [row.unmet.constraints[0] for row in unmet] == ["no_offer", "seats:s-1"]


def test_competencies_stand_by_number_of_people(year):
    """The widest gap comes first."""
    found = [(row.competency.id, row.people, row.levels, row.served) for row in year.competencies]
    assert found == [("tik", 4, 4, 4), ("layanan", 2, 2, 0)]


def test_money_is_counted_for_those_who_came(year):
    """Planned is what the plan costs; spent what those cost who came at least once."""
    fund = year.funds[0]
    assert (fund.planned, fund.spent) == (6_000_000, 4_500_000)
    assert fund.share == Fraction(9, 25)
    assert year.funds[1].share is None


def test_enrolments_of_other_years_cost_nothing_here(records, programme, year):
    """A session of another year is not of this year's money."""
    foreign = attrs.evolve(records[Enrolment][0], id="en-x", session_id="s-2024")
    more = {**records, Enrolment: [*records[Enrolment], foreign]}
    assert build_year(more, programme=programme).funds == year.funds


def test_hours_have_three_answers(year):
    """Met, not met, and in need of a decision."""
    duty = year.duty
    assert (duty.met, duty.short, duty.undecided, duty.people) == (9, 5, 1, 15)
    assert duty.hours == 9 * 24 + 6 * 8


def test_the_three_lowest_elements_are_marked(year):
    """The three lowest means of the latest wave get a follow-up, equal ones by number."""
    assert [row.number for row in year.satisfaction.lowest] == [1, 6, 2]
    assert str(year.satisfaction.total.change) == "2.10"


def test_doubts_are_collected(year):
    """Contradictions and unconfirmed values of any result are listed once."""
    assert year.conflicts == ("formulir_3",)
    assert year.unconfirmed == ("batas",)


def test_a_year_without_records_is_a_year(empty):
    """Nothing on record gives empty tables, no error."""
    assert empty.people == ()
    assert empty.totals.people == 0
    assert empty.satisfaction.total.change is None
    assert empty.motivation.dimensions == ()
