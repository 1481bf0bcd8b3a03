"""How straight-line instructions hold a value: whole numbers over a denominator where they can."""

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction
from math import lcm

import attrs

from asn_kinerja.scoring.nodes import Scalar
from asn_kinerja.scoring.quick.instructions import (
    FALSE,
    NOTHING,
    TRUE,
    Term,
    Writer,
    either,
    number,
)

__all__ = ["Form", "Lane", "Unwritten", "fixed", "form_of", "nothing"]


class Unwritten(Exception):
    """A node that instructions cannot hold."""


class Form(Enum):
    """What stands in the names of a value."""

    WHOLE = "whole"  # a whole number over a denominator that is known beforehand
    PAIR = "pair"  # a whole number over another that is more than 0
    LOOSE = "loose"  # an int or a Fraction
    PLAIN = "plain"  # a word, a flag, a date or items


@attrs.frozen(kw_only=True)
class Lane:
    """A value in instructions.

    Args:
        top: The value, or its numerator.
        below: Its denominator; 1 for any value that is not split.
        form: How the value is held.
        missing: Whether it may be missing; then `top` is `None`.
        sign: 2 where it is over 0, 1 where it is 0 or more, 0 where that is not known.
        known: The value, where it is the same in every case.
    """

    top: Term
    below: Term = attrs.field(factory=lambda: number(1))
    form: Form = Form.PLAIN
    missing: bool = False
    sign: int = 0
    known: Scalar | None = None

    @property
    def scale(self) -> int:
        """The denominator of a whole lane."""
        if self.form is not Form.WHOLE or self.below.value is None:
            raise Unwritten
        return self.below.value

    def over(self, denominator: int) -> Term:
        """Write the numerator over a multiple of the denominator."""
        return self.top * (denominator // self.scale)

    def safely(self, term: Term) -> Term:
        """Write an expression of this value, missing where the value is."""
        return either(self.top.same(NOTHING), yes=NOTHING, no=term) if self.missing else term


def fixed(value: Scalar, writer: Writer) -> Lane:
    """Give the lane of a value that is the same in every case.

    Args:
        value: The value.
        writer: Holds it as a constant.

    Returns:
        The lane.
    """
    if isinstance(value, bool):
        return Lane(top=TRUE if value else FALSE, known=value)
    if not isinstance(value, int | Fraction):
        return Lane(top=writer.hold(value), known=value)
    return Lane(
        top=number(value.numerator),
        below=number(value.denominator),
        form=Form.WHOLE,
        sign=(value >= 0) + (value > 0),
        known=value,
    )


def nothing() -> Lane:
    """Give the lane of a value that is always missing."""
    return Lane(top=NOTHING, missing=True)


def form_of(lanes: Sequence[Lane]) -> tuple[Form, int]:
    """Find the form in which one name can hold whichever of some values is taken.

    Args:
        lanes: The values.

    Returns:
        The form, and the denominator of a whole one.
    """
    forms = {lane.form for lane in lanes if lane.top is not NOTHING}
    if forms <= {Form.PLAIN}:
        return Form.PLAIN, 1
    if Form.PLAIN in forms:
        raise Unwritten
    if forms == {Form.WHOLE}:
        return Form.WHOLE, lcm(*(lane.scale for lane in lanes if lane.top is not NOTHING))
    return (Form.LOOSE if Form.LOOSE in forms else Form.PAIR), 1
