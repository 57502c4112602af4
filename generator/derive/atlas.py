"""Receives a catalogue; returns what a map of France draws of its poles; never makes a dot of a regional pole."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.catalogue import Catalogue, Sheet
from generator.derive.framing import Frame, Shape, shapes
from generator.derive.marks import Mark, labelled, marks, within
from generator.derive.placement import Placement, main_placements
from generator.derive.projection import MAINLAND, OVERSEAS
from generator.territories import Territory

WIDTH, HEIGHT = 1310, 1140
INSET, INSET_STEP, INSETS_TOP = 150, 205, 60
INSET_KM = {"971": 90.0, "972": 80.0, "973": 430.0, "974": 85.0, "976": 55.0}
MAINLAND_FRAME = Frame(MAINLAND, -60.0, 7130.0, 1.0, WIDTH, HEIGHT)
FRAMES = (
    MAINLAND_FRAME,
    *(
        Frame(
            zone, -INSET_KM[zone] / 2, INSET_KM[zone] / 2, INSET / INSET_KM[zone], INSET, INSET, 0, INSETS_TOP + rank * INSET_STEP
        )
        for rank, zone in enumerate(OVERSEAS)
    ),
)


@dataclass(frozen=True)
class Area:
    """A region or a département, of then or of today, that poles cover."""

    territory: Territory
    path: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Atlas:
    """Everything that a map of the country draws; `unplaced` poles are only listed."""

    base: str
    areas: tuple[Area, ...]
    marks: tuple[Mark, ...]
    unplaced: tuple[Sheet, ...]
    insets: tuple[tuple[int, int, str], ...] = ()
    width: int = WIDTH
    height: int = HEIGHT


def atlas(catalogue: Catalogue) -> Atlas:
    """Return the map of the poles of `catalogue`."""
    main = main_placements(catalogue)
    unplaced = tuple(pole for pole, placement in main.items() if not placement)
    return drawn({pole: placement for pole, placement in main.items() if placement}, country(catalogue), catalogue, unplaced)


def drawn(placements: Mapping[Sheet, Placement], base: str, catalogue: Catalogue, unplaced: tuple[Sheet, ...] = ()) -> Atlas:
    """Return the map of the poles of `placements` on `base`, the outline of the country."""
    departements = frozenset(departement.code for departement in catalogue.reference.territories.of_level("dep"))
    points = marks(within(FRAMES, placements.items()), catalogue.reference.territories, "dep", departements)
    insets = tuple(
        (frame.left + frame.width // 2, frame.top + frame.height + 26, catalogue.reference.territories[f"dep-{frame.zone}"].name)
        for frame in FRAMES
        if frame.zone
    )
    return Atlas(base, _areas(placements, catalogue), labelled(points, WIDTH, HEIGHT), unplaced, insets)


def country(catalogue: Catalogue) -> str:
    """Return the path of the regions of today."""
    reference = catalogue.reference
    regions = {code: outline for code, outline in reference.land.outlines.items() if code.startswith("reg-")}
    return "".join(map(path_on_country, shapes(regions, reference.territories).values()))


def path_on_country(shape: Shape) -> str:
    """Return the path of a shape in the window of its zone."""
    return next(frame for frame in FRAMES if frame.zone == shape.zone).path(shape)


def _areas(placements: Mapping[Sheet, Placement], catalogue: Catalogue) -> tuple[Area, ...]:
    covered: dict[str, list[Sheet]] = {}
    for pole, placement in placements.items():
        if placement.is_area:
            covered.setdefault(placement.territory.code, []).append(pole)
    reference = catalogue.reference
    drawn = shapes({code: reference.land.outlines[code] for code in covered}, reference.territories)
    return tuple(
        Area(reference.territories[code], path_on_country(drawn[code]), tuple(sheets)) for code, sheets in covered.items()
    )
