"""How much hangs on one number of a rule: sweeps, break-even values, people beside an edge."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import attrs

from asn_kinerja.comparison.compare import compare
from asn_kinerja.comparison.outcome import Comparison
from asn_kinerja.comparison.sides import label, make_side
from asn_kinerja.comparison.tallies import Moves
from asn_kinerja.comparison.varying import number_of, vary
from asn_kinerja.errors import InvalidInput, InvalidPolicy, Problem
from asn_kinerja.scoring.numbers import to_canonical, to_exact
from asn_kinerja.scoring.policy import Policy

__all__ = ["BreakEven", "Sweep", "SweepPoint", "break_even", "steps_between", "sweep"]

_AT_ONCE = 8  # variants computed in one pass
_MOST_STEPS = 10_000  # values of one sweep
_FARTHEST = 2**20  # steps that a search goes when no bound is given


@attrs.frozen(kw_only=True)
class SweepPoint:
    """What a policy gives for one choice of values.

    Args:
        values: The values by name of parameter.
        counts: People by word; empty where the policy does not hold.
        moves: Who moves, compared with the policy as it stands; `None` where it does not hold.
        problems: Why the policy does not hold with these values.
    """

    values: Mapping[str, Fraction]
    counts: Mapping[str, int | None]
    moves: Moves | None
    problems: tuple[Problem, ...] = ()


@attrs.frozen(kw_only=True)
class Sweep:
    """A policy over a range of values.

    Args:
        policy: Its id.
        parameters: The parameters that were changed.
        size: How many people there are.
        points: One for each choice of values, in order.
    """

    policy: str
    parameters: tuple[str, ...]
    size: int
    points: tuple[SweepPoint, ...]

    def to_dict(self) -> dict[str, object]:
        """Give the sweep as plain values; exact numbers are text."""
        return {
            "policy": self.policy,
            "parameters": list(self.parameters),
            "size": self.size,
            "points": [
                {
                    "values": {name: to_canonical(value) for name, value in point.values.items()},
                    "counts": dict(point.counts),
                    "moves": attrs.asdict(point.moves) if point.moves else None,
                    "problems": [problem.to_dict() for problem in point.problems],
                }
                for point in self.points
            ],
        }

    def rows(self) -> list[dict[str, object]]:
        """Give the sweep as a table: the values as text, who moves, people by word."""
        return [
            {
                **{name: to_canonical(value) for name, value in point.values.items()},
                "winners": point.moves.winners if point.moves else None,
                "losers": point.moves.losers if point.moves else None,
                "unchanged": point.moves.unchanged if point.moves else None,
                **point.counts,
            }
            for point in self.points
        ]


def sweep(  # noqa: PLR0913 - the population, the rule, and what of it is changed
    frame: Any,  # noqa: ANN401 - one of many kinds
    policy: Policy,
    *,
    parameter: str,
    values: Sequence[object],
    second: str | None = None,
    second_values: Sequence[object] = (),
    balance: str | None = None,
    items: Any = None,  # noqa: ANN401 - one of many kinds
    as_of: date | None = None,
    key: str = "id",
    output: str | None = None,
    problems: str = "raise",
) -> Sweep:
    """Compute a policy for several values of one parameter, or of two.

    Args:
        frame: The people, as for `compare`.
        policy: The policy as it stands.
        parameter: Name of the parameter that is changed.
        values: Its values: exact numbers.
        second: Name of a second parameter; every pair of values is computed.
        second_values: Its values.
        balance: Name of a parameter that takes what keeps its sum with the first the same, such
            as the other weight.
        items: As for `compare`.
        as_of: As for `compare`.
        key: As for `compare`.
        output: As for `compare`.
        problems: As for `compare`.

    Returns:
        People by word for each choice, and who moves. A choice with which the policy does not
        hold has its problems, and no numbers.

    Raises:
        InvalidInput: If a parameter is unknown or no number, a value is no exact number, or with
            every problem of the frame.
    """
    chosen = [
        _point(policy, parameter, value, second=second, other=other, balance=balance)
        for value, other in product(values, second_values if second else (None,))
    ]
    if not chosen or len(chosen) > _MOST_STEPS:
        raise InvalidInput(
            Problem("out_of_bounds", "values", value=len(chosen), cure=f"1 .. {_MOST_STEPS}")
        )
    variants = [_variant(policy, point) for point in chosen]
    held = [variant for variant in variants if isinstance(variant, Policy)]
    found: list[tuple[Comparison, int]] = []
    for start in range(0, max(len(held), 1), _AT_ONCE):
        part = held[start : start + _AT_ONCE] or [policy]
        compared = compare(
            frame, [policy, *part], items=items, as_of=as_of, key=key, output=output,
            problems=problems, numbers=(), most=0,
        )  # fmt: skip
        found += [(compared, place) for place in range(1, len(part) + 1)]
    size = found[0][0].size
    results = iter(found)
    points = tuple(
        _told(point, next(results))
        if isinstance(variant, Policy)
        else SweepPoint(values=point, counts={}, moves=None, problems=variant)
        for point, variant in zip(chosen, variants, strict=True)
    )
    names = tuple(chosen[0])
    return Sweep(policy=policy.id, parameters=names, size=size, points=points)


def _point(  # noqa: PLR0913 - the parts of one choice
    policy: Policy,
    parameter: str,
    value: object,
    *,
    second: str | None,
    other: object,
    balance: str | None,
) -> dict[str, Fraction]:
    point = {parameter: Fraction(to_exact(value, place=f"parameters.{parameter}"))}
    if second:
        point[second] = Fraction(to_exact(other, place=f"parameters.{second}"))
    if balance:
        total = number_of(policy, parameter) + number_of(policy, balance)
        point[balance] = total - point[parameter]
    return point


def _variant(policy: Policy, point: Mapping[str, Fraction]) -> "Policy | tuple[Problem, ...]":
    """Give the policy with other values, or why it does not hold with them."""
    for name in point:
        number_of(
            policy, name
        )  # an unknown name is the caller's mistake, at no value in particular
    try:
        return vary(policy, point)
    except InvalidPolicy as error:
        return error.problems


def _told(point: Mapping[str, Fraction], found: tuple[Comparison, int]) -> SweepPoint:
    compared, place = found
    return SweepPoint(
        values=point,
        counts=compared.counts[compared.names[place]],
        moves=compared.movers[""][place - 1],
    )


def steps_between(low: object, high: object, *, step: object) -> list[Fraction]:
    """Give the values of a range, both ends included where a step meets them.

    Args:
        low: First value, exact.
        high: Last value.
        step: Distance, over 0.

    Returns:
        The values.

    Raises:
        InvalidInput: If a number is not exact, or the steps are none or too many.

    Examples:
        >>> [str(value) for value in steps_between("0.1", "0.3", step="0.1")]
        ['1/10', '1/5', '3/10']
    """
    first, last = Fraction(to_exact(low, place="from")), Fraction(to_exact(high, place="to"))
    width = Fraction(to_exact(step, place="step"))
    if width <= 0:
        raise InvalidInput(Problem("out_of_bounds", "step", value=step, cure="> 0"))
    count = (last - first) // width + 1
    if not 1 <= count <= _MOST_STEPS:
        raise InvalidInput(Problem("out_of_bounds", "to", value=count, cure=f"1 .. {_MOST_STEPS}"))
    return [first + width * number for number in range(count)]


@attrs.frozen(kw_only=True)
class BreakEven:
    """The least changes of a parameter that change a result.

    Args:
        parameter: The parameter.
        value: Its value as it stands.
        step: The unit in which was searched.
        down: Nearest lower value at which a result differs, a whole number of steps away; `None`
            when there is none down to the bound, or to where the policy no longer holds.
        up: Nearest higher value.
        before: The result as it stands, for one case.
        at_down: The result there; for a frame, how many people move.
        at_up: The result there; for a frame, how many people move.
    """

    parameter: str
    value: Fraction
    step: Fraction
    down: Fraction | None
    up: Fraction | None
    before: str = ""
    at_down: str | int | None = None
    at_up: str | int | None = None


def break_even(  # noqa: PLR0913 - the people or a case, the rule, and where to look
    frame_or_case: Any,  # noqa: ANN401 - a mapping, or one of many kinds of frames
    policy: Policy,
    *,
    parameter: str,
    step: object = "0.01",
    low: object | None = None,
    high: object | None = None,
    balance: str | None = None,
    items: Any = None,  # noqa: ANN401 - one of many kinds
    as_of: date | None = None,
    key: str = "id",
    output: str | None = None,
) -> BreakEven:
    """Find the least change of a parameter that changes a result, both ways.

    The search doubles its steps until the result differs and halves them back, exact at every
    probe; between the last two probes lies one step. A result that flips and flips back within
    the doubled steps can be passed over, which no rule of this library does: there results
    change once along a cut-off or a weight.

    Args:
        frame_or_case: A mapping of inputs for one case, or a frame of people: then the result
            differs as soon as one person moves.
        policy: The policy as it stands.
        parameter: Name of the parameter.
        step: The unit of the parameter: what is found is exact to it.
        low: Lowest value to try.
        high: Highest value to try.
        balance: As for `sweep`.
        items: As for `compare`.
        as_of: As for `compare`.
        key: As for `compare`.
        output: As for `compare`.

    Returns:
        The nearest values that make a difference.

    Raises:
        InvalidInput: If the parameter is unknown or no number, or with every problem of the case
            or the frame.
    """
    value, unit = number_of(policy, parameter), Fraction(to_exact(step, place="step"))
    if unit <= 0:
        raise InvalidInput(Problem("out_of_bounds", "step", value=step, cure="> 0"))
    options = {"items": items, "as_of": as_of, "key": key, "output": output}
    result = _result_of(frame_or_case, policy, options)
    now = result(policy)

    def probe(steps: int) -> str | int | None:
        """Give the result so many steps away; `None` where the policy does not hold."""
        there = value + unit * steps
        point = _point(policy, parameter, there, second=None, other=None, balance=balance)
        found = _variant(policy, point)
        return result(found) if isinstance(found, Policy) else None

    ends = [
        _FARTHEST if end is None
        else max(0, int((Fraction(to_exact(end, place="bound")) - value) * sign / unit))
        for end, sign in ((low, -1), (high, 1))
    ]  # fmt: skip
    down, up = (
        _first_flip(lambda steps, sign=sign: probe(sign * steps), now, most=most)  # type: ignore[misc] # a default that binds the sign
        for sign, most in ((-1, ends[0]), (1, ends[1]))
    )
    return BreakEven(
        parameter=parameter,
        value=value,
        step=unit,
        down=None if down is None else value - unit * down[0],
        up=None if up is None else value + unit * up[0],
        before=now if isinstance(now, str) else "",
        at_down=None if down is None else down[1],
        at_up=None if up is None else up[1],
    )


def _result_of(
    frame_or_case: Any,  # noqa: ANN401 - as above
    policy: Policy,
    options: Mapping[str, Any],
) -> Callable[[Policy], str | int]:
    """Give what tells the result of a case, or how many people of a frame move."""
    if isinstance(frame_or_case, Mapping):
        name = make_side(policy, name=policy.id, output=options["output"]).output.name
        day = options["as_of"]
        return lambda one: label(one.evaluate(frame_or_case, as_of=day).outputs[name])

    def moved(one: Policy) -> int:
        compared = compare(frame_or_case, [policy, one], numbers=(), most=0, **options)
        return compared.size - (compared.movers[""][0].unchanged or 0)

    return moved


def _first_flip(
    probe: Callable[[int], str | int | None], now: str | int, *, most: int
) -> tuple[int, str | int] | None:
    """Find the first of 1 … `most` steps whose result differs; none past where nothing holds."""
    same, steps = 0, 1
    while True:
        steps = min(steps, most)
        if steps <= same:
            return None
        found = probe(steps)
        if found is None:  # the policy does not hold there: look no farther
            most, steps = steps - 1, same + max(1, (steps - same) // 2)
        elif found != now:
            break
        else:
            same, steps = steps, steps * 2
    while steps - same > 1:
        middle = (same + steps) // 2
        inner = probe(middle)
        if inner is None or inner == now:
            same = middle
        else:
            steps, found = middle, inner
    return steps, found
