"""The minutes of a selection, in the report and on paper, hold everything a loser may ask."""

import attrs
import pytest

from asn_kinerja.records.award_rules import AwardProgramme, Gate, GateKind
from asn_kinerja.records.awards import GateResult, GateState, Selection
from asn_kinerja.reports.papers.blocks import Heading, Listing, Paragraph, Signatures, Table
from asn_kinerja.reports.papers.minutes import write_minutes
from asn_kinerja.reports.papers.pages import render_articles
from asn_kinerja.reports.papers.stored import stored_awards
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import build_year


@pytest.fixture
def paper(records, programme):
    """The minutes of the one pool, in some language, with some records changed."""

    def write(lang="id", **changes):
        kinds = {Selection: "selection", AwardProgramme: "award"}
        changed = {
            kind: [changes[name]] for kind, name in kinds.items() if changes.get(name) is not None
        }
        year = build_year({**records, **changed}, programme=programme)
        (source,) = stored_awards(year, words=Words(lang))
        return write_minutes(source, with_scores=True)

    return write


def of(paper, kind):
    """The blocks of a kind."""
    return [block for block in paper.blocks if isinstance(block, kind)]


def said(paper):
    """All paragraphs."""
    return [block.text for block in of(paper, Paragraph)]


def test_the_rules_are_told(paper):
    """Conditions, criteria with weight and anchors, points, tie chain, basis and reward."""
    written = paper()
    gates = of(written, Listing)[0].lines
    assert gates[0] == "Masa kerja paling sedikit 12 bulan"
    assert gates[1] == "Predikat paling rendah Baik (ketentuan)"
    assert [row[:4] for row in of(written, Table)[0].rows] == [
        ("Predikat", "60%", "0", "100"),
        ("Kehadiran", "40%", "80", "100"),
    ]
    told = " ".join(said(written))
    for words in ("Sangat Baik = 100; Baik = 80", "Kehadiran", "Keputusan Camat", "Piagam"):
        assert words in told
    assert "Kelompok Pelaksana" in [block.text for block in of(written, Heading)]


def test_the_ranking_holds_scores_and_totals(paper):
    """Each ranked candidate has scores in the order of the criteria, and a total."""
    ranking = of(paper(), Table)[1]
    first = ranking.rows[0]
    assert (first[0], first[1]) == ("1", "Fadli Tanjungan")
    assert first[3:6] == ("80,00", "75,00", "88,0000")
    assert ranking.chosen == {0}


def test_who_is_out_has_a_reason(paper):
    """An excluded candidate has at least one reason; a missing value names its criterion."""
    reasons = {row[0]: row[-1] for row in of(paper(), Table)[2].rows}
    assert reasons["Mutiara Andalas"] == "Kehadiran: nilai belum ada."
    assert "2025" in reasons["Nanda Kesawan"]


@pytest.fixture
def reason(records, paper):
    """The reason of somebody whom a gate stops."""

    def tell(lang, kind, *, code, detail):
        gate = GateResult(kind=kind, state=GateState.NOT_MET, reason=code, detail=detail)
        selection = records[Selection][0]
        last = attrs.evolve(selection.candidates[-1], gates=(gate,))
        changed = attrs.evolve(selection, candidates=(*selection.candidates[:-1], last))
        return of(paper(lang, selection=changed), Table)[2].rows[-1][-1]

    return tell


@pytest.mark.parametrize(
    ("code", "detail", "lang", "told"),
    [
        ("predikat_final", "2026-02-02", "id", "Predikat sudah final sejak 2 Februari 2026."),
        ("predikat_final", "2026-02-02", "en", "The predicate has been final since 2 February"),
        ("predikat_kurang", "butuh_perbaikan", "id", "Predikat Butuh Perbaikan, di bawah syarat."),
        ("predikat_kurang", "butuh_perbaikan", "en", "Needs Improvement is too low."),
        ("masa_kerja_kurang", "7", "en", "Has served 7 months only."),
        ("menurut_surat", "7", "id", "tidak terpenuhi"),
    ],
)
def test_a_reason_is_a_sentence_in_the_words_of_the_report(reason, code, detail, lang, told):
    """A day has its month in words, a word of the law is the printed one."""
    assert told in reason(lang, GateKind.PREDIKAT_MINIMUM, code=code, detail=detail)


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
def test_the_basis_of_a_gate_is_told_when_it_adds_something(records, paper, basis, told):
    """What the text of a gate says already is not said again behind it."""
    gate = Gate(kind=GateKind.PREDIKAT_FINAL, basis=basis)
    award = attrs.evolve(records[AwardProgramme][0], gates=(gate,))
    assert of(paper(award=award), Listing)[0].lines == (told,)


def test_ties_winners_reserves_and_deciders_are_named(paper):
    """A tie says what decided it, or that nothing did; the decision stands out."""
    written = paper()
    told = said(written)
    assert any(text.endswith("jumlah nilai sama, diputus oleh Kehadiran.") for text in told)
    assert any("tetap sama menurut semua pemutus" in text for text in told)
    (decision,) = [block.text for block in of(written, Paragraph) if block.is_strong]
    assert "Fadli Tanjungan" in decision
    assert any("Jaya Pasirwan" in text for text in told if text.startswith("Cadangan"))
    assert of(written, Signatures)[0].names == ("Aminah Sartika", "Bonar Wiguna")
    assert not [text for text in told if "SHA-256" in text]  # the report has a digest of its own


def test_a_pool_without_winner_says_so(records, paper):
    """Where nobody can be named, the minutes say it; a pool that is gone keeps its key."""
    bare = attrs.evolve(records[Selection][0], candidates=(), ties=())
    (decision,) = [block.text for block in of(paper(selection=bare), Paragraph) if block.is_strong]
    assert decision.startswith("Belum ada yang dapat ditetapkan")
    gone = attrs.evolve(bare, pool_id="lama")
    assert "Kelompok lama" in [block.text for block in of(paper(selection=gone), Heading)]


def test_the_page_of_the_report_has_its_headings_below_its_own(paper):
    """Titles begin at the third level, without ids; nothing of a name is markup."""
    page = render_articles([paper()], top=3, look="minutes")
    assert page.startswith('<article class="minutes">')
    assert "<h3>" in page
    assert "<h2>" not in page
    assert " id=" not in page
