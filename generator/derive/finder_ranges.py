"""Receives groups sorted by key, with what each weighs; returns them cut into ranges of a bounded weight; never cuts a group."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

RANGE_BYTES = 7_000
RANGES_FOR_A_QUERY = 2
AFTER_ALL = "~"

Piece = int | str


@dataclass(frozen=True, slots=True)
class Group:
    """What stands under one key: the bytes of each piece that it needs, a piece shared with its neighbours counted once."""

    key: str
    pieces: Mapping[Piece, int]


@dataclass(frozen=True)
class Range:
    """The consecutive groups of one file: their keys, their pieces, each once; `start` is the shortest text that comes after every earlier key."""

    start: str
    keys: tuple[str, ...]
    pieces: tuple[Piece, ...]


def cut(groups: Iterable[Group], limit: int = RANGE_BYTES) -> tuple[Range, ...]:
    """Return the ranges of `groups`, given in the order of keys; one heavier than `limit` bytes holds a single group."""
    return tuple(_ranges(groups, limit))


def covered(starts: Sequence[str], prefix: str) -> range:
    """Return the numbers of the ranges where keys that begin with `prefix` may stand."""
    return range(max(bisect_right(starts, prefix) - 1, 0), bisect_left(starts, prefix + AFTER_ALL))


def broad_prefixes(keys: Iterable[str], starts: Sequence[str]) -> Iterator[str]:
    """Yield, shortest first, the prefixes of `keys` that more ranges cover than one query may read."""
    wanted, length = sorted(set(keys)), 1
    while wanted:
        prefixes = sorted({key[:length] for key in wanted if len(key) >= length})
        broad = {prefix for prefix in prefixes if len(covered(starts, prefix)) > RANGES_FOR_A_QUERY}
        yield from (prefix for prefix in prefixes if prefix in broad and not prefix.endswith(" "))
        wanted = [key for key in wanted if key[:length] in broad and len(key) > length]
        length += 1


def _ranges(groups: Iterable[Group], limit: int) -> Iterator[Range]:
    start, weight = "", 0
    held: list[str] = []
    pieces: dict[Piece, int] = {}
    for group in groups:
        added = sum([size for piece, size in group.pieces.items() if piece not in pieces])
        if held and weight + added > limit:
            yield Range(start, tuple(held), tuple(pieces))
            start, held, pieces, weight = _start(held[-1], group.key), [], {}, 0
            added = sum(group.pieces.values())
        held.append(group.key)
        pieces.update(group.pieces)
        weight += added
    if held:
        yield Range(start, tuple(held), tuple(pieces))


def _start(before: str, first: str) -> str:
    """Return the shortest beginning of `first` that sorts after `before`."""
    return next(first[:length] for length in range(1, len(first) + 1) if first[:length] > before)
