"""`ExactOptimiser`: the best plan, by counting sessions and bundles of equal people with HiGHS."""

from collections.abc import Sequence

import attrs

from asn_kinerja.errors import InvalidInput
from asn_kinerja.records.training import TrainingPlan
from asn_kinerja.scoring.numbers import decimal_places, to_decimal
from asn_kinerja.training.compact import Compact
from asn_kinerja.training.conflict_words import describe_conflict
from asn_kinerja.training.conflicts import find_conflict
from asn_kinerja.training.dealing import deal, start_of
from asn_kinerja.training.floors import lacking_floors
from asn_kinerja.training.greedy import refuse_broken, seat_greedily
from asn_kinerja.training.grouped_model import GroupedModel
from asn_kinerja.training.groups import Group, find_bundles, find_groups
from asn_kinerja.training.placing import NeedPlace, serving_places
from asn_kinerja.training.polish import improve_fit, serve_more
from asn_kinerja.training.problem import TrainingProblem
from asn_kinerja.training.seating import Seating
from asn_kinerja.training.writing import value_of, write_plan

__all__ = ["ExactOptimiser"]

_USED = 1e-6  # what a column of the relaxed model has to be above
_NODES = 200  # of the search among the used ones, which is nearly always done at its root


@attrs.frozen
class ExactOptimiser:
    """Finds the plan of the highest value and states what is known of the best possible.

    People who are equal in every constraint form a group. The model counts how many of a group
    attend each session; who of them does follows from predicate and id. Where the counts of a
    group do not fall apart into people, its bundles of sessions are counted instead, and all is
    solved again.

    With a gap, whole numbers are first made out of those of the relaxed model, then sought among
    the few columns that it uses; only when both miss the gap is the search tree of all entered.

    Where the search stops early, or counts do not fall apart into people, the plan of the heuristic
    is taken if it is worth more.

    Args:
        id: Key that stands in the plan.
        gap: Share of the bound within which the search stops; 0 for the optimum.
        nodes: Nodes of the search tree after which it stops; it never stops by the clock.
        bundles: Sets of sessions of one group to look at before they are taken for too many.
    """

    id: str = "exact"
    gap: float = 0.0
    nodes: int = 20_000
    bundles: int = 4_000

    def plan(self, problem: TrainingProblem) -> TrainingPlan:
        """Make a plan.

        Args:
            problem: What is to be decided.

        Returns:
            A proposed plan within all limits, with the bound of its value.

        Raises:
            InvalidInput: If no plan keeps to all limits; its problems name a set of them that
                cannot be kept together while any part of it can, each with its record. Or if the
                search stopped early and the heuristic found none either.
            MissingExtra: If HiGHS is not installed.
        """
        compact = Compact(problem)
        places = serving_places(compact)
        found = self._seat(compact, places)
        if found is None:
            raise InvalidInput(*describe_conflict(problem, find_conflict(problem)))
        seating, steps = found
        if not self._is_near(seating, steps):
            seating = _or_greedy(seating)
        bound = steps * compact.step
        return write_plan(
            seating,
            places,
            method=self.id,
            bound=str(to_decimal(bound, decimal_places(bound) or 0)),
        )

    def _seat(self, compact: Compact, places: Sequence[NeedPlace]) -> tuple[Seating, int] | None:
        """Give placements and the bound of their value, `None` where there are none."""
        groups = find_groups(compact)
        bundled: dict[int, tuple[int, ...]] = {}
        self._bundle(compact, groups, [n for n, group in enumerate(groups) if group.is_knotty],
                     bundled)  # fmt: skip
        start: Seating | None = None
        while True:
            grouped = GroupedModel(compact, groups, bundled=bundled)
            if self.gap:
                relaxed = self._round(grouped, groups, places)
                if relaxed is not None and self._is_near(*relaxed):
                    return relaxed
                start = None if relaxed is None else relaxed[0]
            solution = grouped.model.solve(
                gap=self.gap,
                nodes=self.nodes,
                start=None if start is None else start_of(start, groups, grouped=grouped),
                feature="ExactOptimiser",
            )
            if solution.columns is None:
                return None if solution.is_impossible else (Seating(compact), solution.bound)
            seating = Seating(compact)
            torn = deal(seating, groups, grouped=grouped, columns=solution.columns,
                        most=self.bundles)  # fmt: skip
            if not torn or not self._bundle(compact, groups, torn, bundled):
                serve_more(seating, places, whole=not torn)
                improve_fit(seating, places)
                return seating, solution.bound

    def _bundle(
        self,
        compact: Compact,
        groups: Sequence[Group],
        chosen: Sequence[int],
        bundled: dict[int, tuple[int, ...]],
    ) -> bool:
        """Count the bundles of some groups from now on; say whether that is new for any."""
        before = len(bundled)
        for place in chosen:
            if place not in bundled:
                bundles = find_bundles(compact, groups[place], most=self.bundles)
                if bundles is not None:
                    bundled[place] = bundles
        return len(bundled) > before

    def _round(
        self, grouped: GroupedModel, groups: Sequence[Group], places: Sequence[NeedPlace]
    ) -> tuple[Seating, int] | None:
        """Make whole numbers of the relaxed ones; give placements and the bound of any value."""
        relaxed = grouped.model.relax(feature="ExactOptimiser")
        if relaxed is None:
            return None
        columns, bound = relaxed
        seating = _dealt(grouped, groups, places, columns=columns)
        if not self._is_near(seating, bound):
            start = start_of(seating, groups, grouped=grouped)
            whole = grouped.model.solve(
                gap=self.gap / 5,
                nodes=_NODES,
                start=start,
                among=[bool(n) or part > _USED for n, part in zip(start, columns, strict=True)],
                feature="ExactOptimiser",
            )
            if whole.columns is not None:
                seating = _dealt(grouped, groups, places, columns=whole.columns)
        return seating, bound

    def _is_near(self, seating: Seating, bound: int) -> bool:
        return value_of(seating) >= bound * (1 - self.gap) and _is_whole(seating)


def _is_whole(seating: Seating) -> bool:
    """Whether floors, smallest sizes and the choices of the office are kept."""
    return (
        not lacking_floors(seating)
        and not any(map(seating.is_short, range(len(seating.people))))
        and all(
            person in seating.people[run] and seating.is_prepared(person, run)
            for person, runs in seating.compact.fixed.items()
            for run in runs
        )
    )


def _or_greedy(seating: Seating) -> Seating:
    """Give the placements of the heuristic where they are worth more, or only they are whole."""
    is_whole = _is_whole(seating)
    try:
        other = seat_greedily(seating.compact)
        refuse_broken(other)
    except InvalidInput:
        if is_whole:
            return seating
        raise
    return seating if is_whole and value_of(seating) >= value_of(other) else other


def _dealt(
    grouped: GroupedModel,
    groups: Sequence[Group],
    places: Sequence[NeedPlace],
    *,
    columns: Sequence[float],
) -> Seating:
    """Deal counts to people as far as they go, and serve whom that leaves."""
    seating = Seating(grouped.compact)
    deal(seating, groups, grouped=grouped, columns=columns, most=0)
    serve_more(seating, places, whole=False)
    improve_fit(seating, places)
    return seating
