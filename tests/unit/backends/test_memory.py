"""What is particular to a store in memory."""

import pytest

from asn_kinerja.backends.memory import connect
from asn_kinerja.errors import StorageError
from asn_kinerja.storage.port import Write


def test_each_store_is_its_own():
    """Two stores in memory share nothing."""
    first, second = connect("memory:", create=True), connect("memory:", create=True)
    writer = first.begin(write=True)
    writer.put("note", [Write(key="a", payload="", expected_version=0, indexes={})])
    writer.commit()
    reader = second.begin(write=False)
    assert reader.kinds() == []
    reader.rollback()


def test_the_address_says_no_more():
    """An address that says more than `memory:` is refused."""
    with pytest.raises(StorageError, match="memory:"):
        connect("memory:marelan", create=True)


def test_a_writer_that_waits_too_long_is_told(monkeypatch):
    """A second writer waits for the first, then says that the store is busy."""
    monkeypatch.setattr("asn_kinerja.backends.memory._PATIENCE", 0.01)
    store = connect("memory:", create=True)
    first = store.begin(write=True)
    with pytest.raises(StorageError) as caught:
        store.begin(write=True)
    first.rollback()
    store.begin(write=True).rollback()
    assert caught.value.problems[0].code == "store_busy"


def test_history_is_dropped_when_nobody_can_see_it():
    """A record that is written again and again does not grow the store."""
    store = connect("memory:", create=True)
    for number in range(50):
        writer = store.begin(write=True)
        writer.put("note", [Write(key="a", payload="", expected_version=number, indexes={})])
        writer.commit()
    assert len(store._store.history["note"]["a"]) <= 2
