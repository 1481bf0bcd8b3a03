"""What a NIP says, and which 18 digits are none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn_kinerja.errors import InvalidRecord
from asn_kinerja.records.identifiers import Nip, Sex


def test_civil_servant():
    """A civil servant's number is split 8/6/1/3."""
    nip = Nip("19790214 200312 2 007")
    assert (nip.birth_date, nip.start_year, nip.start_month) == (date(1979, 2, 14), 2003, 12)
    assert (nip.sex, nip.serial, nip.is_pppk) == (Sex.PEREMPUAN, "007", False)
    assert str(nip) == "197902142003122007"


def test_pppk():
    """A PPPK's digits 13-14 are no month, and the number is accepted."""
    nip = Nip("199001012022211001")
    assert (nip.start_year, nip.start_month, nip.is_pppk) == (2022, None, True)
    assert (nip.sex, nip.serial) == (Sex.LAKI_LAKI, "001")


def test_serial_is_the_last_three_digits():
    """The serial is not read from the birth date, as a copied helper does."""
    nip = Nip("197902142003122007")
    assert nip.serial != nip.digits[3:6]


@pytest.mark.parametrize(
    ("digits", "fault"),
    [
        ("19601316198403200", "17 digits"),
        ("196013161984032001", "no date"),
        ("197902302003122007", "no date"),
        ("197902142003132007", "neither a month"),
        ("197902142003002007", "neither a month"),
        ("197902142003123007", "neither 1 nor 2"),
        ("197902141990012007", "15 years"),
        ("1979O2142003122007", "only digits"),
        ("", "0 digits"),
    ],
)
def test_faults(digits, fault):
    """Impossible digits are refused with the reason."""
    with pytest.raises(InvalidRecord, match=fault):
        Nip(digits)


@given(
    born=st.dates(date(1950, 1, 1), date(2005, 12, 31)),
    age=st.integers(18, 35),
    month=st.integers(1, 12) | st.integers(21, 99),
    sex=st.sampled_from("12"),
    serial=st.integers(0, 999),
)
def test_round_trip(born, age, month, sex, serial):
    """The parts of a well-formed number are the parts it was made of."""
    nip = Nip(f"{born:%Y%m%d}{born.year + age}{month:02}{sex}{serial:03}")
    assert nip.birth_date == born
    assert nip.start_year == born.year + age
    assert nip.start_month == (month if month <= 12 else None)
    assert (nip.sex is Sex.LAKI_LAKI) is (sex == "1")
    assert int(nip.serial) == serial


@given(st.text(max_size=24))
def test_any_text(text):
    """Any text is a NIP or one clear error."""
    try:
        assert len(Nip(text).digits) == 18
    except InvalidRecord as error:
        problem = error.problems[0]
    else:
        return
    assert problem.code == "invalid_nip"
    assert problem.render("id") != problem.render("en")
