"""The composition root: a store, its codec, the plugins and their policies."""

import threading
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from asn_kinerja import hookimpl, open_workspace
from asn_kinerja.backends.memory import MemoryBackend
from asn_kinerja.errors import InvalidInput, NotFound, PluginError, StorageError
from asn_kinerja.records.organisation import Unit
from asn_kinerja.scoring.registry import PolicyEntry, PolicyPack
from asn_kinerja.storage.port import BackendFactory
from asn_kinerja.workspace import migrate_store

NOW = datetime(2025, 3, 31, 8, tzinfo=UTC)


class Lmdb:
    """A plugin with a backend, a method and an optimiser."""

    def connect(self, url, *, create):
        """Open a store."""
        assert (url, create) == ("lmdb:store", True)
        return MemoryBackend()

    @hookimpl
    def asn_kinerja_storage_backends(self):
        """Offer a backend that is memory under another name."""
        return [BackendFactory(scheme="lmdb", summary="LMDB", connect=self.connect)]

    @hookimpl
    def asn_kinerja_ranking_methods(self):
        """Offer a method."""
        return [SimpleNamespace(id="borda")]

    @hookimpl
    def asn_kinerja_training_optimisers(self):
        """Offer an optimiser."""
        return [SimpleNamespace(id="exact2")]


@pytest.fixture(params=["memory:", "sqlite"])
def workspace(request, tmp_path):
    """Open a workspace on each built-in backend."""
    url = f"sqlite:///{tmp_path}/marelan.db" if request.param == "sqlite" else request.param
    with open_workspace(url, actor="camat") as opened:
        yield opened


def test_a_record_is_kept(workspace):
    """A record put in one unit of work is read in another, and the chain holds."""
    unit = Unit(id="lurah", name="Kelurahan Terjun")
    with workspace.unit_of_work(recorded_at=NOW) as work:
        assert work.repository(Unit).put(unit)
        entry = work.commit(action="import")
    with workspace.snapshot() as work:
        assert work.repository(Unit).get("lurah") == unit
    assert entry.actor == "camat"
    assert workspace.verify().holds


def test_threads_share_a_workspace(workspace):
    """Each thread opens its own unit of work, and none is lost."""

    def keep(number):
        with workspace.unit_of_work(recorded_at=NOW) as work:
            work.repository(Unit).put(Unit(id=str(number), name="Seksi"))
            work.commit(action="import")

    threads = [threading.Thread(target=keep, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with workspace.snapshot() as work:
        assert len(list(work.repository(Unit).scan())) == 8
        assert [entry.sequence for entry in work.scan_audit()] == list(range(1, 9))
    assert workspace.verify().holds


def test_a_policy_is_found_by_its_id(workspace):
    """The registry holds the built-in law packs."""
    assert workspace.policies.get("permenpanrb_6_2022.predikat").id
    with pytest.raises(NotFound):
        workspace.policies.get("permenpanrb_6_2022.predicat")


def test_a_plugin_brings_its_backend_and_methods():
    """A plugin that is handed over serves its scheme, methods and optimisers."""
    with open_workspace("lmdb:store", plugins=[Lmdb()]) as workspace:
        assert "borda" in workspace.ranking_methods
        assert "exact2" in workspace.training_optimisers
    with pytest.raises(StorageError):
        open_workspace("lmdb:store", plugins=[Lmdb()], block=["Lmdb"])


def test_a_plugin_brings_its_law_pack():
    """A plugin's pack stands beside the built-in ones, and is loaded when it is asked for."""
    loaded = []

    class Regional:
        @hookimpl
        def asn_kinerja_policy_packs(self):
            entry = PolicyEntry(id="perwal_1_2025.nilai", purpose="nilai", governs_from=date.min)
            return [
                PolicyPack(
                    name="perwal_1_2025",
                    policies=(entry,),
                    load=lambda: loaded.append("perwal_1_2025") or (),
                )
            ]

    with open_workspace(plugins=[Regional()]) as workspace:
        assert "perwal_1_2025.nilai" in workspace.policies.names()
        assert "permenpanrb_6_2022.predikat" in workspace.policies.names()
    assert loaded == []


def test_a_failing_plugin_stops_the_opening():
    """A workspace is not opened half-way with a plugin that fails."""

    class Failing:
        @hookimpl
        def asn_kinerja_storage_backends(self):
            raise OSError

    with pytest.raises(PluginError, match="Failing"):
        open_workspace(plugins=[Failing()])


@pytest.mark.parametrize(
    "url", ["mongo://camat:rahasia@host/db", "camat:rahasia@host", "", "rahasia", "é:x"]
)
def test_an_unknown_scheme_is_refused_without_its_credentials(url):
    """The error names the known schemes and repeats no part of the URL but its scheme."""
    with pytest.raises(StorageError) as caught:
        open_workspace(url)
    problem = caught.value.problems[0]
    assert (problem.code, problem.cure) == ("store_scheme", "memory, sqlite, postgresql, mariadb")
    assert "rahasia" not in caught.value.render("id") + str(caught.value)


@pytest.mark.parametrize(
    ("url", "told"), [("gagal:rak", "gagal:rak"), ("gagal://camat:rahasia@host", "OSError)")]
)
@pytest.mark.parametrize("command", [open_workspace, migrate_store])
def test_a_driver_that_fails_is_told_as_one_problem(url, told, command):
    """What a plugin raises is told with what to do, and without credentials; the cause is kept."""

    def connect(address, *, create):
        raise OSError(address, create)

    class Failing:
        @hookimpl
        def asn_kinerja_storage_backends(self):
            return [BackendFactory(scheme="gagal", summary="Gagal", connect=connect)]

    with pytest.raises(StorageError) as caught:
        command(url, plugins=[Failing()])
    (problem,) = caught.value.problems
    assert (problem.code, problem.value) == ("store_unopened", "gagal")
    shown = caught.value.render("id") + caught.value.render("en")
    assert told in shown
    assert "rahasia" not in shown
    assert isinstance(caught.value.__cause__, OSError)


def test_someone_must_act(workspace):
    """The actor comes from the call or the workspace; without one nothing is written."""
    assert workspace.services(now=lambda: NOW).actor == "camat"
    assert workspace.services(now=lambda: NOW, actor="lurah").actor == "lurah"
    with open_workspace() as nobody:
        with pytest.raises(InvalidInput):
            nobody.unit_of_work(recorded_at=NOW)
        with pytest.raises(InvalidInput):
            nobody.services(now=lambda: NOW)


def test_a_store_is_made_only_when_asked(tmp_path):
    """With `create=False` a store that is not there is an error."""
    with pytest.raises(StorageError) as caught:
        open_workspace(f"sqlite:///{tmp_path}/none.db", create=False)
    assert caught.value.problems[0].code == "store_missing"


def test_a_closed_workspace_refuses(workspace):
    """After closing, no unit of work can be entered."""
    workspace.close()
    with pytest.raises(StorageError), workspace.snapshot():
        pass
