"""Receives the mapping of a spreadsheet; says which column feeds which field; never reads the spreadsheet."""

from typing import Annotated

from pydantic import StringConstraints

from schemas.base import Model, described, listed, required
from schemas.references import term
from schemas.scalars import Slug
from schemas.source import Source

Words = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Level = Annotated[str, StringConstraints(pattern=r"^(com|epci|ept|dep|reg|anc)$")]
KindName = Annotated[str, StringConstraints(pattern=r"^(poles|practices|actors)$")]
RowNumber = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,4}$")]
Yes = Annotated[str, StringConstraints(pattern=r"^(oui|non)$")]


class ColumnRule(Model):
    """What becomes of one column."""

    colonne: Words = required(
        "Colonne", "En-tête de la colonne, tel qu’il est écrit dans le tableur.", good=("Nom de la structure",)
    )
    champs: tuple[Words, ...] = listed(
        "Champs",
        "Champs que la colonne remplit : « nom », « secteurs[] » (une valeur par élément), « lieux[0].adresse ».",
        good=(["nom"],),
        wrong=("nom",),
    )
    separateurs: tuple[Words, ...] = listed(
        "Séparateurs", "Ce qui sépare plusieurs valeurs dans une cellule ; « ligne » pour un retour à la ligne.", good=([";"],)
    )
    valeurs: dict[str, str] | None = described(
        "Valeurs",
        "Pour chaque valeur du tableur, le code à écrire ; un code vide laisse le champ absent.",
        good=({"SCIC": "scic"},),
    )
    niveau: Level | None = described("Niveau", "Niveau des codes de territoire de la colonne.", good=("com",), wrong=("commune",))
    niveau_dans: Words | None = described(
        "Niveau dans la colonne", "Colonne qui dit le niveau de chaque territoire.", good=("échelon",)
    )
    nom_dans: Words | None = described(
        "Nom dans la colonne", "Colonne qui donne le nom du territoire : il confirme le code.", good=("Commune",)
    )
    code_postal_dans: Words | None = described(
        "Code postal dans la colonne", "Colonne qui donne le code postal : il départage les communes de même nom.", good=("CP",)
    )
    ignoree: Words | None = described("Ignorée", "Pourquoi la colonne n’est pas reprise, exprès.", good=("suivi interne",))


class ImportMapping(Model):
    """How the rows of a spreadsheet become sheets."""

    nom: Slug = required("Nom de l’import", "Le même à chaque nouvel envoi du même tableur.", good=("annuaire-rtes",))
    genre: KindName = required("Genre", "Genre des fiches.", good=("actors",), wrong=("acteurs",))
    feuille: Words | None = described("Feuille", "Feuille du classeur à lire.", good=("Données",))
    ligne_entete: RowNumber | None = described("Ligne des en-têtes", "Numéro de la ligne qui porte les en-têtes.", good=("3",))
    cle: tuple[Words, ...] = required(
        "Clé",
        "Colonnes qui désignent une fiche : les lignes de même clé font une seule fiche.",
        min_length=1,
        good=(["SIREN"],),
        wrong=("SIREN",),
    )
    source: Source | None = described(
        "Source",
        "Le tableur, comme source de chaque fiche ; « {fichier} » vaut son nom.",
        good=({"titre": "Tableur « {fichier} »"},),
    )
    statut: term("statuts_edition") | None = described(
        "Statut", "Statut des fiches créées ; sans lui, brouillon.", good=("brouillon",)
    )
    constantes: dict[str, str] | None = described(
        "Constantes", "Champs qui ont la même valeur dans toutes les fiches.", good=({"type": "siae"},)
    )
    colonnes: tuple[ColumnRule, ...] = required(
        "Colonnes", "Ce que devient chaque colonne.", min_length=1, good=([{"colonne": "Nom", "champs": ["nom"]}],), wrong=([],)
    )
    non_documente: tuple[Words, ...] = listed(
        "Non documenté", "Autres façons d’écrire que rien n’est documenté.", good=(["à voir"],)
    )
    rapprochements: dict[str, str] | None = described(
        "Rapprochements", "Pour une clé, l’identifiant de la fiche existante, ou « nouvelle ».", good=({"ADEPES": "adepes"},)
    )
    texte_exact: Yes | None = described(
        "Texte exact", "« oui » pour un export de l’observatoire : chaque cellule est déjà une valeur."
    )
