"""What every service is handed: the store, the policies, who acts, and the time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Protocol

import attrs

from asn_kinerja.errors import InvalidInput, PeriodSealed, Problem
from asn_kinerja.records.sealing import Correction
from asn_kinerja.storage.sealing import CORRECTION, Permit, SealedChange
from asn_kinerja.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from asn_kinerja.awards.methods import RankingMethod
    from asn_kinerja.records.periods import Period
    from asn_kinerja.scoring.registry import PolicyRegistry
    from asn_kinerja.training.problem import TrainingOptimiser

__all__ = ["CorrectionOf", "OpensUnits", "ServiceContext"]

_EASTERNMOST = timezone(timedelta(hours=9))  # WIT: what is tomorrow there has not come anywhere


class OpensUnits(Protocol):
    """Opens units of work; a workspace does."""

    def unit_of_work(
        self,
        *,
        actor: str | None = None,
        recorded_at: datetime,
        permit: Permit | None = None,
    ) -> UnitOfWork:
        """Open one that writes.

        Args:
            actor: Who acts.
            recorded_at: When, with time zone.
            permit: What it may do besides ordinary writes.

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

    def scrub(self) -> None:
        """Let nothing of removed records lie about in the store, where it can see to that."""
        ...


@attrs.frozen(kw_only=True)
class CorrectionOf:
    """What is corrected, and why.

    Args:
        seal: Name of the sealed period.
        reason: Why.
    """

    seal: str
    reason: str

    def permit(self, now: datetime) -> Permit:
        """Say what a correcting unit of work may do.

        Args:
            now: When it corrects.

        Returns:
            The permit.
        """
        corrected_on = now.astimezone(UTC).date()

        def linked(changes: Sequence[SealedChange], entry: int) -> Iterable[Correction]:
            for number, change in enumerate(changes, 1):
                if self.seal not in change.seals:
                    sealed = ", ".join(change.seals)
                    raise PeriodSealed(Problem("period_sealed", change.kind, value=sealed))
                yield Correction(
                    id=f"{entry}/{number}",
                    seal_ids=change.seals,
                    entry=entry,
                    kind=change.kind,
                    record_id=change.key,
                    record=change.record,
                    version=change.version,
                    reason=self.reason,
                    corrected_on=corrected_on,
                    before=change.before,
                    after=change.after,
                )

        return Permit(writes=frozenset({CORRECTION}), linked=linked)


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
        correction: What a context of `correcting` corrects; `None` for an ordinary one.
    """

    store: OpensUnits
    policies: "PolicyRegistry"
    actor: str
    now: Callable[[], datetime]
    ranking_methods: "Mapping[str, RankingMethod]"
    training_optimisers: "Mapping[str, TrainingOptimiser]"
    correction: "CorrectionOf | None" = None

    def correcting(self, period: "Period", *, reason: str) -> "ServiceContext":
        """Let use cases correct a sealed period.

        What a use case changes in records of the period is kept together with a `Correction` for
        each: what it was, what it is, who, when and why. Every use case is run as ever:
        ``appraise_period(context.correcting(year, reason="…"), year)``.

        Args:
            period: A sealed period; records of other sealed periods stay closed.
            reason: Why, in the actor's words.

        Returns:
            A context that is the same but for that.

        Raises:
            InvalidInput: If there is no reason.
        """
        if not reason.strip():
            raise InvalidInput(Problem("required", "reason"))
        return attrs.evolve(self, correction=CorrectionOf(seal=str(period), reason=reason.strip()))

    @contextmanager
    def transaction(self, action: str, reason: str = "") -> Iterator[UnitOfWork]:
        """Run one use case: commit with one audit entry at the end, or keep nothing.

        Args:
            action: Which use case, as a short stable word, such as ``"appraise"``.
            reason: Why, in the actor's words.

        Yields:
            The unit of work. When nothing was changed in it, the store is not touched.

        Raises:
            PeriodSealed: If a record of a sealed period would change, and this is no correction
                of it; nothing was kept.
        """
        now, correction = self.now(), self.correction
        permit = correction.permit(now) if correction else None
        with self.store.unit_of_work(actor=self.actor, recorded_at=now, permit=permit) as unit:
            yield unit
            why = (reason, correction.reason if correction else "")
            unit.commit(action=action, reason="; ".join(filter(None, why)))

    def today(self) -> date:
        """Tell the day that it is in the easternmost time zone of Indonesia.

        Returns:
            The latest day that has begun anywhere in Indonesia; a later one is still to come.
        """
        return self.now().astimezone(_EASTERNMOST).date()

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        """Look at the store as it is now, without writing.

        Returns:
            The unit of work, to be entered with `with`.
        """
        return self.store.snapshot()
