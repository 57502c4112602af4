"""Receives a pole or a practice; returns its results, each with how sure it is, and its risks; never a forecast as a result."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.derive.carriers import carrier_names
from generator.derive.essentials import Point, claims, point
from generator.derive.figures import CONTEXT, figure_groups
from generator.derive.strength import strength
from generator.french import date_in_words

MEASURES = (
    "emplois-crees", "entreprises-creees", "postes-consolides", "taux-occupation", "structures-accompagnees", "participants", "croissance",
)  # fmt: skip
NOT_OWN = (*CONTEXT, "projet")
ACTIVITIES = frozenset({"creation-d-activites", "reponse-collective"})
TROUBLES = ("en-difficulte", "suspendu", "cesse")


def results(sheet: Sheet, catalogue: Catalogue) -> list[Point]:
    """Return what came out of it, the most sure first, each with its strength."""
    record = sheet.record
    names = carrier_names(sheet, catalogue)
    found = [
        replace(_as_point(record, fact, catalogue), strength=strength(record, fact, names, catalogue))
        for fact in _facts(record)
        if fact.statut != "annonce"
    ]
    return sorted(found, key=lambda one: (-one.strength.rank, one.strength.reason))


def _facts(record: Any) -> list[Any]:
    """Return the results told, or else the figures and activities that are results, each excerpt once."""
    if told := getattr(record, "resultats", ()):
        return list(told)
    found = [figure for measure in MEASURES for figure in record.mesures if _is_result(figure, measure)]
    found += [one for one in getattr(record, "cooperations", ()) if one.type in ACTIVITIES and one.texte]
    return list({fact.extrait or id(fact): fact for fact in reversed(found)}.values())[::-1]


def _is_result(figure: Any, measure: str) -> bool:
    return figure.mesure == measure and figure.perimetre not in NOT_OWN


def _as_point(record: Any, fact: Any, catalogue: Catalogue) -> Point:
    if hasattr(fact, "imprime"):
        return point(record, fact, fact.imprime, lead=fact.intitule or catalogue.label("indicateurs", fact.mesure))
    return point(record, fact, fact.texte)


def risks(sheet: Sheet, catalogue: Catalogue) -> list[Point]:
    """Return the troubles told, the obstacles and what sources disagree on."""
    record = sheet.record
    return [
        *_troubles(record, catalogue),
        *claims(record, getattr(record, "difficultes", ())),
        *_given_up(record, catalogue),
        *claims(record, getattr(record, "freins", ())),
        *claims(record, getattr(record, "limites", ()), "Limite"),
        *_disagreements(record, catalogue),
    ]


def _troubles(record: Any, catalogue: Catalogue) -> Iterator[Point]:
    for stage in getattr(record, "stades", ()):
        if stage.stade in TROUBLES:
            yield point(record, stage, stage.note or "", lead=catalogue.label("stades", stage.stade))
    for event in record.evenements:
        if event.type == "fermeture":
            when = date_in_words(event.date, event.precision_date) if event.date else "date non documentée"
            yield point(record, event, f"{event.intitule} ({when})", lead=catalogue.label("types_evenement", event.type))


def _given_up(record: Any, catalogue: Catalogue) -> Iterator[Point]:
    for use in getattr(record, "poles", ()):
        pole = catalogue.sheets["poles"].get(use.pole)
        if use.role == "abandonne" and pole:
            yield point(record, use, use.texte or pole.name, lead="Abandonnée", sheet=pole)


def _disagreements(record: Any, catalogue: Catalogue) -> Iterator[Point]:
    about = [catalogue.label("indicateurs", group.measure).lower() for group in figure_groups(record.mesures) if group.contested]
    about += [f"stade « {catalogue.label('stades', one.stade).lower()} »" for one in _contested(record, "stades")]
    about += [f"forme « {catalogue.label('formes_juridiques', one.forme)} »" for one in _contested(record, "formes_juridiques")]
    about += ["rôle de la collectivité"] if any(_contested(record, "collectivites")) else []
    if about:
        yield Point(", ".join(dict.fromkeys(about)), lead="Les sources se contredisent sur")


def _contested(record: Any, field: str) -> Iterator[Any]:
    return (fact for fact in getattr(record, field, ()) if fact.statut == "conteste")
