"""`ExactOptimiser`: the best plan, by counting bundles of sessions of equal people with HiGHS."""

from collections.abc import Sequence

import attrs

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.records.training import TrainingPlan
from asn_kinerja.scoring.numbers import decimal_places, to_decimal
from asn_kinerja.training.compact import Compact, bits
from asn_kinerja.training.grouped_model import GroupedModel
from asn_kinerja.training.groups import Group, find_groups
from asn_kinerja.training.placing import serving_places
from asn_kinerja.training.polish import improve_fit, serve_more
from asn_kinerja.training.problem import TrainingProblem
from asn_kinerja.training.seating import Seating
from asn_kinerja.training.writing import write_plan

__all__ = ["ExactOptimiser"]


@attrs.frozen
class ExactOptimiser:
    """Finds the plan of the highest value and states what is known of the best possible.

    People who are equal in every constraint form a group. The model counts how many of a group
    attend each bundle of sessions; who of them does follows from predicate and id. Where the
    bundles of a group are too many its sessions are counted instead, and what the counts promise
    beyond what people can attend shows as the gap between value and bound.

    Args:
        id: Key that stands in the plan.
        gap: Share of the value within which the search stops; 0 for the optimum.
        nodes: Nodes of the search tree after which it stops; it never stops by the clock.
        bundles: Sets of sessions of one group to look at before its sessions are counted instead.
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
            InvalidInput: If no plan keeps to all limits; the message names a set of them that
                cannot be kept together while any part of it can.
            MissingExtra: If HiGHS is not installed.
        """
        compact = Compact(problem)
        groups = find_groups(compact)
        grouped = GroupedModel(compact, groups, most=self.bundles)
        solution = grouped.model.solve(gap=self.gap, nodes=self.nodes, feature="ExactOptimiser")
        if solution.columns is None:
            raise InvalidInput(Problem("plan_impossible", "problem", value="?"))
        seating = Seating(compact)
        places = serving_places(compact)
        whole = _deal(seating, groups, grouped, solution.columns)
        serve_more(seating, places, whole=whole)
        improve_fit(seating, places)
        bound = solution.bound * compact.step
        return write_plan(
            seating,
            places,
            method=self.id,
            bound=str(to_decimal(bound, decimal_places(bound) or 0)),
        )


def _deal(
    seating: Seating, groups: Sequence[Group], grouped: GroupedModel, columns: Sequence[int]
) -> bool:
    """Seat the people of each group, who chooses first in what is worth most.

    Returns:
        Whether all that the model counted was dealt.
    """
    bundles: list[list[tuple[int, int]]] = [[] for _ in groups]
    single: list[dict[int, int]] = [{} for _ in groups]
    for (place, sessions, is_bundle), number in zip(grouped.columns, columns, strict=True):
        if place < 0 or not number or not sessions:
            continue
        if is_bundle:
            worth = groups[place].kind.worth(groups[place].kind.served_by(bits(sessions)))
            bundles[place] += [(-worth, sessions)] * number
        else:
            single[place][sessions.bit_length() - 1] = number
    whole = True
    for group, chosen, counts in zip(groups, bundles, single, strict=True):
        for person, (_, sessions) in zip(group.people, sorted(chosen), strict=False):
            for run in bits(sessions):
                seating.add(person, run)
        if counts:
            whole = _spread(seating, group, counts) and whole
    return whole


def _spread(seating: Seating, group: Group, counts: dict[int, int]) -> bool:
    """Deal counted sessions, early ones first, to those who hold least."""
    compact, whole = seating.compact, True
    for person in group.people:
        for run in bits(group.fixed):
            seating.add(person, run)
            counts[run] -= 1
    for run in sorted(counts, key=lambda run: (compact.start[run], compact.end[run], run)):
        serves = group.kind.serves.get(run, 0)
        open_to = [
            person
            for person in group.people
            if serves & ~seating.served[person] and seating.fits(person, run)
        ]
        open_to.sort(key=lambda person: seating.held[person].bit_count())  # stable
        for person in open_to[: counts[run]]:
            if seating.fits(person, run):
                seating.add(person, run)
                counts[run] -= 1
        whole = whole and counts[run] <= 0
    return whole
