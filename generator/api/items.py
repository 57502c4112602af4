"""Receives a sheet; returns what a list says of it, and where its document is; never what the sheet itself says."""

from typing import Any

from generator.api.document import FOLDER
from generator.catalogue import Catalogue, Sheet
from generator.derive.facets import facet_values
from generator.derive.whereabouts import whereabouts
from generator.settings import Settings
from generator.site import Kind


def record_path(kind: Kind, identifier: str) -> str:
    """Return the path of the document of a sheet, from the root of the site."""
    return f"{FOLDER}/{kind.folder}/{identifier}.json"


def changed_on(sheet: Sheet) -> str:
    """Return the day when a sheet last said something else, or its first day, or nothing."""
    edition = sheet.record.edition
    return (edition.modifiee_le or edition.creee_le or "") if edition else ""


def list_item(sheet: Sheet, catalogue: Catalogue, settings: Settings) -> dict[str, Any]:
    """Return a sheet as lists tell it, what is not said left out."""
    facets = facet_values(sheet, catalogue)
    told = {
        "id": sheet.id,
        "genre": sheet.kind.folder,
        "nom": sheet.name,
        "lieu": whereabouts(sheet, catalogue).words,
        "regions": list(facets.get("region", ())),
        "departements": list(facets.get("departement", ())),
        "themes": list(facets.get("theme", ())),
        "version": sheet.version,
        "modifiee_le": changed_on(sheet),
        "adresse": f"{settings.site_url}{record_path(sheet.kind, sheet.id)}",
        "page": f"{settings.site_url}{sheet.address}",
    }
    return {name: one for name, one in told.items() if one}
