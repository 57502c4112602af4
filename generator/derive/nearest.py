"""Receives many points and a few places; returns the places nearest to each point; never skips one that is as near."""

from collections import defaultdict
from collections.abc import Sequence

import numpy

from generator.distance import EARTH_RADIUS_KM

BATCH = 4096
Point = tuple[float, float]


def nearest(points: Sequence[Point], places: Sequence[Point], count: int) -> list[list[tuple[int, int]]]:
    """Return, for each point, the rank of its `count` nearest places and how far they are, in whole kilometres as the crow flies.

    Points and places are (longitude, latitude) in degrees; places at one spot come in the order of their ranks. The
    straight line through the Earth grows with the great circle, so that both give the same order.
    """
    if not places:
        return [[] for _ in points]
    ranks: dict[Point, list[int]] = defaultdict(list)
    for rank, place in enumerate(places):
        ranks[place].append(rank)
    spots = list(ranks)
    towards = _on_sphere(spots).T
    return [
        [(rank, away) for spot, away in line for rank in ranks[spots[spot]]][:count]
        for start in range(0, len(points), BATCH)
        for line in _nearest_spots(_on_sphere(points[start : start + BATCH]) @ towards, count)
    ]


def _nearest_spots(cosines: numpy.ndarray, count: int) -> list[list[tuple[int, int]]]:
    kept = min(count, cosines.shape[1])
    some = numpy.argpartition(-cosines, kept - 1, axis=1)[:, :kept]
    theirs = numpy.take_along_axis(cosines, some, axis=1)
    order = numpy.argsort(-theirs, axis=1, kind="stable")
    spots = numpy.take_along_axis(some, order, axis=1)
    away = EARTH_RADIUS_KM * numpy.arccos(numpy.clip(numpy.take_along_axis(theirs, order, axis=1), -1.0, 1.0))
    rounded = numpy.rint(away).astype(int)
    return [list(zip(line, lengths, strict=True)) for line, lengths in zip(spots.tolist(), rounded.tolist(), strict=True)]


def _on_sphere(points: Sequence[Point]) -> numpy.ndarray:
    longitudes, latitudes = numpy.radians(numpy.array(points, dtype=float)).T
    return numpy.stack(
        [numpy.cos(latitudes) * numpy.cos(longitudes), numpy.cos(latitudes) * numpy.sin(longitudes), numpy.sin(latitudes)], axis=1
    )
