"""Receives communes; returns their index by name, in small ranges, and the first answers of short queries; never ranks by guess."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.derive.finder_keys import keys
from generator.derive.finder_ranges import Group, Range, broad_prefixes, cut
from generator.territories import Territory

FIRST_ANSWERS = 20
ROW_EXTRA_BYTES = 3


@dataclass(frozen=True)
class Head:
    """The first answers to a prefix that too many communes bear: how many they are, those that it names whole, the largest others."""

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
    postal_codes = " ".join(shown[2:] if shown[:2] == code[:2] else shown for shown in commune.postal_codes)
    return f"{code}{size}{commune.name}|{postal_codes}"


def name_index(communes: Iterable[Territory]) -> Index:
    """Return the index of `communes` by each key of their names."""
    ordered = largest_first(communes)
    by_key: dict[str, list[Territory]] = defaultdict(list)
    for commune in ordered:
        for key in keys(commune.name):
            by_key[key].append(commune)
    rows = {commune.code: row(commune) for commune in ordered}
    ranges = cut(Group(key, _pieces(by_key[key], rows)) for key in sorted(by_key))
    starts = tuple(one.start for one in ranges)
    rank = {code: place for place, code in enumerate(rows)}
    filled = tuple(_rows(one, rows, rank) for one in ranges)
    return Index(starts, filled, heads(by_key, starts))


def largest_first(communes: Iterable[Territory]) -> list[Territory]:
    """Return `communes` from the largest to the smallest, by code at the same size."""
    return sorted(communes, key=lambda commune: (-(commune.population or 0), commune.code))


def heads(by_key: Mapping[str, Sequence[Territory]], starts: Sequence[str]) -> dict[str, Head]:
    """Return the first answers of each prefix of keys that too many ranges cover, given where the ranges start."""
    wanted = dict.fromkeys(broad_prefixes(by_key, starts))
    longest = max(map(len, wanted), default=0)
    borne: dict[str, dict[str, Territory]] = defaultdict(dict)
    for key, communes in by_key.items():
        inside = {commune.code: commune for commune in communes}
        for length in range(1, min(longest, len(key)) + 1):
            if key[:length] in wanted:
                borne[key[:length]].update(inside)
    return {prefix: _head(borne[prefix], by_key.get(prefix, ())) for prefix in wanted}


def _pieces(communes: Iterable[Territory], rows: Mapping[str, str]) -> dict[str, int]:
    return {commune.code: len(rows[commune.code].encode()) + ROW_EXTRA_BYTES for commune in communes}


def _rows(one: Range, rows: Mapping[str, str], rank: Mapping[str, int]) -> tuple[str, ...]:
    """Return the rows of a range in the order of `rank`, each once."""
    codes = {code for group in one.groups for code in group.pieces}
    return tuple(rows[code] for code in sorted(codes, key=rank.__getitem__))


def _head(borne: Mapping[str, Territory], exact: Iterable[Territory]) -> Head:
    named = [commune.code for commune in exact]
    largest = [commune.code for commune in largest_first(borne.values())]
    shown = dict.fromkeys([*named, *[code for code in largest if code not in named][:FIRST_ANSWERS]])
    return Head(len(borne), tuple(row(borne[code]) for code in largest if code in shown))
