"""Receives the file that names the versions not to show any more; returns them by sheet and version; never what they said."""

from collections.abc import Mapping
from pathlib import Path

from generator.problems import BadRecords
from generator.read import read_file
from generator.validate import validate
from schemas.erasure import Erasure, Erasures

FILE = "versions_effacees.yaml"

ErasedKey = tuple[str, str, str]


def load_erasures(reference: Path) -> Mapping[ErasedKey, Erasure]:
    """Return each erasure by kind, identifier and version; raise BadRecords when the file is faulty."""
    reading = read_file(f"reference/{FILE}", reference / FILE)
    if reading.document is None or reading.problems:
        raise BadRecords(reading.problems)
    validation = validate(reading.document, Erasures)
    if validation.record is None:
        raise BadRecords(validation.problems)
    return {(*one.fiche.split("/"), one.version): one for one in validation.record.versions}
