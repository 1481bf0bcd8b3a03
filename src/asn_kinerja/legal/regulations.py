"""A regulation and the days on which it is in force."""

import re
from datetime import date

import attrs

from asn_kinerja.errors import InvalidPolicy, Problem
from asn_kinerja.legal.citations import Citation, regulation_label
from asn_kinerja.legal.wording import Wording

__all__ = ["Regulation"]

_ID = re.compile(r"[a-z]+(_[a-z]+)*_\d+_\d{4}")


@attrs.frozen(kw_only=True)
class Regulation:
    """A regulation: what it is called and when it is in force.

    Args:
        id: ``<kind>_<number>_<year>``, such as ``pp_11_2017``.
        title: Its subject.
        in_force_from: First day in force.
        in_force_until: First day no longer in force; `None` while it is.
        citation: Where the days stand.
        dates_confirmed: Whether the days were read in the text itself.

    Raises:
        InvalidPolicy: If the id has another form or the span is empty.
    """

    id: str
    title: Wording
    in_force_from: date
    in_force_until: date | None = None
    citation: Citation
    dates_confirmed: bool = True

    def __attrs_post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            cure = "<kind>_<number>_<year>"
            raise InvalidPolicy(Problem("wrong_form", "regulation.id", value=self.id, cure=cure))
        if self.in_force_until is not None and self.in_force_until <= self.in_force_from:
            raise InvalidPolicy(
                Problem(
                    "empty_interval",
                    f"{self.id}.in_force_until",
                    value=self.in_force_until,
                    cure=str(self.in_force_from),
                )
            )

    @property
    def label(self) -> str:
        """The name that people use, such as ``PP 11/2017``."""
        return regulation_label(self.id)
