"""Receives the `reference` folder; returns the vocabularies and territories that sheets may name; never edits them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from generator.explanations import load_explanations
from generator.outlines import Outline, load_outlines
from generator.problems import BadRecords, Problem
from generator.read import read_file
from generator.reference_file import load_reference_file
from generator.territories import Territories, load_territories
from generator.validate import validate
from schemas import Vocabulary
from schemas.acronym import Acronym, Acronyms
from schemas.explanation import Explanation


@dataclass(frozen=True, eq=False)
class Land:
    """The official territories and their outlines, read when first asked."""

    territories: Territories
    contours: Path

    @cached_property
    def outlines(self) -> Mapping[str, Outline]:
        """Return the light outlines of regions and départements, for a map of the whole country."""
        return load_outlines(self.contours / "mini", "reg", "dep", "anc")

    @cached_property
    def detailed_outlines(self) -> Mapping[str, Outline]:
        """Return the finer outlines, groupings of communes included, for a map of one territory."""
        return load_outlines(self.contours, "reg", "dep", "anc", "epci", "ept")


@dataclass(frozen=True)
class Reference:
    """What sheets may name besides each other."""

    vocabularies: Mapping[str, Vocabulary]
    land: Land
    explanations: Mapping[str, Explanation]
    acronyms: tuple[Acronym, ...]

    @property
    def territories(self) -> Territories:
        """Return the official territories."""
        return self.land.territories

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """Return, for each vocabulary, the label of each code."""
        return {name: {term.code: term.libelle for term in vocabulary.termes} for name, vocabulary in self.vocabularies.items()}


def load_reference(folder: Path) -> Reference:
    """Return the reference data of `folder`; raise BadRecords when a vocabulary is faulty."""
    vocabularies, problems = {}, []
    for path in sorted((folder / "vocabularies").glob("*.yaml")):
        vocabulary, found = _vocabulary(path)
        problems += found
        vocabularies[path.stem] = vocabulary
    if problems:
        raise BadRecords(problems)
    known = {name: found for name, found in vocabularies.items() if found}
    territories = folder / "territories"
    return Reference(
        known, _land(load_territories(territories), territories / "contours"), load_explanations(folder), _acronyms(folder)
    )


def name_of_reference(folder: Path) -> bytes:
    """Return what changes when a file of `folder` does: the words of the lists, the size and the day of the large files of territories."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            told = path.stat()
            content = path.read_bytes() if path.suffix == ".yaml" else f"{told.st_size} {told.st_mtime_ns}".encode()
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + content + b"\0")
    return digest.digest()


def _acronyms(folder: Path) -> tuple[Acronym, ...]:
    return load_reference_file(folder, "sigles.yaml", Acronyms).sigles


@lru_cache(maxsize=1)
def _land(territories: Territories, contours: Path) -> Land:
    """Return one land as long as its territories stay the same: a preview builds many times on it."""
    return Land(territories, contours)


def _vocabulary(path: Path) -> tuple[Vocabulary | None, tuple[Problem, ...]]:
    shown = f"reference/vocabularies/{path.name}"
    reading = read_file(shown, path)
    if reading.document is None:
        return None, reading.problems
    validation = validate(reading.document, Vocabulary)
    return validation.record, (*reading.problems, *validation.problems)
