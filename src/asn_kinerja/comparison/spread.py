"""Predicates of each unit beside distribution patterns, and the fewest changes that would fit.

What would fit is arithmetic, not advice on anybody: no predicate is changed here, and which person
deserves which is for the appraiser to say.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations_with_replacement
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja._extras import require
from asn_kinerja.comparison.counting import fetch
from asn_kinerja.comparison.sides import group_label
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.legal.terms import OrganisationPredicate, PredikatKinerja
from asn_kinerja.scoring.frames.kinds import open_frame
from asn_kinerja.scoring.inputs import Kind, given_column
from asn_kinerja.scoring.policy import Policy

__all__ = ["MOST_CHANGES", "Fit", "Patterns", "UnitSpread", "spread_of_units", "unit_columns"]

MOST_CHANGES = 12  # people whose predicate would change; a unit that needs more is left open
_WORDS = tuple(word.value for word in PredikatKinerja)
_ROWS_AT_ONCE = 1_000_000
_ORGANISATION = "predikat_organisasi"  # the input of every pattern


@attrs.frozen(kw_only=True)
class Fit:
    """One unit beside one pattern.

    Args:
        pattern: Id of the policy.
        fits: Whether every rule of the pattern holds; `None` when the pattern says nothing of the
            unit.
        broken: Names of the rules that do not hold.
        changes: Fewest people whose predicate would have to be another; 0 where it fits, `None`
            where there is no such change of at most `MOST_CHANGES` people.
        example: Counts by predicate after such a change, of all the fewest the one over the least
            distance; `None` where there is none.
        moves: The example as people by predicate before and after.
    """

    pattern: str
    fits: bool | None
    broken: tuple[str, ...] = ()
    changes: int | None = None
    example: tuple[int, ...] | None = None
    moves: tuple[tuple[str, str, int], ...] = ()


@attrs.frozen(kw_only=True)
class UnitSpread:
    """The predicates of one unit.

    Args:
        unit: Its name.
        organisation: Predicate of its organisation.
        counts: People by predicate, best first.
        without: People without a predicate.
        fits: The unit beside each pattern.
    """

    unit: str
    organisation: str
    counts: tuple[int, ...]
    without: int
    fits: tuple[Fit, ...]

    def to_dict(self) -> dict[str, object]:
        """Give the unit as plain values."""
        return {
            "unit": self.unit,
            "organisation": self.organisation,
            "counts": dict(zip(_WORDS, self.counts, strict=True)),
            "without": self.without,
            "fits": [
                {
                    **attrs.asdict(fit),
                    "broken": list(fit.broken),
                    "example": list(fit.example) if fit.example else None,
                    "moves": [list(move) for move in fit.moves],
                }
                for fit in self.fits
            ],
        }


def unit_columns(
    columns: Sequence[str], *, unit: str, predicate: str, organisation: str
) -> tuple[str, str, str]:
    """Find the columns of a file of people.

    Args:
        columns: Columns of the frame.
        unit: Column of the unit.
        predicate: Column of the predicate, which may begin with ``masukan_``.
        organisation: Column of the predicate of the organisation.

    Returns:
        The three columns.

    Raises:
        InvalidInput: With every column that is missing.
    """
    found, problems = [], []
    for name in (unit, predicate, organisation):
        # A predicate is a result: one that was computed goes before one that was given.
        is_result = name == predicate and name in columns
        given = name if is_result else given_column(name, columns)
        if given not in columns:
            cure = ", ".join(columns)
            problems.append(Problem("group_column", f"frame.{name}", value=name, cure=cure))
        found.append(given)
    refusal = InvalidInput.of(problems)
    if refusal is not None:
        raise refusal
    return found[0], found[1], found[2]


@attrs.frozen(kw_only=True)
class Patterns:
    """How many units keep which pattern.

    Args:
        kept: For each pattern how many units keep it.
        broken: For each pattern how many break it.
        silent: For each pattern how many it says nothing of.
        keeping: For each pattern how many units keep it and break each other one.
    """

    kept: tuple[int, ...]
    broken: tuple[int, ...]
    silent: tuple[int, ...]
    keeping: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, units: Sequence[UnitSpread], *, patterns: int) -> "Patterns":
        """Count units.

        Args:
            units: Units beside patterns.
            patterns: How many patterns.

        Returns:
            The counts.
        """
        pairs = Counter(
            (one, other)
            for unit in units
            for one in range(patterns)
            if unit.fits[one].fits is True
            for other in range(patterns)
            if unit.fits[other].fits is False
        )

        def count(fits: bool | None) -> tuple[int, ...]:  # noqa: FBT001 - what a fit can be
            return tuple(sum(one.fits[n].fits is fits for one in units) for n in range(patterns))

        return cls(
            kept=count(True),
            broken=count(False),
            silent=count(None),
            keeping=tuple(
                tuple(pairs[one, other] for other in range(patterns)) for one in range(patterns)
            ),
        )


def spread_of_units(  # noqa: PLR0913 - the people, the patterns, and where things stand
    frame: Any,  # noqa: ANN401 - one of many kinds
    patterns: Sequence[Policy],
    *,
    unit: str = "unit",
    predicate: str = "predikat_kinerja",
    organisation: str = "predikat_organisasi",
    as_of: date | None = None,
    more: Mapping[str, object] | None = None,
    most_changes: int = MOST_CHANGES,
) -> tuple[UnitSpread, ...]:
    """Set the predicates of each unit beside distribution patterns.

    Args:
        frame: A row a person with unit, predicate and predicate of the organisation; any kind of
            frame, of which only counts come here.
        patterns: Policies that take ``predikat_organisasi`` and people by predicate, and give
            flags, such as ``permenpanrb_6_2022.pola_distribusi`` and
            ``se_menpanrb_3_2023.pola_distribusi``.
        unit: Column of the unit.
        predicate: Column of the predicate.
        organisation: Column of the predicate of the organisation.
        as_of: Day whose legal values are used.
        more: Further inputs of the patterns, such as ``jumlah_minimum``; each takes those that it
            declares.
        most_changes: How many changed predicates are looked for at most.

    Returns:
        Units by name; a unit with two predicates of its organisation is there twice.

    Raises:
        InvalidInput: If columns are missing, words unknown, or a policy is no pattern.
    """
    names = open_frame(frame).columns
    columns = unit_columns(names, unit=unit, predicate=predicate, organisation=organisation)
    _check_patterns(patterns)
    counted = _count(frame, columns)
    keys = list(counted)
    fits: list[list[Fit]] = [[] for _ in keys]
    for policy in patterns:
        found = _fits(
            policy, [(organisation_, counted[unit_, organisation_][0])
                     for unit_, organisation_ in keys],
            more=more or {}, as_of=as_of, most_changes=most_changes,
        )  # fmt: skip
        for mine, fit in zip(fits, found, strict=True):
            mine.append(fit)
    return tuple(
        UnitSpread(
            unit=key[0], organisation=key[1], counts=counted[key][0], without=counted[key][1],
            fits=tuple(mine),
        )
        for key, mine in zip(keys, fits, strict=True)
    )  # fmt: skip


def _check_patterns(patterns: Sequence[Policy]) -> None:
    """Refuse a policy that does not take counts of predicates or gives no flag."""
    problems = []
    for policy in patterns:
        given = {spec.name for spec in policy.inputs}
        lacking = [name for name in (_ORGANISATION, *_WORDS) if name not in given]
        if lacking or not any(output.kind is Kind.FLAG for output in policy.outputs):
            cure = ", ".join(lacking) or "flag"
            problems.append(Problem("no_pattern", policy.id, value=policy.id, cure=cure))
    refusal = InvalidInput.of(problems)
    if refusal is not None:
        raise refusal


_Counted = dict[tuple[str, str], tuple[tuple[int, ...], int]]


def _count(frame: Any, columns: tuple[str, str, str]) -> _Counted:  # noqa: ANN401 - as above
    """Count people by unit, organisation and predicate."""
    source = open_frame(frame)
    lazy = source.lazy(columns)
    names = ("unit", "predicate", "organisation")
    staged = lazy.select(*(nw.col(c).alias(n) for c, n in zip(columns, names, strict=True)))
    rows = fetch(staged.group_by(*names).agg(nw.len().alias("people"))).rows()
    found: dict[tuple[str, str], list[int]] = {}
    problems = []
    known = {word.value for word in OrganisationPredicate}
    for unit, predicate, organisation, people in rows:
        if organisation is not None and organisation not in known:
            problems.append(_unknown(columns[2], organisation, sorted(known)))
        elif predicate is not None and predicate not in _WORDS:
            problems.append(_unknown(columns[1], predicate, _WORDS))
        elif organisation is not None:
            counts = found.setdefault((group_label(unit), organisation), [0] * (len(_WORDS) + 1))
            counts[len(_WORDS) if predicate is None else _WORDS.index(predicate)] += people
    refusal = InvalidInput.of(dict.fromkeys(problems))
    if refusal is not None:
        raise refusal
    return {key: (tuple(counts[:-1]), counts[-1]) for key, counts in sorted(found.items())}


def _unknown(column: str, word: object, known: Sequence[str]) -> Problem:
    return Problem("unknown_word", f"frame.{column}", value=word, cure=", ".join(known))


def _fits(
    policy: Policy,
    units: Sequence[tuple[str, tuple[int, ...]]],
    *,
    more: Mapping[str, object],
    as_of: date | None,
    most_changes: int,
) -> list[Fit]:
    """Set every unit beside one pattern, and look for the fewest changes ring by ring."""
    if len(alike := list(dict.fromkeys(units))) < len(units):  # small units are often alike
        once = _fits(policy, alike, more=more, as_of=as_of, most_changes=most_changes)
        by_unit = dict(zip(alike, once, strict=True))
        return [by_unit[one] for one in units]
    known = {spec.name for spec in policy.inputs}
    fixed = {name: value for name, value in more.items() if name in known}
    flags = [output.name for output in policy.outputs if output.kind is Kind.FLAG]
    found: list[Fit] = []
    waiting: list[int] = []
    for place, (organisation, counts) in enumerate(units):
        outputs = policy.evaluate(
            {_ORGANISATION: organisation, **dict(zip(_WORDS, counts, strict=True)), **fixed},
            as_of=as_of,
        ).outputs
        values = [outputs[name] for name in flags]
        broken = tuple(
            name for name in flags
            if outputs[name] is False and (name != policy.main.name or len(flags) == 1)
        )  # fmt: skip
        fits = False if False in values else None if None in values else True
        found.append(Fit(pattern=policy.id, fits=fits, broken=broken,
                         changes=0 if fits else None))  # fmt: skip
        if fits is False:
            waiting.append(place)
    for size in range(1, most_changes + 1):
        if not waiting:
            break
        answers = _ring(policy, [units[place] for place in waiting], size, fixed=fixed,
                        flags=flags, as_of=as_of)  # fmt: skip
        for place, example in zip(waiting, answers, strict=True):
            if example is not None:
                moves = tuple(_moves(units[place][1], example))
                found[place] = attrs.evolve(
                    found[place], changes=size, example=example, moves=moves
                )
        waiting = [place for place in waiting if found[place].example is None]
    return found


def _ring(  # noqa: PLR0913 - as `_fits`
    policy: Policy,
    units: Sequence[tuple[str, tuple[int, ...]]],
    size: int,
    *,
    fixed: Mapping[str, object],
    flags: Sequence[str],
    as_of: date | None,
) -> list[tuple[int, ...] | None]:
    """For each unit find the nearest counts that fit, of those in which `size` people differ."""
    pl = require("polars", extra="frames", feature="distribution")
    steps = pl.DataFrame(list(_steps(size)), schema=[f"step.{w}" for w in _WORDS], orient="row")
    changed = [(pl.col(word) + pl.col(f"step.{word}")).alias(word) for word in _WORDS]
    # The words over which people move: of each border between words, how many cross it.
    crossing = [pl.sum_horizontal(f"step.{w}" for w in _WORDS[: n + 1]).abs()
                for n in range(len(_WORDS) - 1)]  # fmt: skip
    schema = {"place": pl.Int64, _ORGANISATION: pl.String} | dict.fromkeys(_WORDS, pl.Int64)
    found: dict[int, tuple[int, ...]] = {}
    at_once = max(1, _ROWS_AT_ONCE // steps.height)
    for start in range(0, len(units), at_once):
        rows = [(start + n, word, *counts)
                for n, (word, counts) in enumerate(units[start : start + at_once])]  # fmt: skip
        frame = pl.DataFrame(rows, schema=schema, orient="row").join(steps, how="cross")
        frame = frame.with_columns(changed).filter(pl.all_horizontal(pl.col(_WORDS) >= 0))
        frame = frame.with_columns(pl.sum_horizontal(crossing).alias("asn_distance"))
        frame = frame.with_columns(**{name: pl.lit(value) for name, value in fixed.items()})
        fitting = policy.evaluate_frame(frame, as_of=as_of, key="place").filter(
            pl.all_horizontal(flags)
        )
        # Of equally few people, the least distance; then those who keep the best words.
        nearest = fitting.sort(
            ["asn_distance", *_WORDS], descending=[False, *[True] * len(_WORDS)]
        ).unique("place", keep="first", maintain_order=True)
        found |= {place: tuple(new) for place, *new in nearest.select("place", *_WORDS).rows()}
    return [found.get(place) for place in range(len(units))]


def _steps(size: int) -> Iterator[tuple[int, ...]]:
    """Give every way in which `size` people leave some groups and join others."""
    places = range(len(_WORDS))
    for leaving in combinations_with_replacement(places, size):
        joined = [place for place in places if place not in leaving]
        for joining in combinations_with_replacement(joined, size):
            yield tuple(joining.count(place) - leaving.count(place) for place in places)


def _moves(before: Sequence[int], after: Sequence[int]) -> Iterator[tuple[str, str, int]]:
    """Give an example as moves between neighbours in order: the first who leave join first."""
    rest = [one - other for one, other in zip(before, after, strict=True)]
    for place, word in enumerate(_WORDS):
        for other, to in enumerate(_WORDS):
            count = min(rest[place], -rest[other])
            if count > 0:
                rest[place] -= count
                rest[other] += count
                yield word, to, count
