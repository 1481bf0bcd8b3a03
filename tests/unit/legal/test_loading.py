"""Reading the data of a pack, with every problem at its line."""

from datetime import date
from fractions import Fraction

import pytest

from asn_kinerja.errors import InvalidPolicy
from asn_kinerja.legal.loading import read_conflicts, read_parameters

GOOD = """\
[batas]
title_id = "batas"
title_en = "limit"
unit = "jp"

[[batas.versions]]
value = 0.1
valid_from = 2017-01-01
valid_until = 2020-01-01
citation = { article = "3(1)" }
status = "confirmed"
authority = "national"

[[batas.versions]]
value = "1/9"
valid_from = 2020-01-01
citation = { regulation = "pp_2_2019", page = "4" }
status = "unconfirmed"
authority = "practice"
"""


@pytest.fixture
def pack(tmp_path):
    """A folder named like a regulation, and a way to write its files."""
    folder = tmp_path / "pp_1_2017"
    folder.mkdir()

    def write(text, name="parameters.toml"):
        (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


def problems(folder, read=read_parameters):
    with pytest.raises(InvalidPolicy) as caught:
        read(folder, regulation="pp_1_2017")
    return [(problem.code, problem.place) for problem in caught.value.problems]


def test_values_are_exact_and_cited(pack):
    """Decimals and ratios are read exactly; a citation without regulation is the pack's own."""
    (found,) = read_parameters(pack(GOOD), regulation="pp_1_2017")
    old, new = found.versions
    assert (found.name, found.unit) == ("batas", "jp")
    assert (old.value, new.value) == (Fraction(1, 10), Fraction(1, 9))
    assert (old.valid_until, new.valid_until) == (date(2020, 1, 1), None)
    assert old.citation.render("en") == "PP 1/2017 art. 3(1)"
    assert new.citation.render("en") == "PP 2/2019 p. 4"


@pytest.mark.parametrize(
    ("value", "read"),
    [("20", 20), ('"kurang"', "kurang"), ("true", True), ("2020-02-01", date(2020, 2, 1)),
     ('"-3.50"', Fraction(-7, 2))],
)  # fmt: skip
def test_a_value_is_a_number_a_word_a_flag_or_a_date(pack, value, read):
    """Each kind of value comes as what it is."""
    (found,) = read_parameters(pack(GOOD.replace("0.1", value)), regulation="pp_1_2017")
    assert found.versions[0].value == read
    assert type(found.versions[0].value) is type(read)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('status = "confirmed"', 'status = "sure"', "unknown_word", 11),
        ('authority = "practice"', 'authority = "me"', "unknown_word", 19),
        ("value = 0.1", "value = nan", "not_finite", 7),
        ("value = 0.1", "valeu = 0.1", "unknown_key", 7),
        ('unit = "jp"\n', "", "required_key", 1),
        ('citation = { article = "3(1)" }\n', "", "required_key", 6),
        ('{ article = "3(1)" }', "{}", "uncited_value", 10),
        ('{ article = "3(1)" }', '{ regulation = "pp_1_2017" }', "uncited_value", 10),
        ('{ article = "3(1)" }', '{ artikel = "3(1)", page = "1" }', "unknown_key", 10),
        ("valid_until = 2020-01-01", "valid_until = 2019-01-01", "rows_gap", 16),
        ("valid_until = 2020-01-01", "valid_until = 2021-01-01", "rows_overlap", 16),
        ("valid_until = 2020-01-01", 'valid_until = "2020"', "wrong_type", 9),
        ("valid_from = 2017-01-01", "valid_from = 2020-06-01", "empty_interval", 8),
    ],
)
def test_a_mistake_is_told_at_its_line(pack, old, new, code, line):
    """Each mistake in a file of values is told with file, line and key."""
    found = problems(pack(GOOD.replace(old, new, 1)))
    place = next(place for given, place in found if given == code)
    assert place.startswith(f"pp_1_2017/parameters.toml:{line}:")
    assert "batas" in place


