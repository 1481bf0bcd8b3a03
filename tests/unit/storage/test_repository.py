"""Typed repositories: read, write, find and page."""

import attrs
import pytest

from asn_kinerja.errors import InvalidInput, NotFound, StaleVersion
from asn_kinerja.storage.query import MAX_KEYS, Cursor, at_least, equals, one_of


def test_a_record_comes_back_equal(keep, reading, note):
    """What was put is got back as an equal record."""
    one = note(id="a", body={"list": [1, None]}, unit="lurah")
    keep(one)
    with reading() as unit:
        notes = unit.repository(note)
        assert notes.get("a") == notes.find("a") == one
        assert notes.version_of("a") == 1


def test_a_missing_record(reading, note):
    """`get` raises on a miss without repeating the key, `find` gives `None`."""
    with reading() as unit:
        notes = unit.repository(note)
        assert notes.find("198001012005011001") is None
        assert notes.version_of("198001012005011001") == 0
        with pytest.raises(NotFound) as caught:
            notes.get("198001012005011001")
    assert "1980" not in str(caught.value)


def test_putting_the_same_changes_nothing(keep, writing, note):
    """A put of what the store holds returns `False` and keeps the version."""
    keep(note(id="a", body="1"))
    with writing() as unit:
        notes = unit.repository(note)
        assert notes.put(note(id="a", body="1")) is False
        assert notes.put(note(id="a", body="2")) is True
        assert notes.put(note(id="a", body="2")) is False
        assert notes.version_of("a") == 2
        assert notes.get("a").body == "2"


def test_many_records_are_put_and_read(keep, reading, note):
    """More records than one batch holds are put, found and scanned, each once."""
    everyone = [note(id=f"{number:05}", unit="u") for number in range(2 * MAX_KEYS + 3)]
    keep(*everyone)
    with reading() as unit:
        notes = unit.repository(note)
        assert list(notes.scan()) == everyone
        assert len(notes.find_all(one.id for one in everyone)) == len(everyone)


def test_the_last_of_a_doubled_key_wins(writing, note):
    """A key that comes twice in one `put_all` keeps its last record, at one version."""
    with writing() as unit:
        notes = unit.repository(note)
        assert notes.put_all(note(id="a", body=str(number)) for number in range(3)) == 3
        assert (notes.get("a").body, notes.version_of("a")) == ("2", 1)
        assert [one.body for one in notes.scan()] == ["2"]


def test_a_stale_version_is_refused(keep, writing, note):
    """A put that names another version than the present one is refused; the unit goes on."""
    keep(note(id="a", body="1"))
    with writing() as unit:
        notes = unit.repository(note)
        for version in (0, 2):
            with pytest.raises(StaleVersion):
                notes.put(note(id="a", body="2"), expected_version=version)
        assert notes.put(note(id="a", body="2"), expected_version=1)
        with pytest.raises(StaleVersion):
            notes.put(note(id="b"), expected_version=1)
        assert notes.put(note(id="b"), expected_version=0)


def test_a_record_is_deleted(keep, writing, reading, note):
    """A deleted record is gone for reads, scans and later units."""
    keep(note(id="a"), note(id="b"))
    with writing() as unit:
        notes = unit.repository(note)
        with pytest.raises(StaleVersion):
            notes.delete("a", expected_version=2)
        assert notes.delete("a", expected_version=1) is True
        assert notes.delete("a") is False
        assert notes.find("a") is None
        assert [one.id for one in notes.scan()] == ["b"]
        unit.commit(action="erase")
    with reading() as unit:
        assert unit.repository(note).find_all(["a", "b"]).keys() == {"b"}


def test_a_deleted_record_may_be_put_again(keep, writing, note):
    """After a deletion the key may be used again, above its old versions, in one unit too."""
    keep(note(id="a", body="1"))
    with writing() as unit:
        notes = unit.repository(note)
        notes.delete("a")
        assert notes.put(note(id="a", body="2"))
        assert notes.version_of("a") == 2


def test_a_scan_sees_what_was_just_put(writing, note):
    """A scan within a unit of work sees its own writes."""
    with writing() as unit:
        notes = unit.repository(note)
        notes.put(note(id="a", unit="u"))
        assert [one.id for one in notes.scan(where=[equals("unit", "u")])] == ["a"]


