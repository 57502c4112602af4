"""Receives a sheet; returns the values by which it can be sorted out among all: its kind, where, what, when, how sure, how complete; never a text."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.catalogue import Catalogue, Sheet, SheetKey
from generator.derive.carriers import carrier_names
from generator.derive.coverage import coverage
from generator.derive.strength import DEGREES, Judge
from generator.derive.whereabouts import whereabouts
from generator.french import fold
from generator.site import KINDS
from schemas.dated import DatedFact

PERIODS = {
    "avant-2000": ("0000", "1999", "Avant 2000"),
    "2000-2009": ("2000", "2009", "2000 à 2009"),
    "2010-2014": ("2010", "2014", "2010 à 2014"),
    "2015-2019": ("2015", "2019", "2015 à 2019"),
    "2020-2024": ("2020", "2024", "2020 à 2024"),
    "depuis-2025": ("2025", "9999", "Depuis 2025"),
}
WHERE = frozenset({"territoires", "lieux"})
QUARTERS = {"1": "Moins de 25 %", "2": "De 25 à 49 %", "3": "De 50 à 74 %", "4": "75 % et plus"}


@dataclass(frozen=True)
class Facet:
    """One way to sort out the sheets: its code in addresses, its title, what its values mean."""

    code: str
    title: str
    meaning: str
    values: Callable[[Sheet, Catalogue], Iterable[str]]
    labels: Callable[[Catalogue], Mapping[str, str]]


@dataclass(frozen=True)
class FacetValue:
    """One value that at least one sheet has, and those that have it."""

    code: str
    label: str
    sheets: tuple[Sheet, ...]


def facet_values(sheet: Sheet, catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """Return the codes of the values of `sheet`, by facet; a facet that says nothing of it is left out."""
    known = _known_values(catalogue)
    if sheet.key not in known:
        found = {facet.code: tuple(dict.fromkeys(facet.values(sheet, catalogue))) for facet in FACETS}
        known[sheet.key] = {code: values for code, values in found.items() if values}
    return known[sheet.key]


@lru_cache(maxsize=1)
def _known_values(_: Catalogue) -> dict[SheetKey, Mapping[str, tuple[str, ...]]]:
    """Return where the values of each sheet of a catalogue are kept once they are known."""
    return {}


@lru_cache(maxsize=1)
def faceted(catalogue: Catalogue) -> Mapping[str, tuple[FacetValue, ...]]:
    """Return the values that published sheets have of each facet, in the order of its labels, each with its sheets."""
    found: dict[str, dict[str, list[Sheet]]] = {facet.code: {} for facet in FACETS}
    for sheet in catalogue.published():
        for facet, values in facet_values(sheet, catalogue).items():
            for value in values:
                found[facet].setdefault(value, []).append(sheet)
    return {
        facet.code: tuple(
            FacetValue(code, label, tuple(found[facet.code][code]))
            for code, label in facet.labels(catalogue).items()
            if code in found[facet.code]
        )
        for facet in FACETS
    }


def _kind(sheet: Sheet, _: Catalogue) -> tuple[str]:
    return (sheet.kind.folder,)


def _kind_labels(_: Catalogue) -> Mapping[str, str]:
    return {kind.folder: kind.plural_title for kind in KINDS.values()}


def _of_field(name: str) -> Callable[[Sheet, Catalogue], Iterable[str]]:
    return lambda sheet, _: getattr(sheet.record, name, ())


def _of_items(name: str, code: str) -> Callable[[Sheet, Catalogue], Iterable[str]]:
    def values(sheet: Sheet, _: Catalogue) -> Iterator[str]:
        for item in getattr(sheet.record, name, ()):
            value = getattr(item, code)
            yield from (value,) if isinstance(value, str) else value or ()

    return values


def _types_of_pole(sheet: Sheet, _: Catalogue) -> Iterable[str]:
    return sheet.record.types if sheet.kind.name == "poles" else ()


def _territories(level: str) -> Callable[[Sheet, Catalogue], Iterable[str]]:
    return lambda sheet, catalogue: (code for code in whereabouts(sheet, catalogue).codes if code.startswith(f"{level}-"))


def _periods(sheet: Sheet, _: Catalogue) -> Iterator[str]:
    for fact in _facts(sheet.record):
        first = (fact.date or "")[:4]
        last = (fact.date_fin or fact.date or "")[:4]
        yield from (code for code, (start, end, _) in PERIODS.items() if first and first <= end and last >= start)


def _strengths(sheet: Sheet, catalogue: Catalogue) -> Iterator[str]:
    judge = Judge(sheet.record, carrier_names(sheet, catalogue), catalogue)
    for fact in _facts(sheet.record):
        yield judge.strength(fact).degree


def _completeness(sheet: Sheet, _: Catalogue) -> tuple[str]:
    return (str(min(4, 1 + coverage(sheet.kind.name, sheet.record).percent // 25)),)


def _facts(record: Any) -> Iterator[DatedFact]:
    """Yield the facts of a record, but where it is: a code of territory is official, whatever it is said of."""
    for name in (one for one in type(record).model_fields if one not in WHERE):
        value = getattr(record, name)
        yield from (item for item in (value if isinstance(value, tuple) else ()) if isinstance(item, DatedFact))


def _vocabulary(name: str) -> Callable[[Catalogue], Mapping[str, str]]:
    return lambda catalogue: catalogue.reference.labels[name]


def _by_name(level: str) -> Callable[[Catalogue], Mapping[str, str]]:
    def labels(catalogue: Catalogue) -> Mapping[str, str]:
        territories = sorted(catalogue.reference.territories.of_level(level), key=lambda one: fold(one.name))
        return {one.code: one.name for one in territories}

    return labels


def _strength_labels(catalogue: Catalogue) -> Mapping[str, str]:
    labels = catalogue.reference.labels["forces_de_preuve"]
    return {degree: labels[degree] for degree in reversed(DEGREES)}


FACETS = (
    Facet(
        "genre", "Genre", "Pôle, pratique ou acteur.", _kind, lambda _: {one.folder: one.plural_title for one in KINDS.values()}
    ),
    Facet("type", "Type de pôle", "Les types du document fondateur.", _types_of_pole, _vocabulary("types_pole")),
    Facet("region", "Région", "Où est le sujet ; une pratique est où sont ses pôles.", _territories("reg"), _by_name("reg")),
    Facet(
        "departement",
        "Département",
        "Où est le sujet ; une pratique est où sont ses pôles.",
        _territories("dep"),
        _by_name("dep"),
    ),
    Facet("theme", "Thème", "Ce dont traite une pratique.", _of_field("themes"), _vocabulary("themes")),
    Facet("secteur", "Secteur", "Activité d’un pôle ou d’un acteur.", _of_field("secteurs"), _vocabulary("secteurs")),
    Facet(
        "role",
        "Rôle de la collectivité",
        "Ce que fait une collectivité dans le pôle ou la pratique.",
        _of_items("collectivites", "roles"),
        _vocabulary("roles_collectivite"),
    ),
    Facet(
        "forme",
        "Forme juridique",
        "Toutes les formes dites du sujet, d’alors et d’aujourd’hui.",
        _of_items("formes_juridiques", "forme"),
        _vocabulary("formes_juridiques"),
    ),
    Facet(
        "stade", "Stade", "Tous les stades dits d’un pôle, annoncés compris.", _of_items("stades", "stade"), _vocabulary("stades")
    ),
    Facet(
        "cooperation",
        "Coopération",
        "Ce que les membres d’un pôle font ensemble.",
        _of_items("cooperations", "type"),
        _vocabulary("types_cooperation"),
    ),
    Facet(
        "periode",
        "Période",
        "Années d’au moins un fait daté de la fiche.",
        _periods,
        lambda _: {code: label for code, (_, _, label) in PERIODS.items()},
    ),
    Facet(
        "source",
        "Type de source",
        "Nature d’un document que la fiche cite.",
        _of_items("sources", "type"),
        _vocabulary("types_source"),
    ),
    Facet("preuve", "Force de preuve", "Ce qui appuie au moins un fait de la fiche.", _strengths, _strength_labels),
    Facet(
        "completude",
        "Complétude",
        "Part documentée de ce qui est attendu de ce genre de fiche.",
        _completeness,
        lambda _: QUARTERS,
    ),
)
