"""Receives outlines and points in degrees; returns paths and spots of a drawing; never keeps what falls outside its frame."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy

from generator.derive.projection import on_plane, zone_of
from generator.derive.rings import Box, Ring, clipped, ring_path, thinned
from generator.outlines import Outline
from generator.territories import Territories

Spot = tuple[float, float]
WIDTH, SHORTEST, TALLEST = 1200, 560, 1300
MARGIN = 0.06
BLEED = 12


@dataclass(frozen=True, eq=False)
class Shape:
    """An outline on its plane, in kilometres, with the box (west, south, east, north) that holds it."""

    code: str
    zone: str
    rings: tuple[Ring, ...]
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
        spots = (self._spots(ring) for ring in shape.rings)
        kept = spots if self._holds_whole(shape) else (clipped(ring, box) for ring in spots)
        return "".join(ring_path(thinned(ring)) for ring in kept)

    def _spots(self, ring: Ring) -> Ring:
        """Return where the points of a ring of the plane are on the drawing."""
        east, north = ring[:, 0], ring[:, 1]
        return numpy.stack([self.left + (east - self.west) * self.scale, self.top + (self.north - north) * self.scale], axis=1)

    def _holds_whole(self, shape: Shape) -> bool:
        west, south, east, north = shape.box
        return self.holds(self.spot(west, north)) and self.holds(self.spot(east, south))


def shapes(outlines: Mapping[str, Outline], territories: Territories) -> dict[str, Shape]:
    """Return each outline on its plane."""
    return {code: _shape(outline, zone_of(territories[code])) for code, outline in outlines.items()}


def _shape(outline: Outline, zone: str) -> Shape:
    rings = tuple(numpy.array([on_plane(zone, *point) for point in ring]) for ring in outline.rings)
    return Shape(outline.code, zone, rings, box_around(point for ring in rings for point in ring.tolist()))


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
