"""A CSV file whose cells would shift or vanish is refused by its line."""

import pytest

from asn_kinerja.converters.score_files import read_case_table
from asn_kinerja.errors import InvalidInput


@pytest.fixture
def read(tmp_path):
    """Reads a text as a CSV file."""

    def make(text):
        path = tmp_path / "kasus.csv"
        path.write_text(text, encoding="utf-8")
        return read_case_table(path)

    return make


@pytest.mark.parametrize(
    ("text", "code", "places"),
    [
        ("id,skp,perilaku\n1,110,5,92\n2,90,90,,\n3,90,5,80,5\n", "row_too_long", [2, 4]),
        ("id,skp,perilaku,\n1,110,5,92\n", "row_too_long", [2]),
        ('id;nama;skp\n0;"A\nB";7\n1;"Aminah;80\n2;Budi;90\n', "cell_quote", [4]),
        ('id;nama;skp\n1;"Aminah;80\n2;"Budi";90\n', "cell_quote", [2]),
    ],
)
def test_what_moves_cells_is_refused(text, code, places, read):
    """More cells than headings, and a quotation mark left open, are named by their line."""
    with pytest.raises(InvalidInput) as caught:
        read(text)
    found = [(one.code, one.place) for one in caught.value.problems]
    assert found == [(code, f"kasus.csv:{line}") for line in places]


def test_lines_count_breaks_inside_cells(read):
    """A row is named by the line on which it begins, after a cell of two lines too."""
    table = read('id;nama;skp\n1;"A\nB";7\n\n2;C;8\n')
    assert table.lines == (2, 5)


@pytest.mark.parametrize(
    "text",
    [
        "id;skp\n1;2,5\n",
        "\n;\nid;skp\n1;2,5\n",
        'id;"skp"\n1;2,5\n',
        "sep=;\nid;skp\n1;2,5\n",
        '"sep=;"\r\nid;skp\r\n1;2,5\r\n',
    ],
)
def test_the_separator_is_found(text, read):
    """Blank lines before the headings and the line of Excel do not hide the separator."""
    table = read(text)
    assert (table.headings, table.rows, table.comma) == (("id", "skp"), (("1", "2,5"),), True)


def test_commas_inside_headings_divide_nothing(read):
    """What stands in quotes is not counted."""
    table = read('id;"skp, dalam angka, bulat\n, atau tidak"\n1;2,5\n')
    assert table.rows == (("1", "2,5"),)
    assert table.comma
