"""What names a person is found, and ordinary words are left alone."""

from datetime import date

import pytest

from asn_kinerja.legal.terms import EmploymentStatus, GolonganRuang
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.people import Employee
from asn_kinerja.services.naming import naming_of

NIP = "199001012020012001"


def naming(name="Drs. H. Ahmad Contoh, M.Si.", key="e1", also=()):
    """Find out how an employee is named."""
    person = Employee(
        id=key,
        nip=Nip(NIP),
        name=name,
        status=EmploymentStatus.PNS,
        grade=GolonganRuang.III_A,
        appointed_on=date(2020, 1, 1),
    )
    return naming_of(person, word="x", also=also)


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Drs. H. Ahmad Contoh, M.Si.", "x"),
        ("oleh ahmad  contoh.", "oleh x."),
        (f"NIP {NIP}", "NIP x"),
        ("Ahmad Contohan", "Ahmad Contohan"),
        ("e1", "e1"),
        ("9" + NIP, "9" + NIP),
    ],
)
def test_names_are_whole_words(text, without):
    """Name and NIP go in any case and spacing; parts of other words and short ids stay."""
    assert naming().without({"text": text}) == {"text": without}


def test_ids_go_where_ids_stand():
    """A short id goes from keys and references, in every part of a composed key, and else stays."""
    value = {"id": "e1/2025/k1", "appraiser_id": "e1", "decider_ids": ["e2", "e1"], "figure": "e1"}
    assert naming().without(value) == {
        "id": "x/2025/k1", "appraiser_id": "x", "decider_ids": ["e2", "x"], "figure": "e1",
    }  # fmt: skip


def test_entries_about_the_person_go():
    """An entry of a list that is about the person, or about a record that goes, is taken out."""
    value = {"parts": [{"employee_id": "e1"}, {"need_id": "n1"}, {"employee_id": "e2"}]}
    assert naming().with_dead(["n1"]).without(value) == {"parts": [{"employee_id": "e2"}]}


def test_a_short_name_is_told_from_ordinary_words():
    """A name of few letters is no word to go from every text; a further text that is told is."""
    assert naming("Adi").without({"text": "Adi dan adi"}) == {"text": "Adi dan adi"}
    assert naming("Adi", also=("Adi",)).without({"text": "Adi"}) == {"text": "x"}
