import pytest

from generator import pipeline
from generator.derive.adjacency import neighbours
from generator.derive.presence import Reason, nearest_poles, presences
from generator.distance import kilometres
from generator.render.territories import territory_codes
from generator.site import REPOSITORY_ROOT


@pytest.fixture(scope="module")
def catalogue():
    return pipeline.load(REPOSITORY_ROOT)


@pytest.fixture(scope="module")
def found(catalogue):
    return presences(catalogue)


def test_every_region_and_departement_has_its_page_and_only_filled_groupings_do(catalogue, found):
    codes = territory_codes(found, catalogue)
    assert sum(code.startswith("reg-") for code in codes) == 18
    assert sum(code.startswith("dep-") for code in codes) == 101
    assert {"dep-2A", "dep-2B", "dep-69", "dep-75", "dep-971", "dep-976", "anc-82", "epci-200068781"} <= set(codes)
    assert all(found[code] for code in codes if code.startswith(("anc-", "epci-", "ept-")))


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("com-26281", {"dep-26", "reg-84", "anc-82", "epci-200068781"}),
        ("com-2A004", {"dep-2A", "reg-94", "anc-94"}),
        ("com-69123", {"dep-69", "reg-84"}),
        ("com-97105", {"dep-971", "reg-01"}),
        ("com-93039", {"ept-200057867", "epci-200054781", "dep-93", "reg-11"}),
        ("dep-76", {"reg-28", "anc-23"}),
        ("anc-82", {"reg-84"}),
    ],
)
def test_a_territory_says_what_it_lies_in(catalogue, code, above):
    assert above <= set(catalogue.reference.territories[code].within)


def test_a_seat_a_perimeter_and_a_membership_are_told_apart(found):
    reasons = {presence.sheet.id: presence.reason for presence in found["dep-26"]}
    assert reasons["pole-sud-romans"] == Reason.SEAT
    assert reasons["valence-romans-agglo"] == Reason.PART
    assert Reason.PRACTICE in reasons.values()


def test_a_perimeter_is_exact_below_or_above_and_never_mistaken(found):
    def reason(code, sheet):
        return next((presence.reason for presence in found.get(code, ()) if presence.sheet.id == sheet), None)

    assert reason("anc-82", "siae-coorace") == Reason.PERIMETER
    assert reason("dep-69", "siae-coorace") == reason("dep-01", "siae-coorace") == Reason.COVERS
    assert reason("dep-63", "siae-coorace") is None
    assert reason("reg-84", "siae-coorace") == reason("reg-84", "valence-romans-agglo") == Reason.PART
    assert reason("dep-13", "prides-sap") == Reason.COVERS


def test_a_place_to_come_is_not_said_installed(found):
    reasons = {presence.sheet.id: presence.reason for presence in found["dep-44"]}
    assert reasons["lieu-mutualise-nantes"] == Reason.PROJECT


def test_a_practice_of_a_pole_to_come_is_attested_where_it_is_to_stand(found):
    assert Reason.PRACTICE in {presence.reason for presence in found["dep-42"]}


def test_a_grouping_is_in_the_region_of_then(found):
    assert {"grenoble-alpes-metropole", "valence-romans-agglo"} & {presence.sheet.id for presence in found["anc-82"]}
    assert {presence.sheet.id for presence in found["anc-11"]} >= {presence.sheet.id for presence in found["reg-11"]}


def test_a_grouping_over_several_departements_puts_a_sheet_in_none_of_them(catalogue, found):
    assert len([code for code in catalogue.reference.territories["epci-200054781"].within if code.startswith("dep-")]) > 1
    assert "phares-ile-saint-denis" in {presence.sheet.id for presence in found["dep-93"]}
    assert "phares-ile-saint-denis" not in {presence.sheet.id for presence in found.get("dep-91", ())}


def test_a_regional_pole_covers_the_departements_of_then_and_is_installed_in_none(found):
    assert "siae-coorace" in {presence.sheet.id for presence in found["anc-82"]}
    reasons = {presence.sheet.id: presence.reason for presence in found["dep-26"]}
    assert reasons["siae-coorace"] == Reason.COVERS


def test_an_empty_territory_names_the_nearest_poles_and_their_distance(catalogue, found):
    assert "dep-15" not in found
    distances = nearest_poles(catalogue.reference.territories["dep-15"], catalogue)
    assert len(distances) == 3
    assert distances[0].kilometres < distances[-1].kilometres < 400
    assert nearest_poles(catalogue.reference.territories["reg-04"], catalogue)[0].kilometres > 8000


def test_a_distance_is_that_of_the_great_circle():
    assert kilometres((2.3522, 48.8566), (5.3698, 43.2965)) == pytest.approx(660.5, abs=1.5)


def test_neighbours_touch_both_ways_and_islands_have_none(catalogue):
    beside = neighbours(catalogue.reference.land.outlines)
    assert beside["dep-26"] == ("dep-04", "dep-05", "dep-07", "dep-38", "dep-84")
    assert all(code in beside[other] for code, others in beside.items() for other in others)
    assert "dep-974" not in beside
    assert beside["dep-2A"] == ("dep-2B",)


def test_the_page_of_an_empty_territory_is_never_blank(real_site):
    html = (real_site / "territoires" / "dep-974" / "index.html").read_text(encoding="utf-8")
    assert "Aucun pôle documenté à moins de" in html and "à vol d’oiseau" in html


def test_a_region_of_then_leads_to_the_region_of_today(real_site):
    html = (real_site / "territoires" / "anc-82" / "index.html").read_text(encoding="utf-8")
    assert '<a href="../reg-84/">Auvergne-Rhône-Alpes</a>' in html
