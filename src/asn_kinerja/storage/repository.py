"""Typed access to the records of one kind, within one unit of work."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Generic, TypeVar, cast

import attrs

from asn_kinerja.errors import NotFound, Problem, StaleVersion
from asn_kinerja.storage.codec import RecordCodec, RecordKind
from asn_kinerja.storage.identity import Entropy, new_salt, salt_of
from asn_kinerja.storage.payloads import open_payload, seal_record
from asn_kinerja.storage.port import Stored
from asn_kinerja.storage.query import MAX_KEYS, Condition, Cursor, Query
from asn_kinerja.storage.query_checks import check_count, check_cursor, check_indexes
from asn_kinerja.storage.session import Session

__all__ = ["Page", "Repository"]

R = TypeVar("R")


@attrs.frozen(kw_only=True)
class Page(Generic[R]):
    """One page of records.

    Args:
        records: The records, in order.
        next: Where the next page starts; `None` on the last one.
    """

    records: tuple[R, ...]
    next: Cursor | None


class Repository(Generic[R]):
    """The records of one kind. Made by `UnitOfWork.repository`.

    Args:
        session: What it reads and writes in.
        codec: Turns records into payloads.
        kind: The kind of its records.
        entropy: Source of random bytes for the salts of new records.
    """

    def __init__(
        self, session: Session, codec: RecordCodec, *, kind: RecordKind, entropy: Entropy
    ) -> None:
        self._session = session
        self._codec = codec
        self._kind = kind
        self._entropy = entropy

    def get(self, key: str) -> R:
        """Read one record.

        Args:
            key: Its key.

        Returns:
            The record.

        Raises:
            NotFound: If there is none; the message names the kind, not the key.
        """
        record = self.find(key)
        if record is None:
            raise NotFound(Problem("no_record", self._kind.name))
        return record

    def find(self, key: str) -> R | None:
        """Read one record, or `None` when there is none.

        Args:
            key: Its key.

        Returns:
            The record or `None`.
        """
        return self.find_all((key,)).get(key)

    def find_all(self, keys: Iterable[str]) -> dict[str, R]:
        """Read several records.

        Args:
            keys: Their keys.

        Returns:
            The records that there are, by key.
        """
        stored = self._session.load(self._kind.name, [str(key) for key in keys])
        return {key: self._open(one) for key, one in stored.items()}

    def version_of(self, key: str) -> int:
        """Give the version of a record, to hand to `put` in a later unit of work.

        Args:
            key: Its key.

        Returns:
            1 when first written, one more with each change, 0 when there is none.
        """
        stored = self._find(key)
        return stored.version if stored else 0

    def scan(
        self,
        *,
        where: Sequence[Condition] = (),
        order: str | None = None,
        descending: bool = False,
        limit: int | None = None,
    ) -> Iterator[R]:
        """Read records in order, a few at a time.

        Args:
            where: Conditions that must all hold, such as ``equals("unit", "lurah")``.
            order: Index that orders them; by key when `None`.
            descending: Whether the order is turned round.
            limit: Most records to give; `None` for all.

        Returns:
            The records, read as they are asked for.

        Raises:
            InvalidInput: If an index is not declared by the kind, a condition asks for a text that
                no index holds, or the limit is no whole number from 0.
        """
        most = None if limit is None else check_count(limit, place="limit", least=0)
        query = self._query(where, order=order, descending=descending, limit=most)
        return map(self._open, self._session.scan(query))

    def page(
        self,
        *,
        where: Sequence[Condition] = (),
        order: str | None = None,
        descending: bool = False,
        size: int = 100,
        after: Cursor | None = None,
    ) -> Page[R]:
        """Read one page of records.

        Args:
            where: Conditions that must all hold.
            order: Index that orders them; by key when `None`.
            descending: Whether the order is turned round.
            size: Most records on the page; at least 1.
            after: `Page.next` of the page before; `None` for the first.

        Returns:
            The page.

        Raises:
            InvalidInput: If an index is not declared by the kind, a condition or the cursor holds a
                text that no store holds, or the size is no whole number from 1.
        """
        size = check_count(size, place="size", least=1)
        check_cursor(after)
        query = self._query(where, order=order, descending=descending, limit=size + 1)
        stored = list(self._session.scan(attrs.evolve(query, after=after)))
        last = stored[size - 1] if len(stored) > size else None
        return Page(
            records=tuple(self._open(one) for one in stored[:size]),
            next=Cursor(value=last.order, key=last.key) if last else None,
        )

    def put(self, record: R, *, expected_version: int | None = None) -> bool:
        """Write a record, unless the store holds the same one.

        Args:
            record: The record.
            expected_version: Version it must have in the store, from `version_of` in the unit of
                work that read it; 0 when there must be none; `None` takes the present one.

        Returns:
            Whether anything changed.

        Raises:
            StaleVersion: If the record has another version: somebody else wrote it first.
            InvalidRecord: If the record holds a value that no store keeps.
        """
        return self._store(record, expected_version)

    def put_all(self, records: Iterable[R]) -> int:
        """Write many records, skipping those that the store holds already.

        Args:
            records: The records; for a key that comes twice the last one wins.

        Returns:
            How many changed.

        Raises:
            InvalidRecord: If a record holds a value that no store keeps.
        """
        changed = 0
        coming, key_of = iter(records), self._codec.key_of
        while batch := list(islice(coming, MAX_KEYS)):
            self._session.load(self._kind.name, [key_of(record) for record in batch])  # at once
            for record in batch:  # one encoded record at a time: they are many small things
                changed += self._store(record, None)
        return changed

    def delete(self, key: str, *, expected_version: int | None = None) -> bool:
        """Remove a record; its audit entries stay.

        Args:
            key: Its key.
            expected_version: Version it must have; `None` takes the present one.

        Returns:
            Whether there was one.

        Raises:
            StaleVersion: If the record has another version.
        """
        present = self._find(key)
        self._check_version(present, expected_version)
        if present is None:
            return False
        self._session.remove(self._kind.name, present)
        return True

    def _find(self, key: str) -> Stored | None:
        return self._session.find(self._kind.name, str(key))

    def _store(self, record: R, expected_version: int | None) -> bool:
        encoded = self._codec.encode(record)
        present = self._find(encoded.key)
        self._check_version(present, expected_version)
        if present is None:
            write = seal_record(encoded, self._kind, salt=new_salt(self._entropy))
        else:
            salt, version = salt_of(present.payload), present.version
            write = seal_record(encoded, self._kind, salt=salt, expected_version=version)
            if present.payload == write.payload:
                return False
        self._session.store(self._kind.name, write)
        return True

    def _check_version(self, present: Stored | None, expected_version: int | None) -> None:
        version = present.version if present else 0
        if expected_version is not None and expected_version != version:
            raise StaleVersion(
                Problem("stale_version", self._kind.name, value=expected_version, cure=str(version))
            )

    def _open(self, stored: Stored) -> R:
        return cast("R", open_payload(stored.payload, self._kind, self._codec))

    def _query(
        self,
        where: Sequence[Condition],
        *,
        order: str | None,
        descending: bool,
        limit: int | None,
    ) -> Query:
        check_indexes(self._kind, where, order=order)
        return Query(
            kind=self._kind.name,
            where=tuple(where),
            order=order,
            descending=descending,
            limit=limit,
        )
