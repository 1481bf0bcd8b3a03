"""MariaDB, through PyMySQL."""

import socket
from collections.abc import Mapping
from typing import Any, ClassVar

import pymysql
from sqlalchemy import URL, Connection, Engine, create_engine, event

from asn_kinerja.backends.sql.dialects import PATIENCE, Dialect
from asn_kinerja.backends.sql.prepared import PreparedStatements, Purpose

__all__ = ["MARIADB"]

_NO_SERVER = 2003
_NO_OPTION = -1  # of ours: the server is not even asked
_CODES = {
    _NO_OPTION: "store_option",
    1021: "store_full",
    1034: "store_corrupt",
    1040: "store_connections",
    1044: "store_no_permission",
    1045: "store_no_permission",
    1049: "store_no_database",
    1053: "store_unreachable",
    1114: "store_full",
    1142: "store_no_permission",
    1143: "store_no_permission",
    1153: "store_packet",
    1203: "store_connections",
    1205: "store_busy",
    1213: "store_busy",
    1226: "store_connections",
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


class _Connection(pymysql.connections.Connection):  # type: ignore[misc]  # PyMySQL has no types
    """A connection that refuses a statement too long for the server, which would just hang up."""

    longest: int | None = None

    def connect(self, sock: socket.socket | None = None) -> None:
        """Connect; PyMySQL itself leaves a socket open that finds no server behind its path."""
        if sock is None and self.unix_socket:
            sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                sock.settimeout(self.connect_timeout)
                sock.connect(self.unix_socket)
            except OSError as error:
                sock.close()
                raise pymysql.err.OperationalError(_NO_SERVER, "") from error
            self.host_info, self._secure = "Localhost via UNIX socket", True
        super().connect(sock)

    def query(self, sql: str | bytearray, unbuffered: bool = False) -> int:  # noqa: FBT001, FBT002 - PyMySQL's own
        if self.longest and len(sql) * 4 >= self.longest:  # a character is four bytes at most
            size = len(sql.encode()) if isinstance(sql, str) else len(sql)
            if size >= self.longest:
                raise pymysql.err.OperationalError(1153, "")
        return int(super().query(sql, unbuffered))


def _engine(url: URL) -> Engine:
    engine = create_engine(
        url,
        isolation_level="REPEATABLE READ",  # a transaction keeps its view
        connect_args={
            "charset": "utf8mb4",
            "connect_timeout": PATIENCE,
            "init_command": _SETTINGS,
        },
        max_overflow=-1,  # a thread more is a connection more, up to what the server takes
        hide_parameters=True,
    )

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, _given: Any, settings: Any) -> _Connection:  # noqa: ANN401 - SQLAlchemy's
        try:
            connection = _Connection(**settings)
        except TypeError as error:  # the address has an option that PyMySQL does not know
            raise pymysql.err.ProgrammingError(_NO_OPTION, "") from error
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT @@max_allowed_packet")
                connection.longest = cursor.fetchone()[0]
        except BaseException:
            connection.close()
            raise
        return connection

    return engine


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
    statements=PreparedStatements,
    error=pymysql.err.Error,
    taken=pymysql.err.IntegrityError,
    code_of=_code_of,
    scrubbing=("OPTIMIZE TABLE asn_record",),
)
