"""Receives a catalogue; returns what each commune lies in, and the poles near it, grouped by postal code; never links to a page that is not."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.catalogue import Catalogue
from generator.derive.finder_names import largest_first
from generator.derive.finder_nearest import Near, Spot, nearest_spots
from generator.derive.finder_ranges import Group, Range, cut
from generator.derive.placement import main_placements
from generator.derive.presence import presences
from generator.site import KINDS
from generator.territories import Territory

COVERING_SHOWN = 5
ROW_BYTES = 26
SURROUNDINGS_BYTES = 24


@dataclass(frozen=True)
class Surroundings:
    """What the communes of the same territories share: these territories, the regional poles that cover them."""

    territories: tuple[str, ...]
    covering: tuple[str, ...]


class Places:
    """What is known around each commune of `catalogue`; `paged` are the codes of the territories that have a page."""

    def __init__(self, catalogue: Catalogue, paged: Collection[str]) -> None:
        self._territories = catalogue.reference.territories
        self._communes = self._territories.of_level("com")
        self._paged = frozenset(paged)
        self._counts = {code: _counts(found) for code, found in presences(catalogue).items()}
        self._poles = {pole.id: pole for pole in catalogue.sheets["poles"].values()}
        main = {pole: place for pole, place in main_placements(catalogue).items() if place}
        self._place_of = {pole.id: place.territory.name for pole, place in main.items()}
        spots = [Spot(pole.id, pole.name, place.territory.name, place.point) for pole, place in main.items() if place.point]
        self._near = nearest_spots(self._communes, spots)
        self._areas: dict[str, list[str]] = defaultdict(list)
        for pole, place in main.items():
            if place.is_area:
                self._areas[place.territory.code].append(pole.id)

    @cached_property
    def ranges(self) -> tuple[Range, ...]:
        """The communes by postal code, cut by what their file will weigh."""
        return cut(Group(postal_code, self._pieces(postal_code, inside)) for postal_code, inside in sorted(self.by_postal_code.items()))

    def content(self, one: Range) -> dict[str, Any]:
        """Return what the file of a range says, ready for JSON."""
        communes = {group.key: self.by_postal_code[group.key] for group in one.groups}
        withins = list(dict.fromkeys(commune.within for inside in communes.values() for commune in inside))
        surroundings = [self._surroundings(within) for within in withins]
        codes = list(dict.fromkeys(code for one in surroundings for code in one.territories))
        near = [near.spot.id for inside in communes.values() for commune in inside for near in self._near_of(commune)]
        poles = list(dict.fromkeys([*near, *(pole for one in surroundings for pole in one.covering[:COVERING_SHOWN])]))
        places = {within: number for number, within in enumerate(withins)}
        numbers = {pole: number for number, pole in enumerate(poles)}
        return {
            "territoires": [self._territory(code) for code in codes],
            "ensembles": [_told(one, codes, numbers) for one in surroundings],
            "poles": [self._pole(pole) for pole in poles],
            "codes": {
                postal_code: [self._row(commune, places[commune.within], numbers) for commune in inside]
                for postal_code, inside in communes.items()
            },
        }

    @cached_property
    def by_postal_code(self) -> dict[str, list[Territory]]:
        """The communes of each postal code, largest first."""
        found: dict[str, list[Territory]] = defaultdict(list)
        for commune in largest_first(self._communes):
            for postal_code in commune.postal_codes:
                found[postal_code].append(commune)
        return found

    def _near_of(self, commune: Territory) -> tuple[Near, ...]:
        return self._near.get(commune.code, ())

    def _surroundings(self, within: tuple[str, ...]) -> Surroundings:
        shown = tuple(code for code in within if not code.startswith("anc-") or code in self._paged)
        return Surroundings(shown, tuple(pole for code in within for pole in self._areas.get(code, ())))

    def _pieces(self, postal_code: str, communes: Iterable[Territory]) -> dict[Any, int]:
        """Return the bytes of each piece that the communes of a postal code need in their file; what they share weighs once."""
        pieces: dict[Any, int] = {}
        for commune in communes:
            pieces[commune.code, postal_code] = len(commune.name.encode()) + ROW_BYTES + 6 * len(commune.postal_codes)
            pieces.update(self._shared_pieces[commune.within])
            for near in self._near_of(commune):
                pieces["pole", near.spot.id] = self._pole_weights[near.spot.id]
        return pieces

    @cached_property
    def _shared_pieces(self) -> dict[tuple[str, ...], dict[Any, int]]:
        found: dict[tuple[str, ...], dict[Any, int]] = {}
        for within in dict.fromkeys(commune.within for commune in self._communes):
            one = self._surroundings(within)
            poles = {("pole", pole): self._pole_weights[pole] for pole in one.covering[:COVERING_SHOWN]}
            territories = {code: self._weights[code] for code in one.territories}
            found[within] = {("within", within): SURROUNDINGS_BYTES, **territories, **poles}
        return found

    @cached_property
    def _weights(self) -> dict[str, int]:
        above = dict.fromkeys(code for commune in self._communes for code in commune.within)
        return {code: _weight(self._territory(code)) for code in above}

    @cached_property
    def _pole_weights(self) -> dict[str, int]:
        return {pole: _weight(self._pole(pole)) for pole in self._place_of}

    def _territory(self, code: str) -> list[Any]:
        counts = self._counts.get(code, [0] * len(KINDS)) if code in self._paged else None
        return [code, self._territories[code].name, counts]

    def _pole(self, pole: str) -> list[str]:
        return [pole, self._poles[pole].name, self._place_of[pole]]

    def _row(self, commune: Territory, surroundings: int, numbers: Mapping[str, int]) -> str:
        """Return a commune in one line: code, name, its postal codes when several, inhabitants, surroundings, poles (letters) each with its distance."""
        several = " ".join(commune.postal_codes) if len(commune.postal_codes) > 1 else ""
        near = "".join(f"{_letters(numbers[one.spot.id])}{round(one.kilometres)}" for one in self._near_of(commune))
        inhabitants = commune.population or 0
        return f"{commune.code.removeprefix('com-')}|{commune.name}|{several}|{inhabitants}|{surroundings}|{near}"


def _told(one: Surroundings, codes: list[str], numbers: Mapping[str, int]) -> list[Any]:
    shown = [numbers[pole] for pole in one.covering[:COVERING_SHOWN]]
    return [[codes.index(code) for code in one.territories], shown, len(one.covering)]


def _letters(number: int) -> str:
    """Return a number as one letter or more, so that a figure may follow: 0 is « a », 26 is « ba »."""
    head, last = divmod(number, 26)
    return (_letters(head) if head else "") + chr(ord("a") + last)


def _counts(found: Iterable[Any]) -> list[int]:
    kinds = Counter(presence.sheet.kind.name for presence in found)
    return [kinds[kind] for kind in KINDS]


def _weight(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode()) + 1
