"""Finding sheets and columns by their names, and saying which one was renamed."""

from collections.abc import Iterable, Mapping

from asn_kinerja.converters.workbook.description import Sheet, cell_name
from asn_kinerja.converters.workbook.faults import nearest
from asn_kinerja.converters.workbook.grids import Grid
from asn_kinerja.converters.workbook.parsing import Raw
from asn_kinerja.converters.workbook.words import squeeze
from asn_kinerja.errors import Problem

__all__ = ["EXAMPLE_MARK", "find_headings", "find_sheets"]

EXAMPLE_MARK = "contoh"
_LOOKED_AT = 10  # offices put titles above the headings


def find_sheets(
    grids: Mapping[str, Grid], sheets: Iterable[Sheet]
) -> tuple[dict[str, Grid], list[Problem]]:
    """Find the described sheets among those of a workbook.

    Args:
        grids: The sheets there are, by name.
        sheets: The sheets there should be.

    Returns:
        The grids by described name, and a problem for each that is missing.
    """
    named = {squeeze(name): name for name in grids}
    wanted = list(sheets)
    found = {
        sheet.name: grids[named[squeeze(sheet.name)]]
        for sheet in wanted
        if squeeze(sheet.name) in named
    }
    known = {squeeze(sheet.name) for sheet in wanted}
    strange = [name for name in grids if squeeze(name) not in known]
    problems = []
    for sheet in wanted:
        if sheet.name not in found:
            held = [name for name in strange if squeeze(sheet.name) in squeeze(name)]
            close = nearest(sheet.name, strange) or held
            place = f"{sheet.name}!A1"
            problems.append(
                Problem("sheet_renamed", place, value=close[0], cure=sheet.name)
                if close
                else Problem("sheet_missing", place, value=sheet.name)
            )
    return found, problems


def find_headings(
    sheet: Sheet, cells: list[list[Raw]], *, problems: list[Problem]
) -> tuple[int, dict[str, int]] | None:
    """Find the line of the headings, and which column stands where.

    Args:
        sheet: The description.
        cells: The cells, headings across.
        problems: Problems found are added here.

    Returns:
        The line from 0 and the position of each column by field; `None` without any heading.
    """
    wanted = {squeeze(item.heading): item for item in sheet.all_columns}
    matches = [sum(squeeze(str(raw)) in wanted for raw in line) for line in cells[:_LOOKED_AT]]
    if not any(matches):
        problems.append(
            Problem("headings_missing", f"{sheet.name}!A1", cure=sheet.columns[0].heading)
        )
        return None
    line = matches.index(max(matches))
    positions: dict[str, int] = {}
    strange: dict[str, int] = {}
    for position, raw in enumerate(cells[line]):
        heading = str(raw).strip()
        item = wanted.get(squeeze(heading))
        if item is None:
            if heading:
                strange[heading] = position
        elif item.field in positions:
            place = f"{sheet.name}!{cell_name(sheet, line=line, position=position)}"
            problems.append(Problem("duplicate", place, value=heading))
        else:
            positions[item.field] = position
    missing = [item.heading for item in sheet.columns if item.field not in positions]
    problems += _renamed(sheet, missing, strange=strange, line=line, width=len(cells[line]))
    return line, positions


def _renamed(
    sheet: Sheet, missing: list[str], *, strange: dict[str, int], line: int, width: int
) -> Iterable[Problem]:
    for heading in missing:
        alone = list(strange) if len(missing) == len(strange) == 1 else []
        close = nearest(heading, list(strange), enough=0.4) or alone
        position = strange.pop(close[0]) if close else width
        place = f"{sheet.name}!{cell_name(sheet, line=line, position=position)}"
        if close:
            yield Problem("column_renamed", place, value=close[0], cure=heading)
        else:
            yield Problem("column_missing", place, value=heading)
