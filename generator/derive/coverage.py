"""Receives a record; returns which of the facts expected of its kind it documents; never judges their quality."""

from dataclasses import dataclass
from typing import Any

from schemas import KINDS
from schemas.expected import EXPECTED
from schemas.structure import shapes


@dataclass(frozen=True)
class Coverage:
    """What a sheet documents: titles of the fields still empty, and the share filled (0 to 100)."""

    missing: tuple[str, ...]
    percent: int


def coverage(kind: str, record: Any) -> Coverage:
    """Return what a record of `kind` documents of what is expected of it."""
    known = shapes(KINDS[kind])
    expected = EXPECTED[kind]
    missing = tuple(known[name].title for name in expected if not getattr(record, name))
    return Coverage(missing, round(100 * (len(expected) - len(missing)) / len(expected)))
