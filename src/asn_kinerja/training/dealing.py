"""Make placements of people out of what a grouped model counted."""

from collections import Counter
from collections.abc import Sequence
from math import floor

from asn_kinerja.training.compact import bits
from asn_kinerja.training.grouped_model import GroupedModel
from asn_kinerja.training.groups import Group, find_bundles
from asn_kinerja.training.model import Model
from asn_kinerja.training.seating import Seating

__all__ = ["deal", "start_of"]

_NEAR = 1e-6  # numbers of the solver this near to a whole one are whole


def deal(
    seating: Seating,
    groups: Sequence[Group],
    *,
    grouped: GroupedModel,
    columns: Sequence[float],
    most: int,
) -> list[int]:
    """Seat the people of each group; who chooses first sits in what is worth most.

    Args:
        seating: Placements without anybody.
        groups: The groups of the model.
        grouped: The model.
        columns: How many of a group attend what; parts of a whole are given last, where they fit.
        most: Sets of sessions to look at when counts are hard to take apart; 0 not to try.

    Returns:
        The groups, by place, whose counts do not fall apart into people.
    """
    bundles, single, parts = _read(groups, grouped, columns)
    torn = []
    for place, (group, counts) in enumerate(zip(groups, single, strict=True)):
        chosen = _take_apart(seating, group, counts, most=most) if counts else bundles[place]
        if chosen is None:
            torn.append(place)
            _spread(seating, group, counts)
            continue
        for person, (_, sessions) in zip(group.people, sorted(chosen), strict=False):
            for run in bits(sessions):
                seating.add(person, run)
    for _, place, sessions in sorted(parts):
        _give_one(seating, groups[place], sessions)
    return torn


def _read(
    groups: Sequence[Group], grouped: GroupedModel, columns: Sequence[float]
) -> tuple[list[list[tuple[int, int]]], list[dict[int, int]], list[tuple[float, int, int]]]:
    """Read the bundles and the counts of sessions of each group, and what is left of wholes."""
    bundles: list[list[tuple[int, int]]] = [[] for _ in groups]
    single: list[dict[int, int]] = [{} for _ in groups]
    parts: list[tuple[float, int, int]] = []
    for (place, sessions, is_bundle), number in zip(grouped.columns, columns, strict=True):
        if place < 0 or number < _NEAR or not sessions:
            continue
        whole = floor(number + _NEAR)
        if number - whole > _NEAR:
            parts.append((whole - number, place, sessions))
        if is_bundle:
            worth = groups[place].kind.worth(groups[place].kind.served_by(bits(sessions)))
            bundles[place] += [(-worth, sessions)] * whole
        else:
            single[place][sessions.bit_length() - 1] = whole
    return bundles, single, parts


def _give_one(seating: Seating, group: Group, sessions: int) -> None:
    """Give what is left of a number to one more person of a group, if it fits."""
    kind = group.kind
    for person in sorted(group.people, key=lambda one: seating.held[one].bit_count()):
        if kind.served_by(bits(sessions)) & seating.served[person]:
            continue
        added = []
        for run in sorted(bits(sessions), key=lambda run: seating.compact.start[run]):
            if not seating.held[person] >> run & 1 and seating.fits(person, run):
                seating.add(person, run)
                added.append(run)
        if len(added) == sessions.bit_count():
            return
        for run in reversed(added):
            seating.remove(person, run)


def _take_apart(
    seating: Seating, group: Group, counts: dict[int, int], *, most: int
) -> list[tuple[int, int]] | None:
    """Find bundles that make up the counts of a group exactly; `None` where none are found."""
    compact, kind = seating.compact, group.kind
    held = [0] * len(group.people)
    limit = compact.problem.course_limit
    served = [0] * len(group.people)
    exact = not group.is_knotty and not group.limits
    for run in sorted(counts, key=lambda run: (compact.start[run], compact.end[run], run)):
        serves, against = kind.serves.get(run, 0), compact.clash[run] | compact.twin[run]
        open_to = [
            n
            for n in range(len(held))
            if not held[n] & against
            and not serves & served[n]
            and (limit is None or held[n].bit_count() < limit)
        ]
        open_to.sort(key=lambda n: (held[n].bit_count(), n))
        if len(open_to) < counts[run]:
            exact = False
            break
        for n in open_to[: counts[run]]:
            held[n] |= 1 << run
            served[n] |= serves
    if exact:
        return [(-kind.worth(mask), sessions) for mask, sessions in zip(served, held, strict=True)
                if sessions]  # fmt: skip
    return _cover(seating, group, counts, most=most) if most else None


def _cover(
    seating: Seating, group: Group, counts: dict[int, int], *, most: int
) -> list[tuple[int, int]] | None:
    wanted = sum(1 << run for run, number in counts.items() if number)
    bundles = find_bundles(seating.compact, group, most=most)
    if bundles is None:
        return None
    model = Model()
    usable = [bundle for bundle in bundles if not bundle & ~wanted]
    for bundle in usable:
        model.add_column(0, upper=min(counts[run] for run in bits(bundle)))
    for run in bits(wanted):
        terms = [(n, 1) for n, bundle in enumerate(usable) if bundle >> run & 1]
        model.add_row(terms, low=counts[run], high=counts[run])
    size = len(group.people)
    low = size if group.fixed else None
    model.add_row([(n, 1) for n in range(len(usable))], low=low, high=size)
    solution = model.solve(gap=0, nodes=1_000)
    if solution.columns is None:
        return None
    kind = group.kind
    return [
        (-kind.worth(kind.served_by(bits(bundle))), bundle)
        for bundle, number in zip(usable, solution.columns, strict=True)
        for _ in range(number)
    ]


def _spread(seating: Seating, group: Group, counts: dict[int, int]) -> None:
    """Deal counted sessions as far as they go, early ones first, to those who hold least."""
    compact, left = seating.compact, dict(counts)
    for person in group.people:
        for run in bits(group.fixed):
            seating.add(person, run)
            left[run] = left.get(run, 0) - 1
    for run in sorted(left, key=lambda run: (compact.start[run], compact.end[run], run)):
        serves = group.kind.serves.get(run, 0)
        by_load = sorted(group.people, key=lambda person: seating.held[person].bit_count())
        for person in by_load:
            if left[run] <= 0:
                break
            if serves & ~seating.served[person] and seating.fits(person, run):
                seating.add(person, run)
                left[run] -= 1


def start_of(
    seating: Seating, groups: Sequence[Group], *, grouped: GroupedModel
) -> tuple[int, ...]:
    """Write placements as columns of the model, to begin its search from.

    Args:
        seating: Placements within all limits.
        groups: The groups of the model.
        grouped: The model.

    Returns:
        One number a column.
    """
    counted: list[Counter[int]] = []
    for group in groups:
        numbers: Counter[int] = Counter()
        for person in group.people:
            numbers[seating.held[person]] += 1
        counted.append(numbers)
    columns = []
    for place, sessions, is_bundle in grouped.columns:
        if place < 0:
            columns.append(int(bool(seating.people[sessions.bit_length() - 1])))
        elif is_bundle:
            columns.append(counted[place][sessions])
        elif sessions:
            columns.append(sum(n for held, n in counted[place].items() if held & sessions))
        else:
            columns.append(sum(1 for person in groups[place].people if seating.served[person]))
    return tuple(columns)
