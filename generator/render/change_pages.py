"""Receives a catalogue and its past; returns the pages of what changed on the whole site, the latest first; never more than a hundred changes on one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from jinja2 import Environment

from generator.catalogue import Catalogue, Sheet
from generator.history.past import Past, Revision
from generator.render.escaping import text
from generator.render.feeds import region_feed, theme_feed
from generator.render.page import Page
from generator.render.revisions import ToldRevision, told_revision
from generator.site import CHANGES, PAGE_SIZE, SHELL

ROOTS = ("../", "../../")


@dataclass(frozen=True)
class Told:
    """A revision with the sheet of today that it concerns."""

    sheet: Sheet
    told: ToldRevision


@dataclass(frozen=True)
class Batch:
    """The revisions recorded together: the instant, why, and each of them."""

    day: str
    reason: str
    revisions: tuple[Told, ...]


def change_pages(catalogue: Catalogue, past: Past, env: Environment) -> Iterator[Page]:
    """Yield what fills the hub of changes, then the pages that follow it."""
    found = [one for one in past.latest if past.sheet_of(one, catalogue)]
    pages = max(1, -(-len(found) // PAGE_SIZE))
    for page in range(1, pages + 1):
        shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        yield _page(page, pages, _batches(shown, catalogue, past), catalogue, past, env)


def _page(  # noqa: PLR0913, PLR0917 - what a page is made of
    page: int, pages: int, batches: list[Batch], catalogue: Catalogue, past: Past, env: Environment
) -> Page:
    body = env.get_template("changes.html.jinja").render(
        root=ROOTS[page > 1],
        batches=batches,
        extent=past.extent,
        page=page,
        page_links=[(number, f"{CHANGES}/" if number == 1 else f"{CHANGES}/page-{number}/") for number in range(1, pages + 1)],
        regions=[(one.name, region_feed(one.code)) for one in catalogue.reference.territories.of_level("reg")],
        themes=[(label, theme_feed(code)) for code, label in catalogue.reference.labels["themes"].items()],
    )
    if page == 1:
        return Page(f"{CHANGES}/", f"{CHANGES}/", {"changements": body})
    title = f"Ce qui a changé, page {page}"
    gaps = {"identifiant": f"page-{page}", "titre": text(title), "description": text(title), "tete": "", "corps": body}
    return Page(f"{CHANGES}/{SHELL}/", f"{CHANGES}/page-{page}/", gaps)


def _batches(revisions: list[Revision], catalogue: Catalogue, past: Past) -> list[Batch]:
    found = []
    for _, together in groupby(revisions, key=lambda one: one.step.revision):
        told = [Told(sheet, told_revision(one, catalogue)) for one in together if (sheet := past.sheet_of(one, catalogue))]
        found.append(Batch(told[0].told.step.day, told[0].told.reason, tuple(told)))
    return found
