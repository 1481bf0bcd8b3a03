"""PostgreSQL, through psycopg 3."""

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event

from asn_kinerja.backends.sql.dialects import PATIENCE, Dialect, Purpose

__all__ = ["POSTGRESQL"]

_CODES = {
    "08": "store_unreachable",  # a class of codes: the connection was lost
    "25006": "store_read_only",
    "28": "store_no_permission",
    "3D000": "store_missing",
    "3F000": "store_missing",
    "40": "store_busy",
    "42501": "store_no_permission",
    "53100": "store_full",
    "53200": "store_full",
    "53300": "store_busy",
    "55P03": "store_busy",
    "57": "store_unreachable",  # an operator stopped it
    "58": "store_io",
    "XX001": "store_corrupt",
    "XX002": "store_corrupt",
}
# A refused connection has no code; libpq says it in words, which are looked at and never shown.
_WORDS = (
    ("authentication failed", "store_no_permission"),
    ("no pg_hba.conf entry", "store_no_permission"),
    ("no password supplied", "store_no_permission"),
    ("permission denied", "store_no_permission"),
    ("does not exist", "store_missing"),
    ("too many clients", "store_busy"),
    ("remaining connection slots", "store_busy"),
)
_LOCK = 0x61736E  # "asn": number of the advisory lock of those who make tables


def _engine(url: URL) -> Engine:
    engine = create_engine(
        url,
        isolation_level="REPEATABLE READ",  # a transaction keeps its view
        connect_args={"connect_timeout": PATIENCE, "client_encoding": "utf8"},
        pool_timeout=PATIENCE,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _settle(connection: psycopg.Connection, _: object) -> None:
        connection.execute(f"SET lock_timeout = '{PATIENCE}s'")
        connection.commit()

    return engine


def _begin(connection: Connection, purpose: Purpose) -> None:
    match purpose:
        case Purpose.READ:
            connection.exec_driver_sql("SELECT number FROM asn_schema")
        case Purpose.WRITE:
            # Comes before the view is fixed, so a writer sees what the one before it wrote.
            connection.exec_driver_sql("LOCK TABLE asn_schema IN SHARE ROW EXCLUSIVE MODE")
        case Purpose.MAKE:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def _code_of(error: BaseException) -> str:
    if not isinstance(error, psycopg.Error):
        return ""
    state = error.sqlstate or ""
    if state:
        return _CODES.get(state) or _CODES.get(state[:2], "")
    words = str(error)
    found = next((code for part, code in _WORDS if part in words), "")
    return found or ("store_unreachable" if isinstance(error, psycopg.OperationalError) else "")


POSTGRESQL = Dialect(
    name="postgresql",
    driver="postgresql+psycopg",
    alone=False,
    row_ranges=True,
    engine=_engine,
    begin=_begin,
    code_of=_code_of,
)
