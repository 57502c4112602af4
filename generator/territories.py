"""Receives the folder of official territories; returns their names and hierarchy by prefixed code; never corrects a code."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

LEVELS = {
    "com": "commune",
    "ept": "établissement public territorial",
    "epci": "intercommunalité",
    "dep": "département",
    "reg": "région",
    "anc": "région d’avant 2016",
}


CENSUS_YEAR, CENSUS_YEAR_OF_MAYOTTE = 2023, 2017
LEGAL_KIND = re.compile(r"^Communauté (de communes|d’agglomération|urbaine) (du |de la |de l’|des |de |d’)?")


@dataclass(frozen=True)
class Territory:
    """One official territory.

    `within` are the codes above it, nearest first; `point` is its middle (longitude, latitude, in degrees), `seat` the
    code of its chief town, `population` its inhabitants (municipal population, INSEE; None when none is known).
    """

    code: str
    name: str
    within: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    seat: str = ""
    population: int | None = None
    postal_codes: tuple[str, ...] = ()

    @property
    def short_name(self) -> str:
        """Return the name without its legal kind: « Caux Seine Agglo »."""
        return LEGAL_KIND.sub("", self.name)

    @property
    def census_year(self) -> int:
        """Return the year of its population."""
        is_mayotte = {"dep-976", "reg-06"} & {self.code, *self.within}
        return CENSUS_YEAR_OF_MAYOTTE if is_mayotte else CENSUS_YEAR

    @property
    def level(self) -> str:
        """Return the French name of the level."""
        return LEVELS[self.code.partition("-")[0]]


@dataclass(frozen=True)
class Territories:
    """All official territories by prefixed code, and the commune of today that took over each vanished one (see SOURCES.md)."""

    by_code: Mapping[str, Territory]
    successors: Mapping[str, str]

    def __contains__(self, code: str) -> bool:
        return code in self.by_code

    def __getitem__(self, code: str) -> Territory:
        return self.by_code[code]

    def of_level(self, level: str) -> tuple[Territory, ...]:
        """Return the territories of a level (« dep », « reg »…), in the order of codes."""
        return self._by_level.get(level, ())

    def directly_in(self, code: str, level: str) -> tuple[Territory, ...]:
        """Return the territories of `level` that lie in `code`."""
        return tuple(self._inside.get((code, level), ()))

    @cached_property
    def _by_level(self) -> Mapping[str, tuple[Territory, ...]]:
        found: dict[str, list[Territory]] = defaultdict(list)
        for code, territory in self.by_code.items():
            found[code.partition("-")[0]].append(territory)
        return {level: tuple(territories) for level, territories in found.items()}

    @cached_property
    def _inside(self) -> Mapping[tuple[str, str], list[Territory]]:
        found: dict[tuple[str, str], list[Territory]] = defaultdict(list)
        for code, territory in self.by_code.items():
            for outer in territory.within:
                found[outer, code.partition("-")[0]].append(territory)
        return dict(found)


def load_territories(folder: Path) -> Territories:
    """Return the territories of `folder`; raise OSError when a file is missing."""
    communes = tuple(_communes(folder))
    inhabitants = _inhabitants(communes)
    levels = (
        _regions(folder, inhabitants),
        _departements(folder, inhabitants),
        _intercommunal(folder),
        _metropolitan(folder, communes),
        communes,
    )
    found = {territory.code: territory for level in levels for territory in level}
    successors = {f"com-{row['ancien_code']}": f"com-{row['code']}" for row in _rows(folder, "communes-anciens-codes")}
    return Territories(found, successors)


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _name(row: dict[str, str]) -> str:
    return row["nom"].replace("'", "’")


def _point(row: dict[str, str]) -> tuple[float, float] | None:
    return (float(row["lon"]), float(row["lat"])) if row["lon"] and row["lat"] else None


def _population(row: dict[str, str]) -> int | None:
    return int(row["population"]) if row["population"] else None


def _inhabitants(communes: Iterable[Territory]) -> Counter[str]:
    """Return the inhabitants of everything above the communes."""
    found: Counter[str] = Counter()
    for commune in communes:
        for code in commune.within:
            found[code] += commune.population or 0
    return found


def _regions(folder: Path, inhabitants: Mapping[str, int]) -> Iterator[Territory]:
    for row in _rows(folder, "regions"):
        code = f"reg-{row['code']}"
        yield Territory(code, _name(row), seat=f"com-{row['chef_lieu']}", population=inhabitants[code])
    for row in _rows(folder, "anciennes-regions"):
        code = f"anc-{row['code']}"
        yield Territory(code, _name(row), (f"reg-{row['successeur']}",), population=inhabitants[code])


def _departements(folder: Path, inhabitants: Mapping[str, int]) -> Iterator[Territory]:
    for row in _rows(folder, "departements"):
        code = f"dep-{row['code']}"
        above = (f"reg-{row['region']}", f"anc-{row['ancienne_region']}")
        yield Territory(code, _name(row), above, seat=f"com-{row['chef_lieu']}", population=inhabitants[code])


def _intercommunal(folder: Path) -> Iterator[Territory]:
    for row in _rows(folder, "epci"):
        departements = tuple(f"dep-{code}" for code in row["departements"].split())
        above = (*departements, *(f"reg-{code}" for code in row["regions"].split()))
        yield Territory(f"epci-{row['siren']}", _name(row), above, _point(row), population=_population(row))


def _metropolitan(folder: Path, communes: tuple[Territory, ...]) -> Iterator[Territory]:
    """Yield the établissements publics territoriaux of Greater Paris, each placed at its largest commune."""
    for row in _rows(folder, "ept"):
        code = f"ept-{row['siren']}"
        inside = [commune for commune in communes if code in commune.within]
        largest = max(inside, key=lambda commune: commune.population or 0)
        departements = dict.fromkeys(outer for commune in inside for outer in commune.within if outer.startswith("dep-"))
        yield Territory(
            code,
            _name(row),
            ("epci-200054781", *departements, "reg-11"),
            largest.point,
            population=sum(commune.population or 0 for commune in inside),
        )


def _communes(folder: Path) -> Iterator[Territory]:
    former = {row["code"]: f"anc-{row['ancienne_region']}" for row in _rows(folder, "departements")}
    for row in _rows(folder, "communes"):
        groupings = tuple(f"{level}-{row[level]}" for level in ("ept", "epci") if row[level])
        departement = row["departement"]
        above = (*groupings, f"dep-{departement}", f"reg-{row['region']}", former[departement])
        yield Territory(
            f"com-{row['code']}",
            _name(row),
            above,
            _point(row),
            population=_population(row),
            postal_codes=tuple(row["codes_postaux"].split()),
        )
