"""Frameworks are imported once, exported without loss, and compared with what they touch."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from asn_kinerja import hookspecs, open_workspace
from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.converters.competencies.case_package import parse_case
from asn_kinerja.converters.competencies.case_writing import to_case
from asn_kinerja.converters.competencies.moodle import parse_moodle
from asn_kinerja.converters.competencies.moodle_mapping import to_moodle
from asn_kinerja.errors import InvalidRecord, NotFound
from asn_kinerja.legal.parameters import Status
from asn_kinerja.legal.terms import FunctionalLevel, PositionClass, TrainingPath
from asn_kinerja.policies.permenpanrb_38_2017.dictionary import worked_standard
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.competencies import CompetencyFramework
from asn_kinerja.records.framework_sources import FrameworkSource, SourceFormat
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.requirements import ClassRequirement
from asn_kinerja.records.training import Course, Placement, PlanState, Session, TrainingPlan
from asn_kinerja.services.competencies import (
    compare_frameworks,
    export_requirements,
    find_framework,
    framework_text,
    import_frameworks,
)
from asn_kinerja.services.framework_diff import ChangeKind, diff_frameworks

NOW = datetime(2025, 6, 30, 8, tzinfo=UTC)


@pytest.fixture
def workspace():
    """A workspace in memory."""
    with open_workspace() as opened:
        yield opened


@pytest.fixture
def context(workspace):
    """What services are handed."""
    return workspace.services(actor="penguji", now=lambda: NOW)


@pytest.fixture
def built_in(workspace):
    """The dictionary of the nine competencies."""
    offered = workspace.plugins.offered(hookspecs.asn_kinerja_competency_frameworks)
    return offered["permenpanrb_38_2017"]


def test_the_dictionary_has_nine_competencies_of_five_levels(built_in):
    """Eight managerial and one socio-cultural competency, five levels, three indicators each."""
    groups = [item.group.value for item in built_in.competencies]
    assert (groups.count("manajerial"), groups.count("sosial_kultural")) == (8, 1)
    for item in built_in.competencies:
        assert [level.level for level in item.levels] == [1, 2, 3, 4, 5]
        assert {len(level.indicators) for level in item.levels} == {3}
        assert all(level.english for level in item.levels)
        assert item.provenance.status is Status.CONFIRMED
        assert {level.provenance.status for level in item.levels} == {Status.UNCONFIRMED}
    words = [level.description for item in built_in.competencies for level in item.levels]
    assert len(set(words)) == 45


def test_the_worked_standard_adds_up():
    """The sums of the worked functional standard are 18, 27, 36 and 38."""
    sums = dict.fromkeys(FunctionalLevel, 0)
    for one in worked_standard():
        sums[one.functional_level] += one.level
    assert [sums[level] for level in list(FunctionalLevel)[:4]] == [38, 36, 27, 18]


def test_the_same_file_again_changes_nothing(context, built_in):
    """Each format imported twice is as if imported once."""
    case = to_case(built_in, changed_at=NOW)
    assert import_frameworks(context, case).changed == 2  # the framework and its source
    assert import_frameworks(context, case).changed == 0
    table = to_moodle(built_in)
    assert import_frameworks(context, table).changed == 1
    assert import_frameworks(context, table).changed == 0
    assert find_framework(context) == built_in


def test_what_nobody_knows_comes_out_again(context, built_in):
    """An unchanged framework is exported as the file it came in, unknown members included."""
    tree = json.loads("".join(to_case(built_in, changed_at=NOW).lines()))
    tree["CFItems"][0]["x-asing"] = {"angka": 1, "kosong": None}
    tree["CFDefinitions"]["CFLicenses"] = []
    package = parse_case(json.dumps(tree))
    import_frameworks(context, package)
    made = {"source_format": SourceFormat.CASE, "changed_at": NOW}
    text = framework_text(context, find_framework(context), **made)
    assert parse_case(text).canonical_text() == package.canonical_text()
    changed = attrs.evolve(built_in, name="Lain")
    import_frameworks(context, RecordBatch([changed]))
    again = framework_text(context, find_framework(context), **made)
    assert "x-asing" not in again
    assert "Lain" in again


def test_a_shorter_file_leaves_no_rest_of_the_longer(context, built_in):
    """The pieces of an earlier, longer file go."""
    padded = json.loads("".join(to_case(built_in, changed_at=NOW).lines()))
    padded["x"] = ["y" * 90_000] * 25
    import_frameworks(context, parse_case(json.dumps(padded)))
    with context.reading() as unit:
        assert len(list(unit.repository(FrameworkSource).scan())) == 2
    import_frameworks(context, to_case(built_in, changed_at=NOW))
    with context.reading() as unit:
        assert len(list(unit.repository(FrameworkSource).scan())) == 1


def test_a_framework_written_for_moodle_comes_back(context, built_in):
    """A framework that came in another format is written anew for Moodle."""
    import_frameworks(context, to_case(built_in, changed_at=NOW))
    own = find_framework(context)
    text = framework_text(context, own, source_format=SourceFormat.MOODLE, changed_at=NOW)
    assert parse_moodle(text) == to_moodle(built_in)


def test_requirements_of_classes_must_not_clash(context, built_in):
    """Two levels of one class and competency on one day stop the whole import."""
    one = ClassRequirement(
        id="a", position_class=PositionClass.PENGAWAS, competency_id="INT", level=2
    )
    batch = RecordBatch([built_in, one, attrs.evolve(one, id="b", level=3)])
    with pytest.raises(InvalidRecord, match="same class"):
        import_frameworks(context, batch)
    with pytest.raises(NotFound):
        find_framework(context)
    assert import_frameworks(context, RecordBatch([built_in, one])).requirements == 1
    assert export_requirements(context, built_in).of(ClassRequirement) == (one,)


def test_a_difference_names_every_kind_of_change(built_in):
    """Added, removed, renamed, replaced and changed competencies and levels are told apart."""
    by_id = {item.id: item for item in built_in.competencies}
    step = by_id["KS"].levels[1]
    ks = attrs.evolve(
        by_id["KS"],
        levels=(by_id["KS"].levels[0], attrs.evolve(step, description="Lain", name="baru")),
    )
    old = attrs.evolve(
        built_in,
        id="lama",
        competencies=tuple(
            attrs.evolve(item, replaced_by="KOM2") if item.id == "KOM" else item
            for item in built_in.competencies
        ),
    )
    new = attrs.evolve(
        built_in,
        id="baru",
        competencies=(
            attrs.evolve(by_id["INT"], name="Kejujuran"),
            ks,
            attrs.evolve(by_id["KOM"], id="KOM2", name="Komunikasi publik"),
            attrs.evolve(by_id["OH"], id="HASIL"),
            *(by_id[key] for key in ("PP", "PDO", "MP", "PK")),
            attrs.evolve(by_id["PB"], id="DIG", name="Digital"),
        ),
    )
    found = {
        (one.kind, one.competency_id, one.new_id, one.part)
        for one in diff_frameworks(old, new).changes
    }
    assert found == {
        (ChangeKind.RENAMED, "INT", "INT", "name"),
        (ChangeKind.CHANGED, "KS", "KS", "level 2"),
        (ChangeKind.RENAMED, "KS", "KS", "level 2"),
        *((ChangeKind.REMOVED, "KS", "KS", f"level {n}") for n in (3, 4, 5)),
        (ChangeKind.REPLACED, "KOM", "KOM2", ""),
        (ChangeKind.RENAMED, "OH", "HASIL", ""),
        (ChangeKind.REMOVED, "PB", "", ""),
        (ChangeKind.ADDED, "DIG", "DIG", ""),
    }
    assert diff_frameworks(old, old).changes == ()


def test_a_difference_lists_what_it_touches(context, built_in):
    """Posts by inheritance, assessments and plans of a changed competency are listed."""
    new = attrs.evolve(
        built_in,
        id="baru",
        competencies=(
            attrs.evolve(built_in.competencies[0], name="Kejujuran"),
            *built_in.competencies[1:],
        ),
    )
    seat = {"valid_from": date(2025, 5, 5), "valid_until": date(2025, 5, 7), "seats": 9}
    records = RecordBatch([
        Position(id="kasi", name="Kasi", unit_id="u", position_class=PositionClass.PENGAWAS),
        Position(id="camat", name="Camat", unit_id="u", position_class=PositionClass.ADMINISTRATOR),
        ClassRequirement(
            id="r", position_class=PositionClass.PENGAWAS, competency_id="INT", level=2,
            weight=Decimal(2),
        ),
        Assessment(id="n1", employee_id="e", competency_id="INT", level=1,
                   assessed_on=date(2025, 1, 1)),
        Assessment(id="n2", employee_id="e", competency_id="KS", level=1,
                   assessed_on=date(2025, 1, 1)),
        Course(id="c", name="C", provider="BKPSDM", path=TrainingPath.KLASIKAL, credit_hours=5,
               competency_id="INT"),
        Session(id="s", course_id="c", **seat),
        TrainingPlan(
            id="rencana", period=Period("2025"), state=PlanState.USULAN, method="greedy",
            placements=(Placement(employee_id="e", session_id="s"),), unmet=(),
        ),
    ])  # fmt: skip
    import_frameworks(context, records)
    diff, touched = compare_frameworks(context, built_in, new=new)
    assert diff.competencies == {"INT"}
    assert (touched.positions, touched.assessments, touched.plans) == (
        ("kasi",), ("n1",), ("rencana",),
    )  # fmt: skip
    assert compare_frameworks(context, built_in, new=built_in)[1].positions == ()


def test_one_of_several_frameworks_must_be_named(context, built_in):
    """With two frameworks in the store a key is needed, and an unknown one is told."""
    other = CompetencyFramework(id="lain", name="Lain", version="1", competencies=())
    import_frameworks(context, RecordBatch([built_in, other]))
    assert find_framework(context, "lain") == other
    for key in ("", "tidak-ada"):
        with pytest.raises(NotFound, match="lain"):
            find_framework(context, key)
