"""Searching inputs that touch what no worked case touches, for a person to work out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from asn_kinerja.errors import AsnKinerjaError
from asn_kinerja.scoring.coverage import Target, Targets
from asn_kinerja.scoring.display import canonical
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Input, Node
from asn_kinerja.scoring.numbers import Exact, decimal_places, to_decimal
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.walk import walk

__all__ = ["find_inputs", "write_cases"]

Inputs = dict[str, object]

_TRIES = 3_000  # cases that are tried in all, besides those that are solved for
_STARTS = 24  # cases from which an edge is solved for
_FREE = (0, 1, 10, 100, 1000)  # numbers to try where an input has no bounds
_FINEST = 2  # decimals to try where an input sets no scale


def find_inputs(
    policy: Policy, wanted: Sequence[Target], *, as_of: date | None = None
) -> dict[Target, Inputs]:
    """Search a case for each target.

    Args:
        policy: The policy.
        wanted: What the cases should touch.
        as_of: Day whose legal values are used.

    Returns:
        Inputs by target, in the order of the targets; what was not found is left out.
    """
    targets = Targets(policy, as_of=as_of)
    open_ones = dict.fromkeys(wanted)
    found: dict[Target, Inputs] = {}
    starts: list[Inputs] = []
    for inputs in _spread(policy, targets):
        met = targets.touched(inputs)
        if met and len(starts) < _STARTS:
            starts.append(inputs)
        for target in [one for one in open_ones if one in met]:
            found[target] = inputs
            del open_ones[target]
        if not open_ones:
            break
    solver = _Solver(policy, targets)
    for target in list(open_ones):
        solved = solver.solve(target, starts) if target in open_ones else None
        met = targets.touched(solved) if solved is not None else set()
        for other in [one for one in open_ones if one in met]:
            found[other] = solved or {}
            del open_ones[other]
    return {target: found[target] for target in wanted if target in found}


def _spread(policy: Policy, targets: Targets) -> Iterator[Inputs]:
    """Give cases that mix the telling values of all inputs, the same ones on each run."""
    choices = [
        (spec.name, _telling(spec, targets))
        for spec in policy.inputs
        if spec.kind is not Kind.ITEMS
    ]
    state = 1
    for turn in range(_TRIES):
        inputs: Inputs = {}
        for name, values in choices:
            state = (state * 1_103_515_245 + 12_345) % 2**31
            at = turn % len(values) if turn < len(values) else (state >> 12) % len(values)
            if values[at] is not None:
                inputs[name] = values[at]
        yield inputs


def _telling(spec: InputSpec, targets: Targets) -> list[object]:
    none: list[object] = [None] if spec.optional else []
    match spec.kind:
        case Kind.WORD:
            return [*(spec.words or ("kata",)), *none]
        case Kind.FLAG:
            return [True, False, *none]
        case Kind.DATE:
            return [date(2025, 1, 1), date(2025, 6, 30), date(2026, 1, 1), *none]
        case _:
            low, high = _ends(spec)
            unit = _unit(spec)
            middle = low + (high - low) // 2 // unit * unit
            edges = sorted(targets.numbers_of(spec.name))
            numbers = dict.fromkeys([middle, low, high, *edges])
            return [*(one for one in numbers if low <= one <= high), *none]


def _ends(spec: InputSpec) -> tuple[Exact, Exact]:
    low = spec.low if spec.low is not None else 0
    high = spec.high if spec.high is not None else max(_FREE[-1], low + _FREE[-1])
    return low, high


def _unit(spec: InputSpec) -> Fraction:
    if spec.kind is Kind.COUNT:
        return Fraction(1)
    return Fraction(1, 10 ** (_FINEST if spec.scale is None else spec.scale))


class _Solver:
    """Moves one number at a time until a target is met."""

    def __init__(self, policy: Policy, targets: Targets) -> None:
        self._targets = targets
        self._specs = {
            spec.name: spec for spec in policy.inputs if spec.kind in {Kind.NUMBER, Kind.COUNT}
        }

    def solve(self, target: Target, starts: Sequence[Inputs]) -> Inputs | None:
        """Find inputs that touch a target that is a number."""
        if target.number is None:
            return None
        names = [
            node.name
            for node in dict.fromkeys(walk(target.node))
            if isinstance(node, Input) and node.name in self._specs
        ]
        for start in starts:
            for name in names:
                inputs = self._move(target, start, name)
                if inputs is not None and target in self._targets.touched(inputs):
                    return inputs
        return None

    def _move(self, target: Target, start: Inputs, name: str) -> Inputs | None:
        """Halve the range of one input as long as the wanted number lies in it."""
        spec = self._specs[name]
        unit = _unit(spec)
        low, high = (int(end / unit) for end in _ends(spec))
        ends = [self._at(target.node, start, name, at * unit) for at in (low, high)]
        if ends[0] is None or ends[1] is None or target.number is None:
            return None
        rising = ends[0] <= ends[1]
        while low < high:
            middle = (low + high) // 2
            found = self._at(target.node, start, name, middle * unit)
            if found is None:
                return None
            if (found < target.number) if rising else (found > target.number):
                low = middle + 1
            else:
                high = middle
        return {**start, name: low * unit}

    def _at(self, node: Node, start: Inputs, name: str, value: Exact) -> Exact | None:
        try:
            found = self._targets.value(node, self._targets.take({**start, name: value}))
        except AsnKinerjaError:
            return None
        return found if isinstance(found, int | Fraction) else None


def write_cases(
    policy: Policy, found: Mapping[Target, Inputs], *, as_of: date | None = None
) -> str:
    """Write cases as TOML, with a mark where a person must say what is right.

    Args:
        policy: The policy.
        found: Inputs by what they touch.
        as_of: Day whose legal values are used.

    Returns:
        Tables ``[[case]]``; a remark says what the policy gives now.
    """
    lines = []
    touched: dict[str, list[Target]] = {}
    for target, inputs in found.items():
        touched.setdefault(repr(inputs), []).append(target)
    for number, together in enumerate(touched.values(), start=1):
        inputs = found[together[0]]
        now = policy.evaluate(inputs, as_of=as_of).outputs
        shown = ", ".join(f"{name} = {_toml(value)}" for name, value in now.items())
        given = ", ".join(f"{name} = {_toml(value)}" for name, value in inputs.items())
        lines += [
            *(f"# {target}" for target in together),
            f"# sekarang / now: {shown}",
            "[[case]]",
            f'id = "isi-{number}"',
            f'policy = "{policy.id}"',
            'citation = { text = "?" }',
            *([f"as_of = {as_of}"] if as_of else []),
            f"inputs = {{ {given} }}",
            f'expected = {{ {policy.main.name} = "?" }}',
            "",
        ]
    return "\n".join(lines)


def _toml(value: object) -> str:
    match value:
        case None:
            return '"missing"'
        case bool():
            return str(value).lower()
        case int() | Fraction():
            places = decimal_places(value)
            return f'"{canonical(value)}"' if places is None else str(to_decimal(value, places))
        case Decimal() | date():
            return str(value)
        case _:
            return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
