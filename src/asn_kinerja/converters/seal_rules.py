"""Which seals would cover a record: what storage asks before it writes to a sealed period."""

from collections.abc import Sequence

import attrs

from asn_kinerja.converters.make import KINDS
from asn_kinerja.records.sealing import Seal
from asn_kinerja.records.spans import FOLLOWING, LASTING, Find, periods_of

__all__ = ["PeriodRules"]


_PERIODIC = frozenset(
    kind.name
    for record_type, kind in KINDS.items()
    if record_type is not Seal
    and ("period" in kind.indexes or record_type in LASTING or record_type in FOLLOWING)
)


@attrs.frozen
class PeriodRules:
    """The periods of the records of this package."""

    kinds: frozenset[str] = attrs.field(init=False, default=_PERIODIC)
    """Kinds whose records may belong to a period."""

    def seals_of(self, record: object, find: Find) -> Sequence[str]:
        """Name the seals that would cover a record.

        Args:
            record: The record.
            find: Finds other records.

        Returns:
            Names of the periods that hold it.
        """
        return [str(period) for period in periods_of(record, find)]
