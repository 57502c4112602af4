"""Receives a sheet; returns where it is, in words and codes; never places a regional pole on a dot."""

from dataclasses import dataclass
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.territories import Territories

MAIN_ROLES = ("site-principal", "siege", "lieu-en-projet", None)


@dataclass(frozen=True)
class Whereabouts:
    """Where a sheet is: short words (« Grenoble (Isère) ») and every territory code it lies in."""

    words: str
    codes: tuple[str, ...]


def whereabouts(sheet: Sheet, catalogue: Catalogue) -> Whereabouts:
    """Return where `sheet` is; practices are where their poles are."""
    territories = catalogue.reference.territories
    codes = _own_codes(sheet.record)
    words = _words(codes, territories) or _printed(sheet.record)
    if sheet.kind.name == "practices":
        poles = [catalogue.sheets["poles"].get(use.pole) for use in sheet.record.poles]
        found = [whereabouts(pole, catalogue) for pole in poles if pole]
        codes += [code for place in found for code in place.codes]
        words = words or _joined([place.words for place in found])
    return Whereabouts(words, tuple(dict.fromkeys(_with_ancestors(codes, territories))))


def _own_codes(record: Any) -> list[str]:
    places = sorted((place for place in getattr(record, "lieux", ()) if place.commune), key=_place_rank)
    ties = sorted(record.territoires, key=lambda tie: (tie.epoque == "aujourd-hui", tie.role == "rayonnement"))
    return [place.commune for place in places] + [tie.territoire for tie in ties if tie.territoire]


def _place_rank(place: Any) -> int:
    return MAIN_ROLES.index(place.role) if place.role in MAIN_ROLES else len(MAIN_ROLES)


def _words(codes: list[str], territories: Territories) -> str:
    if not codes:
        return ""
    first = territories[codes[0]]
    above = next((territories[code].name for code in first.within if code.startswith("dep-")), "")
    return f"{first.name} ({above})" if above and codes[0].startswith("com-") else first.name


def _printed(record: Any) -> str:
    """Return the words of the source for a territory that has no code of today."""
    return next((tie.libelle for tie in record.territoires if tie.libelle), "")


def _joined(words: list[str]) -> str:
    distinct = list(dict.fromkeys(word for word in words if word))
    return ", ".join(distinct[:3]) + ("…" if len(distinct) > 3 else "")


def _with_ancestors(codes: list[str], territories: Territories) -> list[str]:
    return [code for own in codes for code in (own, *territories[own].within)]
