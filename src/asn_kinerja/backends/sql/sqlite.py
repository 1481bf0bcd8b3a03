"""SQLite: one file in WAL mode, the embedded default."""

import json
import sqlite3
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    bindparam,
    create_engine,
    event,
    func,
    select,
)

from asn_kinerja.backends.sql.dialects import PATIENCE, Dialect, Listed
from asn_kinerja.backends.sql.prepared import PreparedStatements, Purpose

__all__ = ["SQLITE"]

_CODES = {
    sqlite3.SQLITE_AUTH: "store_no_permission",
    sqlite3.SQLITE_BUSY: "store_busy",
    sqlite3.SQLITE_CANTOPEN: "store_cannot_open",
    sqlite3.SQLITE_CORRUPT: "store_corrupt",
    sqlite3.SQLITE_FULL: "store_full",
    sqlite3.SQLITE_IOERR: "store_io",
    sqlite3.SQLITE_LOCKED: "store_busy",
    sqlite3.SQLITE_NOTADB: "store_foreign",
    sqlite3.SQLITE_PERM: "store_no_permission",
    sqlite3.SQLITE_READONLY: "store_read_only",
}


def _engine(url: URL) -> Engine:
    engine = create_engine(
        url,
        creator=partial(_connect, str(url.database)),
        max_overflow=-1,  # a thread more is a connection more
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _settle(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # who is erased leaves no bytes behind

    return engine


def _connect(path: str) -> sqlite3.Connection:
    """Open the file; as it lies there where nothing can be written beside it.

    A reader in WAL mode needs its index beside the file. Where the folder may not be written and
    no log waits there either, nobody writes the file, and it may be read without.
    """
    connect = partial(sqlite3.connect, timeout=PATIENCE, check_same_thread=False)
    connection = connect(path)
    try:
        connection.execute("PRAGMA schema_version")  # looks into the file, and so at its log
    except sqlite3.OperationalError as error:
        connection.close()
        there = Path(path).is_file() and not Path(path + "-wal").exists()
        if not there or _code_of(error) not in {"store_cannot_open", "store_read_only"}:
            raise
        return connect(f"{Path(path).absolute().as_uri()}?immutable=1", uri=True)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _begin(connection: Connection, purpose: Purpose) -> None:
    cursor: Any = connection.connection.cursor()
    if purpose is Purpose.READ:
        cursor.execute("BEGIN")
        cursor.execute("SELECT number FROM asn_schema").fetchall()  # fixes the view
    else:
        cursor.execute("BEGIN IMMEDIATE")


def _code_of(error: BaseException) -> str:
    number = getattr(error, "sqlite_errorcode", 0) or 0
    return _CODES.get(number & 0xFF, "")  # the low byte is the family of the error


class _Json:
    """JSON functions of SQLite; dates and decimal numbers stay text, and so exact."""

    def field(self, name: str, shape: str) -> str:
        del shape  # SQLite's values know their own
        return f"json_extract(r.payload, '$.record.{name}')"

    def parts(self, name: str, columns: Mapping[str, str]) -> tuple[str, list[str]]:
        join = f"JOIN json_each(r.payload, '$.record.{name}') AS p"
        fields = [f"json_extract(p.value, '$.{column}')" for column in columns]
        return join, ["p.key + 1", *fields]


def _holds(column: ColumnElement[str], parameter: str) -> ColumnElement[bool]:
    listed = func.json_each(bindparam(parameter)).table_valued("value")
    return column.in_(select(listed.c.value))


SQLITE = Dialect(
    name="sqlite",
    driver="sqlite+pysqlite",
    alone=True,
    syntax=_Json(),
    row_ranges=True,
    engine=_engine,
    begin=_begin,
    statements=PreparedStatements,
    error=sqlite3.Error,
    taken=sqlite3.IntegrityError,
    code_of=_code_of,
    listed=Listed(holds=_holds, value=json.dumps),
    # Freed space is overwritten as it is freed; what a page kept beside its rows goes with this.
    scrubbing=("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"),
)
