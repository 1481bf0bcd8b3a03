"""Comparisons and flags of columns."""

from collections.abc import Sequence
from functools import reduce
from operator import and_, eq, or_
from typing import Any

import narwhals.stable.v2 as nw

from asn_kinerja.scoring.frames.guards import between
from asn_kinerja.scoring.frames.lanes import Const, Flag, Lane, Text, Word
from asn_kinerja.scoring.frames.merging import is_missing, merge
from asn_kinerja.scoring.frames.plan import Place
from asn_kinerja.scoring.nodes import Comparison

__all__ = ["compared", "decided", "given", "opposite"]


def compared(at: Place, left: Lane, right: Lane, op: Comparison) -> Lane:
    """Compare two values.

    Args:
        at: Where.
        left: The first.
        right: The second.
        op: How.

    Returns:
        A flag; missing where one of them is.
    """
    if is_missing(left, right):
        return Const(None)
    if isinstance(left, Const) and isinstance(right, Const):
        return Const(_constant(left.value, right.value, op))
    pair = (left, right)
    if any(isinstance(lane, Word | Text | Flag) for lane in pair):
        if isinstance(left, Word) and isinstance(right, Const):
            return _is_word(at, left, str(right.value), op)
        if isinstance(right, Word) and isinstance(left, Const):
            return _is_word(at, right, str(left.value), op)
        first, second = merge(at, pair).exprs
        expr = first == second if op is Comparison.EQUAL else first != second
        return at.flag(expr, *pair)
    compared_numbers, read = between(at, left, right, op)
    return at.flag(compared_numbers, *read)


def _is_word(at: Place, lane: Word, word: str, op: Comparison) -> Lane:
    """Compare with one word, known or not."""
    code = at.plan.codes.of(word)
    column = nw.col(lane.name)
    return at.flag(column == code if op is Comparison.EQUAL else column != code, lane)


def _constant(left: Any, right: Any, op: Comparison) -> bool:  # noqa: ANN401 - of any one kind
    from operator import ge, gt, le, lt, ne

    by = {"==": eq, "!=": ne, ">=": ge, ">": gt, "<=": le, "<": lt}[op]
    return bool(by(left, right))


def decided(at: Place, lanes: Sequence[Lane], *, by: bool) -> Lane:
    """Join flags: one that equals `by` decides, else a missing one leaves it open.

    Args:
        at: Where.
        lanes: Flags.
        by: What decides: false for all, true for any.

    Returns:
        The flag.
    """
    if Const(by) in lanes:
        return Const(by)
    flags = [lane for lane in lanes if isinstance(lane, Flag)]
    missing = is_missing(*lanes)
    if not flags:
        return Const(None if missing else not by)
    exprs: list[nw.Expr] = [nw.col(flag.name) for flag in flags]
    if missing:
        exprs.append(nw.lit(None, nw.Boolean()))
    joined = reduce(or_ if by else and_, exprs)
    return at.flag(joined, *flags, nullable=missing or any(flag.nullable for flag in flags))


def opposite(at: Place, lane: Lane) -> Lane:
    """Turn a flag."""
    if isinstance(lane, Const):
        return Const(None if lane.value is None else not lane.value)
    return at.flag(~nw.col(lane.name), lane)


def given(at: Place, lane: Lane) -> Lane:
    """Say whether an input has a value."""
    if isinstance(lane, Const):
        return Const(lane.value is not None)
    if not lane.nullable:
        return Const(True)  # noqa: FBT003 - the value itself
    return at.flag(~nw.col(lane.name).is_null(), lane, nullable=False)
