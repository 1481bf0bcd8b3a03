"""Measure training plans beside plain HiGHS on the same ungrouped model, and print a table.

python tests/benchmarks/training.py [--full]

Without `--full` the first problem alone: 2,000 people in 40 job families, 60 sessions. With it also
20,000 people, 200 sessions and all constraints. No time is asserted.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent))

from training_data import make_problem

from asn_kinerja.training.compact import Compact, bits
from asn_kinerja.training.exact import ExactOptimiser
from asn_kinerja.training.greedy import GreedyOptimiser
from asn_kinerja.training.model import Model
from asn_kinerja.training.problem import TrainingProblem
from asn_kinerja.training.verify import find_faults

T = TypeVar("T")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="also 20,000 people and 200 sessions")
    full = parser.parse_args().full
    print("| what | seconds | value | against | seconds | value or bound | ratio | goal |")
    print("|---|---:|---:|---|---:|---:|---:|---|")
    small = make_problem(2_000, 60, everything=False)
    plan, exact = _timed(lambda: ExactOptimiser().plan(small))
    value, plain = _timed(lambda: _plain(small))
    _row(
        "2,000 x 60, exact", exact, plan.value, "plain HiGHS", plain, value, plain / exact, "≥ 20x"
    )
    rough, greedy = _timed(lambda: GreedyOptimiser().plan(small))
    _row("2,000 x 60, greedy", greedy, rough.value, "bound", exact, plan.bound,
         float(rough.value) / float(plan.bound), "≥ 0.95")  # fmt: skip
    assert not find_faults(small, plan)
    assert not find_faults(small, rough)
    if full:
        _measure_large()


def _measure_large() -> None:
    large = make_problem(20_000, 200, everything=True)
    plan, exact = _timed(lambda: ExactOptimiser(gap=0.01).plan(large))
    _row("20,000 x 200, all constraints, exact", exact, plan.value, "bound", exact, plan.bound,
         float(plan.value) / float(plan.bound), "≥ 0.99, ≤ 120 s")  # fmt: skip
    rough, greedy = _timed(lambda: GreedyOptimiser().plan(large))
    _row("20,000 x 200, all constraints, greedy", greedy, rough.value, "bound", exact, plan.bound,
         float(rough.value) / float(plan.bound), "≥ 0.95, ≤ 2 s")  # fmt: skip
    assert not find_faults(large, plan)
    assert not find_faults(large, rough)


def _plain(problem: TrainingProblem) -> float:
    """Solve the model with one column for each person and session."""
    compact, model = Compact(problem), Model()
    of_run: list[list[tuple[int, int]]] = [[] for _ in compact.sessions]
    paid: list[list[tuple[int, int]]] = [[] for _ in compact.ceilings]
    for place in compact.kind_of:
        kind = compact.kinds[place]
        column_of = {}
        for run in bits(kind.reach):
            column_of[run] = model.add_column(kind.worth(kind.serves[run]), upper=1)
            of_run[run].append((column_of[run], 1))
            if compact.fund[run] >= 0:
                paid[compact.fund[run]].append((column_of[run], compact.cost[run]))
        for need in range(len(kind.values)):
            model.add_row([(column_of[run], 1) for run in kind.options[need]], high=1)
        for one, column in column_of.items():
            for other in bits(compact.clash[one] & kind.reach):
                if one < other:
                    model.add_row([(column, 1), (column_of[other], 1)], high=1)
        model.add_row([(n, 1) for n in column_of.values()], high=problem.course_limit)
    for run, terms in enumerate(of_run):
        opened = model.add_column(0, upper=1)
        model.add_row([*terms, (opened, -compact.seats[run])], high=0)
        model.add_row([*terms, (opened, -compact.minimum[run])], low=0)
    for fund, terms in enumerate(paid):
        model.add_row(terms, high=compact.ceilings[fund])
    solution = model.solve(gap=0.0, nodes=20_000)
    assert solution.columns is not None
    pairs = zip(solution.columns, model.values, strict=True)
    return float(sum(number * worth for number, worth in pairs) * compact.step)


def _timed(run: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    result = run()
    return result, time.perf_counter() - start


def _row(  # noqa: PLR0917 - the columns of the table
    what: str, seconds: float, value: object, against: str, other: float, best: object,
    ratio: float, goal: str,
) -> None:  # fmt: skip
    print(f"| {what} | {seconds:.2f} | {value} | {against} | {other:.2f} | {best} | {ratio:.2f} "
          f"| {goal} |", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
