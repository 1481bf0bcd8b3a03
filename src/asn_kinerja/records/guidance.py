"""How a competency stands after guidance, on the scale of form B.1.9, which is no level."""

from datetime import date

import attrs

from asn_kinerja.errors import InvalidRecord, Problem
from asn_kinerja.legal.terms import GuidanceMark
from asn_kinerja.records.fields import checked, require_within

__all__ = ["GuidanceEvaluation"]


@attrs.frozen(kw_only=True, field_transformer=checked)
class GuidanceEvaluation:
    """What the leader found of one competency when the guidance of an employee ended.

    The mark compares the employee with the standard of the post. It is a word, never a number, so
    that nothing takes it for the level of an `Assessment`.

    Args:
        id: Stable key.
        employee_id: Who was guided.
        competency_id: In what.
        mark: The mark.
        indicators_met: Indicators of the required level that were met, 0 to 3.
        reason: Why, as the form asks.
        evaluated_on: When.
        evaluator: Who, as printed.

    Legal basis:
        PermenPANRB 6/2022 art. 21 and form B.1.9, pp. 84-85.
    """

    id: str
    employee_id: str
    competency_id: str
    mark: GuidanceMark
    indicators_met: int
    reason: str
    evaluated_on: date
    evaluator: str = ""

    def __attrs_post_init__(self) -> None:
        """Check that the mark is one that the indicators allow."""
        require_within(self, "indicators_met", self.indicators_met, low=0, high=3)
        allowed = GuidanceMark.for_indicators(self.indicators_met)
        if self.mark not in allowed:
            raise InvalidRecord(
                Problem("mark_beside_indicators", "GuidanceEvaluation.mark", value=self.mark.value,
                        rule="PermenPANRB 6/2022, B.1.9", cure=" / ".join(allowed))
            )  # fmt: skip
