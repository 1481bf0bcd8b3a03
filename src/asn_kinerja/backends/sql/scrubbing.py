"""Letting removed records leave no bytes behind, as far as a database can be told to."""

from sqlalchemy import Engine

from asn_kinerja.backends.sql.dialects import Dialect
from asn_kinerja.backends.sql.failures import translated
from asn_kinerja.errors import Problem, StorageError

__all__ = ["scrub"]


def scrub(engine: Engine, dialect: Dialect, *, place: str) -> None:
    """Rewrite the records of a store, so that its files hold what is there and no more.

    A server's log and backups are its administrator's.

    Args:
        engine: The database.
        dialect: The kind of database.
        place: What messages call the store.

    Raises:
        StorageError: If somebody uses the store, or it may not be rewritten.
    """
    with translated(dialect, place=place), engine.connect() as connection:
        for statement in dialect.scrubbing:
            found = connection.exec_driver_sql(statement)
            rows = found.fetchall() if found.returns_rows else []
            if dialect.alone and rows and rows[0][0] != 0:  # readers hold the log
                raise StorageError(Problem("store_busy", place))
