"""Views for analysts: each kind of record as a table, each list in it as a table beside.

`asn_employee` has a row an employee and a column a field; `asn_performance_plan_results` has a row
a result, with the plan's `id` as `parent_id` and its number in the list as `part_number`. A field
that is a list or a group is JSON text in its row. Views are made with the tables, and made anew
when a store is migrated.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import attrs
from sqlalchemy import Connection, inspect

from asn_kinerja.backends.sql.dialects import Dialect
from asn_kinerja.converters.make import KINDS
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.periods import Period

__all__ = ["View", "make_views", "stale_views", "views"]

_PREFIX = "asn_"
_TEXTS = {Nip, Period}  # classes that are kept as one text


@attrs.frozen(kw_only=True)
class View:
    """One view.

    Args:
        name: Its name in the database.
        kind: Kind of the records it shows.
        part: Field whose list it shows; empty for the records themselves.
        columns: Type of the values by name of the field: ``"text"``, ``"date"``, ``"whole"``,
            ``"number"``, ``"flag"`` or ``"json"``.
    """

    name: str
    kind: str
    part: str
    columns: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its columns in the database."""
        if self.part:
            return ("parent_id", "part_number", *self.columns)
        return (*self.columns, "record_version")


def views() -> Iterator[View]:
    """Name the views of all kinds of record.

    Yields:
        The views, by kind.
    """
    for record_type, kind in sorted(KINDS.items(), key=lambda pair: pair[1].name):
        name = _PREFIX + kind.name
        yield View(name=name, kind=kind.name, part="", columns=_columns(record_type))
        for field in attrs.fields(record_type):
            part = _part(field.type)
            if part is not None:
                yield View(
                    name=f"{name}_{field.name}",
                    kind=kind.name,
                    part=field.name,
                    columns=_columns(part),
                )


def stale_views(connection: Connection) -> list[str]:
    """Find views that are not there or have other columns than the records of today.

    Args:
        connection: A connection to a store.

    Returns:
        Their names.
    """
    found = inspect(connection)
    there = set(found.get_view_names())
    return [
        view.name
        for view in views()
        if view.name not in there
        or tuple(column["name"] for column in found.get_columns(view.name)) != view.names
    ]


def make_views(connection: Connection, dialect: Dialect) -> None:
    """Make all views, in place of those that are there.

    Args:
        connection: A connection with a running transaction that makes tables.
        dialect: The kind of database.
    """
    quote = connection.dialect.identifier_preparer.quote
    for view in views():
        if view.part:
            join, expressions = dialect.syntax.parts(view.part, view.columns)
            expressions = ["r." + quote("key"), *expressions]
        else:
            join = ""
            expressions = [
                dialect.syntax.field(name, shape) for name, shape in view.columns.items()
            ]
            expressions.append("r.version")
        columns = ", ".join(
            f"{expression} AS {quote(name)}"
            for expression, name in zip(expressions, view.names, strict=True)
        )
        rows = f"FROM asn_record AS r {join} WHERE r.kind = '{view.kind}'"
        for statement in (
            f"DROP VIEW IF EXISTS {view.name}",
            f"CREATE VIEW {view.name} AS SELECT {columns} {rows}",
        ):
            connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def _columns(record_type: type) -> dict[str, str]:
    return {field.name: _shape(field.type) for field in attrs.fields(record_type)}


def _part(annotation: Any) -> type | None:  # noqa: ANN401 - annotations are of many kinds
    """Give the class of the parts of a list of groups."""
    if get_origin(annotation) is tuple:
        part = get_args(annotation)[0]
        if isinstance(part, type) and attrs.has(part) and part not in _TEXTS:
            return part
    return None


def _shape(annotation: Any) -> str:  # noqa: ANN401 - annotations are of many kinds
    if get_origin(annotation) in {Union, UnionType}:
        shapes = {_shape(option) for option in get_args(annotation) if option is not NoneType}
        return shapes.pop() if len(shapes) == 1 else "json"
    for leaf, shape in ((bool, "flag"), (int, "whole"), (Decimal, "number"), (date, "date")):
        if annotation is leaf:
            return shape
    if get_origin(annotation) is not None or (attrs.has(annotation) and annotation not in _TEXTS):
        return "json"
    return "text"
