"""Receives a record; returns whatever it says that may name a source, each with the anchor of its place on the page; never drops one for want of a source."""

import zlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from generator.derive.citations import CitedSource, cited_sources

NOT_ITS_OWN = frozenset({"sources", "extrait", "note", "statut", "selon"})
PLAIN = (str, Decimal, tuple)
ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
LENGTH = 5


def sourced_facts(record: Any) -> Iterator[tuple[str, Any]]:
    """Yield the field and the fact of all that a record lists and that may name its sources."""
    for field in type(record).model_fields:
        values = getattr(record, field)
        for fact in values if isinstance(values, tuple) else ():
            if hasattr(fact, "sources"):
                yield field, fact


class Evidence:
    """What the facts of one record rest on: where each stands on the page, and its numbered sources."""

    def __init__(self, record: Any) -> None:
        self._record = record

    def anchor(self, fact: Any) -> str:
        """Return the anchor of a fact: it stays as long as the fact says the same thing, wherever it stands in the list."""
        return self.anchors[id(fact)]

    @cached_property
    def anchors(self) -> Mapping[int, str]:
        """The anchor of each fact, by its own identity in memory."""
        found: dict[int, str] = {}
        met: dict[str, int] = {}
        for field, fact in self.facts:
            name = f"f-{_digest(field, fact)}"
            met[name] = met.get(name, 0) + 1
            found[id(fact)] = name if met[name] == 1 else f"{name}-{met[name]}"
        return found

    @cached_property
    def facts(self) -> tuple[tuple[str, Any], ...]:
        """Everything that may name its sources, with its field."""
        return tuple(sourced_facts(self._record))

    @cached_property
    def resting(self) -> Mapping[int, tuple[tuple[str, Any], ...]]:
        """The facts that rest on each source, by the number of the source."""
        found: dict[int, list[tuple[str, Any]]] = {number: [] for number in range(1, len(self._record.sources) + 1)}
        for field, fact in self.facts:
            for cited in self.cited(fact):
                found[cited.number].append((field, fact))
        return {number: tuple(facts) for number, facts in found.items()}

    @cached_property
    def unsourced(self) -> tuple[tuple[str, Any], ...]:
        """The facts of which nothing says which source tells them."""
        return tuple((field, fact) for field, fact in self.facts if not self.cited(fact))

    def cited(self, fact: Any) -> tuple[CitedSource, ...]:
        """Return the numbered sources of a fact; the only source of a record holds for all its facts."""
        return cited_sources(self._record, fact)


def _digest(field: str, fact: Any) -> str:
    told = (
        f"{name}={value}"
        for name, value in fact.__dict__.items()
        if value and name not in NOT_ITS_OWN and isinstance(value, PLAIN)
    )
    number = zlib.crc32("\x1f".join((field, *told)).encode()) % len(ALPHABET) ** LENGTH
    digits = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[rest])
    return "".join(digits)
