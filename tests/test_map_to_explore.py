import base64
import gzip
import hashlib
import re
import shutil
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe

from generator import pipeline
from generator.derive.borders import borders
from generator.derive.exploration import exploration
from generator.reference import load_reference
from generator.render.explore import SHAPES
from generator.render.explore_map import map_script
from generator.site import REFERENCE, REPOSITORY_ROOT

pytestmark = pytest.mark.xdist_group("carte")

LEAFLET_1_9_4 = "20nQCchB9co0qIjJZRGuk2/Z9VM+kNiyxNV1lvTlZBo="
BUDGET = 90_000
HOSTILE = "`${alert(1)}` \"guillemets\" 'apostrophes' </script><script>alert(2)</script><img src=x onerror=alert(3)><b>gras</b> {{ 7*7 }}"
SHEET = "nom: '{name}'\nresume: Un pôle.\ntypes: [{type}]\nterritoires:\n  - territoire: {place}\nsources:\n  - titre: Source\n"
UNPLACED = "nom: Pôle sans lieu\nresume: Un pôle.\nsources:\n  - titre: Source\n"
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
MARKERS = ".leaflet-marker-icon"
FOCUSED = "document.activeElement.textContent"
POINT_OF = """selector => {
  document.querySelector("#map_carte").scrollIntoView({ block: "center" })
  for (const element of document.querySelectorAll(selector)) {
    const box = element.getBoundingClientRect()
    for (let across = 0.1; across < 1; across += 0.1)
      for (let down = 0.1; down < 1; down += 0.1) {
        const x = box.left + across * box.width, y = box.top + down * box.height
        if (element.contains(document.elementFromPoint(x, y))) return [x, y]
      }
  }
}"""


@pytest.fixture(scope="module")
def catalogue():
    return pipeline.load(REPOSITORY_ROOT)


