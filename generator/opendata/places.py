"""Receives the table of places; returns it as GeoJSON (RFC 7946), each point with its precision; never makes a point of an area."""

import json
from collections.abc import Iterable
from typing import Any

from generator.catalogue import Catalogue
from generator.opendata.about import LICENCE_TITLE
from generator.opendata.cells import Value
from generator.opendata.files import File
from generator.opendata.tables import Table

PATH = "lieux.geojson"
SAID = ("genre", "fiche", "fiche_nom", "nom", "role", "role_libelle", "adresse", "commune", "commune_nom", "date", "date_fin", "statut")  # fmt: skip


def places_as_geojson(catalogue: Catalogue, tables: Iterable[Table], source: str) -> File:
    """Return a feature for each place of each sheet: at its own point, else at that of its commune, said so by `position`; without geometry otherwise."""
    lieux = next(table for table in tables if table.name == "lieux")
    collection = {
        "type": "FeatureCollection",
        "titre": "Lieux des fiches de l’observatoire",
        "licence": LICENCE_TITLE,
        "source": source,
        "features": [_feature(row, catalogue) for row in lieux.records()],
    }
    return File(PATH, (json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n").encode(), "Lieux")


def _feature(row: dict[str, Value], catalogue: Catalogue) -> dict[str, Any]:
    position, point = _position(row, catalogue)
    told = {name: row[name] for name in SAID} | {"precision": row["precision"] or position, "position": position}
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": point} if point else None,
        "properties": told,
    }


def _position(row: dict[str, Value], catalogue: Catalogue) -> tuple[str | None, list[Any] | None]:
    """Return what the point is (that of a source, or that of the commune) and its longitude and latitude."""
    if row["latitude"] is not None:
        return "source", [row["longitude"], row["latitude"]]
    commune = catalogue.reference.territories[row["commune"]] if row["commune"] else None
    return ("commune", list(commune.point)) if commune and commune.point else (None, None)
