"""Giving records the values of indexes that their kind was declared with later."""

from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, select, update

from asn_kinerja.backends.sql.slots import add_slots, has_records, read_slots
from asn_kinerja.backends.sql.tables import record
from asn_kinerja.storage.codec import RecordCodec
from asn_kinerja.storage.payloads import index_values
from asn_kinerja.storage.query import MAX_KEYS

__all__ = ["rebuild_indexes", "stale_indexes"]


def stale_indexes(connection: Connection, codec: RecordCodec) -> dict[str, list[str]]:
    """Find the indexes that records were written without.

    Args:
        connection: A connection with a running transaction.
        codec: Tells which indexes the kinds have.

    Returns:
        Names of the indexes by kind.
    """
    found = {}
    for kind in codec.kinds:
        missing = sorted(set(kind.indexes) - read_slots(connection, kind.name).keys())
        if missing and has_records(connection, kind.name):
            found[kind.name] = missing
    return found


def rebuild_indexes(connection: Connection, codec: RecordCodec, *, kind: str, place: str) -> None:
    """Write the index values of all records of a kind anew.

    Args:
        connection: A connection with a running transaction that writes.
        codec: Tells the values.
        kind: The kind.
        place: What messages call the store.
    """
    declared = next(one for one in codec.kinds if one.name == kind)
    known = read_slots(connection, kind)
    slots = add_slots(connection, kind, known=known, names=declared.indexes, place=place)
    change = update(record).where(record.c.kind == kind, record.c.key == bindparam("at_key"))
    change = change.values({slots[name]: bindparam(slots[name]) for name in declared.indexes})
    for rows in _pages(connection, kind):
        values = [(key, index_values(payload, declared, codec=codec)) for key, payload in rows]
        connection.execute(
            change,
            [
                {"at_key": key, **{slots[name]: value for name, value in found.items()}}
                for key, found in values
            ],
        )


def _pages(connection: Connection, kind: str) -> Iterator[list[tuple[str, str]]]:
    last = ""
    wanted = select(record.c.key, record.c.payload).where(record.c.kind == kind)
    wanted = wanted.order_by(record.c.key).limit(MAX_KEYS)
    while rows := connection.execute(wanted.where(record.c.key > last)).all():
        yield [(key, payload) for key, payload in rows]
        last = rows[-1][0]
