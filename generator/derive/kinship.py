"""Receives a catalogue; returns, for each pole and practice, those most like it and why; never one without a reason."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.catalogue import Catalogue, Sheet
from generator.derive.attestations import attesting_poles, practices_by_pole
from generator.derive.placement import Placement, placements
from generator.derive.resemblance import Near, nearest_profiles, nearest_sets
from generator.derive.spots import along_the_curve, nearest_spots
from generator.derive.traits import FACETS, traits
from generator.distance import kilometres
from generator.territories import Territories

SHOWN = 5
NO_POINT = 1 << 40
NOT_HERE_SHOWN = 8
GROUND = {
    "com": "Même commune",
    "ept": "Même établissement public territorial",
    "epci": "Même intercommunalité",
    "dep": "Même département",
    "anc": "Même région d’avant 2016",
    "reg": "Même région",
}


@dataclass(frozen=True)
class Reason:
    """What two sheets have in common: its words, and its values."""

    title: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Kin:
    """A sheet that is like another, with the reasons; `kilometres` as the crow flies, None when a place is not known to the commune."""

    sheet: Sheet
    reasons: tuple[Reason, ...]
    shared: tuple[Sheet, ...]
    kilometres: int | None = None


@dataclass(frozen=True)
class NotHere:
    """A practice that sheets like this one attest, and that no source attests here."""

    practice: Sheet
    poles: tuple[Sheet, ...]


@dataclass(frozen=True)
class Kinship:
    """What is like a sheet, on three distances that are never mixed: profile, practices (or poles) shared, kilometres."""

    by_profile: tuple[Kin, ...] = ()
    by_sharing: tuple[Kin, ...] = ()
    by_distance: tuple[Kin, ...] = ()
    not_here: tuple[NotHere, ...] = ()


@lru_cache(maxsize=1)
def kinships(catalogue: Catalogue) -> Mapping[tuple[str, str], Kinship]:
    """Return the kinship of each published pole and practice, by the key of its sheet."""
    return {key: kinship for kind in FACETS for key, kinship in _Kind(kind, catalogue).kinships()}


class _Kind:
    """All published sheets of a kind, in an order where neighbours of the ground are neighbours."""

    def __init__(self, kind: str, catalogue: Catalogue) -> None:
        self._kind = kind
        self._catalogue = catalogue
        found = catalogue.published(kind)
        places = {sheet.id: _place(sheet, catalogue) for sheet in found}
        territories = catalogue.reference.territories
        self._sheets = sorted(found, key=lambda sheet: (_along(places[sheet.id], territories), sheet.id))
        self._places = [places[sheet.id] for sheet in self._sheets]
        self._traits = [traits(kind, sheet.record) for sheet in self._sheets]
        self._shared = [self._shareable(sheet) for sheet in self._sheets]

    def kinships(self) -> Iterator[tuple[tuple[str, str], Kinship]]:
        """Yield the key and the kinship of each sheet."""
        weights = {facet.id: facet.weight for facet in FACETS[self._kind]}
        profiles = nearest_profiles(self._traits, weights, SHOWN)
        sets = nearest_sets([frozenset(shared) for shared in self._shared], SHOWN)
        away = self._distances()
        for rank, sheet in enumerate(self._sheets):
            by_profile = tuple(self._kin(rank, near.rank) for near in profiles[rank] if near.distance < 1)
            by_sharing = tuple(self._kin(rank, near.rank) for near in sets[rank])
            by_distance = tuple(self._kin(rank, other) for other, _ in away.get(rank, ()))
            yield sheet.key, Kinship(by_profile, by_sharing, by_distance, self._not_here(rank, profiles[rank]))

    def _shareable(self, sheet: Sheet) -> Mapping[str, Sheet]:
        """Return what a sheet may share: the practices of a pole, the poles of a practice."""
        if self._kind == "poles":
            return {practice.id: practice for practice in practices_by_pole(self._catalogue).get(sheet.id, ())}
        return {pole.id: pole for pole in attesting_poles(sheet, self._catalogue)}

    def _distances(self) -> Mapping[int, tuple[tuple[int, float], ...]]:
        if self._kind != "poles":
            return {}
        pointed = [(rank, place.point) for rank, place in enumerate(self._places) if place and place.point]
        lines = nearest_spots([point for _, point in pointed], SHOWN)
        return {
            rank: tuple((pointed[other][0], away) for other, away in line) for (rank, _), line in zip(pointed, lines, strict=True)
        }

    def _kin(self, rank: int, other: int) -> Kin:
        shared = tuple(sheet for key, sheet in self._shared[other].items() if key in self._shared[rank])
        here, there = self._places[rank], self._places[other]
        reasons = (*self._traits_in_common(rank, other), *self._ground_in_common(here, there))
        away = round(kilometres(here.point, there.point)) if here and there and here.point and there.point else None
        return Kin(self._sheets[other], reasons, shared, away if self._kind == "poles" else None)

    def _traits_in_common(self, rank: int, other: int) -> Iterator[Reason]:
        for facet in FACETS[self._kind]:
            labels = self._catalogue.reference.labels[facet.vocabulary]
            common = self._traits[rank][facet.id] & self._traits[other][facet.id]
            if common:
                yield Reason(facet.shared, tuple(label for code, label in labels.items() if code in common))

    def _ground_in_common(self, here: Placement | None, there: Placement | None) -> Iterator[Reason]:
        """Yield the smallest territory that holds both places."""
        if here is None or there is None:
            return
        common = {here.territory.code, *here.territory.within} & {there.territory.code, *there.territory.within}
        for level, title in GROUND.items():
            codes = sorted(code for code in common if code.startswith(f"{level}-"))
            if codes:
                yield Reason(title, (self._catalogue.reference.territories[codes[0]].name,))
                return

    def _not_here(self, rank: int, profiles: Sequence[Near]) -> tuple[NotHere, ...]:
        """Return what the nearest by profile attest and this sheet does not, what most of them attest first."""
        if self._kind != "poles":
            return ()
        attesting: dict[str, list[Sheet]] = defaultdict(list)
        practices: dict[str, Sheet] = {}
        for near in profiles:
            for key, practice in self._shared[near.rank].items():
                if near.distance < 1 and key not in self._shared[rank]:
                    practices[key] = practice
                    attesting[key].append(self._sheets[near.rank])
        ranked = sorted(attesting, key=lambda key: (-len(attesting[key]), key))
        return tuple(NotHere(practices[key], tuple(attesting[key])) for key in ranked[:NOT_HERE_SHOWN])


def _place(sheet: Sheet, catalogue: Catalogue) -> Placement | None:
    """Return the main place of a pole, or that of the first pole of a practice."""
    territories = catalogue.reference.territories
    if sheet.kind.name == "poles":
        return next(iter(placements(sheet, territories)), None)
    found = (placements(pole, territories) for pole in attesting_poles(sheet, catalogue))
    return next((place for places in found for place in places), None)


def _along(place: Placement | None, territories: Territories) -> int:
    """Return where a place stands among all, that of an area being its chief town."""
    if place is None:
        return NO_POINT
    seat = territories.by_code.get(place.territory.seat)
    point = place.point or place.territory.point or (seat.point if seat else None)
    return along_the_curve(point) if point else NO_POINT
