"""The report of a result to take along: a page, a workbook, and a paper to print."""

from collections.abc import Callable, Iterator
from datetime import date

from asn_kinerja.comparison.sides import MISSING
from asn_kinerja.lab.session import Result
from asn_kinerja.lab.views import (
    group_numbers,
    most_moved_groups,
    patch_name,
    way_counts,
)
from asn_kinerja.lab.wording import PageWords
from asn_kinerja.reports.papers.blocks import Block, Heading, Listing, Paper, Paragraph, Table
from asn_kinerja.scoring.policy import Policy

__all__ = ["make_paper", "report_makers"]


def report_makers(
    result: Result, base: Policy, *, words: PageWords, made_on: Callable[[], date]
) -> dict[str, Callable[[], bytes]]:
    """Give what makes each file of a report; nothing is made before it is called.

    Args:
        result: The result.
        base: The policy that the variant extends.
        words: The language.
        made_on: Gives the day that stands in the paper.

    Returns:
        Makers by name of file: ``perbandingan.html``, ``.xlsx`` and ``.pdf``.
    """

    def page() -> bytes:
        from asn_kinerja.reports.comparison_page import render_comparison

        policies = [base, result.variant]
        return render_comparison(result.comparison, policies=policies, lang=words.lang).encode()

    def workbook() -> bytes:
        from asn_kinerja.reports.comparison_workbook import write_comparison_workbook

        return write_comparison_workbook(result.comparison, lang=words.lang)

    def paper() -> bytes:
        from asn_kinerja.reports.papers.pdf import render_pdf

        papers = [make_paper(result, base, words=words)]
        return render_pdf(papers, lang=words.lang, made_on=made_on())

    return {
        "perbandingan.html": page,
        "perbandingan.xlsx": workbook,
        "perbandingan.pdf": paper,
    }


def make_paper(result: Result, base: Policy, *, words: PageWords) -> Paper:
    """Write a result as a paper for a meeting.

    Args:
        result: The result.
        base: The policy that the variant extends.
        words: The language.

    Returns:
        The paper: what is changed, who moves, the matrix, the groups, the people, the file.
    """
    lines = (
        words.say("now_people", size=result.people.size, name=result.people.name),
        f"{words.say('before')}: {base.title.render(words.lang)} ({base.id})",
        result.variant.title.render(words.lang),
    )
    return Paper(
        id="perbandingan",
        title=words.say("paper"),
        lines=lines,
        blocks=tuple(_blocks(result, words)),
    )


def _blocks(result: Result, words: PageWords) -> Iterator[Block]:
    yield Heading(words.say("differences"))
    yield _differences(result, words)
    yield Heading(words.say("moved"))
    moves = result.comparison.movers[""][0]
    yield Paragraph(
        "; ".join(f"{words.say(name)}: {words.people(count)}" for name, count in way_counts(moves)),
        is_strong=True,
    )
    yield _distribution(result, words)
    yield Heading(words.say("matrix"))
    yield Paragraph(words.say("matrix_note"))
    yield _matrix(result, words)
    if result.by:
        yield Heading(words.say("groups", by=words.word(result.by)))
        yield _groups(result, words)
    people = result.comparison.most_affected
    if people:
        yield Heading(words.say("persons"))
        yield Table(
            name="persons",
            headings=tuple(words.say(key) for key in ("person", "group", "before", "after")),
            rows=tuple(
                (
                    str(one.person),
                    ", ".join(words.value(str(part)) for part in one.groups.values()),
                    words.word(one.before),
                    words.word(one.after),
                )
                for one in people
            ),
        )
    yield Heading(words.say("text"))
    yield Listing(tuple(line for line in result.text.splitlines() if line.strip()))


def _differences(result: Result, words: PageWords) -> Block:
    if not result.patches:
        return Paragraph(words.say("no_change"))
    return Table(
        name="differences",
        headings=tuple(words.say(key) for key in ("differences", "before", "after", "source")),
        rows=tuple(
            (
                patch_name(patch, result, words=words),
                words.value(patch.before.partition(" (")[0]),
                words.value(patch.after.partition(" (")[0]),
                patch.before_citation.render(words.lang) if patch.before_citation else "",
            )
            for patch in result.patches
        ),
    )


def _distribution(result: Result, words: PageWords) -> Table:
    comparison = result.comparison
    before, after = (comparison.counts[name] for name in comparison.names[:2])
    return Table(
        name="distribution",
        headings=tuple(words.say(key) for key in ("word", "people_before", "people_after")),
        rows=tuple(
            (
                words.word(label),
                words.people(before.get(label, 0)),
                words.people(after.get(label, 0)),
            )
            for label in dict.fromkeys([*before, *after])
            if label != MISSING or before.get(label) != 0 or after.get(label) != 0
        ),
        figures=frozenset({1, 2}),
    )


def _matrix(result: Result, words: PageWords) -> Table:
    found = result.comparison.matrix()
    columns = [
        place
        for place, (label, total) in enumerate(zip(found.columns, found.column_totals, strict=True))
        if label != MISSING or total != 0
    ]
    rows = [
        (words.word(row), *(words.people(cells[place]) for place in columns), words.people(total))
        for row, cells, total in zip(found.rows, found.cells, found.row_totals, strict=True)
        if row != MISSING or total != 0
    ]
    totals = (*(words.people(found.column_totals[place]) for place in columns),)
    rows.append((words.say("total"), *totals, words.people(found.total)))
    headings = ("", *(words.word(found.columns[place]) for place in columns), words.say("total"))
    figures = frozenset(range(1, len(headings)))
    return Table(name="matrix", headings=headings, rows=tuple(rows), figures=figures)


def _groups(result: Result, words: PageWords) -> Table:
    head = ("group", "up", "down", "same", "total")
    return Table(
        name="groups",
        headings=tuple(words.say(key) for key in head),
        rows=tuple(
            (words.value(row.group), *(words.people(count) for count in group_numbers(row)))
            for row in most_moved_groups(result)
        ),
        figures=frozenset(range(1, len(head))),
    )
