"""Making the tables of a new store, and telling older, newer and foreign stores apart."""

from importlib.metadata import version

from sqlalchemy import Connection, Engine, insert, inspect, select
from sqlalchemy.schema import CreateIndex, CreateTable

from asn_kinerja.backends.sql.dialects import Dialect
from asn_kinerja.backends.sql.failures import translated
from asn_kinerja.backends.sql.prepared import Purpose
from asn_kinerja.backends.sql.tables import SCHEMA, metadata, schema
from asn_kinerja.backends.sql.views import make_views
from asn_kinerja.errors import Problem, StorageError, WrongSchema

__all__ = ["found_layout", "making", "prepare", "refuse_newer"]


def prepare(engine: Engine, dialect: Dialect, *, place: str, create: bool) -> None:
    """Make the tables if there are none, else check that they are ours and of today.

    Args:
        engine: The database.
        dialect: The kind of database.
        place: What messages call it.
        create: Whether to make the tables.

    Raises:
        WrongSchema: If the store is older, newer, or not ours.
        StorageError: If the database failed, or there is no store and none is to be made.
    """
    with translated(dialect, place=place):
        with engine.connect() as connection:
            if _is_of_today(connection, dialect, place):
                return
        if not create:
            raise StorageError(Problem("store_missing", place))
        with making(engine, dialect) as connection:
            if not _is_of_today(connection, dialect, place):  # another process may have been faster
                _make(connection, dialect)
                connection.commit()


def making(engine: Engine, dialect: Dialect) -> Connection:
    """Open a connection on which tables may be made, alone in the database.

    Args:
        engine: The database.
        dialect: The kind of database.

    Returns:
        A connection whose transaction has begun, to be used in a `with` statement. It is thrown
        away afterwards, and with it every lock it holds.
    """
    connection = engine.connect()
    try:
        if dialect.alone:  # SQLite: the mode is a property of the file, set outside transactions
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            connection.rollback()
        connection.detach()
        connection.begin()
        dialect.begin(connection, Purpose.MAKE)
    except BaseException:
        connection.close()
        raise
    return connection


def found_layout(connection: Connection, dialect: Dialect, *, place: str) -> tuple[int, str] | None:
    """Read which layout a store has.

    Args:
        connection: A connection to the database.
        dialect: The kind of database.
        place: What messages call it.

    Returns:
        Number of the layout and the release that wrote it; `None` when there is no store.

    Raises:
        WrongSchema: If what is there is not ours.
    """
    names = _tables_of(connection)
    if schema.name not in names:
        if (names and dialect.alone) or names & metadata.tables.keys():
            raise WrongSchema(Problem("store_foreign", place))
        return None
    rows = connection.execute(select(schema.c.number, schema.c.release)).all()
    if not rows and dialect.name == "mariadb":  # making it was cut short: it goes on
        return None
    if len(rows) != 1:
        raise WrongSchema(Problem("store_foreign", place))
    number, release = rows[0]
    wanted = set(metadata.tables)
    if number == SCHEMA and not wanted <= names and not wanted <= _tables_of(connection):
        raise WrongSchema(Problem("store_foreign", place))  # looked twice: it may just be made
    return number, release


def _tables_of(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def refuse_newer(number: int, release: str, *, place: str) -> None:
    """Refuse a layout that this release does not know.

    Args:
        number: Number of the layout.
        release: Release that wrote it.
        place: What messages call the store.

    Raises:
        WrongSchema: If the layout is newer than this release.
    """
    if number > SCHEMA:
        raise WrongSchema(Problem("store_newer", place, value=number, cure=release))


def _is_of_today(connection: Connection, dialect: Dialect, place: str) -> bool:
    found = found_layout(connection, dialect, place=place)
    if found is None:
        return False
    number, release = found
    refuse_newer(number, release, place=place)
    if number < SCHEMA:
        raise WrongSchema(Problem("store_older", place, value=number, cure=str(SCHEMA)))
    return True


def _make(connection: Connection, dialect: Dialect) -> None:
    # The table that marks a store comes first: where making tables is no transaction, who looks in
    # between sees a store in the making and waits for it.
    for table in (schema, *(one for one in metadata.sorted_tables if one is not schema)):
        connection.execute(CreateTable(table, if_not_exists=True))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            connection.execute(CreateIndex(index, if_not_exists=True))
    make_views(connection, dialect)
    connection.execute(insert(schema), {"number": SCHEMA, "release": version("asn_kinerja")})
