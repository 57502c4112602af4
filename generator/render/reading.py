"""Receives a catalogue; returns the reading path of each audience and their index; never writes a message of its own."""

from collections.abc import Iterator

from jinja2 import Environment

from generator.catalogue import Catalogue
from generator.derive.audiences import Audience, audiences
from generator.derive.findable import Findable
from generator.render.escaping import text
from generator.render.page import Page
from generator.site import READING, SHELL


def reading_pages(catalogue: Catalogue, env: Environment) -> Iterator[Page]:
    """Yield the page of each audience, then what fills their index."""
    found = audiences(catalogue)
    for audience in found:
        yield _page(audience, found, env)
    body = env.get_template("reading_index.html.jinja").render(audiences=found)
    yield Page(f"{READING}/", f"{READING}/", {"lire": body})


def _page(audience: Audience, all_of_them: tuple[Audience, ...], env: Environment) -> Page:
    title = f"Lire : {audience.label}"
    summary = f"Ce que les fiches disent à ce public ({audience.definition.rstrip('.').lower()}), et par où commencer."
    gaps = {
        "identifiant": audience.code,
        "titre": text(title),
        "description": text(summary),
        "tete": "",
        "corps": env.get_template("reading.html.jinja").render(root="../../", audience=audience, audiences=all_of_them),
    }
    words = (audience.label, audience.definition, *(message.text for message in audience.messages))
    found = Findable(title, "Parcours de lecture", "", summary, "\n".join(words), is_way=True)
    return Page(f"{READING}/{SHELL}/", f"{READING}/{audience.code}/", gaps, found)
