"""Receives the file that explains the codes of the check; returns each explanation by its code; never checks a sheet."""

from collections.abc import Mapping
from pathlib import Path

from generator.reference_file import load_reference_file
from schemas.explanation import Explanation, Explanations

FILE = "erreurs.yaml"


def load_explanations(folder: Path) -> Mapping[str, Explanation]:
    """Return the explanations that stand in `folder`, by code; raise BadRecords when the file is faulty."""
    return {one.code: one for one in load_reference_file(folder, FILE, Explanations).erreurs}
