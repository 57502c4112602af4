"""Receives the vocabularies; returns the files that hold the JSON Schema of each kind of sheet; never writes them."""

import json
from pathlib import Path

from generator.reference import Reference
from generator.site import REPOSITORY_ROOT
from schemas import KINDS
from schemas.json_schema import json_schema

FOLDER = REPOSITORY_ROOT / "schemas" / "json"


def schema_files(reference: Reference) -> dict[Path, str]:
    """Return what each committed schema file must hold."""
    return {
        FOLDER / f"{model.__name__.lower()}.schema.json": json.dumps(
            json_schema(model, reference.vocabularies), ensure_ascii=False, indent=2
        )
        + "\n"
        for model in KINDS.values()
    }


def modeline_of(kind: str) -> str:
    """Return the address of the schema of a kind, from its folder of sheets, for the first line of each."""
    return f"../schemas/json/{KINDS[kind].__name__.lower()}.schema.json"
