"""What CASE 1.0 and 1.1 say of each part of a package: its members, their types, which are needed.

Source: 1EdTech Competencies and Academic Standards Exchange (CASE) Service 1.1, information model,
of 24 January 2025; what 1.1 added is optional, so a package of 1.0 fits as well.
"""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType

__all__ = ["ASSOCIATIONS", "LISTS", "MEMBERS", "NEEDED", "WRAPPER", "Type"]


class Type(Enum):
    """Types of members."""

    UUID = auto()
    URI = auto()
    TEXT = auto()
    TEXTS = auto()
    LINK = auto()
    LINKS = auto()
    WHOLE = auto()
    NUMBER = auto()
    DAY = auto()
    MOMENT = auto()
    ASSOCIATION = auto()
    VERSION = auto()
    MAP = auto()
    PART = auto()
    PARTS = auto()


WRAPPER = "CFPackage"  # some files hold the package under this one name

_ID = {
    "identifier": Type.UUID,
    "uri": Type.URI,
    "lastChangeDateTime": Type.MOMENT,
    "extensions": Type.MAP,
}
_TITLED = {**_ID, "title": Type.TEXT, "description": Type.TEXT}
_DATED = {"statusStartDate": Type.DAY, "statusEndDate": Type.DAY, "licenseURI": Type.LINK}

MEMBERS: Mapping[str, Mapping[str, Type]] = MappingProxyType({
    "CFPackage": {
        "CFDocument": Type.PART,
        "CFItems": Type.PARTS,
        "CFAssociations": Type.PARTS,
        "CFDefinitions": Type.PART,
        "CFRubrics": Type.PARTS,
        "extensions": Type.MAP,
    },
    "CFDocument": {
        **_TITLED, **_DATED, "creator": Type.TEXT, "frameworkType": Type.TEXT,
        "caseVersion": Type.VERSION, "officialSourceURL": Type.TEXT, "publisher": Type.TEXT,
        "subject": Type.TEXTS, "subjectURI": Type.LINKS, "language": Type.TEXT,
        "version": Type.TEXT, "adoptionStatus": Type.TEXT, "notes": Type.TEXT,
        "CFPackageURI": Type.LINK,
    },
    "CFItems": {
        **_ID, **_DATED, "fullStatement": Type.TEXT, "alternativeLabel": Type.TEXT,
        "CFItemType": Type.TEXT, "CFItemTypeURI": Type.LINK, "humanCodingScheme": Type.TEXT,
        "listEnumeration": Type.TEXT, "abbreviatedStatement": Type.TEXT,
        "conceptKeywords": Type.TEXTS, "conceptKeywordsURI": Type.LINK, "notes": Type.TEXT,
        "subject": Type.TEXTS, "subjectURI": Type.LINKS, "language": Type.TEXT,
        "educationLevel": Type.TEXTS, "CFDocumentURI": Type.LINK,
    },
    "CFAssociations": {
        **_ID, "associationType": Type.ASSOCIATION, "sequenceNumber": Type.WHOLE,
        "originNodeURI": Type.LINK, "destinationNodeURI": Type.LINK,
        "CFAssociationGroupingURI": Type.LINK, "notes": Type.TEXT, "CFDocumentURI": Type.LINK,
    },
    "CFDefinitions": {
        "CFConcepts": Type.PARTS, "CFSubjects": Type.PARTS, "CFLicenses": Type.PARTS,
        "CFItemTypes": Type.PARTS, "CFAssociationGroupings": Type.PARTS, "extensions": Type.MAP,
    },
    "CFConcepts": {**_TITLED, "keywords": Type.TEXT, "hierarchyCode": Type.TEXT},
    "CFSubjects": {**_TITLED, "hierarchyCode": Type.TEXT},
    "CFLicenses": {**_TITLED, "licenseText": Type.TEXT},
    "CFItemTypes": {**_TITLED, "hierarchyCode": Type.TEXT, "typeCode": Type.TEXT},
    "CFAssociationGroupings": _TITLED,
    "CFRubrics": {**_TITLED, "CFRubricCriteria": Type.PARTS},
    "CFRubricCriteria": {
        **_ID, "category": Type.TEXT, "description": Type.TEXT, "CFItemURI": Type.LINK,
        "weight": Type.NUMBER, "position": Type.WHOLE, "rubricId": Type.UUID,
        "CFRubricCriterionLevels": Type.PARTS,
    },
    "CFRubricCriterionLevels": {
        **_ID, "description": Type.TEXT, "quality": Type.TEXT, "score": Type.NUMBER,
        "feedback": Type.TEXT, "position": Type.WHOLE, "rubricCriterionId": Type.UUID,
    },
    "link": {
        "title": Type.TEXT, "identifier": Type.TEXT, "uri": Type.URI, "targetType": Type.TEXT,
    },
})  # fmt: skip

_ALWAYS = ("identifier", "uri", "lastChangeDateTime")
NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "CFPackage": ("CFDocument",),
    "CFDocument": (*_ALWAYS, "creator", "title"),
    "CFItems": (*_ALWAYS, "fullStatement"),
    "CFAssociations": (*_ALWAYS, "associationType", "originNodeURI", "destinationNodeURI"),
    "CFDefinitions": (),
    "CFConcepts": (*_ALWAYS, "title", "hierarchyCode"),
    "CFSubjects": (*_ALWAYS, "title", "hierarchyCode"),
    "CFLicenses": (*_ALWAYS, "title", "licenseText"),
    "CFItemTypes": (*_ALWAYS, "title", "description", "hierarchyCode"),
    "CFAssociationGroupings": (*_ALWAYS, "title"),
    "CFRubrics": _ALWAYS,
    "CFRubricCriteria": _ALWAYS,
    "CFRubricCriterionLevels": _ALWAYS,
    "link": ("title", "identifier", "uri"),
})  # fmt: skip

# Lists whose order the standard leaves open; a canonical package sorts them by identifier.
LISTS = frozenset(
    name for members in MEMBERS.values() for name, kind in members.items() if kind is Type.PARTS
)

ASSOCIATIONS = (
    "isChildOf", "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo", "replacedBy",
    "exemplar", "hasSkillLevel", "isTranslationOf",
)  # fmt: skip
