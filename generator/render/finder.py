"""Receives a catalogue; returns the files in which a page finds a commune and what surrounds it; never one that a query could not afford."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from generator.catalogue import Catalogue
from generator.derive.finder_codes import code_ranges
from generator.derive.finder_names import Head, heads, name_index, row
from generator.derive.finder_places import Places
from generator.derive.presence import Presence
from generator.render.page import Attachment
from generator.site import TERRITORIES
from generator.territories import CENSUS_YEAR, CENSUS_YEAR_OF_MAYOTTE, Territories

FOLDER = f"{TERRITORIES}/recherche"


def finder_files(catalogue: Catalogue, found: Mapping[str, tuple[Presence, ...]], paged: Collection[str]) -> Iterator[Attachment]:
    """Yield the index of communes, what says where to look first; `found` are the sheets of each territory, `paged` those that have a page."""
    territories = catalogue.reference.territories
    places = Places(catalogue, found, paged)
    names = name_index(territories)
    codes = code_ranges(territories)
    place_starts = [one.start for one in places.ranges]
    postal_heads = heads(places.by_postal_code, place_starts, [row(commune) for commune in places.communes])
    files: dict[str, Any] = {f"noms-{number}": rows for number, rows in enumerate(names.rows)}
    files |= {f"lieux-{number}": places.content(one) for number, one in enumerate(places.ranges)}
    files |= {f"insee-{number}": " ".join(map(str, one.pieces)) for number, one in enumerate(codes)}
    files |= {f"debut-{_slug(prefix)}": _told(head) for prefix, head in names.heads.items()}
    files |= {f"debut-{prefix}": _told(head) for prefix, head in postal_heads.items()}
    contents = {name: _json(content) for name, content in files.items()}
    starts = {"noms": names.starts, "lieux": place_starts, "insee": [one.start for one in codes]}
    yield Attachment(f"{FOLDER}/index.json", _json({"version": _version(contents), **starts, **_names(territories)}))
    yield from (Attachment(f"{FOLDER}/{name}.json", content) for name, content in contents.items())


def _slug(prefix: str) -> str:
    return prefix.replace(" ", "-")


def _told(head: Head) -> dict[str, Any]:
    return {"total": head.total, "communes": head.rows}


def _names(territories: Territories) -> dict[str, Any]:
    """Return the names that every list of answers needs, and the year of each population."""
    return {
        "departements": {one.code.removeprefix("dep-"): one.name for one in territories.of_level("dep")},
        "annees": {"": CENSUS_YEAR, "976": CENSUS_YEAR_OF_MAYOTTE},
    }


def _version(contents: Mapping[str, str]) -> str:
    """Return what changes as soon as a file does, so that a page never mixes two builds."""
    return hashlib.sha256("".join(contents.values()).encode()).hexdigest()[:12]


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
