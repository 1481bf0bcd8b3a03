"""From layout 1, which only SQLite files of release 0.1.0 had, to layout 2.

Index values move from a table of their own into columns beside the record; the changes of an audit
entry become lines of text; what was deleted leaves the mark of its version. No payload and no entry
of the chain changes.
"""

from itertools import groupby
from operator import itemgetter

from alembic.operations import Operations
from sqlalchemy import Column, Connection, ForeignKey, Integer, String, Text, text

__all__ = ["NUMBER", "SUMMARY", "upgrade"]

NUMBER = 2
SUMMARY = "index values beside their records, audit changes as text, marks of used versions"

_SLOTS = 8
_PART = 500
_FILL = (
    "UPDATE asn_record SET SLOT = COALESCE((SELECT value FROM asn_index_1 AS old"
    " WHERE old.kind = asn_record.kind AND old.key = asn_record.key AND old.name = :name), '')"
    " WHERE kind = :kind"
)
_KIND, _KEY = String(40), String(200)


def upgrade(steps: Operations, connection: Connection) -> None:
    """Change the tables and what they hold.

    Args:
        steps: Alembic's operations on the store.
        connection: The connection they work on.
    """
    _move_indexes(steps, connection)
    _mark_versions(connection)
    _join_changes(steps, connection)


def _move_indexes(steps: Operations, connection: Connection) -> None:
    steps.drop_index("asn_index_value", "asn_index")
    steps.rename_table("asn_index", "asn_index_1")
    steps.create_table(
        "asn_index",
        Column("kind", _KIND, primary_key=True),
        Column("name", _KIND, primary_key=True),
        Column("slot", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    for number in range(1, _SLOTS + 1):
        steps.add_column("asn_record", Column(f"i{number}", _KEY))
    used = connection.execute(text("SELECT DISTINCT kind, name FROM asn_index_1 ORDER BY 1, 2"))
    for kind, names in groupby(used.all(), key=itemgetter(0)):
        for slot, (_, name) in enumerate(names, 1):
            row = {"kind": kind, "name": name, "slot": slot}
            connection.execute(text("INSERT INTO asn_index VALUES (:kind, :name, :slot)"), row)
            connection.execute(text(_FILL.replace("SLOT", f"i{slot}")), row)
    steps.drop_table("asn_index_1")
    for number in range(1, _SLOTS + 1):
        steps.create_index(
            f"asn_record_i{number}",
            "asn_record",
            ["kind", f"i{number}", "key"],
            sqlite_where=text(f"i{number} IS NOT NULL"),
        )


def _mark_versions(connection: Connection) -> None:
    connection.execute(
        text(
            "INSERT INTO asn_record (kind, key, version, payload)"
            " SELECT '_floor', kind, 1, '{\"version\":' || MAX(version) || '}'"
            " FROM asn_audit_change WHERE payload = '' GROUP BY kind ORDER BY kind"
        )
    )


def _join_changes(steps: Operations, connection: Connection) -> None:
    rows = connection.execute(
        text(
            "SELECT sequence, kind || ' ' || record || ' ' || version || ' ' || payload"
            " FROM asn_audit_change ORDER BY sequence, kind, record"
        )
    ).all()
    steps.drop_table("asn_audit_change")
    steps.create_table(
        "asn_audit_change",
        Column(
            "sequence",
            Integer,
            ForeignKey("asn_audit.sequence"),
            primary_key=True,
            autoincrement=False,
        ),
        Column("part", Integer, primary_key=True, autoincrement=False),
        Column("changes", Text, nullable=False),
    )
    steps.add_column("asn_audit", Column("changes", Text, nullable=False, server_default=""))
    for sequence, lines in groupby(rows, key=itemgetter(0)):
        changes = [line for _, line in lines]
        for part, start in enumerate(range(0, len(changes), _PART), 1):
            row = {
                "sequence": sequence,
                "part": part,
                "changes": "\n".join(changes[start : start + _PART]),
            }
            if part == 1:
                first = "UPDATE asn_audit SET changes = :changes WHERE sequence = :sequence"
                connection.execute(text(first), row)
            else:
                more = "INSERT INTO asn_audit_change VALUES (:sequence, :part, :changes)"
                connection.execute(text(more), row)
