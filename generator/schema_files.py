"""Receives the vocabularies; writes the JSON Schema of each kind of sheet, or tells which are stale; never edits a model."""

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


def stale(files: dict[Path, str]) -> list[Path]:
    """Return the files whose content on disk is not what they must hold."""
    return [path for path, content in files.items() if not path.exists() or path.read_text(encoding="utf-8") != content]


def write(files: dict[Path, str]) -> None:
    """Write every file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        path.write_text(content, encoding="utf-8")
