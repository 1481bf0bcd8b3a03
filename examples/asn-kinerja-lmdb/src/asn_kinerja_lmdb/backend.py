"""Opening and migrating LMDB stores."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from asn_kinerja.errors import Problem, StorageError
from asn_kinerja.storage.codec import RecordCodec
from asn_kinerja.storage.payloads import index_values
from asn_kinerja.storage.port import Capability, MigrationStep
from asn_kinerja_lmdb.environment import Environment
from asn_kinerja_lmdb.transaction import LmdbTransaction

__all__ = ["LmdbBackend", "connect", "migrate"]

_SCHEME = "lmdb:///"


class LmdbBackend:
    """One open LMDB store.

    Args:
        environment: The open folder.
    """

    capabilities = frozenset({Capability.DURABLE, Capability.SHARED})

    def __init__(self, environment: Environment) -> None:
        self._environment: Environment | None = environment
        self._place = environment.place

    def begin(self, *, write: bool) -> LmdbTransaction:
        """Start a transaction; see `storage.port.Backend`."""
        if self._environment is None:
            raise StorageError(Problem("store_closed", self._place))
        return LmdbTransaction(self._environment, write=write)

    def close(self) -> None:
        """Let go of the store; see `storage.port.Backend`."""
        environment, self._environment = self._environment, None
        if environment is not None:
            environment.close()


def connect(url: str, *, create: bool) -> LmdbBackend:
    """Open an LMDB store.

    Args:
        url: ``lmdb:///folder``, relative to where the program runs, or with four strokes for an
            absolute path.
        create: Whether to make the folder and the store when there is none.

    Returns:
        The store.

    Raises:
        StorageError: If the address names no folder, or the store cannot be used.
        WrongSchema: If the store is older, newer, or not one of this library.
    """
    rest = url.removeprefix(_SCHEME)
    if rest == url or not rest or "?" in rest or "\0" in rest:
        raise StorageError(Problem("store_url", "lmdb", cure=f"{_SCHEME}marelan"))
    folder = Path(rest)
    if folder.is_file() or not folder.parent.is_dir():
        raise StorageError(Problem("store_cannot_open", folder.name))
    if not create and not (folder / "data.mdb").is_file():
        raise StorageError(Problem("store_missing", folder.name))
    return LmdbBackend(Environment.at(folder, create=create))


def migrate(url: str, *, codec: RecordCodec, dry_run: bool) -> Sequence[MigrationStep]:
    """Give records the values of indexes that their kind was declared with later.

    Args:
        url: Address of the store, as `connect` takes it.
        codec: Tells which indexes the kinds have.
        dry_run: Whether to name the steps only.

    Returns:
        The steps, in order.

    Raises:
        StorageError: If there is no store, or it cannot be used.
        WrongSchema: If the store is newer, or not one of this library.
    """
    backend = connect(url, create=False)
    transaction = backend.begin(write=not dry_run)
    try:
        steps = []
        for kind in codec.kinds:
            if names := transaction.unindexed(kind.name, kind.indexes):
                name, summary = f"indexes of {kind.name}", ", ".join(names)
                steps.append(MigrationStep(name=name, summary=summary))
                if not dry_run:
                    transaction.reindex(kind.name, partial(index_values, kind=kind, codec=codec))
        if steps and not dry_run:
            transaction.commit()
        return steps
    finally:
        transaction.rollback()
        backend.close()
