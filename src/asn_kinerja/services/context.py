"""What every service is handed: the store, the policies, who acts, and the time."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import attrs

from asn_kinerja.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from asn_kinerja.awards.methods import RankingMethod
    from asn_kinerja.scoring.registry import PolicyRegistry
    from asn_kinerja.training.problem import TrainingOptimiser

__all__ = ["OpensUnits", "ServiceContext"]


class OpensUnits(Protocol):
    """Opens units of work; a workspace does."""

    def unit_of_work(self, *, actor: str | None = None, recorded_at: datetime) -> UnitOfWork:
        """Open one that writes.

        Args:
            actor: Who acts.
            recorded_at: When, with time zone.

        Returns:
            The unit, to be entered with `with`.
        """
        ...

    def snapshot(self) -> UnitOfWork:
        """Open one that only reads.

        Returns:
            The unit, to be entered with `with`.
        """
        ...


@attrs.frozen(kw_only=True)
class ServiceContext:
    """All that a use case needs, made by `Workspace.services`.

    Args:
        store: Opens units of work.
        policies: The law packs.
        actor: Who acts; stands in every audit entry.
        now: Tells the time, with time zone, when a transaction begins.
        ranking_methods: Ranking methods of awards, by id.
        training_optimisers: Training optimisers, by id.
    """

    store: OpensUnits
    policies: "PolicyRegistry"
    actor: str
    now: Callable[[], datetime]
    ranking_methods: "Mapping[str, RankingMethod]"
    training_optimisers: "Mapping[str, TrainingOptimiser]"

    @contextmanager
    def transaction(self, action: str, reason: str = "") -> Iterator[UnitOfWork]:
        """Run one use case: commit with one audit entry at the end, or keep nothing.

        Args:
            action: Which use case, as a short stable word, such as ``"appraise"``.
            reason: Why, in the actor's words.

        Yields:
            The unit of work. When nothing was changed in it, the store is not touched.
        """
        with self.store.unit_of_work(actor=self.actor, recorded_at=self.now()) as unit:
            yield unit
            unit.commit(action=action, reason=reason)

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        """Look at the store as it is now, without writing.

        Returns:
            The unit of work, to be entered with `with`.
        """
        return self.store.snapshot()
