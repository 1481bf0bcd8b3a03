"""Finding installed plugins without paying for the search when there are none.

`importlib.metadata` takes longer to load than a policy takes to score somebody, so a plain look for
the name of the group in `entry_points.txt` files comes first; it may only err towards searching.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["installed_entries"]


def installed_entries(group: str) -> "Iterable[EntryPoint]":
    """Find the entry points of one group.

    Args:
        group: Name of the group.

    Returns:
        The entry points, in no particular order.
    """
    if not any(_mentions(Path(folder or "."), group) for folder in dict.fromkeys(sys.path)):
        return ()
    from importlib.metadata import entry_points

    return entry_points(group=group)


def _mentions(folder: Path, group: str) -> bool:
    """Whether a place of `sys.path` may hold a distribution with that group."""
    if not folder.is_dir():
        return folder.exists()  # an archive: only the full search can look into it
    wanted = f"[{group}]"
    for pattern in ("*.dist-info/entry_points.txt", "*.egg-info/entry_points.txt"):
        for file in folder.glob(pattern):
            try:
                if wanted in file.read_text(encoding="utf-8"):
                    return True
            except (OSError, UnicodeDecodeError):
                return True
    return False
