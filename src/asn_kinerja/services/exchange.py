"""Import: put what came in a workbook into the store, all of it or nothing."""

from collections.abc import Mapping

import attrs

from asn_kinerja.appraisals.facts import AppraisalFacts
from asn_kinerja.appraisals.plan_checks import plan_warnings
from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.errors import Problem
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee, ExternalPerson
from asn_kinerja.records.performance import PerformancePlan
from asn_kinerja.records.positions import Position
from asn_kinerja.records.programme import Programme
from asn_kinerja.services.context import ServiceContext

__all__ = ["ImportSummary", "import_workbook"]


@attrs.frozen(kw_only=True)
class ImportSummary:
    """What came of an import.

    Args:
        counts: Records handed in, by class name.
        changed: Records that were new or different; 0 when the store held just these.
        warnings: What is worth a look, such as absolute targets; their places name records, so
            keep them out of logs.
    """

    counts: Mapping[str, int]
    changed: int
    warnings: tuple[Problem, ...]

    @property
    def total(self) -> int:
        """Records handed in, all classes together."""
        return sum(self.counts.values())


def import_workbook(context: ServiceContext, batch: RecordBatch) -> ImportSummary:
    """Store the records of a workbook, in one transaction with one audit entry.

    The same workbook again changes nothing. Records of the store that are not in the batch stay.

    Args:
        context: Store, policies, actor and clock.
        batch: What `read_workbook` gave.

    Returns:
        Counts, changes and warnings.

    Raises:
        InvalidRecord: If a record holds a value that no store keeps; nothing is stored then.
    """
    with context.transaction("import") as unit:
        changed = 0
        for kind, found in batch.records.items():
            changed += unit.repository(kind).put_all(found)
    return ImportSummary(counts=batch.counts(), changed=changed, warnings=_warnings(batch))


def _warnings(batch: RecordBatch) -> tuple[Problem, ...]:
    facts = AppraisalFacts(
        employees=batch.of(Employee),
        units=batch.of(Unit),
        positions=batch.of(Position),
        assignments=batch.of(Assignment),
        external_persons=batch.of(ExternalPerson),
        plans=batch.of(PerformancePlan),
    )
    found = [
        problem
        for programme in batch.of(Programme)
        for problem in plan_warnings(facts, programme.period)
    ]
    return tuple(dict.fromkeys(found))