@pytest.fixture(scope="module")
def odd_site(tiny_world, tmp_path_factory):
    """A site whose poles have hostile names, share a spot, lie overseas, or have no place."""
    folder = tmp_path_factory.mktemp("carte")
    shutil.copytree(tiny_world, folder / "monde")
    hostile = HOSTILE.replace("'", "''")
    sheets = {
        "pole-hostile": SHEET.format(name=hostile, type="diffus", place="com-87085"),
        "pole-hostile-regional": SHEET.format(name=f"R {hostile}", type="filiere-regionale", place="reg-53"),
        "pole-ici": SHEET.format(name="Pôle d’ici", type="diffus", place="com-97411"),
        "pole-la": SHEET.format(name="Pôle de là", type="diffus", place="com-97411"),
        "pole-aussi": SHEET.format(name="Pôle aussi", type="diffus", place="com-97411"),
        "pole-sans-lieu": UNPLACED,
    }
    for name, sheet in sheets.items():
        (folder / "monde" / "poles" / f"{name}.yaml").write_text(sheet, encoding="utf-8")
    pipeline.build(folder / "monde", folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def served_odd_site(odd_site, serve_folder):
    yield from serve_folder(odd_site)


@pytest.fixture
def open_odd(browser, served_odd_site):
    contexts, faults = [], []

    def open_(address="carte/"):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.goto(served_odd_site + address)
        page.wait_for_selector(MARKERS)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def opened(open_page, address="carte/", **how):
    page = open_page(address, **how)
    page.wait_for_selector(MARKERS)
    return page


def names(page):
    return page.locator(".pole:visible .pole__nom").all_inner_texts()


def told_by_markers(page):
    """How many poles the markers in the page stand for."""
    texts = page.locator(MARKERS).all_text_contents()
    return sum(int(found.group(1)) if (found := re.match(r"(\d+) pôles", text)) else 1 for text in texts)


# Ce que le site contient


def test_leaflet_is_the_one_that_its_authors_published(tiny_site):
    digest = hashlib.sha256((tiny_site / "leaflet" / "leaflet.js").read_bytes()).digest()
    assert base64.b64encode(digest).decode() == LEAFLET_1_9_4
    assert sorted(path.name for path in (tiny_site / "leaflet").iterdir()) == ["leaflet.css", "leaflet.js"]


def test_the_script_of_folium_asks_nothing_of_anyone_and_holds_no_name(real_site, catalogue):
    script = (real_site / "carte" / "fond.js").read_text(encoding="utf-8")
    assert re.findall(r"https?://[^/\"]+", script) == ["https://data.geopf.fr"]
    assert "tile_layer_ign.addTo" not in script
    assert not re.search(r"bindPopup|bindTooltip|innerHTML|<script|user-scalable|\$\.|ajax", script)
    assert not [pole.name for pole in catalogue.sheets["poles"].values() if pole.name in script]


def test_the_script_of_folium_is_the_same_each_time(catalogue):
    outlines = catalogue.reference.land.outlines
    coast = borders((outlines[f"dep-{code}"] for code in ("26", "38", "73")), lambda code: code)
    first, second = (map_script(coast, [outlines["anc-82"]]) for _ in range(2))
    assert first == second and len(first) > 1000


def test_each_border_is_drawn_once_and_the_coast_is_closed(catalogue):
    outlines = [outline for code, outline in catalogue.reference.land.outlines.items() if code.startswith("dep-")]
    territories = catalogue.reference.territories
    drawn = borders(outlines, lambda code: next(above for above in territories[code].within if above.startswith("reg-")))
    lines = [line for kind in (drawn.coast, drawn.regions, drawn.departements) for line in kind]
    edges = [frozenset(edge) for line in lines for edge in pairwise(line)]
    wanted = {frozenset(edge) for outline in outlines for ring in outline.rings for edge in pairwise(ring)}
    assert len(edges) == len(set(edges)) and set(edges) == wanted
    assert all(ring[0] == ring[-1] for ring in drawn.coast)


def test_each_type_of_pole_has_its_own_shape():
    codes = load_reference(REFERENCE).labels["types_pole"]
    assert set(codes) <= set(SHAPES)
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_each_pole_is_in_the_list_once_and_a_regional_one_is_an_area(catalogue):
    shown = exploration(catalogue)
    listed = [pole.sheet.id for group in (shown.pointed, shown.spread, shown.unplaced) for pole in group]
    assert sorted(listed) == sorted(catalogue.sheets["poles"])
    assert "siae-coorace" in [pole.sheet.id for pole in shown.spread]
    assert [territory.code for territory in shown.areas] == ["anc-82", "anc-93"]
    assert all(pole.placement.point is None for pole in shown.spread)


def test_a_regional_pole_of_then_is_in_the_region_of_today(catalogue):
    by_id = {pole.sheet.id: pole for pole in exploration(catalogue).spread}
    assert by_id["siae-coorace"].facets["region"] == ("reg-84",)


def test_the_map_is_linked_from_the_home_page_the_territories_and_every_footer(real_site):
    for address, link in (("", "carte/"), ("territoires/", "../carte/"), ("methode/", "../carte/")):
        assert f'href="{link}"' in (real_site / address / "index.html").read_text(encoding="utf-8"), address


def test_only_this_page_loads_the_map(real_site):
    for path in real_site.rglob("*.html"):
        if path.parent.name != "carte":
            assert "leaflet" not in re.sub(r"<article.*</article>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL), path


# Ce qu’une lectrice peut faire

browser_only = pytest.mark.browser


@browser_only
def test_the_page_stays_within_its_weight(browser, served_real_site):
    page = browser.new_page()
    weights = {}
    page.on("response", lambda response: weights.update({response.url.removeprefix(served_real_site): response}))
    page.goto(served_real_site + "carte/", wait_until="networkidle")
    light = {name: len(gzip.compress(found.body(), 9)) for name, found in tuple(weights.items()) if not name.endswith("woff2")}
    page.close()
    assert {"carte/", "carte/fond.js", "leaflet/leaflet.js", "scripts/carte.js"} <= set(light)
    assert sum(light.values()) <= BUDGET, light


@browser_only
def test_the_list_and_the_map_show_every_pole(open_page, catalogue):
    page = opened(open_page)
    assert len(names(page)) == len(catalogue.sheets["poles"])
    assert page.locator("[data-compte]").inner_text() == "12\u00a0pôles"
    assert told_by_markers(page) + 3 == 12
    assert page.locator("path.carte__aire").count() == 2


@browser_only
def test_the_keyboard_meets_the_markers_in_the_order_of_the_list_then_the_areas(open_page):
    page = opened(open_page, "carte/#9/46.0452/4.0799")
    page.evaluate("map_carte.setView([46.6, 2.4], 6, {animate: false})")
    page.locator("#map_carte").focus()
    met = []
    for _ in range(page.locator(MARKERS).count() + 2):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent"))
    met = [text for text in met if not re.match(r"\d+ pôles", text)]
    order = names(page)
    ranks = [next(rank for rank, name in enumerate(order) if name in text.split(" : ")[-1].split(", ")[0]) for text in met]
    assert len(ranks) >= 4 and ranks == sorted(ranks), met


@browser_only
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_marker_is_named_opens_by_keyboard_and_gets_its_focus_back(open_page, key):
    page = opened(open_page)
    marker = page.get_by_role("button", name="Entreprendre en coopérant, Opérationnalité · Ouvert (estimé), Caux Seine Agglo")
    marker.focus()
    page.keyboard.press(key)
    bubble = page.get_by_role("dialog", name="Entreprendre en coopérant")
    assert bubble.get_by_role("link").get_attribute("href").endswith("poles/entreprendre-en-cooperant/")
    assert page.evaluate(FOCUSED) == "Entreprendre en coopérant"
    assert "position à l’intercommunalité" in bubble.inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector(".leaflet-popup", state="detached")
    assert page.evaluate(FOCUSED).startswith("Entreprendre en coopérant, Opérationnalité")


@browser_only
def test_an_area_opens_by_keyboard_and_lists_its_poles(open_page):
    page = opened(open_page)
    area = page.get_by_role("button", name=re.compile("^Rhône-Alpes .région d’avant 2016."))
    area.focus()
    page.keyboard.press("Enter")
    assert page.locator(".bulle__nom").count() == 2
    page.keyboard.press("Escape")
    assert "Rhône-Alpes" in page.evaluate("document.activeElement.ariaLabel")


@browser_only
@pytest.mark.parametrize(("name", "point"), [("Pôle Sud / Groupe ARCHER", True), ("PRIDES « Services à la personne »", False)])
def test_the_list_shows_a_pole_on_the_map_and_gets_its_focus_back(open_page, name, point):
    page = opened(open_page)
    page.get_by_role("button", name=f"Voir sur la carte : {name}").click()
    assert page.evaluate(FOCUSED).replace("\u00a0", " ") == name
    assert (page.locator(".carte__aire--choisie").count() == 0) is point
    assert page.locator(".leaflet-popup").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.ariaLabel").replace("\u00a0", " ") == f"Voir sur la carte : {name}"


@browser_only
@pytest.mark.parametrize(
    ("facet", "value", "number"),
    [
        ("type", "filiere-regionale", 3),
        ("type", "diffus", 1),
        ("stade", "projet", 1),
        ("theme", "commande-publique", None),
        ("secteur", "artisanat", None),
        ("region", "reg-84", 5),
    ],
)
def test_a_filter_holds_for_the_list_and_the_map_and_stays_in_the_address(open_page, facet, value, number):
    page = opened(open_page)
    page.select_option(f"#filtre-{facet}", value)
    kept = names(page)
    areas = page.locator("path.carte__aire:visible").count()
    assert 0 < len(kept) < 12 and number in (None, len(kept))
    assert page.locator("[data-compte]").inner_text() == f"{len(kept)}\u00a0pôle{'s' if len(kept) > 1 else ''} sur 12"
    pointed = page.locator(".pole[data-point]:visible").count()
    assert told_by_markers(page) == pointed
    assert areas == len({line.get_attribute("data-aire") for line in page.locator(".pole[data-aire]:visible").all()})
    assert f"{facet}={value}" in page.url
    page.reload()
    page.wait_for_selector("#map_carte")
    assert names(page) == kept
    page.get_by_role("button", name="Effacer les filtres").click()
    page.wait_for_function("document.querySelectorAll('.pole:not([hidden])').length === 12")
    assert f"{facet}=" not in page.url


@browser_only
def test_filters_add_up_and_may_leave_nothing(open_page):
    page = opened(open_page)
    page.select_option("#filtre-type", "filiere-regionale")
    page.select_option("#filtre-stade", "projet")
    assert names(page) == []
    assert page.get_by_text("Aucun pôle ne répond à ces filtres.").is_visible()
    assert page.locator("[data-groupe]:visible").count() == 0


@browser_only
def test_back_and_forward_restore_the_filters_and_the_view(open_page):
    page = opened(open_page)
    page.select_option("#filtre-type", "diffus")
    page.select_option("#filtre-region", "reg-75")
    view = page.evaluate("location.hash")
    page.go_back()
    page.wait_for_function("document.querySelector('#filtre-region').value === ''")
    assert page.input_value("#filtre-type") == "diffus"
    page.go_back()
    page.wait_for_function("document.querySelectorAll('.pole:not([hidden])').length === 12")
    page.go_forward()
    page.go_forward()
    page.wait_for_function("document.querySelector('#filtre-region').value === 'reg-75'")
    assert page.evaluate("location.hash") == view and page.locator(MARKERS).count() == 1


@browser_only
def test_the_address_keeps_the_place_and_the_scale(open_page):
    page = opened(open_page, "carte/?type=operationnalite#8.5/45.0500/5.0400")
    centre = page.evaluate("[map_carte.getZoom(), map_carte.getCenter().lat, map_carte.getCenter().lng]")
    assert centre == pytest.approx([8.5, 45.05, 5.04], abs=1e-3)
    page.get_by_role("button", name="Réduire").click()
    page.wait_for_function("location.hash.startsWith('#7.5/')")
    assert "type=operationnalite" in page.url


@browser_only
@pytest.mark.parametrize(
    "address", ["carte/?type=inconnu&region=reg-999#99/999/abc", "carte/#contenu", "carte/?type=%3Cscript%3E#-1/0/0"]
)
def test_an_address_that_means_nothing_shows_everything(open_page, address):
    page = opened(open_page, address)
    assert len(names(page)) == 12


@browser_only
def test_going_to_the_content_does_not_move_the_map(open_page):
    page = opened(open_page, "carte/?type=diffus#9/46.3284/-0.4651")
    before = page.evaluate("map_carte.getCenter().lat")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("map_carte.getCenter().lat") == before and len(names(page)) == 1


@browser_only
@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [
        ("Guadeloupe", 16.2, -61.4),
        ("Martinique", 14.6, -61.0),
        ("Guyane", 3.9, -53.1),
        ("La Réunion", -21.1, 55.5),
        ("Mayotte", -12.8, 45.2),
    ],
)
def test_a_button_goes_overseas_and_another_comes_back(open_page, name, latitude, longitude):
    page = opened(open_page)
    page.get_by_role("button", name=name, exact=True).click()
    assert page.evaluate(
        "([lat, lon]) => map_carte.getBounds().contains([lat, lon]) && map_carte.getZoom() > 6", [latitude, longitude]
    )
    page.get_by_role("button", name="Métropole", exact=True).click()
    assert page.evaluate("map_carte.getBounds().contains([46.6, 2.4]) && map_carte.getZoom() < 7")


@browser_only
def test_a_group_says_how_many_and_opens_up_by_keyboard(open_page):
    page = opened(open_page, "carte/#4.5/46.6/2.4")
    group = page.get_by_role("button", name=re.compile(r"^\d+ pôles, agrandir$")).first
    group.focus()
    before = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash && !document.querySelector('.leaflet-zoom-anim') && map_carte.getZoom() >= 5.5")
    assert page.evaluate("document.activeElement.classList.contains('leaflet-marker-icon')")
    assert page.evaluate(FOCUSED) != before


@browser_only
@pytest.mark.parametrize("zoom", [4.25, 5, 5.5, 6, 7])
def test_markers_never_cover_each_other(open_page, zoom):
    page = opened(open_page, f"carte/#{zoom}/46.6/2.4")
    boxes = page.locator(MARKERS).evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom])"
    )
    covered = [
        (one, other)
        for one in boxes
        for other in boxes
        if one < other and one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert len(boxes) > 1 and covered == []


@browser_only
def test_poles_at_the_same_spot_open_as_a_list(open_odd):
    page = open_odd("carte/?region=reg-04")
    group = page.get_by_role("button", name="3 pôles au même endroit, ouvrir la liste")
    group.click()
    page.wait_for_selector(".bulle__nom")
    assert page.locator(".bulle__nom").all_inner_texts() == ["Pôle aussi", "Pôle d’ici", "Pôle de là"]
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED).startswith("3 pôles")


