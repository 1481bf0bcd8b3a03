"""Every hook a plugin may implement, and the marker to do it with.

Layer 7. A plugin is a module or object whose functions bear `hookimpl` and the name of a hook,
found through the entry-point group ``asn_kinerja`` or handed to `open_workspace`. It is left out
when `open_workspace` is told to, or the environment variable `ASN_KINERJA_BLOCK` names it:

    from asn_kinerja import hookimpl

    @hookimpl
    def asn_kinerja_storage_backends():
        return [BackendFactory(scheme="lmdb", summary="LMDB files", connect=open_lmdb)]

Each hook is called once a workspace, on first use of what it offers, plugin by plugin in the
order of their names. What two plugins offer under one name is refused, naming both.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pluggy import HookimplMarker, HookspecMarker

if TYPE_CHECKING:  # types alone: a workspace that opens no store loads no storage
    from asn_kinerja.awards.methods import RankingMethod
    from asn_kinerja.records.competencies import CompetencyFramework
    from asn_kinerja.scoring.registry import PolicyPack
    from asn_kinerja.storage.port import BackendFactory
    from asn_kinerja.training.problem import TrainingOptimiser

__all__ = [
    "BLOCK",
    "GROUP",
    "TOLD_BY",
    "asn_kinerja_competency_frameworks",
    "asn_kinerja_policy_packs",
    "asn_kinerja_ranking_methods",
    "asn_kinerja_storage_backends",
    "asn_kinerja_training_optimisers",
    "hookimpl",
    "hookspec",
]

GROUP = "asn_kinerja"  # of hooks and of entry points
BLOCK = "ASN_KINERJA_BLOCK"  # environment variable with names of plugins to leave out
TOLD_BY = {  # the attribute that tells the offers of a hook apart
    "asn_kinerja_storage_backends": "scheme",
    "asn_kinerja_policy_packs": "name",
    "asn_kinerja_competency_frameworks": "id",
    "asn_kinerja_ranking_methods": "id",
    "asn_kinerja_training_optimisers": "id",
}

hookspec = HookspecMarker(GROUP)
hookimpl = HookimplMarker(GROUP)


@hookspec
def asn_kinerja_storage_backends() -> "Iterable[BackendFactory]":  # type: ignore[empty-body]
    """Offer ways to keep records.

    Called when a workspace is opened, before its URL is looked at.

    Returns:
        Factories, one a URL scheme. Making one imports no driver: `connect` does that.
    """


@hookspec
def asn_kinerja_competency_frameworks() -> "Iterable[CompetencyFramework]":  # type: ignore[empty-body]
    """Offer competency frameworks that an office may import by their id.

    Called when a command looks for a framework that is no file.

    Returns:
        Frameworks, each with an `id` of its own.
    """


@hookspec
def asn_kinerja_policy_packs() -> "Iterable[PolicyPack]":  # type: ignore[empty-body]
    """Offer law packs.

    Called when the policies of a workspace are first asked for.

    Returns:
        Packs that name their policies and load them only when one is wanted.
    """


@hookspec
def asn_kinerja_ranking_methods() -> "Iterable[RankingMethod]":  # type: ignore[empty-body]
    """Offer ways to turn the criteria of an award into one score.

    Called when the ranking methods of a workspace are first asked for.

    Returns:
        Methods, each with an `id` that award programmes name.
    """


@hookspec
def asn_kinerja_training_optimisers() -> "Iterable[TrainingOptimiser]":  # type: ignore[empty-body]
    """Offer ways to plan training within seats and money.

    Called when the training optimisers of a workspace are first asked for.

    Returns:
        Optimisers, each with an `id` that callers name.
    """
