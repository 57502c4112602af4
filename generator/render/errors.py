"""Receives the explanations of the codes of the check; returns a page for each and their index; never a code that the check cannot give."""

from collections.abc import Iterator, Mapping

from jinja2 import Environment

from generator.derive.findable import Findable
from generator.render.escaping import text
from generator.render.page import Page
from generator.site import ERRORS, SHELL
from schemas.explanation import Explanation


def error_pages(explanations: Mapping[str, Explanation], env: Environment) -> Iterator[Page]:
    """Yield the page of each code, then what fills their index."""
    template = env.get_template("error.html.jinja")
    for one in explanations.values():
        gaps = {
            "identifiant": one.code,
            "titre": text(f"{one.titre} ({one.code})"),
            "description": text(f"{one.titre} : ce que ce code veut dire, pourquoi, et ce qu’il faut écrire."),
            "tete": "",
            "corps": template.render(root="../../../", one=one),
        }
        found = Findable(one.titre, "Erreur expliquée", "", one.titre, one.code, is_way=True)
        yield Page(f"{ERRORS}/{SHELL}/", f"{ERRORS}/{one.code}/", gaps, found)
    index = env.get_template("errors.html.jinja").render(explanations=explanations.values())
    yield Page(f"{ERRORS}/", f"{ERRORS}/", {"erreurs": index})
