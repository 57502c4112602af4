"""Receives what maps draw under the poles; returns the drawings of land that pages share, each shape under a name; never draws a pole."""

from collections.abc import Iterator, Mapping

from generator.catalogue import Catalogue
from generator.derive.atlas import country
from generator.derive.plan import Plan
from generator.render.page import Attachment

FOLDER = "cartes"


def country_file(catalogue: Catalogue) -> Attachment:
    """Return the regions of today, which every map of the country draws."""
    return _file("france", {"fond": country(catalogue)})


def plan_file(plan: Plan) -> Attachment:
    """Return the land of one territory: what is around, itself, its parts that have a page, the borders in it."""
    under = plan.under
    parts = {part.code: part.path for part in plan.parts}
    return _file(plan.territory.code, {"autour": under.around, "ici": under.subject, **parts, "limites": under.lines})


def _file(name: str, shapes: Mapping[str, str]) -> Attachment:
    return Attachment(f"{FOLDER}/{name}.svg", "".join(_drawing(shapes)))


def _drawing(shapes: Mapping[str, str]) -> Iterator[str]:
    yield '<svg xmlns="http://www.w3.org/2000/svg"><defs>'
    yield from (f'<path id="{name}" d="{path}"/>' for name, path in shapes.items() if path)
    yield "</defs></svg>\n"
