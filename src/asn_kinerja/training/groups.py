"""People who are equal in every constraint, and the bundles of sessions one of them may attend."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import attrs

from asn_kinerja.training.compact import Compact, PersonKind, bits
from asn_kinerja.training.floors import unit_floors

__all__ = ["Group", "find_bundles", "find_groups", "tight_days"]


@attrs.frozen(kw_only=True, eq=False)
class Group:
    """People who may change places with each other in any plan.

    Args:
        people: Who, in the order in which they choose: by standing, then by id.
        kind: What they share.
        unit_id: Their unit, where a limit of the unit may bind; else `None`.
        reach: Sessions that a plan may give them, as a mask.
        fixed: Sessions that the office gives them, as a mask.
        limits: Hours left under ceilings that may bind, with the sessions that count, as a mask.
        broken: Whether what is fixed cannot be attended, alone or together.
    """

    people: tuple[int, ...]
    kind: PersonKind
    unit_id: str | None
    reach: int
    fixed: int
    limits: tuple[tuple[int, int], ...]
    broken: bool = False

    @property
    def is_knotty(self) -> bool:
        """Whether sessions rest on each other or on the office, so that counts say too little."""
        return bool(self.fixed) or any(self.reach >> run & 1 for run in self.kind.before)

    @property
    def single(self) -> int:
        """Sessions, as a mask, of which one person attends no two for the same need.

        What the office fixes or what prepares is attended beside others that serve alike.
        """
        beside = self.fixed
        for steps in self.kind.steps.values():
            for step in steps:
                beside |= step
        return self.reach & ~beside


def find_groups(compact: Compact) -> tuple[Group, ...]:
    """Gather people who are equal in every constraint.

    Args:
        compact: What is to be decided.

    Returns:
        The groups of those to whom a plan may give anything, in an order that rows do not change.
    """
    days, floors = tight_days(compact), unit_floors(compact)
    members: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    groups: dict[tuple[object, ...], Group] = {}
    for person, place in enumerate(compact.kind_of):
        kind, unit_id = compact.kinds[place], compact.unit_of[person]
        fixed = sum(1 << run for run in compact.fixed.get(person, ()))
        reach = compact.reach_of(person)
        if not reach:
            continue
        limits = _binding(compact, kind, reach)
        broken = bool(fixed) and _is_broken(compact, person, fixed)
        bound_by = unit_id if unit_id in floors or unit_id in days else None
        key = (
            kind.values,
            tuple(sorted((run, mask) for run, mask in kind.serves.items() if reach >> run & 1)),
            tuple(sorted((run, names) for run, names in kind.before.items() if reach >> run & 1)),
            reach, fixed, limits, bound_by, broken,
        )  # fmt: skip
        members[key].append(person)
        if key not in groups:
            groups[key] = Group(
                people=(), kind=kind, unit_id=bound_by, reach=reach, fixed=fixed, limits=limits,
                broken=broken,
            )  # fmt: skip
    learners = compact.people
    return tuple(
        attrs.evolve(
            group,
            people=tuple(sorted(members[key], key=lambda one: (learners[one].standing, one))),
        )
        for key, group in groups.items()
    )


def tight_days(compact: Compact) -> Mapping[str, tuple[int, ...]]:
    """Find where the limit of people away may bind.

    Args:
        compact: What is to be decided.

    Returns:
        By unit, the sets of sessions, as masks, of which at most the limit may be attended; sets
        within others are left out.
    """
    limit = compact.problem.away_limit
    if limit is None:
        return {}
    sizes: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for person, unit_id in enumerate(compact.unit_of):
        if reach := compact.reach_of(person):
            sizes[unit_id][reach] += 1
    held: defaultdict[int, int] = defaultdict(int)
    for run, run_days in enumerate(compact.days):
        for day in run_days:
            held[day] |= 1 << run
    masks = sorted(set(held.values()))
    found = {}
    for unit_id, reaches in sorted(sizes.items()):
        everything = 0
        for reach in reaches:
            everything |= reach
        tight = {
            mask & everything
            for mask in masks
            if sum(size for reach, size in reaches.items() if reach & mask) > limit
        }
        largest = tuple(
            sorted(one for one in tight if not any(one != two and not one & ~two for two in tight))
        )
        if largest:
            found[unit_id] = largest
    return found


def find_bundles(compact: Compact, group: Group, *, most: int) -> tuple[int, ...] | None:
    """List the sets of sessions that one person of a group may attend.

    Each session of a set serves a need that the others do not, prepares for one that does, or is
    fixed by the office.

    Args:
        compact: What is to be decided.
        group: The group.
        most: Sets to look at before giving up.

    Returns:
        The sets as masks, the empty one left out where it is one of them; `None` when there are
        too many.
    """
    if group.broken:
        return ()
    found = []
    for seen, bundle in enumerate(_compatible(compact, group)):
        if seen == most:
            return None
        if bundle and _is_sound(compact, group, bundle):
            found.append(bundle)
    return tuple(sorted(found))


def _compatible(compact: Compact, group: Group) -> Iterator[int]:
    """Give the sets without clash that keep to hours and number; most that serve nothing skip."""
    limit = compact.problem.course_limit
    kind = group.kind
    prepares = bool(kind.before) or bool(group.fixed)
    todo = [(group.fixed, kind.served_by(bits(group.fixed)), group.reach & ~group.fixed)]
    while todo:
        bundle, served, left = todo.pop()
        yield bundle
        if limit is not None and bundle.bit_count() >= limit:
            continue
        for run in bits(left):
            left ^= 1 << run
            serves = kind.serves.get(run, 0)
            if (prepares or serves & ~served) and not bundle & (
                compact.clash[run] | compact.twin[run]
            ):
                wider = bundle | 1 << run
                if _keeps_hours(compact, group, wider):
                    todo.append((wider, served | serves, left))


def _is_sound(compact: Compact, group: Group, bundle: int) -> bool:
    kind = group.kind
    if any(not _is_prepared(compact, kind, run, bundle) for run in bits(bundle)):
        return False
    served = kind.served_by(bits(bundle))
    for run in bits(bundle & ~group.fixed):
        rest = bundle & ~(1 << run)
        if kind.served_by(bits(rest)) == served and all(
            _is_prepared(compact, kind, other, rest) for other in bits(rest)
        ):
            return False
    return True


def _is_prepared(compact: Compact, kind: PersonKind, run: int, bundle: int) -> bool:
    return all(
        any(bundle >> other & 1 for other in compact.preparing(name, run))
        for name in kind.before.get(run, ())
    )


def _keeps_hours(compact: Compact, group: Group, bundle: int) -> bool:
    return all(
        sum(compact.hours[run] for run in bits(bundle & counted)) <= left
        for left, counted in group.limits
    )


def _is_broken(compact: Compact, person: int, fixed: int) -> bool:
    kind = compact.kinds[compact.kind_of[person]]
    limit = compact.problem.course_limit
    return (
        bool(fixed & (kind.closed | compact.forbidden.get(person, 0)))
        or any(fixed & (compact.clash[run] | compact.twin[run] ^ 1 << run) for run in bits(fixed))
        or (limit is not None and fixed.bit_count() > limit)
        or any(
            sum(compact.hours[run] for run in bits(fixed & counted)) > left
            for left, counted in kind.limits
        )
    )


def _binding(compact: Compact, kind: PersonKind, reach: int) -> tuple[tuple[int, int], ...]:
    found = (
        (left, counted & reach)
        for left, counted in kind.limits
        if sum(compact.hours[run] for run in bits(counted & reach)) > left
    )
    return tuple(sorted(found))
