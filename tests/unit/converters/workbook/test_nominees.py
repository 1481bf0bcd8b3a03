"""What would stop the selection of the best is told at import, at its cell."""

from datetime import date


def _nominee(pages):
    """Give the line of the first nomination, and those of the nominee's assignments."""
    number = pages.get("Nominasi!B2")
    held = [i for i, row in enumerate(pages.rows["Penugasan"], 1) if row and row[1] == number]
    return number, held


def test_a_nominee_without_post_is_told(sample):
    """Somebody who came after the period of the award cannot be nominated."""
    number, held = _nominee(sample)
    for line in held:
        sample.put(f"Penugasan!D{line}", date(2027, 1, 1))
        sample.put(f"Penugasan!E{line}", "")
    plans = {row[0] for row in sample.rows["SKP"] if row[1] == number}
    assert plans
    (problem,) = sample.problems()
    assert (problem.code, problem.place) == ("nominee_without_post", "Nominasi!B2")
    assert (problem.value, problem.cure) == (number, "2025")


def test_a_nominee_whom_no_pool_admits_is_told(sample):
    """The message says class and status, and which pools there are."""
    pools = sample.rows["Kelompok Penghargaan"]
    gone = next(row for row in pools if row[1] == "jf")
    pools.remove(gone)
    problems = sample.problems()
    assert problems
    assert {item.code for item in problems} == {"nominee_without_pool"}
    assert all(item.place.startswith("Nominasi!B") for item in problems)
    assert problems[0].value == "jf / pns"
    assert "pelaksana" in problems[0].cure


def test_a_broken_assignment_is_told_alone(sample):
    """Whoever's assignment has a problem of its own is not reported as a nominee beside it."""
    _, held = _nominee(sample)
    for line in held:
        sample.put(f"Penugasan!D{line}", "kapan saja")
    assert {place.partition("!")[0] for _, place in sample.found()} == {"Penugasan"}


def test_predicates_are_scored_by_published_points_alone(example):
    """A criterion of predicates without any points is told at its source."""
    del example.rows["Poin Predikat"][1:]
    assert example.found() == [("points_missing", "Kriteria Penghargaan!D2")]