def test_scans_filter_order_and_limit(keep, reading, note):
    """A scan takes conditions, an order and a limit."""
    keep(*(note(id=str(number), unit=f"u{number % 3}") for number in range(9)))
    with reading() as unit:
        notes = unit.repository(note)
        found = notes.scan(where=[one_of("unit", ["u1", "u2"])], order="unit", limit=4)
        assert [one.id for one in found] == ["1", "4", "7", "2"]
        found = notes.scan(where=[at_least("unit", "u2")], descending=True)
        assert [one.id for one in found] == ["8", "5", "2"]


def test_pages_end(keep, reading, note):
    """Pages follow each other by their cursor, and the last one says that it is."""
    keep(*(note(id=str(number), unit="u") for number in range(5)))
    with reading() as unit:
        notes = unit.repository(note)
        first = notes.page(size=3, order="unit")
        second = notes.page(size=3, order="unit", after=first.next)
        assert [one.id for one in (*first.records, *second.records)] == list("01234")
        assert second.next is None
        assert notes.page(size=5).next is None


def test_an_undeclared_index_is_refused(reading, note):
    """Conditions and orders on anything but declared indexes are refused, all at once."""
    with reading() as unit, pytest.raises(InvalidInput) as caught:
        unit.repository(note).scan(where=[equals("name", "x")], order="body")
    assert [problem.value for problem in caught.value.problems] == ["name", "body"]
    assert caught.value.problems[0].cure == "unit"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"limit": -1}, "out_of_bounds"),
        ({"limit": True}, "wrong_type"),
        ({"limit": "2"}, "wrong_type"),
        ({"where": [equals("unit", "\ud800")]}, "text_surrogate"),
        ({"where": [at_least("unit", "\x00")]}, "text_control"),
    ],
)
def test_a_scan_that_no_store_can_answer_is_refused(keep, reading, note, asked, code):
    """A limit below zero or a text that no index holds is refused, the same by every store."""
    keep(note(id="a"), note(id="b"))
    with reading() as unit, pytest.raises(InvalidInput) as caught:
        list(unit.repository(note).scan(**asked))
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"size": 0}, ["out_of_bounds"]),
        ({"size": -1}, ["out_of_bounds"]),
        ({"size": 2.0}, ["wrong_type"]),
        ({"after": Cursor(value="\x00", key="\ud800")}, ["text_control", "text_surrogate"]),
        ({"after": Cursor(value=None, key="a")}, ["wrong_type"]),
        ({"after": "a"}, ["wrong_type"]),
    ],
)
def test_a_page_that_no_store_can_give_is_refused(keep, reading, note, asked, codes):
    """A size below one, or a cursor that no page gave, is refused, the same by every store."""
    keep(note(id="a"), note(id="b"))
    with reading() as unit, pytest.raises(InvalidInput) as caught:
        unit.repository(note).page(**asked)
    assert [problem.code for problem in caught.value.problems] == codes


def test_no_store_is_too_small_for_a_limit(keep, reading, note):
    """A limit beyond every database's numbers gives all."""
    keep(note(id="a"))
    with reading() as unit:
        assert len(list(unit.repository(note).scan(limit=10**30))) == 1
        assert len(unit.repository(note).page(size=10**30).records) == 1


def test_a_kind_without_indexes_says_so(reading, note, codec):
    """Where a kind has no index at all, the error says that, and names none to use."""
    (kind,) = codec.kinds
    codec.kinds = (attrs.evolve(kind, indexes=()),)
    with reading() as unit, pytest.raises(InvalidInput, match="have none") as caught:
        unit.repository(note).scan(where=[equals("parent", "x")])
    assert [problem.code for problem in caught.value.problems] == ["no_index"]


def test_too_many_wanted_values_are_refused():
    """A condition takes as many values as every database can."""
    assert len(one_of("unit", map(str, range(MAX_KEYS))).values) == MAX_KEYS
    with pytest.raises(InvalidInput):
        one_of("unit", map(str, range(MAX_KEYS + 1)))
