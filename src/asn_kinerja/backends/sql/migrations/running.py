"""Finding which steps a store needs, and running them in one transaction."""

from collections.abc import Sequence
from importlib.metadata import version

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, update

from asn_kinerja.backends.sql.dialects import Dialect
from asn_kinerja.backends.sql.failures import translated
from asn_kinerja.backends.sql.migrations import to_2
from asn_kinerja.backends.sql.opening import open_engine
from asn_kinerja.backends.sql.reindexing import rebuild_indexes, stale_indexes
from asn_kinerja.backends.sql.schema import found_layout, making, refuse_newer
from asn_kinerja.backends.sql.tables import schema
from asn_kinerja.backends.sql.views import make_views, stale_views
from asn_kinerja.errors import Problem, StorageError
from asn_kinerja.storage.codec import RecordCodec
from asn_kinerja.storage.port import MigrationStep

__all__ = ["STEPS", "migrate"]


STEPS = (to_2,)  # each brings the store from the layout before to its own


def migrate(url: str, *, codec: RecordCodec, dry_run: bool) -> Sequence[MigrationStep]:
    """Bring a store to the layout of today; see `storage.port.Migrate`.

    Args:
        url: Address of the store.
        codec: Tells which indexes the kinds have.
        dry_run: Whether to name the steps only.

    Returns:
        The steps, in order; none for a store that is as it should be.

    Raises:
        StorageError: If there is no store, or the database failed; nothing was changed.
        WrongSchema: If the store is newer, or not one of this library.
    """
    engine, dialect, place = open_engine(url, create=False)
    try:
        with translated(dialect, place=place):
            with engine.connect() as connection:  # nothing is written where there is no store
                if found_layout(connection, dialect, place=place) is None:
                    raise StorageError(Problem("store_missing", place))
            with making(engine, dialect) as connection:
                steps = _run(connection, dialect, place=place, codec=codec, dry_run=dry_run)
                if not dry_run:
                    connection.commit()
                return steps
    finally:
        engine.dispose()


def _run(
    connection: Connection, dialect: Dialect, *, place: str, codec: RecordCodec, dry_run: bool
) -> list[MigrationStep]:
    found = found_layout(connection, dialect, place=place)
    if found is None:
        raise StorageError(Problem("store_missing", place))
    refuse_newer(*found, place=place)
    steps = [step for step in STEPS if found[0] < step.NUMBER]
    named = [MigrationStep(name=f"layout {step.NUMBER}", summary=step.SUMMARY) for step in steps]
    if dry_run:  # what the records need beyond is seen in the layout of today alone
        return named or [*_index_steps(connection, codec), *_view_steps(connection)]
    for step in steps:
        step.upgrade(Operations(MigrationContext.configure(connection)), connection)
        number = {"number": step.NUMBER, "release": version("asn_kinerja")}
        connection.execute(update(schema).values(number))
    named += _index_steps(connection, codec)
    for kind in stale_indexes(connection, codec):
        rebuild_indexes(connection, codec, kind=kind, place=place)
    if stale := _view_steps(connection):
        named += stale
        make_views(connection, dialect)
    return named


def _index_steps(connection: Connection, codec: RecordCodec) -> list[MigrationStep]:
    return [
        MigrationStep(name=f"indexes of {kind}", summary=", ".join(names))
        for kind, names in stale_indexes(connection, codec).items()
    ]


def _view_steps(connection: Connection) -> list[MigrationStep]:
    stale = stale_views(connection)
    return [MigrationStep(name="views", summary=", ".join(stale))] if stale else []
