"""The closed lists are SKOS: each term has one label, one definition, one list, and an address that the glossary has."""

import os
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser

import pytest
import rdflib
from rdflib import RDF, SKOS, Literal, URIRef
from rdflib.namespace import DCTERMS

from generator.opendata.skos import vocabularies_ttl
from generator.settings import load_settings
from generator.site import REPOSITORY_ROOT, SETTINGS
from schemas import Vocabulary

READ = load_settings(SETTINGS)
FILE = "donnees/vocabulaires.ttl"
GLOSSARY = f"{READ.site_url}glossaire/"


def parsed(turtle):
    return rdflib.Graph().parse(data=turtle, format="turtle")


@pytest.fixture(scope="module")
def graph(real):
    return parsed(vocabularies_ttl(real.reference.vocabularies, READ))


def test_each_list_is_a_scheme_that_holds_its_terms_in_both_directions(real, graph):
    for name, vocabulary in real.reference.vocabularies.items():
        scheme = URIRef(f"{GLOSSARY}#{name}")
        terms = {URIRef(f"{GLOSSARY}#{name}-{term.code}") for term in vocabulary.termes}
        assert (scheme, RDF.type, SKOS.ConceptScheme) in graph
        assert graph.value(scheme, DCTERMS.title) == Literal(vocabulary.titre, lang="fr")
        assert graph.value(scheme, DCTERMS.description) == Literal(vocabulary.definition, lang="fr")
        assert set(graph.objects(scheme, SKOS.hasTopConcept)) == terms
        assert set(graph.subjects(SKOS.topConceptOf, scheme)) == set(graph.subjects(SKOS.inScheme, scheme)) == terms


def test_each_term_says_what_its_list_says(real, graph):
    for name, vocabulary in real.reference.vocabularies.items():
        for term in vocabulary.termes:
            concept = URIRef(f"{GLOSSARY}#{name}-{term.code}")
            assert list(graph.objects(concept, SKOS.prefLabel)) == [Literal(term.libelle, lang="fr")]
            assert list(graph.objects(concept, SKOS.definition)) == [Literal(term.definition, lang="fr")]
            assert [str(code) for code in graph.objects(concept, SKOS.notation)] == [term.code]


def test_the_integrity_rules_of_skos_hold(graph):
    concepts, schemes = set(graph.subjects(RDF.type, SKOS.Concept)), set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert concepts and schemes and not concepts & schemes
    for concept in concepts:
        (scheme,) = graph.objects(concept, SKOS.inScheme)
        assert scheme in schemes
    assert {subject for subject in graph.subjects() if subject not in concepts | schemes} == set()
    for scheme in schemes:
        members = list(graph.subjects(SKOS.inScheme, scheme))
        for word in (SKOS.prefLabel, SKOS.notation):
            twice = [told for told, times in Counter(graph.value(one, word) for one in members).items() if times > 1]
            assert not twice, (scheme, word)


class Anchors(HTMLParser):
    """Gathers the identifiers of a page."""

    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        self.found |= {value for name, value in attrs if name == "id"}


def test_every_address_leads_to_its_place_in_the_glossary(real_site):
    published = parsed((real_site / FILE).read_text(encoding="utf-8"))
    page = Anchors()
    page.feed((real_site / "glossaire/index.html").read_text(encoding="utf-8"))
    addresses = {str(one) for one in published.subjects() if isinstance(one, URIRef)}
    assert addresses and all(one.startswith(f"{GLOSSARY}#") for one in addresses)
    assert {one.removeprefix(f"{GLOSSARY}#") for one in addresses} <= page.found


def test_the_file_is_offered_with_the_open_data_and_from_the_glossary(real_site):
    for page, link in (("donnees/index.html", 'href="vocabulaires.ttl"'), ("glossaire/index.html", f'href="../{FILE}"')):
        assert link in (real_site / page).read_text(encoding="utf-8")


def test_odd_words_stay_words():
    odd = '=1+1 </script> "guillemets" \\ ${x} <b> @prefix a: <b> . ' + "long " * 60
    vocabulary = Vocabulary.model_validate(
        {"titre": odd, "definition": odd, "termes": [{"code": "un", "libelle": odd, "definition": odd}]}
    )
    graph = parsed(vocabularies_ttl({"essais": vocabulary}, READ))
    kept = Literal(vocabulary.titre, lang="fr")
    assert graph.value(URIRef(f"{GLOSSARY}#essais-un"), SKOS.prefLabel) == kept
    assert graph.value(URIRef(f"{GLOSSARY}#essais"), DCTERMS.title) == kept


def test_the_same_lists_give_the_same_bytes(real):
    program = (
        "import sys; from generator.reference import load_reference; from generator.opendata.skos import vocabularies_ttl; "
        "from generator.settings import load_settings; from generator.site import REFERENCE, SETTINGS; "
        "sys.stdout.buffer.write(vocabularies_ttl(load_reference(REFERENCE).vocabularies, load_settings(SETTINGS)).encode())"
    )
    elsewhere = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    given = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY_ROOT, env=elsewhere, capture_output=True, check=True)
    assert given.stdout == vocabularies_ttl(real.reference.vocabularies, READ).encode()
