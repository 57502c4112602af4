"""Receives the settings; returns the OpenAPI description of the API; never a document that it describes."""

from typing import Any

from generator.api.components import ref, schemas, sheet_component
from generator.api.document import FOLDER
from generator.api.territories import LISTED
from generator.opendata.about import DESCRIPTION, LICENCE_ID, LICENCE_TITLE
from generator.settings import Settings
from generator.site import KINDS, TERRITORIES

RELEASE = "1.0.0"
PARAMETERS = {
    "id": ("Identifiant, actuel ou ancien, d’une fiche.", {"type": "string"}),
    "nom": ("Nom d’une liste fermée.", {"type": "string"}),
    "numero": ("Rang de la page ; la première est « index.json ».", {"type": "integer", "minimum": 2}),
    "code": ("Code d’une région ou d’un département.", {"type": "string", "pattern": f"^({'|'.join(LISTED)})"}),
}
MISSING = {"description": "Rien à cette adresse"}


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
        "paths": {f"/{FOLDER}/{path}": told for path, told in _paths().items()},
        "components": {"schemas": schemas()},
    }


def _paths() -> dict[str, Any]:
    paths = {
        "index.json": _get("Ce qu’il y a", "Entree"),
        "openapi.json": {"get": {"summary": "Cette description", "responses": {"200": {"description": "Document OpenAPI 3.1"}}}},
        "vocabulaires/{nom}.json": _get("Une liste fermée", "Vocabulaire", parameters=("nom",)),
        **_list_paths(TERRITORIES, "Territoires qui ont une fiche", "ListeTerritoires"),
        **_list_paths(f"{TERRITORIES}/{{code}}", "Fiches d’une région ou d’un département", "Liste", ("code",)),
    }
    for kind in KINDS.values():
        paths |= _list_paths(kind.folder, f"Fiches ({kind.plural})", "Liste")
        told = f"Une fiche ({kind.singular}), ou ce qu’elle est devenue : « etat » dit lequel des trois documents répond"
        paths[f"{kind.folder}/{{id}}.json"] = _get(told, sheet_component(kind.name), "Deplacee", "Retiree", parameters=("id",))
    return paths


def _list_paths(folder: str, what: str, component: str, parameters: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        f"{folder}/index.json": _get(f"{what}, première page", component, parameters=parameters),
        f"{folder}/page-{{numero}}.json": _get(
            f"{what}, de la deuxième page à la dernière", component, parameters=(*parameters, "numero")
        ),
    }


def _get(summary: str, *components: str, parameters: tuple[str, ...] = ()) -> dict[str, Any]:
    choices = [ref(name) for name in components]
    schema = choices[0] if len(choices) == 1 else {"oneOf": choices}
    answer = {"description": summary, "content": {"application/json": {"schema": schema}}}
    return {"get": {"summary": summary, "parameters": _asked(parameters), "responses": {"200": answer, "404": MISSING}}}


def _asked(names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "description": told, "schema": schema}
        for name, (told, schema) in PARAMETERS.items()
        if name in names
    ]
