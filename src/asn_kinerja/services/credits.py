"""The credit ledger in the store: convert a predicate, bring a balance forward, add up."""

from collections.abc import Sequence
from fractions import Fraction

from asn_kinerja.appraisals.credits import ConvertedMonths, balance_of, convert
from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.legal.terms import FunctionalLevel
from asn_kinerja.records.appraisals import Appraisal
from asn_kinerja.records.credits import CreditBasis, CreditEntry
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.services.period_records import exactly
from asn_kinerja.storage.query import equals
from asn_kinerja.storage.unit_of_work import UnitOfWork

__all__ = ["convert_credit", "credit_balance", "open_credit"]


def convert_credit(  # noqa: PLR0913 - the facts of a conversion
    context: ServiceContext,
    employee_id: str,
    *,
    period: Period,
    level: FunctionalLevel,
    treatment: ConvertedMonths,
    months: Sequence[Period] | None = None,
) -> CreditEntry | None:
    """Convert the predicate of a person in a period, in one transaction.

    Converting the same again changes nothing and writes no audit entry.

    Args:
        context: Store, policies, actor and clock.
        employee_id: Whose.
        period: A month, a quarter or a year that was appraised.
        level: Jenjang held in these months.
        treatment: What a predicate of the year does with months converted before.
        months: The months in the level, for who changed level in the period; all without it.

    Returns:
        The entry that now stands in the ledger; `None` when nothing was left to convert.

    Raises:
        NotFound: If there is no such person, no predicate, or no rule of the period.
        InvalidInput: If the ledger holds another entry for these months: entries never change.
    """
    policy = context.policies.in_force("angka_kredit", (period.start, period.end))
    with context.transaction("convert_credit", str(period)) as unit:
        employee = unit.repository(Employee).get(employee_id)
        entry = convert(
            _appraisal(unit, employee_id, period),
            employee,
            level=level,
            entries=_entries(unit, employee_id),
            treatment=treatment,
            policy=policy,
            months=months,
        )
        return None if entry is None else _append(unit, entry)


def open_credit(  # noqa: PLR0913 - the fields of an entry
    context: ServiceContext,
    employee_id: str,
    *,
    level: FunctionalLevel,
    month: Period,
    amount: Fraction,
    reason: str,
) -> CreditEntry:
    """Bring a balance forward: credit on entry, of an older system, or for a new diploma.

    Args:
        context: Store, policies, actor and clock.
        employee_id: Whose.
        level: Jenjang that it counts in.
        month: Month from which it counts.
        amount: Exact credit.
        reason: The document that sets it.

    Returns:
        The entry; one for each person, level and month.

    Raises:
        NotFound: If there is no such person.
        InvalidInput: If the ledger holds another balance there: entries never change.
    """
    with context.transaction("open_credit", reason) as unit:
        unit.repository(Employee).get(employee_id)
        entry = CreditEntry(
            id=f"{employee_id}/{level}/{month}/{CreditBasis.AWAL}",
            employee_id=employee_id,
            level=level,
            period=month,
            amount=amount,
            basis=CreditBasis.AWAL,
            reason=reason,
        )
        return _append(unit, entry)


def credit_balance(
    context: ServiceContext, employee_id: str, *, level: FunctionalLevel
) -> Fraction:
    """Add up what a person has gathered in a level.

    Args:
        context: Store, policies, actor and clock.
        employee_id: Whose.
        level: The level that the person holds now.

    Returns:
        The exact balance; 0 right after a rise in level.
    """
    with context.reading() as unit:
        return balance_of(_entries(unit, employee_id), level=level)


def _append(unit: UnitOfWork, entry: CreditEntry) -> CreditEntry:
    """Write an entry once; the same one again is no change, another one is refused."""
    ledger = unit.repository(CreditEntry)
    present = ledger.find(entry.id)
    if present is None:
        ledger.put(entry, expected_version=0)
    elif present != entry:
        shown = f"{present.predicate or present.basis}, {present.amount}"
        raise InvalidInput(Problem("credit_entry_stands", "credit_entry", value=shown))
    return entry


def _entries(unit: UnitOfWork, employee_id: str) -> tuple[CreditEntry, ...]:
    return tuple(unit.repository(CreditEntry).scan(where=(equals("employee_id", employee_id),)))


def _appraisal(unit: UnitOfWork, employee_id: str, period: Period) -> Appraisal:
    where = (*exactly(period), equals("employee_id", employee_id))
    for appraisal in unit.repository(Appraisal).scan(where=where):
        return appraisal
    raise NotFound(Problem("credit_without_predicate", "appraisal", value=period))
