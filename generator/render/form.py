"""Receives a catalogue; returns what fills the form that proposes or corrects a sheet, and the files that it reads; never a rule of its own."""

import json
from collections.abc import Iterator
from typing import Any

from jinja2 import Environment

from generator.catalogue import Catalogue
from generator.derive.form_model import form_model
from generator.questions import PATHS
from generator.render.page import Attachment, Page
from generator.settings import Settings
from generator.site import KINDS

ADDRESS = "contribuer/proposer/"
FOLDER = "contribuer/formulaire"
AREAS = ("reg", "dep", "anc", "epci", "ept")
EXAMPLE = """nom: Pôle de mon territoire
resume: Ce qu’il est, en deux phrases.
territoires:
  - territoire: dep-26
sources:
  - titre: Plaquette du pôle, 2024
"""


def form_pages(catalogue: Catalogue, env: Environment, settings: Settings) -> Iterator[Page | Attachment]:
    """Yield the page of the form, the model of each kind of sheet and the names that a sheet may give."""
    body = env.get_template("form.html.jinja").render(
        root="../../",
        kinds=KINDS,
        targets=tuple(KINDS),
        email=settings.editors_email,
        new_sheet_url=settings.new_sheet_url,
        edit_url=settings.edit_url,
        example=EXAMPLE,
    )
    yield Page(ADDRESS, ADDRESS, {"formulaire": body})
    for kind in KINDS:
        essential = list(dict.fromkeys(str(path[0]) for path in PATHS[kind]))
        yield _file(kind, {**form_model(kind, catalogue.reference), "essentiels": essential})
        yield _file(f"noms-{kind}", [[sheet.id, sheet.name] for sheet in catalogue.published(kind)])
    territories = catalogue.reference.territories
    areas = [one for level in AREAS for one in territories.of_level(level)]
    yield _file("noms-territoires", [[one.code, f"{one.name} ({one.level})"] for one in areas])


def _file(name: str, content: Any) -> Attachment:
    return Attachment(f"{FOLDER}/{name}.json", json.dumps(content, ensure_ascii=False, separators=(",", ":")))
