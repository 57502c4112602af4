"""Receives the official territories; returns the index of communes by name, in small ranges, and the first answers of short queries; never ranks by guess."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.derive.finder_keys import keys
from generator.derive.finder_ranges import AFTER_ALL, Group, Range, broad_prefixes, cut
from generator.territories import Territories, Territory

FIRST_ANSWERS = 20
FIRST_WHOLE_WORDS = 5
ROW_EXTRA_BYTES = 3


@dataclass(frozen=True)
class Head:
    """The first answers to a prefix that too many communes bear: how many they are, those that it names whole, a few whose first word it is, the largest others."""

    total: int
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Index:
    """Ranges of rows, largest commune first, the key where each starts, and the heads of the prefixes that they are too many for."""

    starts: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: Mapping[str, Head]


def row(commune: Territory) -> str:
    """Return what a list of answers shows of a commune: INSEE code, size (a letter), name, postal codes (less the figures shared with the code)."""
    size = chr(ord("a") + (commune.population or 0).bit_length())
    code = commune.code.removeprefix("com-")
    postal_codes = " ".join([shown[2:] if shown[:2] == code[:2] else shown for shown in commune.postal_codes])
    return f"{code}{size}{commune.name}|{postal_codes}"


def largest_first(communes: Iterable[Territory]) -> list[Territory]:
    """Return `communes` from the largest to the smallest, by code at the same size."""
    return sorted(communes, key=lambda commune: (-(commune.population or 0), commune.code))


@lru_cache(maxsize=1)
def name_index(territories: Territories) -> Index:
    """Return the index of all communes by each key of their names, made once as long as the territories stay the same."""
    communes = largest_first(territories.of_level("com"))
    rows = [row(commune) for commune in communes]
    by_key: dict[str, list[int]] = defaultdict(list)
    for rank, commune in enumerate(communes):
        for key in keys(commune.name):
            by_key[key].append(rank)
    ranges = cut(Group(key, _pieces(by_key[key], rows)) for key in sorted(by_key))
    starts = tuple(one.start for one in ranges)
    return Index(starts, tuple(_rows(one, rows) for one in ranges), heads(by_key, starts, rows))


def heads(by_key: Mapping[str, Sequence[int]], starts: Sequence[str], rows: Sequence[str]) -> dict[str, Head]:
    """Return the first answers of each prefix of keys that too many ranges cover: `starts` are theirs, `rows` by rank what `by_key` points at."""
    ordered = sorted(by_key)
    return {prefix: _head(prefix, ordered, by_key, rows) for prefix in broad_prefixes(ordered, starts)}


def _head(prefix: str, ordered: Sequence[str], by_key: Mapping[str, Sequence[int]], rows: Sequence[str]) -> Head:
    bearing = ordered[bisect_left(ordered, prefix) : bisect_left(ordered, prefix + AFTER_ALL)]
    borne = {rank for key in bearing for rank in by_key[key]}
    whole = set(by_key.get(prefix, ()))
    word = sorted({rank for key in bearing if key.startswith(f"{prefix} ") for rank in by_key[key]})
    shown = whole.union(word[:FIRST_WHOLE_WORDS], sorted(borne - whole)[:FIRST_ANSWERS])
    return Head(len(borne), tuple(rows[rank] for rank in sorted(shown)))


def _pieces(ranks: Iterable[int], rows: Sequence[str]) -> dict[int, int]:
    return {rank: len(rows[rank].encode()) + ROW_EXTRA_BYTES for rank in ranks}


def _rows(one: Range, rows: Sequence[str]) -> tuple[str, ...]:
    return tuple(rows[rank] for rank in sorted(map(int, one.pieces)))
