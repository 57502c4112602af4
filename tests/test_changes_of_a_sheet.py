from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.alignment import MOST_COMPARISONS, paired
from generator.changes import differences
from schemas import Pole, Practice

NAMES = st.sampled_from(["nom", "id", "titre", "mesures", "imprime", "autre"])
TREES = st.recursive(
    st.text("ab é", max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
MAPPINGS = st.dictionaries(NAMES, TREES, max_size=5)


def told(before, after, model=Pole):
    return [(change.nature, change.title, change.before, change.after) for change in differences(before, after, model)]


def leaves(tree, path=()):
    """Yield each leaf with its path; an empty list or mapping is one."""
    if isinstance(tree, dict) and tree:
        for name, value in tree.items():
            yield from leaves(value, (*path, name))
    elif isinstance(tree, list) and tree:
        for rank, value in enumerate(tree):
            yield from leaves(value, (*path, rank))
    else:
        yield path, tree


def counted(tree, path, former_names, renamed_depth):
    """Count the leaves of a tree by their place, ranks apart, under the names that fields had before."""
    found = Counter()
    for inner, value in leaves(tree, path):
        steps = [
            former_names.get(inner[: depth + 1], step) if depth < renamed_depth else step for depth, step in enumerate(inner)
        ]
        found[tuple(step for step in steps if isinstance(step, str)), repr(value)] += 1
    return found


@given(MAPPINGS)
@settings(deadline=None)
def test_a_sheet_does_not_differ_from_itself(tree):
    assert differences(tree, tree, Pole) == ()


@given(MAPPINGS, MAPPINGS)
@settings(max_examples=300, deadline=None)
def test_two_sheets_that_differ_have_a_change(before, after):
    assert bool(differences(before, after, Pole)) == (before != after)


@given(MAPPINGS, MAPPINGS)
@settings(max_examples=500, deadline=None)
def test_every_leaf_that_differs_is_in_a_change_and_only_once(before, after):
    changes = differences(before, after, Pole)
    former = {change.path: change.before for change in changes if change.nature == "renommage"}
    was, is_ = counted(before, (), {}, 0), counted(after, (), former, 99)
    for change in changes:
        if change.nature in ("retrait", "modification"):
            was.subtract(counted(change.before, change.path, former, len(change.path)))
        if change.nature in ("ajout", "modification"):
            is_.subtract(counted(change.after, change.path, former, len(change.path)))
    nothing = {(place, value) for place, value in (was | is_) if value in ("[]", "{}")}
    assert {leaf: count for leaf, count in was.items() if count and leaf not in nothing} == {
        leaf: count for leaf, count in is_.items() if count and leaf not in nothing
    }


def test_a_text_that_changes_is_told_with_its_title():
    assert told({"nom": "Pôle", "resume": "Un."}, {"nom": "Pôle", "resume": "Deux."}) == [
        ("modification", "Résumé", "Un.", "Deux.")
    ]


def test_a_field_added_and_a_field_removed():
    assert told({"nom": "Pôle", "sigle": "PDE"}, {"nom": "Pôle", "types": ["diffus"]}) == [
        ("ajout", "Types de pôle", None, ["diffus"]),
        ("retrait", "Sigle", "PDE", None),
    ]


def test_an_item_put_first_does_not_change_the_others():
    figures = [{"mesure": "surface", "imprime": f"{number} m²"} for number in (100, 200)]
    added = {"mesure": "emplois", "imprime": "douze"}
    assert told({"mesures": figures}, {"mesures": [added, *figures]}) == [("ajout", "Chiffres › n° 1 (douze)", None, added)]


def test_a_figure_corrected_in_the_middle_of_a_list_is_one_change():
    figures = [
        {"mesure": measure, "imprime": printed, "statut": "constate", "sources": ["cahier-522"]}
        for measure, printed in (("surface", "100 m²"), ("emplois", "douze"), ("membres", "huit"))
    ]
    after = [*figures[:1], {**figures[1], "imprime": "treize"}, *figures[2:]]
    assert told({"mesures": figures}, {"mesures": after}) == [
        ("modification", "Chiffres › n° 2 (treize) › Tel qu’imprimé", "douze", "treize")
    ]


def test_another_figure_is_not_the_same_figure_changed():
    shared = {"statut": "constate", "sources": ["cahier-522"], "perimetre": "pole"}
    one, other = {"mesure": "surface", "imprime": "100 m²", **shared}, {"mesure": "emplois", "imprime": "douze", **shared}
    assert [nature for nature, *_ in told({"mesures": [one]}, {"mesures": [other]})] == ["ajout", "retrait"]


def test_a_source_is_known_by_its_identifier():
    before = [{"id": "plaquette", "titre": "Plaquette, 2024"}]
    after = [{"id": "autre", "titre": "Plaquette, 2024 (copie)"}, {"id": "plaquette", "titre": "Un tout autre titre"}]
    assert told({"sources": before}, {"sources": after}) == [
        ("ajout", "Sources › n° 1 (autre)", None, after[0]),
        ("modification", "Sources › n° 2 (plaquette) › Titre de la source", "Plaquette, 2024", "Un tout autre titre"),
    ]


def test_a_section_keeps_its_heading_and_its_new_text_is_one_change():
    before = {"titre": "Moyens", "rubrique": "moyens", "texte": "Un local prêté par la ville."}
    after = {**before, "texte": "Deux postes, payés par le réseau pendant trois ans."}
    assert [title for _, title, *_ in told({"sections": [before]}, {"sections": [after]})] == ["Récit › n° 1 (Moyens) › Texte"]


def test_a_new_order_alone_is_told_once():
    sections = [{"titre": "Contexte", "texte": "Un."}, {"titre": "Moyens", "texte": "Deux."}]
    assert told({"sections": sections}, {"sections": sections[::-1]}) == [
        ("ordre", "Récit", ["n° 2 (Contexte)", "n° 1 (Moyens)"], ["n° 1 (Moyens)", "n° 2 (Contexte)"])
    ]


def test_codes_of_a_list_come_and_go():
    assert told({"secteurs": ["industrie", "insertion"]}, {"secteurs": ["insertion", "textile-habillement"]}) == [
        ("ajout", "Secteurs › n° 2", None, "textile-habillement"),
        ("retrait", "Secteurs › n° 1", "industrie", None),
    ]


def test_a_renamed_list_is_not_a_list_removed_and_another_added():
    stages = [{"stade": "ouvert", "date": "2008"}, {"stade": "cesse", "date": "2012"}]
    assert told({"stade": stages}, {"stades": [stages[0], {**stages[1], "date": "2013"}]}) == [
        ("renommage", "Stades", "stade", "stades"),
        ("modification", "Stades › n° 2 › Date", "2012", "2013"),
    ]


def test_a_field_renamed_in_the_items_of_a_list_is_only_that():
    before = [{"mesure": "surface", "imprimee": "100 m²", "date": "2011"}]
    after = [{"mesure": "surface", "imprime": "100 m²", "date": "2011"}]
    assert told({"mesures": before}, {"mesures": after}) == [
        ("renommage", "Chiffres › n° 1 (100 m²) › Tel qu’imprimé", "imprimee", "imprime")
    ]


def test_a_field_that_the_model_does_not_know_is_told_by_its_name():
    assert told({}, {"couleur": "bleu"}, Practice) == [("ajout", "couleur", None, "bleu")]


def test_a_text_that_becomes_a_list_is_one_change():
    assert told({"themes": "gouvernance"}, {"themes": ["gouvernance"]}, Practice) == [
        ("modification", "Thèmes", "gouvernance", ["gouvernance"])
    ]


@pytest.mark.parametrize("size", [10, 400])
def test_long_lists_are_paired_entirely(size):
    assert size * size > MOST_COMPARISONS or size == 10
    before = [{"titre": f"n° {number}", "texte": "a"} for number in range(size)]
    after = [{"titre": f"n° {number}", "texte": "b"} for number in range(size)]
    assert list(paired(before, after).kept) == [(rank, rank) for rank in range(size)]


def test_a_sheet_made_to_be_slow_is_compared_all_the_same():
    before, after = ({f"{letter}{number}": "a" for number in range(5000)} for letter in "xy")
    assert len(differences(before, after, Pole)) == 10_000
