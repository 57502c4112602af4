"""Receives the `edition` of a sheet; says who made it, when, in what state it is; never publishes it."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from schemas.base import Model, described, listed, required
from schemas.party import Party
from schemas.references import term
from schemas.scalars import Line, PartialDate, Slug


class ReviewAnswer(Model):
    """One answer of the review grid."""

    question: term("questions_relecture") = required("Question", "Ce qui est vérifié.", good=("sources",), wrong=("les sources",))
    reponse: term("reponses_relecture") = required("Réponse", "Oui, non ou non renseigné.", good=("oui",), wrong=("ok",))
    commentaire: Line | None = described(
        "Commentaire", "Ce qui ne va pas, ou ce qui a été corrigé.", good=("Une adresse ne répond plus.",)
    )


class Review(Party):
    """A check of the sheet by an organisation."""

    date: PartialDate = required("Date de la relecture", "Jour où la fiche a été vérifiée.")
    resultat: term("resultats_relecture") | None = described(
        "Résultat de la relecture", "Exacte, corrigée, à compléter.", good=("exacte",), wrong=("ok",)
    )
    reponses: tuple[ReviewAnswer, ...] = listed(
        "Grille de relecture",
        "Les questions de la relecture, avec leurs réponses ; nécessaire pour une fiche « relue ».",
        good=([{"question": "sources", "reponse": "oui"}],),
        wrong=("oui",),
    )
    note: Line | None = described("Note de relecture", "Ce qui a été vérifié.", good=("Chiffres vérifiés avec le porteur.",))


class Contributor(Party):
    """An organisation that made the sheet what it is."""

    role: term("roles_contribution") | None = described(
        "Rôle de la contribution",
        "Rédaction si rien n’est dit : l’organisation est alors autrice de la fiche.",
        good=("collecte",),
        wrong=("auteur",),
    )


class Edition(Model):
    """The editorial life of a sheet."""

    statut: term("statuts_edition") | None = described(
        "Statut de la fiche", "Brouillon, instantané, complète, relue, retirée.", good=("instantane",), wrong=("publié",)
    )
    creee_le: PartialDate | None = described("Créée le", "Jour de création de la fiche.")
    modifiee_le: PartialDate | None = described("Modifiée le", "Jour de la dernière modification de fond.")
    contributeurs: tuple[Contributor, ...] = listed(
        "Contributeurs", "Organisations qui ont écrit ou corrigé la fiche.", good=([{"designation": "RTES"}],), wrong=("RTES",)
    )
    relectures: tuple[Review, ...] = listed(
        "Relectures", "Vérifications datées.", good=([{"designation": "RTES", "date": "2026-11-23"}],), wrong=("relue",)
    )
    anciens_ids: tuple[Slug, ...] = listed(
        "Anciens identifiants",
        "Identifiants sous lesquels la fiche a été publiée ; ils redirigent ici.",
        good=(["pole-sud"],),
        wrong=("pole-sud",),
    )
    remplacee_par: Slug | None = described("Remplacée par", "Identifiant de la fiche du même genre qui remplace celle-ci.")
    motif_retrait: Line | None = described("Motif du retrait", "Obligatoire pour une fiche retirée.", good=("Doublon",))
    licence: Line | None = described(
        "Licence de la fiche", "Si elle diffère de la Licence Ouverte 2.0.", good=("Licence Ouverte 2.0",)
    )

    @model_validator(mode="after")
    def _withdrawal_has_a_reason(self) -> Self:
        if self.statut == "retiree" and not self.motif_retrait:
            raise PydanticCustomError("retrait-sans-motif", "retrait sans motif", {"champ": "statut"})
        return self
