"""Receives what each generator of a race cost; returns the ratios and a French table; never measures."""

import importlib.metadata
import json
import platform
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from benchmarks.measured import Cost
from benchmarks.peers.builders import HERE, VENV

APART = "notes"
SEARCH = "recherche"
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Entry:
    """What one generator cost, the bytes and files that it wrote, and the seconds of its phases."""

    name: str
    cost: Cost
    bytes: int
    files: int
    phases: Mapping[str, float] = field(default_factory=dict)

    def with_search(self, index: Cost, size: int, files: int) -> "Entry":
        """Return the same with an index of its pages made after."""
        return replace(self, cost=self.cost.with_(index), bytes=size, files=files, phases={SEARCH: index.wall})

    @property
    def searchable(self) -> float:
        """Return the seconds on the clock without the printed notes, which no peer makes."""
        return self.cost.wall - self.phases.get(APART, 0.0)

    @property
    def bare(self) -> float:
        """Return the same without the search index either."""
        return self.searchable - self.phases.get(SEARCH, 0.0)


@dataclass(frozen=True)
class Race:
    """A whole race: this project at a tenth of the size, cold, after one edit, its check, and its peers."""

    size: int
    tenth: Entry
    cold: Entry
    edit: Entry
    check: Cost
    peers: Mapping[str, Entry]
    versions: Mapping[str, str]


def ratios(race: Race) -> dict[str, Any]:
    """Return the ratios of a race; one that a missing peer forbids is None."""
    hugo, eleventy, material = (race.peers.get(name) for name in ("hugo", "eleventy", "material"))
    return {
        "taille": race.size,
        "cold_vs_eleventy": _ratio(race.cold.bare, eleventy and eleventy.bare),
        "cold_vs_hugo": _ratio(race.cold.bare, hugo and hugo.bare),
        "cold_search_vs_hugo_pagefind": _ratio(race.cold.searchable, hugo and hugo.searchable),
        "mkdocs_material_vs_cold": _ratio(material and material.searchable, race.cold.searchable),
        "edit_vs_cold": _ratio(race.edit.bare, race.cold.bare),
        "check_vs_cold": _ratio(race.check.wall, race.cold.bare),
        "peak_memory_mb": round(race.cold.cost.peak_mb),
        "growth_vs_tenth": _ratio(race.cold.bare, race.tenth.bare),
        "versions": dict(race.versions),
        "mesures": {
            "observatoire": asdict(race.cold),
            "observatoire_au_dixieme": asdict(race.tenth),
            "observatoire_apres_une_modification": asdict(race.edit),
            "verification": asdict(race.check),
            **{name: asdict(entry) for name, entry in race.peers.items()},
        },
    }


def _ratio(one: float | None, other: float | None) -> float | None:
    return round(one / other, 3) if one is not None and other else None


def as_markdown(race: Race) -> str:
    """Return the race as French tables."""
    sheets = f"{race.size} pratiques, {race.size // 5} pôles, {race.size // 2} acteurs"
    rows = [
        ("Observatoire, à froid", race.cold),
        ("Observatoire, une fiche modifiée", race.edit),
        ("Observatoire, dix fois moins de fiches", race.tenth),
        *((entry.name, entry) for entry in race.peers.values()),
    ]
    lines = [
        f"Fiches : {sheets}. Secondes au mur, sans les notes en PDF.",
        "",
        "| | Pages | Recherche | Ensemble | Processeur | Mémoire | Sortie | Fichiers |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
        *(_row(name, entry) for name, entry in rows),
        "",
        "| Rapport | Valeur |",
        "|---|--:|",
        *(
            f"| `{name}` | {_said(value)} |"
            for name, value in ratios(race).items()
            if name not in ("taille", "versions", "mesures")
        ),
        "",
        "Versions : " + ", ".join(f"{name} {version}" for name, version in race.versions.items()) + ".",
    ]
    return "\n".join(lines) + "\n"


def _row(name: str, entry: Entry) -> str:
    search = f"{_said(entry.phases[SEARCH], 1)} s" if SEARCH in entry.phases else "comprise"
    told = (
        f"{_said(entry.bare, 1)} s", search, f"{_said(entry.searchable, 1)} s", f"{_said(entry.cost.cpu, 1)} s",
        f"{entry.cost.peak_mb:.0f} Mo", f"{entry.bytes / MEGABYTE:.0f} Mo", str(entry.files),
    )  # fmt: skip
    return f"| {name} | {' | '.join(told)} |"


def _said(value: float | None, decimals: int = 3) -> str:
    return "non mesuré" if value is None else f"{value:.{decimals}f}".replace(".", ",")


def versions() -> dict[str, str]:
    """Return the versions of all that runs."""
    ours = {name: importlib.metadata.version(name) for name in ("observatoire-ptce", "mkdocs", "mkdocs-material")}
    theirs = _versions_in_venv("hugo", "pagefind", "zensical") if VENV.is_dir() else {}
    locked = json.loads((HERE / "eleventy" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return {**ours, **theirs, "eleventy": locked["node_modules/@11ty/eleventy"]["version"], "python": platform.python_version()}


def _versions_in_venv(*names: str) -> dict[str, str]:
    told = "import importlib.metadata as m, sys; print(*(m.version(n) for n in sys.argv[1:]))"
    done = subprocess.run([VENV / "bin" / "python", "-c", told, *names], capture_output=True, text=True, check=False)
    return dict(zip(names, done.stdout.split(), strict=False))
