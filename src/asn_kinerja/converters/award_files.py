"""Award programmes as TOML files: the fields of the record, with the line of what is wrong."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import NoneType
from typing import Any, TypeAlias, get_args

import attrs

from asn_kinerja.converters.make import record_codec
from asn_kinerja.errors import AsnKinerjaError, InvalidPolicy, NotFound, Problem
from asn_kinerja.legal.toml_source import TomlPath, TomlSource
from asn_kinerja.records.award_rules import AwardProgramme

__all__ = ["award_example", "award_names", "read_award_file", "read_award_text"]

Check: TypeAlias = Callable[[AwardProgramme], Iterable[Problem]]

_KIND = "award_programme"
_STEP = re.compile(r"\.?([A-Za-z_]+)|\[([^\]]*)\]")
_BUILTIN = Path(__file__).parent / "award_programmes"


def award_names() -> tuple[str, ...]:
    """Name the programmes that come with the package, sorted."""
    return tuple(sorted(path.stem for path in _BUILTIN.glob("*.toml")))


def award_example(name: str) -> str:
    """Give the text of a programme that comes with the package, to copy and change.

    Args:
        name: One of `award_names`.

    Returns:
        The TOML text.

    Raises:
        NotFound: If there is none of that name.
    """
    if name not in award_names():
        raise NotFound(Problem("not_found", "programme", value=name, cure=", ".join(award_names())))
    return (_BUILTIN / f"{name}.toml").read_text(encoding="utf-8")


def read_award_file(path: Path, *, check: Check | None = None) -> AwardProgramme:
    """Read a programme from a file.

    Args:
        path: The TOML file, UTF-8.
        check: What else must hold of it, such as `awards.programme_checks.check_programme`.

    Returns:
        The programme, checked.

    Raises:
        InvalidPolicy: With every problem, by line and column.
        NotFound: If there is no such file.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotFound(Problem("file_missing", str(path.name), value=path.name)) from error
    except UnicodeDecodeError as error:
        raise InvalidPolicy(Problem("award_not_utf8", path.name)) from error
    return read_award_text(text, name=path.name, check=check)


def read_award_text(
    text: str, *, name: str = "programme", check: Check | None = None
) -> AwardProgramme:
    """Read a programme from the text of a file.

    Args:
        text: TOML whose keys are the fields of `AwardProgramme`.
        name: How messages call it.
        check: What else must hold of it.

    Returns:
        The programme, checked.

    Raises:
        InvalidPolicy: With every problem, by line and column.
    """
    source = TomlSource(text, name=name)
    values = _plain(source.tables, AwardProgramme)
    try:
        programme = record_codec().decode(_KIND, values)
    except AsnKinerjaError as error:
        raise InvalidPolicy(*(_placed(source, item) for item in error.problems)) from error
    assert isinstance(programme, AwardProgramme)  # noqa: S101 - the codec made it of that kind
    found = [_placed(source, item) for item in (check(programme) if check else ())]
    if found:
        raise InvalidPolicy(*found)
    return programme


def _plain(value: object, wanted: object) -> Any:  # noqa: ANN401 - any plain value
    """Write TOML values as the plain values of records: decimals and days become text."""
    options = [item for item in get_args(wanted) if item is not NoneType]
    if isinstance(value, Mapping):
        fields = {}
        kind = next((item for item in (wanted, *options) if attrs.has(item)), None)
        if kind is not None:
            attrs.resolve_types(kind)
            fields = {item.name: item.type for item in attrs.fields(kind)}
        return {name: _plain(part, fields.get(name)) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part, options[0] if options else None) for part in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and Decimal in {wanted, *options}:
        return str(value)
    return value


def _placed(source: TomlSource, problem: Problem) -> Problem:
    """Point at the line of a problem that names a path in the record."""
    path = _path_of(problem.place, source.tables)
    return source.problem(
        problem.code, path, value=problem.value, rule=problem.rule, cure=problem.cure
    )


def _path_of(place: str, tables: Mapping[str, Any]) -> TomlPath:
    """Turn ``AwardProgramme[x].pools[y].winners`` into keys and positions of the file."""
    steps: list[str | int] = []
    found: Any = tables
    rest = re.sub(r"^\w+(\[[^\]]*\])?", "", place)
    for match in _STEP.finditer(rest):
        key = match[1] if match[1] is not None else match[2]
        if match[1] is None:
            if not isinstance(found, list):
                continue
            position = (
                int(key)
                if key.isdigit()
                else next((n for n, item in enumerate(found) if item.get("id") == key), 0)
            )
            steps.append(position)
            found = found[position] if position < len(found) else None
        else:
            steps.append(key)
            found = found.get(key) if isinstance(found, Mapping) else None
    return tuple(steps)
