"""The people on whom a variant is run: a file, or a made population."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import attrs

from asn_kinerja._extras import require
from asn_kinerja.converters.case_frames import read_case_frame
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.scoring.inputs import InputSpec, Kind, column_of

__all__ = ["People", "fit_people", "made_people", "read_people"]

_KEY = "id"
_MOST_GROUPS = 100_000
_LARGEST = 5_000_000


@attrs.frozen(kw_only=True)
class People:
    """A population.

    Args:
        name: What the page calls it.
        frame: A polars frame with a row a person and the column ``id``.
        source: The file, to be read again for other inputs; `None` when it was made.
        made: Size, seed and profile of made people, to be made again with items; `None` of a file.
        items: Items with a row each, for policies that read items; `None` without.
    """

    name: str
    frame: Any
    source: Path | None = None
    made: tuple[int, int, str] | None = None
    items: Any = None

    @property
    def size(self) -> int:
        """How many people there are."""
        return int(self.frame.height)

    def check(self, inputs: Iterable[InputSpec]) -> None:
        """Compare the columns with what a policy needs.

        Args:
            inputs: What the policy is told.

        Raises:
            InvalidInput: With every column that is missing, and the one that may be meant.
        """
        specs = tuple(inputs)
        given = list(self.frame.columns)
        taken = {column_of(spec, given) for spec in specs}
        free = [heading for heading in given if heading not in taken]
        problems = []
        for spec in specs:
            if spec.optional or spec.kind is Kind.ITEMS or column_of(spec, given) in given:
                continue
            near = get_close_matches(spec.name, free, n=1, cutoff=0.7)
            problems.append(
                Problem("column_renamed", self.name, value=near[0], cure=spec.name)
                if near
                else Problem("column_missing", self.name, value=spec.name)
            )
        refusal = InvalidInput.of(problems)
        if refusal is not None:
            raise refusal

    def columns_to_group_by(self, inputs: Iterable[InputSpec]) -> tuple[str, ...]:
        """Name the columns by which changes can be counted.

        Args:
            inputs: Inputs of the policy, which are left out.

        Returns:
            Columns of words with few enough values; ``unit`` first where there is one.
        """
        polars = require("polars", extra="frames", feature="lab")
        taken = {column_of(spec, self.frame.columns) for spec in inputs} | {_KEY}
        texts = [
            name
            for name, kind in self.frame.schema.items()
            if kind in {polars.String, polars.Categorical} and name not in taken
        ]
        counts = self.frame.select(polars.col(texts).n_unique()).to_dicts()[0] if texts else {}
        found = [name for name in texts if 1 < counts[name] <= _MOST_GROUPS]
        return tuple(sorted(found, key=lambda name: name != "unit"))


def read_people(path: Path, *, inputs: Iterable[InputSpec]) -> People:
    """Read a population from a file.

    Args:
        path: CSV, XLSX or Parquet; a row a person, a column an input.
        inputs: What the policy is told.

    Returns:
        The people; without a column ``id`` they are numbered from 1, as lines are.

    Raises:
        InvalidInput: If the file cannot be read, lacks a column that the policy needs, or with
            the cells that hold no such value.
        MissingExtra: If the file needs a library that is not installed.
    """
    polars = require("polars", extra="frames", feature="lab")
    specs = tuple(inputs)
    frame = read_case_frame(path, specs=specs)
    People(name=path.name, frame=frame).check(specs)
    if _KEY not in frame.columns:
        numbers = polars.int_range(1, frame.height + 1).cast(polars.String).alias(_KEY)
        frame = frame.select(numbers, polars.all())
    frame = frame.with_columns(polars.col(_KEY).cast(polars.String))  # Parquet may hold numbers
    return People(name=path.name, frame=frame, source=path)


def made_people(
    size: int, *, seed: int = 1, profile: str = "marelan", inputs: Iterable[InputSpec] = ()
) -> People:
    """Make a synthetic population; nobody in it exists.

    Args:
        size: How many people.
        seed: The same seed makes the same people.
        profile: Name of a profile.
        inputs: What the policy is told; items are made only for a policy that reads them.

    Returns:
        The people.

    Raises:
        InvalidInput: If the size is none, the profile is not known, or a column that the policy
            needs is not made.
        MissingExtra: If the extra ``frames`` is not installed.
    """
    from asn_kinerja.population import generate

    polars = require("polars", extra="frames", feature="lab")
    if not 1 <= size <= _LARGEST:
        raise InvalidInput(Problem("out_of_bounds", "size", value=size, cure=f"1 … {_LARGEST}"))
    specs = tuple(inputs)
    wanted = any(spec.kind is Kind.ITEMS for spec in specs)
    batches = list(generate(size, seed=seed, profile=profile, with_items=wanted))
    people = People(
        name=f"{profile}, #{seed}",
        frame=polars.concat([batch.people for batch in batches]),
        made=(size, seed, profile),
        items=polars.concat([batch.items for batch in batches]) if wanted else None,
    )
    people.check(specs)
    return people


def fit_people(people: People, *, inputs: Iterable[InputSpec]) -> People:
    """Fit people to another policy: read their file again, or make their items.

    Args:
        people: The people.
        inputs: What the policy is told.

    Returns:
        The same people with what the policy needs.

    Raises:
        InvalidInput: If they lack it.
    """
    specs = tuple(inputs)
    if people.source is not None:
        return read_people(people.source, inputs=specs)
    if people.made and people.items is None and any(spec.kind is Kind.ITEMS for spec in specs):
        size, seed, profile = people.made
        return made_people(size, seed=seed, profile=profile, inputs=specs)
    people.check(specs)
    return people
