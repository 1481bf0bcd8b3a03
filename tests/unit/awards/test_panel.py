"""A panel: who must step back, when marks become a value, and what is shown beside it."""

from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from asn_kinerja.awards.panel import check_marks, join_marks, must_step_back
from asn_kinerja.errors import InvalidRecord
from asn_kinerja.records.award_rules import Criterion, CriterionSource, Judge, Panel, PanelMean
from asn_kinerja.records.awards import Nomination, PanelMark

JUDGES = (
    Judge(id="j1", name="Juri Satu", unit_id="u1", family_ids=("cici",)),
    Judge(id="j2", name="Juri Dua"),
    Judge(id="j3", name="Juri Tiga"),
)
PANEL = Panel(judges=JUDGES)


def mark(judge_id, employee_id, value, *, why=""):
    """One mark on innovation."""
    return PanelMark(
        id=f"{judge_id}-{employee_id}-{value}",
        programme_id="teladan",
        criterion_id="inovasi",
        judge_id=judge_id,
        employee_id=employee_id,
        mark=None if value is None else Decimal(value),
        recused_for=why,
    )


@pytest.fixture
def judged(programme):
    """The programme with a panel on innovation."""
    criterion = Criterion(
        id="inovasi",
        name="Inovasi",
        source=CriterionSource.PANEL,
        weight=Decimal(100),
        worst=Decimal(0),
        best=Decimal(100),
    )
    return attrs.evolve(programme, id="teladan", criteria=(criterion,), ties=(), panel=PANEL)


@pytest.mark.parametrize(
    ("judge", "employee", "unit", "reason"),
    [
        (JUDGES[0], "j1", "u9", "diri_sendiri"),
        (JUDGES[0], "ani", "u9", "calon_sendiri"),
        (JUDGES[0], "cici", "u9", "keluarga"),
        (JUDGES[0], "budi", "u1", "unit_sama"),
        (JUDGES[0], "budi", "u9", None),
        (JUDGES[1], "budi", "u1", None),
    ],
)
def test_who_must_step_back(judge, employee, unit, reason):
    """Oneself, the own nominee, family and the own unit; an outsider has no unit."""
    own = Nomination(id="n", programme_id="teladan", employee_id="ani", nominated_by="j1")
    found = must_step_back(judge, employee, panel=PANEL, unit_id=unit, nominations=[own])
    assert found == reason


def test_a_programme_may_let_judges_mark_their_unit():
    """A small office says so in its panel."""
    lenient = attrs.evolve(PANEL, same_unit=True)
    assert must_step_back(JUDGES[0], "budi", panel=lenient, unit_id="u1") is None


def test_all_wrong_marks_are_named(judged):
    """Strangers, unknown criteria, doubles and marks that must not be, at once."""
    odd = attrs.evolve(mark("j2", "ani", 80), id="z1", criterion_id="lain")
    marks = [
        mark("j1", "cici", 90),
        mark("j9", "ani", 80),
        mark("j2", "siapa", 70),
        mark("j3", "ani", 60),
        attrs.evolve(mark("j3", "ani", 65), id="z2"),
        odd,
    ]
    problems = check_marks(judged, marks, units={"ani": "u2", "cici": "u3"})
    found = sorted((problem.code, problem.place) for problem in problems)
    assert found == [
        ("marked_twice", "PanelMark[z2]"),
        ("must_step_back", "PanelMark[j1-cici-90]"),
        ("not_found", "PanelMark[j2-siapa-70].employee_id"),
        ("not_found", "PanelMark[j9-ani-80].judge_id"),
        ("not_found", "PanelMark[z1].criterion_id"),
    ]


def test_marks_are_hidden_until_all_are_in():
    """One judge who has neither marked nor stepped back keeps the value away."""
    open_ = join_marks(PANEL, [mark("j1", "ani", 80), mark("j2", "ani", 90)])["ani", "inovasi"]
    assert (open_.value, open_.median, open_.spread) == (None, None, None)
    assert open_.waiting == ("j3",)
    done = join_marks(
        PANEL,
        [mark("j1", "ani", 80), mark("j2", "ani", 90), mark("j3", "ani", None, why="keluarga")],
    )["ani", "inovasi"]
    assert (done.value, done.given, dict(done.recused)) == (85, 2, {"j3": "keluarga"})


def test_all_judges_stepped_back_is_no_zero():
    """Nobody marked: the value stays missing."""
    marks = [mark(judge.id, "ani", None, why="keluarga") for judge in JUDGES]
    assert join_marks(PANEL, marks)["ani", "inovasi"].value is None


def test_median_stands_beside_mean_and_far_marks_are_flagged():
    """The programme says which counts; both are shown, and a wide spread is flagged."""
    marks = [mark("j1", "ani", 40), mark("j2", "ani", 90), mark("j3", "ani", 95)]
    found = join_marks(PANEL, marks)["ani", "inovasi"]
    assert (found.value, found.median, found.mean) == (90, 90, 75)
    assert found.is_disputed
    mean = attrs.evolve(PANEL, mean=PanelMean.MEAN, disagreement=Decimal(56))
    found = join_marks(mean, marks)["ani", "inovasi"]
    assert (found.value, found.is_disputed) == (75, False)


def test_leniency_is_adjusted_only_above_the_stated_number():
    """A judge ten points above the others is brought down, and it is shown by how much."""
    names = ["ani", "budi", "cici"]
    marks = [
        *(mark("j1", name, 90) for name in names),
        *(mark("j2", name, 80) for name in names),
        *(mark("j3", name, 80) for name in names),
    ]
    few = join_marks(attrs.evolve(PANEL, leniency_marks=4), marks)["ani", "inovasi"]
    assert (dict(few.adjusted), few.mean) == ({}, Fraction(250, 3))
    many = join_marks(attrs.evolve(PANEL, leniency_marks=3), marks)["ani", "inovasi"]
    assert many.adjusted == {"j1": 10, "j2": -5, "j3": -5}
    assert (many.value, many.mean) == (85, Fraction(250, 3))


def test_the_order_of_marks_is_irrelevant():
    """The same marks the other way round give the same results."""
    marks = [mark("j1", "ani", 40), mark("j2", "ani", 90), mark("j3", "ani", 95)]
    assert join_marks(PANEL, marks) == join_marks(PANEL, marks[::-1])


def test_a_mark_is_a_mark_or_a_stepping_back():
    """Both at once and neither are refused."""
    with pytest.raises(InvalidRecord, match="either a mark or a reason"):
        mark("j1", "ani", 80, why="keluarga")
    with pytest.raises(InvalidRecord, match="either a mark or a reason"):
        mark("j1", "ani", None)
