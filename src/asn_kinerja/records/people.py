"""Employees, and the people outside the civil service who appraise some of them."""

from datetime import date

import attrs

from asn_kinerja.errors import InvalidRecord, Problem
from asn_kinerja.legal.terms import Education, EmploymentStatus, GolonganPppk, GolonganRuang
from asn_kinerja.records.fields import checked, require_interval
from asn_kinerja.records.identifiers import Nip, Sex

__all__ = ["Employee", "ExternalPerson"]

_CONTRACT = frozenset({EmploymentStatus.PPPK, EmploymentStatus.PPPK_PARUH_WAKTU})


@attrs.frozen(kw_only=True, field_transformer=checked)
class Employee:
    """A civil servant or PPPK.

    Args:
        id: Stable key; an office usually takes the NIP.
        nip: The 18-digit number.
        name: Full name with titles, as printed.
        status: Status kepegawaian.
        grade: Golongan/ruang of a civil servant, golongan of a PPPK.
        appointed_on: TMT CPNS, or the first day of the contract.
        contract_until: The day after the last of the contract; PPPK only.
        education: Highest formal education.
    """

    id: str
    nip: Nip
    name: str
    status: EmploymentStatus
    grade: GolonganRuang | GolonganPppk
    appointed_on: date
    contract_until: date | None = None
    education: Education | None = None

    def __attrs_post_init__(self) -> None:
        """Check what the fields say about each other."""
        require_interval(self, self.appointed_on, self.contract_until)
        expected = GolonganPppk if self.is_contract else GolonganRuang
        if not isinstance(self.grade, expected):
            cure = ", ".join(grade.printed for grade in expected)
            raise InvalidRecord(
                Problem("grade_of_other_status", "Employee.grade", value=self.grade, cure=cure)
            )
        if self.is_contract != (self.contract_until is not None):
            code = "contract_missing" if self.is_contract else "contract_foreign"
            raise InvalidRecord(
                Problem(code, "Employee.contract_until", value=self.contract_until or "")
            )

    @property
    def is_contract(self) -> bool:
        """Whether the person serves on a contract (PPPK)."""
        return self.status in _CONTRACT

    @property
    def sex(self) -> Sex:
        """Sex, as the NIP says."""
        return self.nip.sex


@attrs.frozen(kw_only=True, field_transformer=checked)
class ExternalPerson:
    """Somebody without NIP who appraises, such as a head of region (P6 pp. 89-90).

    Args:
        id: Stable key.
        name: Name as printed.
        office: Office held, such as "Wali Kota Medan".
        final: Whether evaluations by this office are final (P6 p. 90 no. 12).
    """

    id: str
    name: str
    office: str
    final: bool = False
