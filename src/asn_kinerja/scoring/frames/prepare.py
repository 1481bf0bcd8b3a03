"""Matching frames with policies: which column is which input, what does not fit, what is made."""

import re
from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Protocol

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.scoring.frames.compile import Compiler
from asn_kinerja.scoring.frames.gathering import LongItems, WideItems
from asn_kinerja.scoring.frames.intake import column_problem, take
from asn_kinerja.scoring.frames.kinds import Source, open_frame
from asn_kinerja.scoring.frames.known import Known, KnownItems
from asn_kinerja.scoring.frames.lanes import Const, Lane
from asn_kinerja.scoring.frames.outputs import STATUS, Results
from asn_kinerja.scoring.frames.plan import Place, Plan, Raised
from asn_kinerja.scoring.inputs import InputSpec, Kind, column_of, item_place
from asn_kinerja.scoring.program import Program

__all__ = ["Job", "Schema", "Scored", "compile_job", "open_job"]

Schema = Mapping[str, nw.dtypes.DType]
_WIDE = re.compile(r"(?P<items>.+)\[(?P<number>\d+)\]\.(?P<field>.+)", re.DOTALL)


class Scored(Protocol):
    """A policy, as far as frames know it."""

    def program(self, as_of: date | None) -> Program:
        """Give the compiled form for a day."""


@attrs.frozen(kw_only=True)
class Job:
    """Some policies to be computed on a frame.

    Args:
        programs: The policies by the prefix of their output columns.
        source: The frame.
        items: Long items by name.
        key: The column that joins them, and names a row in a message.
    """

    programs: Mapping[str, Program]
    source: Source
    items: Mapping[str, Source]
    key: str

    @property
    def specs(self) -> list[InputSpec]:
        """The inputs of all policies, each once."""
        return list(
            dict.fromkeys(
                spec for program in self.programs.values() for spec in program.policy.inputs
            )
        )

    def wide(self, spec: InputSpec) -> dict[int, dict[str, str]]:
        """Find the columns of wide items.

        Args:
            spec: The declared items.

        Returns:
            For each number of an item, its columns by field.
        """
        found: dict[int, dict[str, str]] = {}
        fields = {field.name for field in spec.fields}
        for column in self.source.columns:
            match = _WIDE.fullmatch(str(column))
            if match and match["items"] == spec.name and match["field"] in fields:
                found.setdefault(int(match["number"]), {})[match["field"]] = column
        return dict(sorted(found.items()))

    def case_columns(self) -> list[str]:
        """Name the columns of the cases that are read, the key among them."""
        names = [self.key]
        for spec in self.specs:
            names.append(column_of(spec, self.source.columns))
            if spec.kind is Kind.ITEMS:
                names += [name for item in self.wide(spec).values() for name in item.values()]
        return [name for name in dict.fromkeys(names) if name in self.source.columns]

    def item_columns(self, name: str) -> list[str]:
        """Name the columns of long items that are read, the key among them."""
        fields = [field.name for spec in self.specs if spec.name == name for field in spec.fields]
        return [c for c in dict.fromkeys([self.key, *fields]) if c in self.items[name].columns]

    def problems(self, schema: Schema, items: Mapping[str, Schema]) -> list[Problem]:
        """Find everything that keeps the frame from being computed at all.

        Args:
            schema: The columns of the cases.
            items: The columns of the items by name.

        Returns:
            All problems.
        """
        found: list[Problem | None] = []
        for spec in self.specs:
            if spec.kind is Kind.ITEMS:
                found += self._items_came(spec, schema, items)
            else:
                column = column_of(spec, schema)
                found.append(column_problem(spec, column, schema.get(column)))
        for prefix, program in self.programs.items():
            names = [output.name for output in program.policy.outputs]
            found += [
                Problem("output_taken", f"{prefix}{name}", value=f"{prefix}{name}")
                for name in (*names, STATUS)
                if f"{prefix}{name}" in self.source.columns
            ]
        return list(dict.fromkeys(problem for problem in found if problem is not None))

    def _items_came(
        self, spec: InputSpec, schema: Schema, items: Mapping[str, Schema]
    ) -> list[Problem | None]:
        """Look at items, which come long or wide, not both."""
        wide = self.wide(spec)
        found: list[Problem | None] = []
        if spec.name in items:
            found += self._item_problems(spec, schema, items[spec.name])
            if wide:
                found.append(Problem("items_twice", spec.name, value=spec.name))
        elif not wide and not spec.optional:
            found.append(Problem("items_missing", spec.name, value=spec.name))
        for number, columns in wide.items():
            for field in spec.fields:
                column = columns.get(field.name, item_place(spec.name, number, field=field.name))
                found.append(column_problem(field, column, schema.get(column)))
        return found

    def _item_problems(
        self, spec: InputSpec, schema: Schema, items: Schema
    ) -> list[Problem | None]:
        found = [
            _at(column_problem(field, field.name, items.get(field.name)), spec.name)
            for field in spec.fields
        ]
        for place, held in (("frame", schema), (spec.name, items)):
            if self.key not in held:
                found.append(Problem("key_missing", place, value=self.key, cure=self.key))
        mine, theirs = schema.get(self.key), items.get(self.key)
        if mine is not None and theirs is not None and mine != theirs:
            found.append(
                Problem("key_kinds", f"{spec.name}.{self.key}", value=theirs, cure=str(mine))
            )
        return found


