"""Receives a fact and the sources of its sheet; returns who says it and how sure that makes it, with the reason; never more than is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from generator.catalogue import Catalogue
from generator.derive.carriers import is_among
from generator.derive.citations import CitedSource, cited_sources
from generator.french import counted
from schemas.actor import Actor

MOST_SIGNERS = 5
UNKNOWN, DECLARED, REPORTED, EVALUATED, COUNTED = DEGREES = (
    "non-precisee",
    "declare-par-le-porteur",
    "dit-par-un-tiers",
    "evaluation",
    "statistique-publique",
)
BY_NATURE = {
    "document-fondateur": REPORTED,
    "article-de-presse": REPORTED,
    "article-scientifique": REPORTED,
    "page-d-encyclopedie": REPORTED,
    "page-de-l-etat": REPORTED,
    "donnee-publique": COUNTED,
}
WHEN_SIGNED = {
    "fiche-initiative": REPORTED,
    "page-d-organisme": REPORTED,
    "page-de-collectivite": REPORTED,
    "dossier-de-presse": REPORTED,
    "rapport": REPORTED,
    "evaluation": EVALUATED,
}


@dataclass(frozen=True)
class Strength:
    """How sure a fact is: a code of the list `forces_de_preuve`, and the reason in words."""

    degree: str
    reason: str

    @property
    def rank(self) -> int:
        """Return the place of the degree, the weakest first."""
        return DEGREES.index(self.degree)


class Judge:
    """Says how sure the facts of one record are; each of its sources is judged once."""

    def __init__(self, record: Any, carriers: Iterable[str], catalogue: Catalogue) -> None:
        self._record = record
        self._names = tuple(carriers)
        self._catalogue = catalogue
        self._sources: dict[int, Strength] = {}

    def strength(self, fact: Any) -> Strength:
        """Return the strength that the weakest source of `fact` gives it, for nothing says which tells what."""
        if fact.statut == "estime":
            return Strength(UNKNOWN, "le fait est estimé par la source, ou déduit par l’observatoire")
        if fact.selon and is_among(fact.selon, self._names):
            return Strength(DECLARED, f"la source fait parler « {fact.selon} », {self._role}")
        found = [self._of_source(cited) for cited in cited_sources(self._record, fact)]
        if not found:
            return Strength(UNKNOWN, "aucune source n’est attachée à ce fait")
        weakest = min(found, key=lambda one: one.rank)
        return _as_reported(weakest, fact) if fact.selon else weakest

    @property
    def _role(self) -> str:
        return "sujet de cette fiche" if isinstance(self._record, Actor) else "qui porte le pôle"

    def _of_source(self, cited: CitedSource) -> Strength:
        if cited.number not in self._sources:
            self._sources[cited.number] = self._judged(cited)
        return self._sources[cited.number]

    def _judged(self, cited: CitedSource) -> Strength:
        source = cited.source
        kind = self._catalogue.label("types_source", source.type).lower() or "de type inconnu"
        told = f"la source {cited.number} ({kind})"
        author = next((author for author in source.auteurs if is_among(author, self._names)), None)
        if author:
            role = self._role if isinstance(self._record, Actor) else f"{self._role}, l’anime ou l’héberge"
            return Strength(DECLARED, f"{told} est signée par {author}, {role}")
        if source.type in BY_NATURE:
            return Strength(BY_NATURE[source.type], f"{told} {_by_nature(source)}")
        if source.type in WHEN_SIGNED and source.auteurs:
            others = "n’en est pas le sujet" if isinstance(self._record, Actor) else "ne porte pas le pôle"
            return Strength(WHEN_SIGNED[source.type], f"{told} est signée par {_signers(source)}, qui {others}")
        return Strength(UNKNOWN, f"{told} ne permet pas de savoir qui l’affirme")


def strength(record: Any, fact: Any, carriers: Iterable[str], catalogue: Catalogue) -> Strength:
    """Return how sure one fact is; `carriers` are names."""
    return Judge(record, carriers, catalogue).strength(fact)


def _as_reported(weakest: Strength, fact: Any) -> Strength:
    """A source that only makes somebody speak neither evaluates nor counts."""
    is_more = weakest.rank > DEGREES.index(REPORTED)
    return Strength(REPORTED, f"la source fait parler « {fact.selon} »") if is_more else weakest


def _signers(source: Any) -> str:
    first, rest = source.auteurs[:MOST_SIGNERS], len(source.auteurs) - MOST_SIGNERS
    return ", ".join(first) + (f" et {counted(rest, 'autre')}" if rest > 0 else "")


def _by_nature(source: Any) -> str:
    if source.type == "document-fondateur":
        return "décrit plusieurs pôles, sans signature ni méthode de mesure"
    if source.type == "donnee-publique":
        return "est officielle"
    return "est écrite par d’autres que le porteur"
