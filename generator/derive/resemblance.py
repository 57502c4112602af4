"""Receives the traits of many; returns those that are nearest to each, with their distance; costs n log n, never compares all pairs."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy

WINDOW = 24
WORD = 64
DECIMALS = 9

Traits = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Near:
    """The rank of what is near, and how far it is: 0 for the same documented traits, 1 for none in common."""

    rank: int
    distance: float


def distance(one: Traits, other: Traits, weights: Mapping[str, int]) -> float:
    """Return 1 less the weighted mean, over all facets, of the share of codes in common (Jaccard); a facet that one lacks brings nothing near.

    It is symmetric; nothing is nearer to a profile than itself.
    """
    likeness = sum(weight * _jaccard(one[facet], other[facet]) for facet, weight in weights.items())
    return round(1 - likeness / sum(weights.values()), DECIMALS)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def nearest_profiles(profiles: Sequence[Traits], weights: Mapping[str, int], count: int) -> list[tuple[Near, ...]]:
    """Return, for each profile, the `count` nearest others, by distance then by rank; `profiles` come in an order where neighbours are akin.

    Only those that stand within `WINDOW` holders of a same trait, or pair of traits of two facets, are measured: with
    fewer holders than that, all are.
    """
    masks = _Masks(profiles, weights)
    return [masks.closest(rank, candidates, count) for rank, candidates in enumerate(_candidates(profiles))]


def nearest_sets(sets: Sequence[frozenset[str]], count: int) -> list[tuple[Near, ...]]:
    """Return, for each set, the `count` others that share most of it (Jaccard), by distance then by rank."""
    holders = _holders([{"": one} for one in sets])
    return [_sharing(rank, sets, holders, count) for rank in range(len(sets))]


def _sharing(rank: int, sets: Sequence[frozenset[str]], holders: Mapping[object, list[int]], count: int) -> tuple[Near, ...]:
    common = Counter(other for member in sets[rank] for other in _window(holders["", member], rank) if other != rank)
    near = (Near(other, round(1 - _jaccard(sets[rank], sets[other]), DECIMALS)) for other in common)
    return tuple(sorted(near, key=lambda one: (one.distance, one.rank))[:count])


def _holders(profiles: Sequence[Traits]) -> dict[object, list[int]]:
    found: dict[object, list[int]] = defaultdict(list)
    for rank, profile in enumerate(profiles):
        for trait in _traits(profile):
            found[trait].append(rank)
    return found


def _traits(profile: Traits) -> Iterator[object]:
    """Yield each trait of a profile, then the whole of each pair of its first facets, which are rarer."""
    yield from ((facet, code) for facet, codes in profile.items() for code in codes)
    documented = [(facet, tuple(sorted(codes))) for facet, codes in profile.items() if codes]
    yield from pairwise(documented)


def _window(holders: Sequence[int], rank: int) -> Sequence[int]:
    """Return the holders that stand around `rank`, which is one of them."""
    place = int(numpy.searchsorted(holders, rank)) if len(holders) > WINDOW else 0
    return holders[max(place - WINDOW, 0) : place + WINDOW + 1]


def _candidates(profiles: Sequence[Traits]) -> Iterator[numpy.ndarray]:
    holders = {trait: numpy.array(ranks) for trait, ranks in _holders(profiles).items()}
    for rank, profile in enumerate(profiles):
        around = [_window(holders[trait], rank) for trait in _traits(profile)]
        found = numpy.unique(numpy.concatenate(around)) if around else numpy.array([], dtype=int)
        yield found[found != rank]


class _Masks:
    """The codes of all profiles as bits, a facet after another, so that many distances are computed at once."""

    def __init__(self, profiles: Sequence[Traits], weights: Mapping[str, int]) -> None:
        codes = {facet: sorted({code for profile in profiles for code in profile[facet]}) for facet in weights}
        widths = [max(1, -(-len(codes[facet]) // WORD)) for facet in weights]
        self._starts = numpy.cumsum([0, *widths[:-1]])
        self._shares = numpy.array(list(weights.values()), dtype=float) / sum(weights.values())
        self._bits = numpy.zeros((len(profiles), sum(widths)), dtype=numpy.uint64)
        for facet, start in zip(weights, self._starts.tolist(), strict=True):
            places = {code: divmod(number, WORD) for number, code in enumerate(codes[facet])}
            for rank, profile in enumerate(profiles):
                for column, bit in (places[code] for code in profile[facet]):
                    self._bits[rank, start + column] |= numpy.uint64(1 << bit)

    def closest(self, rank: int, candidates: numpy.ndarray, count: int) -> tuple[Near, ...]:
        """Return the `count` candidates nearest to `rank`, the lowest ranks first at the same distance."""
        mine, theirs = self._bits[rank], self._bits[candidates]
        common, either = self._counted(mine & theirs), self._counted(mine | theirs)
        distances = numpy.round(1 - (common / numpy.maximum(either, 1)) @ self._shares, DECIMALS)
        order = numpy.lexsort((candidates, distances))[:count]
        return tuple(Near(int(candidates[place]), float(distances[place])) for place in order)

    def _counted(self, bits: numpy.ndarray) -> numpy.ndarray:
        return numpy.add.reduceat(numpy.bitwise_count(bits), self._starts, axis=1, dtype=int)
