"""Tables of Moodle are kept as they came, and their faults are named."""

import pytest

from asn_kinerja.converters.competencies.moodle import COLUMNS, parse_moodle
from asn_kinerja.converters.competencies.moodle_mapping import from_moodle
from asn_kinerja.errors import InvalidInput

HEAD = ('"Parent id number","Id number",Shortname,Description,"Description format","Scale values",'
        '"Scale configuration","Rule type (optional)","Rule outcome (optional)",'
        '"Rule config (optional)","Cross referenced competency id numbers",'
        '"Exported id (optional)",'
        '"Is framework",Taxonomy,Warna')  # fmt: skip


def table(*rows):
    """Make a file with headings of an older release and a column of somebody else."""
    lines = [f"{parent},{key},{name},{text},1,,,,0,null,,,{head},{kinds},x"
             for parent, key, name, text, head, kinds in rows]  # fmt: skip
    return "\n".join([HEAD, *lines]) + "\n"


def codes(text):
    """Give codes and places of what is wrong."""
    with pytest.raises(InvalidInput) as caught:
        parse_moodle(text)
    return [(one.code, one.place) for one in caught.value.problems]


def test_a_foreign_table_is_read_and_written_as_it_came():
    """Headings of another release and unknown columns stay; descriptions lose their HTML."""
    text = table(
        ("", "K", "Kerangka", "<p>Uji &amp; coba</p>", "1", ""),
        ("", "umum", "Umum", "", "", ""),
        ("umum", "a", "Teliti", "<p>Bekerja<br>teliti</p>", "", ""),
    )
    read = parse_moodle(text)
    assert parse_moodle(read.text()) == read
    assert read.headings[-1] == "Warna"
    framework = from_moodle(read)
    assert (framework.id, framework.source) == ("K", "Uji & coba")
    assert [(one.id, one.name, one.definition) for one in framework.competencies] == [
        ("a", "Teliti", "Bekerja teliti")
    ]


def test_taxonomy_says_what_stands_where():
    """Competencies, levels and indicators are found by the words of the framework."""
    framework = from_moodle(
        parse_moodle(
            table(
                ("", "K", "Kerangka", "", "1", '"competency,level,indicator,indicator"'),
                ("", "a", "Teliti", "", "", ""),
                ("a", "a.1", "Awal", "Mulai teliti", "", ""),
                ("a", "a.3", "Lanjut", "Selalu teliti", "", ""),
                ("a.3", "i", "Tanda", "Memeriksa dua kali", "", ""),
            )
        )
    )
    (found,) = framework.competencies
    assert [(one.level, one.description) for one in found.levels] == [
        (1, "Mulai teliti"), (3, "Selalu teliti"),
    ]  # fmt: skip
    assert [one.text for one in found.levels[1].indicators] == ["Memeriksa dua kali"]


def test_faults_have_row_and_column():
    """Missing keys, doubles, lost parents and circles are told together."""
    text = table(
        ("", "K", "Kerangka", "", "1", ""),
        ("x", "a", "A", "", "", ""),
        ("", "a", "B", "", "", ""),
        ("", "", "C", "", "", ""),
        ("q", "p", "P", "", "", ""),
        ("p", "q", "", "", "", ""),
    )
    assert codes(text) == [
        ("identifier_doubled", "csv:4:ID number"),
        ("required", "csv:5:ID number"),
        ("required", "csv:7:Short name"),
        ("link_dangling", "csv:3:Parent ID number"),
        ("parent_circle", "csv:6:Parent ID number"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_csv"),
        ('"' + "x" * 200_000 + '"', "no_csv"),
        (",".join(COLUMNS.values()), "one_framework_row"),
        (table(("", "K", "K", "", "1", "")) + "," * 30 + "x\n", "row_too_long"),
    ],
)
def test_what_is_no_table_is_told(text, code):
    """Nothing, an endless cell, no framework and cells beyond the headings are refused."""
    assert codes(text)[0][0] == code


def test_missing_headings_are_each_named():
    """A file of another kind is told which columns it lacks."""
    assert {code for code, _ in codes("a,b\n1,2\n")} == {"column_missing"}


def test_a_tree_without_end_is_refused():
    """A chain of a thousand rows is told, not followed."""
    rows = [("", "K", "K", "", "1", ""), ("", "n0", "n", "", "", "")]
    rows += [(f"n{n}", f"n{n + 1}", "n", "", "", "") for n in range(1000)]
    with pytest.raises(InvalidInput, match="too deep"):
        from_moodle(parse_moodle(table(*rows)))
