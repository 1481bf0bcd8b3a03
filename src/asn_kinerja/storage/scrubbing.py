"""What a backend may offer so that a removed record leaves no bytes behind."""

from typing import Protocol, runtime_checkable

__all__ = ["Scrubs"]


@runtime_checkable
class Scrubs(Protocol):
    """A backend that keeps files in which removed records could still be read.

    Offering this is no duty: a backend that overwrites what is removed needs none of it.
    """

    def scrub(self) -> None:
        """Rewrite what is there, so that nothing that was removed can be read from the files.

        Raises:
            StorageError: If somebody uses the store, or it may not be rewritten.
        """
        ...
