"""Receives the YAML of a mapping; returns it once its fields exist in the model, or its problems; never corrects a name of field."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.document import Document
from generator.document import Path as Steps
from generator.french import nearest
from generator.problems import BadRecords, Problem
from generator.read import read_file
from generator.reference import Reference
from generator.sentences import Sentence
from generator.tabular.paths import field_at, leaf_paths
from generator.tabular.yaml_text import mapping_text
from generator.validate import problem_at, validate
from schemas import KINDS as MODELS
from schemas.mapping import ImportMapping


def load_mapping(path: Path, kind: str, reference: Reference) -> ImportMapping:
    """Return the mapping of `path`; raise BadRecords when it is faulty or made for another kind."""
    reading = read_file(path.name, path)
    if reading.document is None:
        raise BadRecords(reading.problems)
    validation = validate(reading.document, ImportMapping)
    if validation.record is None:
        raise BadRecords([*reading.problems, *validation.problems])
    problems = [*reading.problems, *_own_problems(reading.document, validation.record, kind, reference)]
    if problems:
        raise BadRecords(problems)
    return validation.record


def saved_text(mapping: ImportMapping) -> str:
    """Return the YAML of a mapping, empty fields left out."""
    return mapping_text(_bare(mapping.model_dump(exclude_none=True)))


def _bare(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _bare(value) for key, value in node.items() if value not in ((), None)}
    return [_bare(item) for item in node] if isinstance(node, list | tuple) else node


def _own_problems(document: Document, mapping: ImportMapping, kind: str, reference: Reference) -> Iterator[Problem]:
    if mapping.genre != kind:
        yield problem_at(document, ("genre",), _other_kind(mapping.genre, kind))
    statuses = reference.labels["statuts_edition"]
    if mapping.statut and mapping.statut not in statuses:
        hint = f"Codes possibles : {', '.join(statuses)}."
        yield problem_at(
            document, ("statut",), Sentence("code-inconnu", f"« {mapping.statut} » n’est pas un statut de fiche.", hint)
        )
    for place, path in _field_paths(mapping):
        if field_at(MODELS[kind], path) is None:
            yield problem_at(document, place, _unknown_field(path, kind), on_key=place[0] == "constantes")


def _field_paths(mapping: ImportMapping) -> Iterator[tuple[Steps, str]]:
    for rank, rule in enumerate(mapping.colonnes):
        for number, path in enumerate(rule.champs):
            yield ("colonnes", rank, "champs", number), path
    for path in mapping.constantes or {}:
        yield ("constantes", path), path


def _other_kind(written: str, kind: str) -> Sentence:
    return Sentence(
        "genre-different",
        f"Cette correspondance est faite pour « {written} », pas pour « {kind} ».",
        f"Lancez l’import avec --kind {written}.",
    )


def _unknown_field(path: str, kind: str) -> Sentence:
    meant = nearest(path, leaf_paths(MODELS[kind]))
    hint = f"Vouliez-vous dire « {meant} » ?" if meant else "Voyez le guide des champs."
    return Sentence(
        "champ-inconnu",
        f"« {path} » n’est pas un champ que l’on peut remplir : il n’existe pas, ou il contient d’autres champs.",
        hint,
    )
