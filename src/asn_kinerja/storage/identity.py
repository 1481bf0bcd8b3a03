"""What the audit chain calls a record: a hash that nobody can guess once the record is gone.

A NIP could be found by trying all of them, so the hash covers a random salt as well. The salt
stands in the payload and nowhere else: with the record goes the only way to its entries.
"""

import re
from collections.abc import Callable
from typing import TypeAlias

from asn_kinerja.storage.audit import text_hash

__all__ = ["Entropy", "new_salt", "record_identity", "salt_of"]

Entropy: TypeAlias = Callable[[int], bytes]  # gives that many random bytes, as `os.urandom` does

_BYTES = 16
_TAIL = re.compile(r'"salt":"([0-9a-f]{32})","shape":[0-9]+\}\Z')
_REACH = 80  # characters of the end of a payload that hold salt and shape


def new_salt(entropy: Entropy) -> str:
    """Draw the salt of a new record.

    Args:
        entropy: Source of random bytes.

    Returns:
        32 hexadecimal digits.
    """
    return entropy(_BYTES).hex()


def salt_of(payload: str) -> str:
    """Read the salt of a payload.

    Args:
        payload: What `codec.seal_record` wrote.

    Returns:
        The salt; empty for a payload of the first layout, which had none.
    """
    found = _TAIL.search(payload, max(0, len(payload) - _REACH))
    return found[1] if found else ""


def record_identity(kind: str, key: str, *, salt: str) -> str:
    """Hash what a record is called.

    Args:
        kind: Its kind.
        key: Its key.
        salt: Its salt; empty for a record of the first layout.

    Returns:
        64 hexadecimal digits.
    """
    return text_hash(f"{kind}\n{key}\n{salt}" if salt else f"{kind} {key}")
