"""What is still possible: the fewest and most people of each word once missing data come."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.comparison.counting import Task, fetch
from asn_kinerja.comparison.sides import MISSING, Side, label
from asn_kinerja.comparison.tallies import Tallies
from asn_kinerja.errors import InvalidInput
from asn_kinerja.scoring.frames.evaluate import evaluate_policies
from asn_kinerja.scoring.frames.prepare import open_job
from asn_kinerja.scoring.frames.settle import read_cases
from asn_kinerja.scoring.possible import Possible

__all__ = ["MOST_FOLLOWED", "Bounds", "count_possible"]

MOST_FOLLOWED = 5_000  # different cases of one policy that are followed; the rest may be anything


@attrs.frozen(kw_only=True)
class Bounds:
    """How many people can have each word.

    Args:
        policy: Name of the policy.
        lowest: Fewest people by word: those who have it, and those who can have nothing else.
        highest: Most people by word: those who have it, and those who still can.
        missing: People who have no result now.
        refused: Those of them whose row the policy refuses: nothing is possible for them.
        unfollowed: Those of them who were taken to be able to have any word, as there were more
            than `MOST_FOLLOWED` different cases.
    """

    policy: str
    lowest: Mapping[str, int | None]
    highest: Mapping[str, int | None]
    missing: int | None
    refused: int | None
    unfollowed: int

    def withheld(self, smallest: int, counts: Mapping[str, int | None]) -> "Bounds":
        """Withhold what is small, or stands beside a withheld number.

        Args:
            smallest: Numbers below it are withheld.
            counts: The numbers shown for the same policy.

        Returns:
            A copy.
        """
        hidden = {
            word
            for word, low in self.lowest.items()
            if counts.get(word) is None
            or any(0 < (n or 0) < smallest for n in (low, self.highest[word]))
            or 0 < (self.highest[word] or 0) - (low or 0) < smallest
        }
        return attrs.evolve(
            self,
            lowest={word: None if word in hidden else n for word, n in self.lowest.items()},
            highest={word: None if word in hidden else n for word, n in self.highest.items()},
            missing=None if 0 < (self.missing or 0) < smallest else self.missing,
            refused=None if 0 < (self.refused or 0) < smallest else self.refused,
        )


def count_possible(task: Task, tallies: Tallies) -> tuple[Bounds, ...]:
    """Count for each policy what the people without a result can still get.

    Args:
        task: The comparison.
        tallies: Its sums.

    Returns:
        Bounds by policy; for a number, of who has one.

    Raises:
        InvalidInput: If a row of the frame is refused.
    """
    return tuple(_of_side(task, tallies, place) for place in range(len(tallies.sides)))


def _of_side(task: Task, tallies: Tallies, place: int) -> Bounds:
    side = tallies.sides[place]
    have: Counter[str] = Counter()
    for (_, word), people in tallies.words_by("", place).items():
        have[word] += people
    missing = have.pop(MISSING, 0)
    lowest, highest = Counter(have), Counter(have)
    cases = _missing_cases(task, place) if missing else []
    followed, refused = 0, 0
    for inputs, people in cases:
        followed += people
        try:
            found = side.policy.bounds(inputs, as_of=task.as_of)[side.output.name]
        except InvalidInput:
            refused += people
            continue
        words = _remaining(found, side)
        for word in words:
            highest[word] += people
        if len(words) == 1 and not found.can_be_missing:
            lowest[words[0]] += people
    unfollowed = missing - followed
    for word in side.words:
        highest[word] += unfollowed
    return Bounds(
        policy=side.name,
        lowest={word: lowest[word] for word in side.words},
        highest={word: highest[word] for word in side.words},
        missing=missing,
        refused=refused,
        unfollowed=unfollowed,
    )


def _remaining(found: Possible, side: Side) -> tuple[str, ...]:
    """Name the words that remain possible."""
    if side.is_number:
        return side.words
    if found.values:
        return tuple(label(value) for value in found.values)
    low, high = found.lowest, found.highest
    if isinstance(low, int) and isinstance(high, int):
        return tuple(word for word in side.words if low <= int(word) <= high)
    return side.words


def _missing_cases(task: Task, place: int) -> list[tuple[dict[str, object], int]]:
    """Fetch the people without a result of one policy, equal cases together."""
    side = task.sides[place]
    policies = {"asn_m_": side.slim([])}
    options: dict[str, Any] = {"as_of": task.as_of, "key": task.key}
    job = open_job(policies, task.frame, items=task.items, **options)
    columns = list(dict.fromkeys([task.key, *job.case_columns()]))
    columns = [name for name in columns if name in job.source.columns]
    eager = job.source.eager
    frame = job.source.rows(columns) if eager else task.frame
    held = task.items
    if eager:
        held = {name: one.rows(job.item_columns(name)) for name, one in job.items.items()} or None
    scored = evaluate_policies(policies, frame, items=held, problems="collect", **options)
    lazy = nw.from_native(scored.lazy() if eager else scored)
    absent = lazy.filter(nw.col(f"asn_m_{side.output.name}").is_null()).select(*columns)
    if not job.items:
        inputs = [name for name in job.case_columns() if name != task.key] or columns
        grouped = absent.group_by(*inputs).agg(nw.len().alias("asn_people"))
        rows = fetch(grouped.sort(*inputs).head(MOST_FOLLOWED))
        people = rows.get_column("asn_people").to_list()
        rows = rows.drop("asn_people")
        here = open_job(policies, rows, items=None, **options)
    else:
        rows = fetch(absent.sort(task.key).head(MOST_FOLLOWED))
        people = [1] * rows.height
        keys = rows.get_column(task.key).to_list()
        items = {
            name: fetch(one.lazy(job.item_columns(name)).filter(nw.col(task.key).is_in(keys)))
            for name, one in job.items.items()
        }
        here = open_job(policies, rows, items=items, **options)
    cases = read_cases(here, here.programs["asn_m_"], rows=rows)
    return [(inputs or {}, n) for (_, inputs), n in zip(cases, people, strict=True)]
