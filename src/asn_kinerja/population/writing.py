"""Files of a population: whole or not at all, and never more of it in memory than one batch."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from asn_kinerja._extras import require
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.population.generate import Batch

__all__ = ["KINDS", "check_targets", "write_population"]

KINDS = (".parquet", ".csv", ".xlsx")
SHEET_ROWS = 1_048_575  # of an XLSX sheet, below its headings
_INDICATORS = 6


class _File(Protocol):
    """One file that is being written."""

    def add(self, frame: Any) -> None:  # noqa: ANN401 - a polars frame
        """Write some rows."""

    def close(self) -> None:
        """Finish the file."""


def check_targets(
    size: int, *, people: Path, items: Path | None = None, units: Path | None = None
) -> None:
    """Refuse files that cannot hold a population, before any of it is made.

    Args:
        size: How many people.
        people: File of the people.
        items: File of the indicators.
        units: File of the units.

    Raises:
        InvalidInput: With every problem: another ending, too many rows for a sheet, one file for
            two tables, no folder.
        MissingExtra: If the library for an ending is not installed.
    """
    asked = (
        ("--out", people, size),
        ("--items", items, size * _INDICATORS),
        ("--units", units, size),
    )
    files = [(option, path, rows) for option, path, rows in asked if path is not None]
    problems: list[Problem] = []
    met: set[Path] = set()
    for option, path, rows in files:
        if path.absolute() in met:
            problems.append(Problem("same_file", option, value=path))
        met.add(path.absolute())
        problems += _unfit(option, path, rows)
    if error := InvalidInput.of(problems):
        raise error
    endings = {path.suffix.lower() for _, path, _ in files}
    if ".parquet" in endings:
        require("pyarrow.parquet", extra="frames", feature="population")
    if ".xlsx" in endings:
        require("xlsxwriter", extra="excel", feature="population")


def _unfit(option: str, path: Path, rows: int) -> Iterator[Problem]:
    kind = path.suffix.lower()
    if kind not in KINDS:
        yield Problem("ending_unknown", option, value=path.name, cure=", ".join(KINDS))
    elif kind == ".xlsx" and rows > SHEET_ROWS:
        yield Problem("sheet_full", option, value=rows, cure=str(SHEET_ROWS))
    if not path.parent.is_dir():
        yield Problem("folder_missing", option, value=path.parent)


def write_population(
    batches: Iterable[Batch],
    *,
    people: Path,
    items: Path | None = None,
    told: Callable[[int], None] | None = None,
) -> int:
    """Write batches to files; they appear when all of them are whole.

    Args:
        batches: The population.
        people: File of the people, whose ending says which kind.
        items: File of the indicators.
        told: Is told after each batch how many people it had.

    Returns:
        How many people were written.

    Raises:
        InvalidInput: If the file cannot be written.
    """
    paths = [people, *([] if items is None else [items])]
    parts = [path.with_name(f".{path.name}.tulis") for path in paths]
    written = 0
    try:
        with _Files(
            [_open(part, path.suffix) for part, path in zip(parts, paths, strict=True)]
        ) as files:
            for batch in batches:
                for file, frame in zip(files, (batch.people, batch.items), strict=False):
                    file.add(frame)
                written += batch.people.height
                if told is not None:
                    told(batch.people.height)
        for part, path in zip(parts, paths, strict=True):
            part.replace(path)
    except OSError as error:
        cure = error.strerror or ""
        raise InvalidInput(
            Problem("folder_unusable", people.name, value=people.parent, cure=cure)
        ) from error
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
    return written


class _Files:
    """Open files, which are closed together."""

    def __init__(self, files: list[_File]) -> None:
        self._files = files

    def __enter__(self) -> list[_File]:
        return self._files

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()


def _open(part: Path, suffix: str) -> _File:
    match suffix.lower():
        case ".parquet":
            return _Parquet(part)
        case ".csv":
            return _Csv(part)
        case _:
            return _Sheet(part)


class _Parquet:
    """A Parquet file with a row group a batch."""

    def __init__(self, part: Path) -> None:
        self._part = part
        self._writer: Any = None

    def add(self, frame: Any) -> None:  # noqa: ANN401 - a polars frame
        import polars as pl

        parquet = require("pyarrow.parquet", extra="frames", feature="population")

        table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
        if self._writer is None:
            self._writer = parquet.ParquetWriter(self._part, table.schema)
        self._writer.write_table(table)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


class _Csv:
    """A CSV file in UTF-8 with commas and decimal points."""

    def __init__(self, part: Path) -> None:
        self._file = part.open("wb")
        self._first = True

    def add(self, frame: Any) -> None:  # noqa: ANN401 - a polars frame
        frame.write_csv(self._file, include_header=self._first)
        self._first = False

    def close(self) -> None:
        self._file.close()


class _Sheet:
    """A workbook with one sheet, written row by row."""

    def __init__(self, part: Path) -> None:
        library = require("xlsxwriter", extra="excel", feature="population")
        part.touch()  # the library opens its file last, and says then that it cannot
        self._book = library.Workbook(str(part), {"constant_memory": True})
        self._page = self._book.add_worksheet("Populasi")
        self._day = self._book.add_format({"num_format": "dd/mm/yyyy"})
        self._row = 0

    def add(self, frame: Any) -> None:  # noqa: ANN401 - a polars frame
        if not self._row:
            self._page.write_row(0, 0, frame.columns)
            self._page.freeze_panes(1, 0)
        for row in frame.iter_rows():
            self._row += 1
            for column, cell in enumerate(row):
                if cell is None:
                    continue
                if isinstance(cell, str):
                    self._page.write_string(self._row, column, cell)
                elif hasattr(cell, "isoformat"):
                    self._page.write_datetime(self._row, column, cell, self._day)
                else:
                    self._page.write(self._row, column, cell)

    def close(self) -> None:
        self._book.close()
