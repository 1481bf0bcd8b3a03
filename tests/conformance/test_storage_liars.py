"""Each law of the storage suite is broken by a store made for it, and the suite says so."""

from itertools import count

import pytest
from law_court import LAWS, broken_laws
from lies import ANY_HISTORY, LIES
from one_file import OneFile
from process_lies import AT_ANY_MOMENT, MAKERS, PROCESS_LIES

from asn_kinerja.backends import memory
from asn_kinerja.storage.port import Capability
from asn_kinerja.testing.storage_fixtures import needed_by

BY_CHANCE = {ANY_HISTORY, AT_ANY_MOMENT, MAKERS}  # these may come upon further lies


def in_memory(liar):
    """Make a new lying store for each law."""

    def new_store():
        store = liar(memory.connect("memory:", create=True))
        return lambda: store

    return new_store


def in_files(liar, folder):
    """Make a new file for each law, and open it as often as asked."""
    numbers = count()

    def new_store():
        path = folder / str(next(numbers))
        return lambda: liar(path)

    return new_store


def test_every_law_has_a_liar():
    """No law of the suite is without a store that breaks it, and no such store without a law."""
    assert LIES.keys() | PROCESS_LIES.keys() == LAWS.keys()
    optional = {name for name, law in LAWS.items() if needed_by(law)}
    assert optional == PROCESS_LIES.keys()


def test_every_capability_has_a_law():
    """Each optional law is tied to one declared capability, and each capability has such laws."""
    assert {needed_by(law) for law in LAWS.values()} == {None, *Capability}


_TRIES = 5


@pytest.mark.parametrize("law", LIES)
def test_a_lie_is_found(law):
    """A store that breaks one law is found by that law, and by those that it cannot but break."""
    liar, further = LIES[law]
    broken = broken_laws(in_memory(liar))
    assert broken >= {law, *further}
    assert broken <= {law, *further, *BY_CHANCE}


@pytest.mark.parametrize("law", PROCESS_LIES)
def test_a_lie_about_processes_is_found(law, tmp_path):
    """A store that breaks the law of a capability is found by it, and by what goes with it."""
    liar, further = PROCESS_LIES[law]
    broken = set()
    for number in range(_TRIES):  # who meets whom is for the machine to say
        folder = tmp_path / str(number)
        folder.mkdir()
        broken |= broken_laws(in_files(liar, folder), OneFile.capabilities)
        if broken >= {law, *further}:
            break
    assert broken >= {law, *further}
    assert broken <= {law, *further, *BY_CHANCE}


def test_the_truth_is_believed(tmp_path):
    """The stores that the liars are made of keep every law."""
    assert broken_laws(in_memory(lambda store: store)) == set()
    assert broken_laws(in_files(OneFile, tmp_path), OneFile.capabilities) == set()
