"""Receives a folder of sheets; tells how the time and the weight of the dump grow with their number; never writes a file."""

import sys
import time
from dataclasses import replace
from pathlib import Path

from generator import pipeline
from generator.catalogue import Catalogue
from generator.opendata.dump import dump
from generator.settings import load_settings
from generator.site import SETTINGS


def multiplied(catalogue: Catalogue, total: int) -> Catalogue:
    """Return a catalogue of about `total` sheets, each a copy of a real one under its own identifier."""
    copies = total // len(catalogue)
    return Catalogue(
        {
            kind: {
                f"{name}-{copy}": replace(sheet, id=f"{name}-{copy}") for copy in range(copies) for name, sheet in sheets.items()
            }
            for kind, sheets in catalogue.sheets.items()
        },
        {},
        catalogue.reference,
    )


def main() -> None:
    """Print one line for each size."""
    catalogue = pipeline.load(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
    for total in (106, 5000, 10000):
        many = multiplied(catalogue, total)
        started = time.perf_counter()
        made = dump(many, load_settings(SETTINGS))
        seconds = time.perf_counter() - started
        print(f"{len(many)} fiches : {seconds:.2f} s, archive {len(made.archive.content) / 1e6:.1f} Mo")


if __name__ == "__main__":
    main()
