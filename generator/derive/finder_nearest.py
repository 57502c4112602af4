"""Receives communes and documented poles; returns the three poles nearest to each commune; exact, whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, dist, radians, sin

from generator.distance import kilometres
from generator.territories import Territory

NEAREST = 3
CELL_DEGREES = 0.5
ROUNDING = 1e-14

Vector = tuple[float, float, float]


@dataclass(frozen=True)
class Spot:
    """A documented pole at its main place: its identifier, its names, its point (longitude, latitude, in degrees)."""

    id: str
    name: str
    place: str
    point: tuple[float, float]


@dataclass(frozen=True)
class Near:
    """A pole near a commune, as the crow flies, in kilometres."""

    spot: Spot
    kilometres: float


def nearest_spots(communes: Iterable[Territory], spots: Sequence[Spot]) -> Mapping[str, tuple[Near, ...]]:
    """Return the nearest spots of each commune by its code, nearest first, by identifier at the same distance."""
    placed = [(_vector(spot.point), spot) for spot in spots]
    found: dict[str, tuple[Near, ...]] = {}
    for inside in _cells(communes):
        vectors = [_vector(commune.point) for commune in inside]
        candidates = _candidates(vectors, placed)
        for commune, vector in zip(inside, vectors, strict=True):
            found[commune.code] = _nearest(commune.point, vector, candidates)
    return found


def _cells(communes: Iterable[Territory]) -> list[list[Territory]]:
    cells: dict[tuple[int, int], list[Territory]] = defaultdict(list)
    for commune in communes:
        if commune.point:
            longitude, latitude = commune.point
            cells[int(longitude // CELL_DEGREES), int(latitude // CELL_DEGREES)].append(commune)
    return list(cells.values())


def _vector(point: tuple[float, float]) -> Vector:
    longitude, latitude = map(radians, point)
    return (cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude))


def _candidates(vectors: list[Vector], placed: list[tuple[Vector, Spot]]) -> list[tuple[Vector, Spot]]:
    """Return every spot that may be among the nearest of one of `vectors`: none lies beyond the third nearest of their first, plus twice how far they spread."""
    if len(placed) <= NEAREST:
        return placed
    middle = vectors[0]
    spread = max(dist(middle, vector) for vector in vectors)
    distances = [dist(middle, vector) for vector, _ in placed]
    reach = sorted(distances)[NEAREST - 1] + 2 * spread + ROUNDING
    return [one for one, distance in zip(placed, distances, strict=True) if distance <= reach]


def _nearest(point: tuple[float, float], start: Vector, candidates: list[tuple[Vector, Spot]]) -> tuple[Near, ...]:
    """Return the nearest of `candidates`: the cosine chooses (quick), the great circle settles."""
    x, y, z = start
    cosines = [x * there[0] + y * there[1] + z * there[2] for there, _ in candidates]
    least = min(sorted(cosines)[-NEAREST:], default=0.0) - ROUNDING
    kept = [spot for cosine, (_, spot) in zip(cosines, candidates, strict=True) if cosine >= least]
    near = [Near(spot, kilometres(point, spot.point)) for spot in kept]
    return tuple(sorted(near, key=lambda one: (one.kilometres, one.spot.id))[:NEAREST])
