"""Receives closed rings of points on a plane; returns them cut to a box, without what no eye can see, and as paths of a drawing; never opens one."""

import numpy
from numpy.typing import NDArray

Ring = NDArray[numpy.float64]
Box = tuple[float, float, float, float]
ROUNDS, UNSEEN, SMALLEST = 6, 8.0, 8
SMALLEST_DRAWN = 3


def clipped(ring: Ring, box: Box) -> Ring:
    """Return the part of a ring that is in `box`: left, top, right, bottom (Sutherland and Hodgman, 1974)."""
    left, top, right, bottom = box
    for axis, limit, is_least in ((0, left, True), (0, right, False), (1, top, True), (1, bottom, False)):
        if len(ring):
            ring = _cut(ring, axis, limit, is_least=is_least)
    return ring


def _cut(ring: Ring, axis: int, limit: float, *, is_least: bool) -> Ring:
    inside = ring[:, axis] >= limit if is_least else ring[:, axis] <= limit
    if inside.all() or not inside.any():
        return ring if inside[0] else ring[:0]
    former = numpy.arange(-1, len(ring) - 1)
    before = ring[former]
    crosses = inside != inside[former]
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
        former, following = numpy.arange(-1, len(ring) - 1), numpy.arange(1, len(ring) + 1) % len(ring)
        before, after = ring[former], ring[following]
        weights = _areas(before, ring, after)
        light = (
            (weights < UNSEEN)
            & _is_lighter(weights, ring, weights[former], before)
            & _is_lighter(weights, ring, weights[following], after)
        )
        if not light.any():
            break
        ring = ring[~light]
    return ring


def _areas(before: Ring, ring: Ring, after: Ring) -> NDArray[numpy.float64]:
    """Return the area of the triangle of each point and its neighbours."""
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
    points = numpy.rint(ring).astype(numpy.int64)
    moves = numpy.diff(points, axis=0)
    moved = moves.any(axis=1)
    kept = [tuple(point) for point in points[numpy.append(True, moved)].tolist()] if len(points) else []
    if len(set(kept)) < SMALLEST_DRAWN:
        return ""
    steps = " ".join(f"{x} {y}" for x, y in moves[moved].tolist())
    return f"M{kept[0][0]} {kept[0][1]}l{steps}z".replace(" -", "-")
