"""Receives a catalogue; returns the files in which a page finds a commune and what surrounds it; never one that a query could not afford."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.catalogue import Catalogue
from generator.derive.finder_codes import code_ranges
from generator.derive.finder_names import Head, heads, name_index
from generator.derive.finder_places import Places
from generator.derive.presence import presences
from generator.render.page import Attachment
from generator.render.territories import territory_codes
from generator.site import TERRITORIES
from generator.territories import Territories

FOLDER = f"{TERRITORIES}/recherche"
POPULATION_YEAR = "2023"
OTHER_POPULATION_YEARS = {"976": "2017"}


def finder_files(catalogue: Catalogue) -> Iterator[Attachment]:
    """Yield the index of communes, the file that says where to look first."""
    territories = catalogue.reference.territories
    names = name_index(territories.of_level("com"))
    places = Places(catalogue, territory_codes(presences(catalogue), catalogue))
    codes = code_ranges(territories)
    place_starts = [one.start for one in places.ranges]
    files = {f"noms-{number}": rows for number, rows in enumerate(names.rows)}
    files |= {f"lieux-{number}": places.content(one) for number, one in enumerate(places.ranges)}
    files |= {f"insee-{number}": " ".join(str(piece) for group in one.groups for piece in group.pieces) for number, one in enumerate(codes)}
    files |= {f"debut-{_slug(prefix)}": _told(head) for prefix, head in names.heads.items()}
    files |= {f"debut-{prefix}": _told(head) for prefix, head in heads(places.by_postal_code, place_starts).items()}
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
        "annees": {"": POPULATION_YEAR, **OTHER_POPULATION_YEARS},
    }


def _version(contents: Mapping[str, str]) -> str:
    """Return what changes as soon as a file does, so that a page never mixes two builds."""
    return hashlib.sha256("".join(contents.values()).encode()).hexdigest()[:12]


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
