import random
from dataclasses import replace
from itertools import pairwise

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.derive.kinship import SHOWN, kinships
from generator.derive.resemblance import WINDOW, Near, distance, nearest_profiles, nearest_sets
from generator.derive.spots import along_the_curve, nearest_spots
from generator.derive.traits import FACETS, traits
from generator.distance import kilometres
from generator.site import REPOSITORY_ROOT

FEW = WINDOW
WEIGHTS = {"types": 3, "echelle": 2, "secteurs": 1}
codes = st.frozensets(st.sampled_from("abcdefgh"), max_size=4)
profiles = st.fixed_dictionaries(dict.fromkeys(WEIGHTS, codes))
degrees = st.tuples(st.floats(-180, 180).map(lambda one: round(one, 3)), st.floats(-85, 85).map(lambda one: round(one, 3)))


@pytest.fixture(scope="module")
def catalogue():
    return pipeline.load(REPOSITORY_ROOT)


def written(kind, identifier):
    return yaml.safe_load((REPOSITORY_ROOT / kind / f"{identifier}.yaml").read_text(encoding="utf-8"))


@given(profiles, profiles)
def test_a_distance_is_the_same_both_ways_and_lies_between_nothing_and_one(one, other):
    assert distance(one, other, WEIGHTS) == distance(other, one, WEIGHTS)
    assert 0 <= distance(one, other, WEIGHTS) <= 1


@given(profiles, profiles)
def test_nothing_is_nearer_to_a_profile_than_itself(one, other):
    assert distance(one, one, WEIGHTS) <= distance(one, other, WEIGHTS)


def test_a_profile_wholly_documented_is_at_no_distance_of_itself_and_an_empty_one_is_far_from_all():
    full = {facet: frozenset("a") for facet in WEIGHTS}
    empty = {facet: frozenset() for facet in WEIGHTS}
    assert distance(full, full, WEIGHTS) == 0
    assert distance(empty, empty, WEIGHTS) == distance(empty, full, WEIGHTS) == 1


@given(st.lists(profiles, max_size=FEW))
def test_the_nearest_profiles_are_those_of_all_pairs_when_few_share_a_trait(many):
    for rank, found in enumerate(nearest_profiles(many, WEIGHTS, SHOWN)):
        others = [Near(other, distance(many[rank], many[other], WEIGHTS)) for other in range(len(many)) if other != rank]
        sharing = sorted((near for near in others if near.distance < 1), key=lambda near: (near.distance, near.rank))
        assert [near for near in found if near.distance < 1] == sharing[:SHOWN]


@given(st.lists(st.frozensets(st.integers(0, 9), max_size=4), max_size=FEW))
def test_the_nearest_sets_are_those_that_share_most(many):
    for rank, found in enumerate(nearest_sets(many, SHOWN)):
        shares = {
            other: len(many[rank] & many[other]) / len(many[rank] | many[other])
            for other in range(len(many))
            if many[rank] & many[other]
        }
        shares.pop(rank, None)
        assert [near.rank for near in found] == sorted(shares, key=lambda other: (-round(shares[other], 9), other))[:SHOWN]


@given(st.lists(degrees, min_size=1, max_size=60))
def test_the_nearest_spots_are_those_of_all_pairs(points):
    for rank, found in enumerate(nearest_spots(points, SHOWN)):
        by_hand = sorted(kilometres(points[rank], other) for place, other in enumerate(points) if place != rank)[:SHOWN]
        assert [away for _, away in found] == pytest.approx(by_hand, abs=0.01)
        assert rank not in [other for other, _ in found]


def test_the_curve_keeps_neighbours_together():
    towns = {
        "Romans": (5.05, 45.05),
        "Valence": (4.89, 44.93),
        "Lille": (3.06, 50.63),
        "Saint-Denis de La Réunion": (55.45, -20.88),
    }
    order = sorted(towns, key=lambda town: along_the_curve(towns[town]))
    assert ("Romans", "Valence") in list(pairwise(order)) or ("Valence", "Romans") in list(pairwise(order))


