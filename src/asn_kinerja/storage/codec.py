"""How records become payloads: the protocol that `converters` fills, and the payload's envelope.

A payload is canonical text of ``{"record": …, "salt": …, "shape": n}``. `shape` counts the layouts
a kind has had; an old one is brought up step by step through the codec's upcasts when it is read.
The salt is described in `identity.py`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from asn_kinerja.errors import InvalidInput, InvalidRecord, Problem, StorageError
from asn_kinerja.storage.port import Write
from asn_kinerja.storage.query import MAX_INDEXES
from asn_kinerja.storage.values import Value, canonical_text, check_key, is_clean, parse_text

__all__ = [
    "Encoded",
    "RecordCodec",
    "RecordKind",
    "Upcast",
    "check_kinds",
    "open_payload",
    "seal_record",
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


def seal_record(encoded: Encoded, kind: RecordKind, *, salt: str) -> Write:
    """Check an encoded record and write its payload; the expected version is left at 0.

    Args:
        encoded: What the codec gave.
        kind: Its kind.
        salt: Its salt; empty for a record that was first written without one.

    Returns:
        What the port takes.

    Raises:
        InvalidRecord: If key, index values or fields are outside the model; all problems at once.
    """
    problems = check_key(encoded.key, place=f"{kind.name}.key")
    if encoded.key == "":
        problems.append(Problem("blank_text", f"{kind.name}.key"))
    indexes = {name: encoded.indexes.get(name) or "" for name in kind.indexes}
    for name, value in indexes.items():
        problems += check_key(value, place=f"{kind.name}.{name}")
    if extra := sorted(encoded.indexes.keys() - indexes.keys()):
        cure = ", ".join(kind.indexes)
        problems.append(Problem("unknown_key", kind.name, value=", ".join(extra), cure=cure))
    text = encoded.text
    if text is None or not is_clean(text):
        try:
            text = canonical_text(encoded.value, place=kind.name)
        except InvalidRecord as error:
            problems += error.problems
    if error_of_all := InvalidRecord.of(problems):
        raise error_of_all
    salted = f',"salt":"{salt}"' if salt else ""
    payload = f'{{"record":{text}{salted},"shape":{kind.shape}}}'
    return Write(key=encoded.key, payload=payload, expected_version=0, indexes=indexes)


def open_payload(payload: str, kind: RecordKind, codec: RecordCodec) -> object:
    """Read a payload back into its record, through upcasts where its shape is old.

    Args:
        payload: What `seal_record` wrote, now or in an earlier release.
        kind: Its kind.
        codec: The codec.

    Returns:
        The record.

    Raises:
        StorageError: If the payload was altered, or a newer release wrote it.
    """
    envelope = parse_text(payload, place=kind.name)
    if not isinstance(envelope, dict) or envelope.keys() - {"salt"} != {"record", "shape"}:
        raise StorageError(Problem("store_altered", kind.name))
    value, shape = envelope["record"], envelope["shape"]
    if type(shape) is not int or not 1 <= shape <= kind.shape:
        raise StorageError(Problem("shape_unknown", kind.name, value=shape, cure=str(kind.shape)))
    for upcast in kind.upcasts[shape - 1 :]:
        value = upcast(value)
    try:
        return codec.decode(kind.name, value)
    except InvalidInput as error:
        raise StorageError(Problem("store_altered", kind.name)) from error
