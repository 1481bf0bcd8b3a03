"""Laws of award selections, on random pools."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from asn_kinerja.awards.facts import AwardFacts
from asn_kinerja.awards.ranking.additive import SimpleAdditiveWeighting
from asn_kinerja.awards.select import select
from asn_kinerja.legal.terms import EmploymentStatus, GolonganRuang, PositionClass, PredikatKinerja
from asn_kinerja.records.appraisals import Appraisal, AppraisalOutcome
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.award_rules import (
    AwardPool,
    AwardProgramme,
    Criterion,
    CriterionSource,
    Gate,
    GateKind,
    PredicatePoints,
)
from asn_kinerja.records.awards import Attendance, Nomination, Penalty, Place
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position

YEAR = Period("2025")
DAY = date(2026, 1, 20)
METHODS = {"saw": SimpleAdditiveWeighting()}
PUBLISHED = (
    PredicatePoints(predicate="sangat_baik", points=Decimal(100)),
    PredicatePoints(predicate="baik", points=Decimal(80)),
    PredicatePoints(predicate="butuh_perbaikan", points=Decimal(50)),
)
SOURCES = (CriterionSource.PREDIKAT, CriterionSource.KEHADIRAN, CriterionSource.INOVASI)
WORST = {"predikat": 50, "kehadiran": 80, "inovasi": 0}


@st.composite
def programmes(draw):
    first = draw(st.integers(0, 100))
    second = draw(st.integers(0, 100 - first))
    weights = (first, second, 100 - first - second)
    return AwardProgramme(
        id="teladan",
        name="Pegawai teladan",
        period=YEAR,
        pools=(
            AwardPool(
                id="semua",
                name="Semua",
                winners=draw(st.integers(1, 3)),
                reserves=draw(st.integers(0, 2)),
            ),
        ),
        gates=(Gate(kind=GateKind.PREDIKAT_FINAL), Gate(kind=GateKind.TANPA_HUKUMAN)),
        criteria=tuple(
            Criterion(
                id=source.value,
                name=source.value,
                source=source,
                weight=Decimal(weight),
                worst=Decimal(WORST[source.value]),
                best=Decimal(100),
            )
            for source, weight in zip(SOURCES, weights, strict=True)
        ),
        predicate_points=PUBLISHED,
        ties=draw(st.permutations([source.value for source in SOURCES]).map(tuple)),
    )


@st.composite
def facts(draw, most=7):
    people = [f"p{number}" for number in range(draw(st.integers(1, most)))]
    marks = st.sampled_from((None, Decimal(0), Decimal("62.5"), Decimal(80), Decimal(100)))
    lists = {name: [] for name in ("nominations", "employees", "assignments", "appraisals",
                                   "penalties", "attendance")}  # fmt: skip
    for number, name in enumerate(people):
        lists["nominations"].append(
            Nomination(
                id=f"n-{name}",
                programme_id="teladan",
                employee_id=name,
                nominated_by="lurah",
                innovation=draw(marks),
            )
        )
        lists["employees"].append(
            Employee(
                id=name,
                nip=Nip(f"19800101200501100{number + 1}"),
                name=f"Pegawai {number}",
                status=EmploymentStatus.PNS,
                grade=GolonganRuang.III_A,
                appointed_on=date(2005, 1, 1),
            )
        )
        lists["assignments"].append(
            Assignment(
                id=f"a-{name}", employee_id=name, position_id="post", valid_from=date(2020, 1, 1)
            )
        )
        predicate = draw(st.sampled_from((*tuple(PredikatKinerja)[:3], None)))
        lists["appraisals"].append(
            Appraisal(
                id=f"ap-{name}",
                employee_id=name,
                assignment_id=f"a-{name}",
                unit_id="u",
                period=YEAR,
                outcome=AppraisalOutcome.DINILAI if predicate else AppraisalOutcome.BELUM_DINILAI,
                predicate=predicate,
                final_on=draw(st.sampled_from((date(2026, 1, 10), date(2026, 1, 10), None))),
            )
        )
        leave = draw(st.sampled_from((0, 40)))
        absent = draw(st.sampled_from((0, 5, 60)))
        lists["attendance"].append(
            Attendance(
                id=f"h-{name}",
                employee_id=name,
                period=YEAR,
                working_days=240,
                present=240 - leave - absent,
                lawful_leave=leave,
                absent=absent,
            )
        )
        if draw(st.integers(0, 9)) == 0:
            lists["penalties"].append(
                Penalty(id=f"d-{name}", employee_id=name, kind="x", valid_from=date(2025, 12, 1))
            )
    post = Position(
        id="post", name="Pelaksana", unit_id="u", position_class=PositionClass.PELAKSANA
    )
    return AwardFacts(
        as_of=DAY, positions=(post,), **{name: tuple(rows) for name, rows in lists.items()}
    )


def run(programme, given_facts):
    (selection,) = select(programme, facts=given_facts, methods=METHODS)
    return selection


def order_of(selection):
    return {item.employee_id: item.rank for item in selection.candidates if item.rank}


@given(programmes(), facts(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_changes_nothing(programme, known, chance):
    """The same facts in any order give the identical selection."""
    shuffled = {}
    for field in attrs.fields(AwardFacts):
        rows = getattr(known, field.name)
        if isinstance(rows, tuple):
            rows = list(rows)
            chance.shuffle(rows)
            shuffled[field.name] = tuple(rows)
    assert run(programme, attrs.evolve(known, **shuffled)) == run(programme, known)


@given(programmes(), facts(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_loser_who_leaves_reorders_nobody(programme, known, data):
    """Without somebody who won nothing the others keep their order."""
    selection = run(programme, known)
    losers = [
        item.employee_id
        for item in selection.candidates
        if item.place not in {Place.WINNER, Place.TIED}
    ]
    assume(losers)
    gone = data.draw(st.sampled_from(losers))
    rest = tuple(item for item in known.nominations if item.employee_id != gone)
    after = order_of(run(programme, attrs.evolve(known, nominations=rest)))
    before = {name: rank for name, rank in order_of(selection).items() if name != gone}
    assert set(after) == set(before)
    assert sorted(after, key=lambda n: (after[n], n)) == sorted(
        before, key=lambda n: (before[n], n)
    )
    assert all(
        (before[one] < before[two]) == (after[one] < after[two]) for one in before for two in before
    )


@given(programmes(), facts())
@settings(max_examples=60, deadline=None)
def test_equal_candidates_tie(programme, known):
    """Candidates with the same values have the same rank and the same place."""
    selection = run(programme, known)
    rows = {}
    for item in selection.candidates:
        if item.rank:
            key = tuple(score.scaled for score in item.scores)
            rows.setdefault(key, set()).add((item.rank, item.place))
    assert all(len(found) == 1 for found in rows.values())


@given(programmes(), facts())
@settings(max_examples=60, deadline=None)
def test_the_dominated_never_come_first(programme, known):
    """Who is at least as good in everything is never ranked behind."""
    ranked = [item for item in run(programme, known).candidates if item.rank]
    for one in ranked:
        for two in ranked:
            pairs = list(zip(one.scores, two.scores, strict=True))
            if all(mine.scaled >= theirs.scaled for mine, theirs in pairs):
                assert one.rank <= two.rank


@given(programmes(), facts())
@settings(max_examples=60, deadline=None)
def test_totals_are_the_weighted_sum(programme, known):
    """Totals follow from weights and anchors by plain fractions, rounded half up once."""
    weights = {item.id: Fraction(item.weight) / 100 for item in programme.criteria}
    for item in run(programme, known).candidates:
        if item.rank is None:
            assert item.total is None
            continue
        total = Fraction(0)
        for score in item.scores:
            low = Fraction(WORST[score.criterion_id])
            share = (Fraction(score.raw) - low) / (100 - low)
            total += weights[score.criterion_id] * 100 * min(Fraction(1), max(Fraction(0), share))
        assert Fraction(item.total) == Fraction(int(total * 10_000 + Fraction(1, 2)), 10_000)


@given(programmes(), facts())
@settings(max_examples=60, deadline=None)
def test_places_are_handed_out_once(programme, known):
    """No more winners and reserves than there are places; a tie at the border takes none."""
    (pool,) = programme.pools
    selection = run(programme, known)
    assert len(selection.winners) <= pool.winners
    assert len(selection.reserves) <= pool.reserves
    ranked = [item for item in selection.candidates if item.rank]
    tied = [item for item in ranked if item.place is Place.TIED]
    if not tied:
        assert len(selection.winners) == min(pool.winners, len(ranked))
    for item in ranked:
        better = sum(other.rank < item.rank for other in ranked)
        same = sum(other.rank == item.rank for other in ranked)
        if better + same <= pool.winners:
            assert item.place is Place.WINNER
        elif better < pool.winners:
            assert item.place is Place.TIED
        elif better >= pool.winners + pool.reserves:
            assert item.place is Place.RANKED
