"""Receives the folder of records and the name of an import; returns and writes what was last imported; never holds what a person wrote."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.tabular.grid import Refused

FOLDER = Path("reference") / "imports"


@dataclass(frozen=True)
class Remembered:
    """The record that a key made, and what the file said of it the last time."""

    id: str
    tree: Mapping[str, Any]


@dataclass(frozen=True)
class Memory:
    """What one import left: its records by key."""

    kind: str
    records: Mapping[str, Remembered] = field(default_factory=dict)


def memory_path(root: Path, name: str) -> Path:
    """Return where the memory of an import is kept."""
    return root / FOLDER / f"{name}.json"


def mapping_path(root: Path, name: str) -> Path:
    """Return where the mapping of an import is kept."""
    return root / FOLDER / f"{name}.yaml"


def load_memory(root: Path, name: str, kind: str) -> Memory:
    """Return the memory of an import, empty the first time; raise Refused when it is broken or of another kind."""
    path = memory_path(root, name)
    if not path.exists():
        return Memory(kind)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        records = {key: Remembered(said["id"], said["valeurs"]) for key, said in content["fiches"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Refused(
            f"« {path.name} », la mémoire de l’import précédent, est illisible. Reprenez sa dernière version enregistrée."
        ) from None
    if content.get("genre") != kind:
        raise Refused(
            f"L’import « {name} » a fait des fiches « {content.get('genre')} », pas « {kind} ». Changez « nom » dans la correspondance."
        )
    return Memory(kind, records)


def memory_text(memory: Memory, name: str) -> str:
    """Return the file of a memory, the same for the same memory."""
    records = {key: {"id": said.id, "valeurs": said.tree} for key, said in sorted(memory.records.items())}
    return json.dumps({"nom": name, "genre": memory.kind, "fiches": records}, ensure_ascii=False, indent=1) + "\n"
