"""Regulations and the days on which they are in force."""

from datetime import date

import pytest

from asn_kinerja.errors import InvalidPolicy
from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording


def regulation(**changed):
    fields = {
        "id": "pp_11_2017",
        "title": Wording("Manajemen PNS", "Management"),
        "in_force_from": date(2017, 4, 7),
        "citation": Citation(text="uji"),
    }
    return Regulation(**{**fields, **changed})


def test_a_regulation_has_a_label():
    """A regulation is called as people call it."""
    assert regulation().label == "PP 11/2017"


@pytest.mark.parametrize("wrong", ["pp11", "PP_11_2017", "pp_11", "pp_11_17", "_11_2017", ""])
def test_an_id_has_kind_number_and_year(wrong):
    """An id of another form is refused, and the form is named."""
    with pytest.raises(InvalidPolicy, match="<kind>_<number>_<year>"):
        regulation(id=wrong)


def test_a_span_is_not_empty():
    """A regulation does not end on the day on which it begins."""
    with pytest.raises(InvalidPolicy, match="not after the start"):
        regulation(in_force_until=date(2017, 4, 7))
