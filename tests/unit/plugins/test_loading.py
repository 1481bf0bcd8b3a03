"""Loading plugins: explicit, checked, in order, and named when they fail."""

import sys
from importlib.metadata import Distribution, EntryPoint
from types import ModuleType, SimpleNamespace

import pytest

from asn_kinerja.errors import InvalidInput, PluginError
from asn_kinerja.hookspecs import asn_kinerja_ranking_methods, hookimpl
from asn_kinerja.plugins import discovery, loading
from asn_kinerja.plugins.loading import BUILTIN, load_plugins


class Saw:
    """A plugin that offers one ranking method."""

    id = "saw2"

    @hookimpl
    def asn_kinerja_ranking_methods(self):
        """Offer itself."""
        return [SimpleNamespace(id=self.id)]


class Topsis(Saw):
    """Another one."""

    id = "topsis2"


class Misspelt:
    """A plugin with a hook that does not exist."""

    @hookimpl
    def asn_kinerja_rankings_methods(self):
        """Never called."""


class Failing:
    """A plugin that fails when it is asked."""

    @hookimpl
    def asn_kinerja_ranking_methods(self):
        """Fail."""
        message = "no such table"
        raise LookupError(message)


class Wrong:
    """A plugin that offers what the hook does not take."""

    @hookimpl
    def asn_kinerja_ranking_methods(self):
        """Offer a number."""
        return [7]


class Greedy:
    """A plugin that wants an argument that the hook does not have."""

    @hookimpl
    def asn_kinerja_ranking_methods(self, frame):
        """Never called."""


def methods(*plugins, block=()):
    """Give the ids of the ranking methods that plugins offer, besides those built in."""
    loaded = load_plugins(plugins, block=block, installed=False)
    built_in = load_plugins(installed=False)
    offered, known = (each.offered(asn_kinerja_ranking_methods) for each in (loaded, built_in))
    return [name for name in offered if name not in known]


def refusal(*plugins):
    """Give the problem of the error that plugins cause."""
    with pytest.raises(PluginError) as caught:
        methods(*plugins)
    return caught.value.problems[0]


@pytest.fixture
def install(monkeypatch):
    """Install entry points, each given as (distribution, name, plugin)."""

    def pretend(*entries):
        found = []
        for number, (distribution, name, plugin) in enumerate(entries):
            module = ModuleType(f"pretended_{number}")
            module.plugin = plugin
            monkeypatch.setitem(sys.modules, module.__name__, module)
            entry = EntryPoint(name, f"{module.__name__}:plugin", loading.GROUP)
            dist = SimpleNamespace(name=distribution)
            vars(entry)["dist"] = dist
            found.append(entry)
        monkeypatch.setattr(loading, "installed_entries", lambda _: tuple(found))

    return pretend


def test_a_plugin_adds_what_it_offers():
    """What a plugin offers stands beside what is built in."""
    assert methods(Saw()) == ["saw2"]


def test_plugins_are_called_by_name():
    """The order does not depend on the order of registration."""
    assert methods(Topsis(), Saw()) == methods(Saw(), Topsis()) == ["saw2", "topsis2"]


def test_a_plugin_can_be_blocked_by_name():
    """A blocked plugin is not called; the others are."""
    assert methods(Saw(), Topsis(), block=["Saw"]) == ["topsis2"]


def test_a_misspelt_hook_is_refused():
    """A hook that does not exist is named, with the one that was meant."""
    problem = refusal(Misspelt())
    assert (problem.code, problem.place, problem.value, problem.cure) == (
        "plugin_misspelt",
        "asn_kinerja_rankings_methods",
        "Misspelt",
        "asn_kinerja_ranking_methods",
    )


def test_an_argument_that_the_hook_does_not_have_is_refused():
    """A hook function may ask only for what the hook gives."""
    problem = refusal(Greedy())
    assert problem.code == "plugin_failed"
    assert "Greedy" in problem.value


def test_a_failing_plugin_is_named():
    """An error in a plugin comes out with its name, its module and its reason."""
    problem = refusal(Failing())
    assert (problem.code, problem.cure) == ("plugin_failed", "LookupError: no such table")
    assert problem.value == f"Failing ({__name__})"


