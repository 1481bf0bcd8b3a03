"""The lowest versions that new records may have, kept so that no version is ever used twice.

When a record is deleted, the floor of its kind rises to its version, and a later record of that
kind starts above it: a version read before the deletion cannot pass for the new record's. A floor
names a kind, never a record. It is kept as a record of a kind that no codec can have.
"""

import re

from asn_kinerja.errors import Problem, StorageError
from asn_kinerja.storage.port import Stored

__all__ = ["FLOORS", "floor_of", "floor_text"]

FLOORS = "_floor"

_TEXT = re.compile(r'\{"version":([1-9][0-9]{0,18})\}')


def floor_text(version: int) -> str:
    """Write a floor as a payload."""
    return f'{{"version":{version}}}'


def floor_of(stored: Stored) -> int:
    """Read a floor.

    Args:
        stored: A record of kind `FLOORS`.

    Returns:
        The highest version that a deleted record of the kind had.

    Raises:
        StorageError: If it is not what `floor_text` wrote.
    """
    found = _TEXT.fullmatch(stored.payload)
    if found is None:
        raise StorageError(Problem("store_altered", FLOORS))
    return int(found[1])
