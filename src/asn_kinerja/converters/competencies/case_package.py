"""`CasePackage`: a CASE package read, looked at, and written without loss.

A package is kept as the JSON it came as: unknown members, null, the order of members and of parts
and the digits of numbers stay. Written, each part stands on a line of its own.
"""

from collections.abc import Iterator, Mapping
from os import PathLike, fspath
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from asn_kinerja.converters.competencies.case_checks import find_faults
from asn_kinerja.converters.competencies.case_members import LISTS, MEMBERS, WRAPPER
from asn_kinerja.converters.competencies.exact_json import (
    has_escaped_surrogates,
    read_json,
    write_json,
)
from asn_kinerja.converters.competencies.text_files import read_text_file
from asn_kinerja.errors import InvalidInput, Problem

__all__ = ["CaseNode", "CasePackage", "parse_case", "read_case", "write_case"]


@attrs.frozen
class CaseNode:
    """One part of a package: the document, an item, an association, a rubric, a definition.

    Args:
        kind: Name of the list it stands in, such as ``"CFItems"``, or ``"CFDocument"``.
        members: All its members as they came; not to be changed.
    """

    kind: str
    members: Mapping[str, Any] = attrs.field(converter=MappingProxyType)

    @property
    def identifier(self) -> str:
        """Its UUID."""
        return str(self.members["identifier"])

    @property
    def more(self) -> Mapping[str, Any]:
        """The members that the standard does not know."""
        known = MEMBERS[self.kind]
        return {name: value for name, value in self.members.items() if name not in known}

    def text(self, name: str) -> str:
        """Give a member that is a text; empty when it is absent or null."""
        value = self.members.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a member that is a list of texts."""
        return tuple(self.members.get(name) or ())

    def link(self, name: str) -> Mapping[str, Any] | None:
        """Give a member that is a link; `None` when it is absent or null."""
        return self.members.get(name)

    def parts(self, name: str) -> "Iterator[CaseNode]":
        """Give the parts in one of its lists, such as ``"CFRubricCriteria"``."""
        return (CaseNode(name, part) for part in self.members.get(name) or ())


@attrs.frozen(eq=False)
class CasePackage:
    """A package without faults. Made by `read_case`, `parse_case` or `to_case`.

    Args:
        tree: The JSON of the file.
    """

    tree: dict[str, Any] = attrs.field(repr=False)

    @property
    def _members(self) -> dict[str, Any]:
        found: dict[str, Any] = self.tree.get(WRAPPER, self.tree)
        return found

    @property
    def root(self) -> str:
        """JSON path of the package in its file."""
        return f"$.{WRAPPER}" if WRAPPER in self.tree else "$"

    @property
    def document(self) -> CaseNode:
        """The document that it is about."""
        return CaseNode("CFDocument", self._members["CFDocument"])

    @property
    def version(self) -> str:
        """Version of CASE that the document names; one that names none is of 1.0."""
        return self.document.text("caseVersion") or "1.0"

    def parts(self, name: str) -> Iterator[CaseNode]:
        """Give the parts of one list, in order.

        Args:
            name: Name of the list: ``"CFItems"``, ``"CFAssociations"``, ``"CFRubrics"``, or one of
                the definitions, such as ``"CFLicenses"``.

        Returns:
            The parts; none when there is no such list.
        """
        definitions = self._members.get("CFDefinitions") or {}
        found = self._members.get(name) or definitions.get(name) or ()
        return (CaseNode(name, part) for part in found)

    def lines(self) -> Iterator[str]:
        """Write the package as JSON, each part on a line of its own, in the order it came."""
        yield from _lines(self.tree, "")
        yield "\n"

    def canonical_text(self) -> str:
        """Write the package in its one form: two packages that say the same have the same text.

        Names of members are sorted; lists of parts, whose order the standard leaves open, are
        sorted by identifier; every other list keeps its order.
        """
        return write_json(_canonical(self.tree), sort=True)


def read_case(path: str | PathLike[str]) -> CasePackage:
    """Read a package from a file.

    Args:
        path: The file, JSON in UTF-8.

    Returns:
        The package.

    Raises:
        InvalidInput: With every fault of the package, each at its JSON path.
    """
    return parse_case(read_text_file(Path(path)), name=Path(fspath(path)).name)


def parse_case(text: str, *, name: str = "$") -> CasePackage:
    """Read a package from a text.

    Args:
        text: JSON of a CFPackage, bare or under the one name ``CFPackage``.
        name: What the text is called where it is no JSON at all.

    Returns:
        The package.

    Raises:
        InvalidInput: With every fault of the package, each at its JSON path.
    """
    surrogates = has_escaped_surrogates(text)
    tree = read_json(text, name=name)
    del text
    if not isinstance(tree, dict) or not {WRAPPER, *MEMBERS[WRAPPER]} & tree.keys():
        raise InvalidInput(Problem("no_case_package", "$"))
    if error := InvalidInput.of(find_faults(tree, surrogates=surrogates)):
        raise error
    return CasePackage(tree)


def write_case(package: CasePackage, path: str | PathLike[str]) -> None:
    """Write a package to a file.

    Args:
        package: The package.
        path: The file; one that is there is written over.

    Raises:
        OSError: If the file cannot be written.
    """
    with Path(path).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(package.lines())


def _lines(members: dict[str, Any], indent: str) -> Iterator[str]:
    yield "{"
    for number, (name, value) in enumerate(members.items()):
        yield f"{',' if number else ''}\n{indent} {write_json(name)}: "
        if name in LISTS and isinstance(value, list) and value:
            for position, part in enumerate(value):
                yield f"{',' if position else '['}\n{indent}  {write_json(part)}"
            yield f"\n{indent} ]"
        elif name in {WRAPPER, "CFDefinitions"} and isinstance(value, dict):
            yield from _lines(value, f"{indent} ")
        else:
            yield write_json(value)
    yield f"\n{indent}}}" if members else "}"


def _canonical(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if not isinstance(value, dict):
        return value
    made = {}
    for name, part in value.items():
        if name in LISTS and isinstance(part, list):
            made[name] = sorted(map(_canonical, part), key=_sorting)
        elif name in {WRAPPER, "CFDefinitions"}:
            made[name] = _canonical(part)
        else:
            made[name] = part
    return made


def _sorting(part: dict[str, Any]) -> tuple[str, str]:
    return str(part["identifier"]).lower(), write_json(part, sort=True)
