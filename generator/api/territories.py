"""Receives a catalogue; returns the list of the territories that have a sheet; never a territory where nothing is documented."""

from collections.abc import Iterator
from typing import Any

from generator.api.document import Document, pages_of
from generator.catalogue import Catalogue
from generator.derive.presence import presences
from generator.settings import Settings
from generator.site import TERRITORIES

WITHOUT_PAGE = "com-"


def territory_lists(catalogue: Catalogue, settings: Settings) -> Iterator[Document]:
    """Yield the pages of the list, regions first, in the order of codes."""
    counts = {code: len(found) for code, found in presences(catalogue).items()}
    codes = [code for code in catalogue.reference.territories.by_code if code in counts]
    items = [_item(code, counts[code], catalogue, settings) for code in codes]
    yield from pages_of(TERRITORIES, "ListeTerritoires", items, settings)


def _item(code: str, count: int, catalogue: Catalogue, settings: Settings) -> dict[str, Any]:
    territory = catalogue.reference.territories[code]
    told = {"code": code, "nom": territory.name, "niveau": territory.level, "total": count}
    return told if code.startswith(WITHOUT_PAGE) else {**told, "page": f"{settings.site_url}{TERRITORIES}/{code}/"}
