"""A small codec of its own, and one store of each built-in backend."""

from datetime import UTC, datetime
from itertools import count

import attrs
import pytest

from asn_kinerja.backends import memory
from asn_kinerja.backends.sql import backend as sql
from asn_kinerja.errors import NotFound, Problem
from asn_kinerja.storage.unit_of_work import UnitOfWork

NOW = datetime(2025, 3, 31, 8, tzinfo=UTC)


@attrs.frozen(kw_only=True)
class Note:
    """A record with one of everything that storage looks at."""

    id: str
    body: object = ""
    unit: str | None = None


@attrs.frozen(kw_only=True)
class Kind:
    """A kind as a codec declares it."""

    name: str = "note"
    indexes: tuple[str, ...] = ("unit",)
    shape: int = 1

    @property
    def upcasts(self):
        """Write each step into the body."""
        return tuple(
            lambda value, step=step: {**value, "body": f"{value['body']}>{step}"}
            for step in range(2, self.shape + 1)
        )


@attrs.frozen(kw_only=True)
class Encoded:
    """What the codec hands over."""

    kind: str
    key: str
    value: object
    indexes: dict[str, str | None]
    text: str | None = None


class NoteCodec:
    """Keeps notes; upcasts add a body where an old shape had none."""

    def __init__(self, shape=1):
        self.kinds = (Kind(shape=shape),)

    def kind_of(self, record_type):
        """Know notes alone."""
        if record_type is not Note:
            raise NotFound(Problem("not_found", "kind", value=record_type.__name__, cure="note"))
        return self.kinds[0]

    def key_of(self, record):
        """Give the id."""
        return record.id

    def encode(self, record):
        """Take the fields as they are."""
        value = attrs.asdict(record, recurse=False)
        return Encoded(kind="note", key=record.id, value=value, indexes={"unit": record.unit})

    def decode(self, kind, value):
        """Make a note of its fields."""
        assert kind == "note"
        return Note(**value)


@pytest.fixture
def note():
    """Make notes."""
    return Note


@pytest.fixture
def codec():
    """Keep notes."""
    return NoteCodec()


@pytest.fixture
def codec_of_shape():
    """Keep notes in a later shape."""
    return NoteCodec


@pytest.fixture(params=["memory", "sqlite"])
def backend(request, tmp_path):
    """Open an empty store."""
    if request.param == "memory":
        opened = memory.connect("memory:", create=True)
    else:
        opened = sql.connect(f"sqlite:///{tmp_path}/store.db", create=True)
    yield opened
    opened.close()


@pytest.fixture
def writing(backend, codec):
    """Open a unit of work that writes."""
    salts = count(1)

    def begin(actor="penguji", recorded_at=NOW):
        return UnitOfWork(
            backend,
            codec,
            actor=actor,
            recorded_at=recorded_at,
            entropy=lambda size: next(salts).to_bytes(size, "big"),
        )

    return begin


@pytest.fixture
def reading(backend, codec):
    """Open a unit of work that reads."""
    return lambda: UnitOfWork(backend, codec)


@pytest.fixture
def keep(writing, note):
    """Put notes in a unit of work of their own."""

    def put(*notes):
        with writing() as unit:
            unit.repository(note).put_all(notes)
            return unit.commit(action="keep")

    return put
