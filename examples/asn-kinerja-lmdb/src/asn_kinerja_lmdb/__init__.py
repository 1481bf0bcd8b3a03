"""Keeps the records of asn_kinerja in an LMDB folder: `lmdb:///marelan`.

The plugin is this module. Offering the backend loads neither LMDB nor the rest of the plugin;
opening a store does.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from asn_kinerja import hookimpl
from asn_kinerja.storage.port import Backend, BackendFactory, MigrationStep

if TYPE_CHECKING:
    from asn_kinerja.storage.codec import RecordCodec

__all__ = ["asn_kinerja_storage_backends"]

__version__ = "0.1.0"


@hookimpl
def asn_kinerja_storage_backends() -> Iterable[BackendFactory]:
    """Offer LMDB folders."""
    return (
        BackendFactory(scheme="lmdb", summary="An LMDB folder", connect=_connect, migrate=_migrate),
    )


def _connect(url: str, *, create: bool) -> Backend:
    from asn_kinerja_lmdb.backend import connect

    return connect(url, create=create)


def _migrate(url: str, *, codec: "RecordCodec", dry_run: bool) -> Sequence[MigrationStep]:
    from asn_kinerja_lmdb.backend import migrate

    return migrate(url, codec=codec, dry_run=dry_run)
