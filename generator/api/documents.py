"""Receives a catalogue; returns the documents of the API as values: an entry, lists in pages, one document for each record and each vocabulary; never a page of the site."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from generator.api.components import sheet_component
from generator.api.document import FOLDER, VERSION, Document, list_path, pages_of
from generator.api.items import changed_on, list_item, record_path
from generator.api.shape import value
from generator.api.territories import territory_lists
from generator.catalogue import Catalogue, Sheet
from generator.cite.as_text import as_text
from generator.cite.bibliography import LICENCE, bibliographic_entry
from generator.content_version import LENGTH
from generator.derive.facts_in_time import last_known_day
from generator.settings import Settings
from generator.site import KINDS, TERRITORIES


def documents(catalogue: Catalogue, settings: Settings) -> Iterator[Document]:
    """Yield every document, in a stable order."""
    yield Document(f"{FOLDER}/index.json", "Entree", _entry(catalogue, settings))
    for kind in KINDS.values():
        items = [list_item(sheet, catalogue, settings) for sheet in catalogue.published(kind.name)]
        yield from pages_of(kind.folder, "Liste", items, settings)
        for sheet in catalogue.sheets[kind.name].values():
            yield from _of_sheet(sheet, catalogue, settings)
    yield from territory_lists(catalogue, settings)
    for name, vocabulary in catalogue.reference.vocabularies.items():
        terms = [term.model_dump(exclude_none=True) for term in vocabulary.termes]
        told = {"id": name, "titre": vocabulary.titre, "definition": vocabulary.definition, "termes": terms}
        yield Document(f"{FOLDER}/vocabulaires/{name}.json", "Vocabulaire", told)


def _entry(catalogue: Catalogue, settings: Settings) -> dict[str, Any]:
    root = f"{settings.site_url}{FOLDER}/"
    day = last_known_day(catalogue.published())
    return {
        "titre": settings.site_name,
        "version_api": VERSION,
        "description": f"{root}openapi.json",
        "documentation": f"{settings.site_url}donnees/api/",
        "licence": LICENCE,
        "empreinte": _fingerprint(catalogue),
        **({"a_jour_le": day} if day else {}),
        "page_donnees": f"{settings.site_url}donnees/",
        "liste_territoires": f"{settings.site_url}{list_path(TERRITORIES, 1)}",
        "listes": [
            {"genre": kind.folder, "total": len(catalogue.published(kind.name)), "adresse": f"{root}{kind.folder}/index.json"}
            for kind in KINDS.values()
        ],
        "vocabulaires": [f"{root}vocabulaires/{name}.json" for name in catalogue.reference.vocabularies],
    }


def _fingerprint(catalogue: Catalogue) -> str:
    """Return ten hexadecimal digits that change when a sheet comes, goes or says something else."""
    told = json.dumps([(*sheet.key, sheet.version) for sheet in catalogue], separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()[:LENGTH]


def _of_sheet(sheet: Sheet, catalogue: Catalogue, settings: Settings) -> Iterator[Document]:
    """Yield the document of a sheet, and what stands where its former identifiers were asked for."""
    path = record_path(sheet.kind, sheet.id)
    yield Document(path, *(_withdrawn(sheet, settings) if sheet.is_withdrawn else _record(sheet, catalogue, settings)))
    for former in sheet.record.edition.anciens_ids if sheet.record.edition else ():
        moved = {"etat": "deplacee", "id": former, "remplacee_par": sheet.id, "adresse": f"{settings.site_url}{path}"}
        yield Document(record_path(sheet.kind, former), "Deplacee", moved)


def _record(sheet: Sheet, catalogue: Catalogue, settings: Settings) -> tuple[str, dict[str, Any]]:
    entry = bibliographic_entry(sheet, catalogue, settings)
    day = changed_on(sheet)
    return sheet_component(sheet.kind.name), {
        "etat": "publiee",
        "id": sheet.id,
        "genre": sheet.kind.folder,
        "page": entry.current_address,
        "version": sheet.version,
        **({"modifiee_le": day} if day else {}),
        "adresse_permanente": entry.address,
        "citation": as_text(entry),
        "licence": entry.licence,
        "fiche": value(sheet.record),
    }


def _withdrawn(sheet: Sheet, settings: Settings) -> tuple[str, dict[str, Any]]:
    edition = sheet.record.edition
    told = {"etat": "retiree", "id": sheet.id, "nom": sheet.name, "motif_retrait": edition.motif_retrait}
    next_path = record_path(sheet.kind, edition.remplacee_par) if edition.remplacee_par else ""
    return "Retiree", told | ({"adresse": f"{settings.site_url}{next_path}"} if next_path else {})
