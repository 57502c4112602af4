"""Receives the official territories; returns under which postal code each INSEE code is found, vanished communes and arrondissements included."""

from collections.abc import Iterator
from functools import lru_cache

from generator.derive.finder_ranges import Group, Range, cut
from generator.territories import Territories

ARRONDISSEMENTS = {"75056": ("751", "750", 20), "69123": ("6938", "690", 9), "13055": ("132", "130", 16)}


@lru_cache(maxsize=1)
def code_ranges(territories: Territories) -> tuple[Range, ...]:
    """Return the INSEE codes in ranges, cut once as long as the territories stay the same; the one piece of a group is its code, then what is left to say of the postal code where it leads."""
    return cut(Group(code, {f"{code}{leads}": len(code) + len(leads) + 1}) for code, leads in sorted(_entries(territories)))


def _entries(territories: Territories) -> Iterator[tuple[str, str]]:
    """Yield where each code leads: a postal code without the two figures that they share, or « >today:postal code » when it changed."""
    for commune in territories.of_level("com"):
        code, postal_code = commune.code.removeprefix("com-"), commune.postal_codes[0]
        yield code, postal_code[2:] if postal_code[:2] == code[:2] else postal_code
    for old, new in territories.successors.items():
        if old not in territories and new in territories:
            yield old.removeprefix("com-"), f">{new.removeprefix('com-')}:{territories[new].postal_codes[0]}"
    for commune, (insee, postal, number) in ARRONDISSEMENTS.items():
        if f"com-{commune}" in territories:
            for one in range(1, number + 1):
                yield f"{insee}{one:0{5 - len(insee)}}", f">{commune}:{postal}{one:02}"
