"""The documents of the demo in a real browser that may fetch nothing."""

import shutil
import subprocess
import sys

import pytest
from playwright.sync_api import sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def documents(tmp_path_factory):
    """Folders with the documents of the demo, by language."""
    folders = {}
    for lang in ("id", "en"):
        folders[lang] = tmp_path_factory.mktemp(lang)
        command = [sys.executable, "-m", "asn_kinerja", "demo"]
        subprocess.run(
            [*command, "--out", str(folders[lang]), "--lang", lang], check=True, capture_output=True
        )
    return folders


@pytest.fixture(scope="session")
def browser():
    """Chromium without window."""
    found = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, documents):
    """Open a document at a width; afterwards nothing may have gone wrong or been fetched."""
    contexts, faults = [], []

    def open_page(name, *, width, lang="id"):
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()

        def decide(route):
            if route.request.url.startswith(("file:", "data:")):
                route.continue_()
            else:
                faults.append(route.request.url)
                route.abort()

        page.route("**/*", decide)
        page.on("console", lambda message: _note(faults, message))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto((documents[lang] / name).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def _note(faults, message):
    if message.type in {"error", "warning"}:
        faults.append(message.text)
