"""Receives a sheet of `practices/`; says what a documented practice is; never generalises beyond the poles that attest it."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from schemas.base import Model, described, listed, required
from schemas.dated import DatedFact
from schemas.facts import AuthorityRole, Membership
from schemas.narrative import Claim, Means, Message
from schemas.record import Record
from schemas.references import PoleId, PracticeId, term
from schemas.scalars import Line, Markdown


class PoleUse(DatedFact):
    """A pole where the practice is attested."""

    pole: PoleId = required("Pôle", "Identifiant de la fiche du pôle.")
    role: term("roles_pole_pratique") | None = described(
        "Rôle du pôle", "Origine, adoptant, adapté, abandonné.", good=("origine",), wrong=("pilote",)
    )
    texte: Line | None = described("Comment", "Ce que ce pôle en fait, en quelques mots.", good=("Portage technique au début",))


class PracticeTie(Model):
    """A typed tie to another practice."""

    pratique: PracticeId = required("Pratique liée", "Identifiant de la fiche de la pratique.")
    type: term("types_lien_pratique") | None = described(
        "Type de lien", "Précise, complète, s’oppose à…", good=("complete",), wrong=("voir aussi !",)
    )


class Practice(Record):
    """Une pratique de coopération, avec les pôles qui l’attestent, ses conditions et ses limites."""

    titre: Line = required("Titre", "La pratique, en une ligne.", good=("La collectivité puissance invitante",))
    resume: Markdown = required("Résumé", "Ce que c’est et à quoi cela sert, en deux ou trois phrases.")
    resume_elu: Markdown | None = described(
        "Résumé pour un élu", "Ce que la collectivité fait, avec quels moyens, pour quel résultat."
    )
    themes: tuple[term("themes"), ...] = listed(
        "Thèmes", "Un à quatre thèmes de la liste.", good=(["gouvernance"],), wrong=("gouvernance",)
    )
    poles: tuple[PoleUse, ...] = listed(
        "Pôles", "Pôles où la pratique est attestée.", good=([{"pole": "cise-lille"}],), wrong=("cise-lille",)
    )
    acteurs: tuple[Membership, ...] = listed(
        "Acteurs", "Organisations qui la mettent en œuvre.", good=([{"acteur": "ville-de-lille"}],), wrong=("Ville de Lille",)
    )
    collectivites: tuple[AuthorityRole, ...] = listed(
        "Collectivités",
        "Ce que la collectivité fait, quand, avec quels moyens.",
        good=([{"designation": "les collectivités", "roles": ["legitimation"]}],),
        wrong=("Ville de Lille",),
    )
    objectifs: tuple[Claim, ...] = listed(
        "Objectifs affichés",
        "Ce que la pratique dit vouloir obtenir ; un objectif n’est ni une annonce datée ni un résultat.",
        good=([{"texte": "Fédérer les acteurs du territoire."}],),
        wrong=("fédérer",),
    )
    publics_cibles: tuple[Line, ...] = listed(
        "Publics visés",
        "À qui cela s’adresse, dans les mots de la source.",
        good=(["Habitants du quartier"],),
        wrong=("habitants",),
    )
    probleme: Markdown | None = described("Problème", "À quoi la pratique répond.")
    mise_en_oeuvre: Markdown | None = described("Mise en œuvre", "Comment s’y prendre, par étapes.")
    moyens: tuple[Means, ...] = listed(
        "Moyens", "Ce qu’il faut.", good=([{"texte": "Une mission d’animation."}],), wrong=("du temps",)
    )
    resultats: tuple[Claim, ...] = listed(
        "Résultats", "Effets constatés.", good=([{"texte": "Deux entreprises créées."}],), wrong=("bons",)
    )
    resultats_non_documentes: Line | None = described(
        "Résultats non documentés", "Pourquoi aucun résultat n’est donné.", good=("La source ne donne pas de bilan.",)
    )
    effets_habitants: tuple[Claim, ...] = listed(
        "Ce que cela change pour les habitants",
        "Effets sur la vie des habitants que la source dit constatés : services, emplois, lieux. Ni objectif, ni promesse.",
        good=([{"texte": "Une crèche de 70 places a ouvert."}],),
        wrong=("plus de services",),
    )
    facteurs_de_succes: tuple[Claim, ...] = listed(
        "Facteurs de succès", "Ce qui aide.", good=([{"texte": "L’urgence partagée."}],), wrong=("l’urgence",)
    )
    freins: tuple[Claim, ...] = listed(
        "Freins", "Ce qui gêne la mise en place.", good=([{"texte": "Le temps."}],), wrong=("le temps",)
    )
    limites: tuple[Claim, ...] = listed(
        "Limites", "Ce que la pratique ne fait pas.", good=([{"texte": "Ne suffit pas seule."}],), wrong=("aucune",)
    )
    enseignements: tuple[Claim, ...] = listed(
        "Enseignements", "Ce que l’expérience apprend.", good=([{"texte": "Commencer petit."}],), wrong=("…",)
    )
    conditions_de_transfert: tuple[Claim, ...] = listed(
        "Conditions de transfert",
        "Ce qu’il faut ailleurs pour la reprendre.",
        good=([{"texte": "Des acteurs volontaires."}],),
        wrong=("…",),
    )
    messages: tuple[Message, ...] = listed(
        "Messages",
        "Ce que chacun des cinq publics doit retenir.",
        good=([{"public": "opinion", "texte": "De nouveaux services."}],),
        wrong=("…",),
    )
    pratiques_liees: tuple[PracticeTie, ...] = listed(
        "Pratiques liées", "Autres fiches à lire.", good=([{"pratique": "levier-financier"}],), wrong=("levier-financier",)
    )

    @model_validator(mode="after")
    def _is_attested_somewhere(self) -> Self:
        if not self.poles and not self.territoires:
            raise PydanticCustomError("ni-pole-ni-territoire", "pratique sans lieu", {})
        return self

    @model_validator(mode="after")
    def _results_are_given_or_not(self) -> Self:
        if self.resultats and self.resultats_non_documentes:
            raise PydanticCustomError(
                "resultats-contradictoires", "résultats et absence de résultats", {"champ": "resultats_non_documentes"}
            )
        return self
