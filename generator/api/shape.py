"""Receives a model or a record; returns its schema and its value as the API gives them: one type for each field, absent rather than null; never a person."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

LEFT_OUT = frozenset({"id", "contact"})
KEPT = ("title", "description", "pattern", "minLength", "maxLength", "x-vocabulaire")
REFERENCE = "#/components/schemas/{model}"


def components(models: Mapping[str, type[BaseModel]]) -> dict[str, Any]:
    """Return the schema of each model under its French name, then those of the groups that they hold."""
    found: dict[str, Any] = {}
    for name, model in models.items():
        schema = model.model_json_schema(ref_template=REFERENCE)
        found.update({group: _one_type(inner) for group, inner in schema.pop("$defs", {}).items()})
        found[name] = _without(_one_type(schema), LEFT_OUT)
    return found


def value(record: BaseModel) -> dict[str, Any]:
    """Return what `record` says, numbers as numbers, nothing that is empty, the contact left out."""
    return _plain(record.model_dump(exclude_defaults=True, exclude=set(LEFT_OUT)))


def _one_type(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema of what is given, from that of what may be written: a text may be written as a number, it is given as a text."""
    choices = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if choices:
        (only,) = choices
        return {**_one_type(only), **{name: schema[name] for name in KEPT if name in schema}}
    told = {name: schema[name] for name in KEPT if name in schema}
    if "$ref" in schema:
        return {"$ref": schema["$ref"], **told}
    kind = schema["type"] if isinstance(schema["type"], str) else "string"
    if kind == "array":
        return {"type": kind, **told, "items": _one_type(schema["items"])}
    if kind == "object":
        fields = {name: _one_type(field) for name, field in schema["properties"].items()}
        return {"type": kind, **told, "properties": fields, "required": schema.get("required", []), "additionalProperties": False}
    return {"type": kind, **told}


def _without(schema: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    fields = {name: field for name, field in schema["properties"].items() if name not in names}
    return {**schema, "properties": fields, "required": [name for name in schema["required"] if name not in names]}


def _plain(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: _plain(inner) for name, inner in told.items()}
    if isinstance(told, list | tuple):
        return [_plain(inner) for inner in told]
    if isinstance(told, Decimal):
        return int(told) if told == told.to_integral_value() else float(told)
    return told
