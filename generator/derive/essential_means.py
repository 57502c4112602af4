"""Receives a pole or a practice; returns its means and the time that it took; never computes a duration from a forecast or a deduction."""

from collections.abc import Iterator
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.derive.essentials import Point, point
from generator.derive.parties import party_name
from generator.derive.timeline import stages_in_order
from generator.french import counted, date_in_words, number_in_words

BEFORE = frozenset({"idee", "projet", "en-constitution"})
SURE_ENOUGH = frozenset({"constate", "conteste"})
VAGUE = frozenset({"decennie", "debut-de-decennie", "fin-de-decennie", "avant", "apres", "vers"})


def means(sheet: Sheet, catalogue: Catalogue) -> list[Point]:
    """Return the money with its state, then time, then what else was brought."""
    fundings = sorted(sheet.record.financements, key=lambda funding: not (funding.imprime or funding.montant))
    return [
        *_durations(sheet, catalogue),
        *(_funding(sheet.record, funding, catalogue) for funding in fundings),
        *_brought(sheet, catalogue),
    ]


def _funding(record: Any, funding: Any, catalogue: Catalogue) -> Point:
    amount = funding.imprime or (f"{number_in_words(funding.montant)} €" if funding.montant is not None else "")
    payers = ", ".join(party_name(payer, catalogue) for payer in funding.financeurs)
    state = catalogue.label("etats_financement", funding.etat).lower()
    unsaid = [what for what, told in (("montant", amount), ("état", state)) if not told]
    silence = f"{' et '.join(unsaid)} non documenté{'s' if len(unsaid) > 1 else ''}" if unsaid else ""
    who = f"par {payers}" if payers and payers not in amount else ""
    words = " ; ".join(filter(None, (amount, who, state, silence)))
    lead = funding.objet or catalogue.label("types_financement", funding.type) or "Financement"
    return point(record, funding, words, lead=lead)


def _brought(sheet: Sheet, catalogue: Catalogue) -> Iterator[Point]:
    record = sheet.record
    for item in getattr(record, "moyens", ()):
        yield point(record, item, item.texte, lead=catalogue.label("natures_moyen", item.nature))
    for authority in record.collectivites:
        told_as_money = record.financements and "levier-financier" in authority.roles
        if authority.moyens and not told_as_money:
            yield point(record, authority, authority.moyens, lead=party_name(authority, catalogue))


def _durations(sheet: Sheet, catalogue: Catalogue) -> Iterator[Point]:
    record = sheet.record
    for figure in record.mesures:
        if figure.mesure == "delai":
            yield point(record, figure, figure.imprime, lead=figure.intitule or "Délai")
    if found := _first_and_opening(record):
        yield _from_first_to_opening(record, *found, catalogue)
    for stage in stages_in_order(record) if hasattr(record, "stades") else ():
        if stage.statut == "annonce" and stage.stade == "ouvert" and stage.date:
            words = f"{catalogue.label('stades', stage.stade).lower()}, {date_in_words(stage.date, stage.precision_date)}"
            yield point(record, stage, words, lead="Prévision")


def _first_and_opening(record: Any) -> tuple[Any, Any] | None:
    stages = [stage for stage in stages_in_order(record) if stage.date] if hasattr(record, "stades") else []
    told = [stage for stage in stages if stage.statut != "annonce"]
    first = next((stage for stage in told if stage.stade in BEFORE), None)
    opening = next((stage for stage in told if stage.stade == "ouvert" and first and stage.date >= first.date), None)
    return (first, opening) if first and opening else None


def _from_first_to_opening(record: Any, first: Any, opening: Any, catalogue: Catalogue) -> Point:
    words = f"{_told(first, catalogue)}, {_told(opening, catalogue)}{_years(first, opening)}"
    return Point(
        words,
        lead="Du premier stade connu à l’ouverture",
        sources=tuple(dict.fromkeys((*point(record, first, "").sources, *point(record, opening, "").sources))),
    )


def _told(stage: Any, catalogue: Catalogue) -> str:
    status = catalogue.label("statuts_fait", stage.statut).lower() if stage.statut != "constate" else ""
    when = ", ".join(filter(None, (date_in_words(stage.date, stage.precision_date), status)))
    return f"{catalogue.label('stades', stage.stade).lower()} ({when})"


def _years(first: Any, opening: Any) -> str:
    if {first.statut, opening.statut} - SURE_ENOUGH or {first.precision_date, opening.precision_date} & VAGUE:
        return " ; durée non calculée, une date est estimée ou vague"
    years = int(opening.date[:4]) - int(first.date[:4])
    return f" : environ {counted(years, 'an')}" if years else " : la même année"
