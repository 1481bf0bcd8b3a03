"""Arithmetic as straight-line instructions, over one denominator where that is possible."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import reduce
from math import gcd
from operator import add, mul

import attrs

from asn_kinerja.scoring.numbers import RoundingMode, whole_quotient
from asn_kinerja.scoring.quick.instructions import (
    NOTHING,
    Term,
    Writer,
    either,
    number,
    some,
)
from asn_kinerja.scoring.quick.lanes import Form, Lane, Unwritten, form_of, nothing

__all__ = ["Numbers"]


class Numbers:
    """Writes what is computed of values that stand in lanes.

    Args:
        writer: Where it is written.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._fraction = writer.hold(Fraction)

    def exact(self, lane: Lane) -> Term:
        """Write a number as an int or a `Fraction`."""
        if isinstance(lane.known, Fraction):
            return self._writer.hold(lane.known)
        if lane.form in {Form.LOOSE, Form.PLAIN} or lane.below.value == 1:
            return lane.top
        return self._fraction(lane.top, lane.below)

    def strict(self, lanes: Iterable[Lane], make: Callable[[], Lane]) -> Lane:
        """Write that a value is missing where an operand is, and how it is made else."""
        lanes = list(lanes)
        if any(lane.top is NOTHING for lane in lanes):
            return nothing()
        doubtful = [lane.top.same(NOTHING) for lane in lanes if lane.missing]
        if not doubtful:
            return make()
        with self._writer.aside() as there:
            made = make()
        with self._writer.aside() as absent:
            self.assign(made, nothing())
        self._writer.when(some(doubtful), absent, no=there)
        return attrs.evolve(made, missing=True)

    def assign(self, made: Lane, value: Lane) -> None:
        """Write that a name holds a value, in the form of the name."""
        term, below = value.top, value.below
        if value.top is NOTHING:
            below = number(1)
        elif made.form is Form.WHOLE:
            term = value.safely(value.over(made.scale))
        elif made.form is Form.LOOSE:
            term = value.safely(self.exact(value))
        self._writer.set(made.top, term)
        if made.form is Form.PAIR:
            self._writer.set(made.below, below)

    def to_come(self, lanes: Sequence[Lane], *, sign: int = 0, missing: bool = False) -> Lane:
        """Name a value that will be one of some others."""
        form, scale = form_of(lanes)
        below = self._writer.fresh() if form is Form.PAIR else number(scale)
        top = self._writer.fresh()
        return Lane(top=top, below=below, form=form, sign=sign, missing=missing)

    def against(self, left: Lane, right: Lane) -> tuple[Term, Term]:
        """Write two values so that comparing the terms compares the values."""
        form, scale = form_of([left, right])
        match form:
            case Form.PLAIN:
                return left.top, right.top
            case Form.WHOLE:
                return left.over(scale), right.over(scale)
            case Form.PAIR:
                return left.top * right.below, right.top * left.below
            case Form.LOOSE:
                return self.exact(left), self.exact(right)

    def total(self, lanes: Sequence[Lane]) -> Lane:
        """Write a sum."""
        sign = min(lane.sign for lane in lanes) and max(lane.sign for lane in lanes)
        return self._joined(lanes, lambda terms: reduce(add, terms), sign=sign)

    def difference(self, left: Lane, right: Lane) -> Lane:
        """Write a difference."""
        return self._joined([left, right], lambda terms: terms[0] - terms[1])

    def extreme(self, lanes: Sequence[Lane], nearest: Callable[..., object]) -> Lane:
        """Write the smallest or the largest, by `min` or `max`."""
        sign = min(lane.sign for lane in lanes)
        choose = self._writer.hold(nearest)
        return self._joined(
            lanes, lambda terms: choose(*terms) if len(terms) > 1 else terms[0], sign=sign
        )

    def _joined(
        self, lanes: Sequence[Lane], make: Callable[[list[Term]], Term], *, sign: int = 0
    ) -> Lane:
        """Write one value of many, over one denominator."""
        form, scale = form_of(lanes)
        if form is Form.PLAIN:
            raise Unwritten
        whole = form is Form.WHOLE
        terms = [lane.over(scale) if whole else self.exact(lane) for lane in lanes]
        top = self._writer.keep(make(terms))
        if not whole:
            return Lane(top=top, form=Form.LOOSE)
        return Lane(top=top, below=number(scale), form=form, sign=sign)

    def product(self, factors: Sequence[Lane]) -> Lane:
        """Write a product."""
        form, _ = form_of(factors)
        if form is Form.PLAIN:
            raise Unwritten
        if form is Form.LOOSE or sum(lane.form is Form.PAIR for lane in factors) > 1:
            top = self._writer.keep(reduce(mul, [self.exact(lane) for lane in factors]))
            return Lane(top=top, form=Form.LOOSE)
        top = self._writer.keep(reduce(mul, [lane.top for lane in factors]))
        below = reduce(mul, [lane.below for lane in factors])
        below = below if form is Form.WHOLE else self._writer.keep(below)
        return Lane(top=top, below=below, form=form, sign=min(lane.sign for lane in factors))

    def ratio(self, top: Lane, bottom: Lane, *, zero: Lane) -> Lane:
        """Write a quotient, and what a zero denominator gives."""
        form, _ = form_of([top, bottom, zero])
        if form is Form.PLAIN:
            raise Unwritten
        if form is Form.LOOSE:
            made = Lane(top=self._writer.fresh(), form=form)
        else:
            below = self._writer.fresh()
            made = Lane(top=self._writer.fresh(), below=below, form=Form.PAIR)
        with self._writer.aside() as divided:
            self._divide(made, top, bottom)
        sign = min(top.sign, bottom.sign, 1)
        if bottom.sign > 1:
            self._writer.go_on(divided)
            return attrs.evolve(made, sign=sign)
        with self._writer.aside() as by_zero:
            self.assign(made, zero)
        self._writer.when(bottom.top.equals(0), by_zero, no=divided)
        return attrs.evolve(made, sign=min(sign, zero.sign), missing=zero.missing)

    def _divide(self, made: Lane, top: Lane, bottom: Lane) -> None:
        write = self._writer
        if made.form is Form.LOOSE:
            write.set(made.top, self._fraction(self.exact(top), self.exact(bottom)))
            return
        common = gcd(top.below.value or 1, bottom.below.value or 1)
        dividend = top.top * _through(bottom.below, common)
        divisor = bottom.top * _through(top.below, common)
        if bottom.sign:
            write.set(made.top, dividend)
            write.set(made.below, divisor)
            return
        write.set(made.below, divisor)
        positive = made.below > 0
        write.set(made.top, either(positive, yes=dividend, no=-dividend))
        write.set(made.below, either(positive, yes=made.below, no=-made.below))

    def mean(self, parts: Sequence[tuple[Lane, Lane]]) -> Lane:
        """Write a weighted mean of values and weights; missing where the weights are zero."""
        total = self.total([self.product(pair) for pair in parts])
        return self.ratio(total, self.total([weight for _, weight in parts]), zero=nothing())

    def clip(self, value: Lane, *, low: Lane | None, high: Lane | None) -> Lane:
        """Write a number held between edges: no less than the lower, then no more."""
        sign = max(value.sign, low.sign if low else 0)
        sign = sign if high is None else min(sign, high.sign)
        lanes = [value, *(edge for edge in (low, high) if edge is not None)]
        made = self.to_come(lanes, sign=sign)
        if value.sign and low is not None and low.known == 0:
            low = None
        self.assign(made, value)
        for edge, beyond in ((low, Term.__lt__), (high, Term.__gt__)):
            if edge is not None:
                with self._writer.aside() as limited:
                    self.assign(made, edge)
                self._writer.when(beyond(*self.against(made, edge)), limited, no=[])
        return made

    def rounded(self, value: Lane, scale: int, *, mode: RoundingMode) -> Lane:
        """Write a rounded number."""
        form, _ = form_of([value])
        top, below = value.top, value.below
        if form is Form.PLAIN:
            raise Unwritten
        if form is Form.LOOSE:
            top = self._writer.keep(value.top.part("numerator"))
            below = self._writer.keep(value.top.part("denominator"))
        common = gcd(10**scale, below.value or 1)
        below, step = _through(below, common), 10**scale // common

        def quotient(part: Term) -> Term:
            found: Term = whole_quotient(part * step, below, mode=mode)
            return found if below.value != 1 else part * step

        term = quotient(top)
        if not value.sign and below.value != 1:
            term = either(top >= 0, yes=term, no=-quotient(-top))
        made = self._writer.keep(term)
        return Lane(top=made, below=number(10**scale), form=Form.WHOLE, sign=min(value.sign, 1))


def _through(below: Term, common: int) -> Term:
    """Divide a denominator that is known by a divisor of it."""
    return below if below.value is None else number(below.value // common)
