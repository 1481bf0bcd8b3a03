"""The one message for a feature whose optional library is missing.

Layer 1. May import `errors` only. Next: `pyproject.toml`, where the extras are listed.
"""

from importlib import import_module
from types import ModuleType

from asn_kinerja.errors import MissingExtra, Problem

__all__ = ["require"]


def require(module: str, *, extra: str, feature: str) -> ModuleType:
    """Import an optional library, or say which `pip install` brings it.

    Args:
        module: Dotted name of the library's module, such as ``"sqlalchemy"``.
        extra: The extra of this package that brings it, such as ``"sql"``.
        feature: What the caller wanted to do, in a few words, for the message.

    Returns:
        The imported module.

    Raises:
        MissingExtra: If the library is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != module.partition(".")[0]:
            raise
        cure = f'pip install "asn_kinerja[{extra}]"'
        raise MissingExtra(Problem("missing_extra", feature, value=module, cure=cure)) from error
