"""`asn-kinerja lab`: what it refuses at once, and who may speak to the page that it serves."""

import http.client
import signal
import socket
import subprocess
import sys
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import pytest

COMMAND = [sys.executable, "-m", "asn_kinerja", "lab", "--no-browser", "--lang", "en"]


@contextmanager
def _serving(folder):
    """Start the lab and give its address; afterwards it is interrupted, as a person does."""
    with subprocess.Popen(
        COMMAND, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        said = running.stdout.readline()
        yield said, running.stdout.readline().strip()
        running.send_signal(signal.SIGINT)
        running.wait(30)
        assert running.stderr.read() == ""
        assert running.returncode == 0


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The lab on a free port: what it said and its address."""
    with _serving(tmp_path_factory.mktemp("lab")) as found:
        yield found


def _ask(address, path="/", **headers):
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)) as link:
        link.request("GET", path, headers=headers)
        with link.getresponse() as answer:
            return answer.status, answer.read().decode()


def test_the_page_opens_for_who_has_the_address(served):
    """It says so, the address has a key, and with it comes the page with its own style."""
    said, address = served
    assert "Ctrl+C" in said
    status, _ = _ask(address, f"/?{urlsplit(address).query}")
    assert status in {200, 303}
    parts = urlsplit(address)
    assert parts.hostname == "127.0.0.1"
    assert len(parts.query.removeprefix("access_token=")) > 20


@pytest.mark.parametrize(
    "headers", [{"Host": "10.0.0.1"}, {"Origin": "http://10.0.0.1"}, {"Host": ""}]
)
def test_no_other_page_can_speak_to_it(served, headers):
    """Another name of this machine, and a request that another page makes, are refused."""
    _, address = served
    assert _ask(address, f"/?{urlsplit(address).query}", **headers)[0] == 403


def test_without_the_key_nobody_sees_the_page(served):
    """Who comes without it is sent to where a key is asked for."""
    _, address = served
    status, text = _ask(address)
    assert status in {303, 401}
    assert "marimo-filename" not in text


def _fails(folder, *arguments):
    found = subprocess.run(
        [*COMMAND, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert found.returncode == 2
    assert "Traceback" not in found.stderr
    return found.stderr


def test_what_cannot_be_opened_is_told_at_once(tmp_path):
    """A file that is not there, an unknown policy, and a broken policy file name the cause."""
    assert "hilang.csv" in _fails(tmp_path, "hilang.csv")
    told = _fails(tmp_path, "--policy", "permenpanrb_6_2022.predicat")
    assert "permenpanrb_6_2022.predikat" in told
    (tmp_path / "rusak.toml").write_text("extends = ", encoding="utf-8")
    assert "rusak.toml:1" in _fails(tmp_path, "--policy", "rusak.toml")


def test_a_port_that_is_taken_is_told(tmp_path):
    """The message says which, and what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        told = _fails(tmp_path, "--port", port)
    assert port in told
    assert "0" in told
