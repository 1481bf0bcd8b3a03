"""`Entry`: a candidate with everything that decides, wherever it came from; it is not stored."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

import attrs

from asn_kinerja.legal.terms import EmploymentStatus, PositionClass
from asn_kinerja.records.award_rules import AwardPool, AwardProgramme, Trait
from asn_kinerja.records.awards import GateResult

__all__ = ["Entry"]


def _frozen(values: Mapping[str, int | Fraction | None]) -> Mapping[str, int | Fraction | None]:
    return MappingProxyType(dict(values))


@attrs.frozen(kw_only=True)
class Entry:
    """One candidate, judged but not yet ranked.

    Args:
        employee_id: Who.
        name: Name as printed.
        unit_id: Unit of the post.
        position_class: Class of the post.
        status: Employment status.
        gates: All gates with their answers.
        values: Exact value of each criterion in its own unit; `None` where a fact is missing.
        sex: For the fairness report; empty when unknown. It decides nothing.
    """

    employee_id: str
    name: str
    unit_id: str
    position_class: PositionClass
    status: EmploymentStatus
    gates: tuple[GateResult, ...] = ()
    values: Mapping[str, int | Fraction | None] = attrs.field(factory=dict, converter=_frozen)
    sex: str = ""

    @property
    def traits(self) -> Mapping[Trait, str]:
        """What quotas count by."""
        return {
            Trait.UNIT: self.unit_id,
            Trait.KELAS_JABATAN: str(self.position_class),
            Trait.STATUS: str(self.status),
        }

    def pool_in(self, programme: AwardProgramme) -> AwardPool | None:
        """Find the pool in which the candidate competes; `None` when none admits."""
        return programme.pool_of(self.position_class, self.status)
