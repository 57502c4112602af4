"""Receives a catalogue; returns the page of the map to explore and its script; never a marker without its line in the list."""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment

from generator.catalogue import Catalogue
from generator.derive.borders import borders
from generator.derive.exploration import Exploration, ExploredPole, View, exploration
from generator.render.explore_map import map_script
from generator.render.page import Attachment, Page

EXPLORE = "carte/"
FACET_TITLES = {
    "type": "Type",
    "stade": "Dernier stade",
    "theme": "Thème d’une pratique attestée",
    "secteur": "Secteur",
}
SHAPES = {
    "espace-de-travail-commun": "M4.500 4.500h15v15h-15z",
    "mutualisation-et-cooperation": "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17z",
    "operationnalite": "M12 3l10 17.500H2z",
    "filiere-regionale": "M12 2l10 10-10 10L2 12z",
    "diffus": "M12 2.500l8.500 4.750v9.500L12 21.500l-8.500-4.750v-9.500z",
    "": "M9 3h6v6h6v6h-6v6H9v-6H3V9h6z",
}
STATES = {
    "ouvert": "plein : ouvert, en difficulté, ou stade inconnu",
    "projet": "tirets : idée, projet ou en constitution",
    "fini": "vide : suspendu, cessé, fusionné ou transformé",
}


@dataclass(frozen=True)
class Sign:
    """One line of the legend: the shape of a type."""

    code: str
    label: str
    path: str


def explore_pages(catalogue: Catalogue, env: Environment) -> Iterator[Page | Attachment]:
    """Yield what fills `/carte/`, and the script that draws its base."""
    shown = exploration(catalogue)
    body = env.get_template("explore.html.jinja").render(
        root="../",
        shown=shown,
        groups=_groups(shown),
        facet_titles=FACET_TITLES,
        signs=_signs(shown, catalogue),
        states=_states(shown),
        shape_of=shape_of,
        bounds_of=bounds_of,
    )
    yield Page(EXPLORE, EXPLORE, {"carte": body})
    yield Attachment(f"{EXPLORE}fond.js", _base(shown, catalogue))


def shape_of(pole: ExploredPole) -> str:
    """Return the code of the shape that stands for a pole: that of its first type, the empty string for no known type."""
    return pole.type if pole.type in SHAPES else ""


def bounds_of(view: View) -> str:
    """Return the bounds of a view as the page writes them."""
    return " ".join(str(side) for side in view.bounds)


def _groups(shown: Exploration) -> list[tuple[str, str, tuple[ExploredPole, ...]]]:
    groups = [
        ("points", "Pôles placés à un point", shown.pointed),
        ("aires", "Pôles d’échelle régionale ou départementale", shown.spread),
        ("sans-lieu", "Sans lieu connu", shown.unplaced),
    ]
    return [group for group in groups if group[2]]


def _signs(shown: Exploration, catalogue: Catalogue) -> list[Sign]:
    drawn = {shape_of(pole) for pole in shown.pointed}
    labels = {**catalogue.reference.labels["types_pole"], "": "Type non documenté ou autre"}
    return [Sign(code, labels[code], path) for code, path in SHAPES.items() if code in drawn and code in labels]


def _states(shown: Exploration) -> list[tuple[str, str]]:
    drawn = {pole.state for pole in shown.pointed}
    return [(state, told) for state, told in STATES.items() if state in drawn]


def _base(shown: Exploration, catalogue: Catalogue) -> str:
    outlines, territories = catalogue.reference.land.outlines, catalogue.reference.territories
    departements = (outline for code, outline in outlines.items() if code.startswith("dep-"))
    drawn = borders(departements, lambda code: next(above for above in territories[code].within if above.startswith("reg-")))
    return map_script(drawn, [outlines[territory.code] for territory in shown.areas])
