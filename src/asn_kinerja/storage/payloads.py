"""The text that a store keeps of a record.

A payload is canonical text of ``{"record": …, "salt": …, "shape": n}``. `shape` counts the layouts
a kind has had; an old one is brought up step by step by the kind's upcasts when it is read. The
salt is described in `identity.py`.
"""

from asn_kinerja.errors import InvalidInput, InvalidRecord, Problem, StorageError
from asn_kinerja.storage.codec import Encoded, RecordCodec, RecordKind
from asn_kinerja.storage.port import Write
from asn_kinerja.storage.values import canonical_text, check_key, is_clean, parse_text

__all__ = ["index_values", "open_payload", "seal_record"]


def seal_record(
    encoded: Encoded, kind: RecordKind, *, salt: str, expected_version: int = 0
) -> Write:
    """Check an encoded record and write its payload.

    Args:
        encoded: What the codec gave.
        kind: Its kind.
        salt: Its salt; empty for a record that was first written without one.
        expected_version: The version that it has in the store.

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
    if not encoded.indexes.keys() <= indexes.keys():
        extra = sorted(encoded.indexes.keys() - indexes.keys())
        cure = ", ".join(kind.indexes)
        problems.append(Problem("unknown_key", kind.name, value=", ".join(extra), cure=cure))
    text = encoded.text
    if text is None or not is_clean(text):
        try:
            text = canonical_text(encoded.value, place=kind.name)
        except InvalidRecord as error:
            problems += error.problems
    if problems:
        raise InvalidRecord(problems[0], *problems[1:])
    salted = f',"salt":"{salt}"' if salt else ""
    payload = f'{{"record":{text}{salted},"shape":{kind.shape}}}'
    return Write(
        key=encoded.key, payload=payload, expected_version=expected_version, indexes=indexes
    )


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


def index_values(payload: str, kind: RecordKind, *, codec: RecordCodec) -> dict[str, str]:
    """Read the value under every index of a kind out of a payload.

    Args:
        payload: What `seal_record` wrote, now or in an earlier release.
        kind: Its kind.
        codec: The codec.

    Returns:
        Values by name of the index; an empty text where there is none.

    Raises:
        StorageError: If the payload was altered, or a newer release wrote it.
    """
    encoded = codec.encode(open_payload(payload, kind, codec))
    return {name: encoded.indexes[name] or "" for name in kind.indexes}
