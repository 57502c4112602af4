"""Receives a catalogue; returns the page of each territory and their index; never leaves one blank."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment

from generator.catalogue import Catalogue, Sheet
from generator.derive.findable import Findable
from generator.derive.placement import placements
from generator.derive.plan import Cartographer, Plan
from generator.derive.presence import Distant, Presence, Reason, nearest_poles
from generator.derive.timeline import last_stage_words
from generator.derive.whereabouts import whereabouts
from generator.french import counted, fold, number_in_words
from generator.render.escaping import text
from generator.render.land_files import plan_file
from generator.render.notes import NoteWriter
from generator.render.page import Attachment, Note, Page
from generator.site import KINDS, SHELL, TERRITORIES
from generator.territories import Territory

ALWAYS = ("reg-", "dep-")
WHEN_FILLED = ("anc-", "epci-", "ept-")
BELOW = {"reg": ("dep", "anc"), "anc": ("dep",), "dep": ("epci", "ept"), "epci": ("ept", "com"), "ept": ("com",)}
COUNTED = {"dep": "département", "epci": "intercommunalité", "ept": "établissement public territorial", "com": "commune"}
FAR_KM = 1000
NOTES = {"dep-69": "Ce département est ici la circonscription : le Rhône et la Métropole de Lyon."}
COUNTED_MANY = {"ept": "établissements publics territoriaux"}


@dataclass(frozen=True)
class KeyFigure:
    """One figure at the head of a territory."""

    title: str
    words: str
    note: str = ""


@dataclass(frozen=True)
class TerritoryView:
    """What the template of a territory may ask for; only the codes of `paged` have a page."""

    territory: Territory
    paged: frozenset[str]
    by_kind: Mapping[str, tuple[Presence, ...]]
    details: Mapping[Sheet, str]
    figures: tuple[KeyFigure, ...]
    plan: Plan
    covering: Mapping[Sheet, Territory]
    above: tuple[Territory, ...]
    below: Mapping[str, tuple[Territory, ...]]
    beside: tuple[Territory, ...]
    nearest: tuple[Distant, ...]
    is_unchanged: bool
    note: str
    root: str = "../../"

    @property
    def is_far(self) -> bool:
        """Tell whether the nearest pole is too far to be a neighbour."""
        return bool(self.nearest) and self.nearest[0].kilometres > FAR_KM

    @property
    def trail(self) -> tuple[Territory, ...]:
        """The region and the département that it lies whole in, from the widest."""
        levels = [
            [outer for outer in self.above if outer.code.startswith(level) and outer.code in self.paged] for level in ALWAYS
        ]
        return tuple(outers[0] for outers in levels if len(outers) == 1)

    @property
    def count(self) -> int:
        """How many sheets are here."""
        return sum(len(found) for found in self.by_kind.values())


@dataclass(frozen=True)
class _Filled:
    """A territory and how many sheets it has."""

    territory: Territory
    count: int


def territory_codes(found: Mapping[str, tuple[Presence, ...]], catalogue: Catalogue) -> tuple[str, ...]:
    """Return the codes that have a page: every region and département, the others when they have a sheet."""
    codes = catalogue.reference.territories.by_code
    return tuple(code for code in codes if code.startswith(ALWAYS) or (code.startswith(WHEN_FILLED) and code in found))


class TerritoryPages:
    """Shows the territories that have a page, with the sheets `found` in each."""

    def __init__(
        self,
        catalogue: Catalogue,
        env: Environment,
        found: Mapping[str, tuple[Presence, ...]],
        cartographer: Cartographer,
        writer: NoteWriter,
    ) -> None:
        self._catalogue = catalogue
        self._env = env
        self._found = found
        self._paged = cartographer.paged
        self._surveyor = _Surveyor(catalogue, cartographer)
        self._writer = writer

    def of_territories(self, codes: Iterable[str]) -> Iterator[Page | Attachment | Note]:
        """Yield the page of each territory of `codes`, the land that its map draws, and its note."""
        for code in codes:
            view = self._surveyor.view(code, self._found.get(code, ()))
            yield _page(view, self._env)
            yield plan_file(view.plan)
            if view.count:
                yield self._writer.of_territory(view)

    def index(self) -> Page:
        """Return what fills the index of the territories."""
        body = self._env.get_template("territory_index.html.jinja").render(
            root="../",
            regions=self._regions(),
            others=[self._filled(code) for code in self._paged if code.startswith(WHEN_FILLED)],
        )
        return Page(f"{TERRITORIES}/", f"{TERRITORIES}/", {"territoires": body})

    def _regions(self) -> list[tuple[_Filled, list[_Filled]]]:
        territories = self._catalogue.reference.territories
        return [
            (self._filled(region.code), [self._filled(inner.code) for inner in territories.directly_in(region.code, "dep")])
            for region in territories.of_level("reg")
        ]

    def _filled(self, code: str) -> _Filled:
        return _Filled(self._catalogue.reference.territories[code], len(self._found.get(code, ())))


class _Surveyor:
    """Knows what surrounds every territory, so as to view many of them."""

    def __init__(self, catalogue: Catalogue, cartographer: Cartographer) -> None:
        self._catalogue = catalogue
        self._cartographer = cartographer
        self._paged = frozenset(cartographer.paged)
        self._beside = cartographer.ground.beside

    def view(self, code: str, here: tuple[Presence, ...]) -> TerritoryView:
        """Return the view of a territory and of the sheets that are there."""
        territories = self._catalogue.reference.territories
        territory = territories[code]
        by_kind = {kind: tuple(presence for presence in here if presence.sheet.kind.name == kind) for kind in KINDS}
        below = {level: territories.directly_in(code, level) for level in BELOW[code.partition("-")[0]]}
        covering = _covering(by_kind["poles"], self._catalogue)
        return TerritoryView(
            territory=territory,
            paged=self._paged,
            by_kind=by_kind,
            details={presence.sheet: _detail(presence.sheet, self._catalogue) for presence in here},
            figures=tuple(_key_figures({**below, "com": territories.directly_in(code, "com")}, by_kind["poles"])),
            plan=self._cartographer.plan(territory, _partly_covering(covering, territory)),
            covering=covering,
            above=tuple(territories[outer] for outer in territory.within),
            below={level: _in_order(inner) for level, inner in below.items() if inner},
            beside=_in_order(territories[other] for other in self._beside.get(code, ())),
            nearest=() if by_kind["poles"] else nearest_poles(territory, self._catalogue),
            is_unchanged=self._is_unchanged(territory),
            note=NOTES.get(code, ""),
        )

    def _is_unchanged(self, territory: Territory) -> bool:
        """Tell whether a region of before 2016 has the départements of one of today."""
        departements = self._catalogue.reference.territories.directly_in
        return territory.code.startswith("anc-") and departements(territory.code, "dep") == departements(
            territory.within[0], "dep"
        )


def _detail(sheet: Sheet, catalogue: Catalogue) -> str:
    """Return what tells a sheet from the others of a list: its place, and the last stage of a pole."""
    place = "" if sheet.kind.name == "practices" else whereabouts(sheet, catalogue).words
    stage = last_stage_words(sheet.record, catalogue) if sheet.kind.name == "poles" else ""
    return " · ".join(filter(None, (place, stage.lower())))


def _covering(poles: tuple[Presence, ...], catalogue: Catalogue) -> dict[Sheet, Territory]:
    """Return the poles that are areas, with the territory that each covers."""
    main = {presence.sheet: placements(presence.sheet, catalogue.reference.territories)[:1] for presence in poles}
    return {sheet: placed[0].territory for sheet, placed in main.items() if placed and placed[0].is_area}


def _partly_covering(covering: Mapping[Sheet, Territory], territory: Territory) -> dict[str, None]:
    """Return the areas to draw on the map of a territory: one that holds it whole would only hide it."""
    whole = {territory.code, *territory.within}
    return dict.fromkeys(area.code for area in covering.values() if area.code not in whole)


def _in_order(found: Iterable[Territory]) -> tuple[Territory, ...]:
    """Return territories in the order of the French alphabet."""
    return tuple(sorted(found, key=lambda territory: (fold(territory.short_name), territory.code)))


def _key_figures(inside: Mapping[str, tuple[Territory, ...]], poles: tuple[Presence, ...]) -> Iterator[KeyFigure]:
    for level, inner in inside.items():
        if inner and level in COUNTED:
            many = COUNTED_MANY.get(level, f"{COUNTED[level]}s")
            astride = sum(sum(code.startswith("dep-") for code in one.within) > 1 for one in inner) if level == "epci" else 0
            note = f"dont {astride} à cheval sur plusieurs départements" if astride else ""
            yield KeyFigure(many.capitalize(), number_in_words(len(inner)), note)
    figures = [figure for presence in poles for figure in presence.sheet.record.mesures]
    if figures:
        stated = sum(figure.statut == "constate" for figure in figures)
        note = "tous constatés" if stated == len(figures) else f"dont {counted(stated, 'constaté')}"
        yield KeyFigure("Chiffres sourcés sur ces pôles", number_in_words(len(figures)), note)


def _page(view: TerritoryView, env: Environment) -> Page:
    territory = view.territory
    body = env.get_template("territory.html.jinja").render(view=view, kinds=KINDS, reasons=tuple(Reason))
    summary = f"{territory.name}, {territory.level} : {counted(view.count, 'fiche documentée', 'fiches documentées')}."
    gaps = {
        "identifiant": territory.code,
        "titre": text(f"{territory.name} ({territory.level})"),
        "description": text(f"{summary} Pôles, pratiques et acteurs de la coopération économique."),
        "tete": "",
        "corps": body,
    }
    address = f"{TERRITORIES}/{territory.code}/"
    found = Findable(territory.name, territory.level.capitalize(), "", summary, "")
    return Page(f"{TERRITORIES}/{SHELL}/", address, gaps, found, territory)
