"""A stored explanation is told in short, with article, facts, doubts and alternatives."""

import pytest

from asn_kinerja.reports.reasons import conflict_ids, make_reasons, unconfirmed_names
from asn_kinerja.reports.wording import Words
from asn_kinerja.workspace import open_workspace


@pytest.fixture(scope="module")
def evaluation():
    """A predicate that a contradiction of the law touches."""
    with open_workspace() as workspace:
        policy = workspace.policies.get("permenpanrb_6_2022.predikat")
        yield policy.evaluate(
            {
                "rating_hasil_kerja": "sesuai_ekspektasi",
                "rating_perilaku_kerja": "di_bawah_ekspektasi",
            }
        )


@pytest.mark.parametrize(
    ("lang", "value", "page"), [("id", "Kurang", "hlm. 99"), ("en", "Poor", "p. 99")]
)
def test_a_predicate_is_told_with_its_article(evaluation, lang, value, page):
    """Result, article, both ratings, the contradiction and other results are told."""
    plain = evaluation.explanation.to_dict()
    known = {conflict.id: conflict for conflict in evaluation.conflicts}
    (reason,) = make_reasons(plain, words=Words(lang), conflicts=known)
    assert reason.value == value
    assert any(page in source for source in reason.sources)
    assert len(reason.facts) >= 2
    assert any("202-208" in note for note in reason.notes)
    assert reason.alternatives


def test_doubts_can_be_read_from_what_is_stored(evaluation):
    """Ids of contradictions and names of unconfirmed values are found at any depth."""
    plain = evaluation.explanation.to_dict()
    assert set(conflict_ids(plain)) == {conflict.id for conflict in evaluation.conflicts}
    assert set(unconfirmed_names(plain)) == set(evaluation.unconfirmed)
    assert list(conflict_ids(None)) == []


def test_values_are_written_by_their_kind():
    """Numbers are numbers, words of the law are words, flags are yes or no."""
    plain = {
        "kind": "policy",
        "title": {"id": "Hasil", "en": "Result"},
        "value": "82.50",
        "parts": [
            {"kind": "input", "title": {"id": "a", "en": "a"}, "value": "sangat_baik"},
            {"kind": "flag", "title": {"id": "b", "en": "b"}, "value": True},
            {"kind": "input", "title": {"id": "c", "en": "c"}, "value": None,
             "reason": {"id": "tidak diberikan", "en": "not given"}},
            {"kind": "input", "title": {"id": "d", "en": "d"}, "value": "1/3"},
            {"kind": "input", "title": {"id": "e", "en": "e"}, "value": "false"},
        ],
    }  # fmt: skip
    (reason,) = make_reasons(plain, words=Words("id"), conflicts={})
    assert reason.value == "82,5"
    assert reason.facts == (("a", "Sangat Baik"), ("b", "ya"), ("c", "belum ada"), ("d", "1/3"),
                            ("e", "tidak"))  # fmt: skip
    assert reason.notes == ("Tidak ada nilai: tidak diberikan",)


@pytest.mark.parametrize(
    ("lang", "needs", "missing"),
    [
        ("id", "Di Atas Ekspektasi x Di Bawah Ekspektasi", "umpan balik tidak diberikan"),
        ("en", "Above Expectation x Below Expectation", "feedback was not given"),
    ],
)
def test_words_and_names_are_those_of_people(lang, needs, missing):
    """An alternative has the printed words; what is missing has its title, not its key."""
    plain = {
        "kind": "policy",
        "title": {"id": "Predikat", "en": "Predicate"},
        "value": "baik",
        "alternatives": [
            {"result": "kurang", "needs": {"id": "di atas ekspektasi x di bawah ekspektasi.",
                                           "en": "di atas ekspektasi x di bawah ekspektasi."}},
        ],
        "parts": [
            {"kind": "input", "title": {"id": "umpan balik", "en": "feedback"}, "value": None,
             "place": "umpan_balik_positif",
             "reason": {"id": "umpan_balik_positif tidak diberikan",
                        "en": "umpan_balik_positif was not given"}},
        ],
    }  # fmt: skip
    (reason,) = make_reasons(plain, words=Words(lang), conflicts={})
    assert needs in reason.alternatives[0]
    assert reason.notes[0].endswith(missing)
