from datetime import date

import attrs

from asn_kinerja.appraisals.responsibility import deciding_plan, find_organisation, led_unit
from asn_kinerja.legal.terms import AssignmentKind, OrganisationPredicate, PositionClass
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import ExternalPerson
from asn_kinerja.records.periods import Period

YEAR = Period("2025")
QUARTER = Period("2025-Q3")


def _unit(office, name, period=YEAR):
    assignment = next(item for item in office.assignments if item.employee_id == name)
    return led_unit(assignment, period, facts=office)


def test_the_unit_that_the_appraiser_leads_counts(office):
    """Staff are seen beside their Lurah's kelurahan, the Lurah beside the Camat's kecamatan."""
    assert _unit(office, "staf") == "terjun"
    assert _unit(office, "lurah") == "kecamatan"


def test_an_external_appraiser_leads_the_unit_above(office):
    """The Wali Kota's unit is above the tree unless the tree holds it."""
    assert _unit(office, "camat") is None
    top = Unit(id="kota", name="Kota")
    units = [attrs.evolve(unit, parent_id=unit.parent_id or "kota") for unit in office.units]
    assert _unit(attrs.evolve(office, units=[*units, top]), "camat") == "kota"


def test_an_external_appraiser_of_somebody_without_unit_leads_none(office, make):
    """Only the head of a unit has a unit above in the eyes of an outsider."""
    wali = ExternalPerson(id="gubernur", name="Gubernur", office="Gubernur")
    changed = make.replaced(office, staf={"appraiser_id": "gubernur"})
    assert _unit(make.with_records(changed, external_persons=[wali]), "staf") is None


def test_an_appraiser_who_leads_nothing_counts_with_the_own_unit(office, make):
    """A delegate is seen in the unit of the own post."""
    changed = make.replaced(office, staf={"appraiser_id": "kasi", "delegation": "SK 1/2025"})
    assert _unit(changed, "staf") == "terjun"


def test_without_appraiser_no_unit_counts(office, make):
    """Nobody leads a unit for somebody without appraiser, nor does somebody unknown."""
    assert _unit(make.replaced(office, staf={"appraiser_id": None}), "staf") is None
    assert _unit(make.replaced(office, staf={"appraiser_id": "hilang"}), "staf") is None


def test_of_two_led_units_the_one_above_the_person_counts(office, make):
    """A Lurah who also acts in another kelurahan is seen in each with that kelurahan."""
    other = Unit(id="rengas", name="Rengas", parent_id="kecamatan")
    changed = make.with_records(
        office,
        units=[other],
        employees=[make.person("juru")],
        positions=[
            make.post("p-lurah2", "rengas", PositionClass.PENGAWAS, heads_unit=True),
            make.post("p-juru", "rengas", PositionClass.PELAKSANA),
        ],
        assignments=[
            make.assigned("lurah", "p-lurah2", "camat", id="plt", kind=AssignmentKind.PLT),
            make.assigned("juru", "p-juru", "lurah"),
        ],
    )
    assert _unit(changed, "juru") == "rengas"
    assert _unit(changed, "staf") == "terjun"


def test_an_appraiser_who_left_counts_with_the_unit_left(office, make):
    """Who moved away late in the quarter still judges the old unit by its achievement."""
    moved = make.replaced(office, lurah={"valid_until": date(2025, 9, 25)})
    again = make.assigned("lurah", "p-kasi", "camat", id="baru", valid_from=date(2025, 9, 25))
    assert _unit(make.with_records(moved, assignments=[again]), "staf", QUARTER) == "terjun"


def test_the_last_plan_that_reaches_into_the_period_decides(make):
    """Of two plans of one assignment the later one is judged, if it covers a day of the period."""
    first = make.planned("staf", make.measured("r"), valid_until=date(2025, 8, 1))
    second = make.planned("staf", make.measured("r"), id="p2", valid_from=date(2025, 8, 1))
    assert deciding_plan((second, first), QUARTER) is second
    assert deciding_plan((second, first), Period("2025-Q1")) is first
    assert deciding_plan((first,), Period("2025-Q4")) is None


def test_last_year_stands_in_for_a_year_without_result(office, make):
    """A year takes last year's achievement while its own is not out; a quarter does not."""
    last = make.achieved("terjun", OrganisationPredicate.KURANG, Period("2024"))
    changed = attrs.evolve(office, organisation_results=[last])
    staff = next(item for item in changed.assignments if item.employee_id == "staf")
    found = find_organisation(staff, YEAR, facts=changed)
    assert (found.unit_id, found.predicate, found.period) == (
        "terjun", OrganisationPredicate.KURANG, Period("2024"),
    )  # fmt: skip
    quarter = find_organisation(staff, QUARTER, facts=changed)
    assert (quarter.unit_id, quarter.predicate, quarter.period) == ("terjun", None, None)


def test_the_own_year_goes_before_the_last(office, make):
    """Last year's achievement is forgotten once this year's is out."""
    last = make.achieved("terjun", OrganisationPredicate.KURANG, Period("2024"))
    changed = make.with_records(office, organisation_results=[last])
    staff = next(item for item in changed.assignments if item.employee_id == "staf")
    assert find_organisation(staff, YEAR, facts=changed).period == YEAR
