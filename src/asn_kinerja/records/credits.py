"""Credit of functional posts (angka kredit): a ledger of entries that are never changed."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

import attrs

from asn_kinerja.errors import InvalidRecord, Problem
from asn_kinerja.legal.terms import FunctionalLevel, PredikatKinerja
from asn_kinerja.records.fields import checked, freeze, require_unique
from asn_kinerja.records.periods import Period, PeriodKind

__all__ = ["CreditBasis", "CreditEntry"]


class CreditBasis(StrEnum):
    """What an entry rests on: a predicate that was converted, or a balance brought forward."""

    KONVERSI = "konversi"
    AWAL = "awal"


def _exact(value: object) -> object:
    """Take whole numbers and decimals as fractions; anything else is left to be refused."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Fraction(value)
    return value


@attrs.frozen(kw_only=True, field_transformer=checked)
class CreditEntry:
    """What some months added to the credit of one person in one level.

    Args:
        id: Stable key, made of person, level and period.
        employee_id: Whose.
        level: Jenjang in which it was gathered; a rise in level starts again from 0.
        period: The period that was judged; for a balance brought forward its first month.
        amount: Exact credit; below 0 only where it corrects what was converted before.
        basis: What it rests on.
        months: Months that it converts, in order; each converts once.
        corrected: Months converted before whose credit it brings to the predicate of the year.
        predicate: The predicate; `None` for a balance brought forward.
        policy: Id of the policy that gave the credit; empty for a balance brought forward.
        reason: The document of a balance brought forward.
        explanation: The policy's explanation as a canonical value.

    Legal basis:
        PermenPANRB 1/2023 art. 37: conversion of predicates, by months.
    """

    id: str
    employee_id: str
    level: FunctionalLevel
    period: Period
    amount: Fraction = attrs.field(converter=_exact)
    basis: CreditBasis = CreditBasis.KONVERSI
    months: tuple[Period, ...] = ()
    corrected: tuple[Period, ...] = ()
    predicate: PredikatKinerja | None = None
    policy: str = ""
    reason: str = ""
    explanation: Mapping[str, Any] | None = attrs.field(
        default=None, converter=freeze, hash=False, repr=False
    )

    def __attrs_post_init__(self) -> None:
        """Check the months, and what a basis needs."""
        touched = (*self.months, *self.corrected)
        require_unique(self, "months", map(str, touched))
        problems = list(self._strange(touched))
        if (self.basis is CreditBasis.KONVERSI) != (self.predicate is not None and bool(touched)):
            place = "CreditEntry.basis"
            problems.append(Problem("credit_basis", place, value=self.basis))
        if self.amount < 0 and not self.corrected:
            place, value = "CreditEntry.amount", self.amount
            problems.append(Problem("out_of_bounds", place, value=value, cure=">= 0"))
        if error := InvalidRecord.of(problems):
            raise error

    def _strange(self, months: Iterable[Period]) -> Iterable[Problem]:
        """Tell the months that are none, or lie outside the period."""
        for month in months:
            inside = self.period.covers(month)
            if month.kind is not PeriodKind.BULANAN or not inside:
                cure = str(self.period)
                yield Problem("credit_months_outside", "CreditEntry.months", value=month, cure=cure)