@browser_only
@pytest.mark.parametrize("target", [".marque-point", ".carte__aire"])
def test_a_bubble_opened_with_the_mouse_stays_open(open_page, target):
    page = open_page("carte/")
    page.wait_for_selector(target)
    page.wait_for_load_state("networkidle")
    x, y = page.evaluate(POINT_OF, target)
    page.mouse.click(x, y)
    page.wait_for_selector(".bulle__nom")
    page.wait_for_timeout(400)
    assert page.locator(".bulle__nom").count() >= 1


@browser_only
def test_a_pole_without_a_place_is_listed_and_has_no_marker(open_odd):
    page = open_odd()
    assert page.locator("#pole-pole-sans-lieu").is_visible()
    assert page.locator("#pole-pole-sans-lieu button").count() == 0
    assert page.get_by_role("heading", name="Sans lieu connu").is_visible()


@browser_only
def test_a_hostile_name_is_text_everywhere_and_runs_nothing(open_odd):
    page = open_odd("carte/#8/45.83/1.26")
    assert page.locator("#pole-pole-hostile .pole__nom").inner_text().replace("\u00a0", " ") == HOSTILE
    marker = page.locator(MARKERS).filter(has_text="alert(1)")
    assert HOSTILE in marker.inner_text().replace("\u00a0", " ") or HOSTILE in marker.text_content().replace("\u00a0", " ")
    marker.focus()
    page.keyboard.press("Enter")
    assert page.locator(".bulle__nom").inner_text().replace("\u00a0", " ") == HOSTILE
    page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("^Voir sur la carte : R ")).click()
    assert page.locator(".bulle__nom").inner_text().replace("\u00a0", " ") == f"R {HOSTILE}"
    assert page.locator("#contenu :is(script, img, b)").count() == 0


