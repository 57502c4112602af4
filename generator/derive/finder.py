"""Receives the communes and the poles; returns the small files in which a page finds a commune and what is near; never one over a budget."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.catalogue import Catalogue
from generator.derive.nearest import nearest
from generator.derive.placement import main_placements
from generator.derive.presence import Presence
from generator.french import fold
from generator.site import KINDS
from generator.territories import Territories, Territory

ARTICLES = ("le-", "la-", "les-", "l-", "aux-", "au-")
SAINTS_AND_ISLES = ("saint-", "sainte-", "saints-", "saintes-", "l-ile-d-", "l-ile-", "ile-de-", "ile-d-", "ile-")
SHOWN, PAGE, BEGINNING = 20, 80, 3
NEAREST = 3
GROUPINGS = ("epci-", "ept-")


@dataclass(frozen=True)
class Book:
    """Entries in the order of their keys, cut into pages that open at a key; `heads` hold the best known of a beginning that too many share."""

    openings: tuple[str, ...]
    pages: tuple[tuple[Any, ...], ...]
    heads: Mapping[str, tuple[Any, ...]]


def name_keys(name: str) -> tuple[str, ...]:
    """Return what people type for a commune: its folded name, without its article, without its « saint » or its « île »."""
    whole = fold(name)
    bare = next((whole.removeprefix(article) for article in ARTICLES if whole.startswith(article)), whole)
    proper = next((whole.removeprefix(first) for first in SAINTS_AND_ISLES if whole.startswith(first)), whole)
    return tuple(dict.fromkeys((whole, bare, proper)))


def book(filed: Iterable[tuple[str, Any]], size: int) -> Book:
    """Return `filed` (key, entry), the best known first, as a book of pages of `size` entries.

    A beginning shared by at most `size` keys lies in two pages that follow each other; any other has its head.
    """
    filed = tuple(filed)
    ordered = sorted(filed, key=lambda one: one[0])
    pages = tuple(ordered[start : start + size] for start in range(0, len(ordered), size))
    shared = Counter(key[:length] for key, _ in filed for length in range(1, len(key) + 1))
    heads: dict[str, list[Any]] = {beginning: [] for beginning, count in shared.items() if count > size}
    exact: dict[str, list[Any]] = defaultdict(list)
    for key, entry in filed:
        if key in heads:
            exact[key].append(entry)
        for length in range(1, len(key)):
            head = heads.get(key[:length])
            if head is not None and len(head) < SHOWN and entry not in head:
                head.append(entry)
    return Book(
        openings=tuple(_opening(pages[rank - 1][-1][0] if rank else "", page[0][0]) for rank, page in enumerate(pages)),
        pages=tuple(tuple(entry for _, entry in page) for page in pages),
        heads={beginning: (*exact[beginning], *head) for beginning, head in sorted(heads.items())},
    )


def _opening(before: str, first: str) -> str:
    """Return the shortest beginning of `first` that comes after `before`, the last key of the page before."""
    return next((first[:length] for length in range(1, len(first)) if first[:length] > before), first)


def by_name(territories: Territories) -> Book:
    """Return the communes by their names: key, name, INSEE code, postal code, inhabitants."""
    return book(((key, (key, *_line(commune))) for commune in _best_known(territories) for key in name_keys(commune.name)), PAGE)


def by_postal_code(territories: Territories) -> Book:
    """Return the communes by their postal codes, in the same words."""
    filed = ((number, commune) for commune in _best_known(territories) for number in commune.postal_codes)
    return book(
        ((number, (number, commune.name, _number(commune.code), number, commune.population)) for number, commune in filed), PAGE
    )


class Finder:
    """Knows every commune, the territories that have a page and the poles, so as to file them."""

    def __init__(self, catalogue: Catalogue, found: Mapping[str, tuple[Presence, ...]], paged: Iterable[str]) -> None:
        self.territories = catalogue.reference.territories
        self._paged = frozenset(paged)
        self._counts = {code: Counter(presence.sheet.kind.name for presence in here) for code, here in found.items()}
        self._communes = self.territories.of_level("com")
        main = {pole: place for pole, place in main_placements(catalogue).items() if place}
        self._pointed = [(pole, place) for pole, place in main.items() if not place.is_area]
        self._areas = [(pole, place) for pole, place in main.items() if place.is_area]

    def by_code(self) -> Mapping[str, tuple[Any, ...]]:
        """Return what is told of each commune, by the beginning of its INSEE code: name, postal codes, inhabitants, groupings, nearest poles.

        A vanished code gives the one that took over.
        """
        near = zip(self._communes, self._nearest(), strict=True)
        told = [(_number(commune.code), _told(commune, poles)) for commune, poles in near]
        vanished = [(_number(old), (_number(old), _number(new))) for old, new in self.territories.successors.items()]
        found: dict[str, list[Any]] = defaultdict(list)
        for number, entry in sorted((*told, *vanished), key=lambda one: one[0]):
            found[number[:BEGINNING]].append(entry)
        return {beginning: tuple(entries) for beginning, entries in found.items()}

    def wide(self) -> dict[str, Any]:
        """Return the départements and regions, with what each counts, and the poles that cover a region.

        A département also says which third characters its INSEE codes have: `by_code` files them by three.
        """
        third = defaultdict(set)
        for code in (*self.territories.successors, *(commune.code for commune in self._communes)):
            third[f"dep-{_number(code)[:2]}"].add(_number(code)[2])
        return {
            "departements": {
                one.code: [*self.named(one.code), "".join(sorted(third[one.code])), *one.within]
                for one in self.territories.of_level("dep")
            },
            "regions": {one.code: self.named(one.code) for level in ("reg", "anc") for one in self.territories.of_level(level)},
            "couvrent": {
                place.territory.code: [
                    [pole.address, pole.name] for pole, other in self._areas if other.territory == place.territory
                ]
                for _, place in self._areas
            },
        }

    def pole(self, rank: int) -> list[str]:
        """Return the address, the name and the place of a pole."""
        pole, place = self._pointed[rank]
        return [pole.address, pole.name, place.territory.name]

    def named(self, code: str) -> list[Any]:
        """Return the name of a territory, and how many poles, practices and actors its page has, None when it has no page."""
        counts = self._counts.get(code, Counter())
        return [self.territories[code].name, [counts[kind] for kind in KINDS] if code in self._paged else None]

    def _nearest(self) -> Iterator[list[tuple[int, int]]]:
        placed = [commune.point for commune in self._communes if commune.point]
        found = iter(nearest(placed, [place.point for _, place in self._pointed], NEAREST))
        return (next(found) if commune.point else [] for commune in self._communes)


def _best_known(territories: Territories) -> list[Territory]:
    """Return the communes, the most populated first."""
    return sorted(territories.of_level("com"), key=lambda commune: (-(commune.population or 0), commune.code))


def _line(commune: Territory) -> tuple[str, str, str, int | None]:
    return commune.name, _number(commune.code), next(iter(commune.postal_codes), ""), commune.population


def _told(commune: Territory, near: list[tuple[int, int]]) -> tuple[Any, ...]:
    groupings = tuple(code for code in commune.within if code.startswith(GROUPINGS))
    return _number(commune.code), commune.name, commune.postal_codes, commune.population, groupings, tuple(near)


def _number(code: str) -> str:
    """Return the INSEE code of a commune."""
    return code.removeprefix("com-")
