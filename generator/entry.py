"""Receives nothing; says what a file of records is on its way to the catalogue; never reads it."""

from dataclasses import dataclass
from typing import Any

from generator.document import Document


@dataclass(frozen=True)
class Entry:
    """One file of records on its way: what was read of it and the record, if it is valid."""

    kind: str
    id: str
    document: Document
    record: Any
