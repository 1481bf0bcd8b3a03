"""The minutes of a selection hold everything a loser may ask."""

import attrs
import pytest

from asn_kinerja.records.award_rules import AwardProgramme, Gate, GateKind
from asn_kinerja.records.awards import GateResult, GateState, Selection
from asn_kinerja.reports.minutes import make_minutes
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import build_year


@pytest.fixture
def minutes(year):
    """Minutes of the one pool, in Bahasa Indonesia."""
    return make_minutes(year.awards[0], year, words=Words("id"))


def test_the_rules_are_told(minutes):
    """Conditions, criteria with weight and anchors, points and tie chain are printed."""
    assert minutes.pool == "Pelaksana"
    assert minutes.gates[0] == "Masa kerja paling sedikit 12 bulan"
    assert minutes.gates[1] == "Predikat paling rendah Baik (ketentuan)"
    told = [(line.name, line.weight, line.worst, line.best) for line in minutes.criteria]
    assert told == [("Predikat", "60%", "0", "100"), ("Kehadiran", "40%", "80", "100")]
    assert minutes.points == "Nilai predikat yang diumumkan: Sangat Baik = 100; Baik = 80."
    assert "Kehadiran" in minutes.tie_rule
    assert "Keputusan Camat" in minutes.basis
    assert "Piagam" in minutes.reward


def test_the_ranking_holds_scores_and_totals(minutes):
    """Each ranked candidate has scores in the order of the criteria, and a total."""
    first = minutes.ranked[0]
    assert (first.rank, first.name, first.total) == ("1", "Fadli Tanjungan", "88,0000")
    assert first.scores == ("80,00", "75,00")
    assert [line.is_chosen for line in minutes.ranked] == [True, False, False]


def test_who_is_out_has_a_reason(minutes):
    """An excluded candidate has at least one reason; a missing value names its criterion."""
    reasons = {line.name: line.reasons for line in minutes.excluded}
    assert reasons["Mutiara Andalas"] == ("Kehadiran: nilai tidak lengkap",)
    assert "2025" in reasons["Nanda Kesawan"][0]


def test_a_known_reason_is_a_sentence(records, programme):
    """A gate's reason is told in the words of the selection."""
    gate = GateResult(
        kind=GateKind.TANPA_HUKUMAN, state=GateState.NOT_MET, reason="hukuman_berjalan",
        detail="sedang",
    )  # fmt: skip
    selection = records[Selection][0]
    last = attrs.evolve(selection.candidates[-1], gates=(gate,))
    changed = attrs.evolve(selection, candidates=(*selection.candidates[:-1], last))
    year = build_year({**records, Selection: [changed]}, programme=programme)
    minutes = make_minutes(year.awards[0], year, words=Words("en"))
    assert minutes.excluded[-1].reasons == ("A discipline penalty of level sedang is running.",)


@pytest.mark.parametrize(
    ("basis", "told"),
    [
        ("Masa keberatan sudah berakhir", "Predikat sudah final: masa keberatan sudah berakhir"),
        (
            "PermenPANRB 6/2022 Pasal 29",
            "Predikat sudah final: masa keberatan sudah berakhir (PermenPANRB 6/2022 Pasal 29)",
        ),
    ],
)
def test_the_basis_of_a_gate_is_told_when_it_adds_something(records, programme, basis, told):
    """What the text of a gate says already is not said again behind it."""
    gate = Gate(kind=GateKind.PREDIKAT_FINAL, basis=basis)
    award = attrs.evolve(records[AwardProgramme][0], gates=(gate,))
    year = build_year({**records, AwardProgramme: [award]}, programme=programme)
    assert make_minutes(year.awards[0], year, words=Words("id")).gates == (told,)


@pytest.mark.parametrize(
    ("answer", "lang", "told"),
    [
        (("predikat_final", "2026-02-02"), "id", "Predikat sudah final sejak 2 Februari 2026."),
        (
            ("predikat_final", "2026-02-02"),
            "en",
            "The predicate has been final since 2 February 2026.",
        ),
        (
            ("predikat_kurang", "butuh_perbaikan"),
            "id",
            "Predikat Butuh Perbaikan, di bawah syarat.",
        ),
        (
            ("predikat_kurang", "butuh_perbaikan"),
            "en",
            "The predicate Needs Improvement is too low.",
        ),
        (("masa_kerja_kurang", "7"), "en", "Has served 7 months only."),
    ],
)
def test_days_and_words_of_a_reason_are_written_as_in_the_report(
    records, programme, answer, lang, told
):
    """A day has its month in words, a word of the law is the printed one."""
    reason, detail = answer
    gate = GateResult(
        kind=GateKind.PREDIKAT_MINIMUM, state=GateState.NOT_MET, reason=reason, detail=detail
    )
    selection = records[Selection][0]
    last = attrs.evolve(selection.candidates[-1], gates=(gate,))
    changed = attrs.evolve(selection, candidates=(*selection.candidates[:-1], last))
    year = build_year({**records, Selection: [changed]}, programme=programme)
    minutes = make_minutes(year.awards[0], year, words=Words(lang))
    assert told in minutes.excluded[-1].reasons


def test_ties_are_told(minutes):
    """A tie says what decided it, or that the committee does."""
    assert minutes.ties[0].endswith("nilai sama, diputus oleh Kehadiran.")
    assert "panitia" in minutes.ties[1]


def test_the_decision_names_winners_and_reserves(minutes):
    """Winners, reserves and who decides are named."""
    assert "Fadli Tanjungan" in minutes.decision
    assert "Jaya Pasirwan" in minutes.reserves
    assert minutes.deciders == ("Aminah Sartika", "Bonar Wiguna")


def test_a_pool_without_winner_says_so(records, programme):
    """Where nobody can be named, the minutes say it."""
    bare = attrs.evolve(records[Selection][0], candidates=(), ties=())
    year = build_year({**records, Selection: [bare]}, programme=programme)
    minutes = make_minutes(year.awards[0], year, words=Words("id"))
    assert minutes.decision.startswith("Tidak ada yang dapat ditetapkan")
    assert minutes.reserves == ""
    assert minutes.ranked == ()
