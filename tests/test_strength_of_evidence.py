import pytest

from generator.catalogue import Catalogue
from generator.derive.carriers import carrier_names, is_among
from generator.derive.strength import DEGREES, strength
from generator.reference import load_reference
from generator.site import KINDS, REFERENCE
from schemas import Pole

CARRIERS = ("Groupe Archer", "Pôle Sud")
CASES = {
    "signée du porteur": ({"type": "page-d-organisme", "auteurs": ["Groupe Archer"]}, {}, "declare-par-le-porteur"),
    "signée du porteur et d’un autre": ({"type": "rapport", "auteurs": ["RTES", "Groupe ARCHER"]}, {}, "declare-par-le-porteur"),
    "le porteur s’évalue lui-même": ({"type": "evaluation", "auteurs": ["Groupe Archer"]}, {}, "declare-par-le-porteur"),
    "article repris du porteur": ({"type": "article-de-presse", "auteurs": ["Pôle Sud"]}, {}, "declare-par-le-porteur"),
    "article": ({"type": "article-de-presse"}, {}, "dit-par-un-tiers"),
    "article de recherche": ({"type": "article-scientifique"}, {}, "dit-par-un-tiers"),
    "encyclopédie": ({"type": "page-d-encyclopedie"}, {}, "dit-par-un-tiers"),
    "page de l’État": ({"type": "page-de-l-etat"}, {}, "dit-par-un-tiers"),
    "document fondateur": ({"type": "document-fondateur"}, {}, "dit-par-un-tiers"),
    "fiche d’un réseau": ({"type": "fiche-initiative", "auteurs": ["RTES"]}, {}, "dit-par-un-tiers"),
    "fiche sans auteur": ({"type": "fiche-initiative"}, {}, "non-precisee"),
    "page sans auteur": ({"type": "page-d-organisme"}, {}, "non-precisee"),
    "page de collectivité sans auteur": ({"type": "page-de-collectivite"}, {}, "non-precisee"),
    "dossier de presse sans auteur": ({"type": "dossier-de-presse"}, {}, "non-precisee"),
    "rapport sans auteur": ({"type": "rapport"}, {}, "non-precisee"),
    "rapport d’un tiers n’est pas une évaluation": ({"type": "rapport", "auteurs": ["RTES"]}, {}, "dit-par-un-tiers"),
    "entretien": ({"type": "entretien", "auteurs": ["RTES"]}, {}, "non-precisee"),
    "évaluation": ({"type": "evaluation", "auteurs": ["Université de Grenoble"]}, {}, "evaluation"),
    "évaluation sans auteur": ({"type": "evaluation"}, {}, "non-precisee"),
    "donnée de l’INSEE": ({"type": "donnee-publique", "auteurs": ["INSEE"]}, {}, "statistique-publique"),
    "type autre": ({"type": "autre"}, {}, "non-precisee"),
    "sans type": ({}, {}, "non-precisee"),
    "fait estimé": ({"type": "donnee-publique", "auteurs": ["INSEE"]}, {"statut": "estime"}, "non-precisee"),
    "fait contesté": ({"type": "article-de-presse"}, {"statut": "conteste"}, "dit-par-un-tiers"),
    "le porteur parle dans un article": ({"type": "article-de-presse"}, {"selon": "le Groupe Archer"}, "declare-par-le-porteur"),
    "un tiers parle dans une évaluation": (
        {"type": "evaluation", "auteurs": ["Avise"]},
        {"selon": "Région PACA"},
        "dit-par-un-tiers",
    ),
}


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue({name: {} for name in KINDS}, {}, load_reference(REFERENCE))


def pole(documents, **figure):
    return Pole.model_validate(
        {
            "nom": "Pôle Sud",
            "resume": "Un pôle.",
            "sources": documents,
            "mesures": [{"mesure": "emplois-crees", "imprime": "12", **figure}],
        }
    )


@pytest.mark.parametrize(("source", "fact", "degree"), CASES.values(), ids=CASES)
def test_the_strength_of_a_fact_is_never_more_than_its_source_allows(source, fact, degree, catalogue):
    record = pole([{"titre": "Une source", **source}], **fact)
    found = strength(record, record.mesures[0], CARRIERS, catalogue)
    assert found.degree == degree
    assert found.reason and not found.reason.endswith(".")


def test_every_type_of_source_has_a_degree(catalogue):
    for code in catalogue.reference.labels["types_source"]:
        record = pole([{"titre": "Une source", "type": code}])
        assert strength(record, record.mesures[0], CARRIERS, catalogue).degree in DEGREES


def test_the_degrees_are_those_of_the_vocabulary(catalogue):
    assert set(DEGREES) == set(catalogue.reference.labels["forces_de_preuve"])


def test_of_several_sources_the_weakest_counts(catalogue):
    sources = [
        {"id": "insee", "titre": "INSEE", "type": "donnee-publique", "auteurs": ["INSEE"]},
        {"id": "archer", "titre": "Archer", "type": "page-d-organisme", "auteurs": ["Groupe Archer"]},
    ]
    record = pole(sources, sources=["insee", "archer"])
    found = strength(record, record.mesures[0], CARRIERS, catalogue)
    assert found.degree == "declare-par-le-porteur"
    assert "source 2" in found.reason


def test_a_fact_without_a_source_among_several_is_not_sure(catalogue):
    record = pole([{"id": "un", "titre": "Un", "type": "article-de-presse"}, {"id": "deux", "titre": "Deux"}])
    assert strength(record, record.mesures[0], CARRIERS, catalogue).degree == "non-precisee"


@pytest.mark.parametrize(
    ("words", "names", "expected"),
    [
        ("Halage", ["Association Halage"], True),
        ("l’association Halage", ["Halage"], True),
        ("ARTISANS de Grenoble", ["ARTIS"], False),
        ("RTES", [], False),
        ("", ["Halage"], False),
        ("Halage", ["", "—"], False),
    ],
)
def test_names_are_compared_by_whole_words(words, names, expected):
    assert is_among(words, names) is expected


def test_the_owner_of_the_place_is_a_carrier_but_its_network_is_not(real):
    names = carrier_names(real.sheets["poles"]["phares-ile-saint-denis"], real)
    assert "Halage" in names and "RTES" not in names
