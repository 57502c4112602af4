"""Receives the communes and what lies above them; returns nothing but writes every outline file; never reads a package."""

from collections.abc import Mapping
from pathlib import Path

from reference.rebuild.commune_contours import encoded
from reference.rebuild.communes import Polygons
from reference.rebuild.outlines import FINE, INTERCOMMUNAL, MINI, Detail, Layer, cover, dissolve, oriented, simplify
from reference.rebuild.refused import Refused
from reference.rebuild.write import write_layer, write_table

LARGEST_DEVIATION_M = 300.0

Row = Mapping[str, str]


def write_layers(folder: Path, tables: Mapping[str, list[Row]], shapes: Polygons) -> float:
    """Write `folder`/contours and return the largest deviation, in metres, of a commune; raise Refused."""
    (folder / "mini").mkdir(parents=True, exist_ok=True)
    communes = {row["code"]: row for row in tables["communes"]}
    covered = cover(shapes, FINE.decimals)
    departements = dissolve(covered, lambda code: communes[code]["departement"])
    for detail, place in ((FINE, folder), (MINI, folder / "mini")):
        _write_nested(place, tables, simplify(departements, detail), detail)
    for level in ("epci", "ept"):
        layer = simplify(dissolve(covered, lambda code, level=level: communes[code][level]), INTERCOMMUNAL)
        write_layer(folder / f"{level}.geojson", layer, _properties(tables[level], "siren", "type"), INTERCOMMUNAL.decimals)
    return _write_communes(folder / "communes.csv", shapes)


def _write_nested(place: Path, tables: Mapping[str, list[Row]], departements: Layer, detail: Detail) -> None:
    """Write départements, regions and former regions, whose borders are those of their départements."""
    rows = {row["code"]: row for row in tables["departements"]}
    write_layer(
        place / "departements.geojson",
        departements,
        _properties(tables["departements"], "code", "region", "ancienne_region"),
        detail.decimals,
    )
    for name, column, kept in (("regions", "region", ()), ("anciennes-regions", "ancienne_region", ("successeur",))):
        layer = oriented(dissolve(departements, lambda code, column=column: rows[code][column]))
        write_layer(place / f"{name}.geojson", layer, _properties(tables[name], "code", *kept), detail.decimals)


def _write_communes(path: Path, shapes: Polygons) -> float:
    found = {code: encoded(geometry) for code, geometry in shapes.items()}
    largest = max(strays for _, strays in found.values())
    if largest > LARGEST_DEVIATION_M:
        raise Refused(f"Un contour de commune s’écarte de {largest:.0f} m, plus que {LARGEST_DEVIATION_M:.0f} m.")
    write_table(path, [{"code": code, "contour": text} for code, (text, _) in found.items()])
    return largest


def _properties(rows: list[Row], key: str, *kept: str) -> dict[str, Row]:
    return {row[key]: {"code": row[key], "nom": row["nom"], **{name: row[name] for name in kept if name in row}} for row in rows}
