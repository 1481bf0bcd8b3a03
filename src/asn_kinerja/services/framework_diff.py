"""What changed between two versions of a competency framework."""

from collections.abc import Iterator
from enum import StrEnum

import attrs

from asn_kinerja.records.competencies import Competency, CompetencyFramework, CompetencyLevel

__all__ = ["ChangeKind", "FrameworkChange", "FrameworkDiff", "diff_frameworks"]


class ChangeKind(StrEnum):
    """What happened to a competency or a level."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    REPLACED = "replaced"
    CHANGED = "changed"


@attrs.frozen(kw_only=True)
class FrameworkChange:
    """One change.

    Args:
        kind: What happened.
        competency_id: The competency, by its earlier key where it had one.
        new_id: Its key in the later version; empty where it has none.
        part: What of it: empty for the whole, ``"name"``, ``"group"``, ``"definition"``,
            ``"level 3"``, ``"indicators 3"``.
        before: Name or text in the earlier version.
        after: Name or text in the later version.
    """

    kind: ChangeKind
    competency_id: str
    new_id: str = ""
    part: str = ""
    before: str = ""
    after: str = ""


@attrs.frozen(kw_only=True)
class FrameworkDiff:
    """The difference of two versions.

    Args:
        old_id: Key of the earlier version.
        new_id: Key of the later version.
        changes: The changes, in the order of the earlier version, what was added at the end.
    """

    old_id: str
    new_id: str
    changes: tuple[FrameworkChange, ...]

    @property
    def competencies(self) -> frozenset[str]:
        """Keys, earlier and later, of the competencies that changed."""
        keys = {key for one in self.changes for key in (one.competency_id, one.new_id)}
        return frozenset(keys - {""})


def diff_frameworks(old: CompetencyFramework, new: CompetencyFramework) -> FrameworkDiff:
    """Compare two versions of a framework.

    A competency goes on under its key. One whose key is gone was replaced if it says by which, was
    renamed if exactly one new competency bears its name, and was removed otherwise.

    Args:
        old: The earlier version.
        new: The later version.

    Returns:
        The difference; the same for competencies in any order but for the order of changes.
    """
    before = {item.id: item for item in old.competencies}
    after = {item.id: item for item in new.competencies}
    arrived = {key: item for key, item in after.items() if key not in before}
    heirs: dict[str, tuple[ChangeKind, str]] = {}
    for key, item in before.items():
        if key in after:
            continue
        namesakes = [one for one, it in arrived.items() if it.name == item.name]
        if item.replaced_by in after:
            heirs[key] = ChangeKind.REPLACED, str(item.replaced_by)
        elif len(namesakes) == 1:
            heirs[key] = ChangeKind.RENAMED, namesakes[0]
    changes: list[FrameworkChange] = []
    for key, item in before.items():
        if key in after:
            changes += _compare(item, after[key])
        elif key in heirs:
            kind, heir = heirs[key]
            names = {"before": item.name, "after": after[heir].name}
            changes.append(FrameworkChange(kind=kind, competency_id=key, new_id=heir, **names))
            changes += _compare(item, after[heir], named=False)
        else:
            changes.append(
                FrameworkChange(kind=ChangeKind.REMOVED, competency_id=key, before=item.name)
            )
    inherited = {heir for _, heir in heirs.values()}
    changes += [
        FrameworkChange(kind=ChangeKind.ADDED, competency_id=key, new_id=key, after=item.name)
        for key, item in arrived.items()
        if key not in inherited
    ]
    return FrameworkDiff(old_id=old.id, new_id=new.id, changes=tuple(changes))


def _compare(old: Competency, new: Competency, *, named: bool = True) -> Iterator[FrameworkChange]:
    keys = {"competency_id": old.id, "new_id": new.id}
    if named and old.name != new.name:
        yield FrameworkChange(
            kind=ChangeKind.RENAMED, part="name", before=old.name, after=new.name, **keys
        )
    for part, one, other in (
        ("group", old.group.value, new.group.value),
        ("definition", old.definition, new.definition),
    ):
        if one != other:
            yield FrameworkChange(
                kind=ChangeKind.CHANGED, part=part, before=one, after=other, **keys
            )
    earlier = {level.level: level for level in old.levels}
    later = {level.level: level for level in new.levels}
    for number in sorted(earlier | later):
        for kind, part, one, other in _step(number, earlier.get(number), later.get(number)):
            yield FrameworkChange(kind=kind, part=part, before=one, after=other, **keys)


def _step(
    number: int, old: CompetencyLevel | None, new: CompetencyLevel | None
) -> Iterator[tuple[ChangeKind, str, str, str]]:
    part = f"level {number}"
    if old is None:
        yield ChangeKind.ADDED, part, "", new.description if new else ""
    elif new is None:
        yield ChangeKind.REMOVED, part, old.description, ""
    else:
        if old.name != new.name:
            yield ChangeKind.RENAMED, part, old.name, new.name
        if old.description != new.description:
            yield ChangeKind.CHANGED, part, old.description, new.description
        signs = [[one.text for one in step.indicators] for step in (old, new)]
        if signs[0] != signs[1]:
            yield (
                ChangeKind.CHANGED,
                f"indicators {number}",
                "; ".join(signs[0]),
                "; ".join(signs[1]),
            )
