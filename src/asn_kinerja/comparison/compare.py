"""Comparing policies on one population: the one call that everything else starts from."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from asn_kinerja._extras import require
from asn_kinerja.comparison.allowances import AllowanceTable
from asn_kinerja.comparison.counting import Task, count_people
from asn_kinerja.comparison.outcome import Comparison
from asn_kinerja.comparison.sides import common_numbers, make_side
from asn_kinerja.errors import AsnKinerjaError, InvalidInput, Problem
from asn_kinerja.scoring.policy import Policy

__all__ = ["compare"]


def compare(  # noqa: PLR0913 - the population, the policies, and what is asked of them
    frame: Any,  # noqa: ANN401 - one of many kinds
    policies: Sequence[Policy],
    *,
    by: Iterable[str] = (),
    items: Any = None,  # noqa: ANN401 - one of many kinds, or several by name
    as_of: date | None = None,
    key: str = "id",
    output: str | None = None,
    numbers: Iterable[str] | None = None,
    problems: str = "raise",
    allowances: AllowanceTable | None = None,
    suppress: int | None = None,
    most: int = 20,
) -> Comparison:
    """Compute several policies on one population in one pass and compare what they give.

    Args:
        frame: A row a person, a column an input; polars (eager or lazy), pandas, pyarrow, DuckDB
            or PySpark. Lazy ones are counted where they are: only counts, rows that floats cannot
            decide, and people who are asked for, come here.
        policies: Two or more; the first is the one that the others are compared with.
        by: Columns by which changes are counted, such as ``unit``.
        items: Items with a row each, as for `Policy.evaluate_frame`.
        as_of: Day whose legal values are used.
        key: Column that names a person, and joins items.
        output: Name of the output to compare; the main one of each policy by default, or the
            first word beside it when that is a number.
        numbers: Names of the outputs whose mean change is computed; by default every number that
            all policies give.
        problems: ``"raise"``, or ``"collect"`` to count refused rows as having no result.
        allowances: Local table of rupiah by word, for `Comparison.cost`.
        suppress: Numbers of people below it are withheld, with those that would tell them.
        most: How many of the people most affected are named.

    Returns:
        The comparison.

    Raises:
        InvalidInput: With every problem of the policies, the frame and its rows.
        NotFound: If a legal value is not in force on that day.
        MissingExtra: If the extra ``frames`` is not installed.

    Examples:
        >>> import polars as pl
        >>> from asn_kinerja import open_workspace
        >>> policy = open_workspace().policies.get("permenpanrb_6_2022.predikat")
        >>> frame = pl.DataFrame({
        ...     "id": ["a", "b"],
        ...     "rating_hasil_kerja": ["sesuai_ekspektasi", "di_atas_ekspektasi"],
        ...     "rating_perilaku_kerja": ["sesuai_ekspektasi", "di_atas_ekspektasi"],
        ... })
        >>> compare(frame, [policy, policy]).matrix().cell("baik", "baik")
        1
    """
    _require()
    _refuse(policies, suppress, most)
    pairs = zip(policies, _names(policies), strict=True)
    sides = tuple(make_side(policy, name=name, output=output) for policy, name in pairs)
    if allowances is not None:
        allowances.check(sides)
    classes = [allowances.column] if allowances and allowances.column else []
    groups = tuple(dict.fromkeys(by))
    task = Task(
        frame=frame,
        sides=sides,
        numbers=common_numbers(sides, None if numbers is None else tuple(numbers)),
        by=tuple(dict.fromkeys([*groups, *classes])),
        items=items,
        as_of=as_of,
        key=key,
        problems=problems,
    )
    counts = count_people(task)
    return Comparison(task, counts, by=groups, allowances=allowances, suppress=suppress, most=most)


def _require() -> None:
    require("narwhals", extra="frames", feature="compare")
    require("polars", extra="frames", feature="compare")


def _refuse(policies: Sequence[Policy], suppress: int | None, most: int) -> None:
    """Refuse with every problem what cannot be compared."""
    found: list[Problem] = []
    if len(policies) < 2:
        found.append(Problem("too_few_policies", "policies", value=len(policies)))
    for name, number in (("suppress", suppress), ("most", most)):
        if number is not None and number < 0:
            found.append(Problem("out_of_bounds", name, value=number, cure=">= 0"))
    for policy in policies:
        try:
            found += policy.check()
        except AsnKinerjaError as error:
            found += error.problems
    refusal = InvalidInput.of(found)
    if refusal is not None:
        raise refusal


def _names(policies: Sequence[Policy]) -> list[str]:
    """Name policies by their ids; of two with one id the later gets a number."""
    met: Counter[str] = Counter()
    names = []
    for policy in policies:
        met[policy.id] += 1
        names.append(policy.id if met[policy.id] == 1 else f"{policy.id} ({met[policy.id]})")
    return names
