"""Frozen records whose fields may be worked out when they are first looked at."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

__all__ = ["Filled"]


class Filled:
    """What a record inherits so that somebody else can fill its fields later.

    A slot that was never set is what Python reports by `__getattr__`; whoever made the record
    left a function there that sets it. A record that was made in the ordinary way has no such
    function, and all its fields.
    """

    __slots__ = ("_filler",)
    _filler: Callable[[Any, str], None]

    if not TYPE_CHECKING:  # a name that is misspelt shall stay an error for the type checker

        def __getattr__(self, name: str) -> object:
            """Fill a field and give it."""
            if name.startswith("_"):
                raise AttributeError(name)
            self._filler(self, name)
            return object.__getattribute__(self, name)
