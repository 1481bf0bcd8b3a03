"""Gates: three answers, each with a reason."""

from datetime import date

import attrs
import pytest

from asn_kinerja.awards.eligibility import check_gates, months_between
from asn_kinerja.awards.facts import find_entrants
from asn_kinerja.awards.wording import GATE_REASONS, PLACES, say_gate
from asn_kinerja.legal.terms import DisciplineLevel, PredikatKinerja
from asn_kinerja.records.appraisals import AppraisalOutcome
from asn_kinerja.records.award_rules import Gate, GateKind
from asn_kinerja.records.awards import AwardWin, GateState, Penalty, Place

MET, NOT_MET, HUMAN = GateState.MET, GateState.NOT_MET, GateState.NEEDS_HUMAN


def _penalty(**changes):
    fields = {"id": "d", "employee_id": "ani", "kind": "x", "valid_from": date(2025, 11, 1)}
    return Penalty(**fields | changes)


@pytest.fixture
def ask(programme):
    """Ask one gate about ani."""

    def answer(kind, facts, rules=programme):
        entrant = next(
            item for item in find_entrants(rules, facts=facts) if item.employee.id == "ani"
        )
        found = {item.kind: item for item in check_gates(rules, entrant, facts=facts)}[kind]
        assert say_gate(found, "id")
        assert say_gate(found, "en") != say_gate(found, "id")
        return found.state, found.reason

    return answer


def test_who_meets_everything_is_eligible(programme, facts):
    """All five gates are asked and met."""
    entrant = find_entrants(programme, facts=facts)[0]
    assert {item.state for item in check_gates(programme, entrant, facts=facts)} == {MET}


@pytest.mark.parametrize(
    ("since", "answer"),
    [
        (date(2024, 1, 20), (MET, "masa_kerja_cukup")),
        (date(2024, 1, 21), (NOT_MET, "masa_kerja_kurang")),
    ],
)
def test_service_is_counted_in_whole_months(ask, facts, since, answer):
    """24 months on the day of the selection, and not one day less."""
    new = tuple(attrs.evolve(item, appointed_on=since) for item in facts.employees)
    assert ask(GateKind.MASA_KERJA, attrs.evolve(facts, employees=new)) == answer


def test_months_are_whole():
    """From the 31st of January a month is over in March."""
    assert months_between(date(2025, 1, 31), date(2025, 2, 28)) == 0
    assert months_between(date(2025, 1, 31), date(2025, 3, 31)) == 2
    assert months_between(date(2026, 1, 1), date(2025, 1, 1)) == 0


@pytest.mark.parametrize(
    ("final_on", "answer"),
    [
        (date(2026, 1, 20), (MET, "predikat_final")),
        (date(2026, 1, 21), (NOT_MET, "predikat_belum_final")),
        (None, (NOT_MET, "predikat_belum_final")),
    ],
)
def test_the_predicate_must_be_final(ask, change, final_on, answer):
    """While it can be objected to, it is none."""
    assert ask(GateKind.PREDIKAT_FINAL, change("appraisals", final_on=final_on)) == answer


def test_a_missing_predicate_is_no_fail(ask, change):
    """Somebody has to look into it."""
    known = change("appraisals", predicate=None, outcome=AppraisalOutcome.BELUM_DINILAI)
    assert ask(GateKind.PREDIKAT_FINAL, known) == (HUMAN, "predikat_belum_ada")
    assert ask(GateKind.PREDIKAT_MINIMUM, known) == (HUMAN, "predikat_belum_ada")


@pytest.mark.parametrize(
    ("predicate", "answer"),
    [
        (PredikatKinerja.SANGAT_BAIK, (MET, "predikat_cukup")),
        (PredikatKinerja.BAIK, (MET, "predikat_cukup")),
        (PredikatKinerja.BUTUH_PERBAIKAN, (NOT_MET, "predikat_kurang")),
    ],
)
def test_the_predicate_must_be_high_enough(ask, change, predicate, answer):
    """Baik or better."""
    assert ask(GateKind.PREDIKAT_MINIMUM, change("appraisals", predicate=predicate)) == answer


@pytest.mark.parametrize(
    ("penalty", "answer"),
    [
        (_penalty(level=DisciplineLevel.RINGAN), (NOT_MET, "hukuman_berjalan")),
        (_penalty(), (NOT_MET, "dalam_pemeriksaan")),
        (
            _penalty(level=DisciplineLevel.BERAT, valid_until=date(2026, 1, 20)),
            (MET, "tanpa_hukuman"),
        ),
        (_penalty(employee_id="budi"), (MET, "tanpa_hukuman")),
    ],
)
def test_a_penalty_stops_while_it_runs(ask, facts, penalty, answer):
    """Running or under examination; served is over; another's is another's."""
    assert ask(GateKind.TANPA_HUKUMAN, attrs.evolve(facts, penalties=(penalty,))) == answer


def test_who_decides_is_no_candidate(ask, facts, programme):
    """Even where the programme forgets to list that gate."""
    rules = attrs.evolve(programme, decider_ids=("ani",), gates=())
    assert ask(GateKind.BUKAN_PENENTU, facts, rules) == (NOT_MET, "penentu")
    assert ask(GateKind.BUKAN_PENENTU, facts) == (MET, "bukan_penentu")


@pytest.mark.parametrize(
    ("won", "answer"),
    [
        (("pegawai_terbaik", date(2025, 9, 1)), (NOT_MET, "jeda_kurang")),
        (("pegawai_terbaik", date(2020, 9, 1)), (MET, "jeda_cukup")),
        (("lain", date(2025, 9, 1)), (MET, "belum_pernah")),
        (("pegawai_terbaik", date(2030, 9, 1)), (MET, "belum_pernah")),
    ],
)
def test_a_recent_win_of_the_same_family_bars(ask, facts, programme, won, answer):
    """An old win, a win of another family and one to come do not."""
    rules = attrs.evolve(
        programme,
        family="pegawai_terbaik",
        gates=(*programme.gates, Gate(kind=GateKind.JEDA, threshold="24")),
    )
    win = AwardWin(id="m1", employee_id="ani", family=won[0], won_on=won[1])
    assert ask(GateKind.JEDA, attrs.evolve(facts, wins=(win,)), rules) == answer


def test_every_reason_and_place_has_a_text():
    """Both languages say what came out."""
    assert all(text.id and text.en for text in GATE_REASONS.values())
    assert set(PLACES) == set(Place)
