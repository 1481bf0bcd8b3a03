"""`Model`: rows and columns of whole numbers, solved by HiGHS to a gap or a number of nodes."""

from collections.abc import Iterable, Sequence
from math import floor, gcd
from operator import mul
from typing import Any  # what an optional library gives has no type here

import attrs

from asn_kinerja._extras import require

__all__ = ["Model", "Solution"]

_SLACK = 1e-6  # within which the solver takes numbers for equal


@attrs.frozen(kw_only=True)
class Solution:
    """What the solver found.

    Args:
        columns: Whole number of each column; `None` when none were found.
        bound: The best value that is still possible.
        is_impossible: Whether it is known that there are none.
    """

    columns: tuple[int, ...] | None
    bound: int
    is_impossible: bool = False


class Model:
    """A maximum over whole numbers. Columns and rows are numbered as they are added."""

    def __init__(self) -> None:
        self.values: list[int] = []
        self.uppers: list[int] = []
        self._lows: list[int | None] = []
        self._highs: list[int | None] = []
        self._entries: list[list[tuple[int, int]]] = []

    def add_column(self, value: int, *, upper: int) -> int:
        """Add a whole number from 0 to an upper bound.

        Args:
            value: What one of it is worth.
            upper: Its largest value.

        Returns:
            Its number.
        """
        self.values.append(value)
        self.uppers.append(upper)
        return len(self.values) - 1

    def add_row(
        self, entries: Iterable[tuple[int, int]], *, low: int | None = None, high: int | None = None
    ) -> None:
        """Add a row of columns with factors; empty rows that always hold are left out.

        Args:
            entries: Pairs of column and factor.
            low: Smallest allowed sum.
            high: Largest allowed sum.
        """
        kept = [(column, factor) for column, factor in entries if factor]
        most = sum(factor * self.uppers[column] for column, factor in kept if factor > 0)
        least = sum(factor * self.uppers[column] for column, factor in kept if factor < 0)
        if (low is None or low <= least) and (high is None or most <= high):
            return
        step = gcd(*(factor for _, factor in kept)) or 1
        self._lows.append(None if low is None else -(-low // step))
        self._highs.append(None if high is None else high // step)
        self._entries.append([(column, factor // step) for column, factor in kept])

    def solve(
        self,
        *,
        gap: float,
        nodes: int,
        start: Sequence[int] | None = None,
        among: Sequence[bool] | None = None,
        feature: str = "plan",
    ) -> Solution:
        """Find the largest value.

        Args:
            gap: Share of the value within which to stop; 0 for the optimum.
            nodes: Nodes of the search tree after which to stop.
            start: A solution to begin from.
            among: Which columns may be above 0; `None` for all. Otherwise the bound is that of what
                they can give.
            feature: What it is for, in the message of a missing extra.

        Returns:
            The solution.

        Raises:
            MissingExtra: If HiGHS is not installed.
        """
        if not self.values:  # the solver refuses an empty model
            return Solution(
                columns=None if self._lows else (), bound=0, is_impossible=bool(self._lows)
            )
        highspy = require("highspy", extra="optimise", feature=feature)
        solver = _silent_solver(highspy)
        for name, value in (
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", gap),
            ("mip_abs_gap", 0.99),  # values are whole: the next better one is 1 away
            ("mip_max_nodes", nodes),
        ):
            solver.setOptionValue(name, value)
        program = self._program(highspy)
        if among is not None:
            program.col_upper_ = [
                float(upper) if kept else 0.0
                for upper, kept in zip(self.uppers, among, strict=True)
            ]
        solver.passModel(program)
        if start is not None:
            self._set_start(solver, start)
        solver.run()
        info = solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            everything = sum(map(mul, self.values, self.uppers))
            return Solution(
                columns=None,
                bound=everything,
                is_impossible=solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible,
            )
        found = tuple(floor(number + 0.5) for number in solver.getSolution().col_value)
        value = sum(number * worth for number, worth in zip(found, self.values, strict=True))
        bound = floor(info.mip_dual_bound + _SLACK * max(1, abs(value) // 1000))
        return Solution(columns=found, bound=max(value, bound))

    def relax(self, *, feature: str) -> tuple[tuple[float, ...], int] | None:
        """Find the largest value of numbers that need not be whole.

        Args:
            feature: What it is for, in the message of a missing extra.

        Returns:
            The columns, and a bound of the value of whole numbers; `None` without a solution.

        Raises:
            MissingExtra: If HiGHS is not installed.
        """
        highspy = require("highspy", extra="optimise", feature=feature)
        solver = _silent_solver(highspy)
        for name, value in (("threads", 1), ("solver", "ipm")):
            solver.setOptionValue(name, value)
        program = self._program(highspy)
        program.integrality_ = []
        solver.passModel(program)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        value = solver.getInfo().objective_function_value
        return tuple(solver.getSolution().col_value), floor(value + _SLACK * max(1.0, value))

    def _set_start(self, solver: Any, start: Sequence[int]) -> None:  # noqa: ANN401 - as above
        import numpy as np

        solver.setSolution(
            len(start), np.arange(len(start), dtype=np.int32), np.array(start, dtype=np.float64)
        )

    def _program(self, highspy: Any) -> Any:  # noqa: ANN401 - as above
        import numpy as np

        infinity = highspy.kHighsInf
        program = highspy.HighsLp()
        columns, rows = len(self.values), len(self._lows)
        program.num_col_, program.num_row_ = columns, rows
        program.sense_ = highspy.ObjSense.kMaximize
        program.col_cost_ = np.array(self.values, dtype=np.float64)
        program.col_lower_ = np.zeros(columns)
        program.col_upper_ = np.array(self.uppers, dtype=np.float64)
        program.row_lower_ = np.array([-infinity if n is None else n for n in self._lows], float)
        program.row_upper_ = np.array([infinity if n is None else n for n in self._highs], float)
        program.integrality_ = [highspy.HighsVarType.kInteger] * columns
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lengths = [len(entries) for entries in self._entries]
        program.a_matrix_.start_ = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(
            np.int32
        )
        program.a_matrix_.index_ = np.array(
            [column for entries in self._entries for column, _ in entries], dtype=np.int32
        )
        program.a_matrix_.value_ = np.array(
            [factor for entries in self._entries for _, factor in entries], dtype=np.float64
        )
        return program


def _silent_solver(highspy: Any) -> Any:  # noqa: ANN401 - as above
    """Make a solver that prints nothing: HiGHS tells its name when callbacks are first set."""

    class Silent(highspy.Highs):  # type: ignore[misc]
        def enableCallbacks(self) -> None:  # noqa: N802 - the name that HiGHS gave it
            self.setOptionValue("output_flag", False)  # noqa: FBT003 - an option of HiGHS
            super().enableCallbacks()

    return Silent()
