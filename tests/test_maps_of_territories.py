import gzip
import json
import re
import shutil
from dataclasses import replace
from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy import array

from generator import pipeline
from generator.catalogue import Catalogue
from generator.derive.atlas import atlas
from generator.derive.framing import frame_around
from generator.derive.labels import Wanted, placed
from generator.derive.marks import CROWDED, DENSE
from generator.derive.placement import placements
from generator.derive.plan import Cartographer
from generator.derive.rings import clipped, ring_path, thinned
from generator.distance import kilometres
from generator.site import REPOSITORY_ROOT

HEAVIEST = 12 * 1024
TRAP = 'Pôle ${window.piege=1} `x` "y" </script></title><script>window.piege=1</script><img src=x onerror=window.piege=1>'
SVG = re.compile(r"<svg viewBox[^>]*plan__dessin.*?</svg>", re.DOTALL)
USED_SHAPE = re.compile(r'<use [^>]*href="(?:\.\./)*cartes/([^"#]+)#([^"]+)"')
NAMED_SHAPE = re.compile(r'<path id="([^"]+)" d="M')
coordinates = st.floats(-1000, 1000, allow_nan=False).map(lambda value: round(value, 3))
rings = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=30)


@pytest.fixture(scope="module")
def catalogue():
    return pipeline.load(REPOSITORY_ROOT)


@pytest.fixture(scope="module")
def cartographer(catalogue):
    return Cartographer(catalogue, ())


def poles_at(catalogue, communes):
    """Return the catalogue with, instead of its poles, one in each of `communes`."""
    model = catalogue.sheets["poles"]["artis-grenoble"]
    place = model.record.lieux[0]
    made = {}
    for rank, code in enumerate(communes):
        record = model.record.model_copy(update={"nom": f"Pôle {rank}", "lieux": (place.model_copy(update={"commune": code}),)})
        made[f"pole-{rank}"] = replace(model, id=f"pole-{rank}", record=record)
    return Catalogue({**catalogue.sheets, "poles": made}, {}, catalogue.reference)


def communes_of(catalogue, level, count):
    territories = catalogue.reference.territories
    return [commune.code for commune in territories.of_level("com") if any(code.startswith(level) for code in commune.within)][
        :count
    ]


def maps_in(site):
    for path in sorted(site.rglob("index.html")):
        for drawing in SVG.findall(path.read_text(encoding="utf-8")):
            yield path.parent.relative_to(site).as_posix(), drawing


def test_every_territory_and_every_placed_pole_has_its_map_and_none_is_heavy(real_site):
    found = list(maps_in(real_site))
    pages = [page for page, _ in found]
    territories = [path.parent.name for path in (real_site / "territoires").glob("*-*/index.html")]
    assert sorted(page.split("/")[1] for page in pages if page.startswith("territoires/")) == sorted(territories)
    assert all(pages.count(f"poles/{path.parent.name}") == 2 for path in (real_site / "poles").glob("*/fiche.json"))
    assert pages.count(".") == 1
    assert max(len(gzip.compress(drawing.encode(), 9)) for _, drawing in found) <= HEAVIEST
    assert max(len(gzip.compress(file.read_bytes(), 9)) for file in (real_site / "cartes").glob("*.svg")) <= HEAVIEST


def test_every_map_draws_land_that_stands_in_a_shared_file(real_site):
    shapes = {file.name: set(NAMED_SHAPE.findall(file.read_text())) for file in (real_site / "cartes").glob("*.svg")}
    used = [(page, *use) for page, drawing in maps_in(real_site) for use in USED_SHAPE.findall(drawing)]
    assert {page for page, _ in maps_in(real_site)} == {page for page, *_ in used}
    assert [use for use in used if use[2] not in shapes.get(use[1], ())] == []


def test_every_map_has_a_title_a_description_and_links_with_names(real_site):
    for page, drawing in maps_in(real_site):
        assert re.search(r"<title[^>]*>[^<]+</title>\s*<desc[^>]*>[^<]+</desc>", drawing), page
        links = re.findall(r"<a [^>]*>", drawing)
        assert all(re.search(r'aria-label="[^"]+"', link) and 'href="' in link for link in links), page


def test_the_map_of_a_territory_is_framed_on_it_and_shows_its_poles(catalogue, cartographer):
    plan = cartographer.plan(catalogue.reference.territories["dep-26"])
    marks = {mark.place: mark for mark in plan.marks}
    romans = marks["Romans-sur-Isère"]
    assert 0 < romans.x < plan.width and 0 < romans.y < plan.height / 2
    assert "Lille" not in marks
    assert {"Valence", "Montélimar"} <= {town.label.words for town in plan.towns}


@pytest.mark.parametrize(
    ("code", "town"), [("dep-971", "Les Abymes"), ("dep-973", "Cayenne"), ("reg-04", "Saint-Denis"), ("dep-976", "Mamoudzou")]
)
def test_an_overseas_territory_is_drawn_alone_at_its_own_scale(catalogue, cartographer, code, town):
    plan = cartographer.plan(catalogue.reference.territories[code])
    assert plan.under.subject and not plan.under.around and not plan.marks
    assert town in {shown.label.words for shown in plan.towns}


