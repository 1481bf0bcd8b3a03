"""Bringing lanes of one kind to one form, so that a column can hold either."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.scoring.frames.bounds import Extent, constant, hull
from asn_kinerja.scoring.frames.lanes import Const, Flag, Lane, Number, Text, Word, day_number
from asn_kinerja.scoring.frames.plan import Place

__all__ = [
    "CODE",
    "FEW",
    "Merged",
    "extent_of",
    "held",
    "is_missing",
    "is_nullable",
    "merge",
    "number_of",
    "text_of",
]

CODE = nw.Int16()  # of a word
FEW = 12  # rows that are compared one after the other; longer tables are joined


def is_missing(*lanes: Lane | None) -> bool:
    """Whether one of the lanes never has a value."""
    return any(isinstance(lane, Const) and lane.value is None for lane in lanes)


def is_nullable(*lanes: Lane | None) -> bool:
    """Whether a value of one of the lanes can be missing."""
    return any(
        lane.value is None if isinstance(lane, Const) else lane.nullable
        for lane in lanes
        if lane is not None
    )


def number_of(lane: Lane) -> Fraction | None:
    """Give the number that a constant lane stands for; `None` for any other lane."""
    if not isinstance(lane, Const) or lane.value is None or isinstance(lane.value, str):
        return None
    return Fraction(day_number(lane.value) if isinstance(lane.value, date) else lane.value)


def extent_of(lane: Lane) -> Extent:
    """Give the extent of a number, constant or not.

    Args:
        lane: A lane that a rule reads as a number.

    Returns:
        Its extent.

    Raises:
        TypeError: If the lane holds no number: the policy's check was not asked.
    """
    if isinstance(lane, Number):
        return lane.extent
    value = number_of(lane)
    if value is None:
        message = f"a rule reads {lane!r} as a number"
        raise TypeError(message)
    return constant(value)


def held(lane: Lane, factor: Fraction | None = None) -> nw.Expr:
    """Give a number as an expression that holds the value times a factor.

    Args:
        lane: A number.
        factor: The factor; `None` for the lane's own.

    Returns:
        The expression.
    """
    extent = extent_of(lane)
    times = Fraction(1) if factor is None else factor / extent.factor
    value = number_of(lane)
    if value is not None:
        return nw.lit(float(value * extent.factor * times))
    assert isinstance(lane, Number)  # noqa: S101 - for the type checker: `extent_of` has refused others
    column = nw.col(lane.name)
    return column if times == 1 else column * float(times)


@attrs.frozen(kw_only=True)
class Merged:
    """Lanes in one form.

    Args:
        exprs: Each lane as an expression of that form.
        nullable: Whether one of them can be missing.
        place: Where the column that is made of them will stand.
        kind: The class of the lane to be made; `Const` when nothing ever has a value.
        more: What a lane of that class says of itself.
    """

    exprs: Sequence[nw.Expr]
    nullable: bool
    place: Place
    kind: Callable[..., Lane]
    more: dict[str, Any]

    def finish(
        self, expr: nw.Expr, lanes: Sequence[Lane | None], *, nullable: bool | None = None
    ) -> Lane:
        """Make the lane of an expression that picks among `exprs`.

        Args:
            expr: The expression.
            lanes: All lanes that it reads.
            nullable: Whether it can be missing; as the merged lanes if not said.

        Returns:
            The lane.
        """
        if self.kind is Const:
            return Const(None)
        name = self.place.put(expr, *(lane for lane in lanes if lane is not None))
        can = self.nullable if nullable is None else nullable
        lane: Lane = self.kind(name=name, region=self.place.region, nullable=can, **self.more)
        return lane

    def constants(self, lanes: Sequence[Lane]) -> list[Any] | None:
        """Give constant lanes as plain values of the form; nothing if one is no constant."""
        values = [lane.value for lane in lanes if isinstance(lane, Const)]
        if len(values) < len(lanes):
            return None
        if self.kind is Number:
            factor = self.more["extent"].factor
            numbers = [number_of(Const(value)) for value in values]
            return [None if number is None else float(number * factor) for number in numbers]
        if self.kind is Word:
            codes = self.place.plan.codes
            return [None if value is None else codes.of(str(value)) for value in values]
        return values

    @property
    def dtype(self) -> nw.dtypes.DType:
        """Type of the column to be made."""
        if self.kind is Number:
            return nw.Float64()
        if self.kind is Word:
            return CODE
        return nw.Boolean() if self.kind is Flag else nw.String()


def merge(at: Place, lanes: Sequence[Lane]) -> Merged:
    """Bring lanes to one form.

    Args:
        at: Where the column will stand.
        lanes: Lanes of one kind, and constants of it.

    Returns:
        Expressions of one form, and how to make a lane of them.
    """
    nullable = is_nullable(*lanes)
    known = [lane for lane in lanes if not is_missing(lane)]
    values = [lane.value for lane in known if isinstance(lane, Const)]
    if not known:
        missing = nw.lit(None, nw.Float64())
        return Merged(exprs=[missing] * len(lanes), nullable=True, place=at, kind=Const, more={})
    if any(isinstance(lane, Text) for lane in known):
        exprs = [_text(at, lane) for lane in lanes]
        return Merged(exprs=exprs, nullable=nullable, place=at, kind=Text, more={})
    if any(isinstance(lane, Word) for lane in known) or any(isinstance(v, str) for v in values):
        return _words(at, lanes, nullable=nullable)
    if any(isinstance(lane, Flag) for lane in known) or any(isinstance(v, bool) for v in values):
        exprs = [_flag(lane) for lane in lanes]
        return Merged(exprs=exprs, nullable=nullable, place=at, kind=Flag, more={})
    extent = hull([extent_of(lane) for lane in known])
    exprs = [
        nw.lit(None, nw.Float64()) if is_missing(lane) else held(lane, extent.factor)
        for lane in lanes
    ]
    return Merged(exprs=exprs, nullable=nullable, place=at, kind=Number, more={"extent": extent})


def _words(at: Place, lanes: Sequence[Lane], *, nullable: bool) -> Merged:
    codes = at.plan.codes
    words: set[str] = set()
    exprs = []
    for lane in lanes:
        if isinstance(lane, Word):
            words |= lane.words
            exprs.append(nw.col(lane.name))
        elif is_missing(lane):
            exprs.append(nw.lit(None, CODE))
        else:
            word = str(lane.value) if isinstance(lane, Const) else ""
            words.add(word)
            exprs.append(nw.lit(codes.of(word), CODE))
    more = {"words": frozenset(words)}
    return Merged(exprs=exprs, nullable=nullable, place=at, kind=Word, more=more)


def _flag(lane: Lane) -> nw.Expr:
    if isinstance(lane, Const):
        return nw.lit(None if lane.value is None else bool(lane.value), nw.Boolean())
    assert isinstance(lane, Flag)  # noqa: S101 - for the type checker: lanes of one kind
    return nw.col(lane.name)


def _text(at: Place, lane: Lane) -> nw.Expr:
    if isinstance(lane, Const):
        return nw.lit(None if lane.value is None else str(lane.value), nw.String())
    if isinstance(lane, Word):
        return text_of(at, lane)
    assert isinstance(lane, Text)  # noqa: S101 - for the type checker: lanes of one kind
    return nw.col(lane.name)


def text_of(at: Place, lane: Word) -> nw.Expr:
    """Spell out coded words."""
    column = nw.col(lane.name)
    words = sorted(lane.words)
    if len(words) > FEW:
        codes = [at.plan.codes.of(word) for word in words]
        return column.replace_strict(codes, words, default=None, return_dtype=nw.String())
    last = None if lane.nullable else words[-1]
    spelt = nw.lit(last, nw.String())
    for word in words[-1::-1] if lane.nullable else words[-2::-1]:
        code = nw.lit(at.plan.codes.of(word), CODE)
        spelt = nw.when(column == code).then(nw.lit(word)).otherwise(spelt)
    return spelt
