"""What turns records into plain values and back: the protocol that `converters` fills."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from asn_kinerja.errors import InvalidRecord, Problem
from asn_kinerja.storage.query import MAX_INDEXES
from asn_kinerja.storage.values import Value

__all__ = [
    "Encoded",
    "RecordCodec",
    "RecordKind",
    "Upcast",
    "check_kinds",
]

Upcast: TypeAlias = Callable[[Value], Value]  # brings the fields of a record one shape up

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class RecordKind(Protocol):
    """What storage must know of one kind of record."""

    @property
    def name(self) -> str:
        """Short stable name, such as ``"employee"``; never a module path."""
        ...

    @property
    def indexes(self) -> tuple[str, ...]:
        """Names of the values that a scan may filter and order by."""
        ...

    @property
    def shape(self) -> int:
        """Number of the current layout, from 1; one more when stored records must change."""
        ...

    @property
    def upcasts(self) -> Sequence[Upcast]:
        """The step from each older shape to the next, from shape 1 on."""
        ...


class Encoded(Protocol):
    """A record as the codec hands it over."""

    @property
    def kind(self) -> str:
        """Name of its kind."""
        ...

    @property
    def key(self) -> str:
        """Its key, unique within the kind."""
        ...

    @property
    def text(self) -> str | None:
        """Its fields as canonical text, if the codec writes that at once; else `None`."""
        ...

    @property
    def value(self) -> Value:
        """Its fields."""
        ...

    @property
    def indexes(self) -> Mapping[str, str | None]:
        """Value under each index of the kind; `None` or empty text where it has none."""
        ...


class RecordCodec(Protocol):
    """Turns records into canonical values and back."""

    @property
    def kinds(self) -> Sequence[RecordKind]:
        """All kinds it knows; no name twice."""
        ...

    def kind_of(self, record_type: type) -> RecordKind:
        """Give the kind of a record class.

        Args:
            record_type: The class.

        Returns:
            Its kind.

        Raises:
            NotFound: If the class is not a record.
        """
        ...

    def key_of(self, record: object) -> str:
        """Give the key of a record, without encoding it.

        Args:
            record: A record.

        Returns:
            What `encode` gives as its key.
        """
        ...

    def encode(self, record: object) -> Encoded:
        """Turn a record into its canonical value.

        Args:
            record: A record.

        Returns:
            Kind, key, value and index values.
        """
        ...

    def decode(self, kind: str, value: Value) -> object:
        """Turn a canonical value of the current shape back into the record.

        Args:
            kind: Name of the kind.
            value: What `encode` gave.

        Returns:
            A record equal to the encoded one.
        """
        ...


def check_kinds(kinds: Sequence[RecordKind]) -> dict[str, RecordKind]:
    """Check the kinds of a codec and put them under their names.

    Args:
        kinds: The kinds.

    Returns:
        Kind by name.

    Raises:
        InvalidRecord: If a name is doubled or not a short lower-case word, a shape is below 1 or
            cannot be reached by upcasts, or a kind has more indexes than a backend keeps.
    """
    problems: list[Problem] = []
    named: dict[str, RecordKind] = {}
    for kind in kinds:
        problems += [
            Problem("kind_name", kind.name, value=name)
            for name in (kind.name, *kind.indexes)
            if not _NAME.fullmatch(name)
        ]
        if kind.name in named or len(set(kind.indexes)) < len(kind.indexes):
            problems.append(Problem("duplicate", "kinds", value=kind.name))
        if len(kind.indexes) > MAX_INDEXES:
            count, most = len(kind.indexes), f"<= {MAX_INDEXES}"
            problems.append(Problem("out_of_bounds", kind.name, value=count, cure=most))
        if kind.shape < 1:
            problems.append(Problem("out_of_bounds", kind.name, value=kind.shape, cure=">= 1"))
        elif len(kind.upcasts) != kind.shape - 1:
            count, cure = len(kind.upcasts), str(kind.shape - 1)
            problems.append(Problem("upcasts_incomplete", kind.name, value=count, cure=cure))
        named[kind.name] = kind
    if error := InvalidRecord.of(problems):
        raise error
    return named
