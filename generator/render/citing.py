"""Receives a sheet; returns the part of its page that says how to cite it and what changed last; never the changes themselves."""

from dataclasses import dataclass

from jinja2 import Environment

from generator.catalogue import Catalogue
from generator.cite.as_text import as_text
from generator.cite.bibliography import bibliographic_entry
from generator.cite.formats import CITATION_FORMATS
from generator.history.past import Past
from generator.render.citation_tags import citation_tags
from generator.render.feeds import has_feed
from generator.render.revisions import told_revision
from generator.render.sheet_view import SheetView
from generator.render.structured_data import structured_data
from generator.settings import Settings


@dataclass(frozen=True)
class Citing:
    """How to cite a sheet: the reference itself, the part of its page, and the tags that say it to a machine."""

    reference: str = ""
    part: str = ""
    tags: str = ""


class Citer:
    """Says how to cite the sheets of a catalogue."""

    def __init__(self, catalogue: Catalogue, past: Past, env: Environment, settings: Settings) -> None:
        self._catalogue = catalogue
        self._past = past
        self._template = env.get_template("citing.html.jinja")
        self._settings = settings

    def of(self, view: SheetView) -> Citing:
        """Return how to cite the sheet of `view`; nothing for a sheet withdrawn or not yet published."""
        sheet = view.sheet
        if sheet.is_withdrawn or sheet.is_draft:
            return Citing()
        entry = bibliographic_entry(sheet, self._catalogue, self._settings)
        last = self._past.revisions(sheet)[:1]
        reference = as_text(entry)
        part = self._template.render(
            view=view,
            entry=entry,
            citation=reference,
            formats=CITATION_FORMATS,
            last=told_revision(last[0], self._catalogue) if last else None,
            has_feed=has_feed(sheet),
        )
        told = structured_data(sheet, entry, self._catalogue, self._settings)
        return Citing(reference, part, f"{citation_tags(entry)}{told}")
