"""Makes every two-page note of the site anew and prints the milliseconds that each takes. Run: python benchmarks/notes_en_pdf.py"""

import time
from statistics import mean

from generator import pipeline
from generator.publish.notes import Printer
from generator.render.page import Note
from generator.render.site_pages import site_pages
from generator.settings import load_settings
from generator.site import REPOSITORY_ROOT, SETTINGS


def main() -> None:
    """Print how many notes there are, their mean and longest times, their mean and heaviest weights."""
    catalogue = pipeline.load(REPOSITORY_ROOT)
    pages = site_pages(catalogue, load_settings(SETTINGS), pipeline.remember(REPOSITORY_ROOT, catalogue))
    notes = [page for page in pages if isinstance(page, Note)]
    printer = Printer(REPOSITORY_ROOT / ".cache" / "notes")
    printer.made(notes[0])
    times, weights = [], []
    for note in notes:
        started = time.perf_counter()
        weights.append(len(printer.made(note)))
        times.append(1000 * (time.perf_counter() - started))
    print(
        f"{len(notes)} notes ; {mean(times):.0f} ms en moyenne, {max(times):.0f} au plus ; {mean(weights):.0f} octets, {max(weights)} au plus"
    )


if __name__ == "__main__":
    main()
