"""Receives a model and the vocabularies; returns its JSON Schema, closed lists spelled out; never writes a file."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from schemas.vocabulary import Vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(model: type[BaseModel], vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `model`, with the codes of each vocabulary as an enumeration."""
    schema = model.model_json_schema()
    _spell_out(schema, vocabularies)
    return {"$schema": DIALECT, **schema}


def _told(field: dict[str, Any]) -> str:
    """Return what an editor shows of a field: its help, what to write and what not to."""
    told = [field["description"]]
    for head, name in (("À écrire", "examples"), ("À ne pas écrire", "contre_exemples")):
        values = [value for value in field.get(name) or () if isinstance(value, str)]
        told += [f"{head} : {', '.join(f'`{value}`' for value in values)}"] if values else []
    return "\n\n".join(told)


def _spell_out(node: Any, vocabularies: Mapping[str, Vocabulary]) -> None:
    if isinstance(node, dict):
        if "description" in node and "title" in node:
            node["markdownDescription"] = _told(node)
        if name := node.get("x-vocabulaire"):
            terms = vocabularies[name].termes
            node["enum"] = [term.code for term in terms]
            node["markdownEnumDescriptions"] = [f"**{term.libelle}** : {term.definition}" for term in terms]
        for child in node.values():
            _spell_out(child, vocabularies)
    elif isinstance(node, list):
        for child in node:
            _spell_out(child, vocabularies)
