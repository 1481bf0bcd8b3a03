"""What holds a finished period fast: its seal, corrections after it, and people erased since."""

from datetime import date

import attrs

from asn_kinerja.records.fields import checked
from asn_kinerja.records.periods import Period

__all__ = ["Correction", "ErasedFromSeal", "Erasure", "Seal", "SealedLaw"]


@attrs.frozen(kw_only=True, field_transformer=checked)
class SealedLaw:
    """A policy as it was when a period was sealed.

    Args:
        purpose: What it was chosen for.
        policy: Its id.
        hash: Fingerprint of its rules, parameters and dates.
    """

    purpose: str
    policy: str
    hash: str


@attrs.frozen(kw_only=True, field_transformer=checked)
class Seal:
    """A period that was finished: what it held, by which rules, under which release.

    The hashes are over a line a record: kind, name in the audit chain, version and payload hash.

    Args:
        id: The period as text.
        period: The period.
        sealed_on: When, in UTC.
        reason: Why, in the words of who sealed it.
        release: Release of the library.
        entry: Sequence of the audit entry that sealed it.
        previous: Hash of the entry before that.
        records: Number of records of the period.
        hash: Hash of them.
        used: Number of all other records of the store: what the period may have used.
        used_hash: Hash of those.
        laws: The policies that governed it.
    """

    id: str
    period: Period
    sealed_on: date
    reason: str
    release: str
    entry: int
    previous: str
    records: int
    hash: str
    used: int
    used_hash: str
    laws: tuple[SealedLaw, ...] = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class Correction:
    """One change of one record of a sealed period, linked to what was sealed.

    Args:
        id: Audit entry and number in it.
        seal_ids: The seals that it goes beyond.
        entry: Sequence of the audit entry that made it.
        kind: Kind of the record.
        record_id: Key of the record.
        record: What the audit chain calls the record.
        version: Version that was written or removed.
        before: Hash of the payload before; empty for a new record.
        after: Hash of the payload after; empty for a removed record.
        reason: Why.
        corrected_on: When, in UTC.
    """

    id: str
    seal_ids: tuple[str, ...]
    entry: int
    kind: str
    record_id: str
    record: str
    version: int
    reason: str
    corrected_on: date
    before: str = ""
    after: str = ""


@attrs.frozen(kw_only=True, field_transformer=checked)
class ErasedFromSeal:
    """Which records of a sealed period an erasure took or wrote anew, as the chain calls them.

    Args:
        seal_id: The seal.
        gone: Records that are no longer there.
        renewed: Records that stand in the place of some, without the person.
    """

    seal_id: str
    gone: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class Erasure:
    """That somebody was erased; never who.

    Args:
        id: The word that stands where the person was named.
        entry: Sequence of the audit entry that erased.
        erased_on: When, in UTC.
        reason: Why.
        removed: Number of records that were removed.
        renewed: Number of records that were written anew without the person.
        sealed: What that means for sealed periods.
    """

    id: str
    entry: int
    erased_on: date
    reason: str
    removed: int
    renewed: int
    sealed: tuple[ErasedFromSeal, ...] = ()
