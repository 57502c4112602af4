"""Receives published sheets; returns ordered lists of what to read, each with its rule and one reason a line; never ranks by opinion."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from generator.catalogue import Catalogue, Sheet
from generator.derive.axes import POLE_AXES
from generator.derive.axis_readings import FAMILY_OF_TYPE
from generator.derive.brief import brief
from generator.derive.coverage import coverage
from generator.derive.parties import party_name, party_sheet
from generator.french import counted, fold
from generator.site import COMPARISONS

MANY = 6
ESSENTIAL = "#essentiel"
REGIONAL = frozenset({"region", "national"})
OUTSIDE_ESS = frozenset({"entreprises", "finance"})


@dataclass(frozen=True)
class Step:
    """One page to read: its name, its address from the site's root, and why."""

    name: str
    address: str
    why: str


@dataclass(frozen=True)
class Part:
    """An ordered list of pages and the rule that chose them, in a sentence."""

    title: str
    rule: str
    steps: tuple[Step, ...]


Maker = Callable[[tuple[Sheet, ...], Catalogue], Part]


def _axes(names: Iterable[str], _: tuple[Sheet, ...], __: Catalogue) -> Part:
    steps = tuple(Step(POLE_AXES[name].title, f"{COMPARISONS}/{name}/", POLE_AXES[name].why) for name in names)
    return Part("Comparer", "Les questions de comparaison choisies pour ce public.", steps)


def _with_roles(sheets: tuple[Sheet, ...], catalogue: Catalogue) -> Part:
    chosen = [sheet for sheet in _of("practices", sheets) if any(one.roles for one in sheet.record.collectivites)]
    chosen.sort(key=lambda sheet: (-len(_poles(sheet)), fold(sheet.name)))
    steps = tuple(_step(sheet, f"{_attested(sheet)} ; {_roles(sheet, catalogue)}.") for sheet in chosen[:MANY])
    rule = "Les pratiques où une source dit le rôle d’une collectivité ; d’abord celles que le plus de pôles attestent."
    return Part("Ce que des collectivités ont fait", rule, steps)


def _best_documented(sheets: tuple[Sheet, ...], catalogue: Catalogue) -> Part:
    poles = sorted(_of("poles", sheets), key=lambda sheet: (-_percent(sheet), fold(sheet.name)))
    steps = tuple(
        _step(sheet, f"Documente {_percent(sheet)} % de ce qui est attendu ; {_roles(sheet, catalogue)}.")
        for sheet in poles[:MANY]
    )
    return Part(
        "Les pôles les mieux documentés", "Les pôles, selon la part de ce qui est attendu que leurs sources documentent.", steps
    )


def _with_effects(kind: str, title: str, sheets: tuple[Sheet, ...], _: Catalogue) -> Part:
    chosen = [sheet for sheet in _of(kind, sheets) if _effects(sheet)]
    chosen.sort(key=lambda sheet: (-len(_effects(sheet)), -_percent(sheet), fold(sheet.name)))
    steps = tuple(_step(sheet, brief(_effects(sheet)[0].texte)) for sheet in chosen[:MANY])
    return Part(title, "Les fiches où une source constate un effet sur la vie des habitants ; une promesse ne compte pas.", steps)


def _regional(sheets: tuple[Sheet, ...], catalogue: Catalogue) -> Part:
    chosen = [sheet for sheet in _of("poles", sheets) if sheet.record.echelle in REGIONAL]
    chosen.sort(key=lambda sheet: (-_percent(sheet), fold(sheet.name)))
    steps = tuple(
        _step(sheet, f"Échelle : {catalogue.label('echelles', sheet.record.echelle).lower()}.") for sheet in chosen[:MANY]
    )
    return Part(
        "Les pôles plus larges qu’une agglomération", "Les pôles d’échelle régionale ou plus, le mieux documenté d’abord.", steps
    )


def _open_to_companies(sheets: tuple[Sheet, ...], catalogue: Catalogue) -> Part:
    chosen = [(sheet, _companies(sheet, catalogue)) for sheet in _of("poles", sheets)]
    chosen = sorted(((sheet, found) for sheet, found in chosen if found), key=lambda one: (-len(one[1]), fold(one[0].name)))
    steps = tuple(_step(sheet, f"Y sont cités : {', '.join(found[:3])}.") for sheet, found in chosen[:MANY])
    rule = "Les pôles où une source cite des entreprises ou des financeurs ; d’abord ceux qui en citent le plus."
    return Part("Les pôles ouverts aux entreprises", rule, steps)


