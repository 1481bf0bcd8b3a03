"""The bytes that one transaction sees, in the order of their keys."""

from collections.abc import Iterator
from itertools import islice, takewhile

import lmdb

from asn_kinerja_lmdb.keys import Span

__all__ = ["OrderedBytes"]

_PAGE = 500  # keys looked up at once


class OrderedBytes:
    """An ordered map of bytes.

    Args:
        transaction: The running transaction of LMDB.
    """

    def __init__(self, transaction: lmdb.Transaction) -> None:
        self._transaction = transaction

    def get(self, key: bytes) -> bytes | None:
        """Give what is kept under a key."""
        found = self._transaction.get(key)
        return None if found is None else bytes(found)

    def put(self, key: bytes, kept: bytes) -> None:
        """Keep something under a key."""
        self._transaction.put(key, kept)

    def delete(self, key: bytes) -> None:
        """Forget a key."""
        self._transaction.delete(key)

    def keys(self, span: Span, *, descending: bool = False) -> Iterator[bytes]:
        """Give the keys of a span, looked up page by page, so that writing may go on meanwhile.

        Args:
            span: Where to look.
            descending: Whether the last key comes first.

        Yields:
            The keys.
        """
        start, stop = span
        while page := self._page(Span(start, stop), descending=descending):
            yield from page
            start, stop = (start, page[-1]) if descending else (page[-1] + b"\0", stop)

    def last(self, span: Span) -> bytes | None:
        """Give the last key of a span."""
        return next(self.keys(span, descending=True), None)

    def _page(self, span: Span, *, descending: bool) -> list[bytes]:
        cursor = self._transaction.cursor()
        if descending:
            there = cursor.prev() if cursor.set_range(span.stop) else cursor.last()
            found = map(bytes, cursor.iterprev(values=False))
            wanted = takewhile(lambda key: key >= span.start, found)
        else:
            there = cursor.set_range(span.start)
            found = map(bytes, cursor.iternext(values=False))
            wanted = takewhile(lambda key: key < span.stop, found)
        return list(islice(wanted, _PAGE)) if there else []
