"""What a database says when it fails, as errors of this package that say what to do.

No message carries SQL, parameters or a URL: those may hold names and credentials.
"""

from collections.abc import Iterator
from types import TracebackType

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from asn_kinerja.backends.sql.dialects import Dialect
from asn_kinerja.errors import Problem, StorageError, WrongSchema

__all__ = ["translated"]


class translated:  # noqa: N801 - read as a word of a `with` statement
    """Turn what the database raises into `StorageError` or `WrongSchema`.

    A class, as small units of work enter it ten times and a generator costs thrice as much.

    Args:
        dialect: The kind of database.
        place: What the message calls the store: a scheme or a file name.
        committing: Whether a lost connection leaves it open if the change was kept.

    Raises:
        StorageError: At the end of the `with` statement, if the database failed.
        WrongSchema: Likewise, if the file is no database.
    """

    __slots__ = ("_committing", "_dialect", "_place")

    def __init__(self, dialect: Dialect, *, place: str, committing: bool = False) -> None:
        self._dialect = dialect
        self._place = place
        self._committing = committing

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            return
        if isinstance(error, (SQLAlchemyError, self._dialect.error)):
            raise _error(self._dialect, self._place, error, committing=self._committing) from None


def _error(dialect: Dialect, place: str, error: Exception, *, committing: bool) -> StorageError:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    code = dialect.code_of(cause)
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
