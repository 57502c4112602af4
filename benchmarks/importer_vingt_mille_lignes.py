"""Imports a made-up spreadsheet twice and prints the seconds and the memory. Run: python benchmarks/importer_vingt_mille_lignes.py [rows]"""

import csv
import resource
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from generator.reference import load_reference
from generator.site import REFERENCE
from generator.tabular.importer import Request, prepared, write

HEADERS = (
    "Nom de la structure", "Type de structure", "SIREN", "Adresse", "Code postal", "Commune", "Code INSEE", "Secteurs", "Courriel", "Site internet",
    "Présentation", "Suivi",
)  # fmt: skip
TYPES = ("SIAE", "Entreprise", "Association", "Autre")
SECTORS = ("Insertion par l’activité économique; Mobilité", "Culture et médias", "NR", "")
MAILBOXES = ("contact@essai.example", "jean.martin@gmail.com", "")


def made_up(path: Path, rows: int) -> None:
    """Write a spreadsheet in the old Windows encoding, its codes without their zero, some of its values wrong."""
    with (REFERENCE / "territories" / "communes.csv").open(encoding="utf-8", newline="") as file:
        communes = list(islice(cycle(csv.DictReader(file)), rows))
    with path.open("w", encoding="cp1252", errors="replace", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADERS)
        writer.writerows(_row(rank, commune) for rank, commune in enumerate(communes))


def _row(rank: int, commune: dict[str, str]) -> list[str]:
    name, postal_code, code = commune["nom"], commune["codes_postaux"][:5], commune["code"].lstrip("0")
    place = [f"{rank} rue de l’Essai", postal_code, name, code]
    words = "Une structure inventée pour la mesure : elle accompagne. " * (1 + rank % 5)
    return [
        f"Structure {rank} de {name}", TYPES[rank % 4], str(100_000_000 + rank), *place, SECTORS[rank % 4 - rank % 3], MAILBOXES[rank % 3],
        "https://essai.example/", words, "x",
    ]  # fmt: skip


def main() -> None:
    """Import twice: all new, then all known."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "structures.csv"
        made_up(file, rows)
        for turn in ("premier import", "même fichier de nouveau"):
            started = time.perf_counter()
            done = prepared(Request(file, "actors", Path(name)), load_reference(REFERENCE))
            write(done)
            seconds, memory = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{turn} : {rows} lignes, {len(done.files)} fichiers écrits, {seconds:.1f} s, {memory} Mio au plus")


if __name__ == "__main__":
    main()
