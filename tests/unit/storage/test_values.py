"""The value model: what comes back, and what is refused, is the same for every backend."""

import enum
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from asn_kinerja.errors import InvalidRecord, StorageError
from asn_kinerja.storage.values import (
    MAX_DEPTH,
    MAX_KEY,
    MAX_PAYLOAD,
    MAX_TEXT,
    canonical_text,
    check_key,
    parse_text,
)


def nested(depth):
    """Nest lists that deep."""
    value = []
    for _ in range(depth - 1):
        value = [value]
    return value


KEPT = {
    "text": "Siti Nurhaliza Lubis",
    "empty text": "",
    "text like a number": "00012.50",
    "text like a date": "2025-02-30",
    "text like null": "null",
    "quotes": "'\"\\`; DROP TABLE asn_record; --",
    "lines": "a\nb\r\nc\td\x1f\x7f",
    "accents": "\u00e9 e\u0301 \ufb01 \u2028 \ufeff",
    "planes": "\U0001f469\u200d\U0001f3eb \U0010ffff",
    "longest text": "x" * MAX_TEXT,
    "zero": 0,
    "negative": -1,
    "largest": 2**63 - 1,
    "smallest": -(2**63),
    "true": True,
    "false": False,
    "null": None,
    "empty list": [],
    "empty map": {},
    "mixed list": [1, "1", True, None, [], {}],
    "keys": {"": 1, "a b": 2, "a.b": 3, "\u00e9": 4, "\U0001f600": 5},
    "deepest": nested(MAX_DEPTH - 1),  # the record takes one
}

REFUSED = {
    "float": (1.5, "float_refused"),
    "whole float": (1.0, "float_refused"),
    "nan": (float("nan"), "float_refused"),
    "decimal": (Decimal("1.5"), "wrong_type"),
    "fraction": (Fraction(1, 3), "wrong_type"),
    "date": (date(2025, 1, 1), "wrong_type"),
    "tuple": ((1, 2), "wrong_type"),
    "set": ({1}, "wrong_type"),
    "bytes": (b"x", "wrong_type"),
    "word": (enum.StrEnum("Word", ["A"]).A, "wrong_type"),
    "number word": (enum.IntEnum("Number", ["A"]).A, "wrong_type"),
    "object": (object(), "wrong_type"),
    "too large": (2**63, "whole_too_long"),
    "too small": (-(2**63) - 1, "whole_too_long"),
    "nul": ("a\0b", "text_control"),
    "surrogate": ("a\ud800", "text_surrogate"),
    "too long": ("x" * (MAX_TEXT + 1), "text_too_long"),
    "too deep": (nested(MAX_DEPTH), "too_deep"),
    "number key": ({1: "x"}, "key_not_text"),
    "nul key": ({"a\0": "x"}, "text_control"),
    "surrogate key": ({"\ud800": "x"}, "text_surrogate"),
}


@pytest.mark.parametrize("name", KEPT)
def test_a_value_comes_back_the_same(name, keep, reading, note):
    """A value of the model comes back equal, with its types, from every backend."""
    keep(note(id="a", body=KEPT[name]))
    with reading() as unit:
        found = unit.repository(note).get("a").body
    assert repr(found) == repr(KEPT[name])


@pytest.mark.parametrize("name", REFUSED)
def test_a_value_outside_the_model_is_refused(name, writing, reading, note):
    """A value outside the model is refused with its code and place, and nothing is stored."""
    value, code = REFUSED[name]
    with writing() as unit, pytest.raises(InvalidRecord) as caught:
        unit.repository(note).put(note(id="a", body=value))
    assert [problem.code for problem in caught.value.problems] == [code]
    assert caught.value.place.startswith("note.body")
    with reading() as unit:
        assert unit.repository(note).find("a") is None


def test_all_problems_come_at_once():
    """Every part outside the model is named with its path."""
    value = {"a": [1, 2.5, {"b": "\0"}], "c": {"d": b""}}
    with pytest.raises(InvalidRecord) as caught:
        canonical_text(value, place="note")
    places = [problem.place for problem in caught.value.problems]
    assert places == ["note.a[1]", "note.a[2].b", "note.c.d"]


def test_a_record_has_a_greatest_size():
    """A record of many long texts is refused as a whole."""
    with pytest.raises(InvalidRecord, match="characters"):
        canonical_text(["x" * MAX_TEXT] * (MAX_PAYLOAD // MAX_TEXT), place="note")


def test_equal_maps_have_one_text():
    """The order in which a map was filled leaves no trace."""
    assert canonical_text({"b": 1, "a": 2}, place="") == canonical_text({"a": 2, "b": 1}, place="")


@pytest.mark.parametrize("text", ["", "{", "1.5", "NaN", "[" * 10_000, '{"a":1e3}'])
def test_an_altered_text_is_told(text):
    """A text that this library does not write is an altered store."""
    with pytest.raises(StorageError, match="not what this library wrote"):
        parse_text(text, place="note")


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (1, "wrong_type"),
        ("x" * (MAX_KEY + 1), "text_too_long"),
        ("a\nb", "text_control"),
        ("\ud800", "text_surrogate"),
    ],
)
def test_a_bad_key_is_refused(key, code):
    """A key is short text of one line."""
    assert [problem.code for problem in check_key(key, place="note.key")] == [code]


def test_a_good_key_has_no_problem():
    """Any short line of text is a key."""
    assert check_key("198001012005011001/2025-Q1 \u00e9", place="note.key") == []
