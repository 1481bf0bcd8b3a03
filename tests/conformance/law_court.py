"""Tries a store by every law of the storage suite, without pytest around it."""

import inspect
import itertools
from contextlib import closing, nullcontext

import hypothesis
import pytest

from asn_kinerja.testing import StorageSuite
from asn_kinerja.testing.storage_fixtures import laws_of, needed_by

__all__ = ["LAWS", "broken_laws"]

LAWS = laws_of(StorageSuite)


class QuickSuite(StorageSuite):
    """The suite, in small."""

    kills = 6
    updates = 40
    histories = hypothesis.settings(
        StorageSuite.histories,
        max_examples=30,
        derandomize=True,
        database=None,
        phases=[hypothesis.Phase.generate],
    )


def _cases(law):
    """Give the arguments of each case of a law."""
    marks = [mark for mark in getattr(law, "pytestmark", ()) if mark.name == "parametrize"]
    tables = [[{mark.args[0]: value} for value in mark.args[1]] for mark in marks]
    for parts in itertools.product(*tables):
        yield {name: value for part in parts for name, value in part.items()}


def _holds(law, open_store, case):
    """Whether a store keeps a law in one case; a law that is not for it is kept."""
    wanted = inspect.signature(law).parameters
    with closing(open_store()) if "backend" in wanted else nullcontext() as backend:
        given = {"backend": backend, "open_store": open_store}
        given = {name: value for name, value in given.items() if name in wanted}
        try:
            law(QuickSuite(), **given, **case)
        except pytest.skip.Exception:
            pass
        except (Exception, pytest.fail.Exception):  # noqa: BLE001 - however it fails
            return False
    return True


def broken_laws(new_store, capabilities=frozenset()):
    """Name the laws that a store breaks.

    Args:
        new_store: Makes a new empty store, and gives what opens it.
        capabilities: What it declares.

    Returns:
        The names.
    """
    return {
        name
        for name, law in LAWS.items()
        if needed_by(law) in {None, *capabilities}
        and not all(_holds(law, new_store(), case) for case in _cases(law))
    }
