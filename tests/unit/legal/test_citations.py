"""Citations as people write them, in both languages."""

import pytest

from asn_kinerja.legal.citations import Citation, regulation_label


@pytest.mark.parametrize(
    ("regulation", "label"),
    [
        ("pp_11_2017", "PP 11/2017"),
        ("permenpanrb_6_2022", "PermenPANRB 6/2022"),
        ("se_menpanrb_3_2023", "SE MenPANRB 3/2023"),
        ("perka_bkn_1_2013", "Perka BKN 1/2013"),
        ("perbup_medan_7_2024", "PERBUP MEDAN 7/2024"),
        ("praktik", "praktik"),
        ("", ""),
    ],
)
def test_a_regulation_is_named_as_people_name_it(regulation, label):
    """The id of a regulation becomes its usual name; anything else stays."""
    assert regulation_label(regulation) == label


@pytest.mark.parametrize(
    ("article", "indonesian", "english"),
    [
        ("203(4)", "Pasal 203 ayat (4)", "art. 203(4)"),
        ("9(2)b", "Pasal 9 ayat (2) huruf b", "art. 9(2)b"),
        ("41", "Pasal 41", "art. 41"),
        ("54-56", "Pasal 54-56", "art. 54-56"),
    ],
)
def test_an_article_is_written_in_the_style_of_the_language(article, indonesian, english):
    """Paragraph and letter are spelt out in Indonesian."""
    citation = Citation(regulation="pp_11_2017", article=article)
    assert citation.render("id") == f"PP 11/2017 {indonesian}"
    assert citation.render("en") == f"PP 11/2017 {english}"


def test_page_and_words_follow():
    """A page and a text come after the regulation; a text alone stands without brackets."""
    page = Citation(regulation="permenpanrb_6_2022", page="99", text="kuadran kinerja")
    assert page.render("id") == "PermenPANRB 6/2022 hlm. 99 (kuadran kinerja)"
    assert page.render("en") == "PermenPANRB 6/2022 p. 99 (kuadran kinerja)"
    assert Citation(text="praktik kecamatan").render() == "praktik kecamatan"


def test_only_filled_fields_are_kept_plain():
    """As plain values a citation holds what was filled in."""
    assert Citation(regulation="pp_11_2017", article="41").to_dict() == {
        "regulation": "pp_11_2017",
        "article": "41",
    }
