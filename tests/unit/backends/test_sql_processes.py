"""SQLite under several processes: nothing is lost in a race, nothing is half there after a kill."""

import random
import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest

from asn_kinerja.backends.sql.backend import connect
from asn_kinerja.storage.port import Write
from asn_kinerja.storage.query import Query
from asn_kinerja.storage.verification import verify

WRITER = """
import sys
from datetime import UTC, datetime
from asn_kinerja.backends.sql.backend import connect
from asn_kinerja.storage.audit import AuditChange, next_entry, text_hash
from asn_kinerja.storage.identity import record_identity
from asn_kinerja.storage.port import Write

backend = connect(sys.argv[1], create=True)
print("open", flush=True)
while True:
    unit = backend.begin(write=True)
    last = unit.last_audit()
    number = last.sequence if last else 0
    payload = str(number + 1) * 400
    keys = ("a", "b", "c")
    unit.put("note", [
        Write(key=key, payload=payload, expected_version=number, indexes={"unit": payload[:9]})
        for key in keys
    ])
    unit.append_audit(next_entry(last, [
        AuditChange(kind="note", record=record_identity("note", key, salt=""), version=number + 1,
                    payload=text_hash(payload))
        for key in keys
    ], recorded_at=datetime.now(UTC), actor="penguji", action="write"))
    unit.commit()
    print(number + 1, flush=True)
"""

RACER = """
import sys
from asn_kinerja.backends.sql.backend import connect
from asn_kinerja.errors import StaleVersion
from asn_kinerja.storage.port import Write

backend, done = connect(sys.argv[1], create=True), 0
for number in range(int(sys.argv[2])):
    key = str(number % 5)
    reader = backend.begin(write=False)
    seen = reader.get("note", [key])[key].version
    reader.rollback()
    writer = backend.begin(write=True)
    try:
        writer.put("note", [Write(key=key, payload=str(seen), expected_version=seen, indexes={})])
        writer.commit()
        done += 1
    except StaleVersion:
        pass
    finally:
        writer.rollback()
backend.close()
print(done)
"""


def start(script, *arguments):
    """Start a script in a process of its own."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def check(url, acknowledged):
    """Reopen the store: each acknowledged unit is there, none is half there, the chain holds."""
    with closing(connect(url, create=True)) as backend:
        reader = backend.begin(write=False)
        records = list(reader.scan(Query(kind="note", order="unit")))
        last = reader.last_audit()
        reader.rollback()
        found = verify(backend)
    number = last.sequence if last else 0
    assert found.holds
    assert number in {acknowledged, acknowledged + 1}
    assert [(one.version, one.payload) for one in records] == [(number, str(number) * 400)] * (
        3 if number else 0
    )
    return number


@pytest.mark.parametrize(
    "kills", [pytest.param(20, id="20"), pytest.param(300, id="300", marks=pytest.mark.soak)]
)
def test_a_kill_leaves_a_unit_whole_or_absent(tmp_path, kills):
    """However often the writer is killed, every unit of work is there whole or not at all."""
    chance = random.Random(20250331)  # noqa: S311 - the same moments in every run
    url = f"sqlite:///{tmp_path}/store.db"
    acknowledged = 0
    for _ in range(kills):
        writer = start(WRITER, url)
        if chance.random() < 0.8:  # at work; else while it starts or opens the store
            assert writer.stdout.readline() == "open\n"
            time.sleep(chance.uniform(0, 0.03))
        else:
            time.sleep(chance.uniform(0.1, 0.5))
        writer.send_signal(signal.SIGKILL)
        said = [line for line in writer.communicate()[0].splitlines() if line.isdigit()]
        acknowledged = check(url, int(said[-1]) if said else acknowledged)
    assert acknowledged > 0


def test_two_processes_lose_no_update(tmp_path):
    """Two processes that update the same records add up to their versions."""
    url = f"sqlite:///{tmp_path}/store.db"
    with closing(connect(url, create=True)) as backend:
        writer = backend.begin(write=True)
        writer.put(
            "note",
            [
                Write(key=str(number), payload="", expected_version=0, indexes={})
                for number in range(5)
            ],
        )
        writer.commit()
        racers = [start(RACER, url, 200) for _ in range(2)]
        done = [int(racer.communicate()[0]) for racer in racers]
        reader = backend.begin(write=False)
        versions = sum(one.version for one in reader.scan(Query(kind="note")))
        reader.rollback()
    assert min(done) > 0
    assert versions == 5 + sum(done)


def test_two_processes_may_make_one_store(tmp_path):
    """Processes that open a missing store at one moment all get the same new one."""
    url = f"sqlite:///{tmp_path}/store.db"
    makers = [
        start(
            "import sys; from asn_kinerja.backends.sql.backend import connect;"
            "connect(sys.argv[1], create=True).close(); print('made')",
            url,
        )
        for _ in range(4)
    ]
    assert [maker.communicate()[0] for maker in makers] == ["made\n"] * 4
    with closing(connect(url, create=False)) as backend:
        assert verify(backend).holds
