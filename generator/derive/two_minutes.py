"""Receives a pole or a practice; returns its six rubrics in their order; never opens another subject."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.derive.authorities import Authority, authorities
from generator.derive.brief import brief
from generator.derive.carriers import carriers
from generator.derive.essential_means import means
from generator.derive.essential_results import results, risks
from generator.derive.essentials import Point, Question, Rubric, answered, claims, point
from generator.derive.parties import party_name, party_sheet

NO_ROLE = "rôle non décrit par les sources"
AIM = "Effet non documenté ; objectif affiché"
NETWORKS = ("reseau-regional-ess", "reseau-national")


INHABITANTS = Question("habitants", "Ce que cela change pour les habitants", "Non documenté.")
AUTHORITY = Question(
    "role",
    "Ce que la collectivité a fait, et n’a pas eu à faire",
    "Non documenté : aucune source ne dit ce qu’une collectivité a fait, ni ce qu’elle n’a pas eu à faire.",
    "collectivites",
    "Tous les rôles",
)
MEANS = Question("moyens", "Moyens et durée", "Non documentés : les sources ne donnent ni moyens ni durée.", at_most=4)
RESULTS = Question(
    "resultats",
    "Résultats, et à quel point c’est sûr",
    "Non documentés : aucune source ne donne de résultat.",
    "chiffres",
    "Tous les chiffres",
    at_most=4,
)
RISKS = Question(
    "risques",
    "Risques et échecs",
    "Non documentés ; cela ne veut pas dire qu’il n’y en a pas.",
    "difficultes",
    "Toutes les difficultés",
)
WHOM = Question("contact", "À qui s’adresser", "Non documenté.")


def two_minutes(sheet: Sheet, catalogue: Catalogue) -> tuple[Rubric, ...]:
    """Return what it changes, what the authority did and did not have to do, means and time, results, risks, whom to ask."""
    is_pole = sheet.kind.name == "poles"
    results_asked = RESULTS if is_pole else _with_details(RESULTS, "resultats", "Tous les résultats")
    return (
        _inhabitants(sheet.record),
        _authority(sheet.record, catalogue),
        answered(_with_details(MEANS, *_money_part(sheet, is_pole)), means(sheet, catalogue)),
        answered(replace(results_asked, nothing=_no_result(sheet.record)), results(sheet, catalogue)),
        answered(RISKS if is_pole else _with_details(RISKS, "conditions", "Toutes les conditions"), risks(sheet, catalogue)),
        answered(_with_details(WHOM, *_whom_part(sheet, is_pole)), _whom(sheet, catalogue)),
    )


def _with_details(question: Question, part: str, words: str) -> Question:
    return replace(question, details=part, details_words=words)


def _inhabitants(record: Any) -> Rubric:
    if told := claims(record, record.effets_habitants):
        return answered(_with_details(INHABITANTS, "habitants", "Tous les effets"), told)
    part, words = _aims_part(record)
    return answered(_with_details(INHABITANTS, part, words), claims(record, record.objectifs, AIM)[:1])


def _aims_part(record: Any) -> tuple[str, str]:
    return ("objectifs", "Les objectifs affichés") if hasattr(record, "difficultes") else ("methode", "Ce qu’elle vise")


def _authority(record: Any, catalogue: Catalogue) -> Rubric:
    did = [_did(record, authority, catalogue) for authority in authorities(record.collectivites)]
    did.sort(key=lambda one: one.words.startswith(NO_ROLE))
    apart = [point(record, role, role.non_requis, lead="N’a pas eu à faire") for role in record.collectivites if role.non_requis]
    unsaid = Point("aucune source ne le dit.", lead="Ce qu’elle n’a pas eu à faire")
    found = [*did[:2], *(apart[:1] or [unsaid])] if did else []
    return replace(answered(AUTHORITY, found), left=max(0, len(did) - 2))


def _did(record: Any, authority: Authority, catalogue: Catalogue) -> Point:
    name, sheet = party_name(authority.party, catalogue), party_sheet(authority.party, catalogue)
    roles = list(
        dict.fromkeys(_role(code, fact, catalogue) for fact in authority.roles for code in fact.roles if code != "autre")
    )
    roles = roles or [_in_clear(fact, catalogue) for fact in authority.roles if fact.roles and fact.texte][:1]
    moments = dict.fromkeys(_moment(fact, catalogue) for fact in authority.roles if fact.moment)
    words = ", ".join(roles) or NO_ROLE
    entry = f" ; entrée : {', ou '.join(moments)}" if moments else ""
    sources = dict.fromkeys(number for fact in authority.roles for number in point(record, fact, "").sources)
    return Point(words + entry, lead=name, sheet=sheet, sources=tuple(sources))


def _in_clear(fact: Any, catalogue: Catalogue) -> str:
    return brief(fact.texte, 18).rstrip(".") + _unsure(fact, catalogue)


def _role(code: str, fact: Any, catalogue: Catalogue) -> str:
    return catalogue.label("roles_collectivite", code).lower() + _unsure(fact, catalogue)


def _moment(fact: Any, catalogue: Catalogue) -> str:
    return catalogue.label("moments_entree", fact.moment).lower() + _unsure(fact, catalogue)


def _unsure(fact: Any, catalogue: Catalogue) -> str:
    return f" ({catalogue.label('statuts_fait', fact.statut).lower()})" if fact.statut not in (None, "constate") else ""


def _money_part(sheet: Sheet, is_pole: bool) -> tuple[str, str]:
    if is_pole or sheet.record.financements:
        return "financements", "Tous les financements"
    return "methode", "Tous les moyens"


def _no_result(record: Any) -> str:
    why = getattr(record, "resultats_non_documentes", None)
    return (
        f"Non documentés : {why[0].lower()}{why[1:].rstrip('.')}."
        if why
        else "Non documentés : aucune source ne donne de résultat."
    )


def _whom_part(sheet: Sheet, is_pole: bool) -> tuple[str, str]:
    if sheet.record.contact:
        return "contact", "Toutes les coordonnées"
    return ("participants", "Tous les participants") if is_pole else ("poles", "Tous les pôles")


def _whom(sheet: Sheet, catalogue: Catalogue) -> list[Point]:
    own = [*_contact(sheet.record), *_site(sheet.record)]
    carrying = [_organisation(party, catalogue) for party in carriers(sheet, catalogue)] if sheet.kind.name == "poles" else []
    found = [*carrying[:2], *own] if carrying else [*own, *_poles(sheet, catalogue)]
    return found or [_organisation(party, catalogue) for party in _networks(sheet.record, catalogue)]


def _poles(sheet: Sheet, catalogue: Catalogue) -> Iterator[Point]:
    for use in getattr(sheet.record, "poles", ()):
        pole = catalogue.sheets["poles"].get(use.pole)
        if pole and not pole.is_withdrawn:
            bearer = next(iter(carriers(pole, catalogue)), None)
            yield Point(f"par {party_name(bearer, catalogue)}" if bearer else "", lead=pole.name, sheet=pole)


def _contact(record: Any) -> Iterator[Point]:
    contact = record.contact
    told = [contact.fonction, contact.courriel, contact.telephone] if contact else []
    if any(told):
        yield Point(", ".join(filter(None, told)))


def _site(record: Any) -> Iterator[Point]:
    if record.site:
        yield Point(record.site, lead="Site imprimé dans la source", address=record.site)


def _organisation(party: Any, catalogue: Catalogue) -> Point:
    name, sheet = party_name(party, catalogue), party_sheet(party, catalogue)
    contact = next(_contact(sheet.record), None) if sheet else None
    relation = getattr(party, "relation", None)
    part = catalogue.label("relations_membre", relation).lower() or _part(party)
    return Point(", ".join(filter(None, (part, contact.words if contact else ""))), lead=name, sheet=sheet, status=_doubt(party))


def _doubt(party: Any) -> str | None:
    return party.statut if party.statut == "estime" else None


def _part(party: Any) -> str:
    return {"gere-par": "porte ou anime le pôle", "heberge-par": "héberge le pôle", "a-pour-successeur": "a pris la suite"}.get(
        getattr(party, "type", ""), "porte le projet"
    )


def _networks(record: Any, catalogue: Catalogue) -> Iterator[Any]:
    for party in (*getattr(record, "membres", ()), *getattr(record, "acteurs", ())):
        sheet = party_sheet(party, catalogue)
        if (party.type or (sheet.record.type if sheet else None)) in NETWORKS:
            yield party
