"""Statements that every small unit of work runs: compiled once, handed straight to the driver.

SQLAlchemy looks a statement up and wraps its result each time; for the few statements of a small
change that would cost more than the database does. The texts are SQLAlchemy's, the errors are the
driver's; `failures.py` knows both.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

from sqlalchemy import ClauseElement, Connection
from sqlalchemy.engine.interfaces import DBAPICursor, Dialect

from asn_kinerja.backends.sql.dialects import Closing, Copying

__all__ = ["PreparedStatements"]


class PreparedStatements:
    """Statements as texts of one dialect. May be shared by threads.

    Args:
        dialect: SQLAlchemy's dialect of the store.
    """

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._texts: dict[ClauseElement, tuple[str, tuple[str, ...] | None]] = {}

    def run(
        self, connection: Connection, statement: ClauseElement, *, parameters: Mapping[str, Any]
    ) -> DBAPICursor:
        """Run a statement.

        Args:
            connection: A connection with a running transaction.
            statement: The statement, the same object each time.
            parameters: Text or whole number by name of parameter; none of them a list.

        Returns:
            The driver's cursor, to be read at once.
        """
        text, order = self._known(statement)
        values = parameters if order is None else tuple([parameters[name] for name in order])
        cursor = connection.connection.cursor()
        try:
            cursor.execute(text, values)
        except Exception as error:
            self._notice(connection, cursor, error)
            raise
        return cursor

    def run_all(
        self, connection: Connection, statement: ClauseElement, *, rows: Sequence[Mapping[str, Any]]
    ) -> int:
        """Run a statement that changes something once for each row.

        Args:
            connection: A connection with a running transaction.
            statement: The statement, the same object each time.
            rows: Parameters as for `run`, in the same order in each row.

        Returns:
            How many rows of the database were changed.
        """
        text, order = self._known(statement)
        values: Sequence[Any] = rows
        if order is not None:
            pick = itemgetter(*order)
            values = list(map(pick, rows))
        with self._cursor(connection) as cursor:
            cursor.executemany(text, values)
        return cursor.rowcount

    def copy(
        self,
        connection: Connection,
        table: str,
        *,
        rows: Sequence[Mapping[str, object]],
        copying: Copying,
    ) -> None:
        """Insert rows in the driver's own way.

        Args:
            connection: A connection with a running transaction.
            table: Name of the table.
            rows: The rows, all of the same columns in the same order.
            copying: How the database does that.
        """
        with self._cursor(connection) as cursor:
            copying(cursor, table, rows)

    def run_after(
        self, connection: Connection, statement: ClauseElement, *, opening: str
    ) -> Sequence[Any] | None:
        """Begin a transaction and read one row in one message.

        Args:
            connection: A connection without a running transaction.
            statement: A query without parameters.
            opening: What begins it.

        Returns:
            The row; `None` when there is none.
        """
        text, _ = self._known(statement)
        with self._cursor(connection) as cursor:
            cursor.execute(f"{opening}; {text}")
            while cursor.nextset():
                pass
            return cursor.fetchone()

    def run_last(
        self,
        connection: Connection,
        statement: ClauseElement,
        *,
        parameters: Mapping[str, Any],
        closing: Closing,
    ) -> None:
        """Run a statement and commit in one message.

        Args:
            connection: A connection with a running transaction; to be told of the commit after.
            statement: The statement, the same object each time.
            parameters: As for `run`.
            closing: How the database does that.
        """
        text, _ = self._known(statement)
        with self._cursor(connection):
            closing(connection.connection.driver_connection, text, parameters)

    @contextmanager
    def _cursor(self, connection: Connection) -> Iterator[DBAPICursor]:
        """Give a cursor of the driver, and notice when the connection was lost."""
        cursor = connection.connection.cursor()
        try:
            yield cursor
        except Exception as error:
            self._notice(connection, cursor, error)
            raise

    def _notice(self, connection: Connection, cursor: DBAPICursor, error: Exception) -> None:
        """Give a connection up that was lost."""
        raw: Any = connection.connection.driver_connection
        if self._dialect.is_disconnect(error, raw, cursor):  # type: ignore[arg-type]  # any error
            connection.invalidate(error)

    def _known(self, statement: ClauseElement) -> tuple[str, tuple[str, ...] | None]:
        found = self._texts.get(statement)
        if found is None:
            found = self._texts[statement] = self._compiled(statement)
        return found

    def _compiled(self, statement: ClauseElement) -> tuple[str, tuple[str, ...] | None]:
        """Give the text for the driver, and the order of its parameters if they have no names."""
        compiled: Any = statement.compile(dialect=self._dialect)
        order = compiled.positiontup
        return str(compiled), None if order is None else tuple(order)
