"""Receives the pages of the site; returns them with what each says to machines; never changes what people read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.cite.bibliography import BibliographicEntry
from generator.derive.comparison import Axis
from generator.derive.documents import Document
from generator.opendata.about import DESCRIPTION, KEYWORDS, LICENCE_URL
from generator.opendata.dump import Dump
from generator.opendata.files import File
from generator.opendata.skos import GLOSSARY
from generator.reference import Reference
from generator.render.comparisons import TABLE
from generator.render.json_ld import LANGUAGE, Node, node, observatory, same, script, site_address, trail
from generator.render.page import Attachment, Note, Page
from generator.render.structured_data import document_node, sheet_nodes, territory_node, version_node
from generator.render.territories import ALWAYS
from generator.settings import Settings
from generator.site import CHANGES, COMPARISONS, ERRORS, KINDS, READING, SEARCH, SOURCES, TERRITORIES, VERSIONS
from generator.territories import Territory

HEAD = "tete"
HUBS = {
    **{f"{kind.folder}/": kind.plural_title for kind in KINDS.values()},
    f"{TERRITORIES}/": "Territoires",
    f"{COMPARISONS}/": "Comparer",
    f"{READING}/": "Lire selon qui vous êtes",
    f"{ERRORS}/": "Erreurs expliquées",
    f"{CHANGES}/": "Changements",
    f"{SEARCH}/": "Recherche",
    f"{SOURCES}/": "Sources",
}


def with_structured_data(
    pages: Iterable[Page | Attachment | Note], catalogue: Catalogue, settings: Settings
) -> Iterator[Page | Attachment | Note]:
    """Yield everything as it is, each page with its JSON-LD: in its head, or after its text when the engine has already dressed it."""
    for page in pages:
        if not isinstance(page, Page):
            yield page
            continue
        told = nodes(page, catalogue, settings)
        gap = HEAD if HEAD in page.gaps else next(iter(page.gaps))
        yield replace(page, gaps={**page.gaps, gap: page.gaps[gap] + script(told)}) if told else page


def nodes(page: Page, catalogue: Catalogue, settings: Settings) -> list[Node]:
    """Return what `page` says: what it is, the way to it, and its subject; nothing for a sheet withdrawn or not yet published; the engine has said the first two of a page that it dressed."""
    describe = DESCRIBED_BY.get(type(page.subject))
    subjects = describe(page.subject, catalogue, settings) if describe else []
    if isinstance(page.subject, Sheet) and not subjects:
        return []
    if HEAD in page.gaps:
        return [_web_page(page, subjects, settings), *subjects]
    return [_link(page, subjects, settings), *subjects] if subjects else []


def _link(page: Page, subjects: list[Node], settings: Settings) -> Node:
    address = settings.site_url + page.address
    return node("WebPage", {"@id": address, "mainEntity": [same(one["@id"]) for one in subjects]})


def _web_page(page: Page, subjects: list[Node], settings: Settings) -> Node:
    name = unescape(page.gaps["titre"])
    address = settings.site_url + page.address
    told = {
        "@id": address,
        "url": address,
        "name": name,
        "description": unescape(page.gaps["description"]),
        "inLanguage": LANGUAGE,
        "isPartOf": same(site_address(settings)),
        "breadcrumb": trail((*_hubs(page, settings), (name, page.address)), settings),
        "mainEntity": same(subjects[0]["@id"]) if subjects else None,
    }
    return node("WebPage", told)


def _hubs(page: Page, settings: Settings) -> Iterator[tuple[str, str]]:
    yield from ((title, address) for address, title in HUBS.items() if page.address.startswith(address))
    if isinstance(page.subject, BibliographicEntry):
        yield page.subject.title, f"{page.address.partition(f'{VERSIONS}/')[0]}{VERSIONS}/"


def _of_sheet(sheet: Sheet, catalogue: Catalogue, settings: Settings) -> list[Node]:
    return sheet_nodes(sheet, catalogue, settings)


def _of_version(entry: BibliographicEntry, _: Catalogue, settings: Settings) -> list[Node]:
    return [version_node(entry, settings)]


def _of_territory(territory: Territory, catalogue: Catalogue, settings: Settings) -> list[Node]:
    """Return a territory and what holds it, of the levels that always have a page."""
    outer = (catalogue.reference.territories[code] for code in territory.within if code.startswith(ALWAYS))
    above = [territory_node(one, settings) for one in outer]
    return [territory_node(territory, settings) | ({"containedInPlace": above} if above else {})]


def _of_document(document: Document, _: Catalogue, settings: Settings) -> list[Node]:
    return [document_node(document, settings)]


def _of_axis(axis: Axis, _: Catalogue, settings: Settings) -> list[Node]:
    home = f"{settings.site_url}{COMPARISONS}/{axis.id}/"
    told = {
        "@id": f"{home}#tableau",
        "name": f"Pôles de coopération : {axis.title}",
        "description": f"{axis.what} {axis.why}",
        "url": home,
        "distribution": [node("DataDownload", {"encodingFormat": "text/csv", "contentUrl": f"{home}{TABLE}"})],
    }
    return [node("Dataset", told | _as_open_data(settings))]


def _of_dump(dump: Dump, _: Catalogue, settings: Settings) -> list[Node]:
    about = dump.about
    offered = [dump.archive, *(file for file in dump.files if file.table or file.format in ("GeoJSON", "Turtle"))]
    told = {
        "@id": f"{about.home}#donnees",
        "name": about.title,
        "description": DESCRIPTION,
        "url": about.home,
        "version": about.release.version,
        "dateModified": about.release.date,
        "keywords": list(KEYWORDS),
        "citation": about.citation,
        "distribution": [_download(file, about.home) for file in offered],
    }
    return [node("Dataset", told | _as_open_data(settings))]


def _as_open_data(settings: Settings) -> Mapping[str, Any]:
    return {"license": LICENCE_URL, "inLanguage": LANGUAGE, "isAccessibleForFree": True, "creator": observatory(settings)}


def _download(file: File, home: str) -> Node:
    told = {"name": file.title, "encodingFormat": file.media_type, "contentUrl": f"{home}{file.path}", "sha256": file.sha256}
    return node("DataDownload", told | {"contentSize": f"{len(file.content)} B"})


def _of_vocabularies(reference: Reference, _: Catalogue, settings: Settings) -> list[Node]:
    """Return each closed list, as SKOS tells them; what each term means is on the page and in SKOS."""
    home = f"{settings.site_url}{GLOSSARY}"
    return [
        node(
            "DefinedTermSet",
            {
                "@id": f"{home}#{name}",
                "name": vocabulary.titre,
                "description": vocabulary.definition,
                "license": LICENCE_URL,
                "hasDefinedTerm": [
                    node("DefinedTerm", {"@id": f"{home}#{name}-{term.code}", "name": term.libelle}) for term in vocabulary.termes
                ],
            },
        )
        for name, vocabulary in sorted(reference.vocabularies.items())
    ]


Describer = Callable[[Any, Catalogue, Settings], list[Node]]
DESCRIBED_BY: Mapping[type, Describer] = {
    Sheet: _of_sheet,
    BibliographicEntry: _of_version,
    Territory: _of_territory,
    Document: _of_document,
    Axis: _of_axis,
    Dump: _of_dump,
    Reference: _of_vocabularies,
}
