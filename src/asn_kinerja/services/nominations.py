"""Who is put forward for an award, and what its judges say, into a store."""

from collections.abc import Iterable

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.records.award_rules import AwardProgramme
from asn_kinerja.records.awards import Nomination, PanelMark
from asn_kinerja.records.people import Employee
from asn_kinerja.services.context import ServiceContext

__all__ = ["register_candidates"]


def register_candidates(
    context: ServiceContext,
    award: AwardProgramme,
    *,
    nominations: Iterable[Nomination] = (),
    marks: Iterable[PanelMark] = (),
) -> int:
    """Keep nominations and marks of judges for an award, and its programme, in one transaction.

    Args:
        context: Store, policies, actor and clock.
        award: The published rules.
        nominations: Who is put forward; what is there under the same key is replaced.
        marks: What judges say; likewise.

    Returns:
        How many records are new or changed; 0 when the store held just these.

    Raises:
        InvalidInput: With one problem for each record that names nobody the store knows. Marks
            that must not be there are told when the award is selected.
    """
    put_forward, given = tuple(nominations), tuple(marks)
    named = [(f"Nomination[{item.id}]", item.employee_id) for item in put_forward]
    named += [(f"PanelMark[{item.id}]", item.employee_id) for item in given]
    with context.transaction("nominate", award.id) as unit:
        known = {item.id for item in unit.repository(Employee).scan()}
        problems = [
            Problem("not_found", place, value=person)
            for place, person in named
            if person not in known
        ]
        if error := InvalidInput.of(problems):
            raise error
        changed = int(unit.repository(AwardProgramme).put(award))
        changed += unit.repository(Nomination).put_all(put_forward)
        return changed + unit.repository(PanelMark).put_all(given)
