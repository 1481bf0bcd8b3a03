"""What the wall may show: totals, small ones withheld, indices with n, and who won."""

from collections.abc import Sequence

import attrs

from asn_kinerja.comparison.suppression import withhold, withhold_one
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.reports.effects import GroupRow
from asn_kinerja.reports.wording import Words, say
from asn_kinerja.reports.year import YearReport
from asn_kinerja.training.wording import ADVICE

__all__ = [
    "Board",
    "BoardCell",
    "BoardCourse",
    "BoardIndex",
    "BoardUnit",
    "BoardWinner",
    "make_board",
]


@attrs.frozen(kw_only=True)
class BoardCell:
    """A number with its name.

    Args:
        name: What it counts.
        value: The number, or the mark of a withheld one.
        kind: Stored word of the predicate it counts; empty otherwise.
    """

    name: str
    value: str
    kind: str = ""


@attrs.frozen(kw_only=True)
class BoardUnit:
    """A part of the office.

    Args:
        name: The unit.
        achievement: Its achievement as an organisation.
        people: People in it.
    """

    name: str
    achievement: str
    people: str


@attrs.frozen(kw_only=True)
class BoardIndex:
    """An index before and after.

    Args:
        name: Unit, or all together.
        before: Index of the first wave.
        after: Index of the second wave.
        n: Respondents of the second wave.
        change: After minus before.
    """

    name: str
    before: str
    after: str
    n: str
    change: str


@attrs.frozen(kw_only=True)
class BoardCourse:
    """A course.

    Args:
        name: The course.
        participants: How many took part.
        advice: What the evaluation advises.
    """

    name: str
    participants: str
    advice: str


@attrs.frozen(kw_only=True)
class BoardWinner:
    """Somebody who won, by name.

    Args:
        pool: Among whom.
        name: Who.
        position: The post.
        unit: Unit of the post.
    """

    pool: str
    name: str
    position: str
    unit: str


@attrs.frozen(kw_only=True)
class Board:
    """Everything the wall shows.

    Args:
        achievement: Achievement of the office.
        predicates: Predicates of the year, then who has none; together they are everybody.
        people: Everybody.
        needs: People in need of guidance, counselling and training.
        duty: Training hours; together they are everybody.
        units: Parts of the office.
        satisfaction: Satisfaction index of each unit, all together last.
        motivation: Motivation index.
        courses: Courses with advice.
        winners: Who won.
        withheld: Whether anything was withheld.
    """

    achievement: str
    predicates: tuple[BoardCell, ...]
    people: str
    needs: tuple[BoardCell, ...]
    duty: tuple[BoardCell, ...]
    units: tuple[BoardUnit, ...]
    satisfaction: tuple[BoardIndex, ...]
    motivation: BoardIndex
    courses: tuple[BoardCourse, ...]
    winners: tuple[BoardWinner, ...]
    withheld: bool


def make_board(year: YearReport, *, words: Words) -> Board:
    """Choose what may hang on the wall.

    Args:
        year: The year.
        words: The language.

    Returns:
        The board.
    """
    writer = _Writer(year, words)
    predicates = writer.predicates()
    board = Board(
        achievement=words.word(year.achievement),
        predicates=predicates,
        people=writer.alone(len(year.people)),
        needs=writer.needs(all(cell.value != writer.mark for cell in predicates)),
        duty=writer.duty(),
        units=writer.units(),
        satisfaction=writer.satisfaction(),
        motivation=writer.index(words.text("labels.motivation"), year.motivation.total),
        courses=writer.courses(),
        winners=writer.winners(),
        withheld=False,
    )
    return attrs.evolve(board, withheld=writer.mark in str(attrs.astuple(board)))


