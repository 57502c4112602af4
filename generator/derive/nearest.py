"""Receives many points and a few places; returns the places nearest to each point; never skips one that is as near."""

from collections.abc import Sequence

import numpy

from generator.distance import EARTH_RADIUS_KM

BATCH = 4096


def nearest(
    points: Sequence[tuple[float, float]], places: Sequence[tuple[float, float]], count: int
) -> list[list[tuple[int, int]]]:
    """Return, for each point, the rank of its `count` nearest places and how far they are, in whole kilometres as the crow flies.

    Points and places are (longitude, latitude) in degrees; the first in rank wins a tie. The straight line through the
    Earth grows with the great circle, so that both give the same order.
    """
    if not places or not points:
        return [[] for _ in points]
    towards = _on_sphere(places)
    found = []
    for start in range(0, len(points), BATCH):
        cosines = numpy.clip(_on_sphere(points[start : start + BATCH]) @ towards.T, -1.0, 1.0).round(12)
        order = numpy.argsort(-cosines, axis=1, kind="stable")[:, :count]
        distances = EARTH_RADIUS_KM * numpy.arccos(numpy.take_along_axis(cosines, order, axis=1))
        found += [
            [(int(rank), round(float(distance))) for rank, distance in zip(ranks, line, strict=True)]
            for ranks, line in zip(order, distances, strict=True)
        ]
    return found


def _on_sphere(points: Sequence[tuple[float, float]]) -> numpy.ndarray:
    longitudes, latitudes = numpy.radians(numpy.array(points, dtype=float)).T
    return numpy.stack(
        [numpy.cos(latitudes) * numpy.cos(longitudes), numpy.cos(latitudes) * numpy.sin(longitudes), numpy.sin(latitudes)], axis=1
    )
