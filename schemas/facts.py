"""Receives the lists of facts of a sheet; says what each kind of fact holds; never compares one sheet to another."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from schemas.base import described, listed, required
from schemas.dated import DatedFact
from schemas.party import Party
from schemas.references import ActorId, PoleId, term
from schemas.scalars import Line, Markdown, Quantity


class OtherName(DatedFact):
    """Another name under which sources know the same thing."""

    nom: Line = required("Autre nom", "Nom exactement comme la source l’écrit.", good=("PTCE Sud Archer",))
    usage: term("usages_nom") | None = described(
        "Usage du nom", "Ancien nom, variante d’écriture, nom développé…", good=("variante",), wrong=("autre nom",)
    )


class Stage(DatedFact):
    """A moment in the life of a pole."""

    stade: term("stades") = required("Stade", "Où en est le pôle à cette date.", good=("en-constitution",), wrong=("ouverture",))


class LegalForm(DatedFact):
    """The legal form of an organisation from a date on."""

    forme: term("formes_juridiques") = required(
        "Forme juridique", "Forme à cette date ; « informel » est une forme.", good=("association",), wrong=("asso",)
    )
    libelle: Line | None = described("Forme telle qu’imprimée", "Les mots de la source.", good=("SAS à fonctionnement ESS",))
    acteur: ActorId | None = described(
        "De qui", "L’organisation qui a cette forme, si ce n’est pas le sujet de la fiche (un porteur, par exemple)."
    )


class Governance(DatedFact):
    """How decisions are made."""

    mode: term("modes_gouvernance") | None = described(
        "Mode de gouvernance", "Type de gouvernance, s’il est documenté.", good=("collegiale",), wrong=("bonne",)
    )
    texte: Markdown = required("Gouvernance", "Qui décide, comment, avec quelles instances.")


class Membership(DatedFact, Party):
    """An organisation that takes part in a pole or in a network."""

    relation: term("relations_membre") | None = described(
        "Relation", "Porteur, hébergé, membre, partenaire…", good=("heberge",), wrong=("locataire principal",)
    )
    type: term("types_acteur") | None = described(
        "Type de participant", "Utile quand il n’y a pas de fiche d’acteur.", good=("siae",), wrong=("entreprise d’insertion",)
    )
    texte: Line | None = described("Ce qu’il y fait", "Part prise, en quelques mots.", good=("Anime le lieu",))


class AuthorityRole(DatedFact, Party):
    """What a local authority does, when it comes in, with which means."""

    roles: tuple[term("roles_collectivite"), ...] = listed(
        "Rôles de la collectivité", "Un ou plusieurs rôles de la liste.", good=(["puissance-invitante"],), wrong=("financeur",)
    )
    moment: term("moments_entree") | None = described(
        "Moment d’entrée", "Impulsion d’abord, rejoint ensuite, ensemble.", good=("ensemble",), wrong=("2011",)
    )
    moyens: Line | None = described(
        "Moyens apportés",
        "Argent, personnel, locaux, temps : tels que la source les dit.",
        good=("Mise à disposition de personnel",),
    )
    texte: Markdown | None = described("Ce que fait la collectivité", "En quelques phrases.")
    non_requis: Line | None = described(
        "Ce qu’elle n’a pas eu à faire",
        "Seulement si une source le dit : initiative, gestion, financement laissés à d’autres.",
        good=("Prendre part à la gestion",),
    )


class Observation(DatedFact):
    """A figure: what is measured, its value, its unit, as printed, for which perimeter."""

    mesure: term("indicateurs") = required(
        "Ce qui est mesuré", "Grandeur de la liste des indicateurs.", good=("surface",), wrong=("taille",)
    )
    intitule: Line | None = described(
        "Intitulé précis", "Ce que le chiffre compte exactement.", good=("Salariés de toutes les structures",)
    )
    imprime: Line = required("Tel qu’imprimé", "Le chiffre exactement comme la source l’écrit.", good=("4.000m²", "près de 150"))
    valeur: Quantity | None = described("Valeur", "Le nombre, en chiffres, point décimal, sans espace.")
    valeur_max: Quantity | None = described("Valeur haute", "Borne haute d’une fourchette.")
    approximation: term("approximations") | None = described(
        "Approximation", "« environ », « plus de », « près de »…", good=("environ",), wrong=("à peu près",)
    )
    unite: term("unites") | None = described("Unité", "Unité de la valeur.", good=("m2",), wrong=("m²",))
    perimetre: term("perimetres") | None = described(
        "Périmètre", "De quoi le chiffre est vrai : pôle, porteur, membres, groupe, territoire…", good=("pole",), wrong=("tout",)
    )
    poles: tuple[PoleId, ...] = listed(
        "Pôles concernés", "De quels pôles le chiffre est vrai.", good=(["artis-grenoble"],), wrong=("artis-grenoble",)
    )

    @model_validator(mode="after")
    def _range_is_ordered(self) -> Self:
        if self.valeur is not None and self.valeur_max is not None and self.valeur_max < self.valeur:
            raise PydanticCustomError("bornes-inversees", "borne haute trop basse", {"champ": "valeur_max"})
        return self


class Event(DatedFact):
    """Something that happened, or was announced."""

    intitule: Line = required("Évènement", "Ce qui s’est passé ou ce qui est annoncé.", good=("Pose de la première pierre",))
    type: term("types_evenement") | None = described(
        "Type d’évènement", "Création, inauguration, fermeture…", good=("inauguration",), wrong=("fête",)
    )
    texte: Markdown | None = described("Détail", "En quelques phrases.")
    poles: tuple[PoleId, ...] = listed(
        "Pôles concernés",
        "Utile dans une fiche qui parle de plusieurs pôles.",
        good=(["artis-grenoble"],),
        wrong=("artis-grenoble",),
    )
    acteurs: tuple[ActorId, ...] = listed(
        "Acteurs concernés",
        "Organisations à qui cela arrive, si ce n’est pas le sujet de la fiche.",
        good=(["groupe-archer"],),
        wrong=("groupe-archer",),
    )


class Cooperation(DatedFact):
    """Something that members do together."""

    type: term("types_cooperation") = required(
        "Type de coopération",
        "Hébergement, mutualisation, réponse collective…",
        good=("mutualisation-services",),
        wrong=("entraide",),
    )
    texte: Markdown | None = described("Coopération", "Ce qui est fait ensemble.")
    acteurs: tuple[ActorId, ...] = listed("Acteurs concernés", "Fiches des organisations.", good=(["halage"],), wrong=("halage",))


class Funding(DatedFact):
    """Money asked for, obtained or paid."""

    type: term("types_financement") | None = described(
        "Type de financement", "Subvention, prêt, capital…", good=("subvention",), wrong=("argent",)
    )
    financeurs: tuple[Party, ...] = listed("Financeurs", "Qui finance.", good=([{"designation": "Région"}],), wrong=("Région",))
    etat: term("etats_financement") | None = described(
        "État du financement", "Demandé, obtenu, versé, annoncé.", good=("obtenu",), wrong=("ok",)
    )
    objet: Line | None = described("Objet", "Ce qui est financé.", good=("Études de faisabilité",))
    montant: Quantity | None = described("Montant", "En euros, sans espace.", good=("600000",), wrong=("600.000 €",))
    imprime: Line | None = described("Montant tel qu’imprimé", "Les mots de la source.", good=("1,2 M€",))


class Recognition(DatedFact):
    """A label or an official recognition."""

    reconnaissance: term("reconnaissances") = required(
        "Reconnaissance", "Label ou sélection.", good=("prides",), wrong=("label",)
    )
    par: Party | None = described("Reconnu par", "Qui l’accorde.", good=({"acteur": "region-paca"},), wrong=("region-paca",))
    texte: Line | None = described("Détail", "Les mots de la source.", good=("Lauréat de l’appel à projets national",))


class Relation(DatedFact):
    """A typed tie to another pole or organisation."""

    type: term("types_relation") = required(
        "Type de relation", "Succède à, héberge, fusionne…", good=("succede-a",), wrong=("lien",)
    )
    pole: PoleId | None = described("Pôle lié", "Identifiant de la fiche du pôle.")
    acteur: ActorId | None = described("Acteur lié", "Identifiant de la fiche de l’acteur.")
    designation: Line | None = described("Désignation", "Les mots de la source, s’il n’y a pas de fiche.", good=("Ateliers 31",))
    texte: Markdown | None = described("Détail de la relation", "En quelques phrases.")

    @model_validator(mode="after")
    def _has_a_target(self) -> Self:
        if not (self.pole or self.acteur or self.designation):
            raise PydanticCustomError("cible-absente", "relation sans cible", {})
        return self
