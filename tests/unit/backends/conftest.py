"""What every fault must do: one clear error, in both languages, that names nobody."""

from contextlib import contextmanager

import pytest

from asn_kinerja.errors import StorageError
from asn_kinerja.storage.port import Write
from asn_kinerja.storage.query import Query

SECRETS = ("rahasia", "Siti", "198001012010011001", "SELECT", "INSERT", "asn_record")


@pytest.fixture
def told(caplog):
    """Give a context manager whose block must fail with one problem, told as it must be."""

    @contextmanager
    def check(code, error=StorageError):
        with caplog.at_level("DEBUG"), pytest.raises(error) as caught:
            yield
        (problem,) = caught.value.problems
        assert problem.code == code
        texts = {lang: (problem.what(lang), problem.to_do(lang)) for lang in ("id", "en")}
        assert all(what and cure for what, cure in texts.values())
        assert texts["id"] != texts["en"]
        shown = f"{caught.value!r} {problem.render('id')} {problem.render('en')} {caplog.text}"
        assert [secret for secret in SECRETS if secret in shown] == []

    return check


@pytest.fixture
def note():
    """Give a way to put records that hold a name."""

    def put(backend, *keys, payload="Siti", expected=0):
        writer = backend.begin(write=True)
        try:
            writer.put(
                "note",
                [
                    Write(key=key, payload=payload, expected_version=expected, indexes={})
                    for key in keys
                ],
            )
            writer.commit()
        finally:
            writer.rollback()

    return put


@pytest.fixture
def keys():
    """Give a way to read the keys that a store holds."""

    def read(backend):
        reader = backend.begin(write=False)
        try:
            return [stored.key for stored in reader.scan(Query(kind="note"))]
        finally:
            reader.rollback()

    return read
