"""Receives the polygon of a commune; returns its outline as one short text, and how far it strays; never drops a part."""

import numpy
import shapely

STEPS_PER_DEGREE = 1000
TOLERANCE_M = 60.0
DEGREE_M = (111320.0, 111000.0)
FIRST_CHARACTER = 63


def encoded(geometry: shapely.Geometry) -> tuple[str, float]:
    """Return the rings of `geometry` as text (read by generator/commune_outlines.py) and their largest deviation in metres.

    Rings are separated by a space and not closed. Each is a sequence of whole numbers, longitude then latitude in
    thousandths of a degree, each point relative to the one before, written as Google's « encoded polyline ».
    """
    scale = numpy.array([DEGREE_M[0] * numpy.cos(numpy.radians(geometry.centroid.y)), DEGREE_M[1]])
    rings = [ring for part in shapely.get_parts(geometry) for ring in (part.exterior, *part.interiors)]
    true = [shapely.linestrings(shapely.get_coordinates(ring) * scale) for ring in rings]
    simple = shapely.simplify(true, TOLERANCE_M, preserve_topology=False)
    points = [_steps(shapely.get_coordinates(ring) / scale) for ring in simple]
    drawn = [shapely.linestrings(numpy.vstack([ring, ring[:1]]) / STEPS_PER_DEGREE * scale) for ring in points]
    strays = shapely.hausdorff_distance(shapely.multilinestrings(true), shapely.multilinestrings(drawn))
    return " ".join(_text(ring) for ring in points), float(strays)


def _steps(points: numpy.ndarray) -> numpy.ndarray:
    """Return an open ring of whole steps, without repeated points."""
    steps = numpy.rint(points * STEPS_PER_DEGREE).astype(int)[:-1]
    moved = numpy.ones(len(steps), dtype=bool)
    moved[1:] = (steps[1:] != steps[:-1]).any(axis=1)
    return steps[moved]


def _text(ring: numpy.ndarray) -> str:
    moves = numpy.diff(ring, axis=0, prepend=[[0, 0]])
    return "".join(_number(int(number)) for number in moves.ravel())


def _number(number: int) -> str:
    rest = ~(number << 1) if number < 0 else number << 1
    characters = []
    while rest >= 32:
        characters.append(chr((32 | (rest & 31)) + FIRST_CHARACTER))
        rest >>= 5
    return "".join([*characters, chr(rest + FIRST_CHARACTER)])
