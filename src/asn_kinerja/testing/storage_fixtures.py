"""What every law of storage is handed: an open store, and what its author declared."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from difflib import get_close_matches
from typing import Any, ClassVar, TypeVar

import pytest

from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.storage.port import Backend, Capability, Stored, Write
from asn_kinerja.storage.query import Query

__all__ = ["StoreFixtures", "laws_of", "needed_by", "needs", "put", "stored", "write"]

L = TypeVar("L", bound=Callable[..., object])


def needs(capability: Capability, *, untouched: bool = False) -> Callable[[L], L]:
    """Tie a law to a capability: a store that does not declare it need not keep the law.

    Args:
        capability: The one capability.
        untouched: Whether the law wants a store that nobody has opened yet; then it looks itself
            what is declared, when it is done.

    Returns:
        A decorator for the law.
    """

    def tie(law: L) -> L:
        vars(law).update(capability=capability, untouched=untouched)
        return law

    return tie


def needed_by(law: object) -> Capability | None:
    """Give the capability that a law is tied to, `None` for a required law."""
    capability: Capability | None = getattr(law, "capability", None)
    return capability


def laws_of(suite: type) -> dict[str, Callable[..., object]]:
    """Give the laws of a suite by name: every test that it has or inherits.

    Args:
        suite: A class of laws.

    Returns:
        The laws, sorted by name.
    """
    return {name: getattr(suite, name) for name in dir(suite) if name.startswith("test_")}


class StoreFixtures:
    """The one fixture to give, and what follows from it."""

    expected_failures: ClassVar[Mapping[str, str]] = {}
    """Laws that the store is known to break, or single cases of them, each with the reason."""

    def __init_subclass__(cls, **more: Any) -> None:  # noqa: ANN401 - whatever the next class takes
        """Refuse a declaration without reason, or of a law that there is not."""
        super().__init_subclass__(**more)
        laws = laws_of(cls)
        problems = []
        for name, reason in cls.expected_failures.items():
            law = name.partition("[")[0]
            if law not in laws:
                near = get_close_matches(law, laws, n=3, cutoff=0)
                cure = ", ".join(near)
                problems.append(Problem("not_found", "expected_failures", value=name, cure=cure))
            elif not reason.strip():
                problems.append(Problem("required", f"expected_failures.{name}"))
        if problems:
            kind = NotFound if problems[0].code == "not_found" else InvalidInput
            raise kind(*problems)

    @pytest.fixture
    def open_store(self) -> Callable[[], Backend]:
        """Open the store that is tested; the one fixture to give."""
        raise NotImplementedError

    @pytest.fixture
    def backend(self, open_store: Callable[[], Backend]) -> Iterator[Backend]:
        """Open the store, and close it after the law."""
        backend = open_store()
        yield backend
        backend.close()

    @pytest.fixture(autouse=True)
    def _declared(self, request: pytest.FixtureRequest) -> None:
        """Skip what the store does not promise; turn round what it is known to break."""
        law = request.function.__name__
        reasons = self.expected_failures
        reason = reasons.get(request.node.name) or reasons.get(law)
        needed = needed_by(request.function)
        if needed is not None and not request.function.untouched:
            with closing(request.getfixturevalue("open_store")()) as store:
                promised = store.capabilities
            if needed not in promised and reason:
                pytest.fail(f"{law} is declared to fail, but {needed} is not declared")
            if needed not in promised:
                pytest.skip(f"the store does not declare {needed}")
        if reason:
            request.applymarker(pytest.mark.xfail(reason=reason, strict=True))


def put(backend: Backend, *writes: Write, kind: str = "note") -> None:
    """Put records in a transaction of their own.

    Args:
        backend: The store.
        writes: What to put.
        kind: Kind of the records.
    """
    transaction = backend.begin(write=True)
    try:
        transaction.put(kind, writes)
        transaction.commit()
    finally:
        transaction.rollback()


def write(key: str, payload: str = "text", *, expected: int = 0, **indexes: str) -> Write:
    """Make a write in few words."""
    return Write(key=key, payload=payload, expected_version=expected, indexes=indexes)


def stored(backend: Backend, kind: str = "note") -> list[Stored]:
    """Read all records of a kind in a transaction of its own.

    Args:
        backend: The store.
        kind: Kind of the records.

    Returns:
        The records by key.
    """
    transaction = backend.begin(write=False)
    try:
        return list(transaction.scan(Query(kind=kind)))
    finally:
        transaction.rollback()
