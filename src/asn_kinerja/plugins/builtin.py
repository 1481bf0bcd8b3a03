"""What comes with the package, offered through the same hooks as a stranger's plugin.

Nothing here is loaded before it is used: a backend when a store is opened, a law pack when one of
its policies is wanted.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from asn_kinerja.hookspecs import hookimpl
from asn_kinerja.storage.port import Backend, BackendFactory, MigrationStep

if TYPE_CHECKING:
    from asn_kinerja.awards.methods import RankingMethod
    from asn_kinerja.records.competencies import CompetencyFramework
    from asn_kinerja.scoring.registry import PolicyPack
    from asn_kinerja.storage.codec import RecordCodec
    from asn_kinerja.training.problem import TrainingOptimiser

__all__ = [
    "asn_kinerja_competency_frameworks",
    "asn_kinerja_policy_packs",
    "asn_kinerja_ranking_methods",
    "asn_kinerja_storage_backends",
    "asn_kinerja_training_optimisers",
]


@hookimpl
def asn_kinerja_storage_backends() -> Iterable[BackendFactory]:
    """Offer memory, SQLite, PostgreSQL and MariaDB."""
    memory = BackendFactory(scheme="memory", summary="In memory, gone at the end", connect=_memory)
    databases = (
        ("sqlite", "One SQLite file"),
        ("postgresql", "A PostgreSQL database"),
        ("mariadb", "A MariaDB database"),
    )
    return (
        memory,
        *(
            BackendFactory(scheme=scheme, summary=summary, connect=_sql, migrate=_migrate_sql)
            for scheme, summary in databases
        ),
    )


@hookimpl
def asn_kinerja_competency_frameworks() -> "Iterable[CompetencyFramework]":
    """Offer the dictionary of the nine competencies."""
    from asn_kinerja.policies.permenpanrb_38_2017.dictionary import frameworks

    return frameworks()


@hookimpl
def asn_kinerja_policy_packs() -> "Iterable[PolicyPack]":
    """Offer the law packs of this package."""
    from asn_kinerja.policies import PACKS

    return PACKS


@hookimpl
def asn_kinerja_ranking_methods() -> "Iterable[RankingMethod]":
    """Offer methods on the published anchors, the same on scales of the pool, and more."""
    from asn_kinerja.awards.ranking.builtin import builtin_methods

    return builtin_methods()


@hookimpl
def asn_kinerja_training_optimisers() -> "Iterable[TrainingOptimiser]":
    """Offer the heuristic planner, and the exact one, which asks for HiGHS when it plans."""
    from asn_kinerja.training.exact import ExactOptimiser
    from asn_kinerja.training.greedy import GreedyOptimiser

    return (GreedyOptimiser(), ExactOptimiser())


def _memory(url: str, *, create: bool) -> Backend:
    from asn_kinerja.backends.memory import connect

    return connect(url, create=create)


def _sql(url: str, *, create: bool) -> Backend:
    from asn_kinerja.backends.sql.backend import connect

    return connect(url, create=create)


def _migrate_sql(url: str, *, codec: "RecordCodec", dry_run: bool) -> Sequence[MigrationStep]:
    from asn_kinerja.backends.sql.backend import migrate

    return migrate(url, codec=codec, dry_run=dry_run)
