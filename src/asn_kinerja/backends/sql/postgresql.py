"""PostgreSQL, through psycopg 3."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import (
    ARRAY,
    URL,
    ColumnElement,
    Connection,
    Engine,
    Text,
    any_,
    bindparam,
    create_engine,
    event,
)

from asn_kinerja.backends.sql.dialects import PATIENCE, Dialect, Listed
from asn_kinerja.backends.sql.postgresql_messages import OPENING, PostgresqlStatements
from asn_kinerja.backends.sql.prepared import Purpose

__all__ = ["POSTGRESQL"]

_CODES = {
    "08": "store_unreachable",  # a class of codes: the connection was lost
    "25006": "store_read_only",
    "28": "store_no_permission",
    "3D000": "store_no_database",
    "3F000": "store_no_database",
    "40": "store_busy",
    "42501": "store_no_permission",
    "53100": "store_full",
    "53200": "store_full",
    "53300": "store_connections",
    "55P03": "store_busy",
    "57": "store_unreachable",  # an operator stopped it
    "58": "store_io",
    "XX001": "store_corrupt",
    "XX002": "store_corrupt",
}
# A refused connection has no code; libpq says it in words, which are looked at and never shown.
_WORDS = (
    ("connection option", "store_option"),  # libpq knows no such option, or not with that value
    ("too many clients", "store_connections"),
    ("too many connections", "store_connections"),  # for a role or a database
    ("remaining connection slots", "store_connections"),
    ("authentication failed", "store_no_permission"),
    ("no pg_hba.conf entry", "store_no_permission"),
    ("no password supplied", "store_no_permission"),
    ("permission denied", "store_no_permission"),
    ('role "', "store_no_permission"),  # there is no user of that name
    ("does not exist", "store_no_database"),
)
_BEGIN = {
    # The first query fixes the view.
    Purpose.READ: "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT number FROM asn_schema",
    Purpose.WRITE: OPENING,
    Purpose.MAKE: "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(6386542)",
}


def _engine(url: URL) -> Engine:
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",  # transactions are begun below, each in one message
        connect_args={"connect_timeout": PATIENCE, "client_encoding": "utf8"},
        max_overflow=-1,  # a thread more is a connection more, up to what the server takes
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _settle(connection: psycopg.Connection, _: object) -> None:
        connection.prepare_threshold = None  # it would forget our names with its own at a rollback
        connection.execute(f"SET lock_timeout = '{PATIENCE}s'")
        if not connection.autocommit:
            connection.commit()

    return engine


def _begin(connection: Connection, purpose: Purpose) -> None:
    connection.exec_driver_sql(_BEGIN[purpose], execution_options={"no_parameters": True})


def _code_of(error: BaseException) -> str:
    if not isinstance(error, psycopg.Error):
        return ""
    state = error.sqlstate or ""
    if state:
        return _CODES.get(state) or _CODES.get(state[:2], "")
    words = str(error)
    found = next((code for part, code in _WORDS if part in words), "")
    return found or ("store_unreachable" if isinstance(error, psycopg.OperationalError) else "")


class _Json:
    """JSON operators of PostgreSQL, with types of its own for dates and exact numbers."""

    _CASTS: ClassVar = {
        "date": "::date",
        "whole": "::bigint",
        "number": "::numeric",
        "flag": "::boolean",
    }

    def field(self, name: str, shape: str) -> str:
        return self._value("r.payload::jsonb -> 'record'", name, shape)

    def parts(self, name: str, columns: Mapping[str, str]) -> tuple[str, list[str]]:
        parts = f"jsonb_array_elements(r.payload::jsonb -> 'record' -> '{name}')"
        join = f"CROSS JOIN LATERAL {parts} WITH ORDINALITY AS p(value, place)"
        fields = [self._value("p.value", column, shape) for column, shape in columns.items()]
        return join, ["p.place", *fields]

    def _value(self, source: str, name: str, shape: str) -> str:
        return f"({source} ->> '{name}'){self._CASTS.get(shape, '')}"


def _holds(column: ColumnElement[str], parameter: str) -> ColumnElement[bool]:
    return column == any_(bindparam(parameter, type_=ARRAY(Text)))


def _copy(cursor: psycopg.Cursor, table: str, rows: Sequence[Mapping[str, object]]) -> None:
    names = SQL(", ").join(map(Identifier, rows[0]))
    statement = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), names)
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(tuple(row.values()))


POSTGRESQL = Dialect(
    name="postgresql",
    driver="postgresql+psycopg",
    alone=False,
    syntax=_Json(),
    row_ranges=True,
    engine=_engine,
    begin=_begin,
    statements=PostgresqlStatements,
    error=psycopg.Error,
    taken=psycopg.IntegrityError,
    code_of=_code_of,
    listed=Listed(holds=_holds, value=list),
    copy=_copy,
    scrubbing=("VACUUM (FULL) asn_record",),
)
