"""Nominations against pools: a candidate whom no pool admits is told at the row."""

from collections.abc import Mapping

from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.converters.workbook.description import Table
from asn_kinerja.errors import Problem
from asn_kinerja.records.assignments import Assignment, assignment_in
from asn_kinerja.records.award_rules import AwardProgramme
from asn_kinerja.records.people import Employee
from asn_kinerja.records.positions import Position

__all__ = ["check_nominees"]


def check_nominees(tables: Mapping[str, Table], batch: RecordBatch) -> list[Problem]:
    """Look for nominees who held no post in the period, or whom no pool admits.

    Args:
        tables: Rows by name of the sheet.
        batch: The records made of all sheets.

    Returns:
        A problem for each; nothing where an award, a person or a post has a problem of its own.
    """
    readable = tables["Kelompok Penghargaan"].grouped("award_id") and tables["Penugasan"].grouped(
        "employee_id"
    )
    if not readable:
        return []
    people = {person.id: person for person in batch.of(Employee)}
    awards = {award.id: award for award in batch.of(AwardProgramme)}
    held: dict[str, list[Assignment]] = {name: [] for name in people}
    for item in batch.of(Assignment):
        held.setdefault(item.employee_id, []).append(item)
    made = {item.id for group in held.values() for item in group}
    torn = {row.values["employee_id"] for row in tables["Penugasan"].rows if row.id not in made}
    posts = {post.id: post for post in batch.of(Position)}
    problems = []
    for row in tables["Nominasi"].rows:
        person = people.get(row.values.get("employee_id", ""))
        award = awards.get(row.values.get("programme_id", ""))
        if row.sound and person and award and person.id not in torn:
            fault = _fault(person, award, held=held[person.id], posts=posts)
            if fault:
                code, value, cure = fault
                place = row.place("employee_id")
                problems.append(Problem(code, place, value=value or person.id, cure=cure))
    return problems


def _fault(
    person: Employee,
    award: AwardProgramme,
    *,
    held: list[Assignment],
    posts: Mapping[str, Position],
) -> tuple[str, str, str] | None:
    """Give code, value and cure of what keeps a nominee from competing."""
    assignment = assignment_in(held, award.period)
    if assignment is None:
        return "nominee_without_post", "", str(award.period)
    post = posts.get(assignment.position_id)  # a post with a problem of its own is not there
    if post is None or any(pool.admits(post.position_class, person.status) for pool in award.pools):
        return None
    known = ", ".join(pool.id for pool in award.pools)
    return "nominee_without_pool", f"{post.position_class} / {person.status}", known
