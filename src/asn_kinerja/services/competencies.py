"""Competency frameworks in a store: import, export, and the difference of two versions."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeAlias

import attrs

from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.converters.competencies.case_package import CasePackage, parse_case
from asn_kinerja.converters.competencies.case_reading import from_case
from asn_kinerja.converters.competencies.case_writing import to_case
from asn_kinerja.converters.competencies.moodle import MoodleTable, parse_moodle
from asn_kinerja.converters.competencies.moodle_mapping import from_moodle, to_moodle
from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.competencies import CompetencyFramework, PositionRequirement
from asn_kinerja.records.framework_sources import FrameworkSource, SourceFormat
from asn_kinerja.records.positions import Position
from asn_kinerja.records.requirements import ClassRequirement, inherit_requirements
from asn_kinerja.records.training import Course, Session, TrainingNeed, TrainingPlan
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.services.framework_diff import FrameworkDiff, diff_frameworks
from asn_kinerja.services.requirements import required_levels
from asn_kinerja.storage.query import equals
from asn_kinerja.storage.unit_of_work import UnitOfWork

__all__ = [
    "FrameworkImport",
    "Imported",
    "Touched",
    "compare_frameworks",
    "export_requirements",
    "find_framework",
    "framework_text",
    "frameworks_of",
    "import_frameworks",
]

Imported: TypeAlias = CasePackage | MoodleTable | RecordBatch

_PART, _PARTS = 90_000, 20  # characters of one text, texts of one record


@attrs.frozen(kw_only=True)
class FrameworkImport:
    """What came of an import.

    Args:
        frameworks: The frameworks that came in.
        requirements: How many required levels came with them.
        changed: Records that were new, different or removed; 0 when the store held just these.
    """

    frameworks: tuple[CompetencyFramework, ...]
    requirements: int
    changed: int


@attrs.frozen(kw_only=True)
class Touched:
    """What a change of framework touches, as keys, each sorted.

    Args:
        positions: Posts that require a competency that changed.
        assessments: Assessments of such a competency.
        plans: Training plans with a need or a course for such a competency.
    """

    positions: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()


def import_frameworks(context: ServiceContext, imported: Imported) -> FrameworkImport:
    """Store the frameworks of a file, in one transaction with one audit entry.

    The text of a CASE package or of a Moodle table is kept beside its framework, so that an export
    in that format gives all of it again. The same file again changes nothing.

    Args:
        context: Store, actor and clock.
        imported: What `read_case`, `parse_moodle` or `read_competency_sheets` gave.

    Returns:
        Frameworks, number of requirements, and changes.

    Raises:
        InvalidInput: If a framework cannot be made of it, or two requirements of a class clash.
    """
    match imported:
        case CasePackage():
            framework = from_case(imported)
            sources = _sources(framework, SourceFormat.CASE, "".join(imported.lines()))
            batch = RecordBatch([framework, *sources])
        case MoodleTable():
            framework = from_moodle(imported)
            sources = _sources(framework, SourceFormat.MOODLE, imported.text())
            batch = RecordBatch([framework, *sources])
        case _:
            batch = imported
    frameworks = batch.of(CompetencyFramework)
    with context.transaction("import_competencies") as unit:
        changed = 0
        changed += _forget_sources(unit, batch.of(FrameworkSource))
        for kind, found in batch.records.items():
            changed += unit.repository(kind).put_all(found)
        inherit_requirements([], [], class_requirements=unit.repository(ClassRequirement).scan())
    count = len(batch.of(PositionRequirement)) + len(batch.of(ClassRequirement))
    return FrameworkImport(frameworks=frameworks, requirements=count, changed=changed)


def find_framework(context: ServiceContext, framework_id: str = "") -> CompetencyFramework:
    """Find a framework of the store.

    Args:
        context: The store.
        framework_id: Its key; empty for the only one there is.

    Returns:
        The framework.

    Raises:
        NotFound: If there is none of that key, or none or several when no key was given.
    """
    with context.reading() as unit:
        known = {one.id: one for one in unit.repository(CompetencyFramework).scan()}
    chosen = framework_id or (next(iter(known)) if len(known) == 1 else "")
    if chosen not in known:
        cure = ", ".join(known) or "-"
        raise NotFound(Problem("not_found", "framework", value=framework_id, cure=cure))
    return known[chosen]


def frameworks_of(imported: Imported) -> tuple[CompetencyFramework, ...]:
    """Give the frameworks of a file, without storing them.

    Args:
        imported: What `read_case`, `parse_moodle` or `read_competency_sheets` gave.

    Returns:
        The frameworks; exactly one of a CASE package or a Moodle table.
    """
    match imported:
        case CasePackage():
            return (from_case(imported),)
        case MoodleTable():
            return (from_moodle(imported),)
        case _:
            return imported.of(CompetencyFramework)


def framework_text(
    context: ServiceContext,
    framework: CompetencyFramework,
    *,
    source_format: SourceFormat,
    changed_at: datetime,
) -> str:
    """Write a framework of the store as the text of a file.

    A framework that came in that format and is still what its file says is written as it came, what
    nobody here knows included. Any other is written anew.

    Args:
        context: The store.
        framework: The framework as the store holds it.
        source_format: The format.
        changed_at: When it last changed, with time zone, for a CASE package written anew.

    Returns:
        The text.
    """
    kept = _kept_text(context, framework, source_format)
    if source_format is SourceFormat.CASE:
        if kept is not None and from_case(parse_case(kept)) == framework:
            return kept
        return "".join(to_case(framework, changed_at=changed_at).lines())
    if kept is not None and from_moodle(parse_moodle(kept)) == framework:
        return kept
    return to_moodle(framework).text()


def _kept_text(
    context: ServiceContext, framework: CompetencyFramework, source_format: SourceFormat
) -> str | None:
    with context.reading() as unit:
        where = (equals("framework_id", framework.id),)
        found = [
            one
            for one in unit.repository(FrameworkSource).scan(where=where)
            if one.format is source_format
        ]
    found.sort(key=lambda one: one.position)
    return "".join(text for one in found for text in one.texts) if found else None


def export_requirements(context: ServiceContext, framework: CompetencyFramework) -> RecordBatch:
    """Put a framework together with the levels of its competencies that posts and classes require.

    Args:
        context: The store.
        framework: The framework.

    Returns:
        The framework and the requirements.
    """
    known = {item.id for item in framework.competencies}
    with context.reading() as unit:
        wanted: list[object] = [
            one for one in unit.repository(PositionRequirement).scan() if one.competency_id in known
        ]
        wanted += (
            one for one in unit.repository(ClassRequirement).scan() if one.competency_id in known
        )
    return RecordBatch([framework, *wanted])


def compare_frameworks(
    context: ServiceContext, old: CompetencyFramework, *, new: CompetencyFramework
) -> tuple[FrameworkDiff, Touched]:
    """Compare two versions of a framework and list what in the store their difference touches.

    Args:
        context: The store.
        old: The earlier version.
        new: The later version.

    Returns:
        The difference, and the posts, assessments and plans that it touches.
    """
    diff = diff_frameworks(old, new)
    names = diff.competencies
    with context.reading() as unit:
        positions = tuple(unit.repository(Position).scan())
        required = required_levels(unit, positions)
        assessed = [one.id for one in unit.repository(Assessment).scan()
                    if one.competency_id in names]  # fmt: skip
        plans = list(_plans(unit, names))
    return diff, Touched(
        positions=tuple(
            sorted({one.position_id for one in required if one.competency_id in names})
        ),
        assessments=tuple(sorted(assessed)),
        plans=tuple(sorted(plans)),
    )


def _plans(unit: UnitOfWork, names: frozenset[str]) -> Iterator[str]:
    needs = {one.id for one in unit.repository(TrainingNeed).scan() if one.competency_id in names}
    courses = {one.id for one in unit.repository(Course).scan() if one.competency_id in names}
    sessions = {one.id for one in unit.repository(Session).scan() if one.course_id in courses}
    for plan in unit.repository(TrainingPlan).scan():
        served = {need for place in plan.placements for need in place.need_ids}
        unmet = {item.need_id for item in plan.unmet}
        held = {place.session_id for place in plan.placements}
        if needs & (served | unmet) or sessions & held:
            yield plan.id


def _sources(
    framework: CompetencyFramework, source_format: SourceFormat, text: str
) -> Iterator[FrameworkSource]:
    if "\0" in text:  # which no store keeps
        raise InvalidInput(Problem("text_control", framework.id))
    parts = [text[start : start + _PART] for start in range(0, len(text), _PART)]
    for position in range(0, len(parts), _PARTS):
        number = position // _PARTS
        yield FrameworkSource(
            id=f"{framework.id}/{source_format.value}/{number:05}",
            framework_id=framework.id,
            format=source_format,
            position=number,
            texts=tuple(parts[position : position + _PARTS]),
        )


def _forget_sources(unit: UnitOfWork, coming: tuple[FrameworkSource, ...]) -> int:
    """Remove the pieces of an earlier file that the new one does not write over."""
    if not coming:
        return 0
    sources, kept = unit.repository(FrameworkSource), {one.id for one in coming}
    where = (equals("framework_id", coming[0].framework_id),)
    gone = [
        one.id
        for one in sources.scan(where=where)
        if one.format is coming[0].format and one.id not in kept
    ]
    return sum(sources.delete(key) for key in gone)
