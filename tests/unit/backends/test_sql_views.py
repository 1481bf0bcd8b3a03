"""An analyst with a client of the database reads tables, not JSON."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from asn_kinerja.backends.sql.views import views
from asn_kinerja.converters.make import KINDS
from asn_kinerja.converters.workbook.reading import read_workbook
from asn_kinerja.legal.terms import EmploymentStatus, GolonganPppk
from asn_kinerja.population import sample_path
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee
from asn_kinerja.records.performance import PerformancePlan, Realisation
from asn_kinerja.records.periods import Period
from asn_kinerja.records.programme import Programme
from asn_kinerja.records.training import Fund
from asn_kinerja.workspace import open_workspace

NOW = datetime(2025, 3, 31, 8, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql", pytest.param("mariadb", marks=pytest.mark.mariadb)])
def store(request, tmp_path):
    """Open a workspace on each database, and a way to ask the database itself."""
    url = (
        f"sqlite:///{tmp_path}/store.db"
        if request.param == "sqlite"
        else request.getfixturevalue(f"{request.param}_url")
    )
    with open_workspace(url, actor="penguji") as workspace:

        def keep(*records):
            with workspace.unit_of_work(recorded_at=NOW) as unit:
                for record in records:
                    unit.repository(type(record)).put(record)
                unit.commit(action="import")

        def ask(query):
            with workspace.backend._engine.connect() as connection:
                return [tuple(row) for row in connection.exec_driver_sql(query)]

        yield request.param, keep, ask


def test_every_kind_has_a_view(store):
    """Each kind of record, and each list of groups in one, is a view that can be read."""
    _, _, ask = store
    names = [view.name for view in views()]
    assert {f"asn_{kind.name}" for kind in KINDS.values()} <= set(names)
    assert len(set(names)) == len(names)
    for name in names:
        assert ask(f"SELECT * FROM {name}") == []  # noqa: S608 - names of our own


def test_fields_are_columns(store):
    """Texts, dates, whole and decimal numbers, flags and what is missing come out as such."""
    database, keep, ask = store
    nip = "199001012020012001"
    keep(
        Unit(id="u'1", name='Seksi "Pelayanan" — é \U0001f600'),
        Fund(id="apbd", name="APBD", ceiling=2**53 + 1),
        Fund(id="gratis", name="Tanpa biaya"),
        Employee(
            id=nip,
            nip=Nip(nip),
            name="Siti Contoh",
            status=EmploymentStatus.PPPK,
            grade=GolonganPppk.IX,
            appointed_on=date(2020, 1, 1),
            contract_until=date(2026, 1, 1),
        ),
        Realisation(
            id="r", plan_id="p", indicator_id="i", period=Period("2025-Q1"), figure=Decimal("12.50")
        ),
    )
    assert ask("SELECT id, name, parent_id, record_version FROM asn_unit") == [
        ("u'1", 'Seksi "Pelayanan" — é \U0001f600', None, 1)
    ]
    assert ask("SELECT id, ceiling FROM asn_fund ORDER BY id") == [
        ("apbd", 2**53 + 1),
        ("gratis", None),
    ]
    plain = database == "sqlite"
    assert ask("SELECT nip, status, grade, contract_until FROM asn_employee") == [
        (nip, "pppk", GolonganPppk.IX.value, "2026-01-01" if plain else date(2026, 1, 1))
    ]
    ((period, figure),) = ask("SELECT period, figure FROM asn_realisation")
    assert (period, figure) == ("2025-Q1", "12.50" if plain else Decimal("12.50"))


def test_lists_are_views_beside(store):
    """The parts of a list come out in order, with the key of their record."""
    _, keep, ask = store
    batch = read_workbook(sample_path())
    plan = batch.of(PerformancePlan)[0]
    programme = batch.of(Programme)[0]
    keep(plan, programme)
    found = ask(
        "SELECT parent_id, part_number, id, text, priority FROM asn_performance_plan_results"
        " ORDER BY part_number"
    )
    assert found == [
        (plan.id, number, result.id, result.text, result.priority.value)
        for number, result in enumerate(plan.results, 1)
    ]
    flags = ask("SELECT synthetic FROM asn_programme")
    assert [bool(int(flag)) for (flag,) in flags] == [programme.synthetic]
    assert len(ask("SELECT * FROM asn_programme_owners")) == len(programme.owners)
