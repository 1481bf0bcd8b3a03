"""One use case, one transaction, one audit entry."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from unittest.mock import Mock

import pytest

from asn_kinerja.errors import InvalidInput, Problem, StaleVersion, StorageError
from asn_kinerja.storage.audit import START, text_hash
from asn_kinerja.storage.identity import record_identity
from asn_kinerja.storage.unit_of_work import UnitOfWork


def salt(number):
    """Give the salt of the n-th record that these tests make."""
    return f"{number:032x}"


def named(key, number):
    """Give what the chain calls the n-th record."""
    return record_identity("note", key, salt=salt(number))


def test_one_commit_writes_one_entry(writing, reading, note):
    """However much changed, a commit writes one entry with a hash for each record."""
    with writing() as unit:
        notes = unit.repository(note)
        notes.put(note(id="b"))
        notes.put(note(id="a", body="1"))
        notes.put(note(id="a", body="2"))
        entry = unit.commit(action="import", reason="Data awal")
    with reading() as unit:
        assert list(unit.scan_audit()) == [entry]
    assert (entry.sequence, entry.actor, entry.action, entry.reason, entry.previous) == (
        1, "penguji", "import", "Data awal", START,
    )  # fmt: skip
    payload = f'{{"record":{{"body":"2","id":"a","unit":null}},"salt":"{salt(2)}","shape":1}}'
    hashes = {change.record: change.payload for change in entry.changes}
    assert hashes.keys() == {named("a", 2), named("b", 1)}
    assert hashes[named("a", 2)] == text_hash(payload)


def test_an_entry_holds_no_value(keep, note):
    """Neither key nor content of a record stands in the audit entry."""
    entry = keep(note(id="198001012005011001", body="Siti", unit="lurah"))
    assert not any(word in repr(entry) for word in ("198001012005011001", "Siti", "lurah"))


def test_nothing_changed_writes_nothing(keep, reading, note):
    """A commit without a change gives no entry and leaves the chain as it was."""
    first = keep(note(id="a"))
    assert keep(note(id="a")) is None
    assert keep() is None
    with reading() as unit:
        assert list(unit.scan_audit()) == [first]


def test_without_commit_nothing_is_kept(writing, reading, note):
    """Leaving the unit without a commit, or by an error, keeps nothing."""
    with writing() as unit:
        unit.repository(note).put(note(id="a"))
    with pytest.raises(ZeroDivisionError), writing() as unit:
        assert unit.repository(note).put(note(id="b")) / 0
    with reading() as unit:
        assert list(unit.repository(note).scan()) == []


def test_a_deletion_is_audited(keep, writing, note):
    """A deletion stands in the chain with an empty hash."""
    keep(note(id="a"))
    with writing() as unit:
        unit.repository(note).delete("a")
        entry = unit.commit(action="erase")
    (change,) = entry.changes
    assert (change.record, change.version, change.payload) == (named("a", 1), 1, "")


def test_the_same_record_again_is_another_in_the_chain(keep, writing, note):
    """A record that is deleted and made again has another name in the chain."""
    keep(note(id="a"))
    with writing() as unit:
        notes = unit.repository(note)
        notes.delete("a")
        notes.put(note(id="a"))
        entry = unit.commit(action="renew")
    assert {(change.record, change.payload == "") for change in entry.changes} == {
        (named("a", 1), True),
        (named("a", 2), False),
    }


def test_a_version_is_used_once(keep, writing, reading, note):
    """A record made after a deletion starts above every version of its kind that was deleted."""
    for body in "123":
        keep(note(id="a", body=body))
    with writing() as unit:
        unit.repository(note).delete("a")
        unit.commit(action="tidy")
    keep(note(id="a", body="new"), note(id="b"))
    with reading() as unit:
        notes = unit.repository(note)
        assert (notes.version_of("a"), notes.version_of("b")) == (4, 4)
    with writing() as unit, pytest.raises(StaleVersion):
        unit.repository(note).put(note(id="a", body="old"), expected_version=3)


def test_time_is_kept_in_utc(writing, note):
    """A time of Medan is kept as the same moment in UTC."""
    wib = timezone(timedelta(hours=7))
    with writing(recorded_at=datetime(2025, 1, 1, 6, tzinfo=wib)) as unit:
        unit.repository(note).put(note(id="a"))
        entry = unit.commit(action="keep")
    assert entry.recorded_at.isoformat() == "2024-12-31T23:00:00+00:00"


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ({"actor": " "}, "keep"),
        ({"recorded_at": datetime(2025, 1, 1)}, "keep"),  # noqa: DTZ001 - the fault that is tested
        ({}, ""),
    ],
)
def test_an_entry_says_who_when_and_what(writing, reading, note, said, action):
    """Without actor, action or time zone nothing is kept."""
    with writing(**said) as unit:
        unit.repository(note).put(note(id="a"))
        with pytest.raises(InvalidInput):
            unit.commit(action=action)
    with reading() as unit:
        assert unit.repository(note).find("a") is None


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({}, {"action": 5}),
        ({}, {"action": None}),
        ({}, {"action": "k", "reason": None}),
        ({"actor": 5}, {"action": "k"}),
        ({"recorded_at": "2025-03-31"}, {"action": "k"}),
    ],
)
def test_an_entry_is_made_of_texts(writing, reading, note, said, kept):
    """Actor, action and reason must be texts and the time a time; else nothing is kept."""
    with writing(**said) as unit:
        unit.repository(note).put(note(id="a"))
        with pytest.raises(InvalidInput) as caught:
            unit.commit(**kept)
    assert [problem.code for problem in caught.value.problems] == ["wrong_type"]
    with reading() as unit:
        assert unit.last_audit() is None
        assert unit.repository(note).find("a") is None


def test_actor_and_time_go_together(backend, codec):
    """A unit of work has actor and time, or neither and only reads."""
    with pytest.raises(InvalidInput, match="recorded_at"):
        UnitOfWork(backend, codec, actor="penguji")
    with pytest.raises(InvalidInput, match="actor"):
        UnitOfWork(backend, codec, recorded_at=datetime(2025, 1, 1, tzinfo=UTC))


def test_a_reading_unit_refuses_writes(keep, reading, note):
    """A unit of work without actor refuses to put and delete, and commits nothing."""
    keep(note(id="a"))
    with reading() as unit:
        notes = unit.repository(note)
        with pytest.raises(StorageError, match="only reads"):
            notes.put(note(id="b"))
        with pytest.raises(StorageError, match="only reads"):
            notes.delete("a")
        assert unit.commit(action="keep") is None


def test_an_ended_unit_is_of_no_more_use(writing, note):
    """After its commit, and before it is entered, a unit of work refuses everything."""
    with pytest.raises(StorageError, match="not open"):
        writing().repository(note)
    with writing() as unit:
        notes = unit.repository(note)
        unit.commit(action="keep")
        with pytest.raises(StorageError, match="not open"):
            notes.put(note(id="a"))
        with pytest.raises(StorageError, match="not open"):
            unit.commit(action="keep")


def test_another_thread_is_refused(writing, note):
    """A unit of work answers only to the thread that entered it."""
    caught = []

    def intrude(notes):
        try:
            notes.find("a")
        except StorageError as error:
            caught.append(error.problems[0].code)

    with writing() as unit:
        notes = unit.repository(note)
        thread = threading.Thread(target=intrude, args=(notes,))
        thread.start()
        thread.join()
        assert notes.find("a") is None
    assert caught == ["unit_other_thread"]


def test_a_version_read_earlier_guards_a_later_unit(keep, writing, reading, note):
    """A change made between reading and writing is not overwritten unseen."""
    keep(note(id="a", body="1"))
    with reading() as unit:
        version = unit.repository(note).version_of("a")
    keep(note(id="a", body="2"))
    with writing() as unit, pytest.raises(StaleVersion):
        unit.repository(note).put(note(id="a", body="3"), expected_version=version)
    with reading() as unit:
        assert unit.repository(note).get("a").body == "2"


def test_a_refusing_backend_ends_the_unit(writing, reading, note, monkeypatch):
    """When the backend refuses a write, the rest of the unit cannot be committed."""
    with writing() as unit:
        notes = unit.repository(note)
        notes.put(note(id="a"))
        refusal = StaleVersion(Problem("stale_version", "note"))
        monkeypatch.setattr(notes._session.transaction, "put", Mock(side_effect=refusal))
        with pytest.raises(StaleVersion):
            unit.commit(action="keep")
        with pytest.raises(StorageError):
            unit.commit(action="keep")
    with reading() as unit:
        assert unit.repository(note).find("a") is None


def test_more_than_a_unit_holds_back(writing, reading, note):
    """A unit of many thousand writes, with reads between them, loses none and counts each once."""
    many = [note(id=f"{number:05}", body="1") for number in range(4_500)]
    with writing() as unit:
        notes = unit.repository(note)
        assert notes.put_all(many) == len(many)
        assert notes.find_all(one.id for one in many).keys() == {one.id for one in many}
        assert notes.put_all(many) == 0
        assert notes.put(note(id="00000", body="2"))
        entry = unit.commit(action="import")
    assert len(entry.changes) == len(many)
    with reading() as unit:
        notes = unit.repository(note)
        assert sum(1 for _ in notes.scan()) == len(many)
        assert notes.version_of("00000") == 2  # its first version was handed over before


def test_a_refused_deletion_ends_the_unit(keep, writing, reading, note, monkeypatch):
    """When the backend refuses a deletion, what was put before it is not kept either."""
    keep(note(id="a"))
    with writing() as unit:
        notes = unit.repository(note)
        notes.put(note(id="b"))
        refusal = StaleVersion(Problem("stale_version", "note"))
        monkeypatch.setattr(notes._session.transaction, "delete", Mock(side_effect=refusal))
        with pytest.raises(StaleVersion):
            notes.delete("a")
        with pytest.raises(StorageError):
            unit.commit(action="erase")
    with reading() as unit:
        assert [one.id for one in unit.repository(note).scan()] == ["a"]
