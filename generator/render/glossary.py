"""Receives the vocabularies; returns the glossary; never a term without its definition."""

from jinja2 import Environment

from generator.catalogue import Catalogue
from generator.render.page import Page


def glossary_page(catalogue: Catalogue, env: Environment) -> Page:
    """Return what fills `/glossaire/`."""
    vocabularies = sorted(catalogue.reference.vocabularies.items())
    body = env.get_template("glossary.html.jinja").render(vocabularies=vocabularies)
    return Page("glossaire/", "glossaire/", {"glossaire": body}, subject=catalogue.reference)
