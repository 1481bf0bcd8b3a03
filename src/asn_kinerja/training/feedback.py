"""`FeedbackBoard`: answers about feedback that never give away what one participant said.

The board cuts the answers to each question into blocks once, by their number alone: a block holds
at least so many answers as the smallest group. Every reply is a sum over whole blocks, so nobody
can subtract one reply from another and keep fewer people than a block. A session whose forms no
longer count, as when somebody is erased, takes its blocks along: told without it, the rest of a
block would tell its answers. The sum of a block never comes nearer than two steps to its ends,
where it would tell what all of its people said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import attrs

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.records.periods import Period, PeriodKind
from asn_kinerja.records.training import Session, TrainingFeedback
from asn_kinerja.scoring.numbers import round_exact, to_decimal
from asn_kinerja.training.facts import TrainingFacts

__all__ = ["MARKS", "FeedbackBoard", "FeedbackQuery", "FeedbackReply", "valid_forms"]

MARKS = ("reaction", "learning", "behaviour", "result")
_LOWEST, _HIGHEST, _VEIL = 1, 5, 2
_SMALLEST = 5

Place = tuple[str, str]  # session and unit of the participant


@attrs.frozen(kw_only=True)
class FeedbackQuery:
    """A question to the board; what is left open counts for all.

    Args:
        question: One of `MARKS`.
        course_id: One course.
        session_id: One session.
        unit_id: Participants of one unit.
        period: Sessions that begin in it; a year, as forms are kept by years.
    """

    question: str
    course_id: str | None = None
    session_id: str | None = None
    unit_id: str | None = None
    period: Period | None = None


@attrs.frozen(kw_only=True)
class FeedbackReply:
    """What the board says.

    Args:
        answers: Answers it rests on; 0 when it tells nothing.
        total: Sum of their marks, kept away from the ends of the scale.
    """

    answers: int = 0
    total: int = 0

    @property
    def mean(self) -> Decimal | None:
        """Mean mark with two decimals; `None` when the board tells nothing."""
        if not self.answers:
            return None
        return to_decimal(round_exact(Fraction(self.total, self.answers), 2), 2)


@attrs.frozen(kw_only=True)
class _Block:
    """Answers that are only ever told together."""

    places: frozenset[Place]
    marks: tuple[int, ...]

    @property
    def total(self) -> int:
        low, high = _LOWEST * len(self.marks) + _VEIL, _HIGHEST * len(self.marks) - _VEIL
        return min(max(sum(self.marks), low), high)


@attrs.frozen(kw_only=True)
class FeedbackBoard:
    """Replies to questions about the feedback of an office.

    Args:
        facts: Courses, sessions, enrolments and feedback.
        smallest_group: Fewest answers that are told together; never under five.

    Raises:
        InvalidInput: If the smallest group is under five.
    """

    facts: TrainingFacts
    smallest_group: int = _SMALLEST

    def __attrs_post_init__(self) -> None:
        """Check the smallest group."""
        if self.smallest_group < _SMALLEST:
            raise InvalidInput(
                Problem("out_of_bounds", "smallest_group", value=self.smallest_group, cure=">= 5")
            )

    def ask(self, query: FeedbackQuery) -> FeedbackReply:
        """Reply from the blocks that lie wholly within what is asked for.

        What is asked for beyond them is left out, as if it were not there.

        Args:
            query: The question.

        Returns:
            The reply; it tells nothing where no block fits.

        Raises:
            InvalidInput: If the question, course, session or period is none there is.
        """
        self._check(query)
        found = [
            block
            for (question, course_id, year), blocks in self._blocks.items()
            if question == query.question
            and query.course_id in {None, course_id}
            and (query.period is None or query.period.year == year)
            for block in blocks
            if all(
                query.session_id in {None, session_id} and query.unit_id in {None, unit_id}
                for session_id, unit_id in block.places
            )
        ]
        return FeedbackReply(
            answers=sum(len(block.marks) for block in found),
            total=sum(block.total for block in found),
        )

    def _check(self, query: FeedbackQuery) -> None:
        problems = []
        if query.question not in MARKS:
            problems.append(
                Problem("unknown_word", "question", value=query.question, cure=", ".join(MARKS))
            )
        if query.course_id is not None and query.course_id not in self.facts.course_by_id:
            problems.append(Problem("not_found", "course_id", value=query.course_id))
        if query.session_id is not None and query.session_id not in self.facts.session_by_id:
            problems.append(Problem("not_found", "session_id", value=query.session_id))
        if query.period is not None and query.period.kind is not PeriodKind.TAHUNAN:
            problems.append(Problem("unknown_word", "period", value=query.period, cure="YYYY"))
        if error := InvalidInput.of(problems):
            raise error

    @cached_property
    def _blocks(self) -> Mapping[tuple[str, str, int], tuple[_Block, ...]]:
        """Blocks by question, course and year: what lies in different years never mixes."""
        answers: defaultdict[tuple[str, str, int], dict[Place, list[int]]] = defaultdict(dict)
        void: set[str] = set()
        for session in sorted(self.facts.sessions, key=lambda item: item.id):
            forms = _forms(session, self.facts)
            if len(forms) > _attended(session, self.facts):
                void.add(session.id)
            for form in forms:
                for question in MARKS:
                    mark = getattr(form, question)
                    if mark is not None:
                        key = (question, session.course_id, session.valid_from.year)
                        answers[key].setdefault((session.id, form.unit_id), []).append(mark)
        return {
            key: tuple(
                block
                for block in _cut(places, self.smallest_group)
                if void.isdisjoint(session_id for session_id, _ in block.places)
            )
            for key, places in sorted(answers.items())
        }


def valid_forms(session: Session, facts: TrainingFacts) -> Iterator[TrainingFeedback]:
    """Give the forms of a session that count.

    Forms count only where somebody attended, and not where there are more forms than people who
    did: then nobody can tell which come from participants. Of two forms under one token the first
    by key counts.

    Args:
        session: The session.
        facts: Enrolments and feedback.

    Yields:
        The forms, by key.
    """
    forms = _forms(session, facts)
    if len(forms) <= _attended(session, facts):
        yield from forms


def _forms(session: Session, facts: TrainingFacts) -> tuple[TrainingFeedback, ...]:
    forms: dict[str, TrainingFeedback] = {}
    for form in sorted(facts.feedback_by_session.get(session.id, ()), key=lambda item: item.id):
        forms.setdefault(form.token, form)
    return tuple(forms.values())


def _attended(session: Session, facts: TrainingFacts) -> int:
    return sum(item.attended > 0 for item in facts.enrolments_by_session.get(session.id, ()))


def _cut(places: Mapping[Place, list[int]], smallest: int) -> Iterator[_Block]:
    """Cut the answers of a course in a year: by unit where large, else by session, else whole."""
    sessions: defaultdict[str, list[Place]] = defaultdict(list)
    for place in places:
        sessions[place[0]].append(place)
    blocks: list[list[Place]] = []
    rest: list[Place] = []
    for session_places in sessions.values():
        own, left = _gather([[place] for place in session_places], places, smallest)
        blocks += own
        rest += left
    if rest and _size(rest, places) < smallest and blocks:
        _join(rest, blocks, places)
    elif rest and _size(rest, places) >= smallest:
        blocks.append(rest)
    for block in blocks:
        marks = tuple(mark for place in block for mark in places[place])
        yield _Block(places=frozenset(block), marks=marks)


def _gather(
    groups: list[list[Place]], places: Mapping[Place, list[int]], smallest: int
) -> tuple[list[list[Place]], list[Place]]:
    """Keep the large groups of a session; join its small ones to one, or to the smallest large."""
    large = [group for group in groups if _size(group, places) >= smallest]
    small = [place for group in groups if _size(group, places) < smallest for place in group]
    if not small:
        return large, []
    if _size(small, places) >= smallest:
        return [*large, small], []
    if not large:
        return [], small
    _join(small, large, places)
    return large, []


def _join(small: list[Place], groups: list[list[Place]], places: Mapping[Place, list[int]]) -> None:
    nearest = min(groups, key=lambda group: (_size(group, places), group))
    nearest.extend(small)


def _size(group: Iterable[Place], places: Mapping[Place, list[int]]) -> int:
    return sum(len(places[place]) for place in group)
