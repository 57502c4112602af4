"""Receives a pole; returns the points and the areas where it is, each with its precision; never makes a point of a region."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.territories import Territories, Territory

ROLES = ("site-principal", "siege", None, "lieu-en-projet", "site-secondaire", "permanence", "ancien-site")
TIED_BY = ("implantation", "perimetre", None)
PRECISIONS = {
    "com": "commune",
    "epci": "epci",
    "ept": "epci",
    "dep": "departement",
    "anc": "ancienne-region",
    "reg": "region",
}
POINTED = ("com", "epci", "ept")


@dataclass(frozen=True)
class Placement:
    """One place of a pole: `point` is (longitude, latitude) in degrees, None for an area; `role` is a code of the vocabulary `roles`."""

    territory: Territory
    point: tuple[float, float] | None
    precision: str
    role: str | None
    roles: str
    name: str | None

    @property
    def is_area(self) -> bool:
        """Tell whether only the outline of the territory may be drawn."""
        return self.point is None


def placements(pole: Sheet, territories: Territories) -> tuple[Placement, ...]:
    """Return where `pole` is, the main place first, each spot once; nothing when no source says."""
    places = sorted((place for place in pole.record.lieux if place.commune), key=lambda place: ROLES.index(place.role))
    found = [_of_place(place, territories[place.commune]) for place in places] or _of_ties(pole.record.territoires, territories)
    spots: dict[object, Placement] = {}
    for placement in found:
        spots.setdefault((placement.territory.code, placement.point), placement)
    return tuple(spots.values())


@lru_cache(maxsize=1)
def main_placements(catalogue: Catalogue) -> Mapping[Sheet, Placement | None]:
    """Return the main place of each published pole, None for a pole whose place no source says."""
    territories = catalogue.reference.territories
    poles = catalogue.published("poles")
    return {pole: next(iter(placements(pole, territories)), None) for pole in poles}


def _of_place(place: Any, commune: Territory) -> Placement:
    if place.point:
        point = (float(place.point.longitude), float(place.point.latitude))
        return Placement(commune, point, place.precision or "adresse", place.role, "roles_lieu", place.nom)
    return Placement(commune, commune.point, "commune", place.role, "roles_lieu", place.nom)


def _of_ties(ties: tuple[Any, ...], territories: Territories) -> list[Placement]:
    """Return the place that the first tie of then, failing that of today, gives: a regional pole covers the region of then."""
    tied = [tie for tie in ties if tie.territoire and tie.role in TIED_BY]
    first = sorted(tied, key=lambda tie: tie.epoque == "aujourd-hui")[:1]
    return [_of_territory(territories[tie.territoire], tie.role) for tie in first]


def _of_territory(territory: Territory, role: str | None) -> Placement:
    level = territory.code.partition("-")[0]
    point = territory.point if level in POINTED else None
    return Placement(territory, point, PRECISIONS[level], role, "roles_territoire", None)
