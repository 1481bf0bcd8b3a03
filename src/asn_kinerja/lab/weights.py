"""Weights that add up to one in a policy must do so in its variants."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from asn_kinerja.errors import Problem
from asn_kinerja.scoring.nodes import Constant, ParameterValue, WeightedMean
from asn_kinerja.scoring.numbers import to_canonical
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.walk import walk

__all__ = ["check_weights"]


def check_weights(base: Policy, variant: Policy, *, as_of: date | None = None) -> list[Problem]:
    """Find means whose weights no longer add up to one.

    A weighted mean divides by the sum of its weights, so that a forgotten weight would change
    nobody's mind and everybody's score.

    Args:
        base: The policy that is extended; its means that add up to one are the rule.
        variant: The changed policy.
        as_of: Day whose legal values count.

    Returns:
        A problem a mean, at the first parameter that is a weight of it, or at the step.
    """
    wanted = {key for key, _, total in _sums(base, as_of) if total == 1}
    return [
        Problem("weights_sum", place, value=to_canonical(total), cure="1")
        for key, place, total in _sums(variant, as_of)
        if key in wanted and total != 1
    ]


def _means(policy: Policy) -> list[WeightedMean]:
    found = [node for root in policy.roots for node in walk(root)]
    return list(dict.fromkeys(node for node in found if isinstance(node, WeightedMean)))


def _sums(policy: Policy, as_of: date | None) -> Iterator[tuple[object, str, Fraction]]:
    """Give each mean with constant weights: what it is of, its place, the sum of its weights."""
    for mean in _means(policy):
        values = [_value(part.weight, policy, as_of) for part in mean.parts]
        known = [value for value in values if value is not None]
        if len(known) == len(values):
            key = mean.key or tuple(part.value for part in mean.parts)
            yield key, _place(mean), sum(known, Fraction(0))


def _place(mean: WeightedMean) -> str:
    first = mean.parts[0].weight
    if isinstance(first, ParameterValue):
        return f"parameters.{first.name}"
    return f"steps.{mean.key}.weights"


def _value(weight: object, policy: Policy, as_of: date | None) -> Fraction | None:
    value: object = None
    if isinstance(weight, Constant):
        value = weight.value
    elif isinstance(weight, ParameterValue):
        value = policy.versions(as_of)[weight.name].value
    return Fraction(value) if isinstance(value, int | Fraction) else None
