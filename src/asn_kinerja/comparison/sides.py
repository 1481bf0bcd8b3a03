"""What of each policy is compared: one output, its words in order, and the rounded numbers."""

from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.possible import anything_declared
from asn_kinerja.scoring.rule import Output
from asn_kinerja.scoring.scales import rounded_scale

__all__ = [
    "MISSING",
    "NO",
    "VALUED",
    "YES",
    "Number",
    "Side",
    "common_numbers",
    "label",
    "make_side",
]

MISSING = "tanpa_hasil"  # row and column of those for whom a policy gives no result
YES, NO = "ya", "tidak"
NO_GROUP = "(kosong)"  # those for whom a column of groups holds nothing
VALUED = "bernilai"  # the one word of an output that is a number
_MOST_COUNTS = 20  # whole numbers that are words of their own, such as the boxes of a grid
_UNROUNDED, _LARGE_UNROUNDED = 6, 2  # decimals to which numbers that no rule rounds are compared
_SMALL = 1000  # most that a number is of which millionths are summed
_NUMBERS = {Kind.NUMBER, Kind.COUNT}


@attrs.frozen(kw_only=True)
class Side:
    """One policy of a comparison.

    Args:
        name: What it is called: its id, with a number behind it when two have the same.
        policy: The policy.
        output: The output that is compared.
        words: What the output can be, best first; `VALUED` alone for a number.
    """

    name: str
    policy: Policy
    output: Output
    words: tuple[str, ...]

    @property
    def is_number(self) -> bool:
        """Whether the output is a number, of which only rise and fall are compared."""
        return self.words == (VALUED,)

    @property
    def labels(self) -> tuple[str, ...]:
        """The words, and the label of those without a result."""
        return (*self.words, MISSING)

    def slim(self, names: Iterable[str]) -> Policy:
        """Give the policy with the compared output as main, and some more outputs.

        Args:
            names: Outputs to keep.

        Returns:
            The policy; it computes no more than is compared.
        """
        kept = {self.output.name, *names}
        outputs = tuple(
            attrs.evolve(one, main=one.name == self.output.name)
            for one in self.policy.outputs
            if one.name in kept
        )
        return attrs.evolve(self.policy, outputs=outputs)


@attrs.frozen(kw_only=True)
class Number:
    """A number that every policy gives, compared as a whole number of 10^-scale.

    Args:
        name: Name of the output.
        scale: Decimals.
        exact: Whether every policy rounds it to that many decimals or fewer.
    """

    name: str
    scale: int
    exact: bool


def label(value: object) -> str:
    """Write a result as a word of a comparison.

    Args:
        value: A word, a flag, a whole number or `None`.

    Returns:
        The word.
    """
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)


def group_label(value: object) -> str:
    """Write the value of a column of groups.

    Args:
        value: Any value of a cell.

    Returns:
        Its text; `NO_GROUP` for an empty cell.
    """
    return NO_GROUP if value is None else label(value)


def make_side(policy: Policy, *, name: str, output: str | None = None) -> Side:
    """Choose what of a policy is compared.

    Args:
        policy: The policy.
        name: What it is called.
        output: Name of the output; the main one when `None`, or the first word beside it when
            that is a number.

    Returns:
        The side.

    Raises:
        InvalidInput: If there is no such output, or it is a date.
    """
    by_name = {one.name: one for one in policy.outputs}
    if output is not None and output not in by_name:
        cure = ", ".join(by_name)
        raise InvalidInput(Problem("unknown_key", f"{name}.outputs", value=output, cure=cure))
    chosen = policy.main if output is None else by_name[output]
    if chosen.kind is Kind.DATE:
        cure = ", ".join(one.name for one in policy.outputs if one.kind is not Kind.DATE)
        raise InvalidInput(Problem("unknown_key", f"{name}.outputs", value=chosen.name, cure=cure))
    words = _words(policy, chosen)
    if output is None and words == (VALUED,):
        beside = [one for one in policy.outputs if one.kind is Kind.WORD]
        if beside:
            chosen, words = beside[0], _words(policy, beside[0])
    return Side(name=name, policy=policy, output=chosen, words=words)


def _words(policy: Policy, output: Output) -> tuple[str, ...]:
    """Name what an output can be, best first."""
    if output.kind is Kind.FLAG:
        return (YES, NO)
    if output.kind is Kind.WORD:
        if output.words:
            return output.words
        reach = anything_declared(policy.program(_a_day(policy))).reach(output.node)
        return tuple(str(word) for word in reach.values)
    if output.kind is Kind.COUNT:
        span = anything_declared(policy.program(_a_day(policy))).reach(output.node).numbers
        if span is not None and span.low is not None and span.high is not None:
            low, high = int(span.low), int(span.high)
            if high - low < _MOST_COUNTS:
                return tuple(str(number) for number in range(high, low - 1, -1))
    return (VALUED,)


def _a_day(policy: Policy) -> date | None:
    """Give a day for which the policy can be compiled; its words are those of any day."""
    many = any(len(parameter.versions) > 1 for parameter in policy.parameters)
    return policy.governs_from if many else None


def common_numbers(sides: Sequence[Side], names: Sequence[str] | None = None) -> tuple[Number, ...]:
    """Find the numbers that every policy gives.

    Args:
        sides: The policies.
        names: Outputs to look for; every number when `None`. A number that is itself compared is
            always among them.

    Returns:
        Each with the finest of the scales to which the policies round it. Where one does not
        round it, it is compared to six decimals, or to two when it can be large.

    Raises:
        InvalidInput: If a name is not that of a number of every policy.
    """
    found = []
    for output in sides[0].policy.outputs:
        mine = [
            one for side in sides for one in side.policy.outputs
            if one.name == output.name and one.kind in _NUMBERS
        ]  # fmt: skip
        if len(mine) < len(sides):
            continue
        scales = [0 if one.kind is Kind.COUNT else rounded_scale(one.node) for one in mine]
        known = [scale for scale in scales if scale is not None]
        exact = len(known) == len(scales)
        if not exact:
            small = all(_is_small(side.policy, one) for side, one in zip(sides, mine, strict=True))
            known.append(_UNROUNDED if small else _LARGE_UNROUNDED)
        found.append(Number(name=output.name, scale=max(known), exact=exact))
    if names is None:
        return tuple(found)
    possible = {number.name for number in found}
    compared = {side.output.name for side in sides if side.is_number}
    refusal = InvalidInput.of(
        Problem("unknown_key", "numbers", value=name, cure=", ".join(sorted(possible)))
        for name in names
        if name not in possible
    )
    if refusal is not None:
        raise refusal
    return tuple(number for number in found if number.name in {*names, *compared})


def _is_small(policy: Policy, output: Output) -> bool:
    """Whether a number is known to stay small, so that sums of millionths fit in 64 bits."""
    span = anything_declared(policy.program(_a_day(policy))).reach(output.node).numbers
    if span is None or span.low is None or span.high is None:
        return False
    return span.low >= -_SMALL and span.high <= _SMALL
