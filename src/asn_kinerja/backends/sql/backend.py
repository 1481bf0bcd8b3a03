"""Opening a store in SQL: the engine, its settings, and the check of its layout."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asn_kinerja._extras import require
from asn_kinerja.errors import Problem, StorageError
from asn_kinerja.storage.port import Capability

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from asn_kinerja.backends.sql.transaction import SqlTransaction

__all__ = ["SqlBackend", "connect"]

_PATIENCE = 10  # seconds a writer waits for another
_WRITE = "asn_write"


class SqlBackend:
    """One open SQL store.

    Args:
        engine: The engine.
        place: What messages call the store.
    """

    capabilities = frozenset({Capability.DURABLE, Capability.SHARED})

    def __init__(self, engine: "Engine", *, place: str) -> None:
        self._engine: Engine | None = engine
        self._place = place

    def begin(self, *, write: bool) -> "SqlTransaction":
        """Start a transaction; see `storage.port.Backend`."""
        from asn_kinerja.backends.sql.failures import translated
        from asn_kinerja.backends.sql.transaction import SqlTransaction

        if self._engine is None:
            raise StorageError(Problem("store_closed", self._place))
        with translated(self._place):
            connection = self._engine.connect().execution_options(**{_WRITE: write})
            try:
                connection.begin()
                # Reading fixes the view: without it a reader's view would start at its first read.
                connection.exec_driver_sql("SELECT number FROM asn_schema")
            except BaseException:
                connection.close()
                raise
        return SqlTransaction(connection, place=self._place, write=write)

    def close(self) -> None:
        """Let go of the store; see `storage.port.Backend`."""
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.dispose()


def connect(url: str, *, create: bool) -> SqlBackend:
    """Open a store in an SQLite file.

    Args:
        url: ``sqlite:///folder/file.db``, relative to where the program runs, or with four strokes
            for an absolute path.
        create: Whether to make the file when there is none.

    Returns:
        The store.

    Raises:
        MissingExtra: If SQLAlchemy is not installed.
        StorageError: If the file cannot be opened.
        WrongSchema: If the file is older, newer, or not a store.
    """
    require("sqlalchemy", extra="sql", feature="sqlite:")
    from asn_kinerja.backends.sql.schema import prepare

    path = _path(url)
    place = path.name
    if path.is_dir() or not path.parent.is_dir():
        raise StorageError(Problem("store_cannot_open", place))
    if not create and not path.exists():
        raise StorageError(Problem("store_missing", place))
    engine = _engine(path)
    try:
        prepare(engine, place=place)
    except BaseException:
        engine.dispose()
        raise
    return SqlBackend(engine, place=place)


def _path(url: str) -> Path:
    prefix = "sqlite:///"
    rest = url.removeprefix(prefix)
    if rest == url or not rest or rest.startswith(":memory:") or "?" in rest or "\0" in rest:
        raise StorageError(Problem("store_url", "sqlite", cure="sqlite:///marelan.db"))
    return Path(rest)


def _engine(path: Path) -> "Engine":
    from sqlalchemy import URL, create_engine, event

    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": _PATIENCE, "check_same_thread": False},
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _settle(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: "Connection") -> None:
        write: Any = connection.get_execution_options().get(_WRITE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine
