"""Text files from outside: UTF-8, of a size that fits, or a problem that says why not."""

from pathlib import Path

from asn_kinerja.errors import InvalidInput, Problem

__all__ = ["decode", "read_text_file"]

_LARGEST = 1_000_000_000  # bytes


def read_text_file(path: Path) -> str:
    """Read a file as text.

    Args:
        path: The file.

    Returns:
        Its text without the mark that some programs put in front.

    Raises:
        InvalidInput: If it is missing, unreadable, too large, or not in UTF-8.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise InvalidInput(Problem("exchange_too_large", path.name, cure=f"{_LARGEST:,}"))
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise InvalidInput(Problem("file_missing", "file", value=path.name)) from error
    except OSError as error:
        value = error.strerror or ""
        raise InvalidInput(Problem("exchange_unreadable", path.name, value=value)) from error
    return decode(content, name=path.name)


def decode(content: bytes, *, name: str) -> str:
    """Turn bytes into text.

    Args:
        content: The bytes.
        name: What they are called in problems.

    Returns:
        The text.

    Raises:
        InvalidInput: If they are no UTF-8, with the first byte that is none.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        place = f"{name}:{line}"
        raise InvalidInput(Problem("not_utf8", place, value=error.start)) from error
