"""Receives nothing; names the axes on which poles are compared, those that the founding document compares; never reads a file."""

from collections.abc import Iterator
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.derive.comparison import NOT_SAID, Axis, Evidence
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
CLAIMS = {
    "facteurs_de_succes": "Facteurs de succès",
    "conditions_de_transfert": "Conditions",
    "freins": "Freins",
    "limites": "Limites",
    "difficultes": "Difficultés du pôle",
}


def named(party: Any, catalogue: Catalogue) -> str:
    """Return the name of a party: that of its sheet, or its printed words."""
    sheet = catalogue.sheets["actors"].get(party.acteur) if party.acteur else None
    return sheet.name if sheet else party.designation or party.acteur or ""


def _types(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    yield from (Evidence(code) for code in sheet.record.types)


def _legal_forms(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    for form in sorted(sheet.record.formes_juridiques, key=lambda form: form.date or ""):
        carrier = f"celle de {named_actor(form.acteur, catalogue)}" if form.acteur else ""
        yield Evidence(form.forme, carrier or form.libelle or "", form)


def named_actor(identifier: str, catalogue: Catalogue) -> str:
    """Return the name of an actor, or its identifier when its sheet is not published."""
    sheet = catalogue.sheets["actors"].get(identifier)
    return sheet.name if sheet else identifier


def _governance(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    for governance in sheet.record.gouvernances:
        yield Evidence(governance.mode or NOT_SAID, governance.texte, governance)


def _authority_roles(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    for authority in sheet.record.collectivites:
        name = named(authority, catalogue)
        for role in authority.roles:
            yield Evidence(role, name, authority)
        if not authority.roles and not authority.moment:
            yield Evidence(NOT_SAID, name, authority)


def _moments(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    for authority in sheet.record.collectivites:
        if authority.moment:
            yield Evidence(authority.moment, named(authority, catalogue), authority)


def _members(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    for member in sheet.record.membres:
        actor = catalogue.sheets["actors"].get(member.acteur)
        nature = member.type or (actor.record.type if actor else None)
        relation = catalogue.label("relations_membre", member.relation).lower()
        words = f"{named(member, catalogue)} ({relation})" if relation else named(member, catalogue)
        yield Evidence(FAMILY_OF_TYPE.get(nature or "", "non-documentee"), words, member)


def _cooperations(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    yield from (Evidence(cooperation.type, cooperation.texte or "", cooperation) for cooperation in sheet.record.cooperations)


def _fundings(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    for funding in sheet.record.financements:
        payers = ", ".join(named(payer, catalogue) for payer in funding.financeurs)
        state = catalogue.label("etats_financement", funding.etat).lower()
        words = " ; ".join(filter(None, (funding.imprime, payers, funding.objet, state)))
        yield Evidence(funding.type or NOT_SAID, words, funding)


def _property(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    for place in sheet.record.lieux:
        for owner in place.proprietaires:
            yield Evidence("proprietaire", named(owner, catalogue), place)
    for member in sheet.record.membres:
        if member.relation == "proprietaire":
            yield Evidence("proprietaire", named(member, catalogue), member)
    for authority in sheet.record.collectivites:
        if "portage-immobilier" in authority.roles:
            yield Evidence("portage-immobilier", named(authority, catalogue), authority)


def _scale(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    if sheet.record.echelle:
        yield Evidence(sheet.record.echelle)


def _sectors(sheet: Sheet, _: Catalogue) -> Iterator[Evidence]:
    yield from (Evidence(code) for code in sheet.record.secteurs)


def _figures(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    for figure in sheet.record.mesures:
        perimeter = catalogue.label("perimetres", figure.perimetre).lower()
        about = ", ".join(filter(None, (figure.intitule, perimeter)))
        yield Evidence(figure.mesure, f"{figure.imprime} ({about})" if about else figure.imprime, figure)


def _stages(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    stages = stages_in_order(sheet.record)
    if stages:
        yield Evidence("alors", catalogue.label("stades", stages[0].stade), stages[0])
        yield Evidence("depuis", catalogue.label("stades", stages[-1].stade), stages[-1])


def _conditions(sheet: Sheet, catalogue: Catalogue) -> Iterator[Evidence]:
    for practice in catalogue.sheets["practices"].values():
        for field in CLAIMS:
            for claim in () if practice.is_withdrawn else getattr(practice.record, field, ()):
                if sheet.id in claim.poles:
                    yield Evidence(field, claim.texte, claim, practice)
    for claim in sheet.record.difficultes:
        yield Evidence("difficultes", claim.texte, claim)


AXES: dict[str, Axis] = {
    axis.id: axis
    for axis in (
        Axis(
            "finalite",
            "Finalité et type",
            "À quoi sert d’abord chaque pôle, selon les types du document fondateur.",
            "Un espace de travail commun et une filière régionale ne demandent ni les mêmes moyens ni le même soutien.",
            _types,
            "types_pole",
        ),
        Axis(
            "forme-juridique",
            "Forme juridique et son évolution",
            "Les formes que chaque pôle, ou l’organisation qui le porte, a prises, dans l’ordre du temps.",
            "Le document fondateur dit que le statut n’est pas déterminant, mais qu’il évolue et qu’il peut éloigner des partenaires.",
            _legal_forms,
            "formes_juridiques",
        ),
        Axis(
            "gouvernance",
            "Gouvernance",
            "Qui décide, et comment, selon les sources.",
            "C’est là que se joue le partage du pouvoir, que le document fondateur tient pour essentiel.",
            _governance,
            "modes_gouvernance",
        ),
        Axis(
            "role-de-la-collectivite",
            "Rôle de la collectivité",
            "Ce que chaque collectivité fait pour chaque pôle.",
            "Une élue ou un élu y voit ce que d’autres ont fait, et ce qu’ils n’ont pas eu à faire.",
            _authority_roles,
            "roles_collectivite",
        ),
        Axis(
            "entree-de-la-collectivite",
            "Moment d’entrée de la collectivité",
            "Si la collectivité a donné l’impulsion, a rejoint des acteurs déjà engagés, ou a construit avec eux dès le début.",
            "Le document fondateur distingue ces trois cas, et cite des pôles pour chacun.",
            _moments,
            "moments_entree",
        ),
        Axis(
            "membres",
            "Membres et diversité",
            "De quelles familles viennent les membres que les sources nomment : ESS, autres entreprises, recherche, citoyens, collectivités.",
            "Le document fondateur observe, dans la plupart des pôles, une mixité des acteurs.",
            _members,
            FAMILIES,
        ),
        Axis(
            "activites",
            "Activités et coopérations",
            "Ce que les membres de chaque pôle font ensemble.",
            "Mutualiser un lieu, répondre ensemble ou créer des activités n’engage pas les mêmes efforts.",
            _cooperations,
            "types_cooperation",
        ),
        Axis(
            "financement",
            "Financement",
            "Quel argent est demandé, annoncé ou obtenu, et de qui.",
            "Les montants sont rares dans les sources : ce qui manque compte autant que ce qui est dit.",
            _fundings,
            "types_financement",
        ),
        Axis(
            "propriete",
            "Propriété des lieux",
            "À qui appartient le lieu, et quelle collectivité porte l’immobilier.",
            "Le document fondateur n’en parle presque pas : ce qui manque est nommé sous le tableau.",
            _property,
            {"proprietaire": "Propriétaire du lieu", "portage-immobilier": "Portage immobilier par une collectivité"},
        ),
        Axis(
            "echelle",
            "Échelle",
            "Sur quel périmètre chaque pôle agit, du quartier à la région.",
            "Elle dit quelle collectivité est concernée.",
            _scale,
            "echelles",
            is_multiple=False,
        ),
        Axis(
            "secteurs",
            "Secteurs d’activité",
            "Dans quels secteurs travaillent les pôles.",
            "Une filière se compare à une autre filière, un pôle multisectoriel à un autre.",
            _sectors,
            "secteurs",
        ),
        Axis(
            "chiffres",
            "Chiffres",
            "Tous les chiffres que les sources donnent, chacun avec ce qu’il mesure, pour quel périmètre et à quelle date.",
            "Rien n’est moyenné ni additionné : deux chiffres de périmètres différents ne se comparent pas.",
            _figures,
            "indicateurs",
        ),
        Axis(
            "stades",
            "Stade, alors et depuis",
            "Le premier stade que disent les sources, et le dernier connu.",
            "Ce que devient un pôle est ce que l’on sait le moins, et ce que l’on demande le plus.",
            _stages,
            {"alors": "Premier stade connu", "depuis": "Dernier stade connu"},
        ),
        Axis(
            "conditions",
            "Conditions et facteurs de succès",
            "Ce que les fiches de pratiques disent avoir aidé ou freiné, pôle par pôle.",
            "Ce sont des énoncés des acteurs eux-mêmes, rarement des évaluations.",
            _conditions,
            CLAIMS,
        ),
    )
}
