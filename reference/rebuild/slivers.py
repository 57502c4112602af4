"""Receives a layer that covers without gap; returns it without islets nor tiny enclaves; never empties a territory."""

from collections import defaultdict
from dataclasses import dataclass

import numpy
import shapely

SQUARE_DEGREE_KM2 = 111.32 * 111.0


@dataclass(frozen=True)
class _Part:
    owner: str
    polygon: shapely.Polygon
    is_main: bool


def tidied(layer: dict[str, shapely.Geometry], island: float, enclave: float) -> dict[str, shapely.Geometry]:
    """Return the layer where islands under `island` km² are gone and enclaves under `enclave` km² go to their neighbour.

    The largest part of a territory always stays. Foreign enclaves and gaps under `enclave` km² go to the territory around.
    """
    parts = [part for code, geometry in layer.items() for part in _parts(code, geometry)]
    tree = shapely.STRtree([part.polygon for part in parts])
    kept: dict[str, list[shapely.Polygon]] = defaultdict(list)
    for part in parts:
        area = square_kilometres(part.polygon)
        if part.is_main or area >= max(island, enclave):
            kept[part.owner].append(part.polygon)
            continue
        neighbour = _neighbour(part, parts, tree)
        least = enclave if neighbour else island
        if area >= least:
            kept[part.owner].append(part.polygon)
        elif neighbour:
            kept[neighbour].append(part.polygon)
    found = {code: shapely.coverage_union_all(kept[code]) for code in layer}
    for hole in _holes(found):
        if square_kilometres(hole) < enclave:
            around = max(found, key=lambda code: _shared(found[code], hole))
            found[around] = shapely.union_all([found[around], hole])
    return found


def square_kilometres(polygon: shapely.Polygon) -> float:
    """Return the area of a small polygon given in degrees."""
    return polygon.area * SQUARE_DEGREE_KM2 * float(numpy.cos(numpy.radians(polygon.centroid.y)))


def _parts(code: str, geometry: shapely.Geometry) -> list[_Part]:
    found = sorted(shapely.get_parts(geometry), key=lambda polygon: -polygon.area)
    return [_Part(code, polygon, is_main=not rank) for rank, polygon in enumerate(found)]


def _neighbour(part: _Part, parts: list[_Part], tree: shapely.STRtree) -> str | None:
    """Return the territory that shares the longest border with the part, None for an island."""
    lengths: dict[str, float] = defaultdict(float)
    for index in sorted(tree.query(part.polygon)):
        other = parts[index]
        if other.owner != part.owner and other.is_main:
            lengths[other.owner] += _shared(other.polygon, part.polygon)
    longest = max(lengths, key=lambda code: lengths[code], default=None)
    return longest if longest and lengths[longest] > 0 else None


def _shared(geometry: shapely.Geometry, polygon: shapely.Polygon) -> float:
    return geometry.boundary.intersection(polygon.boundary).length if geometry.intersects(polygon) else 0.0


def _holes(layer: dict[str, shapely.Geometry]) -> list[shapely.Polygon]:
    whole = shapely.coverage_union_all(list(layer.values()))
    return [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
