"""Receives a model or a record; returns its schema and its value as the API gives them: one type for each field, absent rather than null; never a person."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from generator.api.groups import GROUPS

LEFT_OUT = frozenset({"id", "contact"})
KEPT = ("title", "description", "pattern", "minLength", "maxLength", "x-vocabulaire")
REFERENCE = "#/components/schemas/{model}"
Schema = dict[str, Any]


def components(models: Mapping[str, type[BaseModel]]) -> dict[str, Schema]:
    """Return the schema of each model under its French name, then those of the groups that they hold and that the API gives."""
    found: dict[str, Schema] = {}
    for model in models.values():
        schema = model.model_json_schema(ref_template=REFERENCE)
        groups = schema.pop("$defs", {})
        main = _without(_one_type(schema), LEFT_OUT)
        held = {name: _one_type(groups[name]) for name in _held(main, groups)}
        found |= {GROUPS[name].name: _in_french(name, one) for name, one in {**held, model.__name__: main}.items()}
    return found


def value(record: BaseModel) -> dict[str, Any]:
    """Return what `record` says, numbers as numbers, nothing that is empty, the contact left out."""
    return _plain(record.model_dump(exclude_defaults=True, exclude=set(LEFT_OUT)))


def _one_type(schema: Mapping[str, Any]) -> Schema:
    """Return a schema of what is given, from that of what may be written: a text may be written as a number, it is given as a text; what a later release may add is not refused."""
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
        return {"type": kind, **told, "properties": fields, "required": schema.get("required", [])}
    return {"type": kind, **told}


def _without(schema: Schema, names: frozenset[str]) -> Schema:
    fields = {name: field for name, field in schema["properties"].items() if name not in names}
    return {**schema, "properties": fields, "required": [name for name in schema["required"] if name not in names]}


def _held(schema: Schema, groups: Mapping[str, Any]) -> list[str]:
    """Return the groups that a schema refers to, directly or through another, in the order of `groups`."""
    found: set[str] = set()
    waiting = [schema]
    while waiting:
        new = {name for name in _referred(waiting.pop()) if name not in found}
        found |= new
        waiting += [groups[name] for name in new]
    return [name for name in groups if name in found]


def _referred(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        if "$ref" in tree:
            yield tree["$ref"].rpartition("/")[2]
        for inner in tree.values():
            yield from _referred(inner)
    elif isinstance(tree, list):
        for inner in tree:
            yield from _referred(inner)


def _in_french(name: str, schema: Schema) -> Schema:
    """Return the schema of a group with its French name and meaning, and those of the groups that it refers to."""
    group = GROUPS[name]
    return {**_renamed(schema), "title": group.name, "description": group.meaning}


def _renamed(tree: Any) -> Any:
    if isinstance(tree, dict):
        told = {name: _renamed(inner) for name, inner in tree.items()}
        return told | {"$ref": REFERENCE.format(model=GROUPS[tree["$ref"].rpartition("/")[2]].name)} if "$ref" in tree else told
    return [_renamed(inner) for inner in tree] if isinstance(tree, list) else tree


def _plain(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: _plain(inner) for name, inner in told.items()}
    if isinstance(told, list | tuple):
        return [_plain(inner) for inner in told]
    if isinstance(told, Decimal):
        return int(told) if told == told.to_integral_value() else float(told)
    return told
