"""Circles of superiors are found at once, however long the chains are."""

from datetime import date

import pytest


@pytest.fixture
def office(sample):
    """The sample with further people, each appraised by the one before."""

    def add(count, *, first="WALI-KOTA", since=lambda _: date(2024, 1, 1)):
        numbers = [f"{1970 + i // 900}0101200501{1}{100 + i % 900:03}" for i in range(count)]
        for i, number in enumerate(numbers):
            upper = numbers[i - 1] if i else first or numbers[-1]
            sample.rows["Pegawai"].append(
                [number, "Nama", "PNS", "III/a", date(2005, 1, 1), "", "S1/D4"]
            )
            sample.rows["Penugasan"].append(
                [f"C-{i}", number, "CAMAT", since(i), "", "Definitif", "Aktif", upper]
            )
        return numbers

    sample.add = add
    return sample


def test_a_long_chain_is_no_circle(office):
    """Two thousand people, each under the one before, are read without recursion."""
    office.add(2000)
    assert office.found() == []


def test_a_circle_of_many_is_one_problem(office):
    """The message names the first members and how many there are."""
    office.add(500, first="")
    (problem,) = office.problems()
    assert problem.code == "circle_of_superiors"
    assert "… (500)" in problem.cure
    assert len(problem.cure) < 400


def test_each_circle_is_told(office):
    """Two circles that share nobody are two problems, each at its first row."""
    start = len(office.rows["Penugasan"])
    office.add(6, first="")
    rows = office.rows["Penugasan"]
    ring = [row[1] for row in rows[start:]]
    for i, upper in enumerate([ring[2], ring[0], ring[1], ring[5], ring[3], ring[4]]):
        rows[start + i][7] = upper
    assert office.found() == [
        ("circle_of_superiors", f"Penugasan!H{start + 1}"),
        ("circle_of_superiors", f"Penugasan!H{start + 4}"),
    ]


def test_who_appraises_whom_may_turn_round(office):
    """Two people who appraise each other on different days make no circle; on one day they do."""
    one, other = office.add(2, first="")
    rows = office.rows["Penugasan"]
    rows[-1][3], rows[-2][4] = date(2024, 7, 1), date(2024, 6, 30)
    assert office.found() == []
    rows[-2][4] = date(2024, 7, 1)
    (problem,) = office.problems()
    assert problem.cure == f"{one} → {other} → {one}"


def test_nobody_appraises_himself(office):
    """A circle of one is a circle."""
    office.add(1, first="")
    assert office.found() == [
        ("circle_of_superiors", f"Penugasan!H{len(office.rows['Penugasan'])}")
    ]


def test_a_deep_tree_of_units_is_no_circle(sample):
    """Three thousand units, one under the other, are read at once."""
    units = sample.rows["Unit Kerja"]
    above = units[1][0]
    for i in range(3000):
        units.append([f"U{i}", f"Unit {i}", above])
        above = f"U{i}"
    assert sample.found() == []


def test_courses_that_come_before_each_other_are_told(sample):
    """Each circle of prerequisites is one problem, as is a course that asks for itself."""
    rows = sample.rows["Katalog Pelatihan"]
    first = len(rows)
    for name, before in (("K1", "K2"), ("K2", "K1"), ("K3", "K3"), ("K4", "K1")):
        rows.append([name, "Pelatihan", "BKPSDM", "Klasikal", 8, "", "", "", before])
    assert [(found.code, found.place, found.value) for found in sample.problems()] == [
        ("prerequisite_cycle", f"Katalog Pelatihan!I{first + 1}", "K1 > K2 > K1"),
        ("prerequisite_cycle", f"Katalog Pelatihan!I{first + 3}", "K3 > K3"),
    ]
