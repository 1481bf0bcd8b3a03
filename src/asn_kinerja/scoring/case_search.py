"""Searching inputs that touch what no worked case touches, for a person to work out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import count

from asn_kinerja.errors import AsnKinerjaError
from asn_kinerja.legal.citations import Citation
from asn_kinerja.scoring.cases import Case
from asn_kinerja.scoring.coverage import Target, Targets
from asn_kinerja.scoring.display import canonical
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Field, Input, Node
from asn_kinerja.scoring.numbers import Exact, decimal_places, to_decimal
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.walk import walk

__all__ = ["draft_cases", "find_inputs", "write_cases"]

Inputs = dict[str, object]

_TRIES = 3_000  # cases that are tried in all, besides those that are solved for
_STARTS = 24  # cases from which an edge is solved for
_MOST_ITEMS = 3  # items of a case
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
    picker = _Picker(policy, targets)
    for turn in range(_TRIES):
        picked = {spec.name: picker.pick(spec, turn) for spec in policy.inputs}
        yield {name: value for name, value in picked.items() if value is not None}


class _Picker:
    """Picks telling values by chance that is the same on each run."""

    def __init__(self, policy: Policy, targets: Targets) -> None:
        self._state = 1
        self._choices = {
            spec.name: [] if spec.kind is Kind.ITEMS else _telling(spec, targets)
            for spec in policy.inputs
        }
        self._fields = {
            spec.name: {field.name: _telling(field, targets) for field in spec.fields}
            for spec in policy.inputs
        }

    def pick(self, spec: InputSpec, turn: int) -> object:
        """Pick the value of an input: in the first turns each one once."""
        if spec.kind is Kind.ITEMS:
            return self._items(spec)
        values = self._choices[spec.name]
        at = self._chance(len(values))
        return values[turn if turn < len(values) else at]

    def _items(self, spec: InputSpec) -> object:
        count = self._chance(_MOST_ITEMS + 1)
        if not count and spec.optional:
            return None
        fields = self._fields[spec.name]
        items = [
            {name: values[self._chance(len(values))] for name, values in fields.items()}
            for _ in range(count)
        ]
        return [{name: one for name, one in item.items() if one is not None} for item in items]

    def _chance(self, below: int) -> int:
        self._state = (self._state * 1_103_515_245 + 12_345) % 2**31
        return (self._state >> 12) % below


def _telling(spec: InputSpec, targets: Targets) -> list[object]:
    none: list[object] = [None] if spec.optional else []
    match spec.kind:
        case Kind.WORD:
            return [*(spec.words or ("kata",)), *none]
        case Kind.FLAG:
            return [True, False, *none]
        case Kind.DATE:
            days = sorted(targets.days_of(spec.name))
            return [date(2025, 1, 1), date(2025, 6, 30), date(2026, 1, 1), *days, *none]
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
        self._specs: dict[Node, tuple[str, InputSpec]] = {}
        for spec in policy.inputs:
            self._specs[Input(spec.name)] = ("", spec)
            self._specs |= {Field(field.name): (spec.name, field) for field in spec.fields}

    def solve(self, target: Target, starts: Sequence[Inputs]) -> Inputs | None:
        """Find inputs that touch a target that is a number."""
        if target.number is None:
            return None
        movable = [
            self._specs[node]
            for node in dict.fromkeys(walk(target.node))
            if node in self._specs and self._specs[node][1].kind in {Kind.NUMBER, Kind.COUNT}
        ]
        for start in starts:
            for items, spec in movable:
                if items and not start.get(items):
                    continue
                inputs = self._move(target, start, items, spec)
                if inputs is not None and target in self._targets.touched(inputs):
                    return inputs
        return None

    def _move(self, target: Target, start: Inputs, items: str, spec: InputSpec) -> Inputs | None:
        """Halve the range of one number as long as the wanted number lies in it."""
        unit = _unit(spec)
        low, high = (int(end / unit) for end in _ends(spec))
        ends = [self._at(target.node, _put(start, items, spec, at * unit)) for at in (low, high)]
        if ends[0] is None or ends[1] is None or target.number is None:
            return None
        rising = ends[0] <= ends[1]
        while low < high:
            middle = (low + high) // 2
            found = self._at(target.node, _put(start, items, spec, middle * unit))
            if found is None:
                return None
            if (found < target.number) if rising else (found > target.number):
                low = middle + 1
            else:
                high = middle
        return _put(start, items, spec, low * unit)

    def _at(self, node: Node, inputs: Inputs) -> Exact | None:
        try:
            found = self._targets.value(node, self._targets.take(inputs))
        except AsnKinerjaError:
            return None
        return found if isinstance(found, int | Fraction) else None


def _put(start: Inputs, items: str, spec: InputSpec, value: Exact) -> Inputs:
    """Give the same inputs with another number, in the first item where it is a field."""
    held = start.get(items)
    if isinstance(held, list):
        return {**start, items: [{**held[0], spec.name: value}, *held[1:]]}
    return {**start, spec.name: value}


def draft_cases(
    policy: Policy,
    found: Mapping[Target, Inputs],
    *,
    as_of: date | None = None,
    taken: Collection[str] = (),
) -> tuple[Case, ...]:
    """Make cases of inputs that were found, for a person to say what is right.

    Args:
        policy: The policy.
        found: Inputs by what they touch.
        as_of: Day whose legal values are used.
        taken: Ids that other cases have.

    Returns:
        Cases that expect nothing yet; the note says what each touches, a line each, and in its
        last line what the policy gives now.
    """
    touched: dict[str, list[Target]] = {}
    for target, inputs in found.items():
        touched.setdefault(repr(inputs), []).append(target)
    names = (name for number in count(1) if (name := f"isi-{number}") not in taken)
    cases = []
    for name, together in zip(names, touched.values(), strict=False):
        inputs = found[together[0]]
        now = policy.evaluate(inputs, as_of=as_of).outputs
        shown = ", ".join(f"{name} = {_toml(value)}" for name, value in now.items())
        note = "\n".join([*map(str, together), f"sekarang / now: {shown}"])
        case = Case(
            id=name, policy=policy.id, citation=Citation(text="?"), inputs=inputs, as_of=as_of,
            note=note,
        )  # fmt: skip
        cases.append(case)
    return tuple(cases)


def write_cases(policy: Policy, cases: Iterable[Case]) -> str:
    """Write drafts as TOML, with a mark where a person must say what is right.

    Args:
        policy: The policy.
        cases: What `draft_cases` made.

    Returns:
        Tables ``[[case]]``, each below its note.
    """
    lines: list[str] = []
    for case in cases:
        given = ", ".join(f"{name} = {_toml(value)}" for name, value in case.inputs.items())
        lines += [
            *(f"# {line}" for line in case.note.splitlines()),
            "[[case]]",
            f"id = {_toml(case.id)}",
            f"policy = {_toml(policy.id)}",
            'citation = { text = "?" }',
            *([f"as_of = {case.as_of}"] if case.as_of else []),
            f"inputs = {{ {given} }}",
            f'expected = {{ {policy.main.name} = "?" }}',
            "",
        ]
    return "\n".join(lines)


def _toml(value: object) -> str:  # noqa: PLR0911 - one case a kind
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
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case dict():
            return f"{{ {', '.join(f'{name} = {_toml(one)}' for name, one in value.items())} }}"
        case _:
            return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
