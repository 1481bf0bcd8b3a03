"""What commands name: days, files of items."""

from datetime import date
from pathlib import Path

import attrs
import pytest

from asn_kinerja.cli.finding import find_items, read_day
from asn_kinerja.errors import InvalidInput
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind


def test_a_day_is_read_where_one_was_given():
    """A text is a day; nothing is none."""
    assert read_day("2024-02-29", option="--date") == date(2024, 2, 29)
    assert read_day(None) is None


@pytest.mark.parametrize("text", ["kemarin", "2025-02-29", "2025-W01-1", "20250101", ""])
@pytest.mark.parametrize("option", ["--as-of", "--date"])
def test_a_text_that_is_no_day_is_refused_for_its_option(text, option):
    """Every option that takes a day says the same, with how to write it."""
    with pytest.raises(InvalidInput) as caught:
        read_day(text, option=option)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place, problem.value) == ("date_text", option, text)
    assert "2026-01-15" in caught.value.render("en")


@attrs.frozen
class Rule:
    """As much of a policy as matters here."""

    id: str
    inputs: tuple[InputSpec, ...]


def _rule(*kinds):
    return Rule(
        "aturan",
        tuple(InputSpec(name=name, kind=Kind.ITEMS, title=Wording(name, name)) for name in kinds),
    )


def test_a_file_of_items_is_named_where_there_are_several_kinds(tmp_path):
    """One kind needs no name, two do; a file whose name holds the mark is a file."""
    assert find_items(["b.csv"], [_rule("butir")]) == {"butir": Path("b.csv")}
    named = find_items(["target=t.csv", "butir=b.csv"], [_rule("butir", "target")])
    assert named == {"target": Path("t.csv"), "butir": Path("b.csv")}
    odd = tmp_path / "a=b.csv"
    odd.touch()
    assert find_items([str(odd)], [_rule("butir"), _rule("butir")]) == {"butir": odd}
    assert find_items(None, [_rule()]) == {}


@pytest.mark.parametrize(
    ("texts", "kinds", "code", "words"),
    [
        (["b.csv"], ["butir", "target"], "items_many", "--items butir=… --items target=…"),
        (["lain=b.csv"], ["butir"], "items_unknown", "butir"),
        (["b.csv"], [], "items_unused", "aturan"),
        (["b.csv", "c.csv"], ["butir"], "items_again", "butir"),
        (["butir="], ["butir"], "items_no_file", "--items butir=BERKAS"),
    ],
)
def test_items_that_belong_nowhere_are_refused(texts, kinds, code, words):
    """What is wrong is said with the names that could be meant."""
    with pytest.raises(InvalidInput) as caught:
        find_items(texts, [_rule(*kinds)])
    assert [one.code for one in caught.value.problems] == [code]
    assert words in caught.value.render("id")
