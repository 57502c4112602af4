"""Receives a catalogue; returns the page, the data and the redirections of each sheet; never the lists of sheets."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from pydantic_core import to_json

from generator.catalogue import Catalogue, Sheet
from generator.derive.brief import shortened
from generator.derive.findable import Findable, findable
from generator.derive.plan import Cartographer
from generator.derive.written import written
from generator.prose import to_text
from generator.render.citing import Citer, Citing
from generator.render.environment import NOT_INDEXED
from generator.render.escaping import text
from generator.render.notes import NoteWriter
from generator.render.page import Attachment, Note, Page
from generator.render.sheet_view import SheetView
from generator.settings import Settings
from generator.site import SHELL, VERSIONS

TEMPLATE_OF = {"poles": "pole.html.jinja", "practices": "practice.html.jinja", "actors": "actor.html.jinja"}
DESCRIPTION_LENGTH = 160
PERSONAL = ("personne", "accord_date")
WITHDRAWN_FIELDS = {"nom", "titre", "edition"}
_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>')


@dataclass(frozen=True)
class SheetTools:
    """What draws the maps of a sheet, writes its note and says how to cite it."""

    cartographer: Cartographer
    notes: NoteWriter
    citer: Citer


def sheet_pages(
    sheets: Iterable[Sheet], catalogue: Catalogue, env: Environment, settings: Settings, tools: SheetTools
) -> Iterator[Page | Attachment | Note]:
    """Yield the page of each of `sheets`, its data, its note and the redirections from its former identifiers."""
    for sheet in sheets:
        view = SheetView(sheet, catalogue, settings, tools.cartographer)
        yield _page(view, env, catalogue, tools.citer.of(view))
        yield Attachment(f"{sheet.address}fiche.json", record_as_json(sheet))
        if view.has_note:
            yield tools.notes.of_sheet(view)
        yield from _redirections(sheet, env, settings)


def record_as_json(sheet: Sheet) -> str:
    """Return the record as it was written, with its kind and identifier, without what is empty or names a person."""
    told = _without_persons(written(sheet.record, only=WITHDRAWN_FIELDS if sheet.is_withdrawn else None))
    return to_json({"genre": sheet.kind.singular, "id": sheet.id, **told}, indent=1).decode() + "\n"


def _without_persons(told: dict[str, Any]) -> dict[str, Any]:
    """Return what a sheet says, its contact kept to a function: a consent to be named on a page is not one to be copied."""
    contact = {name: value for name, value in told.get("contact", {}).items() if name not in PERSONAL}
    return {name: contact if name == "contact" else value for name, value in told.items() if name != "contact" or contact}


def _page(view: SheetView, env: Environment, catalogue: Catalogue, citing: Citing) -> Page:
    template = "withdrawn.html.jinja" if view.sheet.is_withdrawn else TEMPLATE_OF[view.sheet.kind.name]
    inner = env.get_template(template).render(view=view) + citing.part
    body = env.get_template("sheet.html.jinja").render(view=view, body=_markup(inner), parts=_parts(inner))
    gaps = {
        "identifiant": view.sheet.id,
        "titre": text(view.sheet.name),
        "description": text(shortened(to_text(_summary(view.sheet)), DESCRIPTION_LENGTH)),
        "tete": f'<link rel="alternate" type="application/json" href="fiche.json">{NOT_INDEXED if view.sheet.is_draft or view.sheet.is_withdrawn else ""}{citing.tags}',
        "corps": body,
    }
    return Page(view.sheet.kind.address(SHELL), view.sheet.address, gaps, _found(view.sheet, catalogue, citing), view.sheet)


def _found(sheet: Sheet, catalogue: Catalogue, citing: Citing) -> Findable | None:
    if sheet.is_withdrawn:
        return None
    found = findable(sheet, catalogue)
    return replace(found, about={**found.about, "citation": citing.reference})


def _summary(sheet: Sheet) -> str:
    return sheet.name if sheet.is_withdrawn or not sheet.record.resume else sheet.record.resume


def _parts(html: str) -> list[tuple[str, Any]]:
    return [(identifier, _markup(title)) for identifier, title in _HEADING.findall(html)]


def _markup(html: str) -> Any:
    return Markup(html)  # noqa: S704 - our own templates made it


def _redirections(sheet: Sheet, env: Environment, settings: Settings) -> Iterator[Attachment]:
    for former in sheet.record.edition.anciens_ids if sheet.record.edition else ():
        for part, way_up in (("", "../"), (f"{VERSIONS}/", "../../")):
            html = env.get_template("redirect.html.jinja").render(
                target=f"{settings.site_url}{sheet.address}{part}", relative=f"{way_up}{sheet.id}/{part}", name=sheet.name
            )
            yield Attachment(f"{sheet.kind.address(former)}{part}index.html", html)
