"""Receives a record and one of its facts; returns the sources that tell it, with their numbers; never guesses among several."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class CitedSource:
    """A source with the number that the page of its sheet gives it."""

    number: int
    source: Any


def cited_sources(record: Any, fact: Any) -> tuple[CitedSource, ...]:
    """Return the numbered sources of a fact; the only source of a record holds for all its facts."""
    numbered = [CitedSource(number, source) for number, source in enumerate(record.sources, start=1)]
    if not fact.sources:
        return tuple(numbered) if len(numbered) == 1 else ()
    return tuple(cited for cited in numbered if cited.source.id in fact.sources)