class _Writer:
    """Writes the parts of a board."""

    def __init__(self, year: YearReport, words: Words) -> None:
        self._year, self._words = year, words
        self._smallest = year.programme.smallest_group
        self.mark = words.text("board.mark")

    def alone(self, count: int) -> str:
        return self._show(withhold_one(count, smallest=self._smallest))

    def predicates(self) -> tuple[BoardCell, ...]:
        """Count everybody once, so that no cell follows from the total."""
        totals = self._year.totals
        rest = len(self._year.people) - totals.appraised - totals.without_plan
        names = [(self._words.word(word), word.value) for word in PredikatKinerja]
        names += [
            (self._words.text("labels.without_plan"), ""),
            (self._words.text("labels.open"), ""),
        ]
        counts = self._line([*totals.predicates, totals.without_plan, rest])
        return tuple(
            BoardCell(name=name, value=value, kind=kind)
            for (name, kind), value in zip(names, counts, strict=True)
        )

    def needs(self, all_shown: bool) -> tuple[BoardCell, ...]:  # noqa: FBT001 - internal
        """Count needs; guidance and counselling follow from ratings, as predicates do.

        Beside withheld predicates their numbers would tell which of them are how large.
        """
        totals = self._year.need_totals
        told = {"guidance": totals.guidance, "counselling": totals.counselling}
        cells = [
            BoardCell(
                name=self._words.text(f"labels.{name}"),
                value=self.alone(count) if all_shown else self.mark,
            )
            for name, count in told.items()
        ]
        needed = self._words.text("labels.needs")
        return (*cells, BoardCell(name=needed, value=self.alone(totals.trained)))

    def duty(self) -> tuple[BoardCell, ...]:
        duty = self._year.duty
        rest = max(0, len(self._year.people) - duty.people)
        names = ("met", "short", "undecided", "uncounted")
        counts = self._line([duty.met, duty.short, duty.undecided, rest])
        return tuple(
            BoardCell(name=self._words.text(f"labels.{name}"), value=value)
            for name, value in zip(names, counts, strict=True)
        )

    def units(self) -> tuple[BoardUnit, ...]:
        sizes = {row.unit.id: 0 for row in self._year.units}
        for person in self._year.people:
            if person.branch is not None:
                sizes[person.branch.id] += 1
        shown = self._line(list(sizes.values()))
        return tuple(
            BoardUnit(
                name=row.unit.name, achievement=self._words.word(row.achievement), people=people
            )
            for row, people in zip(self._year.units, shown, strict=True)
        )

    def satisfaction(self) -> tuple[BoardIndex, ...]:
        rows = self._year.satisfaction.units
        seen = [
            withhold([getattr(getattr(row, side), "respondents", 0) for row in rows],
                     smallest=self._smallest)
            for side in ("before", "after")
        ]  # fmt: skip
        listed = [
            self.index(row.name, row) if None not in pair else self._blank(row.name)
            for row, *pair in zip(rows, *seen, strict=True)
        ]
        total = self.index(self._words.text("effects.total"), self._year.satisfaction.total)
        return (*listed, total)

    def index(self, name: str, row: GroupRow) -> BoardIndex:
        sizes = [side.respondents for side in (row.before, row.after) if side]
        if any(size < self._smallest for size in sizes):
            return self._blank(name)
        latest = row.after or row.before
        show = self._words.show
        return BoardIndex(
            name=name,
            before=show(row.before.index if row.before else None),
            after=show(row.after.index if row.after else None),
            n=show(latest.respondents if latest else None),
            change=self._words.signed(row.change),
        )

    def courses(self) -> tuple[BoardCourse, ...]:
        return tuple(
            BoardCourse(
                name=row.course.name,
                participants=self.alone(row.evaluation.participants),
                advice=say(ADVICE, row.evaluation.advice, words=self._words),
            )
            for row in self._year.courses
        )

    def winners(self) -> tuple[BoardWinner, ...]:
        people = {row.employee.id: row for row in self._year.people}
        found = []
        for row in self._year.awards:
            pools = {pool.id: pool.name for pool in row.programme.pools}
            for winner in row.selection.winners:
                person = people.get(winner.employee_id)
                found.append(
                    BoardWinner(
                        pool=pools.get(row.selection.pool_id, row.selection.pool_id),
                        name=self._year.names.get(winner.employee_id, winner.employee_id),
                        position=person.position.name if person and person.position else "",
                        unit=person.unit.name if person and person.unit else "",
                    )
                )
        return tuple(found)

    def _line(self, counts: Sequence[int]) -> list[str]:
        return [self._show(count) for count in withhold(counts, smallest=self._smallest)]

    def _show(self, count: int | None) -> str:
        return self.mark if count is None else self._words.number(count)

    def _blank(self, name: str) -> BoardIndex:
        mark = self.mark
        return BoardIndex(name=name, before=mark, after=mark, n=mark, change=mark)
