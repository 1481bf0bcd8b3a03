"""The same worked cases through columns: what the second interpreter makes of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from asn_kinerja._extras import require
from asn_kinerja.errors import AsnKinerjaError
from asn_kinerja.scoring.cases import Case
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.policy import Policy

__all__ = ["frame_failures"]

_NEAR = Fraction(1, 10**9)  # numbers that no rule rounds come as float64


def frame_failures(
    cases: Sequence[Case], find: Callable[[str], Policy]
) -> dict[str, tuple[str, ...]]:
    """Score cases as a frame and compare with what one case gives.

    Args:
        cases: The cases; those that one case refuses must be refused here too.
        find: Gives a policy by its id.

    Returns:
        What differs, by the id of the case; nothing for cases that agree.

    Raises:
        MissingExtra: If the extra ``frames`` is not installed.
    """
    polars = require("polars", extra="frames", feature="policies test")
    groups: dict[tuple[str, date | None], list[Case]] = {}
    for case in cases:
        groups.setdefault((case.policy, case.as_of), []).append(case)
    found: dict[str, tuple[str, ...]] = {}
    for (name, as_of), group in groups.items():
        policy = find(name)
        fit = [case for case in group if _fits(case, policy)]
        if fit:
            found |= _differences(polars, policy, fit, as_of)
    return found


def _fits(case: Case, policy: Policy) -> bool:
    """Whether a case can stand in columns: each value of its kind, no list given but empty."""
    empty = [spec for spec in policy.inputs if spec.optional and spec.kind is Kind.ITEMS]
    if any(case.inputs.get(spec.name) == [] for spec in empty):
        return False  # without a row an optional list is not given at all
    try:
        policy.evaluate(case.inputs, as_of=case.as_of)
    except AsnKinerjaError as error:
        kinds = {spec.name: spec.kind for spec in policy.inputs}
        plain = {"out_of_bounds", "refused_by_rule", "too_many_decimals"}
        return case.inputs.keys() <= kinds.keys() and all(
            one.code in plain
            and not (one.code == "too_many_decimals" and kinds.get(one.place) is Kind.COUNT)
            for one in error.problems
        )  # a column of counts holds whole numbers
    return True


def _differences(
    polars: Any,  # noqa: ANN401 - an optional library
    policy: Policy,
    cases: Sequence[Case],
    as_of: date | None,
) -> dict[str, tuple[str, ...]]:
    plain = [spec for spec in policy.inputs if spec.kind is not Kind.ITEMS]
    columns = {spec.name: [_cell(case.inputs.get(spec.name), spec) for case in cases]
               for spec in plain}  # fmt: skip
    schema = {"_id": polars.String} | {spec.name: _type(polars, spec) for spec in plain}
    frame = polars.DataFrame({"_id": [case.id for case in cases], **columns}, schema=schema)
    scored = policy.evaluate_frame(
        frame, as_of=as_of, items=_items(polars, policy, cases), key="_id", problems="collect"
    )
    rows = {row["_id"]: row for row in scored.to_dicts()}
    found = {}
    for case in cases:
        failures = tuple(_failures(policy, case, rows[case.id]))
        if failures:
            found[case.id] = failures
    return found


def _failures(policy: Policy, case: Case, row: Mapping[str, Any]) -> Iterable[str]:
    refused = bool(row["asn_status"] // 2 % 2)
    try:
        outputs = policy.evaluate(case.inputs, as_of=case.as_of).outputs
    except AsnKinerjaError as error:
        if not refused:
            yield f"frame: not refused, one case: {error.problems[0].code}"
        return
    if refused:
        yield "frame: refused, one case is not"
        return
    for name, value in outputs.items():
        if not _same(value, row[name]):
            yield f"frame: {name} = {row[name]}, one case: {value}"


def _same(one: object, column: object) -> bool:
    if isinstance(one, Decimal):
        return column is not None and Decimal(repr(column)) == one
    if isinstance(one, Fraction):
        if not isinstance(column, float):
            return False
        return abs(Fraction(column) - one) <= _NEAR * max(abs(one), Fraction(1))
    return one == column


def _cell(value: object, spec: InputSpec) -> object:
    if value is None:
        return None
    match spec.kind:
        case Kind.NUMBER:
            return float(Fraction(value))  # type: ignore[call-overload] # a number, as `_fits` found
        case Kind.COUNT:
            return int(value)  # type: ignore[call-overload] # as above
        case Kind.DATE:
            return date.fromisoformat(value) if isinstance(value, str) else value
        case Kind.WORD:
            return str(value)
        case _:
            return value


def _type(polars: Any, spec: InputSpec) -> Any:  # noqa: ANN401 - types of an optional library
    return {
        Kind.NUMBER: polars.Float64,
        Kind.COUNT: polars.Int64,
        Kind.WORD: polars.String,
        Kind.FLAG: polars.Boolean,
        Kind.DATE: polars.Date,
    }[spec.kind]


def _items(polars: Any, policy: Policy, cases: Sequence[Case]) -> dict[str, Any] | None:  # noqa: ANN401 - as above
    found: dict[str, Any] = {}
    for spec in policy.inputs:
        if spec.kind is not Kind.ITEMS:
            continue
        rows = [
            {"_id": case.id, **{field.name: _cell(item.get(field.name), field)
                                for field in spec.fields}}
            for case in cases
            for item in _rows(case, spec.name)
        ]  # fmt: skip
        schema = {"_id": polars.String} | {
            field.name: _type(polars, field) for field in spec.fields
        }
        found[spec.name] = polars.DataFrame(rows, schema=schema)
    return found or None


def _rows(case: Case, name: str) -> Sequence[Mapping[str, Any]]:
    held = case.inputs.get(name) or ()
    return held if isinstance(held, Sequence) else ()
