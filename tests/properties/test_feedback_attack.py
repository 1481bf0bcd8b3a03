"""An attack on the feedback: whoever asks ten thousand questions learns nothing of one person.

The attacker is given more than anyone has: which answers each reply rests on, found by changing
one answer after another and looking which replies change.
"""

from datetime import date
from fractions import Fraction
from itertools import product
from random import Random

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from asn_kinerja.legal.terms import TrainingPath
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import Course, Enrolment, Session, TrainingFeedback
from asn_kinerja.training.facts import TrainingFacts
from asn_kinerja.training.feedback import MARKS, FeedbackBoard, FeedbackQuery

COURSES = ("k1", "k2")
UNITS = ("u1", "u2", "u3")
YEARS = (2024, 2025)
SESSIONS = {f"{c}-{y}-{n}": (c, y) for c in COURSES for y in YEARS for n in (1, 2)}
QUESTION = MARKS[0]


def office(sizes, mark=lambda _: 3):
    """Make an office; `sizes` holds the answers of each session and unit, in turn."""
    people = [
        (f"{session}-{unit}-{number}", session, unit)
        for (session, unit), size in zip(product(SESSIONS, UNITS), sizes, strict=True)
        for number in range(size)
    ]
    return TrainingFacts(
        courses=tuple(
            Course(id=name, name=name, provider="LAN", path=TrainingPath.KLASIKAL, credit_hours=8)
            for name in COURSES
        ),
        sessions=tuple(
            Session(
                id=name,
                course_id=course,
                valid_from=date(year, 5, 5),
                valid_until=date(year, 5, 7),
                seats=99,
            )
            for name, (course, year) in SESSIONS.items()
        ),
        enrolments=tuple(
            Enrolment(id=name, session_id=session, employee_id=name, attended=1, meetings=1)
            for name, session, _ in people
        ),
        feedback=tuple(
            TrainingFeedback(
                id=name,
                session_id=session,
                token=name,
                unit_id=unit,
                **dict.fromkeys(MARKS, mark(place)),
            )
            for place, (name, session, unit) in enumerate(people)
        ),
    )


def allowed():
    """List every question that may be asked about one of the four marks."""
    periods = (None, *(Period(str(year)) for year in YEARS))
    return [
        FeedbackQuery(question=QUESTION, course_id=c, session_id=s, unit_id=u, period=p)
        for c, s, u, p in product(
            (None, *COURSES), (None, *SESSIONS), (None, *UNITS, "none"), periods
        )
    ]


def supports(facts, queries):
    """Find by trial which answers each reply rests on: a row a query, a column an answer."""
    base = [FeedbackBoard(facts=facts).ask(query).total for query in queries]
    columns = []
    for place, form in enumerate(facts.feedback):
        changed = attrs.evolve(form, **dict.fromkeys(MARKS, 4))
        feedback = (*facts.feedback[:place], changed, *facts.feedback[place + 1 :])
        board = FeedbackBoard(facts=attrs.evolve(facts, feedback=feedback))
        columns.append(
            [board.ask(query).total - told for query, told in zip(queries, base, strict=True)]
        )
    return [list(row) for row in zip(*columns, strict=True)]


def echelon(rows):
    """Solve by elimination with exact fractions; give the reduced rows that are not nought."""
    left = [[Fraction(value) for value in row] for row in sorted(set(map(tuple, rows)))]
    done = []
    width = len(left[0]) if left else 0
    for column in range(width):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        for group in (left, done):
            for row in group:
                if factor := row[column]:
                    row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        done.append(pivot)
    return done


def smallest_sum(rows):
    """Give the fewest answers whose weighted sum follows from the replies; `None` for none.

    Answers with equal columns have equal weights in whatever follows. So no sum of fewer people
    than the smallest such class can follow, and with elimination each single answer is tried too.
    """
    if not rows:
        return None
    classes = {}
    for column in zip(*rows, strict=True):
        classes[column] = classes.get(column, 0) + 1
    told = [size for column, size in classes.items() if any(column)]
    reduced = echelon(rows)
    assert all(sum(map(bool, row)) > 1 for row in reduced), "a single answer was found"
    return min(told, default=None)


def test_ten_thousand_questions_reveal_nobody():
    """No combination of replies tells one answer, nor the sum of fewer than five."""
    draw = Random(6)  # noqa: S311 - offices to attack, no secret
    queries = allowed()
    asked = 0
    while asked < 10_000:
        sizes = [draw.choice((0, 1, 2, 4, 5, 6)) for _ in product(SESSIONS, UNITS)]
        rows = supports(office(sizes), queries)
        asked += len(queries)
        fewest = smallest_sum(rows)
        assert fewest is None or fewest >= 5
    assert asked >= 10_000


@given(
    st.lists(st.integers(0, 7), min_size=24, max_size=24),
    st.lists(st.sampled_from(allowed()), min_size=1, max_size=12),
)
@settings(max_examples=25, deadline=None)
def test_no_sequence_of_questions_reveals_anybody(sizes, queries):
    """The same for offices and questions that Hypothesis looks for."""
    facts = office(sizes)
    if facts.feedback:
        fewest = smallest_sum(supports(facts, queries))
        assert fewest is None or fewest >= 5


@given(st.lists(st.integers(1, 5), min_size=5, max_size=9))
@settings(max_examples=200, deadline=None)
def test_a_reply_leaves_each_answer_open(marks):
    """Even where all say the same, at least three marks of each person fit the reply."""
    sizes = [len(marks)] + [0] * 23
    query = FeedbackQuery(question=QUESTION)
    told = FeedbackBoard(facts=office(sizes, marks.__getitem__)).ask(query)
    low, high = len(marks) + 2, 5 * len(marks) - 2
    left = 0
    for own in range(1, 6):
        rest = range(own + len(marks) - 1, own + 5 * (len(marks) - 1) + 1)
        left += told.total in {min(max(total, low), high) for total in rest}
    assert left >= 3
