"""Receives the communes and the tables; returns the rows of what lies above a commune; never edits the hand-written table."""

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import shapely

from reference.rebuild.communes import Polygons, middle
from reference.rebuild.packages import Packages
from reference.rebuild.refused import Refused

Row = dict[str, str]
FORMER_REGIONS = "anciennes-regions.csv"


def former_region_rows(folder: Path, packages: Packages) -> list[Row]:
    """Return the hand-written table of `folder`; raise Refused when it disagrees with the départements of today."""
    with (folder / FORMER_REGIONS).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    told = Counter(code for row in rows for code in row["departements"].split())
    wrong = sorted(set(told) ^ {row["code"] for row in packages.departements}) + [
        code for code, times in told.items() if times > 1
    ]
    if wrong:
        raise Refused(f"{FORMER_REGIONS} : départements absents, inconnus ou écrits deux fois : {', '.join(wrong)}.")
    region = {row["code"]: row["region"] for row in packages.departements}
    moved = [row["nom"] for row in rows if {region[code] for code in row["departements"].split()} != {row["successeur"]}]
    if moved:
        raise Refused(f"{FORMER_REGIONS} : le successeur n’est pas la région des départements pour {', '.join(moved)}.")
    return rows


def region_rows(packages: Packages) -> list[Row]:
    """Return the rows of regions.csv."""
    return [
        {
            "code": row["code"],
            "nom": row["nom"],
            "tncc": str(row["typeLiaison"]),
            "chef_lieu": row["chefLieu"],
            "zone": row["zone"],
        }
        for row in packages.regions
    ]


def departement_rows(packages: Packages, former: list[Row]) -> list[Row]:
    """Return the rows of departements.csv."""
    region_then = {code: row["code"] for row in former for code in row["departements"].split()}
    return [
        {
            "code": row["code"],
            "nom": row["nom"],
            "tncc": str(row["typeLiaison"]),
            "chef_lieu": row["chefLieu"],
            "region": row["region"],
            "ancienne_region": region_then[row["code"]],
        }
        for row in packages.departements
    ]


def epci_rows(packages: Packages, communes: list[Row], shapes: Polygons) -> list[Row]:
    """Return the rows of epci.csv: départements by number of communes, the most first; regions by code."""
    members = _members(communes, "epci")
    rows = []
    for epci in sorted(packages.epcis, key=lambda row: row["code"]):
        inside = members[epci["code"]]
        longitude, latitude = middle(shapely.union_all([shapes[row["code"]] for row in inside]))
        rows.append(
            {
                "siren": epci["code"],
                "nom": epci["nom"],
                "type": epci["type"],
                "departements": " ".join(code for code, _ in Counter(row["departement"] for row in inside).most_common()),
                "regions": " ".join(sorted({row["region"] for row in inside})),
                "nb_communes": str(len(inside)),
                "population": str(sum(int(row["population"] or 0) for row in inside)),
                "lat": str(latitude),
                "lon": str(longitude),
            }
        )
    return rows


def ept_rows(packages: Packages, communes: list[Row]) -> list[Row]:
    """Return the rows of ept.csv."""
    members = _members(communes, "ept")
    return [{"siren": row["code"], "nom": row["nom"], "nb_communes": str(len(members[row["code"]]))} for row in packages.epts]


def _members(communes: list[Row], level: str) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in communes:
        found[row[level]].append(row)
    return found
