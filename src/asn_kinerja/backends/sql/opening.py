"""From the address of a store to an engine for its database; no driver is loaded before."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from asn_kinerja._extras import require
from asn_kinerja.errors import Problem, StorageError

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine

    from asn_kinerja.backends.sql.dialects import Dialect

__all__ = ["open_engine"]


@attrs.frozen(kw_only=True)
class _Scheme:
    """Where the dialect of a scheme is, what it needs, and how its URLs look."""

    dialect: str
    driver: str
    extra: str
    example: str


_SCHEMES = {
    "sqlite": _Scheme(
        dialect="sqlite.SQLITE", driver="sqlalchemy", extra="sql", example="sqlite:///marelan.db"
    ),
    "postgresql": _Scheme(
        dialect="postgresql.POSTGRESQL",
        driver="psycopg",
        extra="postgresql",
        example="postgresql://user@host/database",
    ),
    "mariadb": _Scheme(
        dialect="mariadb.MARIADB",
        driver="pymysql",
        extra="mariadb",
        example="mariadb://user@host/database",
    ),
}


def open_engine(url: str, *, create: bool) -> "tuple[Engine, Dialect, str]":
    """Make the engine of a URL, without looking at what is in the database.

    Args:
        url: Address of the store.
        create: Whether a missing SQLite file is to be made.

    Returns:
        The engine, the kind of database, and what messages call the store.

    Raises:
        MissingExtra: If SQLAlchemy or the driver is not installed.
        StorageError: If the address is unusable, or an SQLite file cannot be there.
    """
    name = url.partition(":")[0]
    scheme = _SCHEMES[name]
    for module in ("sqlalchemy", scheme.driver):
        require(module, extra=scheme.extra, feature=f"{name}:")
    module, _, constant = scheme.dialect.partition(".")
    found = import_module(f"asn_kinerja.backends.sql.{module}")
    dialect: Dialect = getattr(found, constant)
    if dialect.alone:
        path = _path(url, scheme)
        place = path.name
        try:
            openable, missing = not path.is_dir() and path.parent.is_dir(), not path.exists()
        except OSError as error:  # a folder on the way to it may not be looked into
            problem = Problem("store_no_permission", place, value=type(error).__name__)
            raise StorageError(problem) from None
        if not openable:
            raise StorageError(Problem("store_cannot_open", place))
        if not create and missing:
            raise StorageError(Problem("store_missing", place))
        return dialect.engine(_url(dialect, path)), dialect, place
    return dialect.engine(_server_url(url, dialect, scheme)), dialect, name


def _path(url: str, scheme: _Scheme) -> Path:
    prefix = "sqlite:///"
    rest = url.removeprefix(prefix)
    if rest == url or not rest or rest.startswith(":memory:") or "?" in rest or "\0" in rest:
        raise StorageError(Problem("store_url", "sqlite", cure=scheme.example))
    return Path(rest)


def _url(dialect: "Dialect", path: Path) -> "URL":
    from sqlalchemy import URL

    return URL.create(dialect.driver, database=str(path))


def _server_url(url: str, dialect: "Dialect", scheme: _Scheme) -> "URL":
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        parsed = None
    if parsed is None or not parsed.database or "\0" in url:
        raise StorageError(Problem("store_url", dialect.name, cure=scheme.example)) from None
    return parsed.set(drivername=dialect.driver)
