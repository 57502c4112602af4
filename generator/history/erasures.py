"""Receives the file that names the versions not to show any more; returns them by sheet and version; never what they said."""

from collections.abc import Mapping
from pathlib import Path

from generator.reference_file import load_reference_file
from schemas.erasure import Erasure, Erasures

FILE = "versions_effacees.yaml"

ErasedKey = tuple[str, str, str]


def load_erasures(reference: Path) -> Mapping[ErasedKey, Erasure]:
    """Return each erasure by kind, identifier and version; raise BadRecords when the file is faulty."""
    return {(*one.fiche.split("/"), one.version): one for one in load_reference_file(reference, FILE, Erasures).versions}
