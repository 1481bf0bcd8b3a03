"""Lists of careers and programmes of the medal: read, or refused with every place."""

import pytest

from asn_kinerja.converters.award_files import award_example, award_names
from asn_kinerja.converters.medal_careers import CAREER_HEADINGS, read_careers
from asn_kinerja.converters.medal_files import is_medal, read_medal_text
from asn_kinerja.errors import InvalidInput, InvalidPolicy
from asn_kinerja.legal.terms import DisciplineLevel

NAME = "satyalancana_karya_satya"


@pytest.fixture
def listed(tmp_path):
    """Write rows below the headings."""

    def write(*rows):
        path = tmp_path / "riwayat.csv"
        path.write_text("\n".join([",".join(CAREER_HEADINGS), *rows]) + "\n", encoding="utf-8")
        return path

    return write


def test_a_person_may_have_several_rows(listed):
    """Each row adds an event; what is known of the person stands once."""
    (career,) = read_careers(
        listed(
            "r1,Arif,kec,pns,2003-01-01,x,ya,hukuman,sedang,,2010-12-01",
            "r1,,,,,,,cltn,,2012-01-01,2013-01-01",
            "r1,Arif,kec,pns,2003-01-01,x,ya,hukuman,,,",
        )
    )
    assert career.held == "x"
    assert [item.level for item in career.penalties] == [DisciplineLevel.SEDANG, None]
    assert len(career.leaves) == 1


def test_every_problem_is_told_with_its_cell(listed):
    """Words, days, blanks, overlaps and rows that disagree; nothing is read."""
    path = listed(
        "r1,Arif,kec,pns,2003-01-01,xxxx,mungkin,cuti,,,",
        "r2,,kec,honorer,kemarin,,ya,cltn,,,2013-01-01",
        "r3,Budi,kec,pns,2003-01-01,,ya,,berat,,",
        "r4,Cici,kec,pns,2003-01-01,,ya,cltn,,2012-01-01,2014-01-01",
        "r4,Cika,,,,,,cltn,,2013-01-01,2012-01-01",
        "r5,Didi,kec,pns,2003-01-01,,ya,cltn,,2012-01-01,2014-01-01",
        "r5,,,,,,,cltn,,2013-01-01,2015-01-01",
        ",Euis,kec,pns,2003-01-01,,ya,,,,",
    )
    with pytest.raises(InvalidInput) as caught:
        read_careers(path)
    places = {problem.place.removeprefix("riwayat.csv:") for problem in caught.value.problems}
    assert {
        "2 kelas_dimiliki", "2 syarat_umum", "2 peristiwa", "3 nama", "3 status", "3 tmt_cpns",
        "3 mulai", "4 peristiwa", "6 nama", "6 selesai", "7 mulai", "9 id",
    } == places  # fmt: skip


def test_headings_and_rows_are_needed(tmp_path):
    """A missing column, an unknown one, and a list without rows."""
    path = tmp_path / "riwayat.csv"
    path.write_text(",".join([*CAREER_HEADINGS[:-1], "selesei"]) + "\nr1\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        read_careers(path)
    assert {problem.code for problem in caught.value.problems} == {
        "column_missing", "candidate_column",
    }  # fmt: skip
    path.write_text(",".join(CAREER_HEADINGS) + "\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        read_careers(path)
    assert [problem.code for problem in caught.value.problems] == ["file_empty"]


def test_the_built_in_programme_is_read():
    """It counts years of service; the others rank."""
    assert [name for name in award_names() if is_medal(award_example(name))] == [NAME]
    programme = read_medal_text(award_example(NAME))
    assert programme.policy == "pp_35_2010.satyalancana"
    assert len(programme.conditions) == 5


def test_every_problem_of_a_programme_is_told_with_its_line():
    """A missing key, an unknown one, a word that is none, and a value of another kind."""
    text = award_example(NAME).replace("policy =", "polisi =").replace('"mulai_lagi"', '"ulang"')
    with pytest.raises(InvalidPolicy) as caught:
        read_medal_text(text.replace('name = "Satyalancana Karya Satya"', "name = 7"))
    assert {problem.code for problem in caught.value.problems} == {
        "unknown_key", "required", "unknown_word", "wrong_type",
    }  # fmt: skip
    twice = award_example(NAME).replace("berjasa terhadap bangsa dan negara (huruf c)", "a")
    with pytest.raises(InvalidPolicy):
        read_medal_text(twice.replace("berkelakuan baik (huruf d)", "a"))
