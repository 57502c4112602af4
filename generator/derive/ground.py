"""Receives the official territories and their outlines; returns what maps draw under the poles; never knows a sheet."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from generator.derive.adjacency import neighbours
from generator.derive.framing import Frame, Shape, box_around, frame_around, shapes
from generator.derive.projection import on_plane, zone_of
from generator.reference import Land
from generator.territories import Territory

TOWNS = 5
WIDE = ("reg", "anc")
PARTS = {"reg": ("dep-",), "anc": ("dep-",), "dep": ("epci-", "ept-"), "epci": ("ept-",)}
LINED = ("epci-", "ept-")


@dataclass(frozen=True)
class Underlay:
    """The land of one territory, as SVG paths: what is around, its own border, the parts that lie whole in it by code, other borders."""

    frame: Frame
    around: str
    subject: str
    parts: Mapping[str, str]
    lines: str


class Ground:
    """Knows every outline on its plane, and the towns by which one finds one’s way."""

    def __init__(self, land: Land) -> None:
        self._territories = land.territories
        self._outlines = land.detailed_outlines
        self.under = cache(self._under)

    @cached_property
    def shapes(self) -> Mapping[str, Shape]:
        """Every outline, by code."""
        return shapes(self._outlines, self._territories)

    @cached_property
    def beside(self) -> Mapping[str, tuple[str, ...]]:
        """The codes of the same level that share a border with each."""
        return neighbours(self._outlines)

    def towns(self, territory: Territory) -> tuple[Territory, ...]:
        """Return the chief towns of the départements of a region, the chief town and the largest communes of anything else."""
        if territory.code.startswith(WIDE):
            inner = self._territories.directly_in(territory.code, "dep")
            return tuple(self._territories[departement.seat] for departement in inner)
        seat = (self._territories[territory.seat],) if territory.seat else ()
        return tuple(dict.fromkeys((*seat, *self._largest.get(territory.code, ()))))

    @cached_property
    def _largest(self) -> Mapping[str, tuple[Territory, ...]]:
        found: dict[str, list[Territory]] = defaultdict(list)
        for commune in sorted(self._territories.of_level("com"), key=lambda commune: (-(commune.population or 0), commune.code)):
            for code in commune.within:
                if len(found[code]) < TOWNS and commune.point:
                    found[code].append(commune)
        return {code: tuple(communes) for code, communes in found.items()}

    def _under(self, territory: Territory) -> Underlay:
        frame = self._frame(territory)
        near = [shape for shape in self.shapes.values() if frame.meets(shape)]
        inner = [shape for shape in near if self._is_part(shape.code, territory)]
        around = [shape for shape in near if shape.code.startswith("dep-") and shape.code != territory.code]
        is_wide = territory.code.startswith(WIDE)
        lines = inner if is_wide else [shape for shape in near if shape.code.startswith(LINED)]
        return Underlay(
            frame=frame,
            around="".join(frame.path(shape) for shape in around if shape not in inner),
            subject=frame.path(self.shapes[territory.code]) if territory.code in self.shapes else "",
            parts={shape.code: frame.path(shape) for shape in inner},
            lines="".join(frame.path(shape) for shape in lines),
        )

    def _frame(self, territory: Territory) -> Frame:
        zone = zone_of(territory)
        if territory.code in self.shapes:
            return frame_around(zone, self.shapes[territory.code].box)
        return frame_around(zone, box_around(on_plane(zone, *commune.point) for commune in self._largest[territory.code]))

    def _is_part(self, code: str, territory: Territory) -> bool:
        """Tell whether an outline lies whole in `territory`, one level below it."""
        level = territory.code.partition("-")[0]
        within = self._territories[code].within
        alone = sum(outer.startswith(f"{level}-") for outer in within) == 1
        return code.startswith(PARTS.get(level, "-")) and territory.code in within and alone


@lru_cache(maxsize=1)
def ground(land: Land) -> Ground:
    """Return the ground of a land, made once."""
    return Ground(land)
