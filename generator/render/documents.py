"""Receives a catalogue; returns the list of the documents that sheets cite and a page for each; never more than a page can hold."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from generator.catalogue import Catalogue
from generator.derive.brief import shortened
from generator.derive.documents import AnchoredFact, Document, Use, documents, quoted
from generator.derive.findable import Findable
from generator.derive.sourced_facts import Evidence
from generator.french import counted
from generator.prose import to_text
from generator.render.escaping import text
from generator.render.fact_fragments import dates_of
from generator.render.page import Page
from generator.site import PAGE_SIZE, SHELL, SOURCES, document_page

FACTS_ON_A_PAGE = 400
TITLE_LENGTH = 90
WORDS_LENGTH = 160
NAMES_SHOWN = 12
SHEETS_SHOWN = 3
SEVERAL = 2
ELSEWHERE = ("acteur", "pole", "territoire", "imprime")
DESCRIPTION = (
    ("numero", "Numéro imprimé"),
    ("auteurs", "Auteurs"),
    ("date", "Date"),
    ("date_imprimee", "Date telle qu’imprimée"),
    ("adresse", "Adresse imprimée"),
    ("etat_adresse", "État de l’adresse"),
    ("adresse_archivee", "Copie archivée"),
    ("vue_le", "Vue le"),
    ("licence", "Licence"),
    ("note", "Note"),
)


def document_pages(catalogue: Catalogue, env: Environment) -> Iterator[Page]:
    """Yield the list of documents, page after page, then the pages of each document."""
    known = tuple(documents(catalogue).values())
    yield from _list_pages(known, catalogue, env)
    named = Counter(one.title for one in known)
    for document in known:
        yield from _pages_of(document, catalogue, env, is_alone=named[document.title] == 1)


def _list_pages(known: tuple[Document, ...], catalogue: Catalogue, env: Environment) -> Iterator[Page]:
    pages = max(1, -(-len(known) // PAGE_SIZE))
    for number in range(1, pages + 1):
        root = "../" if number == 1 else "../../"
        body = env.get_template("documents.html.jinja").render(
            root=root,
            documents=known[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
            total=len(known),
            unsourced=_unsourced(catalogue) if number == 1 else 0,
            page=number,
            pages=pages,
            address=document_page,
            shortened=shortened,
            names=NAMES_SHOWN,
        )
        yield _list_page(number, root, body)


def _list_page(number: int, root: str, body: str) -> Page:
    address = f"{SOURCES}/" if number == 1 else f"{SOURCES}/page-{number}/"
    if number == 1:
        return Page(address, address, {"sources": body})
    title = f"Sources, page {number}"
    way = f'<nav class="fil" aria-label="Fil d’Ariane"><ol><li><a href="{root}">Accueil</a></li><li><a href="{root}{SOURCES}/">Sources</a></li></ol></nav>'
    return filled_page(address, title, "Liste des documents cités, suite.", f"{way}<h1>{text(title)}</h1>{body}")


def _pages_of(document: Document, catalogue: Catalogue, env: Environment, *, is_alone: bool) -> Iterator[Page]:
    cuts = tuple(_cut(document.uses))
    for number, uses in enumerate(cuts, start=1):
        body = env.get_template("document.html.jinja").render(
            root="../../",
            document=document,
            description=_description(document),
            uses=uses,
            page=number,
            pages=len(cuts),
            address=document_page,
            words=lambda one: fact_words(one, catalogue),
            field_title=AnchoredFact.title,
            quoted=quoted,
            names=NAMES_SHOWN,
            several=SEVERAL,
            sheets_shown=SHEETS_SHOWN,
        )
        which = "" if is_alone and len(document.title) <= TITLE_LENGTH else f" ({document.id})"
        title = f"Source : {shortened(document.title, TITLE_LENGTH)}{which}" + (f", page {number}" if number > 1 else "")
        resting = (
            f"{counted(document.fact_count, 'fait')} de {counted(_sheet_count(document), 'fiche')} reposent sur ce document."
        )
        found = _findable(document, resting, catalogue) if number == 1 else None
        yield replace(filled_page(document_page(document.id, number), title, resting, body, found), subject=document)


def _cut(uses: tuple[Use, ...]) -> Iterator[tuple[Use, ...]]:
    """Yield the uses that stand on each page: as many sheets and facts as one can hold, and at least one sheet."""
    shown: list[Use] = []
    for use in uses:
        is_full = len(shown) >= PAGE_SIZE or sum(len(one.facts) for one in (*shown, use)) > FACTS_ON_A_PAGE
        if shown and is_full:
            yield tuple(shown)
            shown = []
        shown.append(use)
    yield tuple(shown)


def _description(document: Document) -> tuple[tuple[str, str, tuple[Any, ...]], ...]:
    """Return each part of the description that is known: its name, its title, what the sheets say of it."""
    return tuple((part, title, told) for part, title in DESCRIPTION if (told := document.said(part)))


def _findable(document: Document, resting: str, catalogue: Catalogue) -> Findable:
    authors = " ; ".join(author for told in document.said("auteurs") for author in told.value[:NAMES_SHOWN])
    others = " ; ".join(str(told.value) for part in ("titre", "numero") for told in document.said(part))
    kind = catalogue.label("types_source", document.first("type"))
    return Findable(document.title, "Source", kind, resting, f"{others}\n{authors}", is_way=True)


def fact_words(one: AnchoredFact, catalogue: Catalogue) -> str:
    """Return what a fact says, short: its code, whom or where it is about, its own words, its date."""
    fact = one.fact
    words = (_named(fact, catalogue), to_text(one.words(catalogue, without=ELSEWHERE)), getattr(fact, "imprime", None) or "")
    told = " : ".join(dict.fromkeys(filter(None, words))) or one.title()
    when = dates_of(fact) if hasattr(fact, "date") else ""
    return shortened(told, WORDS_LENGTH) + (f" ({when})" if when else "")


def _named(fact: Any, catalogue: Catalogue) -> str:
    for name, kind in (("acteur", "actors"), ("pole", "poles")):
        if identifier := getattr(fact, name, None):
            sheet = catalogue.sheets[kind].get(identifier)
            return sheet.name if sheet else identifier
    code = getattr(fact, "territoire", None)
    return catalogue.reference.territories[code].name if code else ""


def _unsourced(catalogue: Catalogue) -> int:
    return sum(len(Evidence(sheet.record).unsourced) for sheet in catalogue.published())


def _sheet_count(document: Document) -> int:
    return len({use.sheet.key for use in document.uses})


def filled_page(address: str, title: str, description: str, body: str, found: Findable | None = None) -> Page:
    """Return a page under `/sources/`: its address, its words and its HTML body, and what makes it findable."""
    gaps = {
        "identifiant": address.removeprefix(f"{SOURCES}/").rstrip("/"),
        "titre": text(title),
        "description": text(description),
        "tete": "",
        "corps": Markup(body),  # noqa: S704 - rendered by our own templates
    }
    return Page(f"{SOURCES}/{SHELL}/", address, gaps, found)
