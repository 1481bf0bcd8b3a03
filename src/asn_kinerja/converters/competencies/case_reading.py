"""From a CASE package to a framework: what of a package this library works with.

A package that this library wrote gives its framework again. For any other, competencies are the
items that are typed so; else those that rubric criteria name; else those without items below them.
Levels are the typed items below, else the levels of the criterion: by score where that is 1 to 5,
else in the order of the scores, else in that of the positions.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from asn_kinerja.converters.competencies.case_package import CaseNode, CasePackage
from asn_kinerja.converters.competencies.case_writing import TYPES
from asn_kinerja.converters.competencies.extensions import (
    EXTENSION,
    read_beside,
    read_group,
    read_provenance,
)
from asn_kinerja.errors import InvalidInput, InvalidRecord, Problem
from asn_kinerja.records.competencies import (
    HIGHEST,
    LOWEST,
    Competency,
    CompetencyFramework,
    CompetencyLevel,
    Indicator,
)

__all__ = ["from_case"]

_LONGEST_CODE = 100
_DIGITS = re.compile(r"\d{1,3}", re.ASCII)
_KINDS = {
    word.casefold(): kind for kind, said in TYPES.items() for word in (said.id, said.en)
} | {"kompetensi inti": "competency", "level": "level", "proficiency level": "level",
     "indikator": "indicator", "indicator": "indicator"}  # fmt: skip


def from_case(package: CasePackage) -> CompetencyFramework:
    """Read the framework that a package holds.

    Args:
        package: The package.

    Returns:
        The framework. Its key, and those of its competencies, are the ones they had here before;
        else identifier of the document and human coding scheme of the item, where that is unique.

    Raises:
        InvalidInput: With every level outside 1 to 5 and every other value that a framework
            cannot hold, each at its JSON path.
    """
    return _Reader(package).framework()


class _Reader:
    """One package, its items by identifier and by parent."""

    def __init__(self, package: CasePackage) -> None:
        root = package.root
        self._document = package.document
        self._problems: list[Problem] = []
        self._items = {item.identifier.lower(): item for item in package.parts("CFItems")}
        self._place = {key: f"{root}.CFItems[{n}]" for n, key in enumerate(self._items)}
        self._heirs: dict[str, Mapping[str, Any]] = {}
        below: dict[str, list[tuple[int, int, CaseNode]]] = {}
        for number, one in enumerate(package.parts("CFAssociations")):
            origin, destination = one.members["originNodeURI"], one.members["destinationNodeURI"]
            key = str(origin["identifier"]).lower()
            if one.text("associationType") == "replacedBy":
                self._heirs.setdefault(key, destination)
            elif one.text("associationType") == "isChildOf" and key in self._items:
                order = one.members.get("sequenceNumber")
                place = order if isinstance(order, int) else len(self._items)
                parent = str(destination["identifier"]).lower()
                below.setdefault(parent, []).append((place, number, self._items[key]))
        self._below = {
            key: [item for *_, item in sorted(found, key=lambda one: one[:2])]
            for key, found in below.items()
        }
        self._criteria: dict[str, tuple[str, CaseNode]] = {}
        for number, rubric in enumerate(package.parts("CFRubrics")):
            for position, criterion in enumerate(rubric.parts("CFRubricCriteria")):
                link = criterion.link("CFItemURI")
                if link is not None:
                    path = f"{root}.CFRubrics[{number}].CFRubricCriteria[{position}]"
                    key = str(link["identifier"]).lower()
                    self._criteria.setdefault(key, (path, criterion))

    def framework(self) -> CompetencyFramework:
        own, beside = self._document, _beside(self._document)
        chosen = self._chosen()
        self._codes = self._name(chosen)
        competencies = tuple(self._competency(item) for item in chosen)
        heir = self._heirs.get(own.identifier.lower())
        if error := InvalidInput.of(self._problems):
            raise error
        try:
            return CompetencyFramework(
                id=beside.get("id") or own.identifier,
                name=_filled(own, "title") or own.identifier,
                version=_filled(own, "version") or own.text("lastChangeDateTime"),
                competencies=competencies,
                source=beside.get("source", "") if beside else own.text("creator"),
                english=beside.get("english", ""),
                replaced_by=beside.get("replaced_by") or (heir and str(heir["identifier"])) or None,
            )
        except InvalidRecord as error:
            raise InvalidInput(*error.problems) from error

    def _chosen(self) -> list[CaseNode]:
        """Choose the items that are competencies, in the order of the tree."""
        ordered = self._in_order()
        for wanted in (
            [item for item in ordered if _kind(item) == "competency"],
            [item for item in ordered if item.identifier.lower() in self._criteria],
        ):
            if wanted:
                return wanted
        return [
            item
            for item in ordered
            if not _kind(item)
            and all(_kind(one) for one in self._below.get(item.identifier.lower(), ()))
        ]

    def _in_order(self) -> list[CaseNode]:
        found: dict[str, CaseNode] = {}
        stack = list(reversed(self._below.get(self._document.identifier.lower(), [])))
        while stack:
            item = stack.pop()
            if found.setdefault(item.identifier.lower(), item) is item:
                stack += reversed(self._below.get(item.identifier.lower(), []))
        return [*found.values(), *(item for key, item in self._items.items() if key not in found)]

    def _name(self, chosen: Iterable[CaseNode]) -> dict[str, str]:
        """Give each competency its key, unique in the package."""
        codes: dict[str, str] = {}
        taken: set[str] = set()
        for item in chosen:
            own, said = _beside(item).get("id"), item.text("humanCodingScheme").strip()
            code = own or (said if len(said) <= _LONGEST_CODE else "")
            codes[item.identifier.lower()] = code if code and code not in taken else item.identifier
            taken.add(codes[item.identifier.lower()])
        return codes

    def _competency(self, item: CaseNode) -> Competency:
        key, beside = item.identifier.lower(), _beside(item)
        full, short = _filled(item, "fullStatement"), _filled(item, "abbreviatedStatement")
        says_more = short and (full != short or "definition" in beside)
        heir = self._heirs.get(key)
        heir_code = heir and self._codes.get(str(heir["identifier"]).lower(), heir["identifier"])
        return Competency(
            id=self._codes[key],
            name=short or full or item.identifier,
            group=read_group(beside.get("group", ""), *item.texts("subject")),
            levels=self._levels(item),
            definition=full if says_more else "",
            english=beside.get("english", ""),
            replaced_by=beside.get("replaced_by") or heir_code or None,
            provenance=read_provenance(beside),
        )

    def _levels(self, item: CaseNode) -> tuple[CompetencyLevel, ...]:
        key = item.identifier.lower()
        typed = [one for one in self._below.get(key, ()) if _kind(one) == "level"]
        if typed or key not in self._criteria:
            found = [self._typed_level(one) for one in typed]
        else:
            found = self._scored_levels(*self._criteria[key])
        levels: dict[int, CompetencyLevel] = {}
        for one in found:
            if one is not None and levels.setdefault(one.level, one) is not one:
                self._problems.append(Problem("duplicate", self._place[key], value=one.level))
        return tuple(levels[number] for number in sorted(levels))

    def _typed_level(self, item: CaseNode) -> CompetencyLevel | None:
        key, beside = item.identifier.lower(), _beside(item)
        said = item.text("listEnumeration").strip()
        number = beside.get("level") or (int(said) if _DIGITS.fullmatch(said) else 0)
        if not LOWEST <= number <= HIGHEST:
            self._complain(f"{self._place[key]}.listEnumeration", beside.get("level") or said)
            return None
        return CompetencyLevel(
            level=number,
            description=_filled(item, "fullStatement") or str(number),
            name=item.text("abbreviatedStatement"),
            english=beside.get("english", ""),
            indicators=tuple(
                Indicator(text=text, english=_beside(one).get("english", ""))
                for one in self._below.get(key, ())
                if _kind(one) == "indicator" and (text := _filled(one, "fullStatement"))
            ),
            provenance=read_provenance(beside),
        )

    def _scored_levels(self, path: str, criterion: CaseNode) -> list[CompetencyLevel | None]:
        """Read the levels of a rubric, whose points may follow any scale."""
        levels = list(criterion.parts("CFRubricCriterionLevels"))
        if len(levels) > HIGHEST:
            self._complain(f"{path}.CFRubricCriterionLevels", len(levels))
            return []
        marks: list[Any] = [one.members.get("score") for one in levels]
        if None in marks:
            marks = [one.members.get("position") for one in levels]
        if None in marks:
            marks = list(range(1, len(levels) + 1))
        scale = set(range(LOWEST, HIGHEST + 1))
        ranks = sorted(set(marks))
        numbers = [int(m) if set(marks) <= scale else ranks.index(m) + 1 for m in marks]
        return [
            CompetencyLevel(
                level=number,
                name=one.text("quality"),
                description=_filled(one, "description") or _filled(one, "feedback")
                or _filled(one, "quality") or str(number),
            )
            for number, one in zip(numbers, levels, strict=True)
        ]  # fmt: skip

    def _complain(self, place: str, value: object) -> None:
        cure = f"{LOWEST}-{HIGHEST}"
        self._problems.append(Problem("out_of_bounds", place, value=value, cure=cure))


def _filled(node: CaseNode, name: str) -> str:
    """Give a text as it stands; empty where nothing in it can be seen."""
    text = node.text(name)
    return text if text.strip() else ""


def _kind(item: CaseNode) -> str:
    return _KINDS.get(item.text("CFItemType").strip().casefold(), "")


def _beside(node: CaseNode) -> Mapping[str, Any]:
    """Give what this library wrote in the extensions; nothing where others wrote it."""
    return read_beside((node.members.get("extensions") or {}).get(EXTENSION))
