"""Receives the vocabularies; returns them as SKOS, in Turtle: a scheme for each closed list, a concept for each code; never an address that the glossary does not have."""

from collections.abc import Iterator, Mapping

from generator.opendata.about import LICENCE_URL
from generator.opendata.turtle import Statement, address, literal, turtle
from generator.settings import Settings
from schemas import Vocabulary
from schemas.vocabulary import Term

GLOSSARY = "glossaire/"
Subject = tuple[str, list[Statement]]


def vocabularies_ttl(vocabularies: Mapping[str, Vocabulary], settings: Settings) -> str:
    """Return every list, by its name, then its terms in their order."""
    return turtle(_subjects(vocabularies, f"{settings.site_url}{GLOSSARY}"))


def _subjects(vocabularies: Mapping[str, Vocabulary], glossary: str) -> Iterator[Subject]:
    for name, vocabulary in sorted(vocabularies.items()):
        scheme = f"{glossary}#{name}"
        concepts = [(address(f"{scheme}-{term.code}"), term) for term in vocabulary.termes]
        yield address(scheme), _scheme(name, vocabulary, [concept for concept, _ in concepts])
        for concept, term in concepts:
            yield concept, _concept(term, address(scheme))


def _scheme(name: str, vocabulary: Vocabulary, concepts: list[str]) -> list[Statement]:
    return [
        ("a", "skos:ConceptScheme"),
        ("dct:identifier", literal(name, "xsd:string")),
        ("dct:title", literal(vocabulary.titre)),
        ("dct:description", literal(vocabulary.definition)),
        ("dct:license", address(LICENCE_URL)),
        *(("skos:hasTopConcept", concept) for concept in concepts),
    ]


def _concept(term: Term, scheme: str) -> list[Statement]:
    return [
        ("a", "skos:Concept"),
        ("skos:notation", literal(term.code, "xsd:string")),
        ("skos:prefLabel", literal(term.libelle)),
        ("skos:definition", literal(term.definition)),
        ("skos:inScheme", scheme),
        ("skos:topConceptOf", scheme),
    ]
