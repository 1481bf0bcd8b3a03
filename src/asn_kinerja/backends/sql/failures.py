"""What a database says when it fails, as errors of this package that say what to do.

No message carries SQL, parameters or a URL: those may hold names and credentials.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from asn_kinerja.errors import Problem, StorageError, WrongSchema

__all__ = ["translated"]

_SQLITE = {
    sqlite3.SQLITE_AUTH: "store_no_permission",
    sqlite3.SQLITE_BUSY: "store_busy",
    sqlite3.SQLITE_CANTOPEN: "store_cannot_open",
    sqlite3.SQLITE_CORRUPT: "store_corrupt",
    sqlite3.SQLITE_FULL: "store_full",
    sqlite3.SQLITE_IOERR: "store_io",
    sqlite3.SQLITE_LOCKED: "store_busy",
    sqlite3.SQLITE_NOTADB: "store_foreign",
    sqlite3.SQLITE_PERM: "store_no_permission",
    sqlite3.SQLITE_READONLY: "store_read_only",
}


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turn what the database raises into `StorageError` or `WrongSchema`.

    Args:
        place: What the message calls the store: a scheme or a file name.

    Yields:
        Nothing.

    Raises:
        StorageError: If the database failed.
        WrongSchema: If the file is no database.
    """
    try:
        yield
    except SQLAlchemyError as error:
        cause = error.orig if isinstance(error, DBAPIError) else None
        raise _error(place, cause or error) from None
    except sqlite3.Error as error:
        raise _error(place, error) from None


def _error(place: str, cause: BaseException) -> StorageError:
    number = getattr(cause, "sqlite_errorcode", 0) or 0
    code = _SQLITE.get(number & 0xFF, "store_failed")  # the low byte is the family of the error
    shown = getattr(cause, "sqlite_errorname", None) or type(cause).__name__
    error_class = WrongSchema if code == "store_foreign" else StorageError
    return error_class(Problem(code, place, value=shown))
