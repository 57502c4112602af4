"""Receives the folder of outlines; returns the rings of each territory in degrees; never simplifies them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Ring = tuple[tuple[float, float], ...]
FILES = {"reg": "regions", "dep": "departements", "anc": "anciennes-regions", "epci": "epci", "ept": "ept"}


@dataclass(frozen=True)
class Outline:
    """The polygons of one territory, as (longitude, latitude) in degrees (WGS 84): in each, the border then the holes."""

    code: str
    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def rings(self) -> tuple[Ring, ...]:
        """Return every ring, border or hole."""
        return tuple(ring for polygon in self.polygons for ring in polygon)


def load_outlines(folder: Path, *levels: str) -> Mapping[str, Outline]:
    """Return the outlines of `levels` (« reg », « epci »…) in `folder` by prefixed code; raise OSError when a file is missing."""
    found = {}
    for prefix in levels:
        collection = json.loads((folder / f"{FILES[prefix]}.geojson").read_text(encoding="utf-8"))
        for feature in collection["features"]:
            code = f"{prefix}-{feature['properties']['code']}"
            found[code] = Outline(code, _polygons(feature["geometry"]))
    return found


def _polygons(geometry: dict) -> tuple[tuple[Ring, ...], ...]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return tuple(tuple(tuple((point[0], point[1]) for point in ring) for ring in polygon) for polygon in polygons)