def _at(problem: Problem | None, items: str) -> Problem | None:
    if problem is None:
        return None
    return Problem(
        problem.code, f"{items}.{problem.place}", value=problem.value, rule=problem.rule,
        cure=problem.cure,
    )  # fmt: skip


def open_job(
    policies: Mapping[str, Scored],
    frame: Any,  # noqa: ANN401 - one of many kinds
    *,
    as_of: date | None,
    items: Any,  # noqa: ANN401 - one of many kinds, or several by name
    key: str,
) -> Job:
    """Look at the frames and choose the legal values.

    Args:
        policies: By the prefix of their output columns.
        frame: One row a case.
        as_of: The day.
        items: One row an item: a frame, or several by the name of the items.
        key: The column that joins them.

    Returns:
        What is to be computed.

    Raises:
        InvalidInput: If something is no frame, the items have no name, or the day is needed.
    """
    programs = {prefix: policy.program(as_of) for prefix, policy in policies.items()}
    source = open_frame(frame)
    job = Job(programs=programs, source=source, items={}, key=key)
    declared = dict.fromkeys(spec.name for spec in job.specs if spec.kind is Kind.ITEMS)
    if items is None:
        named: Mapping[str, Any] = {}
    elif isinstance(items, Mapping):
        named = items
    else:
        named = {next(iter(declared), "items"): items}
        if len(declared) > 1:
            raise InvalidInput(Problem("items_unnamed", "items", cure=", ".join(declared)))
    if named and not declared:
        raise InvalidInput(Problem("items_unasked", "items", value=", ".join(named)))
    strange = [
        Problem("unknown_key", name, value=name, cure=", ".join(declared))
        for name in named
        if name not in declared
    ]
    refusal = InvalidInput.of(strange)
    if refusal is not None:
        raise refusal
    opened = {
        name: _fitting(open_frame(found, name), source, name) for name, found in named.items()
    }
    return attrs.evolve(job, items=opened)


def _fitting(items: Source, cases: Source, name: str) -> Source:
    """Refuse items that live in another engine than the cases."""
    if items.kind == cases.kind or (items.eager and (cases.eager or cases.kind == "lazy")):
        return items
    if cases.eager and items.kind == "lazy":
        return open_frame(items.native.collect(), name)
    raise InvalidInput(Problem("frame_kind", name, value=items.kind, cure=cases.kind))


