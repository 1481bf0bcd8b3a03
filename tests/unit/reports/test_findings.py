"""Five findings, each with a recommendation, a person in charge and a date."""

import re

import attrs
import pytest

from asn_kinerja.records.surveys import MotivationIndex, SatisfactionIndex, Wave
from asn_kinerja.reports.findings import find
from asn_kinerja.reports.summary import findings, summary_tables
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import build_year

CAUSAL = re.compile(
    r"\b(karena|akibat|menyebabkan|berkat|sehingga|because|caused?|due to|thanks to)\b",
    re.IGNORECASE,
)


def test_there_are_five_each_with_somebody_in_charge(year):
    """Each finding has a recommendation, a person in charge and a day."""
    found = find(year, words=Words("id"))
    assert [item.topic for item in found] == [
        "bimbingan", "pelatihan", "laporan", "pelayanan", "motivasi",
    ]  # fmt: skip
    assert all(item.recommendation and item.person and item.due_on for item in found)


def test_they_say_the_numbers_of_the_year(year):
    """The sentences hold the counts and indices of the tables."""
    told = findings(year, lang="id")
    assert told[0].startswith("13 dari 15 pegawai")
    assert "Teknologi informasi" in told[1]
    assert "4 dari 6 kebutuhan" in told[1]
    assert told[2].startswith("2 dari 4 laporan")
    assert "80,12 (n = 64) menjadi 82,22 (n = 64)" in told[3]
    assert "64,38 (n = 14) menjadi 66,10 (n = 14, 12 berpasangan)" in told[4]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_they_name_nobody(year, lang):
    """A finding goes to terminals and logs, so it names no person."""
    told = " ".join(findings(year, lang=lang))
    assert not [row.employee.name for row in year.people if row.employee.name in told]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_none_says_what_caused_what(year, empty, lang):
    """Before and after stand side by side; no finding speaks of a cause."""
    for told in (findings(year, lang=lang), findings(empty, lang=lang)):
        assert not [sentence for sentence in told if CAUSAL.search(sentence)]


def test_a_year_without_records_has_its_findings_too(empty):
    """What cannot be computed is said so."""
    told = findings(empty, lang="en")
    assert len(told) == 5
    assert "cannot be computed" in told[3]
    assert "cannot be computed" in told[4]


def test_where_nothing_is_recorded_recording_is_recommended(empty, year):
    """An office without records is not told to follow up what nobody measured."""
    for lang in ("id", "en"):
        bare = find(empty, words=Words(lang))
        full = {item.topic: item.recommendation for item in find(year, words=Words(lang))}
        assert not [item for item in bare if item.recommendation == full[item.topic]]
    assert bare[0].text == "Nobody has been appraised in this period yet."
    assert bare[2].text == "No periodic report is on record as due."


def test_who_is_in_charge_may_not_be_named_yet(records, programme):
    """Without an owner the recommendation stands, and says that nobody is named."""
    year = build_year(records, programme=attrs.evolve(programme, owners=()))
    assert {(item.person, item.due_on) for item in find(year, words=Words("id"))} == {
        ("belum ditetapkan", None)
    }


def test_one_wave_alone_is_told_without_a_before(records, programme):
    """With the first wave only, its index stands alone."""
    for kind in (SatisfactionIndex, MotivationIndex):
        records[kind] = [item for item in records[kind] if item.wave is Wave.SEBELUM]
    told = findings(build_year(records, programme=programme), lang="id")
    assert told[3].startswith("IKM 80,12 (n = 64); unsur terendah: persyaratan")
    assert told[4].startswith("Indeks motivasi 64,38 (n = 14); dimensi terendah")


def test_the_tables_of_the_terminal_are_texts(year):
    """Each row has as many cells as there are headings, all of them text."""
    tables = summary_tables(year, lang="id")
    assert len(tables) == 3
    for table in tables:
        for row in table.rows:
            assert len(row) == len(table.headings)
            assert all(isinstance(cell, str) for cell in row)
    assert tables[0].rows[-1][0] == "Jumlah"
