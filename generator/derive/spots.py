"""Receives points of the Earth; returns their order along a curve that keeps neighbours together, and those nearest to each; never all distances."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappush, heappushpop
from math import cos, radians, sin

from generator.distance import kilometres

BITS = 16
ROUNDING = 1e-12
Point = tuple[float, float]
Position = tuple[float, float, float]


def along_the_curve(point: Point) -> int:
    """Return the place of (longitude, latitude), in degrees, on a Z-order curve: points that it brings together are mostly close."""
    across, up = (int((value + half) / (2 * half) * ((1 << BITS) - 1)) for value, half in zip(point, (180, 90), strict=True))
    return sum((across >> bit & 1) << (2 * bit) | (up >> bit & 1) << (2 * bit + 1) for bit in range(BITS))


@dataclass(frozen=True)
class _Node:
    """A spot that parts the others in two along an axis."""

    rank: int
    position: Position
    axis: int
    before: "_Node | None"
    after: "_Node | None"


def nearest_spots(points: Sequence[Point], count: int) -> list[tuple[tuple[int, float], ...]]:
    """Return, for each point, the rank of its `count` nearest others and how far they are in kilometres, by distance then by rank."""
    positions = [_on_sphere(point) for point in points]
    tree = _tree(list(enumerate(positions)), 0)
    return [tuple(_told(points, rank, _search(tree, rank, positions[rank], count))) for rank in range(len(points))]


def _told(points: Sequence[Point], rank: int, found: list[int]) -> Iterator[tuple[int, float]]:
    away = [(kilometres(points[rank], points[other]), other) for other in found]
    yield from ((other, length) for length, other in sorted(away))


def _on_sphere(point: Point) -> Position:
    longitude, latitude = map(radians, point)
    return (cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude))


def _tree(spots: list[tuple[int, Position]], depth: int) -> _Node | None:
    if not spots:
        return None
    axis = depth % 3
    spots = sorted(spots, key=lambda spot: (spot[1][axis], spot[0]))
    middle = len(spots) // 2
    rank, position = spots[middle]
    return _Node(rank, position, axis, _tree(spots[:middle], depth + 1), _tree(spots[middle + 1 :], depth + 1))


def _search(tree: _Node | None, rank: int, start: Position, count: int) -> list[int]:
    """Return the `count` nearest ranks but `rank`; among spots as far, those of the lowest ranks."""
    best: list[tuple[float, int]] = []
    pending = [(tree, 0.0)]
    while pending:
        node, gap = pending.pop()
        if node is None or (len(best) == count and gap > -best[0][0] + ROUNDING):
            continue
        _keep(best, node, rank, start, count)
        side = start[node.axis] - node.position[node.axis]
        near, far = (node.before, node.after) if side < 0 else (node.after, node.before)
        pending += [(far, side * side), (near, 0.0)]
    return [-other for _, other in best]


def _keep(best: list[tuple[float, int]], node: _Node, rank: int, start: Position, count: int) -> None:
    if node.rank == rank:
        return
    squared = round(sum((one - other) ** 2 for one, other in zip(start, node.position, strict=True)), 15)
    if len(best) < count:
        heappush(best, (-squared, -node.rank))
    else:
        heappushpop(best, (-squared, -node.rank))