def test_the_scale_of_a_map_says_true(catalogue, cartographer):
    territories = catalogue.reference.territories
    plan = cartographer.plan(territories["dep-26"])
    north, south = territories["com-26281"].point, territories["com-26198"].point
    shown = {town.label.words: town for town in plan.towns}
    marks = {mark.place: mark for mark in plan.marks}
    units = (
        (shown["Montélimar"].x - marks["Romans-sur-Isère"].x) ** 2 + (shown["Montélimar"].y - marks["Romans-sur-Isère"].y) ** 2
    ) ** 0.5
    assert units / plan.bar.length * plan.bar.kilometres == pytest.approx(kilometres(north, south), rel=0.02)


def test_a_pole_of_a_region_is_an_area_of_its_page_and_never_a_point(catalogue, cartographer):
    maps = cartographer.maps_of(catalogue.sheets["poles"]["siae-coorace"])
    assert maps.plan.territory.code == "anc-82" and maps.plan.areas and not maps.plan.marks
    assert maps.country.areas and not maps.country.marks


def test_a_pole_of_a_grouping_is_a_hollow_dot_in_its_area(catalogue, cartographer):
    maps = cartographer.maps_of(catalogue.sheets["poles"]["entreprendre-en-cooperant"])
    assert [mark.is_broad for mark in maps.plan.marks] == [True]
    assert [area.name for area in maps.plan.areas] == [catalogue.reference.territories["epci-200010700"].name]


@pytest.fixture(scope="module")
def odd_site(tiny_world, tmp_path_factory):
    """The tiny world, with a pole that no source places and one whose name looks like code."""
    folder = tmp_path_factory.mktemp("bizarre")
    shutil.copytree(tiny_world, folder / "fiches")
    source = "sources:\n  - titre: Cahier des Essais\n"
    (folder / "fiches" / "poles" / "pole-de-nulle-part.yaml").write_text(
        f"nom: Pôle de nulle part\nresume: Un pôle.\nterritoires:\n  - libelle: Pays des Essais\n{source}", encoding="utf-8"
    )
    (folder / "fiches" / "poles" / "pole-piege.yaml").write_text(
        f"nom: '{TRAP}'\nresume: Un pôle.\nterritoires:\n  - territoire: com-38185\n{source}", encoding="utf-8"
    )
    pipeline.build(folder / "fiches", folder / "site")
    return folder / "site"


def test_a_pole_that_no_source_places_is_said_and_listed(odd_site):
    page = (odd_site / "poles" / "pole-de-nulle-part" / "index.html").read_text(encoding="utf-8")
    home = (odd_site / "index.html").read_text(encoding="utf-8")
    assert "Aucune source ne dit où est ce pôle" in page and not SVG.findall(page)
    assert "Sans lieu connu" in home and "Pôle de nulle part" in home
    features = json.loads((odd_site / "donnees" / "poles.geojson").read_text(encoding="utf-8"))["features"]
    assert [feature["geometry"] for feature in features if feature["id"] == "pole-de-nulle-part"] == [None]


@pytest.mark.browser
@pytest.mark.parametrize("address", ["", "poles/pole-piege/", "territoires/dep-38/"])
def test_a_name_that_looks_like_code_is_only_text_on_a_map(odd_site, browser, address):
    context = browser.new_context()
    page = context.new_page()
    page.goto((odd_site / address / "index.html").as_uri())
    assert page.evaluate("window.piege") is None
    names = page.eval_on_selector_all(".plan [aria-label]", "all => all.map(one => one.getAttribute('aria-label'))")
    assert any(name.startswith(TRAP) for name in names)
    context.close()


def test_the_mark_of_a_pole_on_its_own_page_leads_nowhere(real_site):
    html = (real_site / "poles" / "pole-sud-romans" / "index.html").read_text(encoding="utf-8")
    assert all('<a class="plan__pole' not in drawing for drawing in SVG.findall(html))


def test_two_poles_whose_dots_would_hide_each_other_stand_side_by_side(catalogue):
    drawn = atlas(poles_at(catalogue, ["com-75056", "com-93048", "com-35238"]))
    spots = [(mark.x, mark.y) for mark in drawn.marks]
    assert all(hypot(one[0] - other[0], one[1] - other[1]) > 26 for one, other in combinations(spots, 2))


def test_two_communes_of_one_name_both_have_their_label(catalogue):
    drawn = atlas(poles_at(catalogue, ["com-93066", "com-97411"]))
    assert [mark.label.words for mark in drawn.marks] == ["Saint-Denis", "Saint-Denis"]


def test_a_gathered_mark_leads_only_to_a_page_that_exists_and_stays_in_the_frame(catalogue):
    full = poles_at(catalogue, communes_of(catalogue, "reg-84", 5_000)[::20])
    plan = Cartographer(full, ("dep-26",)).plan(full.reference.territories["reg-84"])
    assert {mark.address for mark in plan.marks} == {"", "territoires/dep-26/"}
    assert all(plan.under.frame.holds((mark.x, mark.y)) for mark in plan.marks)
    grouping = Cartographer(full, ()).plan(full.reference.territories["epci-200046977"])
    assert all(not mark.address for mark in grouping.marks if mark.count > 1)


