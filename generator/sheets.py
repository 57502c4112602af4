"""Receives a folder that holds `practices/ poles/ actors/`; returns the files of sheets and their identifiers; never opens one."""

import re
from dataclasses import dataclass
from pathlib import Path

from generator.problems import Problem
from generator.site import KINDS, RESERVED
from schemas.scalars import SLUG, SLUG_LENGTH


@dataclass(frozen=True)
class SheetFile:
    """A file of a sheet: its kind, its identifier (the name of the file) and where it is."""

    kind: str
    id: str
    shown: str
    path: Path


@dataclass(frozen=True)
class Listing:
    """The files of sheets of a folder, and what is wrong with their names."""

    files: tuple[SheetFile, ...]
    problems: tuple[Problem, ...]


def list_sheets(root: Path) -> Listing:
    """Return the files of sheets under `root`, by kind then name."""
    files: list[SheetFile] = []
    problems: list[Problem] = []
    for kind in KINDS:
        for path in sorted((root / kind).iterdir()) if (root / kind).is_dir() else ():
            found = _sheet_or_problem(kind, path)
            if isinstance(found, SheetFile):
                files.append(found)
            elif found:
                problems.append(found)
    return Listing(tuple(files), tuple(problems))


def _sheet_or_problem(kind: str, path: Path) -> SheetFile | Problem | None:
    shown = f"{kind}/{_printable(path.name)}"
    if path.name.startswith("."):
        return None
    if sentence := _name_fault(path):
        return Problem(shown, 1, 1, "nom-de-fichier", "", *sentence)
    return SheetFile(kind, path.stem, shown, path)


def _printable(name: str) -> str:
    """Return a name of file that can be told, which may hold any character, a line end included."""
    return "".join(character if character.isprintable() else "·" for character in name)


def _name_fault(path: Path) -> tuple[str, str] | None:
    return _nature_fault(path) or _spelling_fault(_printable(path.name), _printable(path.stem), path.suffix)


def _nature_fault(path: Path) -> tuple[str, str] | None:
    if path.is_symlink():
        return ("Ce fichier est un lien symbolique.", "Remplacez-le par le fichier lui-même.")
    if path.is_dir():
        return ("Un dossier se trouve parmi les fiches.", "Une fiche est un fichier : sortez ce dossier.")
    return None if path.is_file() else ("Ce n’est pas un fichier ordinaire.", "Remplacez-le par un fichier de texte.")


def _spelling_fault(name: str, stem: str, suffix: str) -> tuple[str, str] | None:
    if suffix != ".yaml":
        return (
            f"« {name} » ne se termine pas par « .yaml ».",
            f"Renommez-le « {stem.removesuffix('.yaml')}.yaml », ou sortez-le du dossier.",
        )
    if not re.fullmatch(SLUG, stem) or len(stem) > SLUG_LENGTH:
        return (
            f"« {stem} » ne peut pas être une adresse.",
            f"Nommez le fichier en minuscules sans accents, chiffres et tirets, {SLUG_LENGTH} caractères au plus.",
        )
    if RESERVED.match(stem):
        return (f"« {stem} » est réservé aux pages du site.", "Choisissez un autre nom de fichier.")
    return None
