"""The short way from plain values to a record gives what the long way gives."""

import json
from contextlib import suppress

import attrs
import cattrs
import pytest

from asn_kinerja.converters.make import KINDS, make_converter, record_codec
from asn_kinerja.converters.reading import make_reader
from asn_kinerja.converters.workbook.reading import read_workbook
from asn_kinerja.converters.writing import make_writer
from asn_kinerja.errors import InvalidRecord
from asn_kinerja.population import sample_path
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee, ExternalPerson
from asn_kinerja.records.performance import PerformancePlan

REFUSALS = (InvalidRecord, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@pytest.fixture(scope="module")
def batch():
    """Read the sample: every kind that people write by hand."""
    return read_workbook(sample_path())


def plain(record):
    """Give the plain values of a record as a store gives them back."""
    values = make_converter().unstructure(record)
    return json.loads(json.dumps(values, sort_keys=True))


@pytest.mark.parametrize("record_type", KINDS, ids=lambda record_type: record_type.__name__)
def test_both_ways_agree_on_every_record_of_the_sample(batch, record_type):
    """Each record of the sample is read alike either way, and is the record itself."""
    reader = make_reader(record_type)
    assert reader is not None or make_writer(record_type) is None
    for record in batch.of(record_type)[:300]:
        values = plain(record)
        assert make_converter().structure(values, record_type) == record
        assert reader is None or reader(values) == record


def everywhere(value):
    """Give a value with each part of it changed in turn, by what it may be mistaken for."""
    yield from (None, True, 7, "", "7", "none_of_these", "2025-02-30", [], ["7"], {}, [[]])
    if isinstance(value, dict):
        for name, part in value.items():
            yield {key: other for key, other in value.items() if key != name}
            for changed in everywhere(part):
                yield {**value, name: changed}
        yield {**value, "unknown": 1}
    if isinstance(value, list) and value:
        for changed in everywhere(value[0]):
            yield [changed, *value[1:]]
        yield [*value, *value]


@pytest.mark.parametrize("record_type", [Employee, PerformancePlan])
def test_what_the_long_way_refuses_the_short_way_refuses(batch, record_type):
    """A value changed anywhere is refused by the short way, or read as the long way reads it."""
    reader, converter = make_reader(record_type), make_converter(detailed=False)
    taken = 0
    for changed in everywhere(plain(batch.of(record_type)[0])):
        with suppress(*REFUSALS):
            found = reader(changed)
            taken += 1
            assert found == converter.structure(changed, record_type)
    assert taken > 0


def test_a_record_of_before_a_field_is_read_the_long_way():
    """A field that was stored before it existed has its default, and the codec still reads it."""
    unit = Unit(id="u", name="Seksi Pelayanan")
    values = plain(unit)
    del values["parent_id"]
    with pytest.raises(ValueError, match=r"^$"):
        make_reader(Unit)(values)
    assert record_codec().decode("unit", values) == unit


def test_problems_are_told_with_their_places():
    """The codec tells every problem of a value that the short way left to it."""
    with pytest.raises(InvalidRecord) as caught:
        record_codec().decode("unit", {"id": 1, "name": 2, "parent_id": None})
    assert {problem.place for problem in caught.value.problems} >= {"unit.id", "unit.name"}


def test_a_class_with_a_field_of_its_own_making_is_read_the_long_way():
    """A field that is not given but made has no short way."""

    @attrs.frozen(kw_only=True)
    class Made:
        id: str
        size: int = attrs.field(init=False, default=1)

    assert make_reader(Made) is None


@pytest.mark.parametrize("detailed", [True, False])
@pytest.mark.parametrize("wrong", [{"id": 1}, {"final": "false"}, {"final": 1}])
def test_no_value_is_bent_into_another_type(detailed, wrong):
    """A number is no text and a text no flag, whichever converter reads it."""
    values = {"id": "w", "name": "Wali Kota", "office": "Wali Kota Medan", "final": False, **wrong}
    with pytest.raises((InvalidRecord, cattrs.BaseValidationError)):
        make_converter(detailed=detailed).structure(values, ExternalPerson)
