"""Receives the polygons of the communes; returns the simplified outlines of each level; never leaves a gap or an overlap."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy
import shapely

from reference.rebuild.refused import Refused
from reference.rebuild.slivers import tidied

Layer = dict[str, shapely.Geometry]
ROUNDS = 6


@dataclass(frozen=True)
class Detail:
    """How fine a layer is drawn.

    `decimals` of a degree; `tolerance`: side in degrees of the largest triangle that may be cut off (Visvalingam), and
    the same `overseas`, where territories are small; parts under `island` and enclaves under `enclave` km² are left out.
    """

    decimals: int
    tolerance: float
    overseas: float
    island: float
    enclave: float


FINE = Detail(decimals=4, tolerance=0.011, overseas=0.004, island=0.5, enclave=0.5)
INTERCOMMUNAL = Detail(decimals=4, tolerance=0.007, overseas=0.005, island=0.5, enclave=0.5)
MINI = Detail(decimals=3, tolerance=0.04, overseas=0.014, island=5, enclave=30)


def cover(polygons: Mapping[str, shapely.Geometry], decimals: int) -> Layer:
    """Return the polygons on a grid of `decimals`, neighbours sharing identical borders; raise Refused when they cannot."""
    found = numpy.array(list(polygons.values()))
    for _ in range(ROUNDS):
        found = numpy.array([_polygons_only(geometry) for geometry in _on_grid(found, decimals)])
        if shapely.coverage_is_valid(found):
            return dict(zip(polygons, found, strict=True))
        found = shapely.coverage_clean(found, gap_width=10.0 ** (1 - decimals))
    raise Refused("Les contours ne se rejoignent pas exactement, même après nettoyage.")


def dissolve(polygons: Mapping[str, shapely.Geometry], above: Callable[[str], str]) -> Layer:
    """Return the union of the polygons that lie in each territory, in the order of codes; those in none are left out."""
    pieces: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for code, polygon in polygons.items():
        if above(code):
            pieces[above(code)].append(polygon)
    return {code: shapely.coverage_union_all(pieces[code]) for code in sorted(pieces)}


def simplify(layer: Layer, detail: Detail) -> Layer:
    """Return the layer drawn with `detail`, its borders still shared, its rings turning as RFC 7946 wants."""
    drawn = tidied(cover(layer, detail.decimals), detail.island, detail.enclave)
    far = [code for code, geometry in drawn.items() if _is_overseas(geometry)]
    near = [code for code in drawn if code not in far]
    found = {}
    for codes, tolerance in ((near, detail.tolerance), (far, detail.overseas)):
        if codes:
            found |= dict(zip(codes, shapely.coverage_simplify([drawn[code] for code in codes], tolerance), strict=True))
    return oriented({code: found[code] for code in layer})


def oriented(layer: Layer) -> Layer:
    """Return the layer with outer rings counter-clockwise and the largest part first."""
    return {code: _joined(sorted(_parts(geometry), key=lambda part: -part.area)) for code, geometry in layer.items()}


def _on_grid(geometries: numpy.ndarray, decimals: int) -> numpy.ndarray:
    rounded = shapely.transform(geometries, lambda points: numpy.round(points, decimals))
    return shapely.make_valid(rounded, method="structure")


def _parts(geometry: shapely.Geometry) -> Iterable[shapely.Polygon]:
    for part in shapely.get_parts(geometry):
        if part.geom_type == "MultiPolygon":
            yield from _parts(part)
        elif part.geom_type == "Polygon":
            yield shapely.orient_polygons(part)


def _polygons_only(geometry: shapely.Geometry) -> shapely.Geometry:
    return geometry if geometry.geom_type in ("Polygon", "MultiPolygon") else _joined(list(_parts(geometry)))


def _joined(parts: list[shapely.Polygon]) -> shapely.Geometry:
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


def _is_overseas(geometry: shapely.Geometry) -> bool:
    return geometry.centroid.y < 40
