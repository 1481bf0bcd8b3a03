"""The text of a variant: a policy file that `extends`, into which changes are laid.

What is run on the page is this text, read back; so what is saved is what was seen.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from asn_kinerja._extras import require
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.lab.knobs import Group, Knob, version_on
from asn_kinerja.legal.parameters import Authority, Parameter, ParameterVersion, Status
from asn_kinerja.scoring.display import canonical
from asn_kinerja.scoring.numbers import to_canonical
from asn_kinerja.scoring.policy import Policy

__all__ = ["Change", "lay_changes", "read_typed", "start_draft"]

_NUMBER = re.compile(r"[+-]?\d{1,30}([.,]\d{1,30})?", re.ASCII)
_RATIO = re.compile(r"[+-]?\d{1,30}/0*[1-9]\d{0,29}", re.ASCII)
_HEAD = {
    "id": "Dibuat di laboratorium kebijakan. Yang tidak disebut tetap seperti dasarnya.",
    "en": "Made in the policy lab. What is not named stays as in what it extends.",
}


@attrs.frozen(kw_only=True)
class Change:
    """A knob and what it is turned to.

    Args:
        knob: What is changed.
        value: The new value, plainly: ``"0.6"``, ``"1/9"``, ``"baik"``, ``"true"``.
    """

    knob: Knob
    value: str


def read_typed(knob: Knob, typed: str | None) -> Change | None:
    """Read what a person typed or chose at a knob.

    Args:
        knob: The knob.
        typed: The text; numbers with a decimal point or comma. `None` for an empty choice.

    Returns:
        The change, or `None` when it is the value that stands there already.

    Raises:
        InvalidInput: If nothing was given, or no such value.

    Examples:
        >>> from asn_kinerja.lab.knobs import Group, Knob
        >>> from asn_kinerja.legal.wording import Wording
        >>> knob = Knob(
        ...     path=("parameters", "bobot_skp"),
        ...     group=Group.WEIGHTS,
        ...     title=Wording("bobot SKP", "weight of the plan"),
        ...     value="0.7",
        ...     kind="number",
        ... )
        >>> read_typed(knob, "0,6").value, read_typed(knob, "0,70")
        ('0.6', None)
    """
    text = (typed or "").strip()
    if not text:
        raise InvalidInput(Problem("required", knob.place, cure=", ".join(knob.words)))
    if knob.kind == "number":
        text = _number(knob, text)
    elif knob.kind == "date":
        try:
            date.fromisoformat(text)
        except ValueError as error:
            problem = Problem("wrong_type", knob.place, value=text, cure="2025-01-01")
            raise InvalidInput(problem) from error
    elif text not in knob.words:
        cure = ", ".join(knob.words)
        raise InvalidInput(Problem("unknown_word", knob.place, value=text, cure=cure))
    return None if text == knob.value else Change(knob=knob, value=text)


def _number(knob: Knob, text: str) -> str:
    plain = text.replace(",", ".")
    if not _NUMBER.fullmatch(text) and not _RATIO.fullmatch(plain):
        raise InvalidInput(Problem("number_expected", knob.place, value=text))
    return to_canonical(Fraction(plain))


def start_draft(base: Policy, *, extends: str, name: str, lang: str = "id") -> str:
    """Write the text of a variant that changes nothing yet.

    Args:
        base: What it extends.
        extends: How the file names that: an id, or the name of a file beside it.
        name: Last part of the id of the variant.
        lang: Language of the remark at the top.

    Returns:
        A policy file.
    """
    toml = _tomlkit()
    document = toml.document()
    document.add(toml.comment(_HEAD[lang]))
    document.add(toml.nl())
    document["extends"] = extends
    document["id"] = f"usulan.{name}"
    document["title_id"] = f"Usulan: {base.title.id}"
    document["title_en"] = f"Proposal: {base.title.en}"
    if base.governs_until is not None:
        document["governs_until"] = base.governs_until
    return str(toml.dumps(document))


def lay_changes(
    text: str,
    changes: Iterable[Change],
    *,
    base: Policy,
    basis: str,
    as_of: date | None = None,
) -> str:
    """Lay changes into the text of a variant; everything else in it stays as it is written.

    Args:
        text: The variant so far.
        changes: What is changed.
        base: What it extends, for the dates of legal values and the rows that stay.
        basis: Where the change is proposed, as its citation.
        as_of: Day whose legal values are changed; the latest of each without one.

    Returns:
        The new text.
    """
    toml = _tomlkit()
    document = toml.parse(text)
    parameters = {parameter.name: parameter for parameter in base.parameters}
    weights: dict[str, list[str]] = {}
    for change in changes:
        knob = change.knob
        if knob.path[0] == "parameters":
            table = _below(document, "parameters", super_table=True)
            _lay_parameter(table, change, parameters.get(knob.path[1]), basis, as_of)
            continue
        below = _below(document, "steps", super_table=True)
        step = _below(below, knob.table, super_table=knob.group is Group.CELLS)
        if knob.group is Group.WEIGHTS:
            row = weights.setdefault(knob.table, list(knob.beside))
            row[int(knob.path[-1])] = change.value
            step["weights"] = [_literal(weight, "number") for weight in row]
            step["citation"] = basis
        else:
            _lay_step(step, change, basis)
    return str(toml.dumps(document))


def _tomlkit() -> Any:  # noqa: ANN401 - an optional library
    return require("tomlkit", extra="lab", feature="lab")


def _literal(value: str, kind: str) -> Any:  # noqa: ANN401 - an item of an optional library
    """Write a value as TOML does: an exact number keeps the digits that it has."""
    if kind == "flag":
        return value == "true"
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "number" and "/" not in value:
        return _tomlkit().value(value)
    return value


def _below(table: Any, name: str, *, super_table: bool = False) -> Any:  # noqa: ANN401 - as above
    if name not in table:
        table[name] = _tomlkit().table(is_super_table=super_table)
    return table[name]


def _lay_parameter(
    table: Any,  # noqa: ANN401 - as above
    change: Change,
    base: Parameter | None,
    basis: str,
    as_of: date | None,
) -> None:
    toml, name = _tomlkit(), change.knob.path[1]
    value = _literal(change.value, change.knob.kind)
    if name in table and "versions" not in table[name]:
        table[name]["value"] = value
        return
    if name in table:
        _row_on(table[name]["versions"], as_of)["value"] = value
        return
    if base is None:  # knobs are those of the policy
        return
    turned = version_on(base.versions, as_of)
    own = {"citation": basis, "status": str(Status.UNCONFIRMED), "authority": str(Authority.AGENCY)}
    rows = [
        _version(version) | ({"value": value} | own if version is turned else {})
        for version in base.versions
    ]
    table[name] = toml.table()
    if len(rows) == 1:
        table[name].update(rows[0])
        return
    array = toml.aot()
    for row in rows:
        one = toml.table()
        one.update(row)
        array.append(one)
    table[name]["versions"] = array


def _row_on(rows: Any, as_of: date | None) -> Any:  # noqa: ANN401 - as above
    for row in rows if as_of else ():
        until = row.get("valid_until")
        if row["valid_from"] <= as_of and (until is None or as_of < until):
            return row
    return rows[-1]


def _version(version: ParameterVersion) -> dict[str, Any]:
    value = version.value
    if not isinstance(value, str | bool | date):
        value = _literal(str(canonical(value)), "number")
    citation = version.citation.to_dict()
    until = {} if version.valid_until is None else {"valid_until": version.valid_until}
    return {
        "value": value,
        "valid_from": version.valid_from,
        **until,
        "citation": _inline(citation),
        "status": str(version.status),
        "authority": str(version.authority),
    }


def _inline(fields: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as above
    table = _tomlkit().inline_table()
    table.update(fields)
    return table


def _lay_step(step: Any, change: Change, basis: str) -> None:  # noqa: ANN401 - as above
    knob = change.knob
    value = _literal(change.value, knob.kind)
    if knob.group is Group.CELLS:
        cells = _below(_below(step, "cells", super_table=True), knob.path[-2])
        cells[knob.path[-1]] = _inline({"result": value, "citation": basis})
    elif knob.group is Group.ROWS:
        row = _row(step, "when", knob.path[-1])
        row.update({"result": value, "citation": basis})
    else:
        for result, key in knob.edges:
            _row(step, "result", result).update({key: value, "citation": basis})


def _row(step: Any, key: str, name: str) -> Any:  # noqa: ANN401 - as above
    """Find the row that a table of changes has for a result or a case; make it when it is new."""
    if "rows" not in step:
        step["rows"] = _tomlkit().array().multiline(True)  # noqa: FBT003 - its only argument
    for row in step["rows"]:
        if str(canonical(row.get(key))) == name or row.get(key) == (name == "true"):
            return row
    step["rows"].append(_inline({key: _named(name)}))
    return step["rows"][-1]


def _named(name: str) -> Any:  # noqa: ANN401 - as above
    if name in {"true", "false"}:
        return name == "true"
    return _literal(name, "number") if _NUMBER.fullmatch(name) else name
