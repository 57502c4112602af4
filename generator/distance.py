"""Receives two points in degrees; returns how far apart they are; never knows what stands there."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0


def kilometres(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the great-circle distance between two points given as (longitude, latitude) in degrees (haversine)."""
    (lon1, lat1), (lon2, lat2) = (tuple(map(radians, point)) for point in (start, end))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))
