"""Receives a catalogue; returns the page of each territory and their index; never leaves one blank."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment

from generator.catalogue import Catalogue
from generator.derive.adjacency import neighbours
from generator.derive.findable import Findable
from generator.derive.presence import REASONS, Distant, Presence, nearest_poles, presences
from generator.french import counted
from generator.render.environment import text
from generator.render.page import Page
from generator.site import KINDS, SHELL, TERRITORIES
from generator.territories import Territory

ALWAYS = ("reg-", "dep-")
WHEN_FILLED = ("anc-", "epci-", "ept-")


@dataclass(frozen=True)
class TerritoryView:
    """What the template of a territory may ask for."""

    territory: Territory
    by_kind: Mapping[str, tuple[Presence, ...]]
    above: tuple[Territory, ...]
    below: tuple[Territory, ...]
    beside: tuple[Territory, ...]
    nearest: tuple[Distant, ...]
    root: str = "../../"

    @property
    def count(self) -> int:
        """How many sheets are here."""
        return sum(len(found) for found in self.by_kind.values())


def territory_codes(found: Mapping[str, tuple[Presence, ...]], catalogue: Catalogue) -> tuple[str, ...]:
    """Return the codes that have a page: every region and département, the others when they have a sheet."""
    codes = catalogue.reference.territories.by_code
    return tuple(code for code in codes if code.startswith(ALWAYS) or (code.startswith(WHEN_FILLED) and code in found))


def territory_pages(catalogue: Catalogue, env: Environment) -> Iterator[Page]:
    """Yield the page of each territory, then what fills their index."""
    found = presences(catalogue)
    codes = territory_codes(found, catalogue)
    beside = neighbours(catalogue.reference.outlines)
    views = [_view(code, set(codes), found.get(code, ()), beside, catalogue) for code in codes]
    for view in views:
        yield _page(view, env)
    body = env.get_template("territory_index.html.jinja").render(
        root="../", regions=_index(views, catalogue), others=_others(views)
    )
    yield Page(f"{TERRITORIES}/", f"{TERRITORIES}/", {"territoires": body})


def _view(
    code: str, known: set[str], here: tuple[Presence, ...], beside: Mapping[str, tuple[str, ...]], catalogue: Catalogue
) -> TerritoryView:
    territories = catalogue.reference.territories
    territory = territories[code]
    levels = {"reg": ("dep", "anc"), "anc": ("dep",), "dep": ("epci",)}.get(code.partition("-")[0], ())
    below = tuple(inner for level in levels for inner in territories.directly_in(code, level) if inner.code in known)
    return TerritoryView(
        territory=territory,
        by_kind={kind: tuple(presence for presence in here if presence.sheet.kind.name == kind) for kind in KINDS},
        above=tuple(territories[outer] for outer in territory.within if outer in known),
        below=below,
        beside=tuple(territories[other] for other in beside.get(code, ()) if other in known),
        nearest=() if any(presence.sheet.kind.name == "poles" for presence in here) else nearest_poles(territory, catalogue),
    )


def _page(view: TerritoryView, env: Environment) -> Page:
    territory = view.territory
    body = env.get_template("territory.html.jinja").render(view=view, kinds=KINDS, reasons=REASONS)
    summary = f"{territory.name}, {territory.level} : {counted(view.count, 'fiche documentée', 'fiches documentées')}."
    gaps = {
        "identifiant": territory.code,
        "titre": text(f"{territory.name} ({territory.level})"),
        "description": text(f"{summary} Pôles, pratiques et acteurs de la coopération économique."),
        "tete": "",
        "corps": body,
    }
    words = " · ".join(presence.sheet.name for here in view.by_kind.values() for presence in here)
    address = f"{TERRITORIES}/{territory.code}/"
    return Page(
        f"{TERRITORIES}/{SHELL}/", address, gaps, Findable(territory.name, territory.level.capitalize(), "", summary, words)
    )


def _index(views: list[TerritoryView], catalogue: Catalogue) -> list[tuple[TerritoryView, list[TerritoryView]]]:
    by_code = {view.territory.code: view for view in views}
    territories = catalogue.reference.territories
    return [
        (by_code[region.code], [by_code[inner.code] for inner in territories.directly_in(region.code, "dep")])
        for region in territories.of_level("reg")
    ]


def _others(views: list[TerritoryView]) -> list[TerritoryView]:
    return [view for view in views if view.territory.code.startswith(WHEN_FILLED)]
