"""Receives a catalogue; returns what the map to explore shows, and by what it can be filtered; never loses a pole without a place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.derive.placement import Placement, main_placements
from generator.derive.timeline import last_stages
from generator.derive.whereabouts import whereabouts
from generator.french import fold
from generator.outlines import Outline
from generator.territories import Territories, Territory

Bounds = tuple[float, float, float, float]
OVERSEAS = ("reg-01", "reg-02", "reg-03", "reg-04", "reg-06")
FACETS = {"type": "types_pole", "stade": "stades", "theme": "themes", "secteur": "secteurs"}
ASLEEP = frozenset({"suspendu", "cesse", "fusionne", "transforme"})
TO_COME = frozenset({"idee", "projet", "en-constitution"})


@dataclass(frozen=True)
class ExploredPole:
    """A pole with its main place, that place in words, and the codes that each facet knows it by."""

    sheet: Sheet
    placement: Placement | None
    place: str
    facets: Mapping[str, tuple[str, ...]]

    @property
    def stages(self) -> tuple[Any, ...]:
        """The last stage told, as the record has it, or nothing."""
        return last_stages(self.sheet.record)

    @property
    def type(self) -> str:
        """The code of the first type told, the empty string when none is."""
        return next(iter(self.facets["type"]), "")

    @property
    def state(self) -> str:
        """How the marker is drawn: « projet » to come, « fini » no longer as it was, « ouvert » otherwise."""
        stages = set(self.facets["stade"])
        return "fini" if stages & ASLEEP else "projet" if stages & TO_COME else "ouvert"


@dataclass(frozen=True)
class Facet:
    """A choice offered above the map: codes and labels, only of what some pole has."""

    id: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class View:
    """A part of the country to go to: `bounds` are west, south, east, north, in degrees."""

    code: str
    name: str
    bounds: Bounds


@dataclass(frozen=True)
class Exploration:
    """Poles at a point, poles over an area, poles without a place, each in the order of names; facets and views."""

    pointed: tuple[ExploredPole, ...]
    spread: tuple[ExploredPole, ...]
    unplaced: tuple[ExploredPole, ...]
    facets: tuple[Facet, ...]
    regions: tuple[View, ...]
    views: tuple[View, ...]

    @property
    def count(self) -> int:
        """How many poles there are."""
        return len(self.pointed) + len(self.spread) + len(self.unplaced)

    @property
    def areas(self) -> tuple[Territory, ...]:
        """The territories to draw as areas, each once, in the order of the first pole that covers it."""
        return tuple(dict.fromkeys(pole.placement.territory for pole in self.spread if pole.placement))


def exploration(catalogue: Catalogue) -> Exploration:
    """Return the published poles of `catalogue` as the map to explore shows them."""
    themes = _attested_themes(catalogue)
    placed = main_placements(catalogue)
    poles = [_explored(pole, placement, themes[pole.id], catalogue) for pole, placement in placed.items()]
    poles.sort(key=lambda pole: (fold(pole.sheet.name), pole.sheet.id))
    by_code = {code: _bounds(outline) for code, outline in catalogue.reference.land.outlines.items() if code.startswith("reg-")}
    return Exploration(
        pointed=tuple(pole for pole in poles if pole.placement and not pole.placement.is_area),
        spread=tuple(pole for pole in poles if pole.placement and pole.placement.is_area),
        unplaced=tuple(pole for pole in poles if not pole.placement),
        facets=tuple(_facet(name, poles, catalogue) for name in FACETS),
        regions=_regions(poles, by_code, catalogue.reference.territories),
        views=_views(by_code, catalogue.reference.territories),
    )


def _explored(pole: Sheet, placement: Placement | None, themes: Iterable[str], catalogue: Catalogue) -> ExploredPole:
    record = pole.record
    facets = {
        "type": record.types,
        "stade": tuple(stage.stade for stage in last_stages(record)),
        "theme": tuple(dict.fromkeys(themes)),
        "secteur": record.secteurs,
        "region": _regions_of(placement),
    }
    territories = catalogue.reference.territories
    words = _words(placement.territory, territories) if placement else whereabouts(pole, catalogue).words
    return ExploredPole(pole, placement, words, facets)


def _attested_themes(catalogue: Catalogue) -> Mapping[str, list[str]]:
    """Return the themes of the practices that each pole attests."""
    found: dict[str, list[str]] = defaultdict(list)
    for practice in catalogue.published("practices"):
        for use in practice.record.poles:
            found[use.pole] += practice.record.themes
    return found


def _regions_of(placement: Placement | None) -> tuple[str, ...]:
    """Return the regions of today that hold a place; a grouping of communes may lie in two."""
    territory = placement.territory if placement else None
    codes = (territory.code, *territory.within) if territory else ()
    return tuple(code for code in codes if code.startswith("reg-"))


def _words(territory: Territory, territories: Territories) -> str:
    if territory.code.startswith("anc-"):
        return f"{territory.name} (région d’avant 2016)"
    above = next((territories[code].name for code in territory.within if code.startswith("dep-")), "")
    return f"{territory.short_name} ({above})" if above else territory.name


def _facet(name: str, poles: Iterable[ExploredPole], catalogue: Catalogue) -> Facet:
    known = {code for pole in poles for code in pole.facets[name]}
    labels = catalogue.reference.labels[FACETS[name]]
    return Facet(name, tuple((code, label) for code, label in labels.items() if code in known))


def _regions(poles: Iterable[ExploredPole], bounds: Mapping[str, Bounds], territories: Territories) -> tuple[View, ...]:
    known = {code for pole in poles for code in pole.facets["region"]}
    return tuple(sorted((View(code, territories[code].name, bounds[code]) for code in known), key=lambda view: fold(view.name)))


def _views(bounds: Mapping[str, Bounds], territories: Territories) -> tuple[View, ...]:
    mainland = _around([box for code, box in bounds.items() if code not in OVERSEAS])
    return (View("metropole", "Métropole", mainland), *(View(code, territories[code].name, bounds[code]) for code in OVERSEAS))


def _bounds(outline: Outline) -> Bounds:
    return _around([(x, y, x, y) for ring in outline.rings for x, y in ring])


def _around(boxes: list[Bounds]) -> Bounds:
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)
