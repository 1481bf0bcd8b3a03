"""A plan as documents: rows that add up, words in both languages, files that stand alone."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import attrs
import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.legal.terms import PositionClass, TrainingPath
from asn_kinerja.records.periods import Period
from asn_kinerja.records.programme import Programme
from asn_kinerja.records.training import (
    Course,
    CourseEvaluation,
    Estimate,
    Fund,
    HeldBack,
    NeedKind,
    Placement,
    PlanState,
    Session,
    TrainingNeed,
    TrainingPlan,
    UnmetNeed,
)
from asn_kinerja.reports.calendar import plan_calendar
from asn_kinerja.reports.course_effects import say_estimate, say_verdict
from asn_kinerja.reports.plan import HoursAnswer, PlanReport
from asn_kinerja.reports.plan_lines import (
    held_back_lines,
    person_lines,
    plan_state,
    plan_tiles,
    plan_worth,
    waiting_lines,
)
from asn_kinerja.reports.plan_page import render_plan
from asn_kinerja.reports.plan_sheets import plan_workbook
from asn_kinerja.reports.wording import Words
from asn_kinerja.training.learners import HoursWindow, Learner, Span
from asn_kinerja.training.problem import TrainingProblem

YEAR = Period("2025")
STAMP = datetime(2026, 1, 30, 12, tzinfo=UTC)
NAMES = {
    "a": "Aminah <Sari>", "b": "=Bonar", "c": "Citra", "d": "Citra", "u": "Seksi Umum",
    "c1": "Pelayanan", "c2": "Arsip", "lama": "Kursus Lama", "baru": "Kursus Baru",
}  # fmt: skip


def _need(person, competency):
    return TrainingNeed(
        id=f"{person}/{competency}", employee_id=person, unit_id="u", period=YEAR,
        kind=NeedKind.PELATIHAN, reason="gap", competency_id=competency, required=3, current=1,
        weight=Decimal(2), priority=Decimal(4),
    )  # fmt: skip


def _learner(name, *windows):
    return Learner(
        employee_id=name, unit_id="u", position_class=PositionClass.PELAKSANA, windows=windows,
    )  # fmt: skip


def _session(name, course, day, **changes):
    found = {"cost": 100, "fund_id": "apbd", "seats": 2} | changes
    return Session(
        id=name, course_id=course, valid_from=day, valid_until=day.replace(day=day.day + 2), **found
    )


@pytest.fixture
def report():
    """Four people: one meets the duty, one is short and waits, a PPPK, one who entered late."""
    year = Span(YEAR.start, YEAR.end)
    problem = TrainingProblem(
        id="2025",
        period=YEAR,
        needs=(_need("a", "c1"), _need("b", "c1"), _need("c", "c2")),
        learners=(
            _learner("a", HoursWindow(span=year, used=8, duty=20)),
            _learner("b", HoursWindow(span=year, used=3, duty=20)),
            _learner("c", HoursWindow(span=Span(YEAR.start, date(2025, 7, 1)), ceiling=24),
                     HoursWindow(span=Span(YEAR.end, date(2027, 1, 1)), ceiling=24)),
            _learner("d", HoursWindow(span=year)),
        ),
        courses=(
            Course(id="baru", name="Kursus [Baru]", provider="LAN", path=TrainingPath.KLASIKAL,
                   credit_hours=12, competency_id="c1", level=3),
            Course(id="arsip", name="Arsip", provider="BKPSDM", path=TrainingPath.NONKLASIKAL,
                   credit_hours=10, competency_id="c2", level=3),
        ),
        sessions=(
            _session("s1", "baru", date(2025, 5, 5), seats=1),
            _session("s2", "arsip", date(2025, 6, 2), cost=0, fund_id="gratis"),
            _session("s3", "arsip", date(2025, 9, 1), minimum_size=2),
        ),
        funds=(Fund(id="apbd", name="APBD", ceiling=150), Fund(id="gratis", name="Gratis")),
    )  # fmt: skip
    plan = TrainingPlan(
        id="2025", period=YEAR, state=PlanState.USULAN, method="exact",
        placements=(
            Placement(employee_id="a", session_id="s1", need_ids=("a/c1",)),
            Placement(employee_id="c", session_id="s2", need_ids=("c/c2",)),
        ),
        unmet=(UnmetNeed(need_id="b/c1", constraints=("fund:apbd", "seats:s1")),),
        cancelled=("s3",), value=Decimal(8), bound="8", waiting=("b/c1",),
        held_back=(HeldBack(course_id="lama", evaluation_id="lama/2024", instead=("baru",)),),
    )  # fmt: skip
    programme = Programme(
        id="p", name="Program", period=YEAR, office="Kecamatan Contoh", region="Kota Contoh",
        root_unit_id="u", city="Contoh", signed_on=date(2026, 1, 30), signatory="Ayu",
        signatory_title="Camat", large_share=Decimal("0.5"), small_share=Decimal("0.25"),
    )  # fmt: skip
    return PlanReport(
        programme=programme, plan=plan, problem=problem, names=NAMES,
        evaluations={"lama/2024": _evaluation("0.10", "-0.10", "0.30")},
    )  # fmt: skip


def _evaluation(mean, low, high, *, association=None):
    found = Estimate(mean=Decimal(mean), low=Decimal(low), high=Decimal(high), people=8)
    return CourseEvaluation(
        id="lama/2024", course_id="lama", period=Period("2024"), participants=8, completed=8,
        attended=8, meetings=8, answers=8, marks=(None,) * 4, raised=1, assessed=8,
        advice="tinjau_ulang", change=found, association=association,
    )  # fmt: skip


def _decided(report):
    plan = attrs.evolve(
        report.plan, state=PlanState.DITETAPKAN, decided_by="Wali Kota",
        decided_on=date(2025, 1, 20),
    )  # fmt: skip
    return attrs.evolve(report, plan=plan)


def test_rows_add_up(report):
    """Money, places and hours of the rows are those of the plan."""
    assert [row.people for row in report.sessions] == [("a",), ("c",), ()]
    assert [row.is_cancelled for row in report.sessions] == [False, False, True]
    assert [(row.planned, row.left) for row in report.funds] == [(100, 50), (0, None)]
    answers = {row.learner.employee_id: [one.answer for one in row.hours] for row in report.people}
    assert answers == {
        "a": [HoursAnswer.MET], "b": [HoursAnswer.SHORT], "c": [HoursAnswer.WITHIN],
        "d": [HoursAnswer.UNDECIDED],
    }  # fmt: skip
    assert max(row.window.span.start for one in report.people for row in one.hours) < YEAR.end
    assert [row.planned for row in report.people] == [0, 12, 10, 0]  # by name: "=Bonar" first
    assert [(row.place, row.need.id) for row in report.waiting] == [(1, "b/c1")]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("id", ("20 dari 20 JP", "kurang 17 JP", "10 dari paling banyak 24 JP", "keputusan")),
        ("en", ("20 of 20 hours", "17 hours short", "10 of at most 24 hours", "decision")),
    ],
)
def test_hours_are_told_against_the_rule_of_each(report, lang, said):
    """Duty, ceiling and the open case are told apart in both languages."""
    found = {line.name: line.hours for line in person_lines(report, words=Words(lang))}
    texts = (found["Aminah <Sari>"], found["=Bonar"])
    assert [part in text for part, text in zip(said[:2], texts, strict=True)] == [True, True]
    hours = [line.hours for line in person_lines(report, words=Words(lang))]
    assert any(said[2] in text for text in hours)
    assert any(said[3] in text for text in hours)


def test_who_waits_is_told_why(report):
    """One sentence names every constraint that binds, with session, days, fund and money."""
    (line,) = waiting_lines(report, words=Words("id"))
    assert (line.name, line.need, line.levels) == ("=Bonar", "Pelayanan", "3 / 1")
    (reason,) = line.reasons
    assert "APBD Rp\xa0150 tinggal Rp\xa050" in reason
    assert "Kursus [Baru] (5-6 Mei 2025)" in reason
    (english,) = waiting_lines(report, words=Words("en"))
    assert not set(english.reasons) & set(line.reasons)


def test_a_plan_says_its_state_and_its_worth(report):
    """Proposed and decided, proved, bounded and unknown are six different sentences."""
    words = Words("id")
    assert "USULAN" in plan_state(report.plan, words=words)
    assert "Wali Kota pada 20 Januari 2025" in plan_state(_decided(report).plan, words=words)
    for bound, said in (("8", "terbukti"), ("9", "tidak lebih dari 9"), ("heuristic", "heuristik")):
        assert said in plan_worth(attrs.evolve(report.plan, bound=bound), words=words)
    tiles = {tile.label: (tile.value, tile.small) for tile in plan_tiles(report, words=words)}
    assert tiles["Kebutuhan terlayani"] == ("2", "dari 3 kebutuhan pelatihan")
    assert tiles["PNS mencapai kewajiban JP"] == ("1", "dari 2 yang wajib; 1 perlu keputusan")


@pytest.mark.parametrize(("lang", "draft", "proposal"), [
    ("id", "RANCANGAN", "USULAN"), ("en", "DRAFT", "PROPOSAL"),
])  # fmt: skip
def test_the_documents_of_a_draft_say_that_it_is_one(report, lang, draft, proposal):
    """Page, workbook and calendar of what is not kept do not call it a proposal."""
    shown = attrs.evolve(report, is_kept=False)
    sheets = [cell for rows in _read(shown, lang=lang).values() for row in rows for cell in row]
    texts = (
        render_plan(shown, lang=lang),
        " ".join(map(str, sheets)),
        plan_calendar(shown, stamp=STAMP, lang=lang).replace("\r\n ", ""),
    )
    assert [(draft in text, proposal in text) for text in texts] == [(True, False)] * 3
    assert draft not in render_plan(report, lang=lang)


def test_a_course_held_back_is_told_with_its_evaluation(report):
    """The sentence names the course, what was found, and what serves instead."""
    (line,) = held_back_lines(report.held_back, year=2025, words=Words("id"))
    assert "Kursus Lama tidak ditawarkan pada 2025" in line
    assert "+0,10 (\N{MINUS SIGN}0,10 sampai 0,30; n = 8)" in line
    assert "Kursus Baru" in line
    rows = attrs.evolve(report, evaluations={}).held_back
    (short,) = held_back_lines(rows, year=2025, words=Words("id"))
    assert "n = 8" not in short


def test_a_verdict_follows_the_interval():
    """All under half a level is no success, all above nothing is one, the rest is open."""
    words = Words("id")
    found = [
        say_verdict(_evaluation(*numbers), words=words)
        for numbers in (("0.10", "-0.10", "0.30"), ("0.80", "0.60", "1.00"), ("0.40", "-.1", "0.9"))
    ]
    assert found == ["tidak berhasil", "berhasil", "belum dapat dipastikan"]
    assert say_estimate(None, words=words) == "data belum cukup"
    beside = Estimate(
        mean=Decimal("-0.10"), low=Decimal("-0.50"), high=Decimal("0.20"), people=8, compared=9
    )
    assert say_estimate(beside, words=words) == (
        "\N{MINUS SIGN}0,10 (\N{MINUS SIGN}0,50 sampai 0,20; n = 8 dan 9 pembanding)"
    )


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_stands_alone(report, lang):
    """Names are escaped, nothing is fetched, each anchor has its target, the bytes are the same."""
    page = render_plan(report, lang=lang)
    assert page == render_plan(report, lang=lang)
    assert "Aminah &lt;Sari&gt;" in page
    assert "<Sari>" not in page
    assert not re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}|<script|@import", page)
    assert set(re.findall(r'href="#([\w-]+)"', page)) <= set(re.findall(r'id="([\w-]+)"', page))


def test_a_source_of_money_without_a_ceiling_has_none_on_the_page(report):
    """It is not called free: its sessions may well cost something."""
    (row,) = re.findall(r">Gratis</th>(.*?)</tr>", render_plan(report, lang="en"))
    assert re.findall(r">([^<]+)</td>", row) == ["—", "Rp\N{NO-BREAK SPACE}0", "—"]


def test_an_empty_plan_has_a_page_and_a_workbook(report):
    """No session, no fund and nobody are no failure."""
    problem = attrs.evolve(report.problem, needs=(), learners=(), sessions=(), funds=())
    plan = attrs.evolve(
        report.plan, placements=(), unmet=(), waiting=(), cancelled=(), held_back=()
    )
    empty = attrs.evolve(report, problem=problem, plan=plan)
    assert render_plan(empty)
    assert plan_workbook(empty)


def _read(report, lang="id"):
    calamine = pytest.importorskip("python_calamine")
    book = calamine.load_workbook(BytesIO(plan_workbook(report, lang=lang)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_has_the_columns_of_the_law(report):
    """The plan sheet answers PP 11/2017 art. 207(3) a to g, a row a session."""
    sheets = _read(report)
    heads, first, *_ = sheets["Rencana"]
    row = dict(zip(heads, first, strict=True))
    assert row["Kompetensi"] == "Pelayanan"
    assert row["Target pegawai"] == 1
    assert row["Bentuk dan jalur"] == "klasikal"
    assert row["Penyelenggara"] == "LAN"
    assert row["Waktu pelaksanaan"] == "5 Mei 2025 \N{EN DASH} 6 Mei 2025"
    assert row["Kesesuaian kurikulum"] == ""
    assert row["Anggaran yang dibutuhkan"] == 100
    assert any("Kesesuaian kurikulum" in line for (line,) in sheets["Catatan"])


def test_each_course_and_each_person_has_a_sheet(report):
    """Names of sheets are such as a spreadsheet takes, and no two are alike."""
    names = list(_read(report))
    assert names[5:] == [
        "baru Kursus  Baru",
        "arsip Arsip",
        "=Bonar",
        "Aminah <Sari>",
        "Citra",
    ]
    twins = attrs.evolve(report, names={**NAMES, "a": "Citra", "b": "CITRA" + "x" * 40})
    titles = list(_read(twins))[7:]
    assert titles == ["CITRA" + "x" * 26, "Citra", "Citra (2)"]


def test_a_long_name_with_an_emoji_gets_a_sheet(report):
    """Spreadsheets count an emoji as two signs."""
    names = report.names | {"a": "\N{GRINNING FACE} " + "x" * 300}
    sheets = _read(attrs.evolve(report, names=names))
    assert "\N{GRINNING FACE} " + "x" * 28 in sheets


def test_a_large_office_gets_no_sheets_of_single_people(report, monkeypatch):
    """Above the limit the notes say where the people stand."""
    monkeypatch.setattr("asn_kinerja.reports.plan_sheets.MOST_PEOPLE", 2)
    sheets = _read(report, lang="en")
    assert len(sheets) == 7
    assert any("By Person" in line for (line,) in sheets["Notes"])


def test_a_calendar_holds_sessions_and_no_names(report):
    """Sessions with somebody in them are events; a decision confirms the same events."""
    draft, final = (
        plan_calendar(one, stamp=STAMP).replace("\r\n ", "") for one in (report, _decided(report))
    )
    assert draft.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20250505\r\nDTEND;VALUE=DATE:20250507\r\n" in draft
    assert (draft.count("TENTATIVE"), final.count("STATUS:CONFIRMED")) == (2, 2)
    keys = re.compile(r"UID:(\S+)")
    assert keys.findall(draft) == keys.findall(final)
    assert len(set(keys.findall(draft))) == 2
    assert not [name for name in ("Aminah", "Bonar", "Citra") if name in draft]
    with pytest.raises(InvalidInput):
        plan_calendar(report, stamp=datetime(2026, 1, 30, 12))  # noqa: DTZ001 - the fault meant