def compile_job(
    job: Job, schema: Schema, items: Mapping[str, Schema]
) -> tuple[Plan, dict[str, Results]]:
    """Turn the policies into a plan.

    Args:
        job: What is to be computed.
        schema: The columns of the cases.
        items: The columns of the items by name.

    Returns:
        The plan and, by prefix, the results whose columns are to be added.
    """
    plan = Plan(job.source.kind)
    at = Place(plan)
    taken = _Taken(job, at, schema, items)
    keyless: list[Raised] = []
    if items:
        at.refuse(nw.col(job.key).is_null())
        keyless = list(plan.refusals)
    compiler = Compiler(at)
    results: dict[str, Results] = {}
    for prefix, program in job.programs.items():
        lanes: dict[str, Lane] = {}
        came: dict[str, KnownItems] = {}
        refusals = list(keyless)
        for spec in program.policy.inputs:
            if spec.kind is Kind.ITEMS:
                found, raised = taken.items(spec)
                if found is not None:
                    came[spec.name] = found
            else:
                lanes[spec.name], raised = taken.lane(spec, column_of(spec, schema), at)
            refusals += raised
        known = Known(program=program, lanes=lanes, items=came)
        results[prefix] = Results(at, compiler, known, refusals=refusals)
    return plan, results


class _Taken:
    """Takes in each declared input once, whichever policies read it."""

    def __init__(self, job: Job, at: Place, schema: Schema, items: Mapping[str, Schema]) -> None:
        self._job = job
        self._at = at
        self._schema = schema
        self._items = items
        self._lanes: dict[tuple[InputSpec, str, str], tuple[Lane, list[Raised]]] = {}
        self._came: dict[InputSpec, tuple[KnownItems | None, list[Raised]]] = {}

    def lane(self, spec: InputSpec, column: str, at: Place) -> tuple[Lane, list[Raised]]:
        """Take in a column; give its lane and the flags of what it refuses."""
        identity = (spec, column, at.region)
        if identity not in self._lanes:
            before = len(at.plan.refusals)
            schema = self._items[at.region] if at.region else self._schema
            lane = take(at, spec, column, schema.get(column))
            self._lanes[identity] = (lane, at.plan.refusals[before:])
        return self._lanes[identity]

    def items(self, spec: InputSpec) -> tuple[KnownItems | None, list[Raised]]:
        """Take in items, long or wide."""
        if spec not in self._came:
            if spec.name in self._items:
                self._came[spec] = self._long(spec)
            else:
                wide = self._job.wide(spec)
                self._came[spec] = self._wide(spec, wide) if wide else (None, [])
        return self._came[spec]

    def _long(self, spec: InputSpec) -> tuple[KnownItems, list[Raised]]:
        inner = Place(self._at.plan, spec.name)
        lanes, refusals = self._fields(
            spec, {field.name: field.name for field in spec.fields}, inner
        )
        gatherer = LongItems(self._at, spec.name, optional=spec.optional)
        return KnownItems(gatherer=gatherer, fields=(lanes,)), refusals

    def _wide(
        self, spec: InputSpec, columns: Mapping[int, Mapping[str, str]]
    ) -> tuple[KnownItems, list[Raised]]:
        fields, refusals, present = [], [], []
        for names in columns.values():
            lanes, raised = self._fields(spec, names, self._at)
            fields.append(lanes)
            refusals += raised
            there = reduce(or_, (~nw.col(name).is_null() for name in names.values()))
            present.append(self._at.flag(there, nullable=False))
        gatherer = WideItems(self._at, present, optional=spec.optional)
        return KnownItems(gatherer=gatherer, fields=tuple(fields)), refusals

    def _fields(
        self, spec: InputSpec, columns: Mapping[str, str], at: Place
    ) -> tuple[dict[str, Lane], list[Raised]]:
        lanes: dict[str, Lane] = {}
        refusals: list[Raised] = []
        for field in spec.fields:
            if field.name in columns:
                lanes[field.name], raised = self.lane(field, columns[field.name], at)
                refusals += raised
            else:
                lanes[field.name] = Const(field.default)
        return lanes, refusals