@pytest.mark.parametrize("written", ["1.500", "-1.500", "250.000"])
def test_a_quoted_number_that_could_mean_thousands_is_refused(pack, written):
    """A point before three digits may part thousands; both ways to write it are named."""
    with pytest.raises(InvalidPolicy) as caught:
        read_parameters(pack(GOOD.replace("0.1", f'"{written}"')), regulation="pp_1_2017")
    (problem,) = caught.value.problems
    assert (problem.code, problem.value) == ("ambiguous_number", written)
    assert problem.cure == f"value = {written.replace('.', '')} / value = {written}"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.500", Fraction(3, 2)),
        ('"0.125"', Fraction(1, 8)),
        ('"1.5"', Fraction(3, 2)),
        ('"1500.125"', Fraction(12001, 8)),
    ],
)
def test_what_can_only_be_a_decimal_is_read(pack, written, value):
    """Without quotes a point is a decimal point, and so is one that can part no thousands."""
    found = read_parameters(pack(GOOD.replace("0.1", written)), regulation="pp_1_2017")
    assert found[0].versions[0].value == value


def test_all_mistakes_are_told_at_once(pack):
    """A file with several mistakes gives all of them."""
    text = GOOD.replace('"confirmed"', '"sure"').replace('{ article = "3(1)" }', "{}")
    assert {code for code, _ in problems(pack(text))} == {"unknown_word", "uncited_value"}


@pytest.mark.parametrize("text", ["[batas", "batas = ", "a = 1\na = 2", "\x00"])
def test_a_file_that_is_no_toml_is_refused(pack, text):
    """A file that cannot be read is a problem of the pack, not a crash."""
    ((_, place),) = problems(pack(text))
    assert place.startswith("pp_1_2017/parameters.toml")


def test_a_file_that_is_no_text_is_refused(pack):
    """A file that is not UTF-8 is a problem of the pack, not a crash."""
    folder = pack("")
    (folder / "parameters.toml").write_bytes(b"\xff\xfe\x00\xd8")
    assert problems(folder)[0][0] == "unreadable_file"


def test_a_missing_file_is_refused(tmp_path):
    """A pack without its file is refused."""
    assert len(problems(tmp_path)) == 1


def test_a_table_where_versions_belong_is_refused(pack):
    """Versions are a list of tables."""
    text = '[batas]\ntitle_id = "a"\ntitle_en = "b"\nunit = "jp"\nversions = 3\n'
    ((code, place),) = problems(pack(text))
    assert code == "wrong_type"
    assert place.startswith("pp_1_2017/parameters.toml:5:")


CONFLICT = """\
[bobot]
title_id = "Bobot"
title_en = "Weight"
default_id = "Diikuti: 1/9."
default_en = "Followed: 1/9."
switch = "bobot"

[[bobot.sides]]
citation = { article = "1" }
says_id = "1/9"
says_en = "1/9"

[[bobot.sides]]
citation = { regulation = "", text = "praktik" }
says_id = "0,11"
says_en = "0.11"
"""


def test_a_conflict_has_both_sides_and_the_default(pack):
    """A conflict reads as one line with what each source says and what is followed."""
    (found,) = read_conflicts(pack(CONFLICT, "conflicts.toml"), regulation="pp_1_2017")
    assert found.switch == "bobot"
    assert found.render("id") == ("Bobot — PP 1/2017 Pasal 1: 1/9; praktik: 0,11. Diikuti: 1/9.")
    assert found.render("en").endswith("praktik: 0.11. Followed: 1/9.")


def test_a_conflict_needs_two_sides(pack):
    """One source alone contradicts nobody."""
    text = CONFLICT[: CONFLICT.rindex("[[bobot.sides]]")]
    ((code, place),) = problems(pack(text, "conflicts.toml"), read_conflicts)
    assert code == "required"
    assert place.endswith("bobot.sides")


def test_an_unknown_key_of_a_conflict_is_refused(pack):
    """A key that means nothing is told."""
    text = CONFLICT.replace("switch", "swich")
    found = problems(pack(text, "conflicts.toml"), read_conflicts)
    assert [code for code, _ in found] == ["unknown_key"]
