"""The layout of a store in SQL: five tables, the same in every database.

`payload` is JSON text and `i1` to `i8` hold what scans filter by; `asn_index` says which index of a
kind is in which column. `asn_audit` and `asn_audit_change` are the audit chain. Analysts read the
views that `views.py` makes. Writing past the library breaks the chain.

Every database keeps and compares text by code point, in every character.
"""

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.dialects.mysql import MEDIUMTEXT, VARCHAR
from sqlalchemy.types import TypeEngine

from asn_kinerja.storage.query import MAX_INDEXES
from asn_kinerja.storage.values import MAX_KEY

__all__ = ["SCHEMA", "SLOTS", "audit", "audit_change", "index", "metadata", "record", "schema"]

SCHEMA = 2  # number of this layout; one more with each migration
SLOTS = tuple(f"i{number}" for number in range(1, MAX_INDEXES + 1))

_SERVER: dict[str, Any] = {  # what the server's owner has set is not relied upon
    "mariadb_engine": "InnoDB",
    "mariadb_charset": "utf8mb4",
    "mariadb_collate": "utf8mb4_nopad_bin",
}
_SMALL: dict[str, Any] = {**_SERVER, "sqlite_with_rowid": False}  # rows that are mostly key

metadata = MetaData()


def _short(length: int) -> TypeEngine[str]:
    """Text that is compared; SQLite compares by code point of itself."""
    text = VARCHAR(length, charset="utf8mb4", collation="utf8mb4_nopad_bin")
    return (
        String(length)
        .with_variant(String(length, collation="C"), "postgresql")
        .with_variant(text, "mysql", "mariadb")
    )


def _long() -> TypeEngine[str]:
    """Text that is only kept; MariaDB's `TEXT` ends at 64 KB."""
    text = MEDIUMTEXT(charset="utf8mb4", collation="utf8mb4_nopad_bin")
    return Text().with_variant(text, "mysql", "mariadb")


schema = Table(
    "asn_schema",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("release", _short(40), nullable=False),
    **_SMALL,
)

record = Table(
    "asn_record",
    metadata,
    Column("kind", _short(40), primary_key=True),
    Column("key", _short(MAX_KEY), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("payload", _long(), nullable=False),
    *(Column(slot, _short(MAX_KEY)) for slot in SLOTS),
    **_SERVER,
)
for _slot in SLOTS:  # a kind that does not use a column pays nothing for it, where that can be said
    _column = record.c[_slot]
    Index(
        f"asn_record_{_slot}",
        record.c.kind,
        _column,
        record.c.key,
        sqlite_where=_column.is_not(None),
        postgresql_where=_column.is_not(None),
    )

index = Table(
    "asn_index",
    metadata,
    Column("kind", _short(40), primary_key=True),
    Column("name", _short(40), primary_key=True),
    Column("slot", Integer, nullable=False),
    **_SMALL,
)

audit = Table(
    "asn_audit",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("recorded_at", _short(40), nullable=False),
    Column("actor", _long(), nullable=False),
    Column("action", _long(), nullable=False),
    Column("reason", _long(), nullable=False),
    Column("changes", _long(), nullable=False),  # a line each: kind, record, version, payload hash
    Column("previous", _short(64), nullable=False),
    Column("hash", _short(64), nullable=False),
    **_SERVER,
)

audit_change = Table(
    "asn_audit_change",
    metadata,
    Column(
        "sequence",
        Integer,
        ForeignKey("asn_audit.sequence"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("changes", _long(), nullable=False),  # those that found no place in `asn_audit`
    **_SERVER,
)
