"""Receives the CSV files of the dump; returns their Frictionless description (Data Package 1.0, tabular); never opens one."""

import json
from collections.abc import Iterable
from typing import Any

from generator.opendata.about import DESCRIPTION, KEYWORDS, LICENCE_ID, LICENCE_TITLE, LICENCE_URL, About
from generator.opendata.columns import Column
from generator.opendata.files import File
from generator.opendata.tables import Table
from generator.opendata.writing import LINE_END, SEPARATOR

TYPES = {"nombre": "number", "entier": "integer"}
DATE_PATTERN = r"\d{4}(-\d{2}(-\d{2})?)?"


def datapackage(files: Iterable[File], about: About) -> bytes:
    """Return `datapackage.json`, each table with its schema, its licence, its size and its checksum."""
    told: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "observatoire-donnees",
        "id": f"{about.home}datapackage.json",
        "title": about.title,
        "description": DESCRIPTION,
        "homepage": about.home,
        "version": about.release.version,
        "keywords": list(KEYWORDS),
        "licenses": [_licence()],
        "contributors": [{"title": about.settings.site_name, "path": about.settings.site_url, "role": "publisher"}],
        "sources": [{"title": f"Fiches de l’{about.settings.site_name}", "path": about.settings.site_url}],
    }
    if len(about.release.date or "") == len("2026-11-23"):
        told["created"] = f"{about.release.date}T00:00:00Z"
    told["resources"] = [_resource(file, file.table) for file in files if file.table and file.format == "CSV"]
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _licence() -> dict[str, str]:
    return {"name": LICENCE_ID, "title": LICENCE_TITLE, "path": LICENCE_URL}


def _resource(file: File, table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": file.path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": len(file.content),
        "hash": f"sha256:{file.sha256}",
        "licenses": [_licence()],
        "dialect": {"delimiter": SEPARATOR, "lineTerminator": LINE_END, "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.of_sheets:
        there = {"resource": "fiches", "fields": ["genre", "identifiant"]}
        schema["foreignKeys"] = [{"fields": ["genre", "fiche"], "reference": there}]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "title": column.title,
        "description": column.description,
        "type": TYPES.get(column.kind, "string"),
    }
    if column.many:
        field["description"] = f"{column.description} Plusieurs valeurs : une par ligne dans la cellule.".strip()
    if column.vocabulary:
        field["vocabulaire"] = column.vocabulary
    if column.unit:
        field["unite"] = column.unit
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.kind == "date":
        constraints["pattern"] = DATE_PATTERN
    return {**field, "constraints": constraints} if constraints else field
