"""Receives a sheet; returns the facts that place it on an axis of comparison; never fills a gap nor reads a file."""

from collections.abc import Iterator

from generator.catalogue import Catalogue, Sheet
from generator.derive.attestations import CLAIMS, claims_by_pole
from generator.derive.comparison import NOT_SAID, Evidence
from generator.derive.parties import party_name
from generator.derive.timeline import stages_in_order

FAMILIES = {
    "ess": "Économie sociale et solidaire",
    "entreprises": "Entreprises hors ESS, ou non précisées",
    "recherche": "Recherche",
    "citoyens": "Citoyennes, citoyens, salariés",
    "public": "Collectivités, État, aménageurs",
    "finance": "Financeurs",
    "autre": "Autre",
    "non-documentee": "Nature non documentée",
}
FAMILY_OF_TYPE = {
    "reseau-regional-ess": "ess",
    "reseau-national": "ess",
    "structure-d-accompagnement": "ess",
    "production-ess": "ess",
    "siae": "ess",
    "cae": "ess",
    "tpe-pme-artisan": "entreprises",
    "grande-entreprise": "entreprises",
    "entreprise": "entreprises",
    "association-d-entreprises": "entreprises",
    "universite-recherche": "recherche",
    "particulier": "citoyens",
    "collectif-citoyen": "citoyens",
    "collectivite": "public",
    "etat": "public",
    "amenageur": "public",
    "investisseur": "finance",
    "structure-porteuse": "autre",
    "laboratoire-d-idees": "autre",
    "autre": "autre",
}
CONDITIONS = {**CLAIMS, "difficultes": "Difficultés du pôle"}
TOLD = {"dit": ""}
RESULTS = {"dit": "", "non-documentes": "Non documentés"}


def types(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    """Yield the types of a pole."""
    yield from (Evidence(code) for code in sheet.record.types)


def legal_forms(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    """Yield the legal forms that it took."""
    for form in sorted(sheet.record.formes_juridiques, key=lambda form: form.date or ""):
        carrier = f"celle de {party_name(form, catalogue)}" if form.acteur else ""
        yield Evidence(form.forme, carrier or form.libelle or "", form)


def governance(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    """Yield the ways in which it decides."""
    for governance in sheet.record.gouvernances:
        yield Evidence(governance.mode or NOT_SAID, governance.texte, governance)


def authority_roles(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    """Yield the roles of each local authority."""
    for authority in sheet.record.collectivites:
        name = party_name(authority, catalogue)
        for role in authority.roles:
            yield Evidence(role, name, authority)
        if not authority.roles and not authority.moment:
            yield Evidence(NOT_SAID, name, authority)


def moments(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    """Yield the moments when each local authority joined."""
    for authority in sheet.record.collectivites:
        if authority.moment:
            yield Evidence(authority.moment, party_name(authority, catalogue), authority)


def members(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    """Yield the families of its members."""
    for member in sheet.record.membres:
        actor = catalogue.sheets["actors"].get(member.acteur)
        nature = member.type or (actor.record.type if actor else None)
        relation = catalogue.label("relations_membre", member.relation).lower()
        words = f"{party_name(member, catalogue)} ({relation})" if relation else party_name(member, catalogue)
        yield Evidence(FAMILY_OF_TYPE.get(nature or "", "non-documentee"), words, member)


def cooperations(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    """Yield the things done together."""
    yield from (Evidence(cooperation.type, cooperation.texte or "", cooperation) for cooperation in sheet.record.cooperations)


def fundings(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    """Yield the fundings, in any state."""
    for funding in sheet.record.financements:
        payers = ", ".join(party_name(payer, catalogue) for payer in funding.financeurs)
        state = catalogue.label("etats_financement", funding.etat).lower()
        words = " ; ".join(filter(None, (funding.imprime, payers, funding.objet, state)))
        yield Evidence(funding.type or NOT_SAID, words, funding)


def property(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    """Yield the owners of its places, and who carries the real estate."""
    for place in sheet.record.lieux:
        for owner in place.proprietaires:
            yield Evidence("proprietaire", party_name(owner, catalogue), place)
    for member in sheet.record.membres:
        if member.relation == "proprietaire":
            yield Evidence("proprietaire", party_name(member, catalogue), member)
    for authority in sheet.record.collectivites:
        if "portage-immobilier" in authority.roles:
            yield Evidence("portage-immobilier", party_name(authority, catalogue), authority)


def scale(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    """Yield the scale."""
    if sheet.record.echelle:
        yield Evidence(sheet.record.echelle)


def sectors(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    """Yield the sectors."""
    yield from (Evidence(code) for code in sheet.record.secteurs)


def figures(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    """Yield the figures, each as printed."""
    for figure in sheet.record.mesures:
        perimeter = catalogue.label("perimetres", figure.perimetre).lower()
        about = ", ".join(filter(None, (figure.intitule, perimeter)))
        yield Evidence(figure.mesure, f"{figure.imprime} ({about})" if about else figure.imprime, figure)


def stages(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    """Yield the first and last stages."""
    stages = stages_in_order(sheet.record)
    if stages:
        yield Evidence("alors", catalogue.label("stades", stages[0].stade), stages[0])
        yield Evidence("depuis", catalogue.label("stades", stages[-1].stade), stages[-1])


def conditions(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    """Yield the claims of practices, and its own, on what helped or hindered."""
    for said in claims_by_pole(catalogue).get(sheet.id, ()):
        yield Evidence(said.field, said.claim.texte, said.claim, said.practice)
    for claim in sheet.record.difficultes:
        yield Evidence("difficultes", claim.texte, claim)


def themes(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    """Yield the themes of a practice."""
    yield from (Evidence(code) for code in sheet.record.themes)


def poles(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    """Yield the poles where a practice is attested, by their role."""
    for use in sheet.record.poles:
        pole = catalogue.sheets["poles"].get(use.pole)
        words = " : ".join(filter(None, (pole.name if pole else use.pole, use.texte)))
        yield Evidence(use.role or NOT_SAID, words, use)


def problem(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    """Yield what a practice answers to."""
    if sheet.record.probleme:
        yield Evidence("dit", sheet.record.probleme)


def implementation(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    """Yield how a practice is set up."""
    if sheet.record.mise_en_oeuvre:
        yield Evidence("dit", sheet.record.mise_en_oeuvre)


def means(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    """Yield the resources that a practice needs, by nature."""
    yield from (Evidence(one.nature or NOT_SAID, one.texte, one) for one in sheet.record.moyens)


def results(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    """Yield the effects of a practice, or why none is given."""
    yield from (Evidence("dit", one.texte, one) for one in sheet.record.resultats)
    if sheet.record.resultats_non_documentes:
        yield Evidence("non-documentes", sheet.record.resultats_non_documentes)


def claims(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    """Yield what helps or hinders a practice."""
    for field in CLAIMS:
        yield from (Evidence(field, claim.texte, claim) for claim in getattr(sheet.record, field))
