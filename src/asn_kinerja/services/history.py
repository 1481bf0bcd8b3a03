"""The performance of one person over the years, each period by the rule that governed it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import attrs

from asn_kinerja.errors import AsnKinerjaError, InvalidInput, Problem
from asn_kinerja.scoring.inputs import Kind

if TYPE_CHECKING:
    from asn_kinerja.scoring.policy import Evaluation, Policy
    from asn_kinerja.scoring.registry import PolicyRegistry
    from asn_kinerja.scoring.rule import Result

__all__ = ["HistoryLine", "HistoryRecord", "score_history"]


@attrs.frozen(kw_only=True)
class HistoryRecord:
    """What is known of one period.

    Args:
        id: Unique in the history; later records name it.
        start: First day.
        end: First day after.
        purpose: What the rule is chosen for.
        inputs: Values by name of input.
        takes: Inputs that are results of earlier records, written ``<record>.<output>``.
    """

    id: str
    start: date
    end: date
    purpose: str = "predikat_kinerja"
    inputs: Mapping[str, object] = attrs.field(factory=dict)
    takes: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class HistoryLine:
    """What the rule of a period makes of a record.

    Args:
        record: The record.
        policy: The rule that governs the period.
        evaluation: Its results.
    """

    record: HistoryRecord
    policy: "Policy"
    evaluation: "Evaluation"

    @property
    def number(self) -> "Result":
        """The value in figures; `None` under a rule that has none."""
        kinds = {output.name: output.kind for output in self.policy.outputs}
        results = self.evaluation.outputs.items()
        return next((found for name, found in results if kinds[name] is Kind.NUMBER), None)


def score_history(
    policies: "PolicyRegistry", records: Sequence[HistoryRecord]
) -> tuple[HistoryLine, ...]:
    """Score each record by the rule that governed its period.

    Args:
        policies: All rules.
        records: The records; one that takes a result stands after the record that gives it.

    Returns:
        One line a record, in their order.

    Raises:
        InvalidInput: With every problem of all records, at ``<record>.<input>``.
    """
    lines: dict[str, HistoryLine] = {}
    problems: list[Problem] = []
    tried: set[str] = set()
    for record in records:
        if record.id in tried:
            problems.append(Problem("duplicate", record.id, value=record.id))
        elif not {source.partition(".")[0] for source in record.takes.values()} & (
            tried - lines.keys()  # what rests on a refused record is not refused once more
        ):
            try:
                lines[record.id] = _score(policies, record, lines)
            except AsnKinerjaError as error:
                problems += [_within(record, problem) for problem in error.problems]
        tried.add(record.id)
    refusal = InvalidInput.of(problems)
    if refusal is not None:
        raise refusal
    return tuple(lines.values())


def _score(
    policies: "PolicyRegistry", record: HistoryRecord, earlier: Mapping[str, HistoryLine]
) -> HistoryLine:
    policy = policies.in_force(record.purpose, (record.start, record.end))
    inputs = dict(record.inputs)
    problems = []
    for name, source in record.takes.items():
        given, _, output = source.partition(".")
        outputs = earlier[given].evaluation.outputs if given in earlier else {}
        if output not in outputs:
            known = [
                f"{line}.{key}" for line in earlier for key in earlier[line].evaluation.outputs
            ]
            problems.append(Problem("not_found", name, value=source, cure=", ".join(known)))
        elif name in inputs:
            problems.append(Problem("duplicate", name, value=name))
        else:
            inputs[name] = outputs[output]
    refusal = InvalidInput.of(problems)
    if refusal is not None:
        raise refusal
    return HistoryLine(record=record, policy=policy, evaluation=policy.evaluate(inputs))


def _within(record: HistoryRecord, problem: Problem) -> Problem:
    place = f"{record.id}.{problem.place}"
    return Problem(problem.code, place, value=problem.value, rule=problem.rule, cure=problem.cure)
