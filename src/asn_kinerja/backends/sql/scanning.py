"""Turning a query of the port into one `SELECT`."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select, tuple_

from asn_kinerja.backends.sql.slots import KindSlots
from asn_kinerja.backends.sql.tables import record
from asn_kinerja.storage.query import Condition, Cursor, Query

__all__ = ["page"]


def page(query: Query, slots: KindSlots, *, row_ranges: bool) -> Select[Any]:
    """Write the statement that reads one page.

    Args:
        query: What to read.
        slots: Columns of the kind's indexes; a record has the empty text where there is no column.
        row_ranges: Whether the database answers ``(a, b) > (x, y)`` from an index.

    Returns:
        A statement that gives key, version, payload, and the value that orders.
    """
    rows = select(record.c.key, record.c.version, record.c.payload)
    rows = rows.where(record.c.kind == query.kind)
    if query.order is not None and query.order in slots:
        order = record.c[slots[query.order]]
        place: tuple[ColumnElement[Any], ...] = (order, record.c.key)
        rows = rows.add_columns(order).where(order.is_not(None))
    else:
        place = (record.c.key,)
        rows = rows.add_columns(literal(""))
    for condition in query.where:
        rows = rows.where(_holds(condition, slots))
    if query.after is not None:
        beyond = _beyond(place, query.after, descending=query.descending, row_ranges=row_ranges)
        rows = rows.where(beyond)
    rows = rows.order_by(*(part.desc() if query.descending else part for part in place))
    return rows.limit(query.limit)


def _beyond(
    place: tuple[ColumnElement[Any], ...], after: Cursor, *, descending: bool, row_ranges: bool
) -> ColumnElement[bool]:
    """What comes after a place in the order."""
    *orders, key = place
    if not orders:
        return key < after.key if descending else key > after.key
    order = orders[0]
    if row_ranges:
        here, there = tuple_(order, key), tuple_(literal(after.value), literal(after.key))
        return here < there if descending else here > there
    further = order < after.value if descending else order > after.value
    beside = key < after.key if descending else key > after.key
    return or_(further, and_(order == after.value, beside))


def _holds(condition: Condition, slots: KindSlots) -> ColumnElement[bool]:
    column = record.c[slots[condition.index]] if condition.index in slots else literal("")
    match condition.operator:
        case "one_of":
            return column.in_(condition.values)
        case "at_least":
            return column >= condition.values[0]
        case "below":
            return column < condition.values[0]