def test_a_wrong_offer_is_refused():
    """An offer without the attribute that tells offers apart is refused."""
    problem = refusal(Wrong())
    assert (problem.code, problem.value, problem.cure) == (
        "plugin_wrong_offer",
        f"Wrong ({__name__})",
        "id",
    )


def test_one_offer_of_two_plugins_is_refused():
    """Two plugins that offer one id are refused, both named: no one wins silently."""

    class Other(Saw):
        pass

    problem = refusal(Saw(), Other())
    assert (problem.code, problem.value) == ("plugin_same_offer", "saw2")
    assert "Other" in problem.cure
    assert "Saw" in problem.cure


def test_one_name_of_two_plugins_is_refused(install):
    """Two distributions whose plugins have one name are both named."""
    install(("asn-saw", "ranking", Saw()), ("asn-topsis", "ranking", Topsis()))
    with pytest.raises(PluginError) as caught:
        load_plugins()
    problem = caught.value.problems[0]
    assert (problem.code, problem.value, problem.cure) == (
        "plugin_doubled",
        "ranking",
        "asn-saw, asn-topsis",
    )


def test_one_plugin_under_two_names_is_refused(install):
    """A plugin that is installed and handed over as well is refused."""
    plugin = Saw()
    install(("asn-saw", "ranking", plugin))
    with pytest.raises(PluginError, match="asn-saw"):
        load_plugins([plugin])


def test_installed_plugins_are_found_and_blocked(install):
    """An entry point of the group is loaded under its name, unless it is blocked."""
    install(("asn-saw", "ranking", Saw()))
    assert load_plugins().sources == {BUILTIN: "asn_kinerja", "ranking": "asn-saw"}
    assert load_plugins(block=["ranking"]).sources == {BUILTIN: "asn_kinerja"}
    assert load_plugins(installed=False).sources == {BUILTIN: "asn_kinerja"}


def test_a_plugin_that_cannot_be_imported_is_named(install, monkeypatch):
    """A plugin whose import fails is named with its distribution, unless it is blocked."""
    install(("asn-saw", "ranking", Saw()))
    monkeypatch.delattr(sys.modules["pretended_0"], "plugin")
    with pytest.raises(PluginError, match=r"ranking \(asn-saw\)"):
        load_plugins()
    assert "ranking" not in load_plugins(block=["ranking"]).sources


def test_a_distribution_with_the_group_is_discovered(tmp_path, monkeypatch):
    """An installed distribution is found by the quick look and then by the full search."""
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert tuple(discovery.installed_entries("asn_kinerja")) == ()
    info = tmp_path / "asn_saw-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: asn-saw\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[asn_kinerja]\nranking = asn_saw:plugin\n")
    (entry,) = discovery.installed_entries("asn_kinerja")
    assert isinstance(entry.dist, Distribution)
    assert (entry.name, entry.dist.name) == ("ranking", "asn-saw")


def test_an_archive_on_the_path_is_searched_in_full(tmp_path, monkeypatch):
    """Where the quick look cannot see, the full search is made."""
    archive = tmp_path / "plugins.zip"
    archive.write_bytes(b"PK\x05\x06" + b"\0" * 18)
    monkeypatch.setattr(sys, "path", [str(archive)])
    searched = []
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **by: searched.append(by))
    discovery.installed_entries("asn_kinerja")
    assert searched == [{"group": "asn_kinerja"}]


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"block": "kantor"}, "block"),
        ({"block": [None]}, "block[0]"),
        ({"plugins": "kantor"}, "plugins"),
        ({"plugins": ["kantor"]}, "plugins[0]"),
        ({"plugins": [None]}, "plugins[0]"),
    ],
)
def test_a_name_is_no_plugin_and_no_list(given, place):
    """A name in place of a plugin or of a list, or nothing at all, is told with its place."""
    with pytest.raises(InvalidInput) as caught:
        load_plugins(**given, installed=False)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("wrong_type", place)
