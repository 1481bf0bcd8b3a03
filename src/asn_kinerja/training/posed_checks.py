"""What is checked of a training problem before anybody is placed."""

from collections.abc import Mapping

__all__ = ["find_cycle"]


def find_cycle(before: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Find prerequisites that go round in a circle.

    Args:
        before: What each course asks to be completed first; unknown courses ask for nothing.

    Returns:
        The first circle by course id, its first course named again at the end; empty without one.
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
                return (*path[path.index(following) :], following)
            elif following not in done:
                path.append(following)
                todo.append((following, iter(sorted(before.get(following, ())))))
    return ()
