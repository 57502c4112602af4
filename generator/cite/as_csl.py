"""Receives an entry of a bibliography; returns it in CSL-JSON, which citation styles read; never as text."""

import json
from typing import Any

from generator.cite.bibliography import BibliographicEntry


def as_csl(entry: BibliographicEntry) -> str:
    """Return a list of one item, as reference managers import it."""
    return json.dumps([_item(entry)], ensure_ascii=False, indent=1) + "\n"


def _item(entry: BibliographicEntry) -> dict[str, Any]:
    item = {
        "id": entry.key,
        "type": "dataset",
        "title": entry.title,
        "author": [{"literal": author} for author in entry.authors],
        "contributor": [{"literal": one.name} for one in entry.contributions],
        "issued": {"date-parts": [[int(part) for part in entry.issued.split("-")]]} if entry.issued else None,
        "publisher": entry.publisher,
        "genre": entry.genre,
        "version": entry.version,
        "URL": entry.address,
        "abstract": entry.summary,
        "license": entry.licence,
        "language": "fr",
    }
    return {name: value for name, value in item.items() if value}
