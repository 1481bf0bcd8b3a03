"""The credit ledger: predicates converted by months, and the balance in a level."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction

import attrs

from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.legal.terms import FunctionalLevel
from asn_kinerja.records.appraisals import Appraisal
from asn_kinerja.records.credits import CreditBasis, CreditEntry
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period, PeriodKind
from asn_kinerja.scoring.policy import Policy

__all__ = ["ConvertedMonths", "balance_of", "convert", "converted_months", "months_of"]


class ConvertedMonths(StrEnum):
    """What a predicate of the year does with months that a shorter period has converted.

    The law does not say, so whoever converts must choose.
    """

    SISA_BULAN = "sisa_bulan"  # they keep their credit, the year converts the others
    SELISIH = "selisih"  # one entry brings them to the predicate of the year
    TOLAK = "tolak"  # the year is refused


def months_of(period: Period) -> tuple[Period, ...]:
    """Give the months of a period.

    Args:
        period: A year, a quarter or a month.

    Returns:
        Its months in order.
    """
    names = (f"{period.year:04}-{month:02}" for month in range(1, 13))
    return tuple(month for month in map(Period, names) if period.holds(month.start))


def converted_months(entries: Iterable[CreditEntry]) -> frozenset[Period]:
    """Name the months that were converted.

    Args:
        entries: Entries of one person.

    Returns:
        The months.
    """
    return frozenset(month for entry in entries for month in entry.months)


def convert(  # noqa: PLR0913 - the facts of a conversion
    appraisal: Appraisal,
    employee: Employee,
    *,
    level: FunctionalLevel,
    entries: Sequence[CreditEntry],
    treatment: ConvertedMonths,
    policy: Policy,
    months: Sequence[Period] | None = None,
) -> CreditEntry | None:
    """Convert the predicate of a period into an entry.

    Args:
        appraisal: The appraisal of the person in the period.
        employee: The person.
        level: Jenjang that the person held in these months.
        entries: All entries of the person, in any order.
        treatment: What a predicate of the year does with months converted before; a shorter
            period leaves them alone, since a month converts once.
        policy: Gives the credit of a predicate, a level and a number of months.
        months: The months in the level, for who changed level in the period; all without it.

    Returns:
        The entry, or `None` when nothing is left to convert.

    Raises:
        NotFound: If the appraisal has no predicate.
        InvalidInput: If a month lies outside the period, the months were converted before and
            are to be refused, or the policy does not cover the person.

    Legal basis:
        PermenPANRB 1/2023 art. 37.
    """
    if appraisal.predicate is None:
        raise NotFound(Problem("credit_without_predicate", "appraisal", value=appraisal.period))
    every = months_of(appraisal.period)
    wanted = every if months is None else tuple(sorted(months))
    _refuse_outside(wanted, every, appraisal.period)
    key = f"{employee.id}/{level}/{appraisal.period}"
    if wanted != every:
        key += f"/{wanted[0]}..{wanted[-1]}"
    others = [entry for entry in entries if entry.id != key]
    before = tuple(month for month in wanted if month in converted_months(others))
    yearly = appraisal.period.kind is PeriodKind.TAHUNAN
    if before and yearly and treatment is ConvertedMonths.TOLAK:
        value = ", ".join(map(str, before))
        raise InvalidInput(Problem("credit_months_converted", "months", value=value))
    blank = CreditEntry(
        id=key,
        employee_id=employee.id,
        level=level,
        period=appraisal.period,
        amount=Fraction(0),
        months=tuple(month for month in wanted if month not in before) or wanted,
        predicate=appraisal.predicate,
        policy=policy.id,
    )
    if before and yearly and treatment is ConvertedMonths.SELISIH:
        return _corrected(blank, wanted, before, others=others, policy=policy, employee=employee)
    if len(before) == len(wanted):
        return None
    return _valued(blank, len(blank.months), policy=policy, employee=employee)


def _refuse_outside(wanted: Sequence[Period], every: Sequence[Period], period: Period) -> None:
    strange = [str(month) for month in wanted if month not in every] if wanted else ["-"]
    problems = [
        Problem("credit_months_outside", "months", value=month, cure=str(period))
        for month in strange
    ]
    if error := InvalidInput.of(problems):
        raise error


def _valued(entry: CreditEntry, months: int, *, policy: Policy, employee: Employee) -> CreditEntry:
    """Let the policy say what a number of months is worth."""
    found = policy.evaluate(
        {
            "predikat_kinerja": entry.predicate,
            "jenjang": entry.level,
            "bulan": months,
            "status_kepegawaian": employee.status,
        },
        as_of=entry.period.end - timedelta(days=1),
    )
    amount = Fraction(found.value)  # type: ignore[arg-type] # a number, as the policy declares
    return attrs.evolve(entry, amount=amount, explanation=found.explanation.to_dict())


def _corrected(  # noqa: PLR0913 - the facts of a correction
    blank: CreditEntry,
    wanted: Sequence[Period],
    before: tuple[Period, ...],
    *,
    others: Sequence[CreditEntry],
    policy: Policy,
    employee: Employee,
) -> CreditEntry | None:
    """Value all months by the predicate of the year, less what some of them had given."""
    whole = _valued(blank, len(wanted), policy=policy, employee=employee)
    given = sum((_share(entry, wanted) for entry in others), start=Fraction(0))
    left = tuple(month for month in wanted if month not in before)
    if not left and whole.amount == given:
        return None
    return attrs.evolve(whole, months=left, corrected=before, amount=whole.amount - given)


def _share(entry: CreditEntry, months: Sequence[Period]) -> Fraction:
    """Give the part of an entry that belongs to some months; each month has an equal part."""
    inside = sum(month in months for month in entry.months)
    return entry.amount * Fraction(inside, len(entry.months)) if inside else Fraction(0)


def balance_of(entries: Iterable[CreditEntry], *, level: FunctionalLevel) -> Fraction:
    """Add up the credit of a person in a level.

    Args:
        entries: All entries of the person, in any order.
        level: The level that the person holds.

    Returns:
        The balance: entries since the person came to this level. It is 0 right after a rise.

    Legal basis:
        PermenPANRB 1/2023 art. 30: credit is counted in the level.
    """
    total = Fraction(0)
    for entry in sorted(entries, key=_place, reverse=True):
        if entry.level is not level:
            break
        total += entry.amount
    return total


def _place(entry: CreditEntry) -> tuple[object, ...]:
    first = min((*entry.months, *entry.corrected), default=entry.period)
    return (first.start, entry.basis is CreditBasis.KONVERSI, entry.period.end, entry.id)
