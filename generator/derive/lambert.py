"""Receives degrees (WGS 84); returns kilometres on a map of France, overseas in insets; never moves a territory without saying where."""

from dataclasses import dataclass
from math import atanh, cos, exp, radians, sin

# Constants of the Lambert-93 projection: IGN, « Projections et repères cartographiques », algorithm ALG0003 (RGF93, GRS 80).
_N = 0.7256077650
_F = 11754255.426
_X0, _Y0 = 700000.0, 12655612.050
_LON0 = radians(3.0)
_E = 0.08181919112


@dataclass(frozen=True)
class Inset:
    """A box of the map where an overseas département is drawn: its centre in degrees, its place and its scale."""

    longitude: float
    latitude: float
    left: float
    top: float
    size: float
    kilometres: float


INSET_SIZE = 150.0
INSETS: dict[str, Inset] = {
    code: Inset(longitude, latitude, 0.0, 60 + rank * (INSET_SIZE + 55), INSET_SIZE, kilometres)
    for rank, (code, longitude, latitude, kilometres) in enumerate(
        (
            ("971", -61.40, 16.17, 90.0),
            ("972", -61.02, 14.65, 80.0),
            ("973", -53.10, 3.95, 430.0),
            ("974", 55.53, -21.13, 85.0),
            ("976", 45.16, -12.83, 55.0),
        )
    )
}
MAINLAND_LEFT, MAINLAND_TOP = 60.0, 7130.0


def lambert93(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the Lambert-93 coordinates, in metres, of a point of mainland France given in degrees."""
    phi = radians(latitude)
    isometric = atanh(sin(phi)) - _E * atanh(_E * sin(phi))
    radius = _F * exp(-_N * isometric)
    angle = _N * (radians(longitude) - _LON0)
    return _X0 + radius * sin(angle), _Y0 - radius * cos(angle)


def on_map(departement: str, longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a point of `departement` is on the map: kilometres from its left and from its top."""
    inset = INSETS.get(departement)
    if inset is None:
        x, y = lambert93(longitude, latitude)
        return x / 1000 + MAINLAND_LEFT, MAINLAND_TOP - y / 1000
    per_km = inset.size / inset.kilometres
    east = (longitude - inset.longitude) * 111.32 * cos(radians(inset.latitude)) * per_km
    north = (latitude - inset.latitude) * 110.57 * per_km
    return inset.left + inset.size / 2 + east, inset.top + inset.size / 2 - north
