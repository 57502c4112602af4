"""Receives the spots of a drawing and their words; returns where each label can be read; never lets two overlap."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.derive.rings import Box

LETTER, LINE = 20.0, 44.0
GAP = 22.0


@dataclass(frozen=True)
class Wanted:
    """A label to place beside a spot."""

    words: str
    x: int
    y: int


@dataclass(frozen=True)
class Label:
    """A label placed: where its text starts, ends or is centred (`anchor`, as SVG says), and the box that it takes."""

    words: str
    x: int
    y: int
    anchor: str
    box: Box


def placed(wanted: Iterable[Wanted], width: int, height: int, taken: Iterable[Box] = ()) -> list[Label | None]:
    """Return the label of each of `wanted`, None when there is no room for it: of several orders, the one that places the most."""
    wanted = list(wanted)
    ranks = range(len(wanted))
    by_east = sorted(ranks, key=lambda rank: wanted[rank].x)
    orders = (list(ranks), by_east, by_east[::-1], sorted(ranks, key=lambda rank: wanted[rank].y))
    busy = [*taken, *map(_around, wanted)]
    attempts = (_placed_in_order(order, wanted, (width, height), busy) for order in orders)
    best = max(attempts, key=len)
    return [best.get(rank) for rank in ranks]


def _placed_in_order(order: Iterable[int], wanted: list[Wanted], size: tuple[int, int], busy: list[Box]) -> dict[int, Label]:
    found: dict[int, Label] = {}
    for rank in order:
        taken = [*busy, *(label.box for label in found.values())]
        fitting = (label for label in _choices(wanted[rank]) if _fits(label.box, *size))
        label = next((label for label in fitting if not any(_meet(label.box, other) for other in taken)), None)
        if label:
            found[rank] = label
    return found


def is_free(spot: tuple[int, int], taken: Iterable[Box]) -> bool:
    """Tell whether nothing is drawn at a spot."""
    here = _around(Wanted("", *spot))
    return not any(_meet(here, box) for box in taken)


def _around(one: Wanted) -> Box:
    return one.x - GAP / 2, one.y - GAP / 2, one.x + GAP / 2, one.y + GAP / 2


def _choices(one: Wanted) -> Iterator[Label]:
    length = len(one.words) * LETTER
    for anchor, x, y, left in (
        ("start", one.x + GAP, one.y + 12, one.x + GAP),
        ("end", one.x - GAP, one.y + 12, one.x - GAP - length),
        ("middle", one.x, one.y - GAP, one.x - length / 2),
        ("middle", one.x, one.y + LINE + 4, one.x - length / 2),
    ):
        yield Label(one.words, round(x), round(y), anchor, (left, y - LINE * 0.75, left + length, y + LINE * 0.25))


def _fits(box: Box, width: int, height: int) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
