"""Receives a record; returns its dated facts wherever they stand, what announces and what is contested; never looks at the clock."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from generator.catalogue import Catalogue, Sheet
from schemas import KINDS
from schemas.dated import DatedFact
from schemas.structure import shapes

NAMED_BY = ("intitule", "imprime", "texte", "libelle", "nom", "objet", "designation", "acteur", "pole", "territoire")
CODED_BY = {
    "stade": "stades",
    "forme": "formes_juridiques",
    "mesure": "indicateurs",
    "reconnaissance": "reconnaissances",
    "type": {"cooperations": "types_cooperation", "financements": "types_financement", "evenements": "types_evenement"},
}
SAME_NATURE = ("forme", "mesure", "reconnaissance", "type", "acteur", "relation")
OPEN_ENDED = ("apres", "depuis")
LAST_DAYS = {4: "-12-31", 7: "-31"}


@dataclass(frozen=True)
class FactOf:
    """A dated fact of a sheet, and the field where it stands."""

    sheet: Sheet
    field: str
    fact: Any

    def title(self) -> str:
        """Return the French title of the field."""
        return shapes(KINDS[self.sheet.kind.name])[self.field].title

    def words(self, catalogue: Catalogue, without: Container[str] = ()) -> str:
        """Return what the fact says, in a few words: its code, then its own words, those of the fields `without` apart."""
        names = (name for name in NAMED_BY if name not in without)
        said = next((getattr(self.fact, name) for name in names if getattr(self.fact, name, None)), "")
        return " : ".join(dict.fromkeys(filter(None, (self._label(catalogue), said))))

    def _label(self, catalogue: Catalogue) -> str:
        for name, vocabulary in CODED_BY.items():
            known = vocabulary.get(self.field) if isinstance(vocabulary, dict) else vocabulary
            if known and getattr(self.fact, name, None):
                return catalogue.label(known, getattr(self.fact, name))
        return ""


def dated_facts(sheet: Sheet) -> Iterator[FactOf]:
    """Yield the dated facts of a sheet, field by field."""
    for field in type(sheet.record).model_fields:
        values = getattr(sheet.record, field)
        for fact in values if isinstance(values, tuple) else ():
            if isinstance(fact, DatedFact):
                yield FactOf(sheet, field, fact)


def last_known_day(sheets: tuple[Sheet, ...]) -> str:
    """Return the last day when somebody saw a source, or made, changed or reviewed a sheet; the empty string when none is known."""
    return max((day for sheet in sheets for day in days_of_care(sheet)), default="")


def days_of_care(sheet: Sheet) -> Iterator[str]:
    """Yield the days when a sheet or one of its sources was seen, changed or reviewed."""
    yield from (source.vue_le for source in sheet.record.sources if source.vue_le)
    edition = sheet.record.edition
    if edition:
        yield from filter(None, (edition.creee_le, edition.modifiee_le))
        yield from (review.date for review in edition.relectures)


def overdue(sheet: Sheet, today: str) -> tuple[FactOf, ...]:
    """Return what a sheet announces for a time past on `today`, and that no plain fact of the same nature confirms, then or since."""
    facts = tuple(dated_facts(sheet))
    return tuple(one for one in facts if _is_past(one.fact, today) and not any(_confirms(other, one) for other in facts))


def _is_past(fact: Any, today: str) -> bool:
    if fact.statut != "annonce" or not fact.date or fact.precision_date in OPEN_ENDED:
        return False
    end = fact.date_fin or fact.date
    return end + LAST_DAYS.get(len(end), "") < today


def _confirms(other: FactOf, announced: FactOf) -> bool:
    if other.field != announced.field or other.fact.statut not in (None, "constate", "conteste") or not other.fact.date:
        return False
    same = all(getattr(other.fact, name, None) == getattr(announced.fact, name, None) for name in SAME_NATURE)
    return same and other.fact.date >= announced.fact.date[: len(other.fact.date)]


def contradictions(sheet: Sheet) -> tuple[tuple[FactOf, ...], ...]:
    """Return what sources dispute: each contested fact, and the figures of one thing, perimeter and date that differ."""
    contested = [(one,) for one in dated_facts(sheet) if one.fact.statut == "conteste" and one.field != "mesures"]
    figures: dict[tuple[Any, ...], list[FactOf]] = {}
    for one in dated_facts(sheet):
        if one.field == "mesures":
            figures.setdefault((one.fact.mesure, one.fact.intitule, one.fact.perimetre, one.fact.date), []).append(one)
    differing = [tuple(ones) for ones in figures.values() if _disagree(ones)]
    return (*contested, *differing)


def _disagree(ones: list[FactOf]) -> bool:
    return any(one.fact.statut == "conteste" for one in ones) or len({one.fact.imprime for one in ones}) > 1
