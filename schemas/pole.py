"""Receives a sheet of `poles/`; says what a pole is; never confuses it with its place, its carrier, its label or its project."""

from schemas.base import described, listed, required
from schemas.facts import AuthorityRole, Cooperation, Governance, Membership, Stage
from schemas.narrative import Claim, Message
from schemas.record import Organisation
from schemas.references import term
from schemas.scalars import Line, Markdown


class Pole(Organisation):
    """Un pôle territorial de coopération économique, existant, en projet ou terminé."""

    resume: Markdown = required("Résumé", "Ce qu’est le pôle, en deux ou trois phrases.")
    resume_elu: Markdown | None = described(
        "Résumé pour un élu",
        "Ce que la collectivité a fait, avec quels moyens, ce qui en est sorti : deux ou trois phrases, soixante mots au plus.",
    )
    types: tuple[term("types_pole"), ...] = listed(
        "Types de pôle",
        "Finalité première selon le document fondateur, et « diffus » s’il n’a pas de lieu central.",
        good=(["espace-de-travail-commun"],),
        wrong=(["hôtel"], "espace-de-travail-commun"),
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
    gouvernances: tuple[Governance, ...] = listed(
        "Gouvernances",
        "Qui décide et comment, aux différentes époques.",
        good=([{"texte": "Un conseil."}],),
        wrong=("un conseil",),
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
    objectifs: tuple[Claim, ...] = listed(
        "Objectifs affichés",
        "Ce que le pôle dit vouloir faire ; un objectif n’est ni une annonce datée ni un résultat.",
        good=([{"texte": "Fédérer les acteurs du territoire."}],),
        wrong=("fédérer",),
    )
    publics_cibles: tuple[Line, ...] = listed(
        "Publics visés",
        "À qui cela s’adresse, dans les mots de la source.",
        good=(["Habitants du quartier"],),
        wrong=("habitants",),
    )
    effets_habitants: tuple[Claim, ...] = listed(
        "Ce que cela change pour les habitants",
        "Effets sur la vie des habitants que la source dit constatés : services, emplois, lieux. Ni objectif, ni promesse.",
        good=([{"texte": "Une crèche de 70 places a ouvert."}],),
        wrong=("plus de services",),
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
