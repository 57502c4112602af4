"""Receives the file that explains the codes of the check; returns each explanation by its code; never checks a sheet."""

from collections.abc import Mapping
from pathlib import Path

from generator.problems import BadRecords
from generator.read import read_file
from generator.validate import validate
from schemas.explanation import Explanation, Explanations

FILE = "erreurs.yaml"


def load_explanations(folder: Path) -> Mapping[str, Explanation]:
    """Return the explanations that stand in `folder`, by code; raise BadRecords when the file is faulty."""
    reading = read_file(f"reference/{FILE}", folder / FILE)
    if reading.document is None or reading.problems:
        raise BadRecords(reading.problems)
    validation = validate(reading.document, Explanations)
    if validation.record is None:
        raise BadRecords(validation.problems)
    return {one.code: one for one in validation.record.erreurs}
