"""Receives the settings; returns the OpenAPI description of the API, made from the models; never a document that it describes."""

from typing import Any

from generator.api.document import FOLDER
from generator.api.shape import REFERENCE, components
from generator.opendata.about import DESCRIPTION, LICENCE_ID, LICENCE_TITLE
from generator.settings import Settings
from generator.site import KINDS, TERRITORIES
from schemas import KINDS as MODELS
from schemas import Vocabulary

RELEASE = "1.0.0"
TEXT = {"type": "string"}
NUMBER = {"type": "integer"}
ADDRESS = {"type": "string", "format": "uri"}
DAY = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
CODES = {"type": "array", "items": TEXT}


def openapi(settings: Settings) -> dict[str, Any]:
    """Return the description of every address of the API (OpenAPI 3.1)."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"API de l’observatoire ({settings.site_name})",
            "version": RELEASE,
            "description": DESCRIPTION,
            "license": {"name": LICENCE_TITLE, "identifier": LICENCE_ID},
        },
        "servers": [{"url": settings.site_url.rstrip("/")}],
        "paths": _paths(),
        "components": {"schemas": _schemas()},
    }


def _paths() -> dict[str, Any]:
    paths = {
        "index.json": _get("Ce qu’il y a", "Entree"),
        f"{TERRITORIES}/index.json": _get("Territoires qui ont une fiche, première page", "ListeTerritoires"),
        f"{TERRITORIES}/page-{{numero}}.json": _get("Territoires qui ont une fiche, page suivante", "ListeTerritoires", "numero"),
        "vocabulaires/{nom}.json": _get("Une liste fermée", "Vocabulaire", "nom"),
    }
    for kind in KINDS.values():
        record = MODELS[kind.name].__name__
        paths[f"{kind.folder}/index.json"] = _get(f"Première page de la liste ({kind.plural})", "Liste")
        paths[f"{kind.folder}/page-{{numero}}.json"] = _get(
            "Page suivante de la liste, de la deuxième à la dernière", "Liste", "numero"
        )
        one = _get(f"Une fiche ({kind.singular}), ou ce qu’elle est devenue", "", "id")
        choices = [{"$ref": REFERENCE.format(model=name)} for name in (f"Fiche{record}", "Deplacee", "Retiree")]
        one["get"]["responses"]["200"]["content"]["application/json"]["schema"] = {"oneOf": choices}
        paths[f"{kind.folder}/{{id}}.json"] = one
    return {f"/{FOLDER}/{path}": told for path, told in paths.items()}


def _get(summary: str, component: str, parameter: str = "") -> dict[str, Any]:
    answer = {"description": summary, "content": {"application/json": {"schema": {"$ref": REFERENCE.format(model=component)}}}}
    asked = [{"name": parameter, "in": "path", "required": True, "schema": TEXT}] if parameter else []
    missing = {"description": "Rien à cette adresse"}
    return {"get": {"summary": summary, "parameters": asked, "responses": {"200": answer, "404": missing}}}


def _schemas() -> dict[str, Any]:
    records = components({**{model.__name__: model for model in MODELS.values()}, "Vocabulary": Vocabulary})
    vocabulary = records.pop("Vocabulary")
    found = {
        "Entree": _object(
            {"titre": TEXT, "version_api": TEXT, "description": ADDRESS, "documentation": ADDRESS, "licence": TEXT}
            | {"empreinte": TEXT, "page_donnees": ADDRESS, "liste_territoires": ADDRESS}
            | {"listes": {"type": "array", "items": _ref("ListeOfferte")}, "vocabulaires": {"type": "array", "items": ADDRESS}},
            {"a_jour_le": DAY},
        ),
        "ListeOfferte": _object({"genre": TEXT, "total": NUMBER, "adresse": ADDRESS}),
        "Liste": _list_of("Element"),
        "ListeTerritoires": _list_of("Territoire"),
        "Territoire": _object({"code": TEXT, "nom": TEXT, "niveau": TEXT, "total": NUMBER}, {"page": ADDRESS}),
        "Element": _object(
            {"id": TEXT, "nom": TEXT, "version": TEXT, "adresse": ADDRESS, "page": ADDRESS},
            {"lieu": TEXT, "regions": CODES, "departements": CODES, "themes": CODES, "modifiee_le": DAY},
        ),
        "Deplacee": _object({"id": TEXT, "remplacee_par": TEXT, "adresse": ADDRESS}),
        "Retiree": _object({"id": TEXT, "nom": TEXT, "motif_retrait": TEXT}, {"adresse": ADDRESS}),
        "Vocabulaire": {
            **vocabulary,
            "properties": {"id": TEXT, **vocabulary["properties"]},
            "required": ["id", *vocabulary["required"]],
        },
    }
    for model in MODELS.values():
        head = {"id": TEXT, "genre": TEXT, "page": ADDRESS, "version": TEXT, "adresse_permanente": ADDRESS, "citation": TEXT}
        found[f"Fiche{model.__name__}"] = _object({**head, "licence": TEXT, "fiche": _ref(model.__name__)})
    return found | records


def _list_of(component: str) -> dict[str, Any]:
    counts = {"genre": TEXT, "total": NUMBER, "page": NUMBER, "pages": NUMBER}
    items = {"type": "array", "items": _ref(component)}
    return _object({**counts, "elements": items}, {"precedent": ADDRESS, "suivant": ADDRESS})


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": REFERENCE.format(model=name)}


def _object(fields: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "object", "properties": fields | (optional or {}), "required": list(fields), "additionalProperties": False}