def _doing_together(sheets: tuple[Sheet, ...], catalogue: Catalogue) -> Part:
    chosen = [(sheet, _done(sheet, catalogue)) for sheet in _of("poles", sheets)]
    chosen = sorted(((sheet, done) for sheet, done in chosen if done), key=lambda one: (-len(one[1]), fold(one[0].name)))
    steps = tuple(_step(sheet, f"{', '.join(done[:3])}.".capitalize()) for sheet, done in chosen[:MANY])
    rule = "Les pôles qui font ensemble le plus de choses différentes, selon leurs sources ; une annonce ne compte pas."
    return Part("Ce que d’autres font ensemble", rule, steps)


def _on_themes(themes: tuple[str, ...], sheets: tuple[Sheet, ...], catalogue: Catalogue) -> Part:
    labels = [catalogue.label("themes", code) for code in themes]
    chosen = [(sheet, [code for code in themes if code in sheet.record.themes]) for sheet in _of("practices", sheets)]
    chosen = sorted(
        ((sheet, found) for sheet, found in chosen if found),
        key=lambda one: (-len(one[1]), -len(_poles(one[0])), fold(one[0].name)),
    )
    steps = tuple(
        _step(sheet, f"{', '.join(catalogue.label('themes', code) for code in found)} ; {_attested(sheet).lower()}.")
        for sheet, found in chosen[:MANY]
    )
    rule = f"Les pratiques dont un thème est : {', '.join(labels)} ; d’abord celles qui en ont le plus."
    return Part("Des pratiques à reprendre", rule, steps)


def _of(kind: str, sheets: tuple[Sheet, ...]) -> list[Sheet]:
    return [sheet for sheet in sheets if sheet.kind.name == kind]


def _step(sheet: Sheet, why: str) -> Step:
    return Step(sheet.name, f"{sheet.address}{ESSENTIAL}", why)


def _percent(sheet: Sheet) -> int:
    return coverage(sheet.kind.name, sheet.record).percent


def _poles(sheet: Sheet) -> set[str]:
    return {use.pole for use in sheet.record.poles}


def _attested(sheet: Sheet) -> str:
    return f"Attestée par {counted(len(_poles(sheet)), 'pôle')}" if sheet.record.poles else "Attestée par aucun pôle nommé"


def _roles(sheet: Sheet, catalogue: Catalogue) -> str:
    codes = dict.fromkeys(code for one in sheet.record.collectivites for code in one.roles if code != "autre")
    return (
        ", ".join(catalogue.label("roles_collectivite", code).lower() for code in list(codes)[:3])
        or "rôle de la collectivité non décrit"
    )


def _effects(sheet: Sheet) -> list:
    return [claim for claim in sheet.record.effets_habitants if claim.statut != "annonce"]


def _companies(sheet: Sheet, catalogue: Catalogue) -> list[str]:
    found = []
    for member in sheet.record.membres:
        name, actor = party_name(member, catalogue), party_sheet(member, catalogue)
        nature = member.type or (actor.record.type if actor else "")
        found += [name] if FAMILY_OF_TYPE.get(nature) in OUTSIDE_ESS and member.statut != "annonce" else []
    return list(dict.fromkeys(found))


def _done(sheet: Sheet, catalogue: Catalogue) -> list[str]:
    told = [one.type for one in sheet.record.cooperations if one.statut != "annonce" and one.type != "autre"]
    return [catalogue.label("types_cooperation", code).lower() for code in dict.fromkeys(told)]


PARTS: Mapping[str, tuple[Maker, ...]] = {
    "opinion": (
        partial(_with_effects, "poles", "Ce qui a changé, et où"),
        partial(_with_effects, "practices", "Comment cela s’est fait"),
    ),
    "elus-locaux": (
        partial(_axes, ("role-de-la-collectivite", "entree-de-la-collectivite", "financement")),
        _with_roles,
        _best_documented,
    ),
    "autres-decideurs-politiques": (
        partial(_axes, ("echelle", "financement", "conditions")),
        partial(_on_themes, ("filiere", "essaimage", "observation")),
        _regional,
    ),
    "decideurs-economiques": (
        _open_to_companies,
        partial(_on_themes, ("alliances", "creation-d-activites", "emploi-et-insertion")),
        partial(_axes, ("membres", "forme-juridique")),
    ),
    "acteurs-ess": (
        partial(_on_themes, ("mutualisation", "animation", "gouvernance")),
        _doing_together,
        partial(_axes, ("activites", "gouvernance", "conditions")),
    ),
}
