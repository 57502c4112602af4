import csv
import json
import re
from collections import Counter
from itertools import pairwise

import pytest

from generator.outlines import load_outlines
from generator.site import REFERENCE

FOLDER = REFERENCE / "territories"
CONTOURS = FOLDER / "contours"
FRANCE = (
    (-62.0, 14.2, -60.7, 16.7),
    (-55.0, 2.0, -51.0, 6.0),
    (-5.3, 41.2, 9.7, 51.2),
    (45.0, -13.1, 45.4, -12.5),
    (55.1, -21.5, 55.9, -20.8),
)
FINE = {"regions": "code", "departements": "code", "anciennes-regions": "code", "epci": "siren", "ept": "siren"}
MINI = ("regions", "departements", "anciennes-regions")


def rows(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def features(name):
    return json.loads((CONTOURS / f"{name}.geojson").read_text(encoding="utf-8"))["features"]


def polygons(feature):
    geometry = feature["geometry"]
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def signed_area(ring):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


@pytest.fixture(scope="module")
def communes():
    return rows("communes")


@pytest.fixture(scope="module")
def codes():
    return {name: [row[key] for row in rows(name)] for name, key in FINE.items()}


def test_no_code_is_written_twice(communes, codes):
    for found in (
        *codes.values(),
        [row["code"] for row in communes],
        [row["ancien_code"] for row in rows("communes-anciens-codes")],
    ):
        assert [code for code, times in Counter(found).items() if times > 1] == []


def test_france_has_its_regions_departements_former_regions_and_groupings(communes, codes):
    assert len(communes) == 34875
    assert {name: len(found) for name, found in codes.items()} == {
        "regions": 18,
        "departements": 101,
        "anciennes-regions": 27,
        "epci": 1253,
        "ept": 11,
    }


def test_each_commune_lies_in_territories_that_exist(communes, codes):
    for column, name in (("departement", "departements"), ("region", "regions"), ("epci", "epci"), ("ept", "ept")):
        assert {row[column] for row in communes} - {""} == set(codes[name]), column
    assert [row["code"] for row in communes if not row["epci"]] == ["22016", "29083", "29155", "85113"]


def test_the_region_of_a_commune_is_that_of_its_departement(communes):
    region = {row["code"]: row["region"] for row in rows("departements")}
    assert all(region[row["departement"]] == row["region"] for row in communes)


def test_a_code_of_commune_begins_with_its_departement(communes):
    assert all(row["code"].startswith(row["departement"]) for row in communes)
    assert {"2A", "2B", "69", "75", "971", "972", "973", "974", "976"} <= {row["departement"] for row in communes}
    assert [row["code"] for row in communes if row["departement"] == "75"] == ["75056"]


def test_a_grouping_counts_its_communes_departements_regions_and_inhabitants(communes):
    members = {}
    for row in communes:
        members.setdefault(row["epci"], []).append(row)
    for row in rows("epci"):
        inside = members[row["siren"]]
        assert row["nb_communes"] == str(len(inside))
        assert row["population"] == str(sum(int(commune["population"] or 0) for commune in inside))
        assert set(row["departements"].split()) == {commune["departement"] for commune in inside}
        assert row["regions"].split() == sorted({commune["region"] for commune in inside})
        assert row["type"] in {"CC", "CA", "CU", "ME"}


def test_groupings_over_several_departements_are_kept():
    assert sum(len(row["departements"].split()) > 1 for row in rows("epci")) == 89


def test_the_communes_of_a_public_territorial_establishment_are_in_greater_paris(communes):
    assert {row["epci"] for row in communes if row["ept"]} == {"200054781"}
    counted = Counter(row["ept"] for row in communes)
    assert all(row["nb_communes"] == str(counted[row["siren"]]) for row in rows("ept"))


def test_an_old_code_leads_to_a_living_commune_and_never_to_another_old_code(communes):
    alive = {row["code"] for row in communes}
    old = {row["ancien_code"]: row["code"] for row in rows("communes-anciens-codes")}
    assert set(old.values()) <= alive
    assert not set(old) & alive
    assert old["93059"] == "93066" and old["12076"] == "12218"


def test_a_former_region_is_made_of_departements_of_one_region_of_today(codes):
    region = {row["code"]: row["region"] for row in rows("departements")}
    then = {row["code"]: row["ancienne_region"] for row in rows("departements")}
    told = {code: row for row in rows("anciennes-regions") for code in row["departements"].split()}
    assert set(told) == set(codes["departements"])
    assert all(row["successeur"] == region[code] and row["code"] == then[code] for code, row in told.items())


def test_chief_towns_exist(communes):
    alive = {row["code"] for row in communes}
    assert all(row["chef_lieu"] in alive for name in ("regions", "departements") for row in rows(name))


@pytest.mark.parametrize("name", [*FINE, *(f"mini/{name}" for name in MINI)])
def test_outlines_are_those_of_the_table(name, codes):
    found = features(name)
    assert [feature["id"] for feature in found] == codes[name.removeprefix("mini/")]
    assert all(feature["properties"]["code"] == feature["id"] and feature["properties"]["nom"] for feature in found)


@pytest.mark.parametrize("name", [*FINE, *(f"mini/{name}" for name in MINI)])
def test_rings_are_closed_in_france_and_turn_as_the_format_wants(name):
    for feature in features(name):
        for outer, *holes in polygons(feature):
            assert signed_area(outer) > 0, feature["id"]
            assert all(signed_area(hole) < 0 for hole in holes), feature["id"]
            for ring in (outer, *holes):
                assert ring[0] == ring[-1] and len(ring) >= 4, feature["id"]
                assert len(set(map(tuple, ring))) == len(ring) - 1, feature["id"]
            assert any(
                west <= longitude <= east and south <= latitude <= north
                for west, south, east, north in FRANCE
                for longitude, latitude in outer[:1]
            ), feature["id"]


@pytest.mark.parametrize("folder", [CONTOURS, CONTOURS / "mini"])
def test_the_borders_of_regions_are_borders_of_departements(folder):
    outlines = load_outlines(folder, "reg", "dep", "anc")
    points = {level: set() for level in ("reg", "dep", "anc")}
    for code, outline in outlines.items():
        points[code[:3]].update(point for ring in outline.rings for point in ring)
    assert points["reg"] <= points["dep"]
    assert points["anc"] <= points["dep"]


def test_the_enclave_of_valreas_stays_in_both_details():
    for name in ("departements", "mini/departements"):
        drome = next(feature for feature in features(name) if feature["id"] == "26")
        vaucluse = next(feature for feature in features(name) if feature["id"] == "84")
        assert any(len(polygon) > 1 for polygon in polygons(drome))
        assert len(polygons(vaucluse)) > 1


def test_each_commune_has_its_outline(communes):
    lines = (CONTOURS / "communes.csv").read_text(encoding="ascii").splitlines()
    assert lines[0] == "code,contour"
    assert [line.partition(",")[0] for line in lines[1:]] == [row["code"] for row in communes]
    assert all(re.fullmatch(r"\w{5},[?-~]+( [?-~]+)*", line) for line in lines[1:])
    assert (CONTOURS / "communes.csv").stat().st_size <= 3_000_000