@browser_only
def test_ign_is_asked_only_after_a_click_and_no_longer_once_removed(browser, served_real_site):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: None if request.url.startswith(served_real_site) else asked.append(request))
    page.route("https://data.geopf.fr/**", lambda route: route.fulfill(body=PNG, content_type="image/png"))
    page.goto(served_real_site + "carte/", wait_until="networkidle")
    page.select_option("#filtre-region", "reg-84")
    assert asked == []
    button = page.get_by_role("button", name="Afficher le fond IGN (le serveur data.geopf.fr recevra votre adresse IP)")
    button.click()
    page.wait_for_selector(".leaflet-tile-loaded")
    assert asked and all(request.url.startswith("https://data.geopf.fr/wmts?") for request in asked)
    assert not any("referer" in request.headers for request in asked)
    assert "© IGN – Plan IGN" in page.locator(".leaflet-control-attribution").inner_text()
    page.get_by_role("button", name="Retirer le fond IGN").click()
    number = len(asked)
    page.get_by_role("button", name="Mayotte").click()
    page.reload(wait_until="networkidle")
    assert len(asked) == number and page.locator(".leaflet-tile").count() == 0
    page.close()


@browser_only
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_with_groups_nor_when_a_popup_is_open(open_page, width, scheme):
    page = opened(open_page, "carte/#4/46.6/2.4", width=width, scheme=scheme)
    assert not faults_of(page)
    for name in ("Pôle Sud / Groupe ARCHER", "PRIDES « Services à la personne »"):
        page.get_by_role("button", name=f"Voir sur la carte : {name}").click()
        page.wait_for_selector(f".leaflet-popup:has-text('{name.split(' /')[0].split(' «')[0]}')")
        page.wait_for_timeout(300)
        assert not faults_of(page)


