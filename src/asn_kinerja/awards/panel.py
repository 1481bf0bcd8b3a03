"""A panel of judges: who may mark whom, and how marks become one value, shown only when all are in.

A judge does not mark the own nominee, family, or, unless the programme allows it, the own unit.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

import attrs

from asn_kinerja.errors import Problem
from asn_kinerja.records.award_rules import AwardProgramme, CriterionSource, Judge, Panel, PanelMean
from asn_kinerja.records.awards import Nomination, PanelMark
from asn_kinerja.scoring.numbers import Exact, to_exact

__all__ = ["PanelResult", "check_marks", "join_marks", "must_step_back"]


@attrs.frozen(kw_only=True)
class PanelResult:
    """The marks of one candidate on one criterion, joined.

    Args:
        employee_id: Who was marked.
        criterion_id: On what.
        value: By the mean of the programme, exact; `None` until every judge has marked or stepped
            back, or when all have stepped back.
        median: Exact median; `None` as `value`.
        mean: Exact mean; `None` as `value`.
        given: How many marks are in.
        recused: How many judges stepped back, with their reasons by judge.
        waiting: Judges who have still to mark.
        spread: Highest less lowest mark; `None` as `value`.
        is_disputed: Whether the spread reaches the flag of the programme.
        adjusted: Judges whose marks were corrected for leniency, with what was taken off.
    """

    employee_id: str
    criterion_id: str
    value: Exact | None = None
    median: Exact | None = None
    mean: Exact | None = None
    given: int = 0
    recused: Mapping[str, str] = attrs.field(factory=dict)
    waiting: tuple[str, ...] = ()
    spread: Exact | None = None
    is_disputed: bool = False
    adjusted: Mapping[str, Exact] = attrs.field(factory=dict)


def must_step_back(
    judge: Judge,
    employee_id: str,
    *,
    panel: Panel,
    unit_id: str,
    nominations: Iterable[Nomination] = (),
) -> str | None:
    """Say why a judge may not mark somebody.

    Args:
        judge: The judge.
        employee_id: The candidate.
        panel: The rules.
        unit_id: Unit of the candidate.
        nominations: All nominations of the award.

    Returns:
        ``"diri_sendiri"``, ``"calon_sendiri"``, ``"keluarga"`` or ``"unit_sama"``; `None` when the
        judge may.
    """
    if judge.id == employee_id:
        return "diri_sendiri"
    own = {item.employee_id for item in nominations if item.nominated_by in {judge.id, judge.name}}
    if employee_id in own:
        return "calon_sendiri"
    if employee_id in judge.family_ids:
        return "keluarga"
    if judge.unit_id and judge.unit_id == unit_id and not panel.same_unit:
        return "unit_sama"
    return None


def check_marks(
    programme: AwardProgramme,
    marks: Sequence[PanelMark],
    *,
    units: Mapping[str, str],
    nominations: Iterable[Nomination] = (),
) -> list[Problem]:
    """Look for marks that must not be there.

    Args:
        programme: The published rules.
        marks: All marks, in any order.
        units: Unit of each candidate.
        nominations: All nominations of the award.

    Returns:
        One problem for each mark of an unknown judge, on an unknown criterion, of somebody who is
        no candidate, by a judge who must step back, or given twice.
    """
    panel = programme.panel
    if panel is None:
        return [Problem("panel_missing", f"AwardProgramme[{programme.id}].panel")] if marks else []
    judges = {judge.id: judge for judge in panel.judges}
    criteria = [item.id for item in programme.criteria if item.source is CriterionSource.PANEL]
    nominations = tuple(nominations)
    problems: list[Problem] = []
    seen: set[tuple[str, str, str]] = set()
    for mark in sorted(marks, key=lambda item: item.id):
        place = f"PanelMark[{mark.id}]"
        key = (mark.judge_id, mark.employee_id, mark.criterion_id)
        if key in seen:
            problems.append(Problem("marked_twice", place, value=mark.judge_id))
        seen.add(key)
        for name, value, known in (
            ("judge_id", mark.judge_id, list(judges)),
            ("criterion_id", mark.criterion_id, criteria),
            ("employee_id", mark.employee_id, list(units)),
        ):
            if value not in known:
                shown = "" if name == "employee_id" else ", ".join(known)
                problems.append(Problem("not_found", f"{place}.{name}", value=value, cure=shown))
        judge = judges.get(mark.judge_id)
        if judge is None or mark.mark is None or mark.employee_id not in units:
            continue
        reason = must_step_back(
            judge,
            mark.employee_id,
            panel=panel,
            unit_id=units[mark.employee_id],
            nominations=nominations,
        )
        if reason:
            problems.append(Problem("must_step_back", place, value=mark.judge_id, rule=reason))
    return problems


def join_marks(panel: Panel, marks: Sequence[PanelMark]) -> Mapping[tuple[str, str], PanelResult]:
    """Join the marks of every candidate on every criterion.

    Args:
        panel: The rules.
        marks: All marks of the award, checked, in any order.

    Returns:
        Results by employee and criterion; a result is open until every judge has marked or
        stepped back.
    """
    lenient = _leniency(panel, marks)
    groups: dict[tuple[str, str], dict[str, PanelMark]] = {}
    for mark in sorted(marks, key=lambda item: item.id):
        groups.setdefault((mark.employee_id, mark.criterion_id), {})[mark.judge_id] = mark
    return MappingProxyType(
        {key: _joined(panel, key, groups[key], lenient) for key in sorted(groups)}
    )


def _joined(
    panel: Panel,
    key: tuple[str, str],
    by_judge: Mapping[str, PanelMark],
    lenient: Mapping[tuple[str, str], Fraction],
) -> PanelResult:
    employee_id, criterion_id = key
    given = {name: mark.mark for name, mark in by_judge.items() if mark.mark is not None}
    result = PanelResult(
        employee_id=employee_id,
        criterion_id=criterion_id,
        given=len(given),
        recused={name: mark.recused_for for name, mark in by_judge.items() if mark.mark is None},
        waiting=tuple(judge.id for judge in panel.judges if judge.id not in by_judge),
    )
    if result.waiting or not given:
        return result
    off = {name: lenient[name, criterion_id] for name in given if lenient.get((name, criterion_id))}
    values = sorted(Fraction(to_exact(mark)) - off.get(name, 0) for name, mark in given.items())
    middle = len(values) // 2
    median = values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2
    mean = sum(values, start=Fraction(0)) / len(values)
    spread = values[-1] - values[0]
    return attrs.evolve(
        result,
        value=to_exact(median if panel.mean is PanelMean.MEDIAN else mean),
        median=to_exact(median),
        mean=to_exact(mean),
        spread=to_exact(spread),
        is_disputed=len(values) > 1 and spread >= to_exact(panel.disagreement),
        adjusted={name: to_exact(amount) for name, amount in off.items()},
    )


def _leniency(panel: Panel, marks: Sequence[PanelMark]) -> dict[tuple[str, str], Fraction]:
    """Say how far each judge lies above the others on the candidates they share, on average.

    Only for judges with as many marks as the programme asks for; nobody else is adjusted.
    """
    if panel.leniency_marks is None:
        return {}
    table: dict[str, dict[str, dict[str, Fraction]]] = {}
    for mark in marks:
        if mark.mark is not None:
            row = table.setdefault(mark.criterion_id, {}).setdefault(mark.employee_id, {})
            row[mark.judge_id] = Fraction(to_exact(mark.mark))
    found = {}
    for criterion_id, rows in table.items():
        for judge in panel.judges:
            gaps = []
            for row in rows.values():
                others = [value for name, value in row.items() if name != judge.id]
                if judge.id in row and others:
                    gaps.append(row[judge.id] - sum(others, start=Fraction(0)) / len(others))
            if len(gaps) >= panel.leniency_marks:
                found[judge.id, criterion_id] = sum(gaps, start=Fraction(0)) / len(gaps)
    return found
