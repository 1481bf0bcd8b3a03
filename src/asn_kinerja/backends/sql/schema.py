"""Making the tables of a new store, and telling older, newer and foreign stores apart."""

from importlib.metadata import version

from sqlalchemy import Connection, Engine, insert, inspect, select

from asn_kinerja.backends.sql.failures import translated
from asn_kinerja.backends.sql.tables import SCHEMA, metadata, schema
from asn_kinerja.errors import Problem, WrongSchema

__all__ = ["prepare"]


def prepare(engine: Engine, *, place: str) -> None:
    """Make the tables if the database is empty, else check that they are ours and of today.

    Args:
        engine: The database.
        place: What messages call it.

    Raises:
        WrongSchema: If the store is older, newer, or not ours.
        StorageError: If the database failed.
    """
    with translated(place):
        with engine.connect() as connection:
            if _holds_store(connection, place):
                return
        with engine.connect().execution_options(asn_write=True) as connection:
            if connection.dialect.name == "sqlite":
                driver = connection.connection.driver_connection
                driver.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]
            with connection.begin():
                if not _holds_store(connection, place):  # another process may have been faster
                    metadata.create_all(connection)
                    release = version("asn_kinerja")
                    connection.execute(insert(schema), {"number": SCHEMA, "release": release})


def _holds_store(connection: Connection, place: str) -> bool:
    names = set(inspect(connection).get_table_names())
    if not names:
        return False
    if not set(metadata.tables) <= names:
        raise WrongSchema(Problem("store_foreign", place))
    rows = connection.execute(select(schema.c.number, schema.c.release)).all()
    if len(rows) != 1:
        raise WrongSchema(Problem("store_foreign", place))
    number, release = rows[0]
    if number < SCHEMA:
        raise WrongSchema(Problem("store_older", place, value=number, cure=str(SCHEMA)))
    if number > SCHEMA:
        raise WrongSchema(Problem("store_newer", place, value=number, cure=str(release)))
    return True
