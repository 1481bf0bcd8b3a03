"""What a database says when it fails, as errors of this package that say what to do.

No message carries SQL, parameters or a URL: those may hold names and credentials.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from asn_kinerja.backends.sql.dialects import Dialect
from asn_kinerja.errors import Problem, StorageError, WrongSchema

__all__ = ["translated"]


@contextmanager
def translated(dialect: Dialect, *, place: str, committing: bool = False) -> Iterator[None]:
    """Turn what the database raises into `StorageError` or `WrongSchema`.

    Args:
        dialect: The kind of database.
        place: What the message calls the store: a scheme or a file name.
        committing: Whether a lost connection leaves it open if the change was kept.

    Yields:
        Nothing.

    Raises:
        StorageError: If the database failed.
        WrongSchema: If the file is no database.
    """
    try:
        yield
    except (SQLAlchemyError, dialect.error) as error:
        raise _error(dialect, place, error, committing=committing) from None


def _error(dialect: Dialect, place: str, error: Exception, *, committing: bool) -> StorageError:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    code = "store_busy" if isinstance(error, PoolTimeout) else dialect.code_of(cause)
    if not code:
        lost = isinstance(error, DBAPIError) and error.connection_invalidated
        code = "store_unreachable" if lost else "store_failed"
    if committing and code == "store_unreachable":
        code = "store_unsure"
    shown = " ".join([type(cause).__name__, *_number(cause)])
    error_class = WrongSchema if code == "store_foreign" else StorageError
    return error_class(Problem(code, place, value=shown))


def _number(cause: BaseException) -> Iterator[str]:
    """Give what the database calls the error, if it is a plain name or number."""
    first = cause.args[0] if cause.args else ""
    for name in (
        getattr(cause, "sqlite_errorname", None),
        getattr(cause, "sqlstate", None),
        str(first) if isinstance(first, int) else None,
    ):
        if name:
            yield name
