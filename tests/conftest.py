import atexit
import functools
import http.server
import os
import shutil
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from generator import pipeline
from generator.cli import main
from generator.reference import load_reference
from generator.site import REPOSITORY_ROOT

os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="observatoire-tests-")
atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)
WORLDS = Path(__file__).parent / "mondes"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def tiny_world():
    return WORLDS / "petit"


@pytest.fixture(scope="session")
def real():
    return pipeline.load(REPOSITORY_ROOT)


@pytest.fixture(scope="session")
def tiny_site(tiny_world, tmp_path_factory):
    site = tmp_path_factory.mktemp("petit") / "site"
    pipeline.build(tiny_world, site)
    return site


@pytest.fixture(scope="session")
def real_site(tmp_path_factory):
    site = tmp_path_factory.mktemp("vrai") / "site"
    pipeline.build(REPOSITORY_ROOT, site)
    return site


@dataclass(frozen=True)
class Run:
    exit_code: int
    stdout: str
    stderr: str


@pytest.fixture(scope="session")
def known():
    return functools.cache(load_reference)


@pytest.fixture
def run(monkeypatch, capsys, known):
    """Run the command line as it is installed, vocabularies and territories read once for all."""
    monkeypatch.setattr(pipeline, "load_reference", known)

    def run_(*arguments):
        monkeypatch.setattr(sys, "argv", ["observatoire", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code
        return Run(code, *capsys.readouterr())

    return run_


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class QuietServer(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        """A browser that leaves before the end of an answer is not a fault."""


def serve(folder):
    server = QuietServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def served(site):
    server = serve(site)
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def serve_folder():
    return served


@pytest.fixture(scope="session")
def served_real_site(real_site):
    yield from served(real_site)


@pytest.fixture(scope="session")
def served_tiny_site(tiny_site):
    yield from served(tiny_site)


@pytest.fixture(scope="session")
def browser():
    executable = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if executable is None:
        sentence = "Chromium est introuvable : installez-le, par exemple avec « apt-get install chromium »."
        pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=executable,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                "--disable-component-update",
            ],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, served_real_site):
    """Open an address of the real site; at the end, nothing may have been logged as an error nor asked of another host."""
    contexts, faults = [], []

    def open_(address, *, width=1280, javascript=True, scheme="light"):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=javascript, color_scheme=scheme
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(served_real_site) else faults.append(request.url))
        page.goto(served_real_site + address)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)
