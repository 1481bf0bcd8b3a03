"""Payloads: their envelope, their shape, and how old ones are brought up."""

import attrs
import pytest

from asn_kinerja.errors import InvalidRecord, NotFound, Problem, StorageError
from asn_kinerja.storage.codec import check_kinds
from asn_kinerja.storage.identity import salt_of
from asn_kinerja.storage.payloads import open_payload, seal_record
from asn_kinerja.storage.query import MAX_INDEXES
from asn_kinerja.storage.unit_of_work import UnitOfWork

SALT = "0123456789abcdef" * 2


@attrs.frozen(kw_only=True)
class Broken:
    """A kind whose way up misses a step."""

    name: str
    indexes: tuple[str, ...]
    shape: int
    upcasts: tuple


def test_an_old_shape_is_brought_up_step_by_step(backend, keep, note, codec_of_shape):
    """A record written in shape 1 is read in shape 3 through both upcasts, in order."""
    keep(note(id="a", body="1"))
    with UnitOfWork(backend, codec_of_shape(3)) as unit:
        assert unit.repository(note).get("a").body == "1>2>3"


def test_a_newer_shape_is_refused(codec, codec_of_shape, note):
    """A record that a later release wrote is refused, with the shape it has."""
    later = codec_of_shape(2)
    payload = seal_record(later.encode(note(id="a")), later.kinds[0], salt=SALT).payload
    with pytest.raises(StorageError) as caught:
        open_payload(payload, codec.kinds[0], codec)
    assert (caught.value.problems[0].code, caught.value.problems[0].value) == ("shape_unknown", "2")


@pytest.mark.parametrize(
    "payload",
    ["[]", "{}", '{"record":{}}', '{"record":{},"shape":true}', '{"record":{},"shape":"1"}'],
)
def test_a_payload_without_its_envelope_is_refused(payload, codec):
    """A payload that is no map of record and shape was altered or never ours."""
    with pytest.raises(StorageError):
        open_payload(payload, codec.kinds[0], codec)


def test_the_payload_is_canonical_json(codec, note):
    """The payload is JSON with sorted keys and no spaces."""
    write = seal_record(codec.encode(note(id="a", unit="u")), codec.kinds[0], salt=SALT)
    assert write.payload == (
        '{"record":{"body":"","id":"a","unit":"u"},"salt":"' + SALT + '","shape":1}'
    )
    assert write.indexes == {"unit": "u"}


def test_a_missing_index_value_is_empty_text(codec, note):
    """A record without a value under an index has the empty text there."""
    write = seal_record(codec.encode(note(id="a")), codec.kinds[0], salt=SALT)
    assert write.indexes == {"unit": ""}


def test_the_first_layout_had_no_salt(codec, note):
    """A record that was first written without a salt stays without one."""
    payload = seal_record(codec.encode(note(id="a")), codec.kinds[0], salt="").payload
    assert payload == '{"record":{"body":"","id":"a","unit":null},"shape":1}'
    assert salt_of(payload) == ""
    assert open_payload(payload, codec.kinds[0], codec) == note(id="a")


def test_the_salt_is_read_from_the_end(codec, note):
    """What a record says cannot pass for the salt of its payload."""
    body = f'","salt":"{"0" * 32}","shape":1}}'
    payload = seal_record(codec.encode(note(id="a", body=body)), codec.kinds[0], salt=SALT).payload
    assert salt_of(payload) == SALT
    payload = seal_record(codec.encode(note(id="a", body=body)), codec.kinds[0], salt="").payload
    assert salt_of(payload) == ""


def test_key_indexes_and_fields_are_checked_together(codec, note):
    """One refusal names a bad key, a bad index value and a bad field."""
    encoded = codec.encode(note(id="", body=1.5, unit="x" * 201))
    extra = attrs.evolve(encoded, indexes={**encoded.indexes, "other": "x"})
    with pytest.raises(InvalidRecord) as caught:
        seal_record(extra, codec.kinds[0], salt=SALT)
    codes = [problem.code for problem in caught.value.problems]
    assert sorted(codes) == sorted(["blank_text", "text_too_long", "unknown_key", "float_refused"])


def test_a_class_that_is_no_record_is_refused(reading):
    """Asking for the repository of another class is refused."""
    with reading() as unit, pytest.raises(NotFound):
        unit.repository(str)


def test_kinds_are_checked(codec):
    """Doubled and bad names, shapes without a way to them and too many indexes are all told."""
    kind = codec.kinds[0]
    assert check_kinds([kind]) == {"note": kind}
    wrong = [
        kind,
        kind,
        attrs.evolve(kind, name="asn_kinerja.Note"),
        attrs.evolve(kind, name="twice", indexes=("a", "a")),
        attrs.evolve(kind, name="zero", shape=0),
        attrs.evolve(kind, name="wide", indexes=tuple(f"i{n}" for n in range(MAX_INDEXES + 1))),
        Broken(name="broken", indexes=(), shape=3, upcasts=(str,)),
    ]
    with pytest.raises(InvalidRecord) as caught:
        check_kinds(wrong)
    codes = [problem.code for problem in caught.value.problems]
    assert codes == [
        "duplicate",
        "kind_name",
        "duplicate",
        "out_of_bounds",
        "out_of_bounds",
        "upcasts_incomplete",
    ]


def test_fields_that_make_no_record_are_an_altered_store(codec):
    """A payload of the right form whose fields the codec refuses was altered."""

    def refuse(kind, value):
        raise InvalidRecord(Problem("required", f"{kind}.id", value=value))

    codec.decode = refuse
    with pytest.raises(StorageError, match="not what this library wrote"):
        open_payload('{"record":{},"shape":1}', codec.kinds[0], codec)
