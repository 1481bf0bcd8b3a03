"""Workbooks as plain rows, to be spoilt and saved."""

import re
from copy import deepcopy
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from asn_kinerja.converters.workbook.grids import CellError, read_grids
from asn_kinerja.converters.workbook.reading import read_workbook
from asn_kinerja.converters.workbook.sheets.catalogue import SHEETS
from asn_kinerja.converters.workbook.writing import WorkbookWriter
from asn_kinerja.errors import InvalidWorkbook
from asn_kinerja.population import sample_path


class Pages:
    """The sheets of a workbook as rows of cells, by name.

    Args:
        rows: The rows by name of the sheet.
    """

    def __init__(self, rows):
        self.rows = rows
        self.merged = []

    def find(self, place):
        """Give sheet, line and position of a place such as ``Pegawai!C7``."""
        sheet, _, cell = place.partition("!")
        letters, number = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()
        position = 0
        for letter in letters:
            position = position * 26 + ord(letter) - 64
        return sheet, int(number) - 1, position - 1

    def put(self, place, value):
        """Set one cell."""
        sheet, line, position = self.find(place)
        rows = self.rows[sheet]
        rows += [[] for _ in range(line + 1 - len(rows))]
        rows[line] += [""] * (position + 1 - len(rows[line]))
        rows[line][position] = value

    def get(self, place):
        """Read one cell."""
        sheet, line, position = self.find(place)
        return self.rows[sheet][line][position]

    def line(self, sheet, key):
        """Give the number of the row that begins with a key."""
        return next(i for i, row in enumerate(self.rows[sheet], 1) if row and row[0] == key)

    def save(self):
        """Write the rows as an .xlsx file and give its bytes."""
        stream = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False}
        with xlsxwriter.Workbook(stream, options) as book:
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            for name, rows in self.rows.items():
                page = book.add_worksheet(name)
                for line, row in enumerate(rows):
                    for position, value in enumerate(row):
                        if isinstance(value, CellError):
                            page.write_formula(line, position, "=1/0", None, value.word)
                        elif isinstance(value, date):
                            page.write_datetime(line, position, value, day)
                        elif value != "":
                            page.write(line, position, value)
                for sheet, cells, text in self.merged:
                    if sheet == name:
                        page.merge_range(cells, text)
        return stream.getvalue()

    def problems(self):
        """Read the saved rows and give the problems; none when they are accepted."""
        try:
            read_workbook(self.save())
        except InvalidWorkbook as error:
            return error.problems
        return ()

    def found(self):
        """Give code and place of each problem."""
        return [(problem.code, problem.place) for problem in self.problems()]


def _pages(source):
    return {name: grid.cells for name, grid in read_grids(source).items()}


@pytest.fixture(scope="session")
def sample_rows():
    """The rows of the sample office."""
    return _pages(sample_path())


@pytest.fixture(scope="session")
def example_rows(tmp_path_factory):
    """The example rows of the template, without the mark that has them passed over."""
    path = tmp_path_factory.mktemp("workbook") / "contoh.xlsx"
    with WorkbookWriter(path, "id") as writer:
        for sheet in SHEETS:
            writer.add_sheet(sheet, [sheet.example()], look="", blank=0)
    return _pages(path)


@pytest.fixture
def sample(sample_rows):
    """The sample office, free to be spoilt."""
    return Pages(deepcopy(sample_rows))


@pytest.fixture
def example(example_rows):
    """One row a sheet, free to be spoilt."""
    return Pages(deepcopy(example_rows))
