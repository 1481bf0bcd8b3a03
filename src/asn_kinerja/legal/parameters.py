"""Legal values with the days on which they hold, their source and how sure we are."""

from datetime import date
from enum import StrEnum
from fractions import Fraction

import attrs

from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.effective import find_at
from asn_kinerja.legal.wording import Wording

__all__ = ["Authority", "LegalValue", "Parameter", "ParameterVersion", "Status"]

LegalValue = int | Fraction | str | bool | date


class Status(StrEnum):
    """Whether a value was read in the source that it cites."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


class Authority(StrEnum):
    """Who set a value: the national rule, one agency, or nobody but practice."""

    NATIONAL = "national"
    AGENCY = "agency"
    PRACTICE = "practice"


@attrs.frozen(kw_only=True)
class ParameterVersion:
    """One value of a parameter, for the days on which it holds.

    Args:
        value: An exact number, a word, a flag or a date.
        valid_from: First day.
        valid_until: First day after; `None` while it holds.
        citation: Where it stands.
        status: Whether it was read there.
        authority: Who set it.
    """

    value: LegalValue
    valid_from: date
    valid_until: date | None = None
    citation: Citation
    status: Status
    authority: Authority


@attrs.frozen(kw_only=True)
class Parameter:
    """A legal value under a name, in all its versions.

    Args:
        name: Unique in its pack.
        title: What it is, for people.
        unit: Unit of a number (``jp``, ``share``, ``point``); ``word``, ``flag`` or ``date``.
        versions: One or more, oldest first, without gap or overlap.
    """

    name: str
    title: Wording
    unit: str
    versions: tuple[ParameterVersion, ...]

    def at(self, as_of: date | None) -> ParameterVersion:
        """Give the version that holds on a day.

        Args:
            as_of: The day; `None` works while there is only one version.

        Returns:
            The version.

        Raises:
            InvalidInput: If there are several versions and no day was given.
            NotFound: If no version holds on that day.
        """
        if as_of is None:
            if len(self.versions) == 1:
                return self.versions[0]
            days = ", ".join(str(version.valid_from) for version in self.versions)
            raise InvalidInput(Problem("day_needed", self.name, value=days))
        version = find_at(self.versions, as_of)
        if version is None:
            first, last = self.versions[0].valid_from, self.versions[-1].valid_until
            span = f">= {first}, < {last}" if last else f">= {first}"
            raise NotFound(Problem("not_in_force", self.name, value=as_of, cure=span))
        return version
