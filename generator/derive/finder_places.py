"""Receives a catalogue; returns what each commune lies in, and the poles near it, grouped by postal code; never names a page that is not."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.catalogue import Catalogue
from generator.derive.finder_names import largest_first
from generator.derive.finder_ranges import Group, Piece, Range, cut
from generator.derive.nearest import nearest
from generator.derive.placement import main_placements
from generator.derive.presence import Presence
from generator.site import KINDS
from generator.territories import Territory

NEAREST = 3
AREAS = ("dep-", "anc-", "reg-")
COVERING_SHOWN = 5
ROW_BYTES = 26
POSTAL_CODE_BYTES = 6
SURROUNDINGS_BYTES = 24

Pieces = dict[Piece, int]
Within = tuple[str, ...]


@dataclass(frozen=True)
class Surroundings:
    """What the communes of the same territories share: these territories, the ranks of the poles that cover them, from the smallest area."""

    territories: tuple[str, ...]
    covering: tuple[int, ...]


class Places:
    """Knows what is around each commune of `catalogue`: `found` are the sheets of each territory, `paged` the territories that have a page."""

    def __init__(self, catalogue: Catalogue, found: Mapping[str, tuple[Presence, ...]], paged: Collection[str]) -> None:
        self._territories = catalogue.reference.territories
        self.communes = largest_first(self._territories.of_level("com"))
        self._paged = frozenset(paged)
        self._counts = {code: _counts(here) for code, here in found.items()}
        placed = [(pole, place) for pole, place in main_placements(catalogue).items() if place]
        self._poles = [[pole.id, pole.name, place.territory.name] for pole, place in placed]
        self._areas: dict[str, list[int]] = defaultdict(list)
        for rank, (_, place) in enumerate(placed):
            if place.is_area:
                self._areas[place.territory.code].append(rank)
        self._near = self._nearest({rank: place.point for rank, (_, place) in enumerate(placed) if place.point})

    @cached_property
    def by_postal_code(self) -> dict[str, list[int]]:
        """The ranks of the communes of each postal code, largest first."""
        found: dict[str, list[int]] = defaultdict(list)
        for rank, commune in enumerate(self.communes):
            for postal_code in commune.postal_codes:
                found[postal_code].append(rank)
        return found

    @cached_property
    def ranges(self) -> tuple[Range, ...]:
        """The communes by postal code, cut by what their file will weigh."""
        return cut(Group(code, self._pieces(code, ranks)) for code, ranks in sorted(self.by_postal_code.items()))

    def content(self, one: Range) -> dict[str, Any]:
        """Return what the file of a range says, ready for JSON: territories, surroundings and poles once, then a line for each commune."""
        inside = {key: [self.communes[rank] for rank in self.by_postal_code[key]] for key in one.keys}
        communes = [commune for here in inside.values() for commune in here]
        surroundings = {commune.within: self._surroundings[commune.within] for commune in communes}
        territories = _ranks(code for around in surroundings.values() for code in around.territories)
        poles = _ranks(self._poles_of(communes))
        places = _ranks(surroundings)
        return {
            "territoires": [self._territory(code) for code in territories],
            "ensembles": [_told(around, territories, poles) for around in surroundings.values()],
            "poles": [self._poles[pole] for pole in poles],
            "codes": {
                postal_code: [self._line(commune, places[commune.within], poles) for commune in here]
                for postal_code, here in inside.items()
            },
        }

    def _nearest(self, points: Mapping[int, tuple[float, float]]) -> dict[str, list[tuple[int, int]]]:
        """Return the rank of the poles nearest to each commune, by its code, each with its distance in kilometres."""
        placed = [commune for commune in self.communes if commune.point]
        ranks = list(points)
        lines = nearest([commune.point for commune in placed if commune.point], list(points.values()), NEAREST)
        return {commune.code: [(ranks[one], away) for one, away in line] for commune, line in zip(placed, lines, strict=True)}

    @cached_property
    def _surroundings(self) -> dict[Within, Surroundings]:
        return {within: self._around(within) for within in dict.fromkeys(commune.within for commune in self.communes)}

    def _around(self, within: Within) -> Surroundings:
        shown = tuple(code for code in within if not code.startswith("anc-") or code in self._paged)
        areas = [code for level in AREAS for code in within if code.startswith(level)]
        return Surroundings(shown, tuple(pole for code in areas for pole in self._areas.get(code, ())))

    def _poles_of(self, communes: Iterable[Territory]) -> Iterator[int]:
        for commune in communes:
            yield from (pole for pole, _ in self._near.get(commune.code, ()))
            yield from self._surroundings[commune.within].covering[:COVERING_SHOWN]

    def _pieces(self, postal_code: str, ranks: Iterable[int]) -> Pieces:
        """Return the bytes of each piece that the communes of a postal code need in their file; what they share weighs once."""
        pieces: Pieces = {}
        for rank in ranks:
            commune = self.communes[rank]
            several = POSTAL_CODE_BYTES * len(commune.postal_codes)
            pieces[f"{postal_code} {rank}"] = len(commune.name.encode()) + ROW_BYTES + several
            pieces.update(self._shared_pieces[commune.within])
            for pole, _ in self._near.get(commune.code, ()):
                pieces[pole] = self._pole_weights[pole]
        return pieces

    @cached_property
    def _shared_pieces(self) -> dict[Within, Pieces]:
        weights = {code: _weight(self._territory(code)) for within in self._surroundings for code in within}
        return {
            within: {
                " ".join(within): SURROUNDINGS_BYTES,
                **{code: weights[code] for code in around.territories},
                **{pole: self._pole_weights[pole] for pole in around.covering[:COVERING_SHOWN]},
            }
            for within, around in self._surroundings.items()
        }

    @cached_property
    def _pole_weights(self) -> list[int]:
        return [_weight(pole) for pole in self._poles]

    def _territory(self, code: str) -> list[Any]:
        """Return a territory: code, name, how many poles, practices and actors its page has; None when it has no page."""
        counts = self._counts.get(code, [0] * len(KINDS)) if code in self._paged else None
        return [code, self._territories[code].name, counts]

    def _line(self, commune: Territory, surroundings: int, poles: Mapping[int, int]) -> str:
        """Return a commune: code, name, its postal codes when several, inhabitants, surroundings, nearest poles (letters), each with its distance."""
        several = " ".join(commune.postal_codes) if len(commune.postal_codes) > 1 else ""
        near = "".join(f"{_letters(poles[pole])}{away}" for pole, away in self._near.get(commune.code, ()))
        inhabitants = "" if commune.population is None else commune.population
        return f"{commune.code.removeprefix('com-')}|{commune.name}|{several}|{inhabitants}|{surroundings}|{near}"


def _ranks(things: Iterable[Any]) -> dict[Any, int]:
    return {thing: rank for rank, thing in enumerate(dict.fromkeys(things))}


def _told(around: Surroundings, territories: Mapping[str, int], poles: Mapping[int, int]) -> list[Any]:
    """Return surroundings: the ranks of the territories, those of the first poles that cover them, how many they are in all."""
    shown = [poles[pole] for pole in around.covering[:COVERING_SHOWN]]
    return [[territories[code] for code in around.territories], shown, len(around.covering)]


def _letters(number: int) -> str:
    """Return a number as letters, so that a figure may follow: 0 is « a », 26 is « ba »."""
    head, last = divmod(number, 26)
    return (_letters(head) if head else "") + chr(ord("a") + last)


def _counts(found: Iterable[Presence]) -> list[int]:
    kinds = Counter(presence.sheet.kind.name for presence in found)
    return [kinds[kind] for kind in KINDS]


def _weight(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode()) + 1