def faults_of(page):
    violations = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary'][:300]}" for one in violations for node in one["nodes"][:3]]


@browser_only
def test_the_controls_of_the_map_speak_french(open_page):
    page = opened(open_page)
    page.get_by_role("button", name="Voir sur la carte : Le Phares").click()
    for name in ("Agrandir", "Réduire", "Fermer"):
        assert page.locator("#map_carte").get_by_role("button", name=name, exact=True).count() == 1, name
    html = page.locator("#map_carte").evaluate("map => map.outerHTML")
    assert not re.search(r"Zoom in|Zoom out|Close popup|Leaflet</a>|OpenStreetMap", html)


@browser_only
@pytest.mark.parametrize("width", [1280, 390])
def test_targets_are_large_enough(open_page, width):
    page = opened(open_page, width=width)
    page.get_by_role("button", name="Voir sur la carte : Le Phares").click()
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.explorer :is(button, [role=button]:not(path), select)')].filter(e => e.checkVisibility())"
        ".map(e => [e.className, e.getBoundingClientRect().width, e.getBoundingClientRect().height])"
    )
    assert len(sizes) > 15
    assert [size for size in sizes if min(size[1:]) < 24] == []


@browser_only
@pytest.mark.parametrize("width", [1280, 900, 390])
def test_the_map_never_covers_the_search_panel(open_page, width):
    page = opened(open_page, width=width)
    page.locator("#map_carte").evaluate("map => window.scrollTo(0, 0)")
    page.fill("#recherche-entete", "pôle")
    page.wait_for_selector("#recherche-panneau li")
    page.evaluate(
        "() => { const top = (name) => document.querySelector(name).getBoundingClientRect().top;"
        "document.querySelector('.page').style.marginTop = `${top('#recherche-panneau') - top('#map_carte') + 10}px` }"
    )
    covered = page.evaluate(
        "() => { const box = document.querySelector('#recherche-panneau').getBoundingClientRect(); const found = [];"
        "for (let x = box.left + 8; x < box.right - 8; x += 6) for (let y = box.top + 8; y < Math.min(box.bottom, innerHeight) - 8; y += 6) {"
        "const top = document.elementFromPoint(x, y); if (!top.closest('#recherche-panneau')) found.push(top.className) } return found }"
    )
    assert covered == []


