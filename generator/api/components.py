"""Receives nothing; returns the schema of each document of the API and of what it holds, made from the models; never an address that gives one."""

from collections.abc import Mapping
from typing import Any

from generator.api.groups import GROUPS
from generator.api.shape import REFERENCE, Schema, components
from generator.site import KINDS
from schemas import KINDS as MODELS
from schemas import Vocabulary

TEXT = {"type": "string"}
NUMBER = {"type": "integer", "minimum": 0}
ADDRESS = {"type": "string", "format": "uri"}
DAY = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
CODES = {"type": "array", "items": TEXT}
KIND = {"type": "string", "enum": [kind.folder for kind in KINDS.values()]}
IDENTIFIER = ("Identifiant", "Identifiant de la fiche, le même que dans son adresse.")
SHEET_ADDRESS = ("Adresse", "Adresse du document de la fiche dans l’API.")
PAGE = ("Page", "Adresse de la page qui montre cela sur le site.")
VERSION = ("Version", "Empreinte du contenu de la fiche : elle change si et seulement si la fiche dit autre chose.")
CHANGED = ("Modifiée le", "Jour de la dernière modification de fond ; à défaut, de la création.")
KIND_TOLD = ("Genre", "Genre de fiche.")


def sheet_component(kind: str) -> str:
    """Return the name of the component that describes a published sheet of a kind."""
    return f"Fiche{GROUPS[MODELS[kind].__name__].name}"


def ref(name: str) -> Schema:
    """Return what stands for the component `name`."""
    return {"$ref": REFERENCE.format(model=name)}


def schemas() -> dict[str, Schema]:
    """Return every component by its name: those of the API, then those of the records."""
    records = components({**MODELS, "vocabulary": Vocabulary})
    vocabulary = records.pop(GROUPS["Vocabulary"].name)
    found = {
        "Entree": _entry(),
        "ListeOfferte": _object(
            "Une liste de fiches et ce qu’elle compte.",
            genre=_said(KIND, *KIND_TOLD),
            total=_said(NUMBER, "Total", "Nombre de fiches de la liste."),
            adresse=_said(ADDRESS, "Adresse", "Adresse de la première page de la liste."),
        ),
        "Liste": _list_of("Element", "Une page d’une liste de fiches."),
        "ListeTerritoires": _list_of("Territoire", "Une page de la liste des territoires qui ont une fiche."),
        "Territoire": _territory(),
        "Element": _item(),
        "Deplacee": _object(
            "Ce qui répond à l’ancien identifiant d’une fiche renommée.",
            **_state("deplacee"),
            id=_said(TEXT, "Identifiant", "L’ancien identifiant, celui qui est demandé."),
            remplacee_par=_said(TEXT, "Remplacée par", "Identifiant actuel de la fiche."),
            adresse=_said(ADDRESS, *SHEET_ADDRESS),
        ),
        "Retiree": _object(
            "Ce qui répond à l’identifiant d’une fiche retirée.",
            ("adresse",),
            **_state("retiree"),
            id=_said(TEXT, *IDENTIFIER),
            nom=_said(TEXT, "Nom", "Nom qu’avait la fiche."),
            motif_retrait=_said(TEXT, "Motif du retrait", "Pourquoi la fiche n’est plus publiée."),
            adresse=_said(ADDRESS, "Adresse", "Adresse du document de la fiche qui la remplace, s’il y en a une."),
        ),
        "Vocabulaire": {
            **vocabulary,
            "properties": {"id": _said(TEXT, "Identifiant", "Nom court de la liste."), **vocabulary["properties"]},
            "required": ["id", *vocabulary["required"]],
        },
    }
    return found | {sheet_component(kind): _sheet(kind) for kind in MODELS} | records


def _entry() -> Schema:
    addresses = {"type": "array", "items": ADDRESS}
    return _object(
        "Ce qu’il y a dans l’API, et où.",
        ("a_jour_le",),
        titre=_said(TEXT, "Titre", "Nom de l’observatoire."),
        version_api=_said(TEXT, "Version de l’API", "Ce qui suit « /api/ » dans chaque adresse."),
        description=_said(ADDRESS, "Description", "Adresse de ce document OpenAPI."),
        documentation=_said(ADDRESS, "Documentation", "Page qui explique l’API."),
        licence=_said(TEXT, "Licence", "Licence des contenus."),
        empreinte=_said(TEXT, "Empreinte", "Change si et seulement si une fiche est ajoutée, retirée ou dit autre chose."),
        a_jour_le=_said(DAY, "À jour le", "Jour le plus récent que disent les fiches."),
        page_donnees=_said(ADDRESS, "Page des données", "Page des fichiers à télécharger d’un coup."),
        liste_territoires=_said(ADDRESS, "Territoires", "Première page de la liste des territoires qui ont une fiche."),
        listes=_said({"type": "array", "items": ref("ListeOfferte")}, "Listes", "Une liste par genre de fiche."),
        vocabulaires=_said(addresses, "Vocabulaires", "Adresses des listes fermées."),
    )


