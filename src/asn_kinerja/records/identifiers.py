"""`Nip`: the 18-digit number of a civil servant or PPPK, read once into its parts."""

from datetime import date
from enum import StrEnum

import attrs

from asn_kinerja.errors import InvalidRecord, Problem

__all__ = ["Nip", "Sex"]

_PARTS = "8/6/1/3"
_MONTHS = range(1, 13)


def _without_spaces(text: object) -> str:
    return "".join(str(text).split())


class Sex(StrEnum):
    """Digit 15 of a NIP."""

    LAKI_LAKI = "laki_laki"
    PEREMPUAN = "perempuan"


@attrs.frozen
class Nip:
    """Nomor Induk Pegawai of 18 digits: birth date, start, sex, serial.

    A civil servant's digits 9-14 are the month of the CPNS appointment (``YYYYMM``). A PPPK's are
    the year of the first contract and two digits that are no month (``21`` and up).

    Args:
        digits: The number as text; spaces are dropped.

    Raises:
        InvalidRecord: If it is no NIP, with the reason.

    Examples:
        >>> nip = Nip("19790214 200312 2 007")
        >>> nip.birth_date.isoformat(), nip.start_year, nip.start_month, nip.sex.value, nip.serial
        ('1979-02-14', 2003, 12, 'perempuan', '007')
        >>> Nip("199301012022211001").is_pppk
        True
    """

    digits: str = attrs.field(converter=_without_spaces)

    @digits.validator
    def _check(self, _attribute: object, digits: str) -> None:
        if rule := _fault(digits):
            raise InvalidRecord(Problem("invalid_nip", "nip", value=digits, rule=rule, cure=_PARTS))

    def __str__(self) -> str:
        return self.digits

    @property
    def birth_date(self) -> date:
        """Digits 1-8."""
        return _day(self.digits[:8])

    @property
    def start_year(self) -> int:
        """Digits 9-12: the year of the CPNS appointment or first contract."""
        return int(self.digits[8:12])

    @property
    def start_month(self) -> int | None:
        """Digits 13-14 of a civil servant; `None` for a PPPK."""
        month = int(self.digits[12:14])
        return month if month in _MONTHS else None

    @property
    def is_pppk(self) -> bool:
        """Whether digits 13-14 are no month, as in the number of a PPPK."""
        return self.start_month is None

    @property
    def sex(self) -> Sex:
        """Digit 15: 1 is a man, 2 a woman."""
        return Sex.LAKI_LAKI if self.digits[14] == "1" else Sex.PEREMPUAN

    @property
    def serial(self) -> str:
        """Digits 16-18."""
        return self.digits[15:]


def _day(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def _fault(digits: str) -> str:  # noqa: PLR0911 - one return a fault
    if digits and not (digits.isascii() and digits.isdigit()):
        return "only digits are allowed"
    if len(digits) != 18:
        return f"it has {len(digits)} digits"
    try:
        born = _day(digits[:8])
    except ValueError:
        return f"digits 1-8 ({digits[:8]}) are no date"
    year, month = int(digits[8:12]), int(digits[12:14])
    if month == 0 or 12 < month < 21:
        return f"digits 13-14 ({digits[12:14]}) are neither a month nor a PPPK code"
    if year - born.year < 15:
        return f"the start ({year}) is not at least 15 years after the birth ({born.year})"
    if digits[14] not in "12":
        return f"digit 15 ({digits[14]}) is neither 1 nor 2"
    return ""
