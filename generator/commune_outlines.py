"""Receives the folder of outlines and a commune; returns how far a point lies outside it; never reads what is not asked."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path

from generator.distance import kilometres

FILE = "communes.csv"
STEPS_PER_DEGREE = 1000
DEGREE_KM = 111.195
FAR_KM = 200.0
FIRST_CHARACTER = 63

Point = tuple[float, float]


def kilometres_outside(folder: Path, code: str, point: Point) -> float:
    """Return how far `point` (longitude, latitude, in degrees) lies outside the commune `code` (« com-26281 »), in km.

    0.0 inside. The outlines, in `folder`/communes.csv, stray by at most 0.3 km: a smaller distance proves nothing.
    Raise KeyError when the commune has no outline, OSError when the file is missing.
    """
    rings = commune_rings(folder, code)
    if _inside(rings, point):
        return 0.0
    away = kilometres(rings[0][0], point)
    if away > FAR_KM:
        return min(kilometres(corner, point) for ring in rings for corner in ring)
    return min(_from_segment(point, start, end) for ring in rings for start, end in pairwise((*ring, ring[0])))


def commune_rings(folder: Path, code: str) -> tuple[tuple[Point, ...], ...]:
    """Return the rings, not closed, of the commune `code`: islands and holes alike; raise KeyError or OSError."""
    contour = _contours(folder / FILE)[code.removeprefix("com-")]
    return tuple(tuple(_points(ring)) for ring in contour.split(" "))


@lru_cache(maxsize=4)
def _contours(path: Path) -> dict[str, str]:
    """Return the outlines, still encoded, by code of commune."""
    lines = path.read_text(encoding="ascii").splitlines()
    return dict(line.split(",") for line in lines)


def _points(ring: str) -> Iterator[Point]:
    """Yield the points of an « encoded polyline », longitude first (see reference/rebuild/commune_contours.py)."""
    longitude = latitude = 0
    moves = _numbers(ring)
    for east, north in zip(moves, moves, strict=True):
        longitude += east
        latitude += north
        yield longitude / STEPS_PER_DEGREE, latitude / STEPS_PER_DEGREE


def _numbers(ring: str) -> Iterator[int]:
    number = shift = 0
    for character in ring:
        bits = ord(character) - FIRST_CHARACTER
        number |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            yield ~(number >> 1) if number & 1 else number >> 1
            number = shift = 0


def _inside(rings: tuple[tuple[Point, ...], ...], point: Point) -> bool:
    """Return whether a ray from the point crosses the rings an odd number of times."""
    longitude, latitude = point
    crossings = 0
    for ring in rings:
        for (lon1, lat1), (lon2, lat2) in pairwise((*ring, ring[0])):
            if (lat1 > latitude) != (lat2 > latitude):
                crossings += longitude < lon1 + (latitude - lat1) * (lon2 - lon1) / (lat2 - lat1)
    return crossings % 2 == 1


def _from_segment(point: Point, start: Point, end: Point) -> float:
    """Return the distance in km from the point to the segment, on the plane that touches the Earth at the point."""
    narrow = DEGREE_KM * cos(radians(point[1]))
    x1, y1 = (start[0] - point[0]) * narrow, (start[1] - point[1]) * DEGREE_KM
    x2, y2 = (end[0] - point[0]) * narrow, (end[1] - point[1]) * DEGREE_KM
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(x1 + along * (x2 - x1), y1 + along * (y2 - y1))
