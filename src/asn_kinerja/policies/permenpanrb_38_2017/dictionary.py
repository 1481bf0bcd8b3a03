"""The dictionary of the nine competencies, and a worked standard, from `dictionary.toml`."""

from functools import cache
from pathlib import Path
from typing import Any

from asn_kinerja.legal.loading import read_toml
from asn_kinerja.legal.parameters import Authority, Status
from asn_kinerja.legal.terms import CompetencyGroup, FunctionalLevel, PositionClass
from asn_kinerja.records.competencies import (
    Competency,
    CompetencyFramework,
    CompetencyLevel,
    Indicator,
    Provenance,
)
from asn_kinerja.records.requirements import ClassRequirement

__all__ = ["frameworks", "worked_standard"]


@cache
def frameworks() -> tuple[CompetencyFramework, ...]:
    """Give the framework of this regulation; the file is read once."""
    tables = read_toml(Path(__file__).with_name("dictionary.toml"))
    return (
        CompetencyFramework(
            competencies=tuple(_competency(table, tables) for table in tables["competency"]),
            **tables["framework"],
        ),
    )


def worked_standard() -> tuple[ClassRequirement, ...]:
    """Give the standard of one functional post, level by level, as an example to adapt.

    It is the standard of one post and not of all functional posts: nothing applies it by itself.

    Returns:
        Nine requirements a jenjang.
    """
    tables = read_toml(Path(__file__).with_name("dictionary.toml"))
    return tuple(
        ClassRequirement(
            id=f"{jenjang.value}-{table['id']}",
            position_class=PositionClass.JF,
            functional_level=jenjang,
            competency_id=table["id"],
            level=tables["standard"][jenjang.value].get(
                table["id"], tables["standard"][jenjang.value]["all"]
            ),
        )
        for jenjang in FunctionalLevel
        if jenjang.value in tables["standard"]
        for table in tables["competency"]
    )


def _competency(table: dict[str, Any], tables: dict[str, Any]) -> Competency:
    names = tables["names"]["words"]
    return Competency(
        id=table["id"],
        name=table["name"],
        group=CompetencyGroup(table["group"]),
        definition=table["definition"],
        english=table["english"],
        provenance=_provenance(tables["competencies"]),
        levels=tuple(
            CompetencyLevel(
                level=number,
                description=step["text"],
                name=names[number - 1],
                english=step["en"],
                indicators=tuple(Indicator(text=text) for text in step["indicators"]),
                provenance=_provenance(tables["levels"]),
            )
            for number, step in enumerate(table["level"], 1)
        ),
    )


def _provenance(table: dict[str, Any]) -> Provenance:
    return Provenance(
        citation=table["citation"],
        status=Status(table["status"]),
        authority=Authority(table["authority"]),
    )