def _item() -> Schema:
    return _object(
        "Une fiche dans une liste.",
        ("lieu", "regions", "departements", "themes", "modifiee_le"),
        id=_said(TEXT, *IDENTIFIER),
        genre=_said(KIND, *KIND_TOLD),
        nom=_said(TEXT, "Nom", "Nom de la fiche."),
        lieu=_said(TEXT, "Lieu", "Où elle se situe, en quelques mots."),
        regions=_said(CODES, "Régions", "Codes des régions où est ce dont parle la fiche."),
        departements=_said(CODES, "Départements", "Codes des départements où est ce dont parle la fiche."),
        themes=_said(CODES, "Thèmes", "Codes de la liste fermée « themes »."),
        version=_said(TEXT, *VERSION),
        modifiee_le=_said(DAY, *CHANGED),
        adresse=_said(ADDRESS, *SHEET_ADDRESS),
        page=_said(ADDRESS, *PAGE),
    )


def _territory() -> Schema:
    return _object(
        "Un territoire qui a au moins une fiche.",
        ("page", "liste"),
        code=_said(TEXT, "Code", "Code officiel, précédé du niveau : « reg-84 », « dep-26 », « com-26281 »."),
        nom=_said(TEXT, "Nom", "Nom officiel."),
        niveau=_said(TEXT, "Niveau", "Région, département, intercommunalité ou commune."),
        total=_said(NUMBER, "Total", "Nombre de fiches de ce territoire."),
        page=_said(ADDRESS, *PAGE),
        liste=_said(ADDRESS, "Liste", "Première page de la liste de ses fiches, pour une région ou un département."),
    )


def _sheet(kind: str) -> Schema:
    group = GROUPS[MODELS[kind].__name__]
    return _object(
        f"Le document d’une fiche publiée ({KINDS[kind].singular}).",
        ("modifiee_le",),
        **_state("publiee"),
        id=_said(TEXT, *IDENTIFIER),
        genre=_said({"type": "string", "enum": [KINDS[kind].folder]}, *KIND_TOLD),
        page=_said(ADDRESS, *PAGE),
        version=_said(TEXT, *VERSION),
        modifiee_le=_said(DAY, *CHANGED),
        adresse_permanente=_said(ADDRESS, "Adresse permanente", "Adresse de cette version, qui restera telle quelle."),
        citation=_said(TEXT, "Citation", "Référence à recopier pour citer cette version."),
        licence=_said(TEXT, "Licence", "Licence de la fiche."),
        fiche=_said(ref(group.name), "Fiche", "Tout ce que dit la fiche."),
    )


def _list_of(component: str, meaning: str) -> Schema:
    return _object(
        meaning,
        ("precedent", "suivant"),
        genre=_said(TEXT, "Genre", "Ce que la liste contient : un genre de fiche, « territoires », ou le code d’un territoire."),
        total=_said(NUMBER, "Total", "Nombre d’éléments de la liste entière."),
        page=_said(NUMBER, "Page", "Rang de cette page, à partir de 1."),
        pages=_said(NUMBER, "Pages", "Nombre de pages de la liste."),
        precedent=_said(ADDRESS, "Précédent", "Adresse de la page précédente, s’il y en a une."),
        suivant=_said(ADDRESS, "Suivant", "Adresse de la page suivante, s’il y en a une."),
        elements=_said({"type": "array", "items": ref(component)}, "Éléments", "Les éléments de cette page, cent au plus."),
    )


def _state(code: str) -> Mapping[str, Schema]:
    told = f"Ce qu’est ce document parmi les trois possibles ; toujours « {code} » ici."
    return {"etat": _said({"type": "string", "enum": [code]}, "État", told)}


def _said(schema: Mapping[str, Any], title: str, description: str) -> Schema:
    return {**schema, "title": title, "description": description}


def _object(meaning: str, optional: tuple[str, ...] = (), /, **fields: Schema) -> Schema:
    required = [name for name in fields if name not in optional]
    return {"type": "object", "description": meaning, "properties": fields, "required": required}