def test_no_profile_is_compared_with_all_the_others_when_they_are_many():
    draw = random.Random(1)
    many = [{facet: frozenset(draw.sample("abcd", 2)) for facet in WEIGHTS} for _ in range(3_000)]
    measured = []

    class Counted(frozenset):
        def __and__(self, other):
            measured.append(1)
            return frozenset(self) & other

    nearest_sets([Counted(one["types"]) for one in many], SHOWN)
    assert len(measured) < 3_000 * 2 * (2 * WINDOW + 1)


def test_the_order_of_sheets_changes_nothing(catalogue):
    turned = replace(catalogue, sheets={kind: dict(reversed(sheets.items())) for kind, sheets in catalogue.sheets.items()})
    assert {key: told(one) for key, one in kinships(catalogue).items()} == {
        key: told(one) for key, one in kinships(turned).items()
    }


def told(kinship):
    lists = (kinship.by_profile, kinship.by_sharing, kinship.by_distance)
    practices = [(one.practice.id, sorted(pole.id for pole in one.poles)) for one in kinship.not_here]
    return [[(kin.sheet.id, kin.reasons, kin.kilometres) for kin in kins] for kins in lists], practices


def test_each_pole_and_practice_has_its_kin_and_is_not_among_them(catalogue):
    for kind in ("poles", "practices"):
        for sheet in catalogue.sheets[kind].values():
            kinship = kinships(catalogue)[sheet.key]
            for kins in (kinship.by_profile, kinship.by_sharing, kinship.by_distance):
                assert len(kins) <= SHOWN and sheet not in [kin.sheet for kin in kins]
    assert all(len(kinships(catalogue)[pole.key].by_profile) == SHOWN for pole in catalogue.sheets["poles"].values())


@pytest.mark.parametrize("pole", ["artis-grenoble", "pole-niort", "siae-coorace"])
def test_a_reason_is_what_both_sheets_say(catalogue, pole):
    mine = written("poles", pole)
    labels = catalogue.reference.labels
    for kin in kinships(catalogue)["poles", pole].by_profile:
        theirs = written("poles", kin.sheet.id)
        reasons = {reason.title: set(reason.values) for reason in kin.reasons}
        types = set(mine.get("types", ())) & set(theirs.get("types", ())) - {"autre"}
        assert reasons.get("Même type", set()) == {labels["types_pole"][code] for code in types}
        sectors = set(mine.get("secteurs", ())) & set(theirs.get("secteurs", ())) - {"autre"}
        assert reasons.get("Secteurs en commun", set()) == {labels["secteurs"][code] for code in sectors}
        same = mine.get("echelle") == theirs.get("echelle") is not None
        assert ("Même échelle" in reasons) == same
        assert reasons, kin.sheet.id


def test_what_the_others_do_is_attested_there_and_not_here(catalogue):
    attesting = {
        path.stem: {use["pole"] for use in yaml.safe_load(path.read_text(encoding="utf-8")).get("poles", ())}
        for path in (REPOSITORY_ROOT / "practices").glob("*.yaml")
    }
    for pole in catalogue.sheets["poles"].values():
        kinship = kinships(catalogue)[pole.key]
        near = {kin.sheet.id for kin in kinship.by_profile}
        for one in kinship.not_here:
            assert pole.id not in attesting[one.practice.id]
            assert {other.id for other in one.poles} == attesting[one.practice.id] & near


def test_nothing_documented_is_like_nothing():
    record = type(
        "Bare",
        (),
        {"types": (), "echelle": None, "secteurs": (), "collectivites": (), "formes_juridiques": (), "cooperations": ()},
    )
    bare = traits("poles", record)
    assert nearest_profiles([bare, bare], {facet.id: facet.weight for facet in FACETS["poles"]}, SHOWN) == [(), ()]


def test_the_method_page_says_each_weight():
    page = (REPOSITORY_ROOT / "docs" / "methode.md").read_text(encoding="utf-8")
    part = page[page.index("{#ressemblance}") :]
    for sentence, kind in (
        ("type (3), échelle (2), secteurs (2)", "poles"),
        ("thèmes (3), rôles de la collectivité (2)", "practices"),
    ):
        assert sentence in part
        line = next(line for line in part.splitlines() if sentence in line)
        half = line[line.index(sentence) :].split(" ; ")[0]
        assert [int(number) for number in half if number.isdigit()] == [facet.weight for facet in FACETS[kind]]
