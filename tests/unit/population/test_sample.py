import subprocess
import sys
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest

from asn_kinerja.converters.workbook.reading import read_workbook
from asn_kinerja.legal.terms import AssignmentKind, DutyCondition, EmploymentStatus
from asn_kinerja.population import sample_path
from asn_kinerja.records.appraisals import GivenRating
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.award_rules import AwardProgramme
from asn_kinerja.records.awards import Nomination, Penalty
from asn_kinerja.records.organisation import Unit, UnitTree
from asn_kinerja.records.people import Employee, ExternalPerson
from asn_kinerja.records.performance import PerformancePlan, PeriodicReport
from asn_kinerja.records.positions import Position
from asn_kinerja.records.programme import Programme

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def sample():
    """The records of the sample."""
    return read_workbook(sample_path())


def test_the_script_makes_the_sample_that_ships(tmp_path):
    """The seeded script gives the committed workbook, part by part."""
    made = tmp_path / "made.xlsx"
    script = ROOT / "examples" / "make_marelan.py"
    subprocess.run([sys.executable, script, made], check=True, capture_output=True)
    with ZipFile(made) as new, ZipFile(sample_path()) as old:
        assert new.namelist() == old.namelist()
        assert all(new.read(name) == old.read(name) for name in new.namelist())


def test_the_office_has_a_head_and_five_kelurahan(sample):
    """The tree leads from the city over the kecamatan to every unit."""
    tree = UnitTree(sample.of(Unit))
    assert tree.problems() == []
    below = tree.below("KEC")
    assert sum(name.startswith("KEL-") for name in below) == 5
    assert 95 <= len(sample.of(Employee)) <= 110
    assert sample.of(Programme)[0].synthetic


def test_the_head_is_appraised_by_the_mayor(sample):
    """The Camat's appraiser is a person without NIP whose judgement is final."""
    (mayor,) = sample.of(ExternalPerson)
    appraised = [item for item in sample.of(Assignment) if item.appraiser_id == mayor.id]
    assert [item.position_id for item in appraised] == ["CAMAT"]
    assert mayor.final


def test_every_special_person_is_there(sample):
    """Moves, acting heads, leaves, newcomers, a suspension and a delegation all occur."""
    assignments = sample.of(Assignment)
    people = {item.id: item for item in sample.of(Employee)}
    posts = {item.id: item for item in sample.of(Position)}
    assert {item.condition for item in assignments} == set(DutyCondition)
    assert AssignmentKind.PLT in {item.kind for item in assignments}
    assert any(item.delegation for item in assignments)
    moves = Counter(item.employee_id for item in assignments)
    changes = [item for item in assignments if moves[item.employee_id] > 1]
    starts = {(item.valid_from.month, item.valid_from.day) for item in changes}
    assert (8, 19) in starts  # a new appraiser in the middle of a quarter
    moved = Counter()
    for item in assignments:
        if item.kind is AssignmentKind.DEFINITIF:
            moved[item.employee_id, item.position_id] += 1
    assert len({person for person, _ in moved}) < len(moved)
    newcomers = [item for item in people.values() if item.appointed_on.year == 2025]
    assert {item.status for item in newcomers} == {EmploymentStatus.CPNS, EmploymentStatus.PPPK}
    leading = [
        item
        for item in assignments
        if people[item.employee_id].is_contract and posts[item.position_id].position_class.leads
    ]
    assert len(leading) == 1


def test_open_questions_are_there(sample):
    """Late reports, an open objection, a missing rating, overrides, penalties, no assessment."""
    ratings = sample.of(GivenRating)
    yearly = [item for item in ratings if str(item.period) == "2025"]
    assert sum(item.final_on is None for item in yearly) == 1
    assert sum(bool(item.reason) for item in ratings) > 20
    assert any(item.is_late for item in sample.of(PeriodicReport))
    assert {item.level is None for item in sample.of(Penalty)} == {True, False}
    nominated = {item.employee_id for item in sample.of(Nomination)}
    assert nominated - {item.employee_id for item in sample.of(Assessment)}
    assert nominated & set(sample.of(AwardProgramme)[0].decider_ids)
    rated = {item.plan_id for item in yearly}
    lasting = [item for item in sample.of(PerformancePlan) if item.valid_until.year == 2026]
    assert len({item.id for item in lasting} - rated) == 1
