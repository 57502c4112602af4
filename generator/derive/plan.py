"""Receives a territory or a pole; returns the map framed on it; never draws what lies outside its frame."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from generator.catalogue import Catalogue, Sheet
from generator.derive.atlas import Atlas, country, drawn
from generator.derive.framing import Frame, Shape, box_around, frame_around, shapes
from generator.derive.labels import Label, Wanted, placed
from generator.derive.marks import Mark, labelled, marks, within
from generator.derive.placement import Placement, main_placements, placements
from generator.derive.projection import on_plane, zone_of
from generator.site import TERRITORIES
from generator.territories import Territory

TOWNS = 5
WIDE = ("reg", "anc")
FRAMED = ("dep-", "reg-", "anc-")
GATHERED_BY = {"reg": "dep", "anc": "dep", "dep": "epci", "epci": "com", "ept": "com"}
LONGEST_BAR = 300
BARS = (1, 2, 5, 10, 20, 50, 100)
BAR_LEFT, BAR_BOTTOM = 24, 28


@dataclass(frozen=True)
class Part:
    """An area that leads to its own page."""

    address: str
    name: str
    path: str


@dataclass(frozen=True)
class Town:
    """A commune shown to find one’s way."""

    x: int
    y: int
    label: Label


@dataclass(frozen=True)
class Bar:
    """The scale of a map: a line of `length` units stands for `kilometres`."""

    kilometres: int
    length: int
    x: int
    y: int


@dataclass(frozen=True)
class Plan:
    """Everything that the map of one territory draws: what is around, its parts, its border, its poles, its towns."""

    territory: Territory
    width: int
    height: int
    ground: str
    lines: str
    subject: str
    parts: tuple[Part, ...]
    areas: tuple[Part, ...]
    marks: tuple[Mark, ...]
    towns: tuple[Town, ...]
    bar: Bar


@dataclass(frozen=True)
class PoleMaps:
    """Where a pole is: in the country, and closer."""

    country: Atlas
    plan: Plan


class Cartographer:
    """Knows every outline on its plane, every pole placed and the territories that have a page (`paged`), so as to draw many maps."""

    def __init__(self, catalogue: Catalogue, paged: tuple[str, ...]) -> None:
        self.territories = catalogue.reference.territories
        self.paged = paged
        self._catalogue = catalogue
        self._main = {pole: place for pole, place in main_placements(catalogue).items() if place}

    @cached_property
    def _linked(self) -> frozenset[str]:
        return frozenset(self.paged)

    @cached_property
    def _country(self) -> str:
        return country(self._catalogue)

    @cached_property
    def _shapes(self) -> Mapping[str, Shape]:
        return shapes(self._catalogue.reference.detailed_outlines, self.territories)

    @cached_property
    def _largest(self) -> Mapping[str, tuple[Territory, ...]]:
        """Return the most populated communes of each territory."""
        found: dict[str, list[Territory]] = defaultdict(list)
        for commune in sorted(self.territories.of_level("com"), key=lambda commune: (-(commune.population or 0), commune.code)):
            for code in commune.within:
                if len(found[code]) < TOWNS and commune.point:
                    found[code].append(commune)
        return {code: tuple(communes) for code, communes in found.items()}

    def maps_of(self, pole: Sheet) -> PoleMaps | None:
        """Return where `pole` is in the country and in its département, or in the area that it covers; None when nobody says."""
        places = placements(pole, self.territories)
        if not places:
            return None
        main = places[0].territory
        around = next(self.territories[code] for code in (main.code, *main.within) if code.startswith(FRAMED))
        covered = (main.code,) if main.code in self._shapes else ()
        located = drawn({pole: places[0]}, self._country, self._catalogue)
        plan = self._plan(around, [(pole, place) for place in places], covered)
        return PoleMaps(replace(located, marks=_without_link(located.marks)), replace(plan, marks=_without_link(plan.marks)))

    def plan(self, territory: Territory, covered: Iterable[str] = ()) -> Plan:
        """Return the map framed on `territory`: every pole there and around, the areas `covered` by regional ones."""
        return self._plan(territory, self._main.items(), covered)

    def _plan(self, territory: Territory, placed_poles: Iterable[tuple[Sheet, Placement]], covered: Iterable[str]) -> Plan:
        level = territory.code.partition("-")[0]
        frame = self._frame(territory)
        near = [shape for shape in self._shapes.values() if frame.meets(shape)]
        inner = [shape for shape in near if self._is_part(shape.code, territory)]
        around = [shape for shape in near if shape.code.startswith("dep-") and shape.code != territory.code]
        linked = [shape for shape in inner if shape.code in self._linked]
        points = marks(within((frame,), placed_poles), (frame,), self.territories, GATHERED_BY[level])
        points = labelled(points, frame.width, frame.height)
        return Plan(
            territory=territory,
            width=frame.width,
            height=frame.height,
            ground="".join(frame.path(shape) for shape in around if shape not in inner),
            lines="".join(frame.path(shape) for shape in self._lines(level, near, inner) if shape not in linked),
            subject=frame.path(self._shapes[territory.code]) if territory.code in self._shapes else "",
            parts=tuple(self._part(shape, frame) for shape in linked),
            areas=tuple(self._part(self._shapes[code], frame) for code in covered),
            marks=points,
            towns=self._towns(territory, frame, points),
            bar=_bar(frame),
        )

    def _frame(self, territory: Territory) -> Frame:
        zone = zone_of(territory)
        if territory.code in self._shapes:
            return frame_around(zone, self._shapes[territory.code].box)
        return frame_around(zone, box_around(on_plane(zone, *commune.point) for commune in self._largest[territory.code]))

    def _is_part(self, code: str, territory: Territory) -> bool:
        """Tell whether an outline lies whole in `territory`, one level below it."""
        levels = {"reg": ("dep-",), "anc": ("dep-",), "dep": ("epci-", "ept-"), "epci": ("ept-",)}
        level = territory.code.partition("-")[0]
        within = self.territories[code].within
        alone = sum(outer.startswith(f"{level}-") for outer in within) == 1
        return code.startswith(levels.get(level, "-")) and territory.code in within and alone

    def _lines(self, level: str, near: list[Shape], inner: list[Shape]) -> list[Shape]:
        return [shape for shape in near if shape.code.startswith(("epci-", "ept-"))] if level in ("epci", "ept") else inner

    def _part(self, shape: Shape, frame: Frame) -> Part:
        return Part(f"{TERRITORIES}/{shape.code}/", self.territories[shape.code].name, frame.path(shape))

    def _towns(self, territory: Territory, frame: Frame, points: tuple[Mark, ...]) -> tuple[Town, ...]:
        """Return the chief towns of the départements, or the largest communes, that no pole marks already."""
        marked = {mark.place for mark in points}
        if territory.code.startswith(WIDE):
            inner = (one for one in self.territories.directly_in(territory.code, "dep"))
            towns = [self.territories[one.seat] for one in inner]
        else:
            towns = list(self._largest.get(territory.code, ()))
            towns = [self.territories[territory.seat], *towns] if territory.seat else towns
        wanted = [Wanted(town.name, *frame.spot_of(town.point)) for town in towns if town.point and town.short_name not in marked]
        labels = placed(wanted, frame.width, frame.height, _busy(points))
        return tuple(Town(one.x, one.y, label) for one, label in zip(wanted, labels, strict=True) if label)


def _without_link(points: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the marks of the page where they are: they lead nowhere else."""
    return tuple(replace(mark, address="") for mark in points)


def _busy(points: Iterable[Mark]) -> list[tuple[float, float, float, float]]:
    """Return the boxes that marks and their labels take."""
    boxes = []
    for mark in points:
        boxes.append((mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius))
        if mark.label:
            boxes.append(mark.label.box)
    return boxes


def _bar(frame: Frame) -> Bar:
    kilometres = max((one for one in BARS if one * frame.scale <= LONGEST_BAR), default=BARS[0])
    return Bar(kilometres, round(kilometres * frame.scale), BAR_LEFT, frame.height - BAR_BOTTOM)
