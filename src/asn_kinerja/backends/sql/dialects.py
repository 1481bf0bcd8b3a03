"""What differs between databases: how one is reached, how a transaction begins, what errors mean.

Each database has one `Dialect`. Everything else in this folder is the same for all of them. On
every database a writer waits for the writer before it, so that each sees what the last one wrote
and the audit chain has one end; readers wait for nobody.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import attrs
from sqlalchemy import URL, ColumnElement, Engine
from sqlalchemy.engine.interfaces import Dialect as SqlDialect

from asn_kinerja.backends.sql.prepared import Beginning, Copying, PreparedStatements

__all__ = ["PATIENCE", "Dialect", "Listed", "Syntax"]

PATIENCE = 10  # seconds a writer waits for another


class Syntax(Protocol):
    """How a database reads the JSON of the column ``r.payload``."""

    def field(self, name: str, shape: str) -> str:
        """Write the expression of a field of the record.

        Args:
            name: Name of the field.
            shape: Type of its value: ``"text"``, ``"date"``, ``"whole"``, ``"number"``, ``"flag"``
                or ``"json"``.

        Returns:
            The expression.
        """
        ...

    def parts(self, name: str, columns: Mapping[str, str]) -> tuple[str, list[str]]:
        """Write what joins a record with the parts of a list.

        Args:
            name: Name of the field that holds the list.
            columns: Type by name of the fields of a part.

        Returns:
            The join, and the expressions of place, counted from 1, and columns.
        """
        ...


@attrs.frozen(kw_only=True, eq=False)
class Listed:
    """How many texts go to a database as one parameter, whatever their number.

    Args:
        holds: Writes the test whether a column has one of the texts; given the column and the name
            of the parameter.
        value: Gives the value of the parameter.
    """

    holds: Callable[[ColumnElement[str], str], ColumnElement[bool]]
    value: Callable[[Sequence[str]], object]


@attrs.frozen(kw_only=True)
class Dialect:
    """One kind of database.

    Args:
        name: The scheme of its URLs.
        driver: SQLAlchemy's name of dialect and driver.
        alone: Whether a store has the database to itself, so that other tables make it foreign.
        syntax: How it reads JSON, for the views.
        row_ranges: Whether ``(a, b) > (x, y)`` is answered from an index; else it is spelt out.
        engine: Makes an engine for a URL that names the driver.
        begin: Begins a transaction for a purpose, and fixes the view of one that reads.
        statements: Makes what runs the statements of small units of work.
        error: Base class of what the driver raises.
        taken: What the driver raises when a key is there already.
        scrubbing: Statements that rewrite the records, so that removed ones leave no bytes behind.
        listed: How many texts go to it as one parameter; `None` where each is one of its own.
        copy: Inserts many rows; `None` where nothing is quicker than the driver's `executemany`.
        code_of: The code of the problem that an exception of the driver stands for; empty when it
            is nothing that somebody could act on.
    """

    name: str
    driver: str
    alone: bool
    syntax: Syntax
    row_ranges: bool
    engine: Callable[[URL], Engine]
    begin: Beginning
    statements: Callable[[SqlDialect, Beginning], PreparedStatements]
    error: type[Exception]
    taken: type[Exception]
    code_of: Callable[[BaseException], str]
    scrubbing: tuple[str, ...]
    listed: Listed | None = None
    copy: Copying | None = None
