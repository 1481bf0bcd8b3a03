"""UUIDs that follow from stable keys: the same framework has the same ones on every machine."""

import re
from uuid import UUID, uuid5

__all__ = ["node_uri", "stable_uuid"]

_SPACE = UUID("0f3f5b0a-6a55-5c1c-8d6e-38b0a9a1c7d4")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def stable_uuid(*keys: str) -> str:
    """Give the UUID of a part.

    Args:
        *keys: What it is and the keys that lead to it, such as ``"level", framework, "INT", "3"``.

    Returns:
        The last key where it is a UUID already, as the keys of imported parts are; else a UUID of
        version 5 made of all keys.

    Examples:
        >>> stable_uuid("framework", "PANRB-38") == stable_uuid("framework", "PANRB-38")
        True
        >>> stable_uuid("framework", "7d9a63c8-07ca-4b22-8f2c-5a2f6bb1a101")
        '7d9a63c8-07ca-4b22-8f2c-5a2f6bb1a101'
    """
    if _UUID.fullmatch(keys[-1]):
        return keys[-1]
    # The length in front keeps ("a", "b/c") and ("a/b", "c") apart.
    return str(uuid5(_SPACE, "/".join(f"{len(key)}:{key}" for key in keys)))


def node_uri(identifier: str) -> str:
    """Give the URI of a part that no server offers."""
    return f"urn:uuid:{identifier}"
