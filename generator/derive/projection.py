"""Receives degrees (WGS 84); returns kilometres on a plane, one plane for the mainland and one for each overseas département; never draws."""

from math import atanh, cos, exp, radians, sin

from generator.territories import Territory

# Constants of the Lambert-93 projection: IGN, « Projections et repères cartographiques », algorithm ALG0003 (RGF93, GRS 80).
_N = 0.7256077650
_F = 11754255.426
_X0, _Y0 = 700000.0, 12655612.050
_LON0 = radians(3.0)
_E = 0.08181919112

MAINLAND = ""
OVERSEAS = {"971": (-61.40, 16.17), "972": (-61.02, 14.65), "973": (-53.10, 3.95), "974": (55.53, -21.13), "976": (45.16, -12.83)}
OVERSEAS_REGIONS = dict(zip(("01", "02", "03", "04", "06"), OVERSEAS, strict=True))
KM_PER_DEGREE_EAST, KM_PER_DEGREE_NORTH = 111.32, 110.57


def lambert93(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the Lambert-93 coordinates, in metres, of a point of mainland France given in degrees."""
    phi = radians(latitude)
    isometric = atanh(sin(phi)) - _E * atanh(_E * sin(phi))
    radius = _F * exp(-_N * isometric)
    angle = _N * (radians(longitude) - _LON0)
    return _X0 + radius * sin(angle), _Y0 - radius * cos(angle)


def on_plane(zone: str, longitude: float, latitude: float) -> tuple[float, float]:
    """Return kilometres to the east and to the north on the plane of `zone`: Lambert-93, or around an overseas département."""
    if zone == MAINLAND:
        x, y = lambert93(longitude, latitude)
        return x / 1000, y / 1000
    west, south = OVERSEAS[zone]
    return (longitude - west) * KM_PER_DEGREE_EAST * cos(radians(south)), (latitude - south) * KM_PER_DEGREE_NORTH


def zone_of(territory: Territory) -> str:
    """Return the plane on which `territory` is drawn: its overseas département, or the mainland."""
    for code in (territory.code, *territory.within):
        level, _, number = code.partition("-")
        if level == "dep" and number in OVERSEAS:
            return number
        if level in ("reg", "anc") and number in OVERSEAS_REGIONS:
            return OVERSEAS_REGIONS[number]
    return MAINLAND
