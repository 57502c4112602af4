"""Receives a finder; returns the JSON files that the page of territories reads, a few thousand bytes at a time."""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from generator.derive.finder import Finder, by_name, by_postal_code
from generator.render.page import Attachment
from generator.site import TERRITORIES
from generator.territories import Territories

FOLDER = f"{TERRITORIES}/recherche"


def finder_files(finder: Finder) -> Iterator[Attachment]:
    """Yield the départements and regions, the communes by name, by postal code, then what is told of each by INSEE code."""
    yield _file("territoires", finder.wide())
    yield from _books(finder.territories)
    for beginning, entries in finder.by_code().items():
        yield _file(f"communes/{beginning}", _with_names(entries, finder))


@lru_cache(maxsize=1)
def _books(territories: Territories) -> tuple[Attachment, ...]:
    """Return the files that depend on the communes alone, made once: a preview builds many times on the same."""
    files = []
    for name, book in {"noms": by_name(territories), "postaux": by_postal_code(territories)}.items():
        files.append(_file(f"{name}/index", {"pages": book.openings, "debuts": list(book.heads)}))
        files += [_file(f"{name}/{number}", page) for number, page in enumerate(book.pages)]
        files += [_file(f"{name}/debut-{beginning}", head) for beginning, head in book.heads.items()]
    return tuple(files)


def _with_names(entries: tuple[Any, ...], finder: Finder) -> dict[str, Any]:
    """Return the communes of a file, which point by rank at the groupings and the poles named beside them."""
    communes = [entry for entry in entries if len(entry) > 2]
    groupings = sorted({code for commune in communes for code in commune[4]})
    poles = sorted({rank for commune in communes for rank, _ in commune[5]})
    return {
        "communes": [
            (*told, [groupings.index(code) for code in codes], [(poles.index(rank), away) for rank, away in near])
            for *told, codes, near in communes
        ],
        "anciennes": dict(entry for entry in entries if len(entry) == 2),
        "groupements": [[code, *finder.named(code)] for code in groupings],
        "poles": [finder.pole(rank) for rank in poles],
    }


def _file(name: str, content: Any) -> Attachment:
    return Attachment(f"{FOLDER}/{name}.json", json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n")
