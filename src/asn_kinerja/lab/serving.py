"""Serving the page on this machine, to whoever has the key of this run."""

import socket
from collections.abc import Awaitable, Callable, MutableMapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import attrs

from asn_kinerja._extras import require
from asn_kinerja.errors import InvalidInput, Problem

__all__ = ["Settings", "make_app", "serve"]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_HOST = "127.0.0.1"
_HOSTS = {_HOST, "localhost"}


@attrs.frozen(kw_only=True)
class Settings:
    """What the page starts with.

    Args:
        lang: ``"id"`` or ``"en"``.
        policy: Id of a policy or path of a policy file; empty for the default.
        file: File of people; empty for made ones.
        folder: Where files are looked for and saved.
    """

    lang: str = "id"
    policy: str = ""
    file: str = ""
    folder: str = "."


def make_app(settings: Settings, *, key: str) -> App:
    """Make the web application.

    Args:
        settings: What the page starts with.
        key: What a visitor has to bring, as ``access_token`` of the first address.

    Returns:
        An ASGI application. It fetches nothing from elsewhere, and answers only under the name
        of this machine, so that no other page can speak to it.

    Raises:
        MissingExtra: If the extra ``lab`` is not installed.
    """
    marimo = require("marimo", extra="lab", feature="lab")
    page = str(Path(__file__).with_name("page.py"))
    builder = marimo.create_asgi_app(quiet=True, token=key, html_head=_head(settings.lang))
    return _guarded(
        builder.with_app(path="", root=page, middleware=[_with_settings(settings)]).build()
    )


def serve(settings: Settings, *, port: int, key: str, ready: Callable[[str], None]) -> None:
    """Serve the page until it is interrupted.

    Args:
        settings: What the page starts with.
        port: Port on this machine; 0 for any free one.
        key: What a visitor has to bring.
        ready: Called with the address once it can be opened.

    Raises:
        InvalidInput: If the port is taken.
        MissingExtra: If the extra ``lab`` is not installed.
    """
    uvicorn = require("uvicorn", extra="lab", feature="lab")
    app = make_app(settings, key=key)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as door:
        try:
            door.bind((_HOST, port))
            door.listen()
        except OSError as error:
            problem = Problem("lab_port", "--port", value=port, cure=error.strerror or "")
            raise InvalidInput(problem) from error
        ready(f"http://{_HOST}:{door.getsockname()[1]}/?access_token={key}")
        config = uvicorn.Config(app, host=_HOST, log_level="warning")
        uvicorn.Server(config).run(sockets=[door])


def _head(lang: str) -> str:
    """Give what stands in the head of the page: its language and its style."""
    style = files("asn_kinerja.lab").joinpath("page.css").read_text(encoding="utf-8")
    script = (
        "document.documentElement.lang="
        f"(location.search.match(/[?&]lang=(id|en)/)||[0,'{lang}'])[1]"
    )
    return f"<script>{script}</script><style>{style}</style>"


def _with_settings(settings: Settings) -> Callable[[App], App]:
    visits: dict[str, Any] = {}

    def wrap(app: App) -> App:
        async def run(scope: Scope, receive: Receive, send: Send) -> None:
            scope["meta"] = {**attrs.asdict(settings), "visits": visits}
            await app(scope, receive, send)

        return run

    return wrap


def _guarded(app: App) -> App:
    """Answer only requests that name this machine, and none that another page makes."""

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"} and not _is_own(scope):
            await _refuse(scope, send)
            return
        await app(scope, receive, send)

    return run


def _is_own(scope: Scope) -> bool:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    host = headers.get("host", "")
    origin = headers.get("origin", "")
    named = host.rpartition(":")[0] or host
    return named in _HOSTS and origin in {"", f"http://{host}"}


async def _refuse(scope: Scope, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "http.response.start", "status": 403, "headers": []})
    await send({"type": "http.response.body", "body": b""})
