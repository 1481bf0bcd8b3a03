"""A small office to vary: three people, one post each, one course."""

from datetime import date
from decimal import Decimal

import pytest

from asn_kinerja.legal.terms import (
    EmploymentStatus,
    GolonganPppk,
    GolonganRuang,
    PositionClass,
    TrainingPath,
)
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.competencies import PositionRequirement
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.training import Course, Session
from asn_kinerja.training.facts import TrainingFacts
from asn_kinerja.workspace import open_workspace


@pytest.fixture
def year():
    """The year of all tests."""
    return Period("2025")


@pytest.fixture(scope="session")
def rules():
    """The real rules of training hours by status."""
    with open_workspace() as workspace:
        return {
            EmploymentStatus.PNS: workspace.policies.get("pp_11_2017.jam_pelajaran"),
            EmploymentStatus.PPPK: workspace.policies.get("pp_49_2018.jam_pelajaran"),
        }


@pytest.fixture
def pns():
    """A civil servant since 2005."""
    return Employee(
        id="ani",
        nip=Nip("198001012005012001"),
        name="Ani Contoh",
        status=EmploymentStatus.PNS,
        grade=GolonganRuang.III_A,
        appointed_on=date(2005, 1, 1),
    )


@pytest.fixture
def pppk():
    """A PPPK whose contract years begin on 1 March."""
    return Employee(
        id="budi",
        nip=Nip("199001012022211001"),
        name="Budi Contoh",
        status=EmploymentStatus.PPPK,
        grade=GolonganPppk.IX,
        appointed_on=date(2022, 3, 1),
        contract_until=date(2027, 3, 1),
    )


@pytest.fixture
def course():
    """A course of 8 JP that leads to level 3 of c1."""
    return Course(
        id="srikandi",
        name="Srikandi",
        provider="BKPSDM",
        path=TrainingPath.KLASIKAL,
        credit_hours=8,
        competency_id="c1",
        level=3,
    )


@pytest.fixture
def session():
    """Its run on 5 and 6 May."""
    return Session(
        id="s1",
        course_id="srikandi",
        valid_from=date(2025, 5, 5),
        valid_until=date(2025, 5, 7),
        seats=10,
    )


@pytest.fixture
def facts(pns, pppk, course, session):
    """Ani lacks two levels of c1, Budi was never assessed."""
    return TrainingFacts(
        employees=(pns, pppk),
        assignments=tuple(
            Assignment(
                id=f"a-{who.id}",
                employee_id=who.id,
                position_id="staf",
                valid_from=who.appointed_on,
            )
            for who in (pns, pppk)
        ),
        positions=(
            Position(id="staf", name="Staf", unit_id="u1", position_class=PositionClass.PELAKSANA),
        ),
        requirements=(
            PositionRequirement(
                id="r1", position_id="staf", competency_id="c1", level=3, weight=Decimal("1.5")
            ),
        ),
        assessments=(
            Assessment(
                id="n1",
                employee_id="ani",
                competency_id="c1",
                level=1,
                assessed_on=date(2025, 2, 1),
            ),
        ),
        courses=(course,),
        sessions=(session,),
    )
