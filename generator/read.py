"""Receives the bytes of one YAML file; returns its document, or the problems that keep it from being one; never types a value."""

from dataclasses import dataclass
from pathlib import Path

from generator.decode import MAX_BYTES, Unreadable, decode
from generator.document import Document
from generator.problems import Problem
from generator.yaml_tree import TreeBuilder


@dataclass(frozen=True)
class Reading:
    """What reading one file gave: a document if it could be read, and the problems met."""

    document: Document | None
    problems: tuple[Problem, ...] = ()


def read_file(shown: str, file: Path) -> Reading:
    """Read the sheet in `file`, told as `shown`; never more of it than a sheet may hold."""
    try:
        with file.open("rb") as opened:
            return read(shown, opened.read(MAX_BYTES + 1))
    except OSError:
        message = "Le système refuse d’ouvrir ce fichier."
        return Reading(None, (Problem(shown, 1, 1, "fichier-illisible", "", message, "Vérifiez ses droits, ou remplacez-le."),))


def read(path: str, data: bytes) -> Reading:
    """Read the YAML bytes of the sheet at `path` (shown in problems, never opened)."""
    noted: list[Problem] = []
    try:
        text = decode(path, data)
        builder = TreeBuilder(path, text, noted)
        builder.run()
    except Unreadable as stop:
        return Reading(None, (*noted, stop.problem))
    return Reading(Document(path, text, builder.tree, builder.marks), tuple(noted))
