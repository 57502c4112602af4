"""Receives outlines that share their borders; returns which touch; never measures a distance."""

from collections import defaultdict
from collections.abc import Mapping

from generator.outlines import Outline

SHARED_POINTS = 2


def neighbours(outlines: Mapping[str, Outline]) -> dict[str, tuple[str, ...]]:
    """Return, for each code, the codes of its level that share a border with it, in the order of codes."""
    owners: dict[tuple[str, tuple[float, float]], set[str]] = defaultdict(set)
    for code, outline in outlines.items():
        for ring in outline.rings:
            for point in ring:
                owners[code.partition("-")[0], point].add(code)
    shared: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for codes in owners.values():
        for code in codes:
            for other in codes - {code}:
                shared[code][other] += 1
    return {
        code: tuple(sorted(other for other, points in found.items() if points >= SHARED_POINTS)) for code, found in shared.items()
    }
