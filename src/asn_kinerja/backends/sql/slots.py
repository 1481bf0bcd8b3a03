"""Which column holds which index of a kind.

A kind's indexes get the columns `i1`, `i2`, … in the order of their names when it is first written.
An index keeps its column for ever; one that is declared later gets the next free one when the store
is migrated, as the records that are there must be looked at.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from sqlalchemy import Connection, insert, select

from asn_kinerja.backends.sql.tables import SLOTS, index, record
from asn_kinerja.errors import Problem, StorageError

__all__ = ["KindSlots", "Slots", "add_slots", "has_records", "read_slots"]

KindSlots: TypeAlias = Mapping[str, str]  # column by name of index
Slots: TypeAlias = "dict[str, KindSlots]"  # the same by kind


def read_slots(connection: Connection, kind: str) -> dict[str, str]:
    """Read which columns a kind uses.

    Args:
        connection: A connection with a running transaction.
        kind: The kind.

    Returns:
        Column by name of index; empty for a kind that was never written.
    """
    wanted = select(index.c.name, index.c.slot).where(index.c.kind == kind)
    return {name: SLOTS[slot - 1] for name, slot in connection.execute(wanted)}


def add_slots(
    connection: Connection, kind: str, *, known: KindSlots, names: Iterable[str], place: str
) -> dict[str, str]:
    """Give columns to the indexes of a kind that have none yet.

    Args:
        connection: A connection with a running transaction that writes.
        kind: The kind.
        known: Columns that it has.
        names: Names of all its indexes.
        place: What messages call the store.

    Returns:
        The columns, old and new.

    Raises:
        StorageError: If the kind would need more columns than there are.
    """
    new = sorted(set(names) - known.keys())
    first = len(known) + 1
    if first + len(new) - 1 > len(SLOTS):
        raise StorageError(Problem("too_many_indexes", place, value=kind, cure=str(len(SLOTS))))
    given = dict(known)
    for slot, name in enumerate(new, first):
        given[name] = SLOTS[slot - 1]
        connection.execute(insert(index), {"kind": kind, "name": name, "slot": slot})
    return given


def has_records(connection: Connection, kind: str) -> bool:
    """Whether there is any record of a kind.

    Args:
        connection: A connection with a running transaction.
        kind: The kind.

    Returns:
        `True` if there is one.
    """
    wanted = select(record.c.key).where(record.c.kind == kind).limit(1)
    return connection.execute(wanted).first() is not None
