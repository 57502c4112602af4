"""Receives a catalogue; returns the page, the data and the redirections of each sheet; never the lists of sheets."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from generator.catalogue import Catalogue, Sheet
from generator.derive.attestations import practices_by_pole
from generator.derive.authorities import Authority, authorities
from generator.derive.citations import CitedSource, cited_sources
from generator.derive.coverage import Coverage, coverage
from generator.derive.essentials import Rubric
from generator.derive.figures import FigureGroup, figure_groups, headline_figures
from generator.derive.findable import findable
from generator.derive.kinship import Kinship, kinships
from generator.derive.legal_forms import OwnForm, own_forms
from generator.derive.plan import Cartographer, PoleMaps
from generator.derive.timeline import Moment, stages_in_order, timeline
from generator.derive.two_minutes import two_minutes
from generator.derive.whereabouts import Whereabouts, whereabouts
from generator.prose import to_text
from generator.render.environment import text
from generator.render.page import Attachment, Page
from generator.settings import Settings
from generator.site import SHELL

TEMPLATE_OF = {"poles": "pole.html.jinja", "practices": "practice.html.jinja", "actors": "actor.html.jinja"}
DESCRIPTION_LENGTH = 160
WITHDRAWN_FIELDS = {"nom", "titre", "edition"}
_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>')


@dataclass(frozen=True)
class CitingSheet:
    """A sheet that names this one, and where it does."""

    sheet: Sheet
    field: str


class SheetView:
    """What the templates of a sheet may ask for; computed facts stay here, off the record."""

    root = "../../"

    def __init__(self, sheet: Sheet, catalogue: Catalogue, settings: Settings, cartographer: Cartographer) -> None:
        self.sheet = sheet
        self.record = sheet.record
        self.permanent_address = settings.site_url + sheet.address
        self.edit_address = settings.edit_url + sheet.path
        self._catalogue = catalogue
        self._cartographer = cartographer

    @cached_property
    def maps(self) -> PoleMaps | None:
        """The two maps of a pole; none when no source says where it is."""
        return self._cartographer.maps_of(self.sheet)

    @cached_property
    def figures(self) -> tuple[FigureGroup, ...]:
        """Figures grouped by what they measure."""
        return figure_groups(self.record.mesures)

    @cached_property
    def headlines(self) -> tuple[Any, ...]:
        """The few figures that a reader looks for first."""
        return headline_figures(self.figures)

    @cached_property
    def timeline(self) -> tuple[Moment, ...]:
        """Dated facts, oldest first."""
        return timeline(self.sheet, self._catalogue)

    @property
    def shown_acronym(self) -> str:
        """The acronym, unless it is already a word of the name."""
        acronym = self.record.sigle or ""
        return "" if acronym in re.findall(r"[\w.&-]+", self.record.nom) else acronym

    @cached_property
    def authorities(self) -> tuple[Authority, ...]:
        """Local authorities, each with all its roles."""
        return authorities(self.record.collectivites)

    @cached_property
    def own_forms(self) -> tuple[OwnForm, ...]:
        """Legal forms of the subject itself."""
        return own_forms(self.record.formes_juridiques)

    @cached_property
    def where(self) -> Whereabouts:
        """Where the sheet is."""
        return whereabouts(self.sheet, self._catalogue)

    @cached_property
    def coverage(self) -> Coverage:
        """What the sheet documents and lacks."""
        return coverage(self.sheet.kind.name, self.record)

    @cached_property
    def cited_by(self) -> tuple[CitingSheet, ...]:
        """Sheets that name this one, practices of a pole apart (they have their own part)."""
        citations = self._catalogue.cited_by.get(self.sheet.key, ())
        found = [CitingSheet(self._catalogue.sheet(citation.sheet), citation.field) for citation in citations]
        apart = self.practices if self.sheet.kind.name == "poles" else ()
        return tuple(citing for citing in found if citing.sheet not in apart and not citing.sheet.is_withdrawn)

    @cached_property
    def practices(self) -> tuple[Sheet, ...]:
        """Practices that say they are attested here."""
        return practices_by_pole(self._catalogue).get(self.sheet.id, ())

    @property
    def kinship(self) -> Kinship:
        """What is like the sheet, and why."""
        return kinships(self._catalogue)[self.sheet.key]

    @cached_property
    def two_minutes(self) -> tuple[Rubric, ...]:
        """The six questions of an elected official, with their answers."""
        return two_minutes(self.sheet, self._catalogue)

    @property
    def first_stage(self) -> Any:
        """The stage that the sheet tells first, in the order of time."""
        return self._stages[0] if self._stages else None

    @property
    def last_stage(self) -> Any:
        """The last stage known."""
        return self._stages[-1] if self._stages else None

    @cached_property
    def _stages(self) -> tuple[Any, ...]:
        return stages_in_order(self.record)

    def cited_sources(self, fact: Any) -> tuple[CitedSource, ...]:
        """Return the numbered sources of a fact; the only source of a sheet holds for all its facts."""
        return cited_sources(self.record, fact)


def sheet_pages(
    catalogue: Catalogue, env: Environment, settings: Settings, cartographer: Cartographer
) -> Iterator[Page | Attachment]:
    """Yield the page of each sheet, its data and the redirections from its former identifiers."""
    for sheet in catalogue:
        view = SheetView(sheet, catalogue, settings, cartographer)
        yield _page(view, env, catalogue)
        yield Attachment(f"{sheet.address}fiche.json", record_as_json(sheet))
        yield from _redirections(sheet, env, settings)


def record_as_json(sheet: Sheet) -> str:
    """Return the record as it was written, with its kind and identifier, without what is empty."""
    told = WITHDRAWN_FIELDS if sheet.is_withdrawn else None
    written = sheet.record.model_dump(mode="json", exclude_defaults=True, exclude={"id"}, include=told)
    return json.dumps({"genre": sheet.kind.singular, "id": sheet.id, **written}, ensure_ascii=False, indent=1) + "\n"


def shortened(words: str, length: int = DESCRIPTION_LENGTH) -> str:
    """Return `words` cut at a word before `length` characters."""
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _page(view: SheetView, env: Environment, catalogue: Catalogue) -> Page:
    template = "withdrawn.html.jinja" if view.sheet.is_withdrawn else TEMPLATE_OF[view.sheet.kind.name]
    inner = env.get_template(template).render(view=view)
    body = env.get_template("sheet.html.jinja").render(view=view, body=_markup(inner), parts=_parts(inner))
    gaps = {
        "identifiant": view.sheet.id,
        "titre": text(view.sheet.name),
        "description": text(shortened(to_text(_summary(view.sheet)))),
        "tete": '<link rel="alternate" type="application/json" href="fiche.json">',
        "corps": body,
    }
    kind = view.sheet.kind
    return Page(
        kind.address(SHELL), view.sheet.address, gaps, None if view.sheet.is_withdrawn else findable(view.sheet, catalogue)
    )


def _summary(sheet: Sheet) -> str:
    return sheet.name if sheet.is_withdrawn or not sheet.record.resume else sheet.record.resume


def _parts(html: str) -> list[tuple[str, Any]]:
    return [(identifier, _markup(title)) for identifier, title in _HEADING.findall(html)]


def _markup(html: str) -> Any:
    return Markup(html)  # noqa: S704 - our own templates made it


def _redirections(sheet: Sheet, env: Environment, settings: Settings) -> Iterator[Attachment]:
    for former in sheet.record.edition.anciens_ids if sheet.record.edition else ():
        html = env.get_template("redirect.html.jinja").render(
            target=settings.site_url + sheet.address, relative=f"../{sheet.id}/", name=sheet.name
        )
        yield Attachment(f"{sheet.kind.address(former)}index.html", html)
