"""Receives placed poles and the windows of a drawing; returns the marks to draw, gathered when they are many; never loses one in silence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import cos, pi, sin, sqrt

from generator.catalogue import Sheet
from generator.derive.framing import Frame
from generator.derive.labels import Label, Wanted, placed
from generator.derive.placement import Placement
from generator.derive.projection import zone_of
from generator.french import counted
from generator.site import TERRITORIES
from generator.territories import Territories, Territory

DENSE = 40
CROWDED = 6
RING = 26
RADIUS = 13
BROAD = ("epci",)


@dataclass(frozen=True)
class Mark:
    """A pole, or several gathered, at a spot of a drawing: where it leads, its whole name, its place, its short label."""

    address: str
    name: str
    place: str
    x: int
    y: int
    radius: int = RADIUS
    count: int = 1
    is_broad: bool = False
    label: Label | None = None


@dataclass(frozen=True)
class Placed:
    """A pole with its place and its spot."""

    pole: Sheet
    placement: Placement
    x: int
    y: int


def within(frames: Iterable[Frame], placements: Iterable[tuple[Sheet, Placement]]) -> list[Placed]:
    """Return the places that are points and fall in one of `frames`."""
    windows = {frame.zone: frame for frame in frames}
    found = []
    for pole, placement in placements:
        if placement.is_area:
            continue
        window = windows.get(zone_of(placement.territory))
        if window and window.holds(spot := window.spot_of(placement.point)):
            found.append(Placed(pole, placement, *spot))
    return found


def marks(found: list[Placed], frames: tuple[Frame, ...], territories: Territories, gathered_by: str) -> tuple[Mark, ...]:
    """Return a mark for each pole; those at a crowded spot, or all when they are many, are gathered by territory of a level (« dep »)."""
    if len(found) > DENSE:
        return _gathered(found, frames, territories, gathered_by)
    spots: dict[tuple[int, int], list[Placed]] = {}
    for one in found:
        spots.setdefault((one.x, one.y), []).append(one)
    drawn = [mark for spot, here in spots.items() for mark in _at(spot, here, territories)]
    return tuple(drawn)


def labelled(drawn: Iterable[Mark], width: int, height: int) -> tuple[Mark, ...]:
    """Return the marks with the label of each place, once, where there is room."""
    drawn = tuple(drawn)
    first = {mark.place: rank for rank, mark in reversed(list(enumerate(drawn))) if mark.count == 1}
    wanted = [Wanted(drawn[rank].place, drawn[rank].x, drawn[rank].y) for rank in first.values()]
    busy = [(mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius) for mark in drawn]
    labels = dict(zip(first.values(), placed(wanted, width, height, busy), strict=True))
    return tuple(replace(mark, label=labels.get(rank)) for rank, mark in enumerate(drawn))


def _at(spot: tuple[int, int], here: list[Placed], territories: Territories) -> list[Mark]:
    """Return the marks of poles of one spot: side by side around it, or one for all when they are too many."""
    if len(here) > CROWDED:
        above = here[0].placement.territory
        return [_group(_nearest_page(above, territories), len(here), spot, above.short_name)]
    if len(here) == 1:
        return [_mark(here[0], spot)]
    turns = (2 * pi * rank / len(here) for rank in range(len(here)))
    around = [(round(spot[0] + RING * sin(turn)), round(spot[1] - RING * cos(turn))) for turn in turns]
    return [_mark(one, place) for one, place in zip(here, around, strict=True)]


def _mark(one: Placed, spot: tuple[int, int]) -> Mark:
    place = one.placement.territory.short_name
    return Mark(one.pole.address, one.pole.name, place, *spot, is_broad=one.placement.precision in BROAD)


def _gathered(found: list[Placed], frames: tuple[Frame, ...], territories: Territories, level: str) -> tuple[Mark, ...]:
    windows = {frame.zone: frame for frame in frames}
    groups: dict[Territory, int] = {}
    for one in found:
        group = _outer(one.placement.territory, level, territories)
        groups[group] = groups.get(group, 0) + 1
    spots = {group: windows[zone_of(group)].spot_of(_middle(group, territories)) for group in groups}
    return tuple(_group(group, count, spots[group], group.short_name) for group, count in sorted(groups.items(), key=_by_code))


def _by_code(group: tuple[Territory, int]) -> str:
    return group[0].code


def _group(territory: Territory, count: int, spot: tuple[int, int], place: str) -> Mark:
    words = f"{place} : {counted(count, 'pôle')}"
    radius = min(round(RADIUS + 6 * sqrt(count)), 70)
    return Mark(f"{TERRITORIES}/{territory.code}/", words, place, *spot, radius, count)


def _outer(territory: Territory, level: str, territories: Territories) -> Territory:
    codes = (territory.code, *territory.within)
    return next((territories[code] for code in codes if code.startswith(f"{level}-")), territory)


def _nearest_page(territory: Territory, territories: Territories) -> Territory:
    return _outer(territory, "dep", territories)


def _middle(territory: Territory, territories: Territories) -> tuple[float, float]:
    return territory.point or territories[territory.seat].point
