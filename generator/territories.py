"""Receives the folder of official territories; returns their names and hierarchy by prefixed code; never corrects a code."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

LEVELS = {
    "com": "commune",
    "ept": "établissement public territorial",
    "epci": "intercommunalité",
    "dep": "département",
    "reg": "région",
    "anc": "région d’avant 2016",
}


LEGAL_KIND = re.compile(r"^Communauté (de communes|d’agglomération|urbaine) (du |de la |de l’|des |de |d’)?")


@dataclass(frozen=True)
class Territory:
    """One official territory; `within` are the codes above it, nearest first; `point` is its middle (longitude, latitude), `seat` the code of its chief town."""

    code: str
    name: str
    within: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    seat: str = ""

    @property
    def short_name(self) -> str:
        """Return the name without its legal kind: « Caux Seine Agglo »."""
        return LEGAL_KIND.sub("", self.name)

    @property
    def level(self) -> str:
        """Return the French name of the level."""
        return LEVELS[self.code.partition("-")[0]]


@dataclass(frozen=True)
class Territories:
    """All official territories by prefixed code (COG 2026 and EPCI of 1 January 2026; see SOURCES.md)."""

    by_code: Mapping[str, Territory]

    def __contains__(self, code: str) -> bool:
        return code in self.by_code

    def __getitem__(self, code: str) -> Territory:
        return self.by_code[code]

    def of_level(self, level: str) -> tuple[Territory, ...]:
        """Return the territories of a level (« dep », « reg »…), in the order of codes."""
        return tuple(territory for code, territory in self.by_code.items() if code.startswith(f"{level}-"))

    def directly_in(self, code: str, level: str) -> tuple[Territory, ...]:
        """Return the territories of `level` that lie in `code`."""
        return tuple(territory for territory in self.of_level(level) if code in territory.within)


def load_territories(folder: Path) -> Territories:
    """Return the territories of `folder`; raise OSError when a file is missing."""
    found = {
        territory.code: territory
        for territory in (*_regions(folder), *_departements(folder), *_groupings(folder), *_communes(folder))
    }
    return Territories(found)


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _name(row: dict[str, str]) -> str:
    return row["nom"].replace("'", "’")


def _point(row: dict[str, str]) -> tuple[float, float] | None:
    return (float(row["lon"]), float(row["lat"])) if row["lon"] and row["lat"] else None


def _regions(folder: Path) -> Iterator[Territory]:
    for row in _rows(folder, "regions"):
        yield Territory(f"reg-{row['code']}", _name(row), seat=f"com-{row['chef_lieu']}")
    for row in _rows(folder, "anciennes-regions"):
        yield Territory(f"anc-{row['code']}", _name(row), (f"reg-{row['successeur']}",))


def _departements(folder: Path) -> Iterator[Territory]:
    for row in _rows(folder, "departements"):
        above = (f"reg-{row['region']}", f"anc-{row['ancienne_region']}")
        yield Territory(f"dep-{row['code']}", _name(row), above, seat=f"com-{row['chef_lieu']}")


def _groupings(folder: Path) -> Iterator[Territory]:
    for row in _rows(folder, "epci"):
        departements = tuple(f"dep-{code}" for code in row["departements"].split())
        above = (*departements, *(f"reg-{code}" for code in row["regions"].split()))
        yield Territory(f"epci-{row['siren']}", _name(row), above, _point(row))
    for row in _rows(folder, "ept"):
        yield Territory(f"ept-{row['siren']}", _name(row), ("reg-11",))


def _communes(folder: Path) -> Iterator[Territory]:
    former = {row["code"]: f"anc-{row['ancienne_region']}" for row in _rows(folder, "departements")}
    for row in _rows(folder, "communes"):
        groupings = tuple(f"{level}-{row[level]}" for level in ("ept", "epci") if row[level])
        departement = row["departement"]
        above = (*groupings, f"dep-{departement}", f"reg-{row['region']}", former[departement])
        yield Territory(f"com-{row['code']}", _name(row), above, _point(row))
