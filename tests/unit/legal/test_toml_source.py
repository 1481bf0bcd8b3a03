"""A TOML file knows where its keys stand."""

import pytest

from asn_kinerja.errors import InvalidPolicy
from asn_kinerja.legal.toml_source import TomlSource, join_path

TEXT = '''a.b = 1
[[x]]
c = "he\\u0041 xx"  # a remark
d = [ {p = 1, q = [1, 2]}, {p = "z"} ]
[x.y]
k = 'abc'
[[x]]
c = """
abc \\
  def"""
[ "q r" . z ]
t = 1979-05-27 07:32:00
"dengan titik.toml" = true
'''


@pytest.mark.parametrize(
    ("path", "position"),
    [
        (("a", "b"), (1, 1)),
        (("x", 0, "c"), (3, 1)),
        (("x", 0, "d", 0, "q"), (4, 15)),
        (("x", 0, "d", 1, "p"), (4, 29)),
        (("x", 0, "y", "k"), (6, 1)),
        (("x", 1, "c"), (8, 1)),
        (("q r", "z", "t"), (12, 1)),
        (("q r", "z", "dengan titik.toml"), (13, 1)),
        (("x", 0, "y", "absent"), (5, 1)),
        (("absent",), (1, 1)),
    ],
)
def test_a_key_has_line_and_column(path, position):
    """Keys of tables, arrays and inline tables are found; an absent one at the nearest above."""
    assert TomlSource(TEXT, name="uji.toml").position(path) == position


@pytest.mark.parametrize(
    ("path", "offset", "position"),
    [(("x", 0, "c"), 4, (3, 15)), (("x", 0, "y", "k"), 1, (6, 7)), (("x", 1, "c"), 5, (10, 4))],
)
def test_a_character_of_a_text_has_line_and_column(path, offset, position):
    """Escapes and lines that go on below are counted as they are written."""
    assert TomlSource(TEXT, name="uji.toml").position(path, offset=offset) == position


def test_a_problem_shows_its_line():
    """A problem holds file, line, column and key, and the line with a mark below the place."""
    problem = TomlSource(TEXT, name="uji.toml").problem("required", ("x", 0, "y", "k"), offset=1)
    assert problem.place == "uji.toml:6:7 x[0].y.k"
    assert problem.excerpt == "6 | k = 'abc'\n          ^"
    assert problem.render("en").endswith("\n    6 | k = 'abc'\n              ^")


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a = ", "toml_value", "f:1:5"),
        ("a = 1 2", "toml_rest", "f:1:7"),
        ("a = 1\na = 2", "toml_twice", "f:2:6"),
        ("a = 'x", "toml_text", "f:1:7"),
        ("a = [1", "toml_open", "f:1:7"),
        ("a 1", "toml_equals", "f:1:3"),
        ("= 1", "not_toml", "f:1:1"),
        ("b = 1\na = " + "9" * 5000, "number_too_long", "f:2:5"),
        ("a = " + "[" * 100 + "]" * 100, "file_too_deep", "f"),
        ("a = " + "[" * 100_000, "file_too_deep", "f"),
        (".".join("a" * 1000) + " = 1", "file_too_deep", "f"),
        ("#" * 400_000, "file_too_long", "f"),
    ],
)
def test_what_is_no_toml_is_told_in_our_words(text, code, place):
    """A file that cannot be read, or is made to exhaust the reader, is a problem with a place."""
    with pytest.raises(InvalidPolicy) as caught:
        TomlSource(text, name="f")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == (code, place)


def test_a_path_is_written_as_people_read_it():
    """Positions stand in brackets, keys behind dots."""
    assert join_path(("steps", "a", "rows", 2, "to")) == "steps.a.rows[2].to"


def test_a_list_or_table_at_fault_is_shown_as_it_is_written():
    """A message repeats TOML, and never how the library holds it."""
    text = 'isi = [1.30, "baik", true, { a = 2025-01-01 }]\n'
    source = TomlSource(text, name="nilai.toml")
    problem = source.problem("wrong_type", ("isi",), value=source.tables["isi"])
    assert problem.value == text.partition(" = ")[2].strip()
