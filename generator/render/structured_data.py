"""Receives a sheet; returns what its page says to machines, with the words of schema.org; never what the sheet does not say."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from generator.api.document import FOLDER as API
from generator.catalogue import Catalogue, Sheet
from generator.cite.bibliography import LICENCE, BibliographicEntry, bibliographic_entry
from generator.derive.documents import Document, document_id
from generator.derive.parties import party_sheet
from generator.opendata.about import LICENCE_URL
from generator.opendata.skos import GLOSSARY
from generator.render.environment import as_link, is_link
from generator.render.json_ld import LANGUAGE, Node, node, observatory, registered, same
from generator.settings import Settings
from generator.site import TERRITORIES, document_page
from generator.territories import Territory

SUBJECT = "#sujet"
STANDING = (None, "constate")
PLACES = (None, "site-principal", "siege", "site-secondaire", "permanence")
REGISTERS = {"epci": "SIREN", "ept": "SIREN"}
OFFICIAL_CODE = "Code officiel géographique (INSEE)"
SUBJECT_TERMS = {"types": "types_pole", "secteurs": "secteurs", "themes": "themes"}
SIRENE = "0002"


def sheet_nodes(sheet: Sheet, catalogue: Catalogue, settings: Settings) -> list[Node]:
    """Return the sheet, an article in this version that rests on its sources, then the organisation that it is about; nothing for one withdrawn or not yet published."""
    if sheet.is_withdrawn or sheet.is_draft:
        return []
    entry = bibliographic_entry(sheet, catalogue, settings)
    edition = sheet.record.edition
    more = {
        "dateCreated": edition.creee_le if edition else None,
        "about": _subjects(sheet, catalogue, settings),
        "keywords": list(_keywords(sheet.record, catalogue, settings)),
        "spatialCoverage": list(_coverage(sheet.record, catalogue, settings)),
        "isBasedOn": [_source(source, settings) for source in sheet.record.sources],
        "encoding": _data(f"{settings.site_url}{API}/{sheet.kind.folder}/{sheet.id}.json"),
    }
    article = version_node(entry, settings) | {name: value for name, value in more.items() if value}
    return [article] if sheet.kind.name == "practices" else [article, _organisation(sheet, catalogue, settings)]


def version_node(entry: BibliographicEntry, settings: Settings) -> Node:
    """Return one version of a sheet, as a bibliography knows it."""
    return node(
        "Article",
        {
            "@id": entry.address,
            "url": entry.address,
            "mainEntityOfPage": entry.current_address,
            "headline": entry.title,
            "abstract": entry.summary,
            "inLanguage": LANGUAGE,
            "version": entry.version,
            "identifier": entry.address,
            "dateModified": entry.issued,
            "author": [_author(name, settings) for name in entry.authors],
            "contributor": [
                node("Role", {"roleName": one.role, "contributor": node("Organization", {"name": one.name})})
                for one in entry.contributions
            ],
            "publisher": observatory(settings),
            "isAccessibleForFree": True,
            "license": LICENCE_URL if entry.licence == LICENCE else entry.licence,
        },
    )


def territory_node(territory: Territory, settings: Settings) -> Node:
    """Return a territory under its official code; a commune has no page of its own."""
    level, _, number = territory.code.partition("-")
    address = f"{settings.site_url}{TERRITORIES}/{territory.code}/{SUBJECT}" if level != "com" else ""
    told = {"@id": address, "name": territory.name, "description": territory.level.capitalize()}
    return node("AdministrativeArea", {**told, "identifier": registered(REGISTERS.get(level, OFFICIAL_CODE), number)})


def defined_term(vocabulary: str, code: str, catalogue: Catalogue, settings: Settings) -> Node:
    """Return a term of a closed list, at its address in the glossary."""
    home = f"{settings.site_url}{GLOSSARY}#{vocabulary}"
    told = {"@id": f"{home}-{code}", "name": catalogue.label(vocabulary, code), "termCode": code, "inDefinedTermSet": home}
    return node("DefinedTerm", told)


def _author(name: str, settings: Settings) -> Node:
    return observatory(settings) if name == settings.site_name else node("Organization", {"name": name})


def _subjects(sheet: Sheet, catalogue: Catalogue, settings: Settings) -> list[Node]:
    """Return what the sheet is about: its organisation, told beside it, or the poles that a practice comes from."""
    if sheet.kind.name != "practices":
        return [same(f"{settings.site_url}{sheet.address}{SUBJECT}")]
    poles = (catalogue.sheets["poles"].get(use.pole) for use in sheet.record.poles)
    return [_named(pole, settings) for pole in dict.fromkeys(poles) if pole and not pole.is_withdrawn]


def _named(sheet: Sheet, settings: Settings) -> Node:
    return node("Organization", {"@id": f"{settings.site_url}{sheet.address}{SUBJECT}", "name": sheet.name})


def _keywords(record: Any, catalogue: Catalogue, settings: Settings) -> Iterator[Node]:
    for field, vocabulary in SUBJECT_TERMS.items():
        for code in getattr(record, field, ()):
            yield defined_term(vocabulary, code, catalogue, settings)


def _coverage(record: Any, catalogue: Catalogue, settings: Settings) -> Iterator[Node]:
    """Yield where what the sheet tells is today: a place left or to come, a tie announced, contested or ended, are on its page only."""
    places = (place.commune for place in getattr(record, "lieux", ()) if _is_there(place))
    ties = [tie for tie in record.territoires if _holds(tie)]
    codes = (*places, *(tie.territoire for tie in ties))
    for code in dict.fromkeys(code for code in codes if code):
        yield territory_node(catalogue.reference.territories[code], settings)
    for words in dict.fromkeys(tie.libelle for tie in ties if tie.libelle and not tie.territoire):
        yield node("Place", {"name": words})


def document_node(document: Document, settings: Settings) -> Node:
    """Return a document that sheets cite, as most of them describe it."""
    return _work(document.id, document.first, settings)


def _source(source: Any, settings: Settings) -> Node:
    return _work(document_id(source), lambda part: getattr(source, part), settings)


def _work(identifier: str, said: Callable[[str], Any], settings: Settings) -> Node:
    told = {
        "@id": f"{settings.site_url}{document_page(identifier)}{SUBJECT}",
        "name": said("titre"),
        "datePublished": said("date"),
        "url": _link(said("adresse")),
        "archivedAt": said("adresse_archivee"),
        "author": [node("Organization", {"name": name}) for name in said("auteurs") or ()],
        "license": said("licence"),
    }
    return node("CreativeWork", told)


def _link(address: str | None) -> str | None:
    return as_link(address) if address and is_link(address) else None


def _data(address: str) -> Node:
    return node("MediaObject", {"encodingFormat": "application/json", "contentUrl": address})


def _organisation(sheet: Sheet, catalogue: Catalogue, settings: Settings) -> Node:
    record = sheet.record
    names = (record.sigle, *(other.nom for other in record.autres_noms))
    siren, rna = getattr(record, "siren", None), getattr(record, "rna", None)
    told = {
        "alternateName": [name for name in dict.fromkeys(names) if name and name != sheet.name],
        "url": _link(record.site),
        "identifier": [registered("RNA", rna)] if rna else None,
        "iso6523Code": f"{SIRENE}:{siren}" if siren else None,
        "location": [place for place in (_place(one, catalogue) for one in record.lieux if _is_there(one)) if len(place) > 1],
        "memberOf": list(_memberships(getattr(record, "membre_de", ()), catalogue, settings)),
    }
    return _named(sheet, settings) | {name: value for name, value in told.items() if value}


def _is_there(fact: Any) -> bool:
    """Tell whether a place or a membership holds today and is where one can go."""
    return _holds(fact) and getattr(fact, "role", None) in PLACES


def _holds(fact: Any) -> bool:
    """Tell whether a fact holds today: one announced, contested or ended does not."""
    return fact.statut in STANDING and not fact.date_fin


def _place(place: Any, catalogue: Catalogue) -> Node:
    commune = catalogue.reference.territories[place.commune].name if place.commune else place.commune_imprimee
    address = {"streetAddress": place.adresse, "addressLocality": commune, "addressCountry": "FR" if place.commune else None}
    point = place.point
    told = {
        "name": place.nom,
        "address": node("PostalAddress", address) if any(address.values()) else None,
        "geo": node("GeoCoordinates", {"latitude": float(point.latitude), "longitude": float(point.longitude)})
        if point
        else None,
    }
    return node("Place", told)


def _memberships(found: Iterable[Any], catalogue: Catalogue, settings: Settings) -> Iterator[Node]:
    groups = (party_sheet(one, catalogue) for one in found if _is_there(one))
    return (_named(group, settings) for group in dict.fromkeys(groups) if group)
