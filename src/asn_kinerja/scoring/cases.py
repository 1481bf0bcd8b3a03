"""Worked cases of a pack: read from its `cases.toml`, run, and compared with what is expected."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs

from asn_kinerja.errors import AsnKinerjaError, InvalidInput, Problem
from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.loading import read_source
from asn_kinerja.legal.tables import LegalReader
from asn_kinerja.legal.toml_source import TomlPath
from asn_kinerja.scoring.display import Shown, canonical
from asn_kinerja.scoring.policy import Policy

__all__ = ["Case", "CaseResult", "read_cases", "run_cases"]

_NEEDED = {"id", "policy", "citation"}
_KINDS: dict[str, tuple[type, str]] = {
    "id": (str, 'id = "…"'),
    "policy": (str, 'policy = "…"'),
    "inputs": (dict, "inputs = { … = … }"),
    "expected": (dict, "expected = { … = … }"),
    "refused": (list, 'refused = ["…"]'),
    "reasons": (bool, "reasons = true"),
    "conflicts": (list, 'conflicts = ["…"]'),
    "unconfirmed": (list, 'unconfirmed = ["…"]'),
    "as_of": (date, "as_of = 2025-01-01"),
    "note": (str, 'note = "…"'),
}
_KEYS = {"citation", *_KINDS}


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
    reader = LegalReader(read_source(path), regulation=regulation)
    reader.keys(reader.source.tables, {"case"}, (), optional={"case"})
    rows = reader.source.tables.get("case", [])
    if not isinstance(rows, list):
        reader.complain("wrong_type", ("case",), value=rows, cure="[[case]]")
        rows = []
    found: dict[str, Case] = {}
    for number, row in enumerate(rows):
        case = _case(reader, row, ("case", number))
        if case is not None and case.id in found:
            reader.complain("duplicate", ("case", number, "id"), value=case.id)
        if case is not None:
            found[case.id] = case
    reader.finish()
    return tuple(found.values())


def _case(reader: LegalReader, row: object, path: TomlPath) -> Case | None:
    before = len(reader.problems)
    if not reader.keys(row, _KEYS, path, optional=_KEYS - _NEEDED):
        return None
    for name, (kind, cure) in _KINDS.items():
        if name in row and not _is(row[name], kind):
            reader.complain("wrong_type", (*path, name), value=row[name], cure=cure)
    cited, place = row["citation"], (*path, "citation")
    said = isinstance(cited, str) and cited  # in words
    citation = Citation(text=cited) if said else reader.citation(cited, place)
    if len(reader.problems) > before:
        return None
    fields: dict[str, Any] = {
        name: tuple(one) if type(one) is list else one for name, one in row.items()
    }
    fields["citation"] = citation
    return Case(**fields)


def _is(value: object, kind: type) -> bool:
    if isinstance(value, list):
        return kind is list and all(isinstance(one, str) for one in value)
    return type(value) is kind


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
            found = evaluation.outputs[name]
            shown = "missing" if found is None else canonical(found)
            failures.append(f"{name}: {shown}, expected {wanted}")
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
    try:
        return isinstance(wanted, int | str | Decimal) and Fraction(found) == Fraction(wanted)
    except (ArithmeticError, ValueError):  # a mark, a word, or no finite number
        return False
