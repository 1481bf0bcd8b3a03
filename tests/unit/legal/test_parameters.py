"""Legal values by date."""

from datetime import date

import pytest

from asn_kinerja.errors import InvalidInput, NotFound
from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.parameters import Authority, Parameter, ParameterVersion, Status
from asn_kinerja.legal.wording import Wording


def version(value, first, last=None):
    return ParameterVersion(
        value=value,
        valid_from=first,
        valid_until=last,
        citation=Citation(text="uji"),
        status=Status.CONFIRMED,
        authority=Authority.NATIONAL,
    )


def parameter(*versions):
    return Parameter(name="batas", title=Wording("batas", "limit"), unit="jp", versions=versions)


OLD = version(20, date(2017, 1, 1), date(2020, 1, 1))
NEW = version(24, date(2020, 1, 1))


def test_the_day_chooses_the_version():
    """The value is that of the day."""
    assert parameter(OLD, NEW).at(date(2019, 12, 31)).value == 20
    assert parameter(OLD, NEW).at(date(2020, 1, 1)).value == 24


def test_no_day_is_needed_while_there_is_one_version():
    """A value that never changed needs no day; one that did asks for it."""
    assert parameter(NEW).at(None).value == 24
    with pytest.raises(InvalidInput, match="Give the day of the law: as_of"):
        parameter(OLD, NEW).at(None)


@pytest.mark.parametrize("day", [date(2016, 12, 31), date(2020, 1, 1)])
def test_outside_its_span_there_is_no_value(day):
    """A day before the first or after the last version is an error, never an old value."""
    with pytest.raises(NotFound, match="nothing is in force"):
        parameter(OLD).at(day)
