"""Names on the tabs of a workbook."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from asn_kinerja.converters.tab_names import tab_names
from asn_kinerja.reports.sheets import Sheet
from asn_kinerja.reports.workbook import write_sheets

LONG = "\N{GRINNING FACE} " + "x" * 300


def _units(name):
    return len(name.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    "wanted",
    [
        [LONG, LONG, LONG.upper()],
        ["\N{GRINNING FACE}" * 40] * 12,
        ["x" * 30 + "\N{GRINNING FACE}"],
        ["'" * 5, "[]:*?/\\", "", "History", "a\x00b", "\ud83d"],
        ["\N{LATIN SMALL LETTER SHARP S}" * 40, "S" * 80],
    ],
)
def test_a_spreadsheet_takes_every_name(wanted):
    """At most 31 UTF-16 units, no character cut in two, no two alike."""
    names = list(tab_names(wanted))
    assert all(0 < _units(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == len(wanted)
    sheet = Sheet(name="", headings=("a",), rows=())
    made = write_sheets([(name, sheet) for name in names], title="x")
    assert CalamineWorkbook.from_filelike(BytesIO(made)).sheet_names == names


def test_names_that_fit_stay_as_they_are():
    """A name of 31 letters is not cut; a second one like it ends in a number."""
    assert list(tab_names(["x" * 31, "x" * 31])) == ["x" * 31, "x" * 27 + " (2)"]
