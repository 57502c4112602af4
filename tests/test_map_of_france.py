import re
from itertools import pairwise

import pytest

from generator import pipeline
from generator.derive.atlas import atlas
from generator.derive.lambert import INSETS, lambert93, on_map
from generator.site import REPOSITORY_ROOT

WIDTH, HEIGHT = 1310, 1140


@pytest.fixture(scope="module")
def catalogue():
    return pipeline.load(REPOSITORY_ROOT)


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [(3.0, 46.5, 700000.0, 6600000.0), (2.3522, 48.8566, 652469.02, 6862035.26), (5.3698, 43.2965, 892390.22, 6247035.26)],
)
def test_the_projection_is_lambert_93(longitude, latitude, x, y):
    assert lambert93(longitude, latitude) == pytest.approx((x, y), abs=0.1)


def test_every_outline_of_a_region_stands_in_the_frame(catalogue):
    numbers = re.match(r"M(-?\d+) (-?\d+)", atlas(catalogue).base).groups()
    assert all(0 <= int(number) <= WIDTH for number in numbers)
    for code, outline in catalogue.reference.outlines.items():
        if code.startswith("dep-"):
            for ring in outline.rings:
                for point in ring:
                    x, y = on_map(code[4:], *point)
                    assert 0 <= x <= WIDTH and 0 <= y <= HEIGHT, code


def test_overseas_departements_have_their_insets_apart_from_each_other_and_from_the_mainland():
    tops = sorted(inset.top for inset in INSETS.values())
    assert all(after - before >= next(iter(INSETS.values())).size for before, after in pairwise(tops))
    assert max(inset.left + inset.size for inset in INSETS.values()) < on_map("29", -4.79, 48.4)[0]


def test_each_pole_is_a_dot_or_an_area_or_listed_and_none_is_lost(catalogue):
    drawn = atlas(catalogue)
    dots = [dot.sheet.id for dot in drawn.dots]
    covered = [sheet.id for area in drawn.areas for sheet in area.sheets]
    unplaced = [sheet.id for sheet in drawn.unplaced]
    assert sorted(dots + covered + unplaced) == sorted(catalogue.sheets["poles"])
    assert "prides-sap" in covered and "siae-coorace" in covered
    assert "entreprendre-en-cooperant" in dots


def test_a_regional_pole_of_2011_covers_the_region_of_then(catalogue):
    codes = {area.territory.code for area in atlas(catalogue).areas}
    assert "anc-82" in codes and "reg-84" not in codes
