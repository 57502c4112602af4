from itertools import pairwise

import pytest

from generator import pipeline
from generator.derive.atlas import FRAMES, HEIGHT, WIDTH, atlas
from generator.derive.projection import OVERSEAS, lambert93, zone_of
from generator.site import REPOSITORY_ROOT


@pytest.fixture(scope="module")
def catalogue():
    return pipeline.load(REPOSITORY_ROOT)


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [(3.0, 46.5, 700000.0, 6600000.0), (2.3522, 48.8566, 652469.02, 6862035.26), (5.3698, 43.2965, 892390.22, 6247035.26)],
)
def test_the_projection_is_lambert_93(longitude, latitude, x, y):
    assert lambert93(longitude, latitude) == pytest.approx((x, y), abs=0.1)


def test_every_outline_stands_in_the_window_of_its_zone(catalogue):
    windows = {frame.zone: frame for frame in FRAMES}
    for code, outline in catalogue.reference.land.outlines.items():
        window = windows[zone_of(catalogue.reference.territories[code])]
        assert all(window.holds(window.spot_of(point)) for ring in outline.rings for point in ring), code


def test_overseas_departements_have_their_insets_apart_from_each_other_and_from_the_mainland():
    mainland, *insets = FRAMES
    assert [inset.zone for inset in insets] == list(OVERSEAS)
    assert all(after.top - before.top >= before.height for before, after in pairwise(insets))
    assert max(inset.left + inset.width for inset in insets) < mainland.spot_of((-4.79, 48.4))[0]
    assert max(inset.top + inset.height for inset in insets) <= HEIGHT and mainland.width == WIDTH


def test_each_pole_is_a_dot_or_an_area_or_listed_and_none_is_lost(catalogue):
    drawn = atlas(catalogue)
    dots = [mark.address.split("/")[1] for mark in drawn.marks]
    covered = [sheet.id for area in drawn.areas for sheet in area.sheets]
    unplaced = [sheet.id for sheet in drawn.unplaced]
    assert sorted(dots + covered + unplaced) == sorted(catalogue.sheets["poles"])
    assert "prides-sap" in covered and "siae-coorace" in covered
    assert "entreprendre-en-cooperant" in dots


def test_a_regional_pole_of_2011_covers_the_region_of_then(catalogue):
    codes = {area.territory.code for area in atlas(catalogue).areas}
    assert "anc-82" in codes and "reg-84" not in codes
