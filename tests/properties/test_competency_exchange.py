"""Frameworks and packages go out and come back without loss."""

from datetime import UTC, datetime
from io import BytesIO

import competency_packages as made
from hypothesis import HealthCheck, given, settings

from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.converters.competencies.case_package import parse_case
from asn_kinerja.converters.competencies.case_reading import from_case
from asn_kinerja.converters.competencies.case_writing import to_case
from asn_kinerja.converters.competencies.exact_json import read_json, write_json
from asn_kinerja.converters.competencies.moodle import parse_moodle
from asn_kinerja.converters.competencies.moodle_mapping import from_moodle, to_moodle
from asn_kinerja.converters.competencies.sheets import (
    read_competency_sheets,
    write_competency_sheets,
)
from asn_kinerja.converters.make import make_converter
from asn_kinerja.converters.workbook.parsing import without_unseen
from asn_kinerja.records.competencies import CompetencyFramework

SLOW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
CHANGED = datetime(2025, 6, 30, tzinfo=UTC)


@SLOW
@given(made.packages())
def test_a_package_comes_back_as_it_was(tree):
    """Import and export give the same package, unknown members, null and digits included."""
    package = parse_case(write_json(tree))
    again = parse_case("".join(package.lines()))
    assert again.canonical_text() == package.canonical_text()
    assert made.plain(again.tree) == made.plain(tree)
    assert list(again.tree) == list(tree)


@SLOW
@given(made.packages())
def test_canonical_order_forgets_the_order_of_parts_alone(tree):
    """Lists of parts turned round give the same canonical text."""
    package = parse_case(write_json(tree))
    turned = read_json(write_json(tree), name="x")
    inner = turned.get("CFPackage", turned)
    for name in ("CFItems", "CFAssociations"):
        inner[name] = inner[name][::-1]
    assert parse_case(write_json(turned)).canonical_text() == package.canonical_text()


@SLOW
@given(made.FRAMEWORKS)
def test_a_framework_survives_case(framework):
    """A framework written as CASE 1.1 is a sound package and is read back equal."""
    text = "".join(to_case(framework, changed_at=CHANGED).lines())
    assert from_case(parse_case(text)) == framework
    assert text == "".join(to_case(framework, changed_at=CHANGED).lines())


@SLOW
@given(made.FRAMEWORKS)
def test_a_framework_survives_moodle(framework):
    """A framework written for Moodle is a sound table and is read back equal."""
    table = to_moodle(framework)
    again = parse_moodle(table.text())
    assert again == table
    assert from_moodle(again) == framework


def tidy(value):
    """Take from texts what no workbook keeps, and leave none empty that was not."""
    match value:
        case dict():
            return {name: tidy(part) for name, part in value.items()}
        case list():
            return [tidy(part) for part in value]
        case str() if value:
            return without_unseen("".join(sign for sign in value if sign.isprintable())) or "x"
        case _:
            return value


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(made.FRAMEWORKS)
def test_a_framework_survives_a_spreadsheet(framework):
    """A framework whose texts a workbook keeps is read back equal from the sheets."""
    converter = make_converter()
    values = tidy(converter.unstructure(framework))
    values["id"] = "F1"
    for place, one in enumerate(values["competencies"]):
        one["id"] = f"K{place}"
    tidied = converter.structure(values, CompetencyFramework)
    file = BytesIO()
    write_competency_sheets(file, RecordBatch([tidied]))
    (again,) = read_competency_sheets(file.getvalue()).of(CompetencyFramework)
    assert again == tidied
