"""Tables on terminals of any width."""

from io import StringIO

import pytest
from rich.console import Console

from asn_kinerja.cli.tables import print_table

HEADS = ("No.", "Pegawai", "Kebutuhan", "Catatan")
ROWS = [
    ("1", "Umar Dimas, S.Sos.", "Penatausahaan keuangan melalui SIPD-RI", ""),
    ("2", "Bunga [Eka]", "-", "bimbingan dahulu, baru pelatihan yang lebih panjang dari biasa"),
]


def printed(width, rows=ROWS):
    """Print the table as wide as that and give its lines."""
    told = StringIO()
    console = Console(file=told, width=width, highlight=False, soft_wrap=True)
    print_table(HEADS, rows, console=console, titles=2)
    return told.getvalue().splitlines()


@pytest.mark.parametrize("width", [20, 30, 40, 52, 60, 66, 80, 100, 200])
def test_no_word_is_cut_at_any_width(width):
    """Each word stands whole on a line, and no line is wider than the terminal."""
    lines = printed(width)
    words = {word for line in lines for word in line.replace("│", " ").split()}
    assert {word for row in ROWS for cell in row for word in cell.split()} - {"-"} <= words
    assert all(len(line) <= width for line in lines)


def test_a_wide_terminal_shows_a_line_a_row():
    """Nothing is folded where there is room."""
    lines = [line for line in printed(200) if line.startswith("│")]
    assert [tuple(cell.strip() for cell in line[1:-1].split("│")) for line in lines] == ROWS


def test_a_narrow_terminal_shows_a_block_a_row():
    """Title, then what there is below its heading; an empty cell is left out."""
    assert printed(50) == [
        "1 · Umar Dimas, S.Sos.",
        "  Kebutuhan: Penatausahaan keuangan melalui",
        "  SIPD-RI",
        "2 · Bunga [Eka]",
        "  Catatan: bimbingan dahulu, baru pelatihan yang",
        "  lebih panjang dari biasa",
    ]


def test_a_table_without_rows_shows_its_headings_where_they_fit():
    """Nothing is printed of it on a terminal too narrow for them."""
    assert any("Kebutuhan" in line for line in printed(80, []))
    assert printed(20, []) == []
