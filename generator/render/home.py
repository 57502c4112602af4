"""Receives a catalogue; returns the home page; every number on it comes from the records."""

from dataclasses import dataclass

from jinja2 import Environment

from generator.catalogue import Catalogue, Sheet
from generator.derive.atlas import atlas
from generator.render.lists import card
from generator.render.page import Page
from generator.site import KINDS

LATEST = 6


@dataclass(frozen=True)
class PolesOfType:
    """The poles of one type of the founding document."""

    label: str
    poles: tuple[Sheet, ...]


def home_page(catalogue: Catalogue, env: Environment) -> Page:
    """Return what fills the home page."""
    body = env.get_template("home.html.jinja").render(
        root="",
        atlas=atlas(catalogue),
        counts=[(kind, _published(catalogue, kind.name)) for kind in KINDS.values()],
        figures=sum(len(sheet.record.mesures) for sheet in catalogue.published()),
        types=_types(catalogue),
        latest=[card(sheet, catalogue) for sheet in _latest(catalogue)],
        audiences=catalogue.reference.vocabularies["publics"].termes,
        statuses=catalogue.reference.vocabularies["statuts_fait"].termes,
    )
    return Page("", "", {"accueil": body})


def _published(catalogue: Catalogue, kind: str) -> int:
    return len(catalogue.published(kind))


def _types(catalogue: Catalogue) -> list[PolesOfType]:
    poles = catalogue.published("poles")
    labels = catalogue.reference.labels["types_pole"]
    found = [PolesOfType(label, tuple(pole for pole in poles if code in pole.record.types)) for code, label in labels.items()]
    return [one for one in found if one.poles]


def _latest(catalogue: Catalogue) -> list[Sheet]:
    """Return the sheets changed last; on the same day, practices first, then by identifier."""
    dated = [sheet for sheet in catalogue.published() if sheet.record.edition and sheet.kind.name != "actors"]
    by_kind = sorted(dated, key=lambda sheet: (sheet.kind.name != "practices", sheet.id))
    return sorted(by_kind, key=_last_change, reverse=True)[:LATEST]


def _last_change(sheet: Sheet) -> str:
    edition = sheet.record.edition
    return edition.modifiee_le or edition.creee_le or ""
