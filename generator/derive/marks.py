"""Receives placed poles and the windows of a drawing; returns the marks to draw, gathered when they are many; never loses one in silence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import cos, hypot, pi, sin, sqrt

from generator.catalogue import Sheet
from generator.derive.framing import Frame
from generator.derive.labels import Label, Wanted, placed
from generator.derive.placement import Placement
from generator.derive.projection import zone_of
from generator.derive.rings import Box
from generator.french import counted
from generator.site import TERRITORIES
from generator.territories import Territories, Territory

DENSE = 40
CROWDED = 6
RING = 26
HIDDEN = 20
RADIUS = 13
BROAD = ("epci",)


@dataclass(frozen=True)
class Mark:
    """A pole, or several gathered, at a spot of a drawing: where it leads, its whole name, the code and the name of its place, how precise it is."""

    address: str
    name: str
    code: str
    place: str
    x: int
    y: int
    precision: str = ""
    radius: int = RADIUS
    count: int = 1
    label: Label | None = None

    @property
    def is_broad(self) -> bool:
        """Tell whether only its grouping of communes is known."""
        return self.precision in BROAD

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What it takes of the drawing, its label included."""
        own = (self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)
        return (own, self.label.box) if self.label else (own,)


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


def marks(found: list[Placed], territories: Territories, gathered_by: str, paged: frozenset[str]) -> tuple[Mark, ...]:
    """Return a mark for each pole; those at a crowded spot, or all when they are many, are gathered by territory of a level (« dep »).

    A gathered mark leads to the page of its territory, when it is among those `paged`.
    """
    if len(found) > DENSE:
        groups: dict[Territory, list[Placed]] = {}
        for one in found:
            groups.setdefault(_outer(one.placement.territory, gathered_by, territories), []).append(one)
        ordered = sorted(groups.items(), key=lambda group: group[0].code)
        return tuple(_group(territory, here, territory.short_name, paged) for territory, here in ordered)
    return tuple(mark for here in _together(found) for mark in _at(here, territories, paged))


def labelled(drawn: Iterable[Mark], width: int, height: int) -> tuple[Mark, ...]:
    """Return the marks with the label of each place, once, where there is room."""
    drawn = tuple(drawn)
    first = {mark.code: rank for rank, mark in reversed(list(enumerate(drawn))) if mark.count == 1}
    wanted = [Wanted(drawn[rank].place, drawn[rank].x, drawn[rank].y) for rank in first.values()]
    busy = [box for mark in drawn for box in mark.boxes]
    labels = dict(zip(first.values(), placed(wanted, width, height, busy), strict=True))
    return tuple(replace(mark, label=labels.get(rank)) for rank, mark in enumerate(drawn))


def _together(found: list[Placed]) -> list[list[Placed]]:
    """Return the poles whose dots would hide each other, each group around its first."""
    groups: list[list[Placed]] = []
    for one in found:
        near = (here for here in groups if hypot(here[0].x - one.x, here[0].y - one.y) < HIDDEN)
        group = next(near, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _at(here: list[Placed], territories: Territories, paged: frozenset[str]) -> list[Mark]:
    """Return the marks of poles of one spot: side by side around it, or one for all when they are too many."""
    spot = (here[0].x, here[0].y)
    if len(here) > CROWDED:
        place = here[0].placement.territory
        return [_group(_outer(place, "dep", territories), here, place.short_name, paged)]
    if len(here) == 1:
        return [_mark(here[0], spot)]
    turns = (2 * pi * rank / len(here) for rank in range(len(here)))
    around = [(round(spot[0] + RING * sin(turn)), round(spot[1] - RING * cos(turn))) for turn in turns]
    return [_mark(one, place) for one, place in zip(here, around, strict=True)]


def _mark(one: Placed, spot: tuple[int, int]) -> Mark:
    territory = one.placement.territory
    return Mark(one.pole.address, one.pole.name, territory.code, territory.short_name, *spot, one.placement.precision)


def _group(territory: Territory, here: list[Placed], place: str, paged: frozenset[str]) -> Mark:
    """Return the mark of many poles, in the middle of those that are seen."""
    middle = (round(sum(one.x for one in here) / len(here)), round(sum(one.y for one in here) / len(here)))
    address = f"{TERRITORIES}/{territory.code}/" if territory.code in paged else ""
    radius = min(round(RADIUS + 6 * sqrt(len(here))), 70)
    words = f"{place} : {counted(len(here), 'pôle')}"
    return Mark(address, words, territory.code, place, *middle, radius=radius, count=len(here))


def _outer(territory: Territory, level: str, territories: Territories) -> Territory:
    codes = (territory.code, *territory.within)
    return next((territories[code] for code in codes if code.startswith(f"{level}-")), territory)
