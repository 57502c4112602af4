"""Receives what a sheet tells in words; says how sections, claims, quotations and messages are written; never renders them."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from schemas.base import Model, described, listed, required
from schemas.dated import DatedFact
from schemas.references import PoleId, SourceId, term
from schemas.scalars import Excerpt, Line, Markdown


class Claim(DatedFact):
    """A statement and the poles that it is true of."""

    texte: Markdown = required("Énoncé", "Une idée, en une ou deux phrases.")
    poles: tuple[PoleId, ...] = listed(
        "Attesté par", "Pôles dont la source dit que c’est vrai.", good=(["cise-lille"],), wrong=("cise-lille",)
    )
    poles_exclus: tuple[PoleId, ...] = listed(
        "Sauf", "Pôles dont la source dit que ce n’est pas vrai.", good=(["pole-sud-romans"],), wrong=("pole-sud-romans",)
    )


class Means(Claim):
    """A resource that a practice needs."""

    nature: term("natures_moyen") | None = described(
        "Nature du moyen", "Humain, financier, immobilier, temps…", good=("humain",), wrong=("divers",)
    )


class Section(Model):
    """A part of the narrative, in the order and under the heading of the source."""

    titre: Line = required("Intertitre", "Tel qu’imprimé ; il peut se répéter.", good=("Facteurs de succès",))
    rubrique: term("rubriques") | None = described(
        "Rubrique", "Rubrique normalisée correspondante, si elle existe.", good=("facteurs-de-succes",), wrong=("divers",)
    )
    etat: term("etats_section") | None = described(
        "État de la rubrique",
        "À remplir si la rubrique est vide ou annoncée : vide n’est pas absent.",
        good=("vide",),
        wrong=("rien",),
    )
    niveau: term("niveaux_section") | None = described(
        "Niveau", "Rubrique ou sous-rubrique.", good=("sous-rubrique",), wrong=("2",)
    )
    texte: Markdown | None = described("Texte", "Récit en Markdown, dans vos propres mots.")
    sources: tuple[SourceId, ...] = listed(
        "Sources de la rubrique",
        "Identifiants des sources de cette fiche d’où vient le texte. Inutile si la fiche n’a qu’une source.",
        good=(["cahier-522"],),
        wrong=("cahier-522",),
    )

    @model_validator(mode="after")
    def _text_matches_state(self) -> Self:
        if self.texte and self.etat in ("vide", "annoncee"):
            raise PydanticCustomError("section-vide-avec-texte", "texte inattendu", {"champ": "etat"})
        if not self.texte and not self.etat:
            raise PydanticCustomError("section-sans-texte", "ni texte ni état", {"intertitre": self.titre})
        return self


class Quotation(Model):
    """A short quotation of an organisation or a function."""

    texte: Excerpt = required(
        "Citation",
        "Moins de quinze mots, exactement comme imprimé.",
        good=("Nous avons pour mission de faciliter la mise en relation",),
        wrong=("mot " * 15,),
    )
    par: Line | None = described(
        "Qui parle", "Une organisation ou une fonction, jamais une personne privée.", good=("Mairie de Lille",)
    )
    sources: tuple[SourceId, ...] = listed(
        "Sources de la citation", "Identifiants des sources de cette fiche.", good=(["cahier-522"],), wrong=("cahier-522",)
    )


class Message(Model):
    """What one audience should remember."""

    public: term("publics") = required("Public", "À qui l’on s’adresse.", good=("elus-locaux",), wrong=("tous",))
    texte: Markdown = required("Message", "Deux ou trois phrases en français courant.")
