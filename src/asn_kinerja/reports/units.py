"""Predicates of the people of each part of the office, beside the achievement of the unit."""

from collections import Counter
from collections.abc import Iterable

import attrs

from asn_kinerja.legal.terms import OrganisationPredicate, PredikatKinerja
from asn_kinerja.records.appraisals import Appraisal, AppraisalOutcome, OrganisationResult
from asn_kinerja.records.appraisals import PatternCheck as Check
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.periods import Period
from asn_kinerja.reports.people import PersonRow
from asn_kinerja.reports.shelf import Shelf

__all__ = [
    "PatternRow",
    "PredicateCounts",
    "UnitRow",
    "count_predicates",
    "pattern_rows",
    "unit_rows",
]


@attrs.frozen(kw_only=True)
class PredicateCounts:
    """How many people have which predicate.

    Args:
        predicates: Number for each predicate, best first (five numbers).
        without_plan: People from whom the law asks no SKP.
        open: People not yet appraised.
    """

    predicates: tuple[int, ...]
    without_plan: int = 0
    open: int = 0

    @property
    def appraised(self) -> int:
        """People with a predicate."""
        return sum(self.predicates)

    @property
    def people(self) -> int:
        """Everybody counted."""
        return self.appraised + self.without_plan + self.open

    @property
    def good(self) -> int:
        """People with at least `baik`."""
        return sum(self.predicates[:2])

    @property
    def weak(self) -> int:
        """People below `baik`."""
        return sum(self.predicates[2:])


@attrs.frozen(kw_only=True)
class UnitRow:
    """A part of the office.

    Args:
        unit: The unit.
        achievement: Its achievement as an organisation; `None` when nobody recorded it.
        counts: Predicates of its people.
        peak_fits: Whether the largest group of those whom its leader appraises has the rank of
            the achievement; `None` where that cannot be said.
    """

    unit: Unit
    achievement: OrganisationPredicate | None
    counts: PredicateCounts
    peak_fits: bool | None = None


@attrs.frozen(kw_only=True)
class PatternRow:
    """The people one leader appraises, beside the pattern of the unit led.

    Args:
        unit: The unit led.
        check: Counts and what the pattern says of them.
    """

    unit: Unit
    check: Check


def count_predicates(appraisals: Iterable[Appraisal]) -> PredicateCounts:
    """Count the outcomes of appraisals.

    Args:
        appraisals: One for each person.

    Returns:
        The counts.
    """
    found = tuple(appraisals)
    words = Counter(item.predicate for item in found)
    outcomes = Counter(item.outcome for item in found)
    return PredicateCounts(
        predicates=tuple(words[word] for word in PredikatKinerja),
        without_plan=outcomes[AppraisalOutcome.TANPA_SKP],
        open=outcomes[AppraisalOutcome.BELUM_DINILAI],
    )


def unit_rows(shelf: Shelf, people: Iterable[PersonRow], *, period: Period) -> tuple[UnitRow, ...]:
    """Make a row for each part of the office, in the order of the people.

    Args:
        shelf: The records.
        people: The rows of the people.
        period: The year.

    Returns:
        The rows.
    """
    results = {item.unit_id: item for item in shelf.of_period(OrganisationResult, period)}
    checks = {item.unit_id: item.peak_fits for item in shelf.of_period(Check, period)}
    groups: dict[str, list[PersonRow]] = {}
    units: dict[str, Unit] = {}
    for row in people:
        if row.branch is not None:
            groups.setdefault(row.branch.id, []).append(row)
            units[row.branch.id] = row.branch
    return tuple(
        UnitRow(
            unit=units[name],
            achievement=results[name].predicate if name in results else None,
            counts=count_predicates(row.year for row in rows if row.year),
            peak_fits=checks.get(name),
        )
        for name, rows in groups.items()
    )


def pattern_rows(shelf: Shelf, *, period: Period) -> tuple[PatternRow, ...]:
    """List what the distribution checks of a year say, by unit.

    Args:
        shelf: The records.
        period: The year.

    Returns:
        The rows, by name of the unit.
    """
    units = shelf.by_id(Unit)
    rows = [
        PatternRow(unit=units[check.unit_id], check=check)
        for check in shelf.of_period(Check, period)
        if check.unit_id in units
    ]
    return tuple(sorted(rows, key=lambda row: (row.unit.name, row.check.id)))
