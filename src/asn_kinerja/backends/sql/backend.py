"""Opening a store in SQL, and beginning its transactions."""

from typing import TYPE_CHECKING

from asn_kinerja._extras import require
from asn_kinerja.backends.sql.opening import open_engine
from asn_kinerja.errors import Problem, StorageError
from asn_kinerja.storage.port import Capability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Engine

    from asn_kinerja.backends.sql.dialects import Dialect
    from asn_kinerja.backends.sql.prepared import PreparedStatements
    from asn_kinerja.backends.sql.slots import Slots
    from asn_kinerja.backends.sql.trail import Newest
    from asn_kinerja.backends.sql.transaction import SqlTransaction
    from asn_kinerja.storage.codec import RecordCodec
    from asn_kinerja.storage.port import MigrationStep

__all__ = ["SqlBackend", "connect", "migrate"]


class SqlBackend:
    """One open SQL store.

    Args:
        engine: The engine.
        dialect: The kind of database.
        place: What messages call the store.
        prepared: The statements of small units of work.
    """

    capabilities = frozenset({Capability.DURABLE, Capability.SHARED})

    def __init__(
        self, engine: "Engine", dialect: "Dialect", *, place: str, prepared: "PreparedStatements"
    ) -> None:
        self._engine: Engine | None = engine
        self._dialect = dialect
        self._place = place
        self._prepared = prepared
        self._slots: Slots = {}

    def begin(self, *, write: bool) -> "SqlTransaction":
        """Start a transaction; see `storage.port.Backend`."""
        from asn_kinerja.backends.sql.failures import translated
        from asn_kinerja.backends.sql.transaction import SqlTransaction

        engine = self._engine
        if engine is None:
            raise StorageError(Problem("store_closed", self._place))
        with translated(self._dialect, place=self._place):
            connection, newest = self._connection(engine, write=write)
        return SqlTransaction(
            connection,
            self._dialect,
            place=self._place,
            write=write,
            slots=self._slots,
            prepared=self._prepared,
            newest=newest,
        )

    def scrub(self) -> None:
        """Leave no bytes of removed records; see `storage.scrubbing.Scrubs`."""
        from asn_kinerja.backends.sql.scrubbing import scrub

        if self._engine is None:
            raise StorageError(Problem("store_closed", self._place))
        scrub(self._engine, self._dialect, place=self._place)

    def close(self) -> None:
        """Let go of the store; see `storage.port.Backend`."""
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.dispose()

    def _connection(
        self, engine: "Engine", *, write: bool, again: bool = True
    ) -> "tuple[Connection, Newest]":
        """Begin; once more when the connection kept from before turns out to be dead."""
        connection = engine.connect()
        try:
            connection.begin()
            return connection, self._begin(connection, write=write)
        except BaseException:
            dead = connection.invalidated
            connection.close()
            if not (dead and again):
                raise
        return self._connection(engine, write=write, again=False)

    def _begin(self, connection: "Connection", *, write: bool) -> "Newest":
        from asn_kinerja.backends.sql.prepared import Purpose
        from asn_kinerja.backends.sql.trail import begin_with_newest

        if write:
            return begin_with_newest(connection, prepared=self._prepared)
        self._dialect.begin(connection, Purpose.READ)
        return ...


def connect(url: str, *, create: bool) -> SqlBackend:
    """Open a store in an SQL database.

    Args:
        url: ``sqlite:///folder/file.db``, relative to where the program runs, or with four strokes
            for an absolute path; ``postgresql://user@host/database``; ``mariadb://user@host/database``.
        create: Whether to make the store when there is none. A database itself is never made,
            except an SQLite file.

    Returns:
        The store.

    Raises:
        MissingExtra: If SQLAlchemy or the driver is not installed.
        StorageError: If the database cannot be reached or used.
        WrongSchema: If the store is older, newer, or not one of this library.
    """
    engine, dialect, place = open_engine(url, create=create)
    from asn_kinerja.backends.sql.schema import prepare

    try:
        prepare(engine, dialect, place=place, create=create)
    except BaseException:
        engine.dispose()
        raise
    statements = dialect.statements(engine.dialect, dialect.begin)
    return SqlBackend(engine, dialect, place=place, prepared=statements)


def migrate(url: str, *, codec: "RecordCodec", dry_run: bool) -> "Sequence[MigrationStep]":
    """Bring a store to the layout of today; see `storage.port.Migrate`.

    Args:
        url: Address of the store, as `connect` takes it.
        codec: Tells which indexes the kinds have.
        dry_run: Whether to name the steps only.

    Returns:
        The steps, in order.

    Raises:
        MissingExtra: If SQLAlchemy, Alembic or the driver is not installed.
        StorageError: If there is no store, or the database failed.
        WrongSchema: If the store is newer, or not one of this library.
    """
    require("alembic", extra="sql", feature="store migrate")
    from asn_kinerja.backends.sql.migrations import running

    return running.migrate(url, codec=codec, dry_run=dry_run)
