"""What polars is told: expressions of narwhals in its own form.

Narwhals turns an expression into that of an engine when a frame is given columns; the frame here
only keeps what comes.
"""

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw

from asn_kinerja._extras import require

__all__ = ["as_polars"]


def as_polars(exprs: Sequence[nw.Expr]) -> list[Any]:
    """Turn expressions of columns into those of polars.

    Args:
        exprs: Expressions, each with its alias.

    Returns:
        The same as expressions of polars, in order.
    """
    pl = require("polars", extra="frames", feature="evaluate_frame")
    kept: list[Any] = []

    class Keeping(pl.LazyFrame):  # type: ignore[name-defined, misc] # polars has no type here
        """Computes nothing."""

        def with_columns(self, *columns: Any) -> "Keeping":  # noqa: ANN401 - polars has no type here
            """Keep the expressions."""
            kept.extend(columns)
            return self

    nw.from_native(Keeping()).with_columns(*exprs)
    return kept
