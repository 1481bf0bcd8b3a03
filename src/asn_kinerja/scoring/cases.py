"""Worked cases of a pack: read from its `cases.toml`, run, and compared with what is expected."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs

from asn_kinerja.errors import AsnKinerjaError, InvalidInput, InvalidPolicy, Problem
from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_citation, read_toml
from asn_kinerja.scoring.display import Shown, canonical
from asn_kinerja.scoring.policy import Policy

__all__ = ["Case", "CaseResult", "read_cases", "run_cases"]

_KEYS = {
    "id",
    "policy",
    "citation",
    "inputs",
    "expected",
    "refused",
    "reasons",
    "conflicts",
    "unconfirmed",
    "as_of",
    "note",
}


@attrs.frozen(kw_only=True)
class Case:
    """One worked case.

    Args:
        id: Unique in its file.
        policy: Id of the policy that computes it.
        citation: Where the case stands, or that it was worked out.
        inputs: Values by name of input.
        expected: Expected outputs by name; the word ``missing`` for a missing one. Other
            outputs are not compared.
        refused: Codes of the problems with which the case is refused; nothing else is compared.
        reasons: Whether a missing result must say why.
        conflicts: Ids of the conflicts that must be reported; all of them.
        unconfirmed: Names of the unconfirmed values that must be reported; all of them.
        as_of: Day whose legal values are used.
        note: What the case shows.
    """

    id: str
    policy: str
    citation: Citation
    inputs: Mapping[str, object] = attrs.field(factory=dict)
    expected: Mapping[str, object] = attrs.field(factory=dict)
    refused: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    reasons: bool = False
    conflicts: tuple[str, ...] | None = None
    unconfirmed: tuple[str, ...] | None = None
    as_of: date | None = None
    note: str = ""


@attrs.frozen(kw_only=True)
class CaseResult:
    """What running a case showed.

    Args:
        case: The case.
        failures: What differs, one text each; empty when all is as expected.
    """

    case: Case
    failures: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether all is as expected."""
        return not self.failures


def read_cases(path: Path, *, regulation: str) -> tuple[Case, ...]:
    """Read worked cases.

    Args:
        path: A TOML file with tables ``[[case]]``.
        regulation: Id that a citation has when it names no regulation.

    Returns:
        The cases in the order of the file.

    Raises:
        InvalidPolicy: With all unknown or missing keys and doubled ids.
    """
    found: dict[str, Case] = {}
    problems: list[Problem] = []
    for number, row in enumerate(read_toml(path).get("case", [])):
        place = f"{path.parent.name}/{path.name} case[{number}]"
        unknown = sorted(row.keys() - _KEYS)
        lacking = sorted({"id", "policy", "citation"} - row.keys())
        cure = ", ".join(sorted(_KEYS))
        problems += [Problem("unknown_key", place, value=name, cure=cure) for name in unknown]
        problems += [Problem("required", f"{place}.{name}") for name in lacking]
        if row.get("id") in found:
            problems.append(Problem("duplicate", place, value=row["id"]))
        if not unknown and not lacking:
            found[row["id"]] = _case(row, regulation)
    error = InvalidPolicy.of(problems)
    if error is not None:
        raise error
    return tuple(found.values())


def _case(row: dict[str, Any], regulation: str) -> Case:
    lists: dict[str, Any] = {
        name: tuple(row[name]) for name in ("conflicts", "unconfirmed", "refused") if name in row
    }
    citation = read_citation(row["citation"], regulation=regulation)
    fields: dict[str, Any] = {**row, **lists, "citation": citation}
    return Case(**fields)


def run_cases(cases: Sequence[Case], find: Callable[[str], Policy]) -> tuple[CaseResult, ...]:
    """Run worked cases.

    Args:
        cases: The cases.
        find: Gives a policy by its id, such as the `get` of a registry.

    Returns:
        One result a case, in their order.

    Raises:
        InvalidInput: If an id stands twice, so that results could not be told apart.
    """
    ids = Counter(case.id for case in cases)
    twice = [Problem("duplicate", "case", value=name) for name, times in ids.items() if times > 1]
    refusal = InvalidInput.of(twice)
    if refusal is not None:
        raise refusal
    return tuple(
        CaseResult(case=case, failures=_failures(case, find(case.policy))) for case in cases
    )


def _failures(case: Case, policy: Policy) -> tuple[str, ...]:
    try:
        evaluation = policy.evaluate(case.inputs, as_of=case.as_of)
    except AsnKinerjaError as error:
        codes = {problem.code for problem in error.problems}
        return () if codes == set(case.refused) else (f"refused: {error}",)
    if case.refused:
        return (f"not refused: {evaluation!r}",)
    failures = []
    for name, wanted in case.expected.items():
        if name not in evaluation.outputs:
            failures.append(f"{name}: no such output")
        elif not _same(evaluation.outputs[name], wanted):
            failures.append(f"{name}: {canonical(evaluation.outputs[name])}, expected {wanted}")
    if case.reasons and not evaluation.reasons:
        failures.append("no reason is given")
    conflicts = {conflict.id for conflict in evaluation.conflicts}
    if case.conflicts is not None and conflicts != set(case.conflicts):
        failures.append(f"conflicts: {sorted(conflicts)}")
    if case.unconfirmed is not None and set(evaluation.unconfirmed) != set(case.unconfirmed):
        failures.append(f"unconfirmed: {sorted(evaluation.unconfirmed)}")
    return tuple(failures)


def _same(found: Shown, wanted: object) -> bool:
    """Compare exactly; a `Decimal` must also have the scale that was written."""
    if found is None or wanted == "missing":
        return found is None and wanted == "missing"
    if isinstance(found, bool) or isinstance(wanted, bool) or isinstance(found, date):
        return type(found) is type(wanted) and found == wanted
    if isinstance(found, str):
        return found == wanted
    if isinstance(found, Decimal) and isinstance(wanted, Decimal):
        return found.compare_total(wanted) == 0
    return isinstance(wanted, int | str | Decimal) and Fraction(found) == Fraction(wanted)