@browser_only
def test_without_javascript_the_whole_list_stands_and_says_where_the_map_is(open_page):
    page = open_page("carte/", javascript=False)
    assert len(names(page)) == 12
    assert page.locator("#map_carte").is_hidden() and page.locator("[data-explorer]").is_hidden()
    assert page.get_by_role("link", name="la carte de l’accueil").is_visible()


@browser_only
def test_when_leaflet_does_not_come_the_list_stands(browser, served_real_site):
    page = browser.new_page()
    page.route("**/leaflet.js", lambda route: route.abort())
    page.goto(served_real_site + "carte/", wait_until="networkidle")
    assert len(names(page)) == 12
    assert page.locator("#map_carte").is_hidden() and page.locator("[data-explorer]").is_hidden()
    page.close()


@browser_only
def test_print_keeps_the_list_and_the_map_and_drops_the_buttons(open_page):
    page = opened(open_page)
    page.emulate_media(media="print")
    assert page.locator(".pole").first.is_visible() and page.locator("#map_carte").is_visible()
    for dropped in (".filtres", ".pole__voir", ".explorer__vues", "[data-ign]", ".leaflet-control-zoom"):
        assert page.locator(dropped).first.is_hidden(), dropped


@browser_only
def test_on_paper_the_map_has_a_fixed_size_and_the_same_extent(open_page):
    page = opened(open_page, "carte/?type=diffus#7/46.3284/-0.4651")
    before = page.evaluate("location.href")
    extent = page.evaluate("window.etendue = map_carte.getBounds(); etendue.toBBoxString()")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("[map_carte.getSize().x, map_carte.getContainer().clientWidth]") == [638, 638]
    assert page.evaluate("map_carte.getBounds().pad(0.05).contains(etendue)")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("location.href") == before
    assert page.evaluate("map_carte.getBounds().toBBoxString()") == extent


