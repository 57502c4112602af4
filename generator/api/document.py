"""Receives items; returns documents of the API, lists cut in pages that lead to one another; never says what an item holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.settings import Settings
from generator.site import PAGE_SIZE

VERSION = "v1"
FOLDER = f"api/{VERSION}"


@dataclass(frozen=True)
class Document:
    """A document of the API: its path from the root of the site, the component that describes it, and its content."""

    path: str
    component: str
    content: dict[str, Any]


def list_path(folder: str, number: int) -> str:
    """Return the path of the `number`-th page (from 1) of the list of `folder`."""
    return f"{FOLDER}/{folder}/{'index' if number == 1 else f'page-{number}'}.json"


def pages_of(folder: str, component: str, items: list[dict[str, Any]], settings: Settings) -> Iterator[Document]:
    """Yield the pages of a list, at least one."""
    count = max(1, -(-len(items) // PAGE_SIZE))
    for number in range(1, count + 1):
        told = {"genre": folder, "total": len(items), "page": number, "pages": count}
        around = {"precedent": number - 1, "suivant": number + 1}
        told |= {name: f"{settings.site_url}{list_path(folder, page)}" for name, page in around.items() if 1 <= page <= count}
        shown = items[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        yield Document(list_path(folder, number), component, {**told, "elements": shown})
