"""The short way from a record to its text gives what the long way gives."""

import json
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn_kinerja.converters.make import KINDS, make_converter, record_codec
from asn_kinerja.converters.workbook.reading import read_workbook
from asn_kinerja.converters.writing import NotWritable, make_writer
from asn_kinerja.population import sample_path
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.performance import Realisation
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import Fund


def long_way(record):
    """Write a record through its plain values."""
    values = make_converter().unstructure(record)
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.fixture(scope="module")
def batch():
    """Read the sample: every kind that people write by hand."""
    return read_workbook(sample_path())


@pytest.mark.parametrize("record_type", KINDS, ids=lambda record_type: record_type.__name__)
def test_both_ways_agree_on_every_record_of_the_sample(batch, record_type):
    """Each record of the sample has the same text either way, and index values beside it."""
    writer = make_writer(record_type)
    free = any("Mapping" in str(field.type) for field in attrs.fields(record_type))
    assert (writer is None) == free
    codec, converter = record_codec(), make_converter()
    for record in batch.of(record_type)[:300]:
        encoded = codec.encode(record)
        assert encoded.text == (long_way(record) if writer else None)
        values = converter.unstructure(record)
        assert encoded.value == values
        assert encoded.indexes == {name: values[name] for name in KINDS[record_type].indexes}


@given(st.text(min_size=1).filter(str.strip), st.none() | st.text(min_size=1).filter(str.strip))
def test_both_ways_agree_on_every_text(name, parent):
    """Quotes, control characters and far planes are written alike."""
    unit = Unit(id="u", name=name, parent_id=parent)
    assert record_codec().encode(unit).text == long_way(unit)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_both_ways_agree_on_every_number(figure):
    """A decimal number is written with every digit and its exponent."""
    reached = Realisation(
        id="r", plan_id="p", indicator_id="i", period=Period("2025-Q1"), figure=figure
    )
    assert record_codec().encode(reached).text == long_way(reached)
    assert Decimal(json.loads(long_way(reached))["figure"]).as_tuple() == figure.as_tuple()


def test_a_number_that_no_store_keeps_takes_the_long_way():
    """A whole number of more than 64 bits has no text, so that the store can say why."""
    fund = Fund(id="f", name="APBD", ceiling=2**63)
    assert record_codec().encode(fund).text is None
    with pytest.raises(NotWritable):
        make_writer(Fund)(fund)
    assert record_codec().encode(attrs.evolve(fund, ceiling=2**63 - 1)).text == long_way(
        attrs.evolve(fund, ceiling=2**63 - 1)
    )
