"""Receives a sheet of `poles/`; says what a pole is; never confuses it with its place, its carrier, its label or its project."""

from schemas.base import described, listed, required
from schemas.facts import AuthorityRole, Cooperation, Governance, Membership, Stage
from schemas.narrative import Claim, Message
from schemas.record import Organisation
from schemas.references import term
from schemas.scalars import Markdown


class Pole(Organisation):
    """Un pôle territorial de coopération économique, existant, en projet ou terminé."""

    resume: Markdown = required("Résumé", "Ce qu’est le pôle, en deux ou trois phrases.")
    type: term("types_pole") | None = described(
        "Type de pôle", "Finalité première, selon le document fondateur.", good=("espace-de-travail-commun",), wrong=("hôtel",)
    )
    echelle: term("echelles") | None = described(
        "Échelle", "Échelle du périmètre d’action.", good=("agglomeration",), wrong=("grand",)
    )
    stades: tuple[Stage, ...] = listed(
        "Stades",
        "De l’idée à la fin, datés ; un pôle fermé reste publié.",
        good=([{"stade": "ouvert", "date": "2008"}],),
        wrong=("ouvert",),
    )
    gouvernance: Governance | None = described(
        "Gouvernance", "Qui décide et comment.", good=({"texte": "Un conseil."},), wrong=("un conseil",)
    )
    membres: tuple[Membership, ...] = listed(
        "Membres et parties prenantes",
        "Qui participe, et comment.",
        good=([{"designation": "une dizaine de structures"}],),
        wrong=("une dizaine",),
    )
    collectivites: tuple[AuthorityRole, ...] = listed(
        "Collectivités",
        "Ce que font les collectivités, quand, avec quels moyens.",
        good=([{"designation": "Ville de Lille", "roles": ["levier-financier"]}],),
        wrong=("Ville de Lille",),
    )
    cooperations: tuple[Cooperation, ...] = listed(
        "Coopérations", "Ce que les membres font ensemble.", good=([{"type": "hebergement"}],), wrong=("hebergement",)
    )
    difficultes: tuple[Claim, ...] = listed(
        "Difficultés",
        "Obstacles, échecs, menaces, fin.",
        good=([{"texte": "Le lieu est menacé par un projet urbain."}],),
        wrong=("aucune",),
    )
    messages: tuple[Message, ...] = listed(
        "Messages",
        "Ce que chaque public doit retenir.",
        good=([{"public": "elus-locaux", "texte": "Un moyen d’agir."}],),
        wrong=("Agir",),
    )
