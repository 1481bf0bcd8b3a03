"""From a framework to a CASE package: a tree of items, and the levels as a rubric beside it.

A competency is an item, a level an item below it, an indicator an item below that; the rubric says
the levels once more, for programs that look there. What CASE has no member for stands in
`extensions`, so that reading the package gives the framework again.
"""

from datetime import datetime
from typing import Any, TypeAlias

from asn_kinerja.converters.competencies.case_package import CasePackage
from asn_kinerja.converters.competencies.extensions import (
    EXTENSION,
    GROUPS,
    beside_competency,
    beside_framework,
    beside_indicator,
    beside_level,
)
from asn_kinerja.converters.competencies.identity import node_uri, stable_uuid
from asn_kinerja.legal.terms import CompetencyGroup
from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.competencies import Competency, CompetencyFramework, CompetencyLevel

__all__ = ["TYPES", "to_case"]

_Members: TypeAlias = dict[str, Any]

TYPES = {
    "competency": Wording("Kompetensi", "Competency"),
    "level": Wording("Level kompetensi", "Competency level"),
    "indicator": Wording("Indikator perilaku", "Behavioural indicator"),
}


def to_case(framework: CompetencyFramework, *, changed_at: datetime) -> CasePackage:
    """Write a framework as a CASE 1.1 package.

    Args:
        framework: The framework.
        changed_at: When it last changed, with time zone; CASE asks for it on every part.

    Returns:
        The package; the same framework and time give the same one, identifiers included.
    """
    return CasePackage(_Writer(framework, changed_at).package())


class _Writer:
    """Writes one framework."""

    def __init__(self, framework: CompetencyFramework, changed_at: datetime) -> None:
        self._framework = framework
        self._changed = changed_at.isoformat(timespec="seconds")
        self._items: list[_Members] = []
        self._associations: list[_Members] = []
        self._criteria: list[_Members] = []
        self._document = self._document_part()

    def package(self) -> _Members:
        own = self._framework
        for number, competency in enumerate(own.competencies, 1):
            self._add_competency(competency, number)
        if own.replaced_by:
            heir = _link(own.replaced_by, stable_uuid("framework", own.replaced_by))
            self._associate("replacedBy", self._document, heir)
        found: _Members = {
            "CFDocument": self._document,
            "CFItems": self._items,
            "CFAssociations": self._associations,
            "CFDefinitions": self._definitions(),
        }
        if self._criteria:
            rubric = self._part("rubric", "", title=own.name, CFRubricCriteria=self._criteria)
            found["CFRubrics"] = [rubric]
        return found

    def _part(self, kind: str, *keys: str, **members: object) -> _Members:
        """Make a part; members without value are left out."""
        own = self._framework.id
        identifier = stable_uuid(kind, own, *keys)
        if keys and identifier == own:  # a competency with the key of its framework
            identifier = stable_uuid(kind, own, *keys, "")
        return {
            "identifier": identifier,
            "uri": node_uri(identifier),
            "lastChangeDateTime": self._changed,
            **{name: value for name, value in members.items() if value not in ("", None, {}, [])},
        }

    def _document_part(self) -> _Members:
        own = self._framework
        return self._part(
            "framework",
            caseVersion="1.1",
            creator=own.source or own.name,
            title=own.name,
            version=own.version,
            language="id",
            extensions=_extended(beside_framework(own)),
        )

    def _add_competency(self, own: Competency, number: int) -> None:
        subject = self._part("subject", own.group.value)["identifier"]
        item = self._item(
            "competency",
            own.id,
            code=own.id,
            fullStatement=own.definition or own.name,
            abbreviatedStatement=own.name,
            subject=[GROUPS[own.group]],
            subjectURI=[_link(GROUPS[own.group], subject)],
            extensions=_extended(beside_competency(own)),
        )
        self._associate("isChildOf", item, self._document, number=number)
        if own.replaced_by:
            owner = self._framework.replaced_by or self._framework.id
            heir = stable_uuid("competency", owner, own.replaced_by)
            self._associate("replacedBy", item, _link(own.replaced_by, heir))
        for level in own.levels:
            self._add_level(own, level, item)
        if own.levels:
            self._criteria.append(self._criterion(own, item, number))

    def _add_level(self, owner: Competency, own: CompetencyLevel, above: _Members) -> None:
        keys = (owner.id, str(own.level))
        item = self._item(
            "level",
            *keys,
            code=".".join(keys),
            fullStatement=own.description,
            abbreviatedStatement=own.name,
            listEnumeration=str(own.level),
            extensions=_extended(beside_level(own)),
        )
        self._associate("isChildOf", item, above, number=own.level)
        for number, indicator in enumerate(own.indicators, 1):
            below = self._item(
                "indicator",
                *keys,
                str(number),
                code=".".join((*keys, str(number))),
                fullStatement=indicator.text,
                listEnumeration=str(number),
                extensions=_extended(beside_indicator(indicator)),
            )
            self._associate("isChildOf", below, item, number=number)

    def _item(self, kind: str, *keys: str, code: str, **members: object) -> _Members:
        title = TYPES[kind].id
        item = self._part(
            kind,
            *keys,
            humanCodingScheme=code,
            CFItemType=title,
            CFItemTypeURI=_link(title, self._part("item type", kind)["identifier"]),
            **members,
        )
        self._items.append(item)
        return item

    def _criterion(self, own: Competency, item: _Members, number: int) -> _Members:
        part = self._part(
            "criterion",
            own.id + "/criterion",
            category=GROUPS[own.group],
            description=own.name,
            CFItemURI=_link(own.name, item["identifier"]),
            position=number,
        )
        part["CFRubricCriterionLevels"] = [
            self._part(
                "criterion level",
                own.id,
                str(level.level),
                description=level.description,
                quality=level.name,
                score=level.level,
                position=level.level,
                rubricCriterionId=part["identifier"],
            )
            for level in own.levels
        ]
        return part

    def _associate(
        self, kind: str, origin: _Members, destination: _Members, *, number: int | None = None
    ) -> None:
        ends = [_link(_title(one), one["identifier"]) for one in (origin, destination)]
        keys = (kind, origin["identifier"], destination["identifier"], "")
        association = self._part(
            "association",
            *keys,
            associationType=kind,
            sequenceNumber=number,
            originNodeURI=ends[0],
            destinationNodeURI=ends[1],
        )
        self._associations.append(association)

    def _definitions(self) -> _Members:
        groups = [group for group in CompetencyGroup
                  if any(own.group is group for own in self._framework.competencies)]  # fmt: skip
        subjects = [
            self._part("subject", group.value, title=GROUPS[group], hierarchyCode=str(number))
            for number, group in enumerate(groups, 1)
        ]
        used = {item["CFItemType"] for item in self._items}
        types = [
            self._part(
                "item type", kind, title=said.id, description=said.en, hierarchyCode=str(number)
            )
            for number, (kind, said) in enumerate(TYPES.items(), 1)
            if said.id in used
        ]
        return {name: parts for name, parts in (("CFSubjects", subjects), ("CFItemTypes", types))
                if parts}  # fmt: skip


def _link(title: str, identifier: str) -> _Members:
    return {"title": title, "identifier": identifier, "uri": node_uri(identifier)}


def _title(part: _Members) -> str:
    for name in ("abbreviatedStatement", "title", "fullStatement"):
        if name in part:
            return str(part[name])
    return str(part["identifier"])


def _extended(beside: _Members) -> _Members:
    return {EXTENSION: beside} if beside else {}
