"""Loading plugins: explicit, checked, in the order of their names."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from pluggy import PluginManager, PluginValidationError

from asn_kinerja import hookspecs
from asn_kinerja.errors import InvalidInput, PluginError, Problem
from asn_kinerja.hookspecs import GROUP
from asn_kinerja.plugins.discovery import installed_entries

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["BUILTIN", "Plugins", "blocked_by_environment", "load_plugins"]

T = TypeVar("T")

_LISTS = {"plugins": "a list of modules or objects", "block": "a list of names"}
_ONES = {"plugins": "a module or an object with hook implementations", "block": "a name (str)"}
BUILTIN = "asn_kinerja"  # name of the plugin that comes with the package


class Plugins:
    """The plugins of one workspace. Made by `load_plugins`.

    Args:
        manager: Holds the registered plugins.
        sources: Distribution or module that each came from, by plugin name.
    """

    def __init__(self, manager: PluginManager, sources: dict[str, str]) -> None:
        self._manager = manager
        self._sources = sources

    @property
    def sources(self) -> dict[str, str]:
        """Distribution or module of each plugin, by plugin name, sorted."""
        return dict(sorted(self._sources.items()))

    def offered(self, hook: Callable[[], Iterable[T]]) -> dict[str, T]:
        """Ask every plugin what it offers through one hook.

        Args:
            hook: The hook, as specified in `hookspecs`.

        Returns:
            The offers by the attribute that `hookspecs.TOLD_BY` names, built-in ones first, then
            by plugin name.

        Raises:
            PluginError: If a plugin fails, offers something else, or offers what another does.
        """
        found: dict[str, T] = {}
        givers: dict[str, str] = {}
        place = hook.__name__
        name = hookspecs.TOLD_BY[place]
        for plugin, offer in self._offers(place):
            key = getattr(offer, name, None)
            if not isinstance(key, str):
                raise PluginError(Problem("plugin_wrong_offer", place, value=plugin, cure=name))
            if key in found:
                both = f"{givers[key]}, {plugin}"
                raise PluginError(Problem("plugin_same_offer", place, value=key, cure=both))
            found[key], givers[key] = offer, plugin
        return found

    def offers_of(self, plugin: str) -> dict[str, tuple[str, ...]]:
        """Name what one plugin offers.

        Args:
            plugin: Name of the plugin.

        Returns:
            Names of its offers by hook; hooks that it does not implement are left out.

        Raises:
            PluginError: If it fails.
        """
        shown = f"{plugin} ({self._sources[plugin]})"
        offers: dict[str, tuple[str, ...]] = {}
        for hook, name in hookspecs.TOLD_BY.items():
            found = [offer for giver, offer in self._offers(hook) if giver == shown]
            if found:
                offers[hook] = tuple(str(getattr(offer, name, offer)) for offer in found)
        return offers

    def _offers(self, hook: str) -> Iterator[tuple[str, Any]]:
        """Give (plugin, offer), the plugin shown with its source."""
        calls: Any = getattr(self._manager.hook, hook)
        named = {call.plugin_name: call.function for call in calls.get_hookimpls()}
        for plugin in sorted(named, key=lambda name: (name != BUILTIN, name)):
            shown = f"{plugin} ({self._sources[plugin]})"
            try:
                offers = tuple(named[plugin]())
            except Exception as error:
                raise _failed(hook, shown, error) from error
            yield from ((shown, offer) for offer in offers)


def load_plugins(
    plugins: Iterable[object] = (), *, block: Iterable[str] = (), installed: bool = True
) -> Plugins:
    """Register the built-in plugin, the installed ones, and those given.

    Args:
        plugins: Modules or objects with hook implementations, called by their module or class.
        block: Names of plugins to leave out, such as one that fails; those that the environment
            variable `ASN_KINERJA_BLOCK` names are left out as well.
        installed: Whether to look for installed plugins, entry points of group ``asn_kinerja``.

    Returns:
        The plugins.

    Raises:
        InvalidInput: If one given is a name or nothing, or what is blocked is no list of names.
        PluginError: If one cannot be loaded, two have one name, or one implements no known hook.
    """
    from asn_kinerja.plugins import builtin

    manager = PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    plugins, blocked = _checked(plugins, block)
    blocked |= blocked_by_environment()
    sources: dict[str, str] = {}
    _register(manager, sources, BUILTIN, builtin, source="asn_kinerja")
    for entry in sorted(
        installed_entries(GROUP) if installed else (),
        key=lambda entry: (entry.name, _distribution(entry)),
    ):
        if entry.name not in blocked:
            source = _distribution(entry)
            _refuse_doubled(sources, entry.name, source)
            _register(manager, sources, entry.name, _load(entry), source=source)
    for plugin in plugins:
        named = plugin if hasattr(plugin, "__name__") else type(plugin)
        name: str = named.__name__
        if name not in blocked:
            source = getattr(named, "__module__", name)
            _refuse_doubled(sources, name, source)
            _register(manager, sources, name, plugin, source=source)
    _check_spelling(manager)
    return Plugins(manager, sources)


def blocked_by_environment() -> frozenset[str]:
    """Read which plugins the environment leaves out.

    Returns:
        The names in `ASN_KINERJA_BLOCK`, which are parted by commas.
    """
    names = os.environ.get(hookspecs.BLOCK, "").split(",")
    return frozenset(name.strip() for name in names if name.strip())


def _checked(
    plugins: Iterable[object], block: Iterable[str]
) -> tuple[tuple[object, ...], frozenset[str]]:
    """Refuse names in place of plugins, and one name in place of a list of names."""
    wrong = [
        Problem("wrong_type", place, value=type(given).__name__, cure=_LISTS[place])
        for place, given in (("plugins", plugins), ("block", block))
        if isinstance(given, str) or not isinstance(given, Iterable)
    ]
    if error := InvalidInput.of(wrong):
        raise error
    given, names = tuple(plugins), tuple[object, ...](block)
    unfit = [
        *(("plugins", number, one) for number, one in enumerate(given) if _is_no_plugin(one)),
        *(("block", number, one) for number, one in enumerate(names) if not isinstance(one, str)),
    ]
    error = InvalidInput.of(
        Problem("wrong_type", f"{place}[{number}]", value=type(one).__name__, cure=_ONES[place])
        for place, number, one in unfit
    )
    if error:
        raise error
    return given, frozenset(map(str, names))


def _is_no_plugin(given: object) -> bool:
    return given is None or isinstance(given, (str, bytes, int, float))


def _register(
    manager: PluginManager, sources: dict[str, str], name: str, plugin: object, *, source: str
) -> None:
    try:
        manager.register(plugin, name)
    except ValueError as error:  # the same object under another name
        other = manager.get_name(plugin) or name
        both = f"{sources[other]}, {source}"
        raise PluginError(Problem("plugin_doubled", GROUP, value=name, cure=both)) from error
    except PluginValidationError as error:
        raise _failed(GROUP, f"{name} ({source})", error) from error
    sources[name] = source


def _refuse_doubled(sources: dict[str, str], name: str, source: str) -> None:
    if name in sources:
        both = f"{sources[name]}, {source}"
        raise PluginError(Problem("plugin_doubled", GROUP, value=name, cure=both))


def _check_spelling(manager: PluginManager) -> None:
    try:
        manager.check_pending()
    except PluginValidationError as error:
        from difflib import get_close_matches  # only when something went wrong

        hooks = vars(manager.hook)
        wrong = sorted(name for name, hook in hooks.items() if not hook.has_spec())
        known = sorted(name for name, hook in hooks.items() if hook.has_spec())
        near = get_close_matches(wrong[0], known, n=1) or known
        plugin = manager.get_name(error.plugin) or ""
        raise PluginError(
            Problem("plugin_misspelt", wrong[0], value=plugin, cure=", ".join(near))
        ) from error


def _load(entry: "EntryPoint") -> object:
    try:
        return entry.load()
    except Exception as error:
        raise _failed(GROUP, f"{entry.name} ({_distribution(entry)})", error) from error


def _distribution(entry: "EntryPoint") -> str:
    return entry.dist.name if entry.dist else entry.module


def _failed(place: str, plugin: str, error: BaseException) -> PluginError:
    reason = f"{type(error).__name__}: {error}"
    return PluginError(Problem("plugin_failed", place, value=plugin, cure=reason))
