"""Receives a catalogue; returns every page and attached file of the site, in a stable order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from jinja2 import Environment

from generator.catalogue import Catalogue
from generator.derive.plan import Cartographer
from generator.derive.presence import presences
from generator.history.past import Past
from generator.render.api_files import api_files
from generator.render.change_pages import change_pages
from generator.render.citing import Citer
from generator.render.comparator import comparator_pages
from generator.render.comparisons import comparison_pages
from generator.render.dashboard import dashboard_pages
from generator.render.documents import document_pages
from generator.render.environment import environment
from generator.render.errors import error_pages
from generator.render.explore import explore_pages
from generator.render.facet_pages import facet_pages
from generator.render.feeds import feeds
from generator.render.field_guide import field_guide_page
from generator.render.finder import finder_files
from generator.render.form import form_pages
from generator.render.former_documents import former_document_pages
from generator.render.geojson import poles_as_geojson
from generator.render.glossary import glossary_page
from generator.render.home import home_page
from generator.render.host_files import host_files
from generator.render.land_files import country_file
from generator.render.lists import list_pages
from generator.render.notes import NoteWriter
from generator.render.open_data import open_data, vocabularies_as_skos
from generator.render.page import Attachment, Note, Page
from generator.render.reading import reading_pages
from generator.render.sheets import SheetTools, sheet_pages
from generator.render.territories import TerritoryPages, territory_codes
from generator.render.versions import VersionPages
from generator.settings import Settings

SHEETS_IN_A_PART, VERSIONS_IN_A_PART, TERRITORIES_IN_A_PART = 100, 400, 50


@dataclass(frozen=True)
class Part:
    """A part of the site that is made by itself; one that has threads of its own, to draw or to write columns, `stays` in the process that asks."""

    made: Callable[[], Iterable[Page | Attachment | Note]]
    stays: bool = False


def site_pages(catalogue: Catalogue, settings: Settings, past: Past) -> Iterator[Page | Attachment | Note]:
    """Yield everything that the records and their past make of the site."""
    for part in site_parts(catalogue, settings, past):
        yield from part.made()


def site_parts(catalogue: Catalogue, settings: Settings, past: Past) -> tuple[Part, ...]:
    """Return the parts of the site, in a stable order; what several need is made once, before."""
    env = environment(catalogue)
    found = presences(catalogue)
    cartographer = Cartographer(catalogue, territory_codes(found, catalogue))
    writer = NoteWriter(catalogue, env, settings)
    tools = SheetTools(cartographer, writer, Citer(catalogue, past, env, settings))
    versions = VersionPages(catalogue, past, env, settings)
    territories = TerritoryPages(catalogue, env, found, cartographer, writer)
    sheets, known_versions = tuple(catalogue), tuple(past.versions())
    return (
        *(Part(partial(territories.of_territories, few)) for few in _slices(cartographer.paged, TERRITORIES_IN_A_PART)),
        Part(lambda: (territories.index(), country_file(catalogue))),
        Part(lambda: _small_pages(catalogue, env, settings, past)),
        Part(lambda: finder_files(catalogue, found, cartographer.paged)),
        Part(lambda: open_data(catalogue, env, settings, also=_also(catalogue, settings)), stays=True),
        Part(lambda: comparison_pages(catalogue, env, settings), stays=True),
        Part(lambda: dashboard_pages(catalogue, env, found), stays=True),
        Part(lambda: comparator_pages(catalogue, env)),
        Part(lambda: reading_pages(catalogue, env)),
        Part(lambda: facet_pages(catalogue, env)),
        *(Part(partial(sheet_pages, few, catalogue, env, settings, tools)) for few in _slices(sheets, SHEETS_IN_A_PART)),
        *(Part(partial(versions.of_sheets, few)) for few in _slices(sheets, VERSIONS_IN_A_PART)),
        *(Part(partial(versions.of_versions, few)) for few in _slices(known_versions, VERSIONS_IN_A_PART)),
        Part(lambda: document_pages(catalogue, env)),
        Part(lambda: former_document_pages(catalogue, past, env, settings)),
        Part(lambda: api_files(catalogue, settings)),
    )


def _small_pages(catalogue: Catalogue, env: Environment, settings: Settings, past: Past) -> Iterator[Page | Attachment | Note]:
    yield home_page(catalogue, env)
    yield glossary_page(catalogue, env)
    yield field_guide_page(catalogue, env)
    yield from form_pages(catalogue, env, settings)
    yield from error_pages(catalogue.reference.explanations, env)
    yield from explore_pages(catalogue, env)
    yield from list_pages(catalogue, env)
    yield from change_pages(catalogue, past, env)
    yield from feeds(catalogue, past, settings)
    yield from host_files(catalogue, settings)


def _also(catalogue: Catalogue, settings: Settings) -> tuple[Attachment, Attachment]:
    return poles_as_geojson(catalogue, settings), vocabularies_as_skos(catalogue, settings)


def _slices(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))
