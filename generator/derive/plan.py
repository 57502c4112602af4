"""Receives a territory or a pole; returns the map framed on it; never draws what lies outside its frame."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from generator.catalogue import Catalogue, Sheet
from generator.derive.atlas import Atlas, country, drawn
from generator.derive.framing import Frame
from generator.derive.ground import Underlay, ground
from generator.derive.labels import Label, Wanted, is_free, placed
from generator.derive.marks import Mark, labelled, marks, within
from generator.derive.placement import Placement, main_placements, placements
from generator.site import TERRITORIES
from generator.territories import Territory

FRAMED = ("dep-", "reg-", "anc-")
GATHERED_BY = {"reg": "dep", "anc": "dep", "dep": "epci", "epci": "com", "ept": "com"}
LONGEST_BAR = 300
BARS = (1, 2, 5, 10, 20, 50, 100)
BAR_LEFT, BAR_BOTTOM = 24, 28


@dataclass(frozen=True)
class Part:
    """An area that leads to its own page."""

    code: str
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
    """Everything that the map of one territory draws: the ground, the parts that have a page, the areas covered, the poles, the towns."""

    territory: Territory
    under: Underlay
    parts: tuple[Part, ...]
    areas: tuple[Part, ...]
    marks: tuple[Mark, ...]
    towns: tuple[Town, ...]
    bar: Bar

    @property
    def width(self) -> int:
        """How wide the drawing is, in units."""
        return self.under.frame.width

    @property
    def height(self) -> int:
        """How tall the drawing is, in units."""
        return self.under.frame.height


@dataclass(frozen=True)
class PoleMaps:
    """Where a pole is: in the country, and closer."""

    country: Atlas
    plan: Plan


class Cartographer:
    """Knows the ground, every pole placed and the territories that have a page (`paged`), so as to draw many maps."""

    def __init__(self, catalogue: Catalogue, paged: tuple[str, ...]) -> None:
        self.territories = catalogue.reference.territories
        self.ground = ground(catalogue.reference.land)
        self.paged = paged
        self._linked = frozenset(paged)
        self._catalogue = catalogue
        self._main = {pole: place for pole, place in main_placements(catalogue).items() if place}

    @cached_property
    def _country(self) -> str:
        return country(self._catalogue)

    def maps_of(self, pole: Sheet) -> PoleMaps | None:
        """Return where `pole` is in the country and in its département, or in the area that it covers; None when nobody says."""
        places = placements(pole, self.territories)
        if not places:
            return None
        main = places[0].territory
        around = next(self.territories[code] for code in (main.code, *main.within) if code.startswith(FRAMED))
        covered = (main.code,) if main.code in self.ground.shapes else ()
        located = drawn({pole: places[0]}, self._country, self._catalogue)
        plan = self._plan(around, [(pole, place) for place in places], covered)
        return PoleMaps(replace(located, marks=_without_link(located.marks)), replace(plan, marks=_without_link(plan.marks)))

    def country_of(self, poles: Iterable[Sheet]) -> Atlas | None:
        """Return where `poles` are in the country, None when nobody says for any of them."""
        placed_poles = {pole: self._main[pole] for pole in poles if pole in self._main}
        return drawn(placed_poles, self._country, self._catalogue) if placed_poles else None

    def plan(self, territory: Territory, covered: Iterable[str] = ()) -> Plan:
        """Return the map framed on `territory`: every pole there and around, the areas `covered` by regional ones."""
        return self._plan(territory, self._main.items(), covered)

    def _plan(self, territory: Territory, placed_poles: Iterable[tuple[Sheet, Placement]], covered: Iterable[str]) -> Plan:
        under = self.ground.under(territory)
        frame = under.frame
        level = GATHERED_BY[territory.code.partition("-")[0]]
        points = labelled(marks(within((frame,), placed_poles), self.territories, level, self._linked), frame.width, frame.height)
        return Plan(
            territory=territory,
            under=under,
            parts=tuple(self._part(code, path) for code, path in under.parts.items() if code in self._linked),
            areas=tuple(self._part(code, frame.path(self.ground.shapes[code])) for code in covered),
            marks=points,
            towns=self._towns(territory, frame, points),
            bar=_bar(frame),
        )

    def _part(self, code: str, path: str) -> Part:
        return Part(code, f"{TERRITORIES}/{code}/", self.territories[code].name, path)

    def _towns(self, territory: Territory, frame: Frame, points: tuple[Mark, ...]) -> tuple[Town, ...]:
        """Return the towns of the ground that no pole marks already and whose name has room."""
        marked = {mark.code for mark in points}
        spots = [
            (town, frame.spot_of(town.point)) for town in self.ground.towns(territory) if town.point and town.code not in marked
        ]
        taken = [box for mark in points for box in mark.boxes]
        wanted = [Wanted(town.name, *spot) for town, spot in spots if is_free(spot, taken)]
        labels = placed(wanted, frame.width, frame.height, taken)
        return tuple(Town(one.x, one.y, label) for one, label in zip(wanted, labels, strict=True) if label)


def _without_link(points: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the marks of the page where they are: they lead nowhere else."""
    return tuple(replace(mark, address="") for mark in points)


def _bar(frame: Frame) -> Bar:
    kilometres = max((one for one in BARS if one * frame.scale <= LONGEST_BAR), default=BARS[0])
    return Bar(kilometres, round(kilometres * frame.scale), BAR_LEFT, frame.height - BAR_BOTTOM)
