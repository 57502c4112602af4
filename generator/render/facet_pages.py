"""Receives a catalogue; returns the search page with its facets, and a page for each facet and each of its values; never a result."""

from collections.abc import Iterator

from jinja2 import Environment

from generator.catalogue import Catalogue, Sheet
from generator.derive.facets import FACETS, Facet, FacetValue, faceted
from generator.derive.timeline import last_stage_words
from generator.derive.whereabouts import whereabouts
from generator.french import counted, fold
from generator.render.escaping import text
from generator.render.page import Page
from generator.site import KINDS, PAGE_SIZE, SEARCH, SHELL

ROOT = "../../"
OPEN_AT_FIRST = ("genre", "theme", "region")


def facet_address(facet: str, value: str = "", page: int = 1) -> str:
    """Return the address of a facet, of one of its values or of a page of it, from the root of the site."""
    name = f"{facet}-{value}" if value else facet
    return f"{SEARCH}/{name}/" if page == 1 else f"{SEARCH}/{name}-page-{page}/"


def facet_pages(catalogue: Catalogue, env: Environment) -> Iterator[Page]:
    """Yield what fills the search page, then the pages of the facets, for those who browse without a script."""
    known = faceted(catalogue)
    filled = [facet for facet in FACETS if known[facet.code]]
    helpers = {"address": facet_address, "facets": filled, "values": known, "root": ROOT}
    body = env.get_template("search.html.jinja").render(**helpers | {"root": "../"}, open_at_first=OPEN_AT_FIRST)
    yield Page(f"{SEARCH}/", f"{SEARCH}/", {"recherche": body})
    for facet in filled:
        body = env.get_template("facet.html.jinja").render(facet=facet, **helpers)
        yield _page(facet_address(facet.code), f"Parcourir par {facet.title[:1].lower()}{facet.title[1:]}", facet.meaning, body)
        for value in known[facet.code]:
            yield from _value_pages(facet, value, catalogue, env)


def _value_pages(facet: Facet, value: FacetValue, catalogue: Catalogue, env: Environment) -> Iterator[Page]:
    in_order = sorted(value.sheets, key=lambda sheet: (list(KINDS).index(sheet.kind.name), fold(sheet.name), sheet.id))
    pages = -(-len(in_order) // PAGE_SIZE)
    for number in range(1, pages + 1):
        shown = in_order[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        body = env.get_template("facet_value.html.jinja").render(
            facet=facet,
            value=value,
            items=[(sheet, _told(sheet, catalogue)) for sheet in shown],
            address=facet_address,
            page=number,
            pages=pages,
            root=ROOT,
        )
        title = f"{facet.title} : {value.label}" + (f", page {number}" if number > 1 else "")
        found = counted(len(value.sheets), "fiche")
        yield _page(facet_address(facet.code, value.code, number), title, f"{found} de l’observatoire. {facet.meaning}", body)


def _told(sheet: Sheet, catalogue: Catalogue) -> str:
    stage = last_stage_words(sheet.record, catalogue) if sheet.kind.name == "poles" else ""
    return " · ".join(filter(None, (sheet.kind.singular.capitalize(), whereabouts(sheet, catalogue).words, stage)))


def _page(address: str, title: str, description: str, body: str) -> Page:
    gaps = {
        "identifiant": address.removeprefix(f"{SEARCH}/").rstrip("/"),
        "titre": text(title),
        "description": text(description),
        "tete": "",
        "corps": body,
    }
    return Page(f"{SEARCH}/{SHELL}/", address, gaps)
