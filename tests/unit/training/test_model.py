"""The solver says nothing of its own, and what it did not find it does not call impossible."""

import subprocess
import sys

import pytest

from asn_kinerja.training.model import Model

PROGRAM = """
from asn_kinerja.training.model import Model
model = Model()
for value in (3, 4, 5):
    model.add_column(value, upper=4)
model.add_row([(0, 2), (1, 3), (2, 4)], high=9)
assert model.relax(feature="test") is not None
assert model.solve(gap=0, nodes=10).columns is not None
"""


def test_the_solver_is_silent_from_its_first_run():
    """Neither a relaxed model nor a whole one prints, even as the first of a process."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert done.stdout + done.stderr == ""


@pytest.fixture
def knapsack():
    """Make a model whose best numbers are not found before its search tree is entered."""
    pytest.importorskip("highspy")
    model = Model()
    for value in (31, 37, 43, 53):
        model.add_column(value, upper=3)
    model.add_row([(0, 31), (1, 37), (2, 43), (3, 53)], low=200, high=201)
    return model


def test_what_was_not_found_in_time_is_not_called_impossible(knapsack):
    """Without a node of the search tree nothing is found; with them there is a solution."""
    early = knapsack.solve(gap=0, nodes=0)
    assert (early.columns, early.is_impossible) == (None, False)
    found = knapsack.solve(gap=0, nodes=1_000)
    assert found.columns is not None
    assert early.bound >= found.bound


def test_what_nothing_keeps_is_called_impossible(knapsack):
    """No numbers are above their upper bounds; nor does a model without columns keep a row."""
    knapsack.add_row([(0, 1)], low=4)
    assert knapsack.solve(gap=0, nodes=1_000).is_impossible
    empty = Model()
    empty.add_row((), low=1)
    assert empty.solve(gap=0, nodes=1_000).is_impossible
