"""Statements that every small unit of work runs: compiled once, handed straight to the driver.

SQLAlchemy looks a statement up and wraps its result each time; for the few statements of a small
change that would cost more than the database does. The texts are SQLAlchemy's, the errors are the
driver's; `failures.py` knows both.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ClauseElement, Connection
from sqlalchemy.engine.interfaces import DBAPICursor, Dialect

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
        found = self._texts.get(statement)
        if found is None:
            found = self._texts[statement] = self._compiled(statement)
        text, order = found
        values = parameters if order is None else tuple(parameters[name] for name in order)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(text, values)
        except Exception as error:
            raw: Any = connection.connection.driver_connection
            if self._dialect.is_disconnect(error, raw, cursor):  # type: ignore[arg-type]  # any error
                connection.invalidate(error)
            raise
        return cursor

    def _compiled(self, statement: ClauseElement) -> tuple[str, tuple[str, ...] | None]:
        """Give the text for the driver, and the order of its parameters if they have no names."""
        compiled: Any = statement.compile(dialect=self._dialect)
        order = compiled.positiontup
        return str(compiled), None if order is None else tuple(order)
