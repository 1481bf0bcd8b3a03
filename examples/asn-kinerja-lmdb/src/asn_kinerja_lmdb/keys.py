"""How records, index values and audit entries are laid out in one ordered map of bytes.

    ! asn_kinerja                     the stamp: layout and release that wrote it
    a <sequence>                      an audit entry without its changes
    c <sequence> <part>               five hundred of its changes
    i <kind> <index> <value> <key>    the address of the record that has this value
    m <kind>                          names of the indexes that the kind is written with
    r <kind> <key>                    the record: a line of JSON (key, version, indexes), payload

Parts are joined by a zero byte. Keys and values hold no control character, so bytes order as the
parts do: by code point, a shorter text before a longer one.
"""

from hashlib import blake2b
from typing import NamedTuple

from asn_kinerja.storage.query import Query

__all__ = ["HEAD", "STAMP", "Span", "address", "number", "span_of"]

STAMP = b"!\0asn_kinerja"
HEAD = 479  # bytes of a key; LMDB takes 511, and a digest of 32 tells apart what is cut


class Span(NamedTuple):
    """A stretch of keys: `start` in, `stop` out; it may be somewhat too wide."""

    start: bytes
    stop: bytes


def address(*parts: str) -> bytes:
    """Join parts to a key; those that share a `HEAD` are in no order among themselves."""
    whole = "\0".join(parts).encode()
    if len(whole) <= HEAD:
        return whole
    return whole[:HEAD] + blake2b(whole, digest_size=16).hexdigest().encode()


def number(tag: str, *numbers: int) -> bytes:
    """Make a key of whole numbers, which orders as they do."""
    return tag.encode() + b"".join(one.to_bytes(8, "big") for one in numbers)


def span_of(query: Query) -> Span:
    """Choose where to look for what a query wants: all that it may find, in its order.

    Args:
        query: The query.

    Returns:
        The keys of index values or of records to go through.
    """
    only = next((t for t in query.where if t.operator == "one_of" and len(t.values) == 1), None)
    if query.order is not None:
        parts: tuple[str, ...] = ("i", query.kind, query.order)
        after = [f"{query.after.value}\0{query.after.key}"] if query.after else []
    else:
        parts = ("i", query.kind, only.index, *only.values) if only else ("r", query.kind)
        after = [query.after.key] if query.after else []
    within = "\0".join((*parts, ""))
    lows, highs = _bounds(query)
    starts, stops = (lows, [*highs, *after]) if query.descending else ([*lows, *after], highs)
    start = max((within, *(within + low for low in starts)))
    stop = min((f"{within[:-1]}\1", *(within + high for high in stops)))
    return Span(start.encode()[:HEAD], _above(stop.encode()))


def _bounds(query: Query) -> tuple[list[str], list[str]]:
    """Give what the values of the ordering index are not below, and what they are below."""
    lows, highs = list[str](), list[str]()
    for test in query.where:
        if test.index != query.order or not test.values:
            continue
        if test.operator != "below":
            lows.append(min(test.values))
        if test.operator != "at_least":
            highs.append(max(test.values) + ("\1" if test.operator == "one_of" else ""))
    return lows, highs


def _above(stop: bytes) -> bytes:
    return stop if len(stop) <= HEAD else stop[:HEAD] + b"\xff"  # above every digest
