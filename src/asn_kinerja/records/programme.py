"""The programme of one office in one year: what is local, and therefore data."""

from datetime import date
from decimal import Decimal

import attrs

from asn_kinerja.records.fields import checked, require_within
from asn_kinerja.records.periods import Period

__all__ = ["Owner", "Programme"]


@attrs.frozen(kw_only=True, field_transformer=checked)
class Owner:
    """Who looks after a recommendation, and until when.

    Args:
        topic: What about: ``bimbingan``, ``pelatihan``, ``laporan``, ``pelayanan``, ``motivasi``.
        person: Post or person as printed.
        due_on: The day it is to be done.
    """

    topic: str
    person: str
    due_on: date


@attrs.frozen(kw_only=True, field_transformer=checked)
class Programme:
    """Settings of one office for one year.

    Args:
        id: Stable key.
        name: Name of the programme as printed.
        period: The year.
        office: Name of the office as printed.
        region: Name of the region, for the letterhead.
        address: Address, for the letterhead.
        root_unit_id: The office in the unit tree.
        city: Where reports are signed.
        signed_on: Date of the report.
        signatory: Name of who signs.
        signatory_title: Post of who signs.
        signatory_nip: NIP of who signs; empty if not printed.
        large_share: "Sebagian besar" of the rating guide, as a share 0-1; practice.
        small_share: "Sebagian kecil" of the rating guide, as a share 0-1; practice.
        synthetic: Whether the people are synthetic; printed on every page.
        away_limit: Most people of a unit in training on one day; `None` for no limit.
        course_limit: Most sessions that a plan gives one person; `None` for no limit.
        unit_floor: So many people of each unit a plan serves at least, where it can.
        keeps_holidays: Whether no class is held on a national holiday or a day of joint leave.
        smallest_group: Cells under this number are withheld.
        owners: Who looks after recommendations.
    """

    id: str
    name: str
    period: Period
    office: str
    region: str
    root_unit_id: str
    city: str
    signed_on: date
    signatory: str
    signatory_title: str
    large_share: Decimal
    small_share: Decimal
    address: str = ""
    signatory_nip: str = ""
    synthetic: bool = False
    away_limit: int | None = None
    course_limit: int | None = None
    unit_floor: int = 0
    keeps_holidays: bool = True
    smallest_group: int = 5
    owners: tuple[Owner, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check shares and limits."""
        require_within(self, "large_share", self.large_share, low=0, high=1)
        require_within(self, "small_share", self.small_share, low=0, high=1)
        for name in ("away_limit", "course_limit"):
            if getattr(self, name) is not None:
                require_within(self, name, getattr(self, name), low=1)
        require_within(self, "unit_floor", self.unit_floor, low=0)
        require_within(self, "smallest_group", self.smallest_group, low=1)
