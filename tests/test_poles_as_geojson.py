import json
from itertools import pairwise

import pytest

from generator import pipeline
from generator.render.geojson import ADDRESS
from generator.site import REPOSITORY_ROOT


@pytest.fixture(scope="module")
def collection(real_site):
    return json.loads((real_site / ADDRESS).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def features(collection):
    return collection["features"]


def area(ring):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def test_each_published_pole_is_there_and_each_feature_has_its_own_identifier(features):
    catalogue = pipeline.load(REPOSITORY_ROOT)
    assert {feature["properties"]["identifiant"] for feature in features} == set(catalogue.sheets["poles"])
    assert len({feature["id"] for feature in features}) == len(features)


def test_it_keeps_to_rfc_7946(collection, features):
    assert collection["type"] == "FeatureCollection" and "crs" not in collection
    for feature in features:
        assert {"type", "id", "geometry", "properties"} == set(feature) and feature["type"] == "Feature"
        geometry = feature["geometry"]
        assert geometry["type"] in ("Point", "MultiPolygon")
        for polygon in geometry["coordinates"] if geometry["type"] == "MultiPolygon" else ():
            border, *holes = polygon
            assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in polygon)
            assert area(border) > 0 and all(area(hole) < 0 for hole in holes)


def test_a_point_is_longitude_then_latitude_and_says_its_precision(features):
    lille = next(feature for feature in features if feature["id"] == "cise-lille")
    longitude, latitude = lille["geometry"]["coordinates"]
    assert 2.5 < longitude < 3.5 and 50 < latitude < 51
    assert lille["properties"]["precision"] == "Commune"
    assert lille["properties"]["territoire_code"] == "com-59350"


def test_a_regional_pole_is_the_area_of_then_not_a_point(features):
    coorace = next(feature for feature in features if feature["id"] == "siae-coorace")
    assert coorace["geometry"]["type"] == "MultiPolygon"
    assert coorace["properties"]["territoire_code"] == "anc-82"


def test_every_property_is_plain_so_that_it_makes_a_column(features):
    assert all(value is None or isinstance(value, str) for feature in features for value in feature["properties"].values())
    assert all(feature["properties"]["adresse"].startswith("https://") for feature in features)


def test_a_stage_says_its_date_and_its_status(features):
    stages = {feature["id"]: feature["properties"] for feature in features}
    assert stages["siae-coorace"]["stade_statut"] == "Estimé"
    assert stages["phares-ile-saint-denis"]["stade_date"] == "2022-02"
