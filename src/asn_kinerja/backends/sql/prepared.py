"""Statements that every small unit of work runs: compiled once, handed straight to the driver.

SQLAlchemy looks a statement up and wraps its result each time; for the few statements of a small
change that would cost more than the database does. The texts are SQLAlchemy's, the errors are the
driver's; `failures.py` knows both.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import ClauseElement, Connection
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.engine.interfaces import Dialect as SqlDialect

from asn_kinerja.errors import Problem, StaleVersion

__all__ = ["Beginning", "Change", "Copying", "Parameters", "PreparedStatements", "Purpose"]

Parameters: TypeAlias = Mapping[str, Any]
Change: TypeAlias = tuple[ClauseElement, Parameters]

Copying: TypeAlias = Callable[[Any, str, Sequence[Mapping[str, object]]], None]
"""Inserts rows of the same columns, given the driver's cursor and the name of the table."""


class Purpose(StrEnum):
    """What a transaction is for."""

    READ = "read"
    WRITE = "write"
    MAKE = "make"  # makes or migrates tables, alone in the database


Beginning: TypeAlias = Callable[[Connection, Purpose], None]
"""Begins a transaction for a purpose, and fixes the view of one that reads."""


class PreparedStatements:
    """Statements as texts of one dialect. May be shared by threads.

    Args:
        dialect: SQLAlchemy's dialect of the store.
        begin: Begins a transaction for a purpose.
    """

    def __init__(self, dialect: SqlDialect, begin: Beginning) -> None:
        self._dialect = dialect
        self._begin = begin
        self._texts: dict[ClauseElement, tuple[str, tuple[str, ...] | None]] = {}

    def rows(
        self, connection: Connection, statement: ClauseElement, *, parameters: Parameters
    ) -> Sequence[Sequence[Any]]:
        """Run a query.

        Args:
            connection: A connection with a running transaction.
            statement: The query, the same object each time.
            parameters: By name.

        Returns:
            All rows.
        """
        return self._run(connection, statement, parameters).fetchall()

    def change(
        self, connection: Connection, statement: ClauseElement, *, parameters: Parameters
    ) -> int:
        """Run a statement that changes something.

        Args:
            connection: A connection with a running transaction.
            statement: The statement, the same object each time.
            parameters: Text or whole number by name.

        Returns:
            How many rows of the database were changed.
        """
        return self._run(connection, statement, parameters).rowcount

    def change_all(
        self, connection: Connection, statement: ClauseElement, *, rows: Sequence[Parameters]
    ) -> int:
        """Run a statement that changes something once for each row.

        Args:
            connection: A connection with a running transaction.
            statement: The statement, the same object each time.
            rows: Parameters as for `change`, in the same order in each row.

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

    def begin(self, connection: Connection, statement: ClauseElement) -> Sequence[Sequence[Any]]:
        """Begin a transaction that writes, and run a query.

        Args:
            connection: A connection without a running transaction.
            statement: The query, the same object each time, without parameters.

        Returns:
            All rows.
        """
        self._begin(connection, Purpose.WRITE)
        return self.rows(connection, statement, parameters={})

    def change_each(self, connection: Connection, changes: Sequence[Change]) -> None:
        """Run statements that change one row each.

        Args:
            connection: A connection with a running transaction.
            changes: The statements, each as for `change`, with their parameters.

        Raises:
            StaleVersion: If one changes none.
        """
        for statement, parameters in changes:
            if self.change(connection, statement, parameters=parameters) != 1:
                raise StaleVersion(Problem("stale_version", parameters.get("at_kind", "audit")))

    def finish(self, connection: Connection, changes: Sequence[Change]) -> None:
        """Run the last statements of a transaction, as `change_each` does.

        Args:
            connection: A connection with a running transaction; to be told to commit after, even
                where the database has committed in the same message.
            changes: The statements, each as for `change`, with their parameters.
        """
        self.change_each(connection, changes)

    def _run(
        self, connection: Connection, statement: ClauseElement, parameters: Parameters
    ) -> DBAPICursor:
        """Run a statement; the driver's cursor is to be read at once."""
        text, order = self._known(statement)
        values = parameters if order is None else tuple([parameters[name] for name in order])
        cursor = connection.connection.cursor()
        try:  # not `_cursor`, which would take a tenth of the time of a small statement
            cursor.execute(text, values)
        except Exception as error:
            self._notice(connection, error)
            raise
        return cursor

    @contextmanager
    def _cursor(self, connection: Connection) -> Iterator[DBAPICursor]:
        """Give a cursor of the driver, and notice when the connection was lost."""
        cursor = connection.connection.cursor()
        try:
            yield cursor
        except Exception as error:
            self._notice(connection, error)
            raise

    def _notice(self, connection: Connection, error: Exception) -> None:
        """Give a connection up that was lost."""
        raw: Any = connection.connection.driver_connection
        if self._dialect.is_disconnect(error, raw, None):  # type: ignore[arg-type]  # any error
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