@browser_only
@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("name", ["Pôle filière SIAE du COORACE en Rhône-Alpes", "Maison de l’Economie Solidaire"])
def test_a_popup_stays_inside_the_map(open_page, width, name):
    page = opened(open_page, width=width)
    page.get_by_role("button", name=f"Voir sur la carte : {name}").click()
    page.wait_for_timeout(400)
    inside = page.evaluate(
        "() => { const [box, map] = ['.leaflet-popup-content-wrapper', '#map_carte'].map(s => document.querySelector(s).getBoundingClientRect());"
        "return box.left >= map.left && box.right <= map.right && box.top >= map.top && box.bottom <= map.bottom }"
    )
    assert inside


def with_many_poles(html, number):
    """Return the page with `number` lines in its list, spread over the mainland."""
    line = re.search(r'<li class="pole".*?</li>', html, re.DOTALL).group()
    lines = []
    for rank in range(number):
        lon, lat = -1 + (rank * 7919 % 7000) / 1000, 43.5 + (rank * 104729 % 6500) / 1000
        kind = ("diffus", "operationnalite")[rank % 2]
        lines.append(
            re.sub(r' id="[^"]*"| data-[a-z]+="[^"]*"', "", line).replace(
                '<li class="pole"',
                f'<li class="pole" data-point="{lon} {lat}" data-type="{kind}" data-forme="diffus" data-etat="ouvert"',
            )
        )
    return html.replace(line, "\n".join(lines), 1)


@browser_only
def test_five_thousand_poles_stay_quick_and_few_markers_are_in_the_page(browser, real_site, served_real_site):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    html = with_many_poles((real_site / "carte" / "index.html").read_text(encoding="utf-8"), 5000)
    page.route("**/carte/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(served_real_site + "carte/")
    page.wait_for_selector(MARKERS)
    first = page.evaluate("performance.now()")
    assert told_by_markers(page) > 5000
    assert page.locator(MARKERS).count() < 250
    zooms = [
        page.evaluate(
            "zoom => { const start = performance.now(); map_carte.setView([46, 2], zoom, {animate: false}); return performance.now() - start }",
            zoom,
        )
        for zoom in (6, 7, 8, 9, 10, 12)
    ]
    assert page.locator(MARKERS).count() < 250
    start = page.evaluate("performance.now()")
    page.select_option("#filtre-type", "diffus")
    filtered = page.evaluate("performance.now()") - start
    page.close()
    assert first < 10_000 and max(zooms) < 1_000 and filtered < 3_000, (first, zooms, filtered)
