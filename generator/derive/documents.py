"""Receives a catalogue; returns each document that sheets cite, once, with all that rests on it; never merges two that an address tells apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.derive.facts_in_time import FactOf
from generator.derive.source_identity import source_identity
from generator.derive.sourced_facts import Evidence
from generator.french import fold

DESCRIBED_BY = (
    "titre", "numero", "type", "auteurs", "date", "date_imprimee", "adresse", "adresse_archivee", "etat_adresse", "vue_le",
    "licence", "note",
)  # fmt: skip


@dataclass(frozen=True)
class AnchoredFact(FactOf):
    """A fact and the anchor of its place on the page of its sheet."""

    anchor: str

    @property
    def address(self) -> str:
        """Return where it is read, from the root of the site."""
        return f"{self.sheet.address}#{self.anchor}"


@dataclass(frozen=True)
class Use:
    """One sheet that cites a document, in its own words, and the facts that it rests on it."""

    sheet: Sheet
    number: int
    source: Any
    facts: tuple[AnchoredFact, ...]


@dataclass(frozen=True)
class Said:
    """One value that sheets give to a part of a document's description, and the sheets that give it."""

    value: Any
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Document:
    """A document that at least one sheet cites: its permanent identifier and its uses, in the order of the sheets."""

    id: str
    uses: tuple[Use, ...]

    @cached_property
    def title(self) -> str:
        """The title that most sheets give it; between equals, the first."""
        return max(self.said("titre"), key=lambda one: len(one.sheets)).value

    @cached_property
    def fact_count(self) -> int:
        """How many facts rest on it, in all sheets."""
        return sum(len(use.facts) for use in self.uses)

    @cached_property
    def excerpt_count(self) -> int:
        """How many of them quote it."""
        return sum(bool(quoted(one.fact)) for use in self.uses for one in use.facts)

    def said(self, part: str) -> tuple[Said, ...]:
        """Return the values that its sheets give to `part` of its description, each once, in the order of the sheets."""
        return self._said[part]

    @cached_property
    def _said(self) -> Mapping[str, tuple[Said, ...]]:
        return {part: self._gathered(part) for part in DESCRIBED_BY}

    def _gathered(self, part: str) -> tuple[Said, ...]:
        found: dict[Any, list[tuple[Any, Sheet]]] = {}
        for use in self.uses:
            if value := getattr(use.source, part):
                found.setdefault(_spaced_alike(value), []).append((value, use.sheet))
        return tuple(Said(told[0][0], tuple(dict.fromkeys(sheet for _, sheet in told))) for told in found.values())

    def first(self, part: str) -> Any:
        """Return the value that most sheets give to `part`, or None."""
        told = self.said(part)
        return max(told, key=lambda one: len(one.sheets)).value if told else None


def _spaced_alike(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def quoted(fact: Any) -> str:
    """Return the words of the source that a fact quotes, or nothing."""
    return getattr(fact, "extrait", None) or (fact.texte if hasattr(fact, "par") and hasattr(fact, "texte") else "") or ""


@lru_cache(maxsize=1)
def documents(catalogue: Catalogue) -> Mapping[str, Document]:
    """Return the documents that published sheets cite, by identifier, in the order of their titles."""
    found: dict[str, list[Use]] = {}
    for sheet in catalogue.published():
        for identifier, use in _uses(sheet):
            found.setdefault(identifier, []).append(use)
    known = (Document(identifier, tuple(uses)) for identifier, uses in found.items())
    return {one.id: one for one in sorted(known, key=lambda one: (fold(one.title), one.id))}


def document_id(source: Any) -> str:
    """Return the permanent identifier of the document that a source of a sheet describes."""
    return source_identity(source.titre, source.numero or "", source.date or "", source.adresse or "")


def _uses(sheet: Sheet) -> Iterator[tuple[str, Use]]:
    evidence = Evidence(sheet.record)
    for number, source in enumerate(sheet.record.sources, start=1):
        facts = (AnchoredFact(sheet, field, fact, evidence.anchor(fact)) for field, fact in evidence.resting[number])
        yield document_id(source), Use(sheet, number, source, tuple(facts))