def test_a_town_is_shown_once_and_never_under_a_mark(catalogue, cartographer):
    for departement in catalogue.reference.territories.of_level("dep"):
        plan = cartographer.plan(departement)
        names = [(town.x, town.y) for town in plan.towns]
        assert len(set(names)) == len(names), departement.name
        boxes = [box for mark in plan.marks for box in mark.boxes]
        assert not any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in names for box in boxes), departement.name


def test_the_main_place_comes_first_even_when_it_is_told_again(catalogue):
    model = catalogue.sheets["poles"]["artis-grenoble"]
    place = model.record.lieux[0]
    told = [("site-principal", "com-26281"), ("site-secondaire", "com-26362"), ("ancien-site", "com-26281")]
    places = tuple(place.model_copy(update={"role": role, "commune": code}) for role, code in told)
    pole = replace(model, record=model.record.model_copy(update={"lieux": places}))
    assert [one.territory.name for one in placements(pole, catalogue.reference.territories)] == ["Romans-sur-Isère", "Valence"]


def test_many_poles_are_gathered_by_departement_and_all_counted(catalogue):
    many = poles_at(catalogue, communes_of(catalogue, "dep-", 35_000)[::100])
    drawn = atlas(many)
    assert len(drawn.marks) <= 101
    assert sum(mark.count for mark in drawn.marks) == len(many.sheets["poles"]) > DENSE
    assert all(mark.address.startswith("territoires/dep-") for mark in drawn.marks)


def test_poles_of_one_commune_stand_side_by_side_then_are_gathered(catalogue):
    few = atlas(poles_at(catalogue, ["com-38185"] * 3))
    assert len({(mark.x, mark.y) for mark in few.marks}) == 3
    crowd = atlas(poles_at(catalogue, ["com-38185"] * (CROWDED + 1)))
    assert [(mark.count, mark.address) for mark in crowd.marks] == [(CROWDED + 1, "territoires/dep-38/")]


def test_the_map_of_a_full_territory_stays_light(catalogue):
    full = poles_at(catalogue, communes_of(catalogue, "dep-77", 500))
    plan = Cartographer(full, ()).plan(full.reference.territories["dep-77"])
    assert sum(mark.count for mark in plan.marks) == len(full.sheets["poles"])
    assert len(plan.marks) <= 30


def points(ring):
    return [tuple(point) for point in ring.tolist()]


@given(rings)
def test_what_is_drawn_never_leaves_its_frame(ring):
    box = (-100, -50, 100, 50)
    assert all(-100 - 1e-6 <= x <= 100 + 1e-6 and -50 - 1e-6 <= y <= 50 + 1e-6 for x, y in clipped(array(ring), box))


@given(rings)
def test_a_ring_that_is_inside_is_left_whole(ring):
    assert points(clipped(array(ring), (-2000, -2000, 2000, 2000))) == ring


@given(rings)
def test_a_shared_border_is_thinned_the_same_on_both_sides(ring):
    distinct = list(dict.fromkeys(ring))
    assert sorted(points(thinned(array(distinct)))) == sorted(points(thinned(array(distinct[::-1]))))


def test_thinning_keeps_what_is_seen_and_drops_what_is_not():
    square = [
        (0.0, 0.0),
        (50.0, 0.1),
        (100.0, 0.0),
        (100.0, 50.0),
        (100.1, 60.0),
        (100.0, 100.0),
        (50.0, 100.1),
        (0.0, 100.0),
        (0.1, 50.0),
    ]
    kept = points(thinned(array(square)))
    assert len(kept) < len(square)
    assert {(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)} <= set(kept)


def test_a_ring_too_small_to_be_seen_is_not_drawn():
    assert ring_path(array([(1.0, 1.0), (1.1, 1.2), (1.2, 1.0)])) == ""
    assert ring_path(array([(0, 0), (10, 0), (10, -10)])) == "M0 0l10 0 0-10z"


@given(st.lists(st.tuples(st.integers(0, 1200), st.integers(0, 900)), max_size=25))
def test_labels_never_overlap_nor_leave_the_map(spots):
    boxes = [label.box for label in placed([Wanted("Bourg-en-Bresse", x, y) for x, y in spots], 1200, 900) if label]
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 1200 and box[3] <= 900 for box in boxes)
    for rank, one in enumerate(boxes):
        assert all(
            one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1] for other in boxes[rank + 1 :]
        )


@given(st.tuples(coordinates, coordinates), st.tuples(coordinates, coordinates))
def test_a_frame_shows_its_territory_whole(one, other):
    west, east = sorted((one[0], other[0]))
    south, north = sorted((one[1], other[1]))
    frame = frame_around("", (west, south, east, north))
    assert frame.holds(frame.spot(west, north)) and frame.holds(frame.spot(east, south))
