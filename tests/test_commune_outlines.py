import csv
import subprocess
import sys

import pytest

from generator.commune_outlines import commune_rings, kilometres_outside
from generator.distance import kilometres
from generator.site import REFERENCE, REPOSITORY_ROOT

CONTOURS = REFERENCE / "territories" / "contours"

# Communes si étroites que le centre tombe tout près de la limite.
ON_THE_EDGE = {"11103", "11222", "39185", "47164", "53017", "57162", "57554", "67329", "68123", "83027"}


def outside(code, longitude, latitude):
    return kilometres_outside(CONTOURS, f"com-{code}", (longitude, latitude))


@pytest.fixture(scope="module")
def middles():
    with (REFERENCE / "territories" / "communes.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}


def test_the_middle_of_each_commune_is_inside_it(middles):
    strayed = {code: far for code, point in middles.items() if (far := kilometres_outside(CONTOURS, f"com-{code}", point))}
    assert set(strayed) == ON_THE_EDGE
    assert max(strayed.values()) < 0.03


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [
        ("26281", 5.0517, 45.0466),
        ("75056", 2.3522, 48.8566),
        ("69123", 4.8357, 45.7640),
        ("2A004", 8.7369, 41.9267),
        ("97105", -61.7260, 15.9990),
        ("97209", -61.0700, 14.6100),
        ("97302", -52.3300, 4.9300),
        ("97411", 55.4481, -20.8789),
        ("97611", 45.2280, -12.7800),
    ],
)
def test_a_town_hall_is_inside_its_commune_overseas_too(code, longitude, latitude):
    assert outside(code, longitude, latitude) == 0.0


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [("83069", 6.13, 43.12), ("83069", 6.2, 43.0), ("83069", 6.45, 43.025), ("13055", 5.37, 43.296), ("13055", 5.31, 43.281)],
)
def test_a_commune_in_several_parts_is_inside_in_each(code, longitude, latitude):
    assert outside(code, longitude, latitude) == 0.0


def test_between_the_town_and_its_island_is_outside():
    assert 2 < outside("83069", 6.24, 43.05) < 8


def test_the_neighbour_commune_is_a_few_kilometres_outside(middles):
    assert 1 < kilometres_outside(CONTOURS, "com-26281", middles["26057"]) < 8
    assert 8 < kilometres_outside(CONTOURS, "com-26281", middles["26362"]) < 20


def test_swapped_coordinates_are_thousands_of_kilometres_away(middles):
    longitude, latitude = middles["26281"]
    assert 4000 < outside("26281", latitude, longitude) < 8000
    assert outside("97411", *reversed(middles["97411"])) > 4000


def test_a_commune_that_took_over_another_holds_its_land():
    assert outside("93066", 2.3612, 48.9655) == 0.0  # Pierrefitte-sur-Seine, réunie à Saint-Denis en 2025


@pytest.mark.parametrize("code", ["15031", "15035", "15047", "15171"])
def test_a_restored_commune_has_its_own_land_again(code, middles):
    assert kilometres_outside(CONTOURS, f"com-{code}", middles[code]) == 0.0
    assert kilometres_outside(CONTOURS, "com-15141", middles[code]) > 0


@pytest.mark.parametrize(("around", "enclosed"), [("61474", "61328"), ("2B049", "2B165"), ("09042", "09304")])
def test_a_commune_that_lies_in_the_hole_of_another_is_outside_it(around, enclosed, middles):
    assert kilometres_outside(CONTOURS, f"com-{enclosed}", middles[enclosed]) == 0.0
    assert 0.2 < kilometres_outside(CONTOURS, f"com-{around}", middles[enclosed]) < 3


def test_the_distance_is_never_more_than_that_of_the_nearest_corner(middles):
    for code in list(middles)[::2500]:
        point = (middles[code][0] + 0.4, middles[code][1] + 0.3)
        corners = [corner for ring in commune_rings(CONTOURS, code) for corner in ring]
        far = kilometres_outside(CONTOURS, f"com-{code}", point)
        assert 0 < far <= min(kilometres(corner, point) for corner in corners) * 1.01


def test_a_code_without_outline_is_told():
    with pytest.raises(KeyError):
        outside("99999", 2.0, 48.0)
    with pytest.raises(OSError, match=r"communes\.csv"):
        kilometres_outside(REPOSITORY_ROOT, "com-26281", (5.0, 45.0))


def test_nothing_is_read_before_it_is_asked():
    program = (
        "import sys, generator.commune_outlines as read; print(read._contours.cache_info().currsize, 'shapely' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=REPOSITORY_ROOT)
    assert told.stdout.split() == ["0", "False"]
