"""Receives a sheet; returns the organisations that carry, run or house what it tells, and their names; never a person."""

from collections.abc import Iterable, Iterator
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.derive.attestations import attesting_poles
from generator.french import folded_words

MEMBERS = ("porteur", "animateur", "proprietaire")
RELATIONS = ("gere-par", "heberge-par", "a-pour-successeur")
ROLES = frozenset({"portage", "portage-immobilier"})


def carriers(sheet: Sheet, catalogue: Catalogue) -> tuple[Any, ...]:
    """Return the parties that carry a pole, or a practice and the poles that attest it, each once."""
    found: dict[str, Any] = {}
    for one in (sheet, *_attesting(sheet, catalogue)):
        for party in _parties(one.record):
            found.setdefault(party.acteur or party.designation, party)
    return tuple(found.values())


def carrier_names(sheet: Sheet, catalogue: Catalogue) -> tuple[str, ...]:
    """Return every name under which a source may be signed by who carries the subject of a sheet, or by the subject itself; an actor is its own."""
    if sheet.kind.name == "actors":
        return tuple(_names(sheet))
    poles = [one for one in (sheet, *_attesting(sheet, catalogue)) if one.kind.name == "poles"]
    return tuple(
        dict.fromkeys([name for pole in poles for name in _names(pole)] + _party_names(carriers(sheet, catalogue), catalogue))
    )


def is_among(words: str, names: Iterable[str]) -> bool:
    """Tell whether one of `names` stands in `words`, or `words` in one of them, whole words only."""
    said = f" {' '.join(folded_words(words))} "
    known = [f" {' '.join(folded_words(name))} " for name in names]
    return any(name.strip() and (name in said or said in name) for name in known) if said.strip() else False


def _attesting(sheet: Sheet, catalogue: Catalogue) -> tuple[Sheet, ...]:
    return attesting_poles(sheet, catalogue) if sheet.kind.name == "practices" else ()


def _parties(record: Any) -> Iterator[Any]:
    taking_part = (*getattr(record, "membres", ()), *getattr(record, "acteurs", ()))
    for relation in MEMBERS:
        yield from (party for party in taking_part if party.relation == relation)
    for relation in getattr(record, "relations", ()):
        if relation.type in RELATIONS and (relation.acteur or relation.designation):
            yield relation
    yield from (authority for authority in getattr(record, "collectivites", ()) if ROLES & set(authority.roles))


def _party_names(parties: Iterable[Any], catalogue: Catalogue) -> list[str]:
    sheets = catalogue.sheets["actors"]
    known = [name for party in parties if party.acteur in sheets for name in _names(sheets[party.acteur])]
    return known + [party.designation for party in parties if party.designation]


def _names(sheet: Sheet) -> list[str]:
    record = sheet.record
    return [name for name in (sheet.name, record.sigle, *(other.nom for other in record.autres_noms)) if name]
