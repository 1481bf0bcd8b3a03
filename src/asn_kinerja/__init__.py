"""Performance-based development of Indonesian civil servants (ASN).

Holds the facade: the few names most users need, loaded on first use.
May import nothing on import; `_LAZY` names where each public name lives.
Next: `workspace.py` for what `open_workspace` returns, `records/` for what we keep.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asn_kinerja.hookspecs import hookimpl
    from asn_kinerja.workspace import Workspace, open_workspace

__all__ = ["Workspace", "__version__", "hookimpl", "open_workspace"]

__version__ = "0.1.0"

_LAZY = {
    "Workspace": "asn_kinerja.workspace",
    "hookimpl": "asn_kinerja.hookspecs",
    "open_workspace": "asn_kinerja.workspace",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute can be anything
    """Load a public name from where it is defined, on first use."""
    from importlib import import_module

    if name not in _LAZY:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted(__all__)
