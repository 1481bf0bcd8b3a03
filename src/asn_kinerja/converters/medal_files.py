"""Programmes of the medal for years of service as TOML files."""

from typing import Any

import attrs

from asn_kinerja.errors import AsnKinerjaError, InvalidPolicy, Problem
from asn_kinerja.legal.toml_source import TomlSource
from asn_kinerja.records.award_medals import MedalCounting, MedalProgramme

__all__ = ["is_medal", "read_medal_text"]

_KIND = "masa_kerja"
_LISTS = ("conditions", "remarks")


def is_medal(text: str, *, name: str = "programme") -> bool:
    """Whether a programme counts years of service, and ranks nobody.

    Args:
        text: The text of its file.
        name: How messages call the file.

    Returns:
        True when its ``kind`` is ``"masa_kerja"``.

    Raises:
        InvalidPolicy: If the text is no TOML.
    """
    return TomlSource(text, name=name).tables.get("kind") == _KIND


def read_medal_text(text: str, *, name: str = "programme") -> MedalProgramme:
    """Read a programme of the medal.

    Args:
        text: TOML whose keys are ``kind`` and the fields of `MedalProgramme`.
        name: How messages call the file.

    Returns:
        The programme.

    Raises:
        InvalidPolicy: With every problem, by line and column.
    """
    source = TomlSource(text, name=name)
    known = {item.name: item.default for item in attrs.fields(MedalProgramme)}
    problems = [
        source.problem("unknown_key", (key,), value=key, cure=", ".join(("kind", *known)))
        for key in source.tables
        if key not in known and key != "kind"
    ]
    values: dict[str, Any] = {}
    for key, default in known.items():
        if key not in source.tables:
            if default is attrs.NOTHING:
                problems.append(source.problem("required", (key,), value=key))
            continue
        value = source.tables[key]
        if key in _LISTS:
            is_good = isinstance(value, list) and all(isinstance(item, str) for item in value)
        else:
            is_good = isinstance(value, str)
        words = [str(word) for word in MedalCounting]
        if not is_good:
            problems.append(source.problem("wrong_type", (key,), value=value, cure="text"))
        elif key == "counting" and value not in words:
            cure = ", ".join(words)
            problems.append(source.problem("unknown_word", (key,), value=value, cure=cure))
        else:
            values[key] = tuple(value) if key in _LISTS else value
    if not problems:
        values["counting"] = MedalCounting(values.get("counting", MedalCounting.MULAI_LAGI))
        try:
            return MedalProgramme(**values)
        except AsnKinerjaError as error:
            problems = [
                source.problem(item.code, ("conditions",), value=item.value)
                for item in error.problems
            ]
    first: list[Problem] = sorted(problems, key=lambda problem: problem.place)
    raise InvalidPolicy(*first)
