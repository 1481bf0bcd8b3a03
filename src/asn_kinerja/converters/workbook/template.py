"""The empty workbook that an office fills in."""

from asn_kinerja.converters.workbook.description import REMARK
from asn_kinerja.converters.workbook.sheets.catalogue import SHEETS
from asn_kinerja.converters.workbook.writing import Target, WorkbookWriter

__all__ = ["write_template"]

_BLANK_ROWS = 500  # rows under the headings that get drop-down lists and formats


def write_template(target: Target, *, lang: str = "id") -> None:
    """Write an empty workbook: headings, notes, drop-down lists and one example row a sheet.

    The example rows are marked CONTOH in the last column and are not imported; without the mark
    they import without a problem.

    Args:
        target: Path of the ``.xlsx`` file, or an open binary file.
        lang: Language of the notes, ``"id"`` or ``"en"``; headings are Indonesian.

    Raises:
        MissingExtra: If the extra ``excel`` is not installed.
        OSError: If the file cannot be written.
    """
    with WorkbookWriter(target, lang) as writer:
        for sheet in SHEETS:
            example = {**sheet.example(), REMARK.field: "CONTOH"}
            writer.add_sheet(sheet, [example], look="_example", blank=_BLANK_ROWS)
