"""The statements of small units of work on PostgreSQL: several in one message, through libpq.

psycopg waits for each statement, and its cursors do more for one than the server does. Here the
server plans each once under a name, and what begins or ends a transaction travels with another.
"""

from collections.abc import Sequence
from itertools import count
from typing import Any, TypeAlias, cast

import psycopg
from psycopg.pq import DiagnosticField, Escaping, ExecStatus
from psycopg.pq.abc import PGconn, PGresult
from sqlalchemy import ClauseElement, Connection
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine.interfaces import Dialect

from asn_kinerja.backends.sql.prepared import Beginning, Change, Parameters, PreparedStatements

__all__ = ["OPENING", "PostgresqlStatements"]

# The lock comes before the view is fixed, so a writer sees what the one before it wrote.
OPENING = "BEGIN ISOLATION LEVEL REPEATABLE READ; LOCK TABLE asn_schema IN SHARE ROW EXCLUSIVE MODE"
_NAMES = "asn_names"  # of statements by text, where SQLAlchemy keeps what belongs to a connection
_WHOLE = {20, 21, 23}  # PostgreSQL's numbers of the types of whole numbers
_numbers = count()

Part: TypeAlias = "bytes | Change"


class PostgresqlStatements(PreparedStatements):
    """Statements that PostgreSQL plans once for a connection.

    Args:
        dialect: SQLAlchemy's dialect of the store.
        begin: Begins a transaction for a purpose.
    """

    def __init__(self, dialect: Dialect, begin: Beginning) -> None:
        super().__init__(dialect, begin)
        self._numbering = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
        self._numbered_texts: dict[ClauseElement, tuple[bytes, tuple[str, ...]]] = {}

    def rows(
        self, connection: Connection, statement: ClauseElement, *, parameters: Parameters
    ) -> Sequence[Sequence[Any]]:
        """Run a query; see `PreparedStatements.rows`."""
        if any(isinstance(value, list) for value in parameters.values()):
            return super().rows(connection, statement, parameters=parameters)  # many rows
        return _rows(self._send(connection, (statement, parameters)))

    def change(
        self, connection: Connection, statement: ClauseElement, *, parameters: Parameters
    ) -> int:
        """Run a statement that changes something; see `PreparedStatements.change`."""
        return self._send(connection, (statement, parameters)).command_tuples or 0

    def change_all(
        self, connection: Connection, statement: ClauseElement, *, rows: Sequence[Parameters]
    ) -> int:
        """Run a statement once for each row; see `PreparedStatements.change_all`."""
        with self._cursor(connection) as cursor:
            texts = self._texts_of(connection, [(statement, row) for row in rows])
            cursor.execute(b"; ".join(texts))
            changed = cursor.rowcount
            while cursor.nextset():
                changed += cursor.rowcount
            return changed

    def begin(self, connection: Connection, statement: ClauseElement) -> Sequence[Sequence[Any]]:
        """Begin a transaction and run a query; see `PreparedStatements.begin`."""
        return _rows(self._send(connection, OPENING.encode(), (statement, {})))

    def finish(self, connection: Connection, changes: Sequence[Change]) -> None:
        """Run the last statements and commit; see `PreparedStatements.finish`.

        As the view is fixed, a change that somebody else made to a record since it was read fails
        the statement; the server then skips the rest of the message.
        """
        self._send(connection, *changes, b"COMMIT")

    def _send(self, connection: Connection, *parts: Part) -> PGresult:
        """Send a message and give the result of its last part."""
        wire = _wire(connection)
        try:
            return _checked(wire, wire.exec_(b"; ".join(self._texts_of(connection, parts))))
        except psycopg.Error as error:
            self._notice(connection, error)
            raise

    def _texts_of(self, connection: Connection, parts: Sequence[Part]) -> list[bytes]:
        """Write the parts of a message; what is new to the connection is prepared first."""
        wire = _wire(connection)
        names = connection.info.setdefault(_NAMES, {})
        return [
            part if isinstance(part, bytes) else self._call(wire, names, part) for part in parts
        ]

    def _call(self, wire: PGconn, names: dict[bytes, bytes], part: Change) -> bytes:
        """Write what runs a statement."""
        statement, parameters = part
        text, order = self._numbered(statement)
        name = names.get(text)
        if name is None:
            name = b"asn_%d" % next(_numbers)  # never twice, even if this fails half way
            _checked(wire, wire.prepare(name, text))
            names[text] = name
        values = b", ".join([_literal(wire, parameters[given]) for given in order])
        return b"EXECUTE %b(%b)" % (name, values) if values else b"EXECUTE %b" % name

    def _numbered(self, statement: ClauseElement) -> tuple[bytes, tuple[str, ...]]:
        """Give the text with numbers for its parameters, and their names in that order."""
        found = self._numbered_texts.get(statement)
        if found is None:
            compiled: Any = statement.compile(dialect=self._numbering)
            found = str(compiled).encode(), tuple(compiled.positiontup or ())
            self._numbered_texts[statement] = found
        return found


def _wire(connection: Connection) -> PGconn:
    raw: Any = connection.connection.driver_connection
    return cast("PGconn", raw.pgconn)


def _literal(wire: PGconn, value: str | int) -> bytes:
    if isinstance(value, int):
        return b"%d" % value
    if "\0" in value:
        raise psycopg.DataError("null character")  # libpq would end the text there
    return bytes(Escaping(wire).escape_literal(value.encode()))


def _checked(wire: PGconn, result: PGresult) -> PGresult:
    """Give the result, or raise what the server says."""
    if result.status in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
        return result
    if not result.error_field(DiagnosticField.SQLSTATE):  # not from the server: it is lost
        wire.finish()  # libpq may not have noticed yet
        raise psycopg.OperationalError("connection lost")
    raise psycopg.errors.error_from_result(result)


def _rows(result: PGresult) -> list[tuple[Any, ...]]:
    read = [
        int if result.ftype(column) in _WHOLE else bytes.decode for column in range(result.nfields)
    ]
    return [
        tuple(
            [
                None if (found := result.get_value(row, column)) is None else read_one(found)
                for column, read_one in enumerate(read)
            ]
        )
        for row in range(result.ntuples)
    ]
