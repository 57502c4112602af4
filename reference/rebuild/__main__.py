"""Receives the repository; rebuilds reference/territories and says in French what changes; never leaves it half replaced."""

import shutil
import sys
from pathlib import Path

from reference.rebuild.check import faults
from reference.rebuild.communes import commune_rows, old_codes, polygons
from reference.rebuild.compare import summary
from reference.rebuild.fetch import fetch, read_pins
from reference.rebuild.groupings import (
    FORMER_REGIONS,
    departement_rows,
    epci_rows,
    ept_rows,
    former_region_rows,
    region_rows,
)
from reference.rebuild.layers import write_layers
from reference.rebuild.packages import read_packages
from reference.rebuild.refused import Refused
from reference.rebuild.write import replace, write_table

ROOT = Path(__file__).parents[2]
TERRITORIES = ROOT / "reference" / "territories"
CACHE = ROOT / ".cache" / "territoires"


def rebuild() -> None:
    """Fetch, build beside, check, compare, then replace; raise Refused, and replace nothing, when something is wrong."""
    new = CACHE / "nouveau"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    print("Paquets : téléchargement et vérification des empreintes", flush=True)
    archives = fetch(read_pins(), CACHE / "paquets")
    print("Fabrication des tables et des contours (une minute environ)", flush=True)
    largest = _build(new, archives)
    wrong = list(faults(new))
    if wrong:
        raise Refused("\n".join(("Rien n’est remplacé.", *wrong)))
    print("\n".join(summary(TERRITORIES, new, ROOT)))
    print(f"Contours des communes : écart de {largest:.0f} m au plus avec le paquet")
    replace(new, TERRITORIES)
    print("reference/territories est refait : relisez « git diff --stat », puis lancez « make test ».")


def _build(new: Path, archives: dict[str, Path]) -> float:
    packages = read_packages(archives)
    successors = old_codes(packages)
    shapes = polygons(packages, successors)
    communes = commune_rows(packages, shapes)
    former = former_region_rows(TERRITORIES, packages)
    tables = {
        "communes": communes,
        "communes-anciens-codes": [{"ancien_code": old, "code": code} for old, code in successors.items()],
        "regions": region_rows(packages),
        "departements": departement_rows(packages, former),
        "epci": epci_rows(packages, communes, shapes),
        "ept": ept_rows(packages, communes),
    }
    for name, rows in tables.items():
        write_table(new / f"{name}.csv", rows)
    shutil.copyfile(TERRITORIES / FORMER_REGIONS, new / FORMER_REGIONS)
    return write_layers(new / "contours", {**tables, "anciennes-regions": former}, shapes)


if __name__ == "__main__":
    try:
        rebuild()
    except Refused as refusal:
        sys.exit(str(refusal))
