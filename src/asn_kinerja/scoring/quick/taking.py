"""The taking in of inputs as instructions: the checks of `inputs.py`, for values of usual types."""

from collections.abc import Callable
from decimal import Clamped, Context, Decimal, Inexact, InvalidOperation, Overflow, Rounded
from math import ceil, floor

import attrs

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.scoring.closures import Found
from asn_kinerja.scoring.inputs import InputSpec, Kind, check_of, word_table
from asn_kinerja.scoring.numbers import LIMIT, to_exact
from asn_kinerja.scoring.quick.instructions import (
    FALSE,
    GIVEN,
    NOTHING,
    TRUE,
    Term,
    Writer,
    every,
    number,
    some,
)
from asn_kinerja.scoring.quick.lanes import Form, Lane

__all__ = ["EXACT", "REFUSED", "may_be_absent", "take"]

_MOST = 12  # decimals of an input that is held as a whole number
# Exact or refused: 60 digits, which is the most that a number may have, fit with room.
EXACT = Context(
    prec=60, Emax=59, Emin=0, traps=[Clamped, Inexact, InvalidOperation, Overflow, Rounded]
)
_WHOLE = Context(prec=60, traps=[Inexact, InvalidOperation])  # zeros behind the point may go
REFUSED = (ArithmeticError, InvalidInput, LookupError, TypeError, ValueError)


def may_be_absent(spec: InputSpec) -> bool:
    """Whether a case is an ordinary one without this input."""
    return spec.optional or spec.default is not None


def take(write: Writer, spec: InputSpec) -> Lane:
    """Write that an input is taken in, or the case left.

    Args:
        write: Where it is written.
        spec: The input.

    Returns:
        Where its value stands.
    """
    key, value = write.hold(spec.name), write.fresh()
    if not may_be_absent(spec):
        write.set(value, GIVEN.at(key))
        return _checked(write, spec, value)
    write.set(value, GIVEN.part("get")(key))
    with write.aside() as absent:
        write.set(value, NOTHING if spec.default is None else write.hold(spec.default))
    with write.aside() as there:
        lane = _checked(write, spec, value)
    write.when(value.same(NOTHING), absent, no=there)
    return attrs.evolve(lane, missing=spec.default is None)


def _checked(write: Writer, spec: InputSpec, value: Term) -> Lane:
    """Write the check of a value that is there, and put it in the form in which it is held."""
    scale = 0 if spec.kind is Kind.COUNT else spec.scale
    if spec.kind in {Kind.NUMBER, Kind.COUNT} and scale is not None and scale <= _MOST:
        return _number(write, spec, value, 10**scale)
    if spec.kind is Kind.FLAG:
        write.stop_unless(some([value.same(TRUE), value.same(FALSE)]))
        return Lane(top=value)
    if spec.kind is Kind.WORD and (table := word_table(spec)):
        write.set(value, write.hold(table.get)(value))
        write.stop_unless(value.apart(NOTHING))
        return Lane(top=value)
    write.set(value, write.hold(_taking(spec))(value))
    if spec.kind is not Kind.NUMBER:
        return Lane(top=value)
    return Lane(top=value, form=Form.LOOSE, sign=_sign(spec))


def _number(write: Writer, spec: InputSpec, value: Term, step: int) -> Lane:
    """Write that a number is taken in as a whole number of steps, and held to its bounds."""
    kind = write.hold(type)(value)
    with write.aside() as from_decimal:
        scaled = write.hold(EXACT.multiply)(value, write.hold(Decimal(step)))
        whole = write.hold(_WHOLE.to_integral_exact)(scaled)
        write.set(value, write.hold(int)(whole))
    with write.aside() as from_another:
        write.set(value, write.hold(_scaling(spec, step))(value))
    with write.aside() as not_decimal:
        if step == 1:
            write.when(kind.apart(write.hold(int)), from_another, no=[])
        else:
            with write.aside() as from_int:
                write.set(value, value * step)
            write.when(kind.same(write.hold(int)), from_int, no=from_another)
    write.when(kind.same(write.hold(Decimal)), from_decimal, no=not_decimal)
    low = 0 if spec.low is None and spec.kind is Kind.COUNT else spec.low
    least = value > -LIMIT * step if low is None else value >= ceil(low * step)
    most = value < LIMIT * step if spec.high is None else value <= floor(spec.high * step)
    write.stop_unless(every([least, most]))
    return Lane(top=value, below=number(step), form=Form.WHOLE, sign=_sign(spec))


def _sign(spec: InputSpec) -> int:
    low = 0 if spec.low is None and spec.kind is Kind.COUNT else spec.low
    return 0 if low is None else (low >= 0) + (low > 0)


def _taking(spec: InputSpec) -> Callable[[object], Found]:
    check = check_of(spec)

    def taken(value: object) -> Found:
        problems: list[Problem] = []
        found = check(value, problems)
        if problems:
            raise InvalidInput(*problems)
        return found

    return taken


def _scaling(spec: InputSpec, step: int) -> Callable[[object], int]:
    def scaled(value: object) -> int:
        exact = to_exact(value, place=spec.name) * step
        if exact.denominator != 1:
            raise ValueError(spec.name)
        return exact.numerator

    return scaled
