"""Receives a sheet and its reference; returns what its page says to machines, as JSON-LD with the words of schema.org; never what the sheet does not say."""

import json
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.cite.bibliography import BibliographicEntry
from generator.derive.whereabouts import whereabouts
from generator.settings import Settings

CONTEXT = "https://schema.org"
LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
USUAL_LICENCE = "Licence Ouverte 2.0"
ORGANISATIONS = ("poles", "actors")
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def structured_data(sheet: Sheet, entry: BibliographicEntry, catalogue: Catalogue, settings: Settings) -> str:
    """Return the script of a sheet: an article about its subject, in this version, resting on its sources, and the way to it."""
    return script(
        {"@context": CONTEXT, "@graph": [_without_empty(_article(sheet, entry, catalogue, settings)), _trail(sheet, settings)]}
    )


def script(told: dict[str, Any]) -> str:
    """Return `told` in a script that no text can leave."""
    return f'<script type="application/ld+json">{json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)}</script>'


def _article(sheet: Sheet, entry: BibliographicEntry, catalogue: Catalogue, settings: Settings) -> dict[str, Any]:
    edition = sheet.record.edition
    return {
        "@type": "Article",
        "@id": entry.address,
        "mainEntityOfPage": entry.current_address,
        "headline": entry.title,
        "abstract": entry.summary,
        "inLanguage": "fr",
        "version": entry.version,
        "identifier": entry.version,
        "dateCreated": edition.creee_le if edition else None,
        "dateModified": entry.issued,
        "author": [{"@type": "Organization", "name": name} for name in entry.authors],
        "contributor": [{"@type": "Organization", "name": one.name} for one in entry.contributions],
        "publisher": {"@type": "Organization", "name": entry.publisher, "url": settings.site_url},
        "license": LICENCE_URL if entry.licence == USUAL_LICENCE else entry.licence,
        "about": _subject(sheet, catalogue),
        "spatialCoverage": whereabouts(sheet, catalogue).words,
        "keywords": [catalogue.label("themes", code) for code in getattr(sheet.record, "themes", ())],
        "isBasedOn": [_source(source) for source in sheet.record.sources],
    }


def _subject(sheet: Sheet, catalogue: Catalogue) -> dict[str, Any] | None:
    if sheet.kind.name not in ORGANISATIONS:
        return None
    record = sheet.record
    names = [name for name in (record.sigle, *(other.nom for other in record.autres_noms)) if name and name != sheet.name]
    url = record.site if record.site and record.site.startswith("http") else None
    return _without_empty(
        {"@type": "Organization", "name": sheet.name, "alternateName": names, "url": url}
        | ({"taxID": f"SIREN {record.siren}"} if getattr(record, "siren", None) else {})
    )


def _source(source: Any) -> dict[str, Any]:
    url = source.adresse if source.adresse and source.adresse.startswith("http") else None
    authors = [{"@type": "Organization", "name": author} for author in source.auteurs]
    told = {"@type": "CreativeWork", "name": source.titre, "datePublished": source.date, "url": url, "author": authors}
    return _without_empty(told)


def _trail(sheet: Sheet, settings: Settings) -> dict[str, Any]:
    steps = (("Accueil", ""), (sheet.kind.plural_title, f"{sheet.kind.folder}/"), (sheet.name, sheet.address))
    items = [
        {"@type": "ListItem", "position": rank, "name": name, "item": settings.site_url + address}
        for rank, (name, address) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _without_empty(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value}
