"""Receives a catalogue; returns every page and attached file of the site, in a stable order."""

from collections.abc import Iterator

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
from generator.render.lists import list_pages
from generator.render.notes import NoteWriter
from generator.render.open_data import open_data, vocabularies_as_skos
from generator.render.page import Attachment, Note, Page
from generator.render.reading import reading_pages
from generator.render.sheets import SheetTools, sheet_pages
from generator.render.territories import territory_codes, territory_pages
from generator.render.versions import VersionPages
from generator.settings import Settings


def site_pages(catalogue: Catalogue, settings: Settings, past: Past) -> Iterator[Page | Attachment | Note]:
    """Yield everything that the records and their past make of the site."""
    env = environment(catalogue)
    yield home_page(catalogue, env)
    yield glossary_page(catalogue, env)
    yield field_guide_page(catalogue, env)
    yield from form_pages(catalogue, env, settings)
    yield from error_pages(catalogue.reference.explanations, env)
    found = presences(catalogue)
    cartographer = Cartographer(catalogue, territory_codes(found, catalogue))
    writer = NoteWriter(catalogue, env, settings)
    yield from territory_pages(catalogue, env, found, cartographer, writer)
    yield from finder_files(catalogue, found, cartographer.paged)
    yield from open_data(
        catalogue, env, settings, also=(poles_as_geojson(catalogue, settings), vocabularies_as_skos(catalogue, settings))
    )
    yield from explore_pages(catalogue, env)
    yield from comparison_pages(catalogue, env, settings)
    yield from dashboard_pages(catalogue, env, found)
    yield from comparator_pages(catalogue, env)
    yield from reading_pages(catalogue, env)
    yield from list_pages(catalogue, env)
    yield from facet_pages(catalogue, env)
    tools = SheetTools(cartographer, writer, Citer(catalogue, past, env, settings))
    yield from sheet_pages(catalogue, env, settings, tools)
    yield from VersionPages(catalogue, past, env, settings)
    yield from change_pages(catalogue, past, env)
    yield from feeds(catalogue, past, settings)
    yield from host_files(catalogue, settings)
    yield from document_pages(catalogue, env)
    yield from former_document_pages(catalogue, past, env, settings)
    yield from api_files(catalogue, settings)
