"""The composition root: a store, its codec, the plugins and their policies, put together.

Layer 10. Everything is loaded on first use, so that scoring one person stays quick.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from os import urandom
from types import TracebackType
from typing import TYPE_CHECKING, Self

from asn_kinerja import hookspecs
from asn_kinerja.errors import AsnKinerjaError, InvalidInput, Problem, StorageError
from asn_kinerja.plugins.loading import Plugins, load_plugins
from asn_kinerja.storage.port import Backend

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    from asn_kinerja.awards.methods import RankingMethod
    from asn_kinerja.scoring.decision_table import DecisionTable
    from asn_kinerja.scoring.policy import Policy
    from asn_kinerja.scoring.registry import PolicyRegistry
    from asn_kinerja.services.context import ServiceContext
    from asn_kinerja.storage.codec import RecordCodec
    from asn_kinerja.storage.identity import Entropy
    from asn_kinerja.storage.port import BackendFactory, MigrationStep
    from asn_kinerja.storage.sealing import Permit, SealRules
    from asn_kinerja.storage.unit_of_work import UnitOfWork
    from asn_kinerja.storage.verification import Verification
    from asn_kinerja.training.problem import TrainingOptimiser

__all__ = ["Workspace", "migrate_store", "open_workspace"]

_FILES = (".db", ".sqlite", ".sqlite3")  # endings of what is a path where an address should be


def open_workspace(  # noqa: PLR0913 - all by keyword, each with a default
    url: str = "memory:",
    *,
    actor: str | None = None,
    create: bool = True,
    plugins: Iterable[object] = (),
    block: Iterable[str] = (),
    entropy: "Entropy" = urandom,
) -> "Workspace":
    """Open a store together with the policies and plugins that work on it.

    Args:
        url: Where the records are: ``"memory:"``, ``"sqlite:///marelan.db"``, or the scheme of an
            installed plugin.
        actor: Who acts, for units of work that do not say so themselves.
        create: Whether to make the store when there is none.
        plugins: Plugins besides the installed ones: modules or objects with hook implementations.
        block: Names of plugins to leave out.
        entropy: Source of random bytes for the salts of new records; that of the system unless a
            store of synthetic people must come out the same again.

    Returns:
        The workspace. Close it, or use it in a `with` statement.

    Raises:
        StorageError: If no plugin knows the scheme, or the store cannot be opened.
        WrongSchema: If the store is older, newer, or not one of this library.
        MissingExtra: If the store needs a library that is not installed.
        InvalidInput: If a plugin given is only a name, or what is blocked is no list of names.
        PluginError: If a plugin is misspelt, doubled or failing.

    Examples:
        >>> with open_workspace() as workspace:
        ...     policy = workspace.policies.get("permenpanrb_6_2022.predikat")
    """
    loaded = load_plugins(plugins, block=block)
    factory = _factory(url, loaded)
    with _failing_clearly(url):
        backend = factory.connect(url, create=create)
    return Workspace(backend, loaded, actor=actor, entropy=entropy)


def migrate_store(
    url: str,
    *,
    dry_run: bool = False,
    plugins: Iterable[object] = (),
    block: Iterable[str] = (),
) -> "tuple[MigrationStep, ...]":
    """Bring a store that an earlier release wrote to the layout of today.

    Args:
        url: Where the records are.
        dry_run: Whether to name the steps only, and change nothing.
        plugins: Plugins besides the installed ones.
        block: Names of plugins to leave out.

    Returns:
        The steps; none for a store that is as it should be.

    Raises:
        StorageError: If no plugin knows the scheme, or the store cannot be changed.
        WrongSchema: If the store is newer, or not one of this library.
        MissingExtra: If the store needs a library that is not installed.
        PluginError: If a plugin is misspelt, doubled or failing.
    """
    factory = _factory(url, load_plugins(plugins, block=block))
    with _failing_clearly(url):
        if factory.migrate is None:
            factory.connect(url, create=False).close()
            return ()
        return tuple(factory.migrate(url, codec=_codec(), dry_run=dry_run))


@contextmanager
def _failing_clearly(url: str) -> Iterator[None]:
    """Tell what a driver raised as one problem; its words are left out beside credentials."""
    try:
        yield
    except AsnKinerjaError:
        raise
    except Exception as error:
        words = str(error).partition("\n")[0]
        reason = type(error).__name__
        if words and not {"@", "?"} & set(url):
            reason += f": {words}"
        scheme = url.partition(":")[0]
        raise StorageError(Problem("store_unopened", "store", value=scheme, cure=reason)) from error


def _factory(url: str, plugins: Plugins) -> "BackendFactory":
    """Find who opens the stores of a URL."""
    factories = plugins.offered(hookspecs.asn_kinerja_storage_backends)
    scheme, colon, _ = url.partition(":")
    if scheme not in factories:
        if url.endswith(_FILES) and "@" not in url and "://" not in url:
            raise StorageError(Problem("store_path", "store", cure=f"sqlite:///{url}"))
        shown = (
            scheme if colon and scheme.isascii() and scheme.isalnum() else "…"
        )  # never a credential
        raise StorageError(Problem("store_scheme", "store", value=shown, cure=", ".join(factories)))
    return factories[scheme]


def _codec() -> "RecordCodec":
    from asn_kinerja.converters.make import record_codec
    from asn_kinerja.storage.codec import check_kinds

    codec = record_codec()
    check_kinds(codec.kinds)
    return codec


class Workspace:
    """One open store with its policies. Made by `open_workspace`; may be shared by threads.

    Args:
        backend: The open store.
        plugins: The loaded plugins.
        actor: Who acts, for units of work that do not say so themselves.
        entropy: Source of random bytes for the salts of new records.
    """

    def __init__(
        self,
        backend: Backend,
        plugins: Plugins,
        *,
        actor: str | None = None,
        entropy: "Entropy" = urandom,
    ) -> None:
        self.backend = backend
        self.plugins = plugins
        self.actor = actor
        self._entropy = entropy

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @cached_property
    def codec(self) -> "RecordCodec":
        """Turns records into payloads and back."""
        return _codec()

    @cached_property
    def policies(self) -> "PolicyRegistry":
        """The policies of all law packs, by id and by purpose."""
        from asn_kinerja.scoring.registry import PolicyRegistry

        packs = self.plugins.offered(hookspecs.asn_kinerja_policy_packs)
        return PolicyRegistry(packs.values())

    def load_policy(self, path: "str | PathLike[str]", *, check: bool = True) -> "Policy":
        """Read a policy file: a rule in TOML that stands alone or extends a policy.

        Args:
            path: The file.
            check: Whether a policy with holes is refused, as `Policy.check` finds them.

        Returns:
            The policy; it can be evaluated like any other.

        Raises:
            InvalidPolicy: With every problem, each with file, line, column and the line shown.
            MissingExtra: If it names a spreadsheet and the extra ``excel`` is not installed.
        """
        from pathlib import Path

        from asn_kinerja.scoring.files.reading import read_policy_file

        return read_policy_file(
            Path(path), find=self.policies.get, find_table=_find_table, check=check
        )

    @cached_property
    def ranking_methods(self) -> "Mapping[str, RankingMethod]":
        """Ranking methods of awards, by id."""
        return self.plugins.offered(hookspecs.asn_kinerja_ranking_methods)

    @cached_property
    def training_optimisers(self) -> "Mapping[str, TrainingOptimiser]":
        """Training optimisers, by id."""
        return self.plugins.offered(hookspecs.asn_kinerja_training_optimisers)

    def unit_of_work(
        self,
        *,
        actor: str | None = None,
        recorded_at: datetime,
        permit: "Permit | None" = None,
    ) -> "UnitOfWork":
        """Open one atomic, audited change.

        Args:
            actor: Who acts; the actor of the workspace when `None`.
            recorded_at: When, with time zone.
            permit: What it may do besides ordinary writes: services that seal, correct and erase
                hand one in.

        Returns:
            The unit of work, to be entered with `with`.

        Raises:
            InvalidInput: If neither the call nor the workspace says who acts.
        """
        from asn_kinerja.storage.sealing import ORDINARY
        from asn_kinerja.storage.unit_of_work import UnitOfWork

        who = actor or self.actor
        if not who:
            raise InvalidInput(Problem("required", "actor"))
        return UnitOfWork(
            self.backend,
            self.codec,
            actor=who,
            recorded_at=recorded_at,
            entropy=self._entropy,
            rules=self._seal_rules,
            permit=permit or ORDINARY,
        )

    @cached_property
    def _seal_rules(self) -> "SealRules":
        from asn_kinerja.converters.seal_rules import PeriodRules

        return PeriodRules()

    def snapshot(self) -> "UnitOfWork":
        """Open one view of the store that only reads.

        Returns:
            The unit of work, to be entered with `with`.
        """
        from asn_kinerja.storage.unit_of_work import UnitOfWork

        return UnitOfWork(self.backend, self.codec)

    def services(
        self, *, now: Callable[[], datetime], actor: str | None = None
    ) -> "ServiceContext":
        """Put together what services are handed.

        Args:
            now: Tells the time, with time zone.
            actor: Who acts; the actor of the workspace when `None`.

        Returns:
            The context.

        Raises:
            InvalidInput: If neither the call nor the workspace says who acts.
        """
        from asn_kinerja.services.context import ServiceContext

        who = actor or self.actor
        if not who:
            raise InvalidInput(Problem("required", "actor"))
        return ServiceContext(
            store=self,
            policies=self.policies,
            actor=who,
            now=now,
            ranking_methods=self.ranking_methods,
            training_optimisers=self.training_optimisers,
        )

    def verify(self) -> "Verification":
        """Compare the store with its audit chain, and sealed periods with what was sealed.

        Sealed results are computed again by the rules of today; it is told when these, or the
        release, are others than those of the seal. Seals are looked at in a store whose records
        fit the chain: else that is what has to be told.

        Returns:
            What was counted, and the problems found.
        """
        from attrs import evolve

        from asn_kinerja.services.seal_checks import check_seals

        with self.snapshot() as unit:
            found = unit.verify()
            if not found.holds:
                return found
            sealed = check_seals(unit, self.policies)
        return evolve(
            found,
            problems=sealed.problems,
            seals=sealed.seals,
            results=sealed.results,
            remarks=sealed.remarks,
        )

    def scrub(self) -> None:
        """Overwrite what removed records have left in the files of the store, where it can do that.

        Raises:
            StorageError: If the store is in use or may not be rewritten.
        """
        from asn_kinerja.storage.scrubbing import Scrubs

        if isinstance(self.backend, Scrubs):
            self.backend.scrub()

    def close(self) -> None:
        """Let go of the store; harmless when done already."""
        self.backend.close()


def _find_table(folder: "Path", name: str) -> "DecisionTable":
    from asn_kinerja.converters.decision_sheets import find_table

    return find_table(folder, name)
