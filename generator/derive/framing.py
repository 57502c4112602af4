"""Receives outlines and points in degrees; returns paths and spots of a drawing; never keeps what falls outside its frame."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.derive.projection import on_plane, zone_of
from generator.outlines import Outline
from generator.territories import Territories

Spot = tuple[float, float]
Box = tuple[float, float, float, float]
WIDTH, SHORTEST, TALLEST = 1200, 560, 1300
MARGIN = 0.06
BLEED = 12
ROUNDS, UNSEEN, SMALLEST = 6, 8.0, 8


@dataclass(frozen=True)
class Shape:
    """An outline on its plane, in kilometres, with the box (west, south, east, north) that holds it."""

    code: str
    zone: str
    rings: tuple[tuple[Spot, ...], ...]
    box: Box


@dataclass(frozen=True)
class Frame:
    """The window of a drawing on one zone.

    `west` and `north` are its corner in kilometres, `scale` its units per kilometre; it takes `width` by `height` units
    of the drawing, from `left` and `top` on.
    """

    zone: str
    west: float
    north: float
    scale: float
    width: int
    height: int
    left: int = 0
    top: int = 0

    def spot(self, east: float, north: float) -> Spot:
        """Return where a point of the plane is on the drawing."""
        return self.left + (east - self.west) * self.scale, self.top + (self.north - north) * self.scale

    def spot_of(self, point: tuple[float, float]) -> tuple[int, int]:
        """Return where a point in degrees is on the drawing, to the unit."""
        x, y = self.spot(*on_plane(self.zone, *point))
        return round(x), round(y)

    def holds(self, spot: Spot) -> bool:
        """Tell whether a spot of the drawing is within its frame."""
        return self.left <= spot[0] <= self.left + self.width and self.top <= spot[1] <= self.top + self.height

    def meets(self, shape: Shape) -> bool:
        """Tell whether some of `shape` may be within the frame."""
        west, south, east, north = shape.box
        return (
            shape.zone == self.zone
            and east > self.west
            and west < self.west + self.width / self.scale
            and north > self.north - self.height / self.scale
            and south < self.north
        )

    def path(self, shape: Shape) -> str:
        """Return the SVG path of what `shape` has within the frame."""
        right, bottom = self.left + self.width, self.top + self.height
        box = (self.left - BLEED, self.top - BLEED, right + BLEED, bottom + BLEED)
        spots = ([self.spot(*point) for point in ring] for ring in shape.rings)
        return "".join(ring_path(thinned(clipped(ring, box))) for ring in spots)


def shapes(outlines: Mapping[str, Outline], territories: Territories) -> dict[str, Shape]:
    """Return each outline on its plane."""
    return {code: _shape(outline, zone_of(territories[code])) for code, outline in outlines.items()}


def _shape(outline: Outline, zone: str) -> Shape:
    rings = tuple(tuple(on_plane(zone, *point) for point in ring) for ring in outline.rings)
    return Shape(outline.code, zone, rings, box_around(point for ring in rings for point in ring))


def box_around(points: Iterable[Spot]) -> Box:
    """Return the west, south, east and north of `points`."""
    easts, norths = zip(*points, strict=True)
    return min(easts), min(norths), max(easts), max(norths)


def frame_around(zone: str, box: Box) -> Frame:
    """Return a frame that shows `box` whole, with a margin."""
    west, south, east, north = box
    wide, tall = max(east - west, 1.0) * (1 + 2 * MARGIN), max(north - south, 1.0) * (1 + 2 * MARGIN)
    height = min(max(round(WIDTH * tall / wide), SHORTEST), TALLEST)
    scale = min(WIDTH / wide, height / tall)
    left, top = (west + east) / 2 - WIDTH / scale / 2, (south + north) / 2 + height / scale / 2
    return Frame(zone, left, top, scale, WIDTH, height)


def clipped(ring: Sequence[Spot], box: Box) -> list[Spot]:
    """Return the part of a closed ring that is in `box` (Sutherland and Hodgman, 1974)."""
    left, top, right, bottom = box
    kept = list(ring)
    for axis, limit, inside in (
        (0, left, lambda value: value >= left),
        (0, right, lambda value: value <= right),
        (1, top, lambda value: value >= top),
        (1, bottom, lambda value: value <= bottom),
    ):
        kept = _cut(kept, axis, limit, inside)
    return kept


def _cut(ring: list[Spot], axis: int, limit: float, inside: Callable[[float], bool]) -> list[Spot]:
    kept: list[Spot] = []
    for before, after in zip(ring[-1:] + ring[:-1], ring, strict=True):
        if inside(before[axis]) != inside(after[axis]):
            kept.append(_crossing(before, after, axis, limit))
        if inside(after[axis]):
            kept.append(after)
    return kept


def _crossing(before: Spot, after: Spot, axis: int, limit: float) -> Spot:
    share = (limit - before[axis]) / (after[axis] - before[axis])
    other = before[1 - axis] + share * (after[1 - axis] - before[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def thinned(ring: Sequence[Spot]) -> list[Spot]:
    """Return a ring without the points that an eye cannot see move; the same whichever way it turns, so that borders stay shared.

    As Visvalingam and Whyatt (1993) do, a point weighs the triangle that it makes with its neighbours; at each round
    goes every point lighter than both its neighbours and than what is seen.
    """
    kept = list(ring)
    for _ in range(ROUNDS):
        weights = [_weight(kept[rank - 1], spot, kept[(rank + 1) % len(kept)]) for rank, spot in enumerate(kept)]
        light = [
            weight[0] < UNSEEN and weight < weights[rank - 1] and weight < weights[(rank + 1) % len(kept)]
            for rank, weight in enumerate(weights)
        ]
        if not any(light) or len(kept) < SMALLEST:
            break
        kept = [spot for spot, goes in zip(kept, light, strict=True) if not goes]
    return kept


def _weight(before: Spot, spot: Spot, after: Spot) -> tuple[float, Spot]:
    """Return the area of a triangle, then its point, which settles ties."""
    area = abs((before[0] - spot[0]) * (after[1] - spot[1]) - (after[0] - spot[0]) * (before[1] - spot[1])) / 2
    return round(area, 6), spot


def ring_path(ring: Iterable[Spot]) -> str:
    """Return the SVG path of a closed ring, to the unit; the empty string when it is too small to be seen."""
    points = [(round(x), round(y)) for x, y in ring]
    kept = points[:1] + [after for before, after in pairwise(points) if after != before]
    if len(set(kept)) < 3:
        return ""
    steps = " ".join(f"{after[0] - before[0]} {after[1] - before[1]}" for before, after in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{steps}z".replace(" -", "-")
