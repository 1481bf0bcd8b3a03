"""`Period`: a year, a quarter or a month of performance, as a half-open interval."""

import re
from datetime import date
from enum import StrEnum

import attrs

from asn_kinerja.errors import InvalidRecord, Problem

__all__ = ["EvaluationPeriod", "Period", "PeriodKind", "PeriodState"]

_PATTERN = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d{2}))?")


class PeriodKind(StrEnum):
    """How long a period is."""

    TAHUNAN = "tahunan"
    TRIWULANAN = "triwulanan"
    BULANAN = "bulanan"


class PeriodState(StrEnum):
    """Stages of an evaluation period; a sealed one changes only by a linked correction."""

    OPEN = "open"
    IN_REVIEW = "in_review"
    CLOSED = "closed"
    SEALED = "sealed"


@attrs.frozen(order=True)
class Period:
    """A performance period, written ``2025``, ``2025-Q1`` or ``2025-03``.

    Args:
        text: The period as text.

    Raises:
        InvalidRecord: If the text is no period.

    Examples:
        >>> quarter = Period("2025-Q1")
        >>> quarter.start.isoformat(), quarter.end.isoformat()
        ('2025-01-01', '2025-04-01')
        >>> [str(part) for part in Period("2025").quarters]
        ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']
    """

    text: str = attrs.field(converter=str)

    @text.validator
    def _check(self, _attribute: object, text: str) -> None:
        match = _PATTERN.fullmatch(text)
        month = int(match[3]) if match and match[3] else 1
        if match is None or not 1 <= month <= 12 or int(match[1]) < 1:
            raise InvalidRecord(Problem("invalid_period", "period", value=text))

    def __str__(self) -> str:
        return self.text

    @property
    def year(self) -> int:
        """The calendar year it lies in."""
        return int(self.text[:4])

    @property
    def kind(self) -> PeriodKind:
        """Year, quarter or month."""
        if len(self.text) == 4:
            return PeriodKind.TAHUNAN
        return PeriodKind.TRIWULANAN if "Q" in self.text else PeriodKind.BULANAN

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, self._first_month, 1)

    @property
    def end(self) -> date:
        """The day after the last one."""
        months = {PeriodKind.TAHUNAN: 12, PeriodKind.TRIWULANAN: 3, PeriodKind.BULANAN: 1}
        after = self._first_month + months[self.kind]
        return date(self.year + 1, 1, 1) if after > 12 else date(self.year, after, 1)

    @property
    def quarters(self) -> "tuple[Period, ...]":
        """The four quarters of a year; a shorter period has none."""
        if self.kind is not PeriodKind.TAHUNAN:
            return ()
        return tuple(Period(f"{self.text}-Q{number}") for number in (1, 2, 3, 4))

    def holds(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.start <= day < self.end

    def covers(self, other: "Period") -> bool:
        """Whether all days of another period lie in this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, start: date, end: date | None) -> bool:
        """Whether the half-open interval from `start` to `end` shares a day with the period."""
        return start < self.end and (end is None or end > self.start)

    @property
    def _first_month(self) -> int:
        match self.kind:
            case PeriodKind.TAHUNAN:
                return 1
            case PeriodKind.TRIWULANAN:
                return 3 * int(self.text[-1]) - 2
            case PeriodKind.BULANAN:
                return int(self.text[-2:])


@attrs.frozen(kw_only=True)
class EvaluationPeriod:
    """A period that is, or was, evaluated, and how far that has come.

    Args:
        period: The period.
        state: Its stage.
    """

    period: Period = attrs.field(validator=attrs.validators.instance_of(Period))
    state: PeriodState = attrs.field(
        default=PeriodState.OPEN, validator=attrs.validators.instance_of(PeriodState)
    )

    @property
    def id(self) -> str:
        """The period as text."""
        return self.period.text
