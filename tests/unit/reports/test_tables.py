"""What a person's line and a need's line tell in the rarer cases."""

import attrs

from asn_kinerja.records.appraisals import Appraisal, AppraisalOutcome
from asn_kinerja.records.award_rules import AwardProgramme
from asn_kinerja.records.training import TrainingPlan
from asn_kinerja.reports.needs_table import need_lines
from asn_kinerja.reports.papers.blocks import Paragraph
from asn_kinerja.reports.papers.minutes import write_minutes
from asn_kinerja.reports.papers.stored import stored_awards
from asn_kinerja.reports.people_table import person_lines
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import build_year


def _line(records, programme, name):
    year = build_year(records, programme=programme)
    return next(line for line in person_lines(year, words=Words("id")) if line.name == name)


def test_somebody_without_appraisal_is_not_yet_appraised(records, programme):
    """Who has no record of the year is shown as not yet appraised, without predicate."""
    records[Appraisal] = [item for item in records[Appraisal] if item.employee_id != "e-04"]
    line = _line(records, programme, "Elok Prabawa")
    assert (line.outcome, line.predicate, line.explanation) == ("Belum dinilai", None, ())
    assert "Belum dinilai" in line.lines


def test_an_unknown_note_leaves_the_outcome(records, programme):
    """A note without text leaves the word of the outcome."""
    waiting = Appraisal(
        id="x", employee_id="e-04", assignment_id="a-04", unit_id="kec", period=programme.period,
        outcome=AppraisalOutcome.BELUM_DINILAI, note="lain",
    )  # fmt: skip
    others = [item for item in records[Appraisal] if item.employee_id != "e-04"]
    line = _line({**records, Appraisal: [*others, waiting]}, programme, "Elok Prabawa")
    assert line.outcome == "Belum dinilai"


def test_a_post_held_before_is_told(records, programme):
    """A second appraisal of the year, of an earlier post, is told beside the present one."""
    now = next(item for item in records[Appraisal] if item.id == "a-05/2025")
    before = attrs.evolve(now, id="0-before", assignment_id="a-gone")
    line = _line(
        {**records, Appraisal: [before, *records[Appraisal]]}, programme, "Fadli Tanjungan"
    )
    assert "Jabatan sebelumnya pada tahun ini: Baik." in line.lines


def test_an_override_without_reason_is_told(records, programme):
    """Where given and proposed differ without reason, the line says that the reason is missing."""
    line = _line(records, programme, "Citra Lazuardi")
    assert any("tanpa alasan tertulis" in told for told in line.lines)
    assert "berbeda dari usulan" in line.flags


def test_a_need_no_plan_looked_at_is_not_planned(records, programme):
    """Without a plan each need says that it is not in one."""
    year = build_year({**records, TrainingPlan: []}, programme=programme)
    lines = [line for line in need_lines(year, words=Words("id")) if line.levels]
    assert {line.reasons for line in lines} == {("Belum masuk rencana.",)}


def test_reasons_name_course_day_and_fund(year):
    """A constraint is told with the course, its day, and the fund by their names."""
    told = [line.reasons for line in need_lines(year, words=Words("id")) if line.reasons]
    assert "Srikandi dan TIK perkantoran (5 Mei 2025)" in told[-1][0]
    assert "APBD Kecamatan" in told[-1][1]


def test_rules_that_are_silent_are_told_as_such(records, programme):
    """Without points, ties, basis and reward the minutes hold no empty phrases."""
    silent = attrs.evolve(
        records[AwardProgramme][0], predicate_points=(), ties=(), legal_basis="", reward=""
    )
    year = build_year({**records, AwardProgramme: [silent]}, programme=programme)
    (source,) = stored_awards(year, words=Words("id"))
    said = [block.text for block in write_minutes(source).blocks if isinstance(block, Paragraph)]
    for word in ("Dasar:", "Penghargaan:", "Angka predikat", "Bila jumlah nilai sama"):
        assert not [text for text in said if text.startswith(word)]
