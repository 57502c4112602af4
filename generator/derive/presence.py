"""Receives a catalogue; returns which sheets each territory has, and on what account; never puts a perimeter down to a seat."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.catalogue import Catalogue, Sheet
from generator.derive.placement import main_placements
from generator.distance import kilometres
from generator.territories import Territory

SEAT, PERIMETER, REACH, MEMBERSHIP, PRACTICE = "implantation", "perimetre", "rayonnement", "membre", "pratique"
REASONS = {
    SEAT: "Installé ici",
    PERIMETER: "Ce territoire est dans son périmètre d’action",
    REACH: "Y rayonne",
    MEMBERSHIP: "Un de ses membres est installé ici",
    PRACTICE: "Attestée par un pôle d’ici",
}
LEVELS_ABOVE = ("ept-", "epci-", "dep-", "anc-", "reg-")
NEAREST = 3


@dataclass(frozen=True)
class Presence:
    """One sheet of a territory, and the strongest reason why it is there."""

    sheet: Sheet
    reason: str


@dataclass(frozen=True)
class Distant:
    """A documented pole elsewhere, with its distance as the crow flies, in kilometres."""

    sheet: Sheet
    place: str
    kilometres: int


def presences(catalogue: Catalogue) -> Mapping[str, tuple[Presence, ...]]:
    """Return the sheets of each territory code, poles first, each once."""
    found: dict[str, dict[Sheet, str]] = defaultdict(dict)
    for reason in REASONS:
        for sheet in catalogue:
            if not sheet.is_withdrawn:
                for code in _codes(sheet, reason, catalogue):
                    found[code].setdefault(sheet, reason)
    return {code: tuple(Presence(sheet, reason) for sheet, reason in sheets.items()) for code, sheets in found.items()}


def nearest_poles(territory: Territory, catalogue: Catalogue) -> tuple[Distant, ...]:
    """Return the documented poles nearest to the chief town of `territory`, or to its middle."""
    territories = catalogue.reference.territories
    start = territories[territory.seat].point if territory.seat in territories else territory.point
    if start is None:
        return ()
    placed = ((pole, placement) for pole, placement in main_placements(catalogue).items() if placement and placement.point)
    distances = [Distant(pole, place.territory.name, round(kilometres(start, place.point))) for pole, place in placed]
    return tuple(sorted(distances, key=lambda distant: (distant.kilometres, distant.sheet.id))[:NEAREST])


def _codes(sheet: Sheet, reason: str, catalogue: Catalogue) -> Iterator[str]:
    territories = catalogue.reference.territories
    for code in _named_codes(sheet, reason, catalogue):
        yield from (code, *_surely_within(territories[code]))


def _surely_within(territory: Territory) -> Iterator[str]:
    """Yield what a territory lies in; a grouping over several départements puts a sheet in none of them."""
    for level in LEVELS_ABOVE:
        above = [code for code in territory.within if code.startswith(level)]
        if len(above) == 1:
            yield above[0]


def _named_codes(sheet: Sheet, reason: str, catalogue: Catalogue) -> list[str]:
    if reason == MEMBERSHIP:
        return [code for actor in _members(sheet, catalogue) for code in _own_codes(actor, SEAT)]
    if reason == PRACTICE:
        return [code for pole in _attesting(sheet, catalogue) for here in (SEAT, PERIMETER) for code in _own_codes(pole, here)]
    return _own_codes(sheet, reason)


def _members(sheet: Sheet, catalogue: Catalogue) -> list[Sheet]:
    members = sheet.record.membres if sheet.kind.name == "poles" else ()
    actors = catalogue.sheets["actors"]
    return [actors[member.acteur] for member in members if member.acteur in actors]


def _attesting(sheet: Sheet, catalogue: Catalogue) -> list[Sheet]:
    uses = sheet.record.poles if sheet.kind.name == "practices" else ()
    poles = catalogue.sheets["poles"]
    return [poles[use.pole] for use in uses if use.pole in poles]


def _own_codes(sheet: Sheet, reason: str) -> list[str]:
    ties = [tie for tie in sheet.record.territoires if tie.territoire]
    if reason == SEAT:
        places = [place.commune for place in getattr(sheet.record, "lieux", ()) if place.commune]
        return places + [tie.territoire for tie in ties if tie.role == "implantation"]
    if reason == REACH:
        return [tie.territoire for tie in ties if tie.role == "rayonnement"]
    return [tie.territoire for tie in ties if tie.role not in ("implantation", "rayonnement")]
