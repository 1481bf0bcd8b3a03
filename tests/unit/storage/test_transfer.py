"""Whole stores move between backends and through files, or not at all."""

import hashlib
import json

import attrs
import pytest

from asn_kinerja.backends import memory
from asn_kinerja.errors import StorageError
from asn_kinerja.storage.port import Write
from asn_kinerja.storage.query import equals
from asn_kinerja.storage.store_file import export_store, import_store
from asn_kinerja.storage.transfer import copy_store
from asn_kinerja.storage.unit_of_work import UnitOfWork
from asn_kinerja.storage.verification import verify


@pytest.fixture
def target():
    """Open an empty store."""
    return memory.connect("memory:", create=True)


@pytest.fixture(autouse=True)
def _content(keep, writing, note):
    keep(*(note(id=f"{number:04}", body='"é\U0001f600\n', unit="u") for number in range(1_100)))
    keep(note(id="0000", body="2"), note(id="gone"))
    with writing() as unit:
        unit.repository(note).delete("gone")
        unit.commit(action="tidy")


def exported(backend):
    """Export a store into a list of lines."""
    lines = []
    export_store(backend, lines.append)
    return lines


def codes(caught):
    """Give the codes of the problems of an error."""
    return {problem.code for problem in caught.value.problems}


def test_a_copy_is_the_same_store(backend, target, codec, note):
    """Records, versions, indexes, marks and the chain arrive; both stores export the same."""
    told = []
    moved = copy_store(backend, target, codec=codec, progress=told.append)
    assert (moved.records, moved.entries) == (1_100, 3)
    assert told[-1] == 1_100
    assert exported(target) == exported(backend)
    assert verify(target, codec).holds
    with UnitOfWork(target, codec) as unit:
        notes = unit.repository(note)
        assert notes.version_of("0000") == 2
        assert sum(1 for _ in notes.scan(where=(equals("unit", "u"),))) == 1_099


def test_a_copied_store_goes_on(backend, target, codec, note):
    """After a copy no version is used twice: the marks of deleted records came along."""
    copy_store(backend, target, codec=codec)
    reader = target.begin(write=False)
    recorded_at = reader.last_audit().recorded_at
    reader.rollback()
    with UnitOfWork(target, codec, actor="penguji", recorded_at=recorded_at) as unit:
        notes = unit.repository(note)
        notes.put(note(id="new"))
        assert notes.version_of("new") == 2
        unit.commit(action="keep")
    assert verify(target, codec).holds


def test_a_file_gives_the_same_store(backend, target, codec):
    """What was exported is imported as it was."""
    lines = exported(backend)
    moved = import_store(lines, target, codec=codec)
    assert (moved.records, moved.entries) == (1_100, 3)
    assert exported(target) == lines


def test_a_filled_store_takes_no_other(backend, codec):
    """A store that holds anything is not copied over, nor imported into."""
    lines = exported(backend)
    with pytest.raises(StorageError) as caught:
        import_store(lines, backend, codec=codec)
    assert codes(caught) == {"store_not_empty"}
    assert exported(backend) == lines


def test_a_store_that_does_not_verify_is_not_copied(backend, target, codec):
    """A record that was written past the chain stops the copy, and nothing is kept."""
    writer = backend.begin(write=True)
    writer.put(
        "note",
        [
            Write(
                key="x",
                payload='{"record":{"body":"","id":"x","unit":null},"shape":1}',
                expected_version=0,
                indexes={"unit": ""},
            )
        ],
    )
    writer.commit()
    with pytest.raises(StorageError) as caught:
        copy_store(backend, target, codec=codec)
    assert codes(caught) == {"record_unknown"}
    reader = target.begin(write=False)
    assert reader.kinds() == []
    reader.rollback()


def test_a_kind_that_is_not_known_is_refused(backend, target, codec):
    """A store with records of a kind that this release does not have cannot be copied."""
    kind = attrs.evolve(codec.kinds[0], name="other")
    codec.kinds = (kind,)
    with pytest.raises(StorageError) as caught:
        copy_store(backend, target, codec=codec)
    assert codes(caught) == {"kind_unknown"}


SPOILT = {
    "nothing": lambda _lines: [],
    "no head": lambda lines: lines[1:],
    "another head": lambda lines: [lines[0].replace("1", "2"), *lines[1:]],
    "cut": lambda lines: lines[:-1],
    "cut in a line": lambda lines: [*lines[:-2], lines[-2][:20]],
    "a record less": lambda lines: [*lines[:5], *lines[6:]],
    "two records changed": lambda lines: [*lines[:5], lines[6], lines[5], *lines[7:]],
    "a value changed": lambda lines: [line.replace('"version":2', '"version":3') for line in lines],
    "a wrong type": lambda lines: [line.replace('"version":2', '"version":"2"') for line in lines],
    "no object": lambda lines: [*lines[:5], "[]\n", *lines[5:]],
    "no JSON": lambda lines: [*lines[:5], "{\n", *lines[5:]],
    "too deep": lambda lines: [*lines[:5], "[" * 100_000 + "\n", *lines[5:]],
    "more after the end": lambda lines: [*lines, "\n"],
    "no end": lambda lines: [*lines[:-1], "{}\n"],
    "a forged count": lambda lines: [
        *lines[:-1],
        json.dumps({"end": {**json.loads(lines[-1])["end"], "records": 7}}) + "\n",
    ],
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_file_is_refused_whole(backend, target, codec, name):
    """A file that was cut, mixed or altered is refused, and nothing of it is kept."""
    with pytest.raises(StorageError) as caught:
        import_store(SPOILT[name](exported(backend)), target, codec=codec)
    assert codes(caught) == {"store_file_broken"}
    reader = target.begin(write=False)
    assert reader.kinds() == []
    assert reader.last_audit() is None
    reader.rollback()


def test_a_forged_file_does_not_fit_its_chain(backend, target, codec):
    """A file whose end was made anew after a change is found out by the chain."""
    lines = exported(backend)
    forged = [line.replace('\\"body\\":\\"2\\"', '\\"body\\":\\"3\\"') for line in lines[:-1]]
    assert forged != lines[:-1]
    digest = hashlib.sha256("".join(forged).encode()).hexdigest()
    end = json.loads(lines[-1])["end"]
    again = [*forged, json.dumps({"end": {**end, "sha256": digest}}) + "\n"]
    with pytest.raises(StorageError) as caught:
        import_store(again, target, codec=codec)
    assert codes(caught) == {"record_altered"}
