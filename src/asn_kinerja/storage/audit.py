"""The audit chain: one entry a unit of work, each sealed over the one before.

An entry holds hashes of what changed, never the values, so that a person can be erased and the
chain still holds. Hashes are SHA-256 in hexadecimal, over UTF-8.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, NamedTuple

import attrs

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.storage.values import canonical_text

__all__ = ["START", "AuditChange", "AuditEntry", "next_entry", "text_hash"]

START = "0" * 64  # what the first entry is sealed over
_KIND_AND_RECORD = attrgetter("kind", "record")


class AuditChange(NamedTuple):
    """What an entry says about one record. A tuple, as an entry may hold a million.

    Args:
        kind: Kind of the record.
        record: What `identity.record_identity` calls the record: finds its entries without naming
            the person.
        version: Version that was written; for a deletion, the version that was deleted.
        payload: Hash of the payload that was written; empty for a deletion.
    """

    kind: str
    record: str
    version: int
    payload: str


@attrs.frozen(kw_only=True)
class AuditEntry:
    """One committed unit of work.

    Args:
        sequence: 1 for the first entry of the store, then one more each time.
        recorded_at: When it was recorded, in UTC.
        actor: Who did it.
        action: Which use case, as a short stable word, such as ``"import"``.
        reason: Why, in the actor's words; may be empty.
        changes: What changed, in the order of kind and record.
        previous: Hash of the entry before, `START` for the first.
        hash: Hash of all of the above.
    """

    sequence: int
    recorded_at: datetime
    actor: str
    action: str
    reason: str
    changes: tuple[AuditChange, ...]
    previous: str
    hash: str

    def sealed(self) -> str:
        """Compute the hash that this entry should bear.

        Returns:
            The hash; differs from `hash` when anything in the entry was altered.
        """
        return text_hash(
            canonical_text(
                {
                    "action": self.action,
                    "actor": self.actor,
                    "previous": self.previous,
                    "reason": self.reason,
                    "recorded_at": self.recorded_at.isoformat(timespec="microseconds"),
                    "sequence": self.sequence,
                },
                place="audit",
            )
            + "".join(
                f"\n{change.kind} {change.record} {change.version} {change.payload}"
                for change in self.changes
            )
        )


def text_hash(text: str) -> str:
    """Hash a text.

    Args:
        text: Any text.

    Returns:
        64 hexadecimal digits.
    """
    return hashlib.sha256(text.encode()).hexdigest()


def next_entry(  # noqa: PLR0913 - an entry has that many parts
    last: AuditEntry | None,
    changes: Iterable[AuditChange],
    *,
    recorded_at: datetime,
    actor: str,
    action: str,
    reason: str = "",
) -> AuditEntry:
    """Make the entry that follows the last one, sealed over it.

    Args:
        last: The last entry of the store, `None` for an empty store.
        changes: What changed.
        recorded_at: When; any time zone, kept in UTC.
        actor: Who.
        action: Which use case.
        reason: Why.

    Returns:
        The sealed entry.

    Raises:
        InvalidInput: If the time has no zone, actor or action is blank, or one of them or the
            reason is no text.
    """
    if error := InvalidInput.of(_entry_problems(recorded_at, actor, action, reason)):
        raise error
    fields: dict[str, Any] = {
        "sequence": last.sequence + 1 if last else 1,
        "recorded_at": recorded_at.astimezone(UTC),
        "actor": actor,
        "action": action,
        "reason": reason,
        "changes": tuple(sorted(changes, key=_KIND_AND_RECORD)),
        "previous": last.hash if last else START,
    }
    return AuditEntry(**fields, hash=AuditEntry(**fields, hash="").sealed())


def _entry_problems(
    recorded_at: object, actor: object, action: object, reason: object
) -> Iterator[Problem]:
    for name, text in (("actor", actor), ("action", action), ("reason", reason)):
        if not isinstance(text, str):
            yield Problem("wrong_type", name, value=type(text).__name__, cure="str")
        elif name != "reason" and not text.strip():
            yield Problem("required", name)
    if not isinstance(recorded_at, datetime):
        value = type(recorded_at).__name__
        yield Problem("wrong_type", "recorded_at", value=value, cure="datetime")
    elif recorded_at.tzinfo is None:
        yield Problem("time_without_zone", "recorded_at", value=recorded_at)
