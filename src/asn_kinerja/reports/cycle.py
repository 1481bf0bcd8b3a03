"""The eight steps of the cycle: what was done in numbers, and on which basis."""

import attrs

from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import YearReport

__all__ = ["CycleLine", "cycle_lines"]

_STEPS = ("import", "appraise", "improve", "plan", "evaluate", "award", "effect", "report")


@attrs.frozen(kw_only=True)
class CycleLine:
    """One step.

    Args:
        name: What it is called.
        done: What was done.
        basis: Articles, or the practice of the programme.
    """

    name: str
    done: str
    basis: str


def cycle_lines(year: YearReport, *, words: Words) -> tuple[CycleLine, ...]:
    """Tell the cycle of a year.

    Args:
        year: The year.
        words: The language.

    Returns:
        Eight lines.
    """
    counts, needs = year.counts, year.need_totals
    candidates = [item for row in year.awards for item in row.selection.candidates]
    numbers: dict[str, object] = {
        "plans": counts.plans,
        "people": len(year.people),
        "feedback": counts.feedback,
        "reports": counts.reports_due,
        "quarterly": counts.quarterly,
        "yearly": year.totals.appraised,
        "without": year.totals.without_plan,
        "open": year.totals.open,
        "training": needs.training,
        "trained": needs.trained,
        "guidance": needs.guidance,
        "counselling": needs.counselling,
        "served": needs.served,
        "sessions": sum(row.placed > 0 for row in year.sessions),
        "money": words.money(sum(row.planned for row in year.funds)),
        "courses": len(year.courses),
        "enrolments": counts.enrolments,
        "pools": len(year.awards),
        "candidates": len(candidates),
        "winners": sum(len(row.selection.winners) for row in year.awards),
        "satisfaction": counts.satisfaction,
        "motivation": counts.motivation,
    }
    return tuple(
        CycleLine(
            name=words.text(f"cycle.{step}"),
            done=words.text(f"cycle.{step}_done", **numbers),
            basis=words.text(f"cycle.{step}_basis"),
        )
        for step in _STEPS
    )
