"""What our records say and foreign formats have no place for, as small maps beside their parts."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from asn_kinerja.legal.parameters import Authority, Status
from asn_kinerja.legal.terms import CompetencyGroup
from asn_kinerja.records.competencies import (
    Competency,
    CompetencyFramework,
    CompetencyLevel,
    Indicator,
    Provenance,
)

__all__ = [
    "EXTENSION",
    "GROUPS",
    "beside_competency",
    "beside_framework",
    "beside_indicator",
    "beside_level",
    "read_beside",
    "read_group",
    "read_provenance",
]

Beside: TypeAlias = dict[str, Any]

EXTENSION = "asn_kinerja"  # our name in `extensions` of CASE, and of our column in a CSV
GROUPS = {
    CompetencyGroup.TEKNIS: "Teknis",
    CompetencyGroup.MANAJERIAL: "Manajerial",
    CompetencyGroup.SOSIAL_KULTURAL: "Sosial kultural",
}


def beside_framework(own: CompetencyFramework) -> Beside:
    """Give what a framework says besides its name."""
    return _filled(
        id=own.id, version=own.version, source=own.source, english=own.english,
        replaced_by=own.replaced_by,
    )  # fmt: skip


def beside_competency(own: Competency) -> Beside:
    """Give what a competency says besides its name."""
    return _filled(
        id=own.id, group=own.group.value, english=own.english, definition=own.definition,
        replaced_by=own.replaced_by, provenance=_provenance(own.provenance),
    )  # fmt: skip


def beside_level(own: CompetencyLevel) -> Beside:
    """Give what a level says besides its description."""
    return _filled(
        level=own.level, name=own.name, english=own.english,
        provenance=_provenance(own.provenance),
    )  # fmt: skip


def beside_indicator(own: Indicator) -> Beside:
    """Give what an indicator says besides its text."""
    return _filled(english=own.english)


def read_beside(found: object) -> Mapping[str, Any]:
    """Read such a map from outside.

    Args:
        found: What stands under our name; others may have written it.

    Returns:
        The entries of the right type; none where it is no map.
    """
    if not isinstance(found, dict):
        return {}
    types = {"level": int, "provenance": dict}
    return {name: value for name, value in found.items() if type(value) is types.get(name, str)}


def read_group(*words: str) -> CompetencyGroup:
    """Find the group that one of several words names; technical where none does."""
    for word in words:
        squeezed = word.strip().casefold().replace(" ", "_")
        if squeezed in set(CompetencyGroup):
            return CompetencyGroup(squeezed)
    return CompetencyGroup.TEKNIS


def read_provenance(beside: Mapping[str, Any]) -> Provenance | None:
    """Read where a part comes from; `None` where nothing of use is said."""
    found = beside.get("provenance") or {}
    citation = found.get("citation")
    try:
        status, authority = Status(str(found.get("status"))), Authority(str(found.get("authority")))
    except ValueError:
        return None
    if not isinstance(citation, str) or not citation.strip():
        return None
    return Provenance(citation=citation, status=status, authority=authority)


def _filled(**values: object) -> Beside:
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _provenance(found: Provenance | None) -> Beside | None:
    if found is None:
        return None
    return {
        "citation": found.citation,
        "status": found.status.value,
        "authority": found.authority.value,
    }
