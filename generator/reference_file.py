"""Receives the path of one file of `reference/` and its model; returns its record; never edits it."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from generator.problems import BadRecords
from generator.read import read_file
from generator.validate import validate

Record = TypeVar("Record", bound=BaseModel)


def load_reference_file(folder: Path, name: str, model: type[Record]) -> Record:
    """Return the record that the file `name` of `folder` holds; raise BadRecords when it is faulty."""
    reading = read_file(f"reference/{name}", folder / name)
    if reading.document is None or reading.problems:
        raise BadRecords(reading.problems)
    validation = validate(reading.document, model)
    if validation.record is None:
        raise BadRecords(validation.problems)
    return validation.record
