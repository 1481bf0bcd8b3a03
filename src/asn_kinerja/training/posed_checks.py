"""What is checked of a training problem before anybody is placed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from asn_kinerja.errors import Problem

__all__ = ["find_cycles", "find_doubles"]


def find_cycles(before: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Find prerequisites that go round in a circle.

    Args:
        before: What each course asks to be completed first; unknown courses ask for nothing.

    Yields:
        Each step back to a course on the way is one circle; its first course is named again at the
        end. In an order that rows do not change.
    """
    done: set[str] = set()
    for start in sorted(before):
        path: list[str] = []
        todo = [(start, iter(sorted(before[start])))] if start not in done else []
        path.append(start)
        while todo:
            name, rest = todo[-1]
            following = next(rest, None)
            if following is None:
                done.add(name)
                todo.pop()
                path.pop()
            elif following in path:
                yield (*path[path.index(following) :], following)
            elif following not in done:
                path.append(following)
                todo.append((following, iter(sorted(before.get(following, ())))))


def find_doubles(records: Sequence[object], *, field: str = "id") -> Iterator[Problem]:
    """Find records that have the key of another one.

    Args:
        records: Records of one kind.
        field: The field of their key.

    Yields:
        One problem for each key that stands there more than once, in the order of the records.
    """
    kept = {getattr(record, field): record for record in records}
    if len(kept) == len(records):
        return
    for key, number in Counter(getattr(record, field) for record in records).items():
        if number > 1:
            kind = type(kept[key]).__name__
            yield Problem("duplicate", f"{kind}[{key}].{field}", value=key)
