"""The solver says nothing of its own."""

import subprocess
import sys

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
