"""Receives a catalogue; returns the list of the territories that have a sheet, and the sheets of each region and département; never a territory where nothing is documented."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.api.document import Document, list_path, pages_of
from generator.api.items import list_item
from generator.catalogue import Catalogue
from generator.derive.presence import presences
from generator.settings import Settings
from generator.site import TERRITORIES

LISTED = ("reg-", "dep-")
WITHOUT_PAGE = "com-"


def territory_lists(catalogue: Catalogue, settings: Settings) -> Iterator[Document]:
    """Yield the pages of the list of territories, regions first, in the order of codes, then those of the sheets of each that has a list."""
    found = presences(catalogue)
    codes = [code for code in catalogue.reference.territories.by_code if code in found]
    items = [_territory(code, len(found[code]), catalogue, settings) for code in codes]
    yield from pages_of(TERRITORIES, "ListeTerritoires", items, settings)
    for code in codes:
        if code.startswith(LISTED):
            here = [list_item(one.sheet, catalogue, settings) for one in found[code]]
            yield from pages_of(f"{TERRITORIES}/{code}", "Liste", here, settings)


def _territory(code: str, count: int, catalogue: Catalogue, settings: Settings) -> Mapping[str, Any]:
    territory = catalogue.reference.territories[code]
    page = {} if code.startswith(WITHOUT_PAGE) else {"page": f"{settings.site_url}{TERRITORIES}/{code}/"}
    listed = {"liste": f"{settings.site_url}{list_path(f'{TERRITORIES}/{code}', 1)}"} if code.startswith(LISTED) else {}
    return {"code": code, "nom": territory.name, "niveau": territory.level, "total": count, **page, **listed}
