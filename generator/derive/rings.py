"""Receives closed rings of points on a plane; returns them cut to a box, without what no eye can see, and as paths of a drawing; never opens one."""

from itertools import pairwise

import numpy
from numpy.typing import NDArray

Ring = NDArray[numpy.float64]
Box = tuple[float, float, float, float]
ROUNDS, UNSEEN, SMALLEST = 6, 8.0, 8


def clipped(ring: Ring, box: Box) -> Ring:
    """Return the part of a ring that is in `box`: left, top, right, bottom (Sutherland and Hodgman, 1974)."""
    left, top, right, bottom = box
    for axis, limit, is_least in ((0, left, True), (0, right, False), (1, top, True), (1, bottom, False)):
        if len(ring):
            ring = _cut(ring, axis, limit, is_least=is_least)
    return ring


def _cut(ring: Ring, axis: int, limit: float, *, is_least: bool) -> Ring:
    inside = ring[:, axis] >= limit if is_least else ring[:, axis] <= limit
    if inside.all():
        return ring
    before = numpy.roll(ring, 1, axis=0)
    crosses = inside != numpy.roll(inside, 1)
    found = numpy.empty((len(ring), 2, 2))
    found[:, 1] = ring
    start, end = before[crosses], ring[crosses]
    share = (limit - start[:, axis]) / (end[:, axis] - start[:, axis])
    crossing = numpy.empty_like(start)
    crossing[:, axis] = limit
    crossing[:, 1 - axis] = start[:, 1 - axis] + share * (end[:, 1 - axis] - start[:, 1 - axis])
    found[crosses, 0] = crossing
    return found[numpy.stack([crosses, inside], axis=1)]


def thinned(ring: Ring) -> Ring:
    """Return a ring without the points that an eye cannot see move; the same whichever way it turns, so that borders stay shared.

    As Visvalingam and Whyatt (1993) do, a point weighs the triangle that it makes with its neighbours; at each round
    goes every point lighter than both its neighbours and than what is seen.
    """
    for _ in range(ROUNDS):
        if len(ring) < SMALLEST:
            break
        weights = _areas(ring)
        light = (
            (weights < UNSEEN)
            & _is_lighter(weights, ring, numpy.roll(weights, 1), numpy.roll(ring, 1, axis=0))
            & _is_lighter(weights, ring, numpy.roll(weights, -1), numpy.roll(ring, -1, axis=0))
        )
        if not light.any():
            break
        ring = ring[~light]
    return ring


def _areas(ring: Ring) -> NDArray[numpy.float64]:
    """Return the area of the triangle of each point and its neighbours."""
    before, after = numpy.roll(ring, 1, axis=0), numpy.roll(ring, -1, axis=0)
    wide, tall = before - ring, after - ring
    return numpy.round(numpy.abs(wide[:, 0] * tall[:, 1] - tall[:, 0] * wide[:, 1]) / 2, 6)


def _is_lighter(
    weight: NDArray[numpy.float64], spot: Ring, other_weight: NDArray[numpy.float64], other: Ring
) -> NDArray[numpy.bool_]:
    """Tell which points weigh less than others; the point itself settles ties."""
    is_before = (spot[:, 0] < other[:, 0]) | ((spot[:, 0] == other[:, 0]) & (spot[:, 1] < other[:, 1]))
    return (weight < other_weight) | ((weight == other_weight) & is_before)


def ring_path(ring: Ring) -> str:
    """Return the SVG path of a ring, to the unit; the empty string when it is too small to be seen."""
    points = [(int(x), int(y)) for x, y in numpy.rint(ring)]
    kept = points[:1] + [after for before, after in pairwise(points) if after != before]
    if len(set(kept)) < 3:
        return ""
    steps = " ".join(f"{after[0] - before[0]} {after[1] - before[1]}" for before, after in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{steps}z".replace(" -", "-")
