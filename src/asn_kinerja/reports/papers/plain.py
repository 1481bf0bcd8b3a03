"""The outcome as plain values and canonical JSON, the same whatever the order of candidates."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from hashlib import sha256
from typing import Any

import attrs

from asn_kinerja.awards.outcome import AwardOutcome
from asn_kinerja.records.periods import Period
from asn_kinerja.scoring.numbers import to_canonical

__all__ = ["digest_of", "outcome_json", "plain"]


def outcome_json(outcome: AwardOutcome, *, version: str) -> str:
    """Write an outcome as JSON.

    Args:
        outcome: The outcome.
        version: Version of this library.

    Returns:
        Indented JSON with sorted keys; exact numbers stand as text.
    """
    values = {"digest": digest_of(outcome), "version": version, "outcome": plain(outcome)}
    return json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def digest_of(outcome: AwardOutcome) -> str:
    """Give the SHA-256 of what was decided by: the programme and the judged candidates.

    Args:
        outcome: The outcome.

    Returns:
        64 hexadecimal digits; a changed rule, gate or value changes it.
    """
    given = [plain(outcome.programme), plain(outcome.entries), plain(outcome.panel)]
    text = json.dumps(given, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def plain(value: object) -> Any:  # noqa: ANN401, PLR0911 - any plain value, one return a kind
    """Turn records into maps, lists, texts, whole numbers and null.

    Args:
        value: A record or a part of one.

    Returns:
        Plain values; exact numbers that are no whole ones stand as text.
    """
    match value:
        case None | bool():
            return value
        case Enum():
            return value.value
        case int() | Fraction():
            return to_canonical(value) if value.denominator != 1 else int(value)
        case str():
            return value
        case Decimal() | Period() | date():
            return str(value)
        case Mapping():
            return {str(name): plain(part) for name, part in value.items()}
        case tuple() | list() | frozenset():
            return [plain(part) for part in value]
        case _:
            fields = attrs.fields_dict(type(value))  # type: ignore[arg-type] # records are attrs
            return {name: plain(getattr(value, name)) for name in fields}
