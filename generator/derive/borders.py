"""Receives the outlines of the départements; returns each border once, the coast, regions and départements apart; never draws one twice."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from generator.outlines import Outline, Ring

Point = tuple[float, float]
Edge = tuple[Point, Point]


@dataclass(frozen=True)
class Borders:
    """Lines in degrees (longitude, latitude): `coast` is made of closed rings, the two others of open lines."""

    coast: tuple[Ring, ...]
    regions: tuple[Ring, ...]
    departements: tuple[Ring, ...]


def borders(outlines: Iterable[Outline], region_of: Callable[[str], str]) -> Borders:
    """Return the borders of `outlines` (départements that share their points); `region_of` gives the region of a code."""
    sides = _sides(outlines)
    coast = (edge for edge, codes in sides.items() if len(codes) == 1)
    inner = {edge: len({region_of(code) for code in codes}) for edge, codes in sides.items() if len(codes) > 1}
    return Borders(
        coast=_lines(coast),
        regions=_lines(edge for edge, regions in inner.items() if regions > 1),
        departements=_lines(edge for edge, regions in inner.items() if regions == 1),
    )


def _sides(outlines: Iterable[Outline]) -> Mapping[Edge, tuple[str, ...]]:
    found: dict[Edge, tuple[str, ...]] = defaultdict(tuple)
    for outline in outlines:
        for ring in outline.rings:
            for start, end in pairwise(ring):
                found[_edge(start, end)] += (outline.code,)
    return found


def _edge(start: Point, end: Point) -> Edge:
    return (start, end) if start < end else (end, start)


def _lines(edges: Iterable[Edge]) -> tuple[Ring, ...]:
    """Return `edges` joined end to end, cut only where more or fewer than two of them meet."""
    left: dict[Point, set[Point]] = defaultdict(set)
    for start, end in edges:
        left[start].add(end)
        left[end].add(start)
    meetings = {point for point, others in left.items() if len(others) != 2}
    starts = (*sorted(meetings), *sorted(left.keys() - meetings))
    return tuple(line for start in starts for line in _lines_from(start, left, meetings))


def _lines_from(start: Point, left: dict[Point, set[Point]], meetings: set[Point]) -> Iterator[Ring]:
    while left[start]:
        line = [start]
        while left[line[-1]]:
            here, there = line[-1], min(left[line[-1]])
            left[here].remove(there)
            left[there].remove(here)
            line.append(there)
            if there in meetings:
                break
        yield tuple(line)
