"""Results computed again from the values that their own explanations name."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import attrs

from asn_kinerja.errors import AsnKinerjaError
from asn_kinerja.records.appraisals import Appraisal, PatternCheck
from asn_kinerja.records.credits import CreditEntry
from asn_kinerja.records.training import DutyCheck
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.policy import Policy

__all__ = ["RECOMPUTED", "Difference", "differences"]

RECOMPUTED: tuple[type[Any], ...] = (Appraisal, CreditEntry, DutyCheck, PatternCheck)
"""Classes of results that `differences` looks at."""

_LEAVES = frozenset({"input", "flag", "date", "field"})
_OF_ITEM = re.compile(r"(\w+)\[(\d+)\]\.(\w+)")

FindPolicy = Callable[[str], Policy | None]


@attrs.frozen(kw_only=True)
class Difference:
    """A result that comes out otherwise.

    Args:
        policy: Id of the policy.
        output: Name of the output; empty when the policy refuses the values.
        stored: What the record says.
        computed: What comes out.
    """

    policy: str
    output: str
    stored: str
    computed: str


def differences(record: Any, find: FindPolicy) -> Iterator[Difference]:  # noqa: ANN401 - any class of `RECOMPUTED`
    """Compute a result again and compare.

    Args:
        record: A record of one of the classes of `RECOMPUTED`.
        find: Gives the policy of a purpose, or by its id; `None` for one that is not there.

    Yields:
        Every output that comes out otherwise than it was stored.
    """
    match record:
        case Appraisal():  # the proposal is advice: its explanation does not name every value
            explained = {"predikat_kinerja": record.explanation}
        case PatternCheck():
            explained = {"pola_distribusi": record.explanation}
        case DutyCheck():
            explained = {record.policy_id: record.explanation}
        case CreditEntry():  # a correction of months is no result of a policy alone
            explained = {record.policy: None if record.corrected else record.explanation}
        case _:
            return
    as_of = record.period.end - timedelta(days=1)
    for purpose, explanation in explained.items():
        policy = find(purpose) if explanation is not None else None
        if policy is not None and explanation is not None:
            yield from _compare(policy, explanation, as_of=as_of)


def _compare(
    policy: Policy, explanation: Mapping[str, Any], *, as_of: date
) -> Iterator[Difference]:
    stored = [str(part["value"]) for part in explanation.get("parts", ())]
    try:
        told = policy.evaluate(_inputs(policy, explanation), as_of=as_of).explanation.to_dict()
    except AsnKinerjaError as error:
        refusal = error.problems[0].code
        yield Difference(policy=policy.id, output="", stored="", computed=refusal)
        return
    computed = [str(part["value"]) for part in told["parts"]]  # type: ignore[attr-defined] # a list
    names = [output.name for output in policy.outputs]
    for name, before, after in zip(names, stored, computed, strict=False):
        if before != after:
            yield Difference(policy=policy.id, output=name, stored=before, computed=after)
    if len(stored) != len(computed):
        yield Difference(
            policy=policy.id, output="", stored=str(len(stored)), computed=str(len(computed))
        )


def _inputs(policy: Policy, explanation: Mapping[str, Any]) -> dict[str, Any]:
    """Take the values of the inputs out of an explanation."""
    specs = {spec.name: spec for spec in policy.inputs}
    values: dict[str, Any] = {}
    items: dict[str, dict[int, dict[str, Any]]] = {}
    for place, value in _leaves(explanation):
        if found := _OF_ITEM.fullmatch(place):
            fields = (
                {spec.name: spec for spec in specs[found[1]].fields} if found[1] in specs else {}
            )
            item = items.setdefault(found[1], {}).setdefault(int(found[2]), {})
            item[found[3]] = _value(value, fields.get(found[3]))
        elif value is not None:
            values[place] = _value(value, specs.get(place))
    for name, numbered in items.items():
        values[name] = [numbered.get(number, {}) for number in range(max(numbered) + 1)]
    return values


def _leaves(step: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if step["kind"] in _LEAVES and step.get("place"):
        yield step["place"], step["value"]
    for part in step.get("parts", ()):
        yield from _leaves(part)


def _value(value: Any, spec: InputSpec | None) -> Any:  # noqa: ANN401 - values are of several types
    is_date = spec is not None and spec.kind is Kind.DATE and value is not None
    return date.fromisoformat(value) if is_date else value
