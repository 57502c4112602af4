"""Receives a catalogue; returns which sheets each territory has, and on what account; never puts a perimeter down to a seat."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.derive.attestations import attesting_poles
from generator.derive.placement import main_placements
from generator.distance import kilometres
from generator.territories import Territory


class Reason(StrEnum):
    """Why a sheet is in a territory, the strongest first, in the words of the page."""

    SEAT = "Installé ici"
    PROJECT = "Lieu en projet ici"
    PERIMETER = "Ce territoire est son périmètre d’action"
    COVERS = "Son périmètre d’action couvre ce territoire"
    PART = "Agit sur une partie de ce territoire"
    REACH = "Y rayonne"
    TIED = "Rattaché à ce territoire"
    MEMBERSHIP = "Un de ses membres est installé ici"
    PRACTICE = "Attestée par un pôle d’ici"


PLACES_LEFT, PLACES_TO_COME = ("ancien-site",), ("lieu-en-projet",)
COVERED_BELOW = {"reg": ("dep",), "anc": ("dep",)}
LEVELS_ABOVE = ("ept-", "epci-", "dep-", "anc-", "reg-")
NEAREST = 3


@dataclass(frozen=True)
class Presence:
    """One sheet of a territory, and the strongest reason why it is there."""

    sheet: Sheet
    reason: Reason


@dataclass(frozen=True)
class Distant:
    """A documented pole elsewhere, with its distance as the crow flies, in kilometres."""

    sheet: Sheet
    place: str
    kilometres: int


def presences(catalogue: Catalogue) -> Mapping[str, tuple[Presence, ...]]:
    """Return the sheets of each territory code, poles first, each once, for the strongest reason."""
    found: dict[str, dict[Sheet, Reason]] = defaultdict(dict)
    for reason in Reason:
        for sheet in catalogue.published():
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


def _codes(sheet: Sheet, reason: Reason, catalogue: Catalogue) -> Iterator[str]:
    """Yield the territories where a sheet is for a reason: what is installed here is above too, a perimeter is not."""
    territories = catalogue.reference.territories
    match reason:
        case Reason.PERIMETER:
            yield from _perimeters(sheet)
        case Reason.COVERS:
            for code in _perimeters(sheet):
                for level in COVERED_BELOW.get(code.partition("-")[0], ()):
                    yield from (inner.code for inner in territories.directly_in(code, level))
        case Reason.PART:
            for code in _perimeters(sheet):
                yield from _surely_within(territories[code])
        case _:
            for code in _named_codes(sheet, reason, catalogue):
                yield from (code, *_surely_within(territories[code]))


def _surely_within(territory: Territory) -> Iterator[str]:
    """Yield what a territory lies in; a grouping over several départements puts a sheet in none of them."""
    for level in LEVELS_ABOVE:
        above = [code for code in territory.within if code.startswith(level)]
        if len(above) == 1:
            yield above[0]


def _named_codes(sheet: Sheet, reason: Reason, catalogue: Catalogue) -> list[str]:
    match reason:
        case Reason.SEAT:
            return _seats(sheet)
        case Reason.PROJECT:
            return _places(sheet, PLACES_TO_COME)
        case Reason.REACH:
            return _tied(sheet, "rayonnement")
        case Reason.MEMBERSHIP:
            return [code for actor in _members(sheet, catalogue) for code in _seats(actor)]
        case Reason.PRACTICE:
            attesting = _attesting(sheet, catalogue)
            return [code for pole in attesting for code in (*_seats(pole), *_places(pole, PLACES_TO_COME), *_perimeters(pole))]
        case _:
            return _tied(sheet, None, "experimentation")


def _members(sheet: Sheet, catalogue: Catalogue) -> list[Sheet]:
    members = sheet.record.membres if sheet.kind.name == "poles" else ()
    actors = catalogue.sheets["actors"]
    return [actors[member.acteur] for member in members if member.acteur in actors]


def _attesting(sheet: Sheet, catalogue: Catalogue) -> tuple[Sheet, ...]:
    return attesting_poles(sheet, catalogue) if sheet.kind.name == "practices" else ()


def _seats(sheet: Sheet) -> list[str]:
    """Return where a sheet is installed: its places but those left or to come, and what it says of its seat."""
    settled = [place.commune for place in _all_places(sheet) if place.role not in (*PLACES_LEFT, *PLACES_TO_COME)]
    to_come = bool(_places(sheet, PLACES_TO_COME)) and not settled
    return settled + ([] if to_come else _tied(sheet, "implantation"))


def _places(sheet: Sheet, roles: tuple[str, ...]) -> list[str]:
    return [place.commune for place in _all_places(sheet) if place.role in roles]


def _all_places(sheet: Sheet) -> list[Any]:
    return [place for place in getattr(sheet.record, "lieux", ()) if place.commune]


def _perimeters(sheet: Sheet) -> list[str]:
    return _tied(sheet, "perimetre", "ressort")


def _tied(sheet: Sheet, *roles: str | None) -> list[str]:
    return [tie.territoire for tie in sheet.record.territoires if tie.territoire and tie.role in roles]
