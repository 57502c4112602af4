"""Builds 5,000 made-up poles and times `/carte/` in Chromium: first display, filter, zoom, long tasks, nodes. Run: python benchmarks/carte_de_cinq_mille_poles.py"""

import functools
import http.server
import random
import shutil
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from generator import pipeline
from generator.reference import load_reference
from generator.site import REFERENCE

POLES = 5000
TYPES = ("espace-de-travail-commun", "mutualisation-et-cooperation", "operationnalite", "diffus")
STAGES = ("projet", "ouvert", "en-difficulte", "cesse")
SHEET = "nom: Pôle {number}\nresume: Un pôle.\ntypes: [{type}]\nstades:\n  - stade: {stage}\nterritoires:\n  - territoire: {place}\nsources:\n  - titre: Source\n"
WATCH = "window.longues = []; new PerformanceObserver(list => longues.push(...list.getEntries().map(e => Math.round(e.duration)))).observe({type: 'longtask', buffered: true})"
NODES = "({page: document.querySelectorAll('*').length, marqueurs: document.querySelectorAll('.leaflet-marker-icon').length})"


def write_world(folder: Path) -> None:
    """Write 5,000 sheets, each at a commune drawn at random, the same at each run."""
    draw = random.Random(1)
    communes = load_reference(REFERENCE).territories.of_level("com")
    (folder / "poles").mkdir(parents=True)
    for number in range(POLES):
        sheet = SHEET.format(number=number, type=draw.choice(TYPES), stage=draw.choice(STAGES), place=draw.choice(communes).code)
        (folder / "poles" / f"pole-{number}.yaml").write_text(sheet, encoding="utf-8")


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def measure(page: Page, address: str) -> None:
    """Print what a reader waits for."""
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_selector(".leaflet-marker-icon")
    first = page.evaluate("Math.round(performance.now())")
    page.wait_for_timeout(800)
    print("premier affichage :", first, "ms ; tâches longues :", page.evaluate("longues.splice(0)"), page.evaluate(NODES))
    told = {
        "filtre": "document.querySelector('#filtre-type').value = 'diffus'; document.querySelector('#filtre-type').dispatchEvent(new Event('change', {bubbles: true}))",
        "sans filtre": "document.querySelector('[data-explorer]').reset()",
        "agrandir": "map_carte.setView([48.85, 2.35], 8, {animate: false})",
        "agrandir encore": "map_carte.setView([48.85, 2.35], 11, {animate: false})",
        "déplacer": "map_carte.panBy([300, 200], {animate: false})",
        "métropole": "document.querySelector('.explorer__vues button').click()",
    }
    for name, action in told.items():
        spent = page.evaluate(
            f"() => {{ const start = performance.now(); {action}; document.body.offsetHeight; return Math.round(performance.now() - start) }}"
        )
        page.wait_for_timeout(600)
        print(f"{name} : {spent} ms ; tâches longues :", page.evaluate("longues.splice(0)"), page.evaluate(NODES))


def main() -> None:
    """Build, serve, measure."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write_world(folder / "monde")
        built = pipeline.build(folder / "monde", folder / "site")
        print(f"fabrication : {built.seconds:.1f} s, {built.pages} pages")
        handler = functools.partial(QuietHandler, directory=str(folder / "site"))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
            measure(browser.new_page(viewport={"width": 1280, "height": 900}), f"http://127.0.0.1:{server.server_port}/carte/")
            browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
