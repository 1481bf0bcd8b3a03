"""All policies by id and by purpose; a pack is loaded when one of its policies is asked for."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path

import attrs

from asn_kinerja.errors import InvalidPolicy, NotFound, Problem
from asn_kinerja.scoring.nodes import ResultOf
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.walk import walk

__all__ = ["PolicyEntry", "PolicyPack", "PolicyRegistry"]


@attrs.frozen(kw_only=True)
class PolicyEntry:
    """What is known of a policy before its pack is loaded.

    Args:
        id: Id of the policy.
        purpose: What it is chosen for.
        governs_from: First day of the periods that it governs.
        governs_until: First day that it no longer governs; `None` while it does.
        bridges: A purpose whose rule changes within the days that it governs, and for which it
            joins the results of both rules; empty for a policy that joins nothing.
    """

    id: str
    purpose: str
    governs_from: date
    governs_until: date | None = None
    bridges: str = ""

    def governs(self, start: date, end: date) -> bool:
        """Whether it governs every day from `start` up to, and not including, `end`."""
        return self.governs_from <= start and (
            self.governs_until is None or end <= self.governs_until
        )


@attrs.frozen(kw_only=True)
class PolicyPack:
    """A law pack that is loaded when needed.

    Args:
        name: Name of the pack: the id of its regulation.
        policies: What it holds.
        load: Gives the policies; called at most once by a registry.
        cases: File with the worked cases of the pack, if it has any.
    """

    name: str
    policies: tuple[PolicyEntry, ...]
    load: Callable[[], tuple[Policy, ...]] = attrs.field(eq=False, repr=False)
    cases: Path | None = None


class PolicyRegistry:
    """Finds policies.

    Args:
        packs: Packs whose policies have different ids.

    Raises:
        InvalidPolicy: If an id is there twice.
    """

    def __init__(self, packs: Iterable[PolicyPack] = ()) -> None:
        self._packs: dict[str, PolicyPack] = {}
        self._entries: dict[str, PolicyEntry] = {}
        self._loaded: dict[str, Policy] = {}
        problems = []
        for pack in packs:
            for entry in pack.policies:
                if entry.id in self._entries:
                    cure = f"{self._packs[entry.id].name} / {pack.name}"
                    problems.append(Problem("duplicate", entry.id, value=entry.id, cure=cure))
                    continue
                self._packs[entry.id] = pack
                self._entries[entry.id] = entry
        error = InvalidPolicy.of(problems)
        if error is not None:
            raise error

    def __reduce__(self) -> tuple[object, ...]:  # another process loads what it needs
        return PolicyRegistry, (self.packs(),)

    def names(self) -> tuple[str, ...]:
        """Give the ids of all policies, sorted."""
        return tuple(sorted(self._entries))

    def entry(self, policy: str) -> PolicyEntry:
        """Give what is known of a policy without loading it.

        Args:
            policy: Id of the policy.

        Returns:
            Its purpose and the days that it governs.

        Raises:
            NotFound: If no policy has that id; the message names the nearest.
        """
        if policy not in self._entries:
            raise NotFound(_unknown(policy, self.names()))
        return self._entries[policy]

    def packs(self) -> tuple[PolicyPack, ...]:
        """Give the packs, sorted by name."""
        found = {pack.name: pack for pack in self._packs.values()}
        return tuple(found[name] for name in sorted(found))

    def get(self, policy: str) -> Policy:
        """Give a policy.

        Args:
            policy: Id of the policy, such as ``permenpanrb_6_2022.predikat``.

        Returns:
            The policy, linked to the others of this registry.

        Raises:
            NotFound: If no policy has that id; the message names the nearest.
            InvalidPolicy: If its pack does not hold it, or its result depends on itself.
        """
        if policy not in self._loaded:
            self.entry(policy)
            pack = self._packs[policy]
            for found in pack.load():
                self._loaded.setdefault(found.id, attrs.evolve(found, link=self.get))
            if policy not in self._loaded:
                raise InvalidPolicy(Problem("not_in_pack", policy, value=pack.name))
            _refuse_circle(self, policy, ())
        return self._loaded[policy]

    def in_force(self, purpose: str, period: tuple[date, date]) -> Policy:
        """Give the one policy that governs a whole period.

        Args:
            purpose: What the policy is for, such as ``predikat_kinerja``.
            period: First day, and first day after.

        Returns:
            The policy.

        Raises:
            NotFound: If none or several govern some of the days, or the rule changes within the
                period; the problems name the pieces, and a policy that joins them.
        """
        start, end = period
        entries = sorted(
            (entry for entry in self._entries.values() if entry.purpose == purpose),
            key=lambda entry: (entry.governs_from, entry.id),
        )
        if not entries:
            purposes = {entry.purpose for entry in self._entries.values()}
            raise NotFound(_unknown(purpose, sorted(purposes)))
        pieces = _pieces(entries, start, end)
        if len(pieces) == 1 and len(pieces[0][2]) == 1:
            return self.get(pieces[0][2][0])
        place = f"{purpose} {start} .. {end}"
        problems = [_describe(piece, place) for piece in pieces]
        problems += [
            Problem("period_bridge", place, value=f"{start} .. {end}", cure=entry.id)
            for entry in self._entries.values()
            if entry.bridges == purpose and entry.governs(start, end)
        ]
        raise NotFound(problems[0], *problems[1:])


Piece = tuple[date, date, tuple[str, ...]]


def _pieces(entries: list[PolicyEntry], start: date, end: date) -> list[Piece]:
    """Cut a period wherever a policy begins or ends, and name who governs each piece."""
    edges = {start, end}
    for entry in entries:
        edges |= {day for day in (entry.governs_from, entry.governs_until) if day is not None}
    cuts = sorted(day for day in edges if start <= day <= end)
    pieces: list[Piece] = []
    for first, last in pairwise(cuts):
        who = tuple(entry.id for entry in entries if entry.governs(first, last))
        pieces.append((first, last, who))
    return pieces or [(start, end, ())]


def _describe(piece: Piece, place: str) -> Problem:
    first, last, who = piece
    code = ("period_gap", "period_piece")[len(who)] if len(who) < 2 else "period_overlap"
    return Problem(code, place, value=f"{first} .. {last}", cure=", ".join(who))


def _refuse_circle(registry: PolicyRegistry, policy: str, path: tuple[str, ...]) -> None:
    if policy in path:
        circle = " -> ".join((*path, policy))
        raise InvalidPolicy(Problem("circle", policy, value=circle))
    for output in registry.get(policy).outputs if path else registry._loaded[policy].outputs:  # noqa: SLF001 - a function of this class, kept out of it because it recurses
        for node in walk(output.node):
            if isinstance(node, ResultOf):
                _refuse_circle(registry, node.policy, (*path, policy))


def _unknown(name: str, known: Iterable[str]) -> Problem:
    from difflib import get_close_matches  # only when something is wrong

    names = list(known)
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    return Problem("not_found", name, value=name, cure=", ".join(near or names))
