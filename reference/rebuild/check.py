"""Receives a folder of territories; returns the French sentences of what is wrong in it; never mends anything."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import shapely

from reference.rebuild.slivers import square_kilometres

LEVELS = {"regions": "code", "departements": "code", "anciennes-regions": "code", "epci": "siren", "ept": "siren"}
LAYERS = (*LEVELS, "mini/regions", "mini/departements", "mini/anciennes-regions")
COUNTS = {"regions": 18, "departements": 101, "anciennes-regions": 27}
ABOVE = {"departement": "departements", "region": "regions", "epci": "epci", "ept": "ept"}
BOUNDS = ((-62.0, 14.2, -52.0, 16.7), (-55.0, 2.0, -51.0, 6.0), (-5.3, 41.2, 9.7, 51.2), (45.0, -21.5, 56.0, -12.5))
LARGEST_COMMUNE_CONTOURS = 3_000_000
SMALLEST_FOREIGN_ENCLAVE_KM2 = 10

Table = list[dict[str, str]]


def faults(folder: Path) -> Iterator[str]:
    """Yield what is wrong in the files of `folder`."""
    tables = {name: _table(folder, name) for name in (*LEVELS, "communes", "communes-anciens-codes")}
    codes = {name: [row[column] for row in tables[name]] for name, column in LEVELS.items()}
    codes["communes"] = [row["code"] for row in tables["communes"]]
    yield from _tables(tables, codes)
    yield from _vanished(tables["communes-anciens-codes"], set(codes["communes"]))
    for layer in LAYERS:
        yield from _layer(folder / "contours" / f"{layer}.geojson", set(codes[layer.rpartition("/")[2]]))
    drawn = folder / "contours" / "communes.csv"
    if drawn.stat().st_size > LARGEST_COMMUNE_CONTOURS:
        yield f"contours/communes.csv pèse {drawn.stat().st_size} octets, plus que {LARGEST_COMMUNE_CONTOURS}."
    if [row["code"] for row in _table(folder / "contours", "communes")] != codes["communes"]:
        yield "contours/communes.csv n’a pas les mêmes codes que communes.csv."


def _tables(tables: dict[str, Table], codes: dict[str, list[str]]) -> Iterator[str]:
    for name, found in codes.items():
        twice = [code for code, times in Counter(found).items() if times > 1]
        if twice:
            yield f"{name}.csv : codes écrits deux fois : {', '.join(twice)}."
    for name, wanted in COUNTS.items():
        if len(codes[name]) != wanted:
            yield f"{name}.csv : {len(codes[name])} lignes au lieu de {wanted}."
    for column, name in ABOVE.items():
        told = {row[column] for row in tables["communes"]} - {""}
        if told ^ set(codes[name]):
            yield f"communes.csv et {name}.csv ne nomment pas les mêmes codes : {', '.join(sorted(told ^ set(codes[name])))}."
    region = {row["code"]: row["region"] for row in tables["departements"]}
    strayed = [row["code"] for row in tables["communes"] if region.get(row["departement"]) != row["region"]]
    if strayed:
        yield f"communes.csv : la région n’est pas celle du département pour {', '.join(strayed)}."


def _vanished(rows: Table, communes: set[str]) -> Iterator[str]:
    old = [row["ancien_code"] for row in rows]
    if len(old) != len(set(old)) or communes & set(old):
        yield "communes-anciens-codes.csv : un ancien code est écrit deux fois, ou vit encore."
    if {row["code"] for row in rows} - communes:
        yield "communes-anciens-codes.csv : un ancien code mène à une commune absente."


def _layer(path: Path, codes: set[str]) -> Iterator[str]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    if {feature["id"] for feature in features} != codes or len(features) != len(codes):
        yield f"{path.name} : les contours n’ont pas les mêmes codes que la table."
    if not shapely.is_valid(shapes).all():
        yield f"{path.name} : un contour se croise lui-même."
    if not shapely.coverage_is_valid(shapes):
        yield f"{path.name} : des contours se recouvrent, ou deux voisins n’ont pas la même limite."
    whole = shapely.coverage_union_all(shapes)
    gaps = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    if any(square_kilometres(gap) < SMALLEST_FOREIGN_ENCLAVE_KM2 for gap in gaps):
        yield f"{path.name} : il y a un vide entre des contours."
    for feature, shape in zip(features, shapes, strict=True):
        if not any(_within(part.bounds, bounds) for part in shapely.get_parts(shape)[:1] for bounds in BOUNDS):
            yield f"{path.name} : {feature['id']} est hors de France."


def _within(inner: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _table(folder: Path, name: str) -> Table:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
