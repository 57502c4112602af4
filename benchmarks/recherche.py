"""Receives a built site; asks its search in Chromium, as a reader does, and tells the bytes that each question moves, compressed as a host does; never changes the site. Run: python -m benchmarks.recherche SITE"""

import functools
import gzip
import http.server
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

QUESTIONS = (
    "insertion",
    "coopération économique",
    "friche",
    "comment financer l’animation d’un pôle",
    "habitat partagé",
    "mobil",
)
TEXTS = (".html", ".js", ".css", ".json", ".svg", ".xml")
ANSWERED = "() => /résultat/.test(document.getElementById('recherche-etat').textContent)"


class Counting(http.server.SimpleHTTPRequestHandler):
    """Serves compressed, and counts."""

    sent = 0

    def do_GET(self) -> None:
        """Send a file, compressed when it is text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6) if path.suffix in TEXTS else path.read_bytes()
        type(self).sent += len(body)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in TEXTS:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve `site` on a free port and give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Counting, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def asked(page: Page, question: str) -> int:
    """Return the bytes that a question moves, its ten answers and their excerpts included."""
    before = Counting.sent
    page.fill("#recherche-mots", "")
    page.wait_for_function("() => !document.getElementById('recherche-etat').textContent")
    page.fill("#recherche-mots", question)
    page.wait_for_function(ANSWERED)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)
    return Counting.sent - before


def main() -> None:
    """Print a French table of bytes for the site given."""
    with served(Path(sys.argv[1])) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        page.goto(f"{address}recherche/")
        page.wait_for_load_state("networkidle")
        print("| Question | ko |\n|---|--:|")
        for rank, question in enumerate(QUESTIONS):
            print(f"| « {question} »{', la première' if not rank else ''} | {asked(page, question) / 1000:.0f} |")
        browser.close()


if __name__ == "__main__":
    main()
