"""Receives a catalogue; returns the documents of the API as values: an entry, lists in pages, one document for each record and each vocabulary; never a page of the site."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.api.shape import value
from generator.catalogue import Catalogue, Sheet
from generator.cite.as_text import as_text
from generator.cite.bibliography import LICENCE, bibliographic_entry
from generator.derive.facets import facet_values
from generator.derive.whereabouts import whereabouts
from generator.settings import Settings
from generator.site import KINDS, PAGE_SIZE, Kind

VERSION = "v1"
FOLDER = f"api/{VERSION}"


@dataclass(frozen=True)
class Document:
    """A document of the API: its path from the root of the site, the component that describes it, and its content."""

    path: str
    component: str
    content: dict[str, Any]


def documents(catalogue: Catalogue, settings: Settings) -> Iterator[Document]:
    """Yield every document, in a stable order."""
    yield Document(f"{FOLDER}/index.json", "Entree", _entry(catalogue, settings))
    for kind in KINDS.values():
        items = [_item(sheet, catalogue, settings) for sheet in catalogue.published(kind.name)]
        yield from _pages(kind, items, settings)
        for sheet in catalogue.sheets[kind.name].values():
            yield from _of_sheet(sheet, catalogue, settings)
    for name, vocabulary in catalogue.reference.vocabularies.items():
        terms = [term.model_dump(exclude_none=True) for term in vocabulary.termes]
        told = {"id": name, "titre": vocabulary.titre, "definition": vocabulary.definition, "termes": terms}
        yield Document(f"{FOLDER}/vocabulaires/{name}.json", "Vocabulaire", told)


def _entry(catalogue: Catalogue, settings: Settings) -> dict[str, Any]:
    root = f"{settings.site_url}{FOLDER}/"
    return {
        "titre": settings.site_name,
        "version_api": VERSION,
        "description": f"{root}openapi.json",
        "documentation": f"{settings.site_url}donnees/api/",
        "licence": LICENCE,
        "listes": [
            {"genre": kind.folder, "total": len(catalogue.published(kind.name)), "adresse": f"{root}{kind.folder}/index.json"}
            for kind in KINDS.values()
        ],
        "vocabulaires": [f"{root}vocabulaires/{name}.json" for name in catalogue.reference.vocabularies],
    }


def _pages(kind: Kind, items: list[dict[str, Any]], settings: Settings) -> Iterator[Document]:
    count = max(1, -(-len(items) // PAGE_SIZE))
    for number in range(1, count + 1):
        told = {"genre": kind.folder, "total": len(items), "page": number, "pages": count}
        around = {"precedent": number - 1, "suivant": number + 1}
        told |= {name: f"{settings.site_url}{_list_path(kind, page)}" for name, page in around.items() if 1 <= page <= count}
        yield Document(
            _list_path(kind, number), "Liste", {**told, "elements": items[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]}
        )


def _list_path(kind: Kind, number: int) -> str:
    return f"{FOLDER}/{kind.folder}/{'index' if number == 1 else f'page-{number}'}.json"


def _record_path(kind: Kind, identifier: str) -> str:
    return f"{FOLDER}/{kind.folder}/{identifier}.json"


def _item(sheet: Sheet, catalogue: Catalogue, settings: Settings) -> dict[str, Any]:
    facets = facet_values(sheet, catalogue)
    told = {
        "id": sheet.id,
        "nom": sheet.name,
        "lieu": whereabouts(sheet, catalogue).words,
        "regions": list(facets.get("region", ())),
        "departements": list(facets.get("departement", ())),
        "themes": list(facets.get("theme", ())),
        "version": sheet.version,
        "modifiee_le": _changed(sheet),
        "adresse": f"{settings.site_url}{_record_path(sheet.kind, sheet.id)}",
        "page": f"{settings.site_url}{sheet.address}",
    }
    return {name: one for name, one in told.items() if one}


def _of_sheet(sheet: Sheet, catalogue: Catalogue, settings: Settings) -> Iterator[Document]:
    """Yield the document of a sheet, and what stands where its former identifiers were asked for."""
    path = _record_path(sheet.kind, sheet.id)
    yield Document(path, *(_withdrawn(sheet, settings) if sheet.is_withdrawn else _record(sheet, catalogue, settings)))
    for former in sheet.record.edition.anciens_ids if sheet.record.edition else ():
        moved = {"id": former, "remplacee_par": sheet.id, "adresse": f"{settings.site_url}{path}"}
        yield Document(_record_path(sheet.kind, former), "Deplacee", moved)


def _record(sheet: Sheet, catalogue: Catalogue, settings: Settings) -> tuple[str, dict[str, Any]]:
    entry = bibliographic_entry(sheet, catalogue, settings)
    component = f"Fiche{type(sheet.record).__name__}"
    return component, {
        "id": sheet.id,
        "genre": sheet.kind.folder,
        "page": entry.current_address,
        "version": sheet.version,
        "adresse_permanente": entry.address,
        "citation": as_text(entry),
        "licence": entry.licence,
        "fiche": value(sheet.record),
    }


def _withdrawn(sheet: Sheet, settings: Settings) -> tuple[str, dict[str, Any]]:
    edition = sheet.record.edition
    told = {"id": sheet.id, "nom": sheet.name, "motif_retrait": edition.motif_retrait}
    next_path = _record_path(sheet.kind, edition.remplacee_par) if edition.remplacee_par else ""
    return "Retiree", told | ({"adresse": f"{settings.site_url}{next_path}"} if next_path else {})


def _changed(sheet: Sheet) -> str:
    edition = sheet.record.edition
    return (edition.modifiee_le or edition.creee_le or "") if edition else ""
