"""Receives a catalogue; returns what a map of France draws of its poles; never makes a dot of a regional pole."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from generator.catalogue import Catalogue, Sheet
from generator.derive.lambert import INSETS, on_map
from generator.derive.placement import Placement, main_placements
from generator.outlines import Outline
from generator.territories import Territory

NEAR_EAST, NEAR_NORTH = 260.0, 40.0


@dataclass(frozen=True)
class Dot:
    """A pole at its commune or its grouping of communes; `leftward` when its name must go to the left."""

    sheet: Sheet
    place: str
    x: int
    y: int
    leftward: bool


@dataclass(frozen=True)
class Area:
    """A region, of then or of today, that poles cover."""

    territory: Territory
    path: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Atlas:
    """Everything that a map draws: the outline of the regions, the areas covered, the dots; `unplaced` poles are only listed."""

    base: str
    areas: tuple[Area, ...]
    dots: tuple[Dot, ...]
    unplaced: tuple[Sheet, ...]


def atlas(catalogue: Catalogue) -> Atlas:
    """Return the map of the poles of `catalogue`."""
    reference = catalogue.reference
    main = main_placements(catalogue)
    covered: dict[str, list[Sheet]] = {}
    for pole, placement in main.items():
        if placement and placement.is_area:
            covered.setdefault(placement.territory.code, []).append(pole)
    return Atlas(
        base="".join(outline_path(outline) for code, outline in reference.outlines.items() if code.startswith("reg-")),
        areas=tuple(_area(code, sheets, catalogue) for code, sheets in covered.items()),
        dots=_dots({pole: placement for pole, placement in main.items() if placement and not placement.is_area}),
        unplaced=tuple(pole for pole, placement in main.items() if not placement),
    )


def outline_path(outline: Outline) -> str:
    """Return the SVG path of an outline, to the kilometre; overseas ones are in their insets."""
    return "".join(_ring_path([_rounded(outline.code, point) for point in ring]) for ring in outline.rings)


def _area(code: str, sheets: list[Sheet], catalogue: Catalogue) -> Area:
    reference = catalogue.reference
    return Area(reference.territories[code], outline_path(reference.outlines[code]), tuple(sheets))


def _dots(placed: Mapping[Sheet, Placement]) -> tuple[Dot, ...]:
    spots = {pole.id: _rounded(_departement(place.territory), place.point) for pole, place in placed.items()}
    return tuple(
        Dot(pole, place.territory.short_name, *spots[pole.id], leftward=_has_neighbour_east(spots[pole.id], spots))
        for pole, place in placed.items()
    )


def _has_neighbour_east(spot: tuple[int, int], spots: Mapping[str, tuple[int, int]]) -> bool:
    return any(0 < x - spot[0] < NEAR_EAST and abs(y - spot[1]) < NEAR_NORTH for x, y in spots.values())


def _departement(territory: Territory) -> str:
    return next((code for code in territory.within if code.startswith("dep-")), "dep-")


def _rounded(code: str, point: tuple[float, float]) -> tuple[int, int]:
    x, y = on_map(_overseas(code), *point)
    return round(x), round(y)


def _overseas(code: str) -> str:
    """Return the département whose inset holds a territory: overseas regions have the rank of theirs."""
    number = code.partition("-")[2]
    by_region = dict(zip(("01", "02", "03", "04", "06"), INSETS, strict=True))
    return by_region.get(number, number) if code.startswith(("reg-", "anc-")) else number


def _ring_path(points: list[tuple[int, int]]) -> str:
    kept = [points[0], *(after for before, after in pairwise(points) if after != before)]
    if len(kept) < 4:
        return ""
    steps = "".join(f"l{after[0] - before[0]} {after[1] - before[1]}" for before, after in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}{steps}z"
