"""A comparison as polars frames and as plain values."""

from collections.abc import Mapping
from typing import Any, Protocol

import attrs

from asn_kinerja._extras import require
from asn_kinerja.comparison.affected import Affected
from asn_kinerja.comparison.allowances import Cost
from asn_kinerja.comparison.tallies import Doubts, MeanChange, Moves
from asn_kinerja.comparison.transition import Transition
from asn_kinerja.scoring.display import canonical

__all__ = ["Written", "as_frames", "as_plain"]


class Written(Protocol):
    """A comparison, as far as it is written here; see `Comparison`."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the policies."""

    @property
    def size(self) -> int:
        """How many people there are."""

    @property
    def outputs(self) -> Mapping[str, str]:
        """What is compared."""

    @property
    def by(self) -> tuple[str, ...]:
        """Columns of the groups."""

    @property
    def suppress(self) -> int | None:
        """Smallest number shown."""

    @property
    def counts(self) -> Mapping[str, Mapping[str, int | None]]:
        """People by policy and word."""

    @property
    def movers(self) -> Mapping[str, tuple[Moves, ...]]:
        """Moves by column."""

    @property
    def mean_change(self) -> tuple[MeanChange, ...]:
        """Changes of numbers."""

    @property
    def doubts(self) -> tuple[Doubts, ...]:
        """Doubts by policy."""

    @property
    def most_affected(self) -> tuple[Affected, ...]:
        """People."""

    @property
    def cost(self) -> tuple[Cost, ...]:
        """Costs by policy."""

    def matrix(self, other: int = 1) -> Transition:
        """Give a matrix."""

    def matrices_by(self, column: str, *, other: int = 1) -> dict[str, Transition]:
        """Give matrices by group."""


def as_frames(comparison: Written) -> dict[str, Any]:
    """Give a comparison as long tables.

    Args:
        comparison: The comparison.

    Returns:
        Polars frames by name: ``counts``, ``matrix``, ``movers``, ``mean_change``, ``doubts``,
        ``most_affected``, ``cost`` when there is a table of allowances, and ``matrix_<column>``.
        A withheld number is null.
    """
    pl = require("polars", extra="frames", feature="tables")
    others = range(1, len(comparison.names))
    found = {
        "counts": [
            {"policy": name, "word": word, "people": people}
            for name, words in comparison.counts.items()
            for word, people in words.items()
        ],
        "matrix": [
            {"policy": comparison.names[other], "before": before, "after": after, "people": people}
            for other in others
            for before, after, people in comparison.matrix(other).lines()
        ],
        "movers": [attrs.asdict(row) for rows in comparison.movers.values() for row in rows],
        "mean_change": _mean_changes(comparison),
        "doubts": [attrs.asdict(row) for row in comparison.doubts],
        "most_affected": _affected(comparison),
    }
    for column in comparison.by:
        found[f"matrix_{column}"] = [
            {"policy": comparison.names[other], column: group,
             "before": before, "after": after, "people": people}
            for other in others
            for group, matrix in comparison.matrices_by(column, other=other).items()
            for before, after, people in matrix.lines()
        ]  # fmt: skip
    if comparison.cost:
        found["cost"] = [attrs.asdict(row) for row in comparison.cost]
    return {name: pl.DataFrame(rows, infer_schema_length=None) for name, rows in found.items()}


def as_plain(comparison: Written) -> dict[str, object]:
    """Give a comparison as text, whole numbers, flags, `None`, lists and dicts.

    Args:
        comparison: The comparison.

    Returns:
        Everything that was counted; exact numbers are text. Bounds are left out, as they are
        computed only when they are asked for.
    """
    others = range(1, len(comparison.names))
    return {
        "policies": list(comparison.names),
        "outputs": dict(comparison.outputs),
        "size": comparison.size,
        "suppress": comparison.suppress,
        "counts": {name: dict(words) for name, words in comparison.counts.items()},
        "matrices": [comparison.matrix(other).to_dict() for other in others],
        "matrices_by": {
            column: [
                {"group": group, **matrix.to_dict()}
                for other in others
                for group, matrix in comparison.matrices_by(column, other=other).items()
            ]
            for column in comparison.by
        },
        "movers": [attrs.asdict(row) for rows in comparison.movers.values() for row in rows],
        "mean_change": _mean_changes(comparison),
        "doubts": [attrs.asdict(row) for row in comparison.doubts],
        "most_affected": _affected(comparison),
        "cost": [attrs.asdict(row) for row in comparison.cost],
    }


def _mean_changes(comparison: Written) -> list[dict[str, object]]:
    return [
        {name: canonical(value) if name in {"before", "after", "change"} else value
         for name, value in attrs.asdict(row).items()}
        for row in comparison.mean_change
    ]  # fmt: skip


def _affected(comparison: Written) -> list[dict[str, object]]:
    found = []
    for row in comparison.most_affected:
        plain: dict[str, object] = {
            **_texts({"person": row.person}), "policy": row.policy,
            "before": row.before, "after": row.after, "steps": row.steps,
        }  # fmt: skip
        for name, (before, after) in row.numbers.items():
            plain |= {f"{name}.before": before, f"{name}.after": after}
        found.append(plain | _texts(row.groups))
    return found


def _texts(values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: value if value is None or isinstance(value, str | int | bool) else str(value)
        for name, value in values.items()
    }
