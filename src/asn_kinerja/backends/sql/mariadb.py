"""MariaDB, through PyMySQL."""

from collections.abc import Mapping
from typing import ClassVar

import pymysql
from sqlalchemy import URL, Connection, Engine, create_engine

from asn_kinerja.backends.sql.dialects import PATIENCE, Dialect, Purpose

__all__ = ["MARIADB"]

_CODES = {
    1021: "store_full",
    1034: "store_corrupt",
    1040: "store_busy",
    1044: "store_no_permission",
    1045: "store_no_permission",
    1049: "store_missing",
    1053: "store_unreachable",
    1114: "store_full",
    1142: "store_no_permission",
    1143: "store_no_permission",
    1153: "store_packet",
    1203: "store_busy",
    1205: "store_busy",
    1213: "store_busy",
    1290: "store_read_only",
    1698: "store_no_permission",
    1792: "store_read_only",
    1927: "store_unreachable",
    2002: "store_unreachable",
    2003: "store_unreachable",
    2006: "store_unreachable",
    2013: "store_unreachable",
}
_SETTINGS = (
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', "
    f"innodb_lock_wait_timeout = {PATIENCE}, lock_wait_timeout = {PATIENCE}"
)


def _engine(url: URL) -> Engine:
    return create_engine(
        url,
        isolation_level="REPEATABLE READ",  # a transaction keeps its view
        connect_args={
            "charset": "utf8mb4",
            "connect_timeout": PATIENCE,
            "init_command": _SETTINGS,
        },
        pool_timeout=PATIENCE,
        hide_parameters=True,
    )


def _begin(connection: Connection, purpose: Purpose) -> None:
    match purpose:
        case Purpose.READ:
            connection.exec_driver_sql("START TRANSACTION READ ONLY, WITH CONSISTENT SNAPSHOT")
        case Purpose.WRITE:
            # A locking read fixes no view, so a writer sees what the one before it wrote.
            connection.exec_driver_sql("START TRANSACTION")
            connection.exec_driver_sql("SELECT number FROM asn_schema FOR UPDATE")
        case Purpose.MAKE:
            # Tables are made outside transactions here; who is killed lets go of the lock.
            connection.exec_driver_sql(f"SELECT GET_LOCK('asn_kinerja', {PATIENCE})")


def _code_of(error: BaseException) -> str:
    if not isinstance(error, pymysql.err.Error) or not error.args:
        return ""
    number = error.args[0]
    if number == 0 and isinstance(error, pymysql.err.InterfaceError):
        return "store_unreachable"
    return _CODES.get(number, "")


class _Json:
    """JSON functions of MariaDB, with types of its own for dates and numbers."""

    _CASTS: ClassVar = {"date": "DATE", "whole": "SIGNED", "number": "DECIMAL(65, 20)"}

    def field(self, name: str, shape: str) -> str:
        return self._value(f"'$.record.{name}'", shape)

    def parts(self, name: str, columns: Mapping[str, str]) -> tuple[str, list[str]]:
        place = "p.place"
        join = (
            f"JOIN JSON_TABLE(r.payload, '$.record.{name}[*]' COLUMNS (place FOR ORDINALITY)) AS p"
        )
        fields = [
            self._value(f"CONCAT('$.record.{name}[', {place} - 1, '].{column}')", shape)
            for column, shape in columns.items()
        ]
        return join, [place, *fields]

    def _value(self, path: str, shape: str) -> str:
        if shape == "json":
            return f"JSON_EXTRACT(r.payload, {path})"
        value = f"JSON_VALUE(r.payload, {path})"
        return f"CAST({value} AS {self._CASTS[shape]})" if shape in self._CASTS else value


MARIADB = Dialect(
    name="mariadb",
    driver="mariadb+pymysql",
    alone=False,
    syntax=_Json(),
    row_ranges=False,
    engine=_engine,
    begin=_begin,
    error=pymysql.err.Error,
    taken=pymysql.err.IntegrityError,
    code_of=_code_of,
)
