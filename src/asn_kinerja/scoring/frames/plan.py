"""The staged computation: named columns, each at the level after those that it needs.

All columns of a level are computed by one ``with_columns``. Items stand in frames of their own;
what is made of them joins the cases by key, all aggregates of one level by one ``group_by``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja._extras import require
from asn_kinerja.scoring.frames.lanes import Codes, Const, Flag, Lane
from asn_kinerja.scoring.frames.telling import as_polars

__all__ = ["PREFIX", "Columns", "Place", "Plan", "Raised"]

_ALL_WHOLE = 2.0**53  # from here on every float64 is a whole number
PREFIX = "__asn_"
Columns = nw.LazyFrame[Any]
Join = Callable[[Columns, Columns, str], Columns]


@attrs.frozen(kw_only=True)
class _Step:
    """A column to compute.

    Args:
        name: Its name.
        expr: How.
        needs: Names of the columns that it reads.
        region: Where it stands.
        gathers: The items of which it is made, by ``group_by``; empty for a plain column.
        words: What the codes that it gives are spelt as, by code; empty for a plain column.
    """

    name: str
    expr: nw.Expr
    needs: frozenset[str]
    region: str
    gathers: str = ""
    words: tuple[str | None, ...] = ()


@attrs.frozen
class Raised:
    """A flag whose true rows raise a bit of the status, and where it stands."""

    name: str
    region: str


class Plan:
    """Collects columns, then computes them level by level.

    Args:
        kind: The kind of frame that it is computed on, as `Source.kind` says.

    Attributes:
        in_polars: Whether polars computes it: it divides by a constant through the reciprocal,
            and looks words up faster than it takes one branch after the other.
        whole_floor: Whether the engine's floor gives a whole-number type; Spark's does, and
            raises where the number is too large for it.
        codes: The codes of words.
        refusals: Flags of cases or items that break what an input or the law demands.
        doubts: Flags of cases or items that floats cannot decide.
    """

    def __init__(self, kind: str) -> None:
        self.in_polars = kind not in {"duckdb", "pyspark"}
        self.whole_floor = kind == "pyspark"
        self.codes = Codes()
        self._steps: dict[str, _Step] = {}
        self._once: dict[object, str] = {}
        self._divisors: dict[str, dict[int, str]] = {}
        self._told: dict[str, Any] = {}
        self.refusals: list[Raised] = []
        self.doubts: list[Raised] = []

    def add(
        self, expr: nw.Expr, needs: Iterable[str], *, region: str = "", gathers: str = ""
    ) -> str:
        """Add a column.

        Args:
            expr: How it is computed.
            needs: Names of the columns that it reads.
            region: Where it stands.
            gathers: The items of which it is an aggregate.

        Returns:
            Its name.
        """
        name = f"{PREFIX}{len(self._steps)}"
        self._steps[name] = _Step(
            name=name, expr=expr, needs=frozenset(needs), region=region, gathers=gathers
        )
        return name

    def spell(self, name: str, words: Iterable[str]) -> str:
        """Add the text of a column of codes of the cases; only where polars computes.

        Args:
            name: The column.
            words: What it can be.

        Returns:
            Name of the column of text.
        """
        by_code = {self.codes.of(word): word for word in words}
        spelt = tuple(by_code.get(code) for code in range(max(by_code, default=0) + 1))
        added = self.add(nw.col(name), [name])
        self._steps[added] = attrs.evolve(self._steps[added], words=spelt)
        return added

    def once(self, identity: object, put: Callable[[], str]) -> str:
        """Add a column unless one of that identity is there.

        Args:
            identity: What the column is made of; equal identities share it.
            put: Adds it.

        Returns:
            Its name.
        """
        if identity not in self._once:
            self._once[identity] = put()
        return self._once[identity]

    def divisor(self, by: int, region: str) -> str:
        """Have a column of a divisor, for polars: it would take the reciprocal of a literal.

        Args:
            by: The divisor.
            region: Where it stands.

        Returns:
            Its name. It is there before all others.
        """
        return self._divisors.setdefault(region, {}).setdefault(by, f"{PREFIX}by_{by}")

    def gathered(self, flags: Iterable[Raised]) -> list[str]:
        """Bring flags to the cases: those of items hold where one of a case's items has one.

        Args:
            flags: Flags of cases and of items.

        Returns:
            Names of flags of the cases.
        """
        by_region: dict[str, list[str]] = {}
        for flag in flags:
            by_region.setdefault(flag.region, []).append(flag.name)
        found = by_region.pop("", [])
        for region, names in by_region.items():
            either = reduce(or_, map(nw.col, names)).fill_null(value=False)
            staged = self.add(either, names, region=region)
            found.append(self.add(nw.col(staged).any(), [staged], gathers=region))
        return found

    def run(
        self,
        cases: Columns,
        wanted: Iterable[str],
        *,
        items: Mapping[str, Columns],
        key: str,
        join: Join,
    ) -> Columns:
        """Compute the wanted columns.

        Args:
            cases: One row a case.
            wanted: Names of columns.
            items: One row an item, by the name of the items.
            key: The column that joins them.
            join: Joins an aggregate to the cases and keeps their order.

        Returns:
            The cases with the wanted columns and those that they need.
        """
        needed = self._closure(wanted)
        levels = self._levels(needed)
        cases = _spread(cases, self._divisors.get("", {}))
        for level in range(1, max(levels.values(), default=0) + 1):
            steps = [self._steps[name] for name in needed if levels.get(name) == level]
            gathered = sorted({step.gathers for step in steps if step.gathers})
            for name in gathered:
                aggregates = [step for step in steps if step.gathers == name]
                cases = join(cases, self._gather(aggregates, cases, items[name], key=key), key)
            plain = [step for step in steps if not step.gathers and not step.words]
            if plain:
                cases = self._with(cases, plain)
            spelt = [step for step in steps if step.words]
            if spelt:
                cases = _spelt(cases, spelt)
        return cases

    def _closure(self, wanted: Iterable[str]) -> list[str]:
        """Name the steps that the wanted ones need, in the order in which they were added."""
        found: set[str] = set()
        stack = list(wanted)
        while stack:
            name = stack.pop()
            if name in self._steps and name not in found:
                found.add(name)
                stack.extend(self._steps[name].needs)
        return [name for name in self._steps if name in found]

    def _levels(self, names: Sequence[str]) -> dict[str, int]:
        """Find the level of each column of the cases; of a column of items, what it waits for."""
        levels: dict[str, int] = {}
        for name in names:
            step = self._steps[name]
            below = [levels[need] for need in step.needs if need in levels]
            waits = max(below, default=0)
            levels[name] = waits if step.region else waits + 1
        return {name: level for name, level in levels.items() if not self._steps[name].region}

    def _with(self, columns: Columns, steps: Sequence[_Step]) -> Columns:
        """Compute columns; what polars is told is kept, as telling it takes longer than a frame."""
        if not self.in_polars:
            return columns.with_columns(*(step.expr.alias(step.name) for step in steps))
        new = [step for step in steps if step.name not in self._told]
        if new:
            told = as_polars([step.expr.alias(step.name) for step in new])
            self._told |= {step.name: expr for step, expr in zip(new, told, strict=True)}
        made = nw.to_native(columns).with_columns([self._told[step.name] for step in steps])
        return nw.from_native(made)  # type: ignore[no-any-return] # polars has no type here

    def _gather(
        self,
        aggregates: Sequence[_Step],
        cases: Columns,
        items: Columns,
        *,
        key: str,
    ) -> Columns:
        needed = self._closure(name for step in aggregates for name in step.needs)
        steps = [self._steps[name] for name in needed if self._steps[name].region]
        outer = {
            need
            for step in steps
            for need in step.needs
            if need in self._steps and not self._steps[need].region
        }
        if outer:
            items = items.join(cases.select(key, *sorted(outer)), on=key, how="left")
        items = _spread(items, self._divisors.get(aggregates[0].gathers, {}))
        local: dict[str, int] = {}
        for step in steps:
            below = (local[need] for need in step.needs if need in local)
            local[step.name] = max(below, default=0) + 1
        for level in range(1, max(local.values(), default=0) + 1):
            items = self._with(items, [step for step in steps if local[step.name] == level])
        return items.group_by(key).agg(*(step.expr.alias(step.name) for step in aggregates))


def _spread(columns: Columns, divisors: Mapping[int, str]) -> Columns:
    """Add a column that holds the same number in each row, made of one that is there.

    It is computed, not chosen: what a branch between equal numbers gives is a literal again.
    """
    if not divisors:
        return columns
    zero = nw.col(columns.collect_schema().names()[0]).is_null().cast(nw.Float64()) * 0.0
    return columns.with_columns(*((zero + float(by)).alias(name) for by, name in divisors.items()))


def _spelt(cases: Columns, steps: Iterable[_Step]) -> Columns:
    """Look the text of codes up: cheaper than a branch a word, and narwhals has no word for it."""
    pl = require("polars", extra="frames", feature="evaluate_frame")
    columns = [
        pl.lit(pl.Series(step.words, dtype=pl.String)).gather(pl.col(*step.needs)).alias(step.name)
        for step in steps
    ]
    return nw.from_native(nw.to_native(cases).with_columns(columns))  # type: ignore[no-any-return] # polars has no type here


@attrs.frozen
class Place:
    """Where columns are added: a plan, and a region of it."""

    plan: Plan
    region: str = ""

    def put(self, expr: nw.Expr, *lanes: Lane) -> str:
        """Add a column made of some lanes, and give its name."""
        needs = [lane.name for lane in lanes if not isinstance(lane, Const)]
        return self.plan.add(expr, needs, region=self.region)

    def flag(self, expr: nw.Expr, *lanes: Lane, nullable: bool | None = None) -> Flag:
        """Add a flag made of some lanes; missing where one of them is, unless said otherwise."""
        if nullable is None:
            nullable = any(lane.nullable for lane in lanes if not isinstance(lane, Const))
        return Flag(name=self.put(expr, *lanes), region=self.region, nullable=nullable)

    def unsettle(self, expr: nw.Expr, *lanes: Lane) -> None:
        """Leave the rows in which a flag holds to the exact interpreter."""
        self.plan.doubts.append(Raised(self.put(expr, *lanes), self.region))

    def refuse(self, expr: nw.Expr, *lanes: Lane) -> None:
        """Mark the rows in which a flag holds as refused."""
        self.plan.refusals.append(Raised(self.put(expr, *lanes), self.region))

    def floor(self, expr: nw.Expr, *, wide: bool = False) -> nw.Expr:
        """Round down, as a float64 on every engine; `wide` where numbers may pass 2**53."""
        return self._whole(expr, expr.floor(), wide=wide)

    def ceil(self, expr: nw.Expr, *, wide: bool = False) -> nw.Expr:
        """Round up, as a float64 on every engine; `wide` where numbers may pass 2**53."""
        return self._whole(expr, expr.ceil(), wide=wide)

    def _whole(self, expr: nw.Expr, rounded: nw.Expr, *, wide: bool) -> nw.Expr:
        """Take what was rounded; what is too large for a whole-number type is whole already."""
        if not self.plan.whole_floor:
            return rounded
        rounded = rounded.cast(nw.Float64())
        return nw.when(expr.abs() < _ALL_WHOLE).then(rounded).otherwise(expr) if wide else rounded

    def divided(self, name: str, by: int) -> nw.Expr:
        """Divide a column by a whole number, rounded once, whatever the engine does."""
        column = nw.col(name)
        if by == 1:
            return column
        if not self.plan.in_polars:
            return column / float(by)
        return column / nw.col(self.plan.divisor(by, self.region))
