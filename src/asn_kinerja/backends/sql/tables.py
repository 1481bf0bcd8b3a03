"""The layout of a store in SQL: five tables, the same in every database.

An analyst may read them: `payload` is JSON text, `asn_index` holds what scans filter by,
`asn_audit` and `asn_audit_change` are the audit chain. Writing past the library breaks the chain.
"""

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

from asn_kinerja.storage.values import MAX_KEY

__all__ = ["SCHEMA", "audit", "audit_change", "index", "metadata", "record", "schema"]

SCHEMA = 1  # number of this layout; one more with each migration

metadata = MetaData()

_KIND = String(40)
_KEY = String(MAX_KEY)
_HASH = String(64)

schema = Table(
    "asn_schema",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("release", String(40), nullable=False),
    sqlite_with_rowid=False,
)

record = Table(
    "asn_record",
    metadata,
    Column("kind", _KIND, primary_key=True),
    Column("key", _KEY, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("payload", Text, nullable=False),
)

index = Table(
    "asn_index",
    metadata,
    Column("kind", _KIND, primary_key=True),
    Column("key", _KEY, primary_key=True),
    Column("name", _KIND, primary_key=True),
    Column("value", _KEY, nullable=False),
    Index("asn_index_value", "kind", "name", "value", "key"),
    sqlite_with_rowid=False,
)

audit = Table(
    "asn_audit",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("recorded_at", String(40), nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("previous", _HASH, nullable=False),
    Column("hash", _HASH, nullable=False),
)

audit_change = Table(
    "asn_audit_change",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("kind", _KIND, primary_key=True),
    Column("record", _HASH, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("payload", _HASH, nullable=False),
    sqlite_with_rowid=False,
)
