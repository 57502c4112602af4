import json
import unicodedata
from bisect import bisect_left
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.derive.finder import PAGE, SHOWN, book, name_keys
from generator.derive.nearest import nearest
from generator.distance import kilometres
from generator.render.finder import FOLDER
from generator.site import REPOSITORY_ROOT

BUDGET = 40_000
FIELD = "#chez-moi-commune"
CHOICES = ".chez-moi__communes a"
STATUS = ".chez-moi [role=status]"
PANEL = "#chez-vous"

AWKWARD = [
    ("Y", "Y|Somme"),
    ("ô de selle", "Ô-de-Selle|Somme"),
    ("ault", "Ault|Somme"),
    ("Œuilly", "Œuilly|Marne"),
    ("oeuilly", "Œuilly|Aisne"),
    ("L’Haÿ-les-Roses", "L’Haÿ-les-Roses|Val-de-Marne"),
    ("hay les roses", "L’Haÿ-les-Roses|Val-de-Marne"),
    ("l'hay", "L’Haÿ-les-Roses|Val-de-Marne"),
    ("st etienne", "Saint-Étienne|Loire"),
    ("SAINT ETIENNE", "Saint-Étienne|Loire"),
    ("St-Étienne-du-Rouvray", "Saint-Étienne-du-Rouvray|Seine-Maritime"),
    ("ste marie", "Sainte-Marie|La Réunion"),
    ("ste-marie", "Sainte-Marie|Martinique"),
    ("bage dommartin", "Bâgé-Dommartin|Ain"),
    ("le havre", "Le Havre|Seine-Maritime"),
    ("havre", "Le Havre|Seine-Maritime"),
    ("ile saint denis", "L’Île-Saint-Denis|Seine-Saint-Denis"),
    ("saint-denis", "Saint-Denis|La Réunion"),
    ("st denis", "Saint-Denis|Seine-Saint-Denis"),
    ("denis", "Saint-Denis|Seine-Saint-Denis"),
    ("sainte rose", "Sainte-Rose|Guadeloupe"),
    ("Paris", "Paris|Paris"),
    ("paris 13", "Paris|Paris"),
    ("Paris 13e arrondissement", "Paris|Paris"),
    ("75116", "Paris|Paris, 75116"),
    ("lyon 3e", "Lyon|Rhône"),
    ("Marseille 13015", "Marseille|Bouches-du-Rhône"),
    ("13015", "Marseille|Bouches-du-Rhône, 13015"),
    ("2A004", "Ajaccio|Corse-du-Sud"),
    ("2a004", "Ajaccio|code INSEE 2A004"),
    ("20000", "Ajaccio|Corse-du-Sud"),
    ("les abymes", "Les Abymes|Guadeloupe"),
    ("abymes", "Les Abymes|Guadeloupe"),
    ("97139", "Les Abymes|Guadeloupe"),
    ("mamoudzou", "Mamoudzou|Mayotte"),
    ("saint laurent du maroni", "Saint-Laurent-du-Maroni|Guyane"),
    ("ile de brehat", "Île-de-Bréhat|Côtes-d’Armor"),
    ("ouessant", "Ouessant|Finistère"),
    ("molene", "Île-Molène|Finistère"),
    ("beaumont en verdunois", "Beaumont-en-Verdunois|Meuse"),
    ("rueil", "Rueil-Malmaison|Hauts-de-Seine"),
    ("saint germain des fosses", "Saint-Germain-des-Fossés|Allier"),
    ("saint remy", "Saint-Rémy|Saône-et-Loire"),
    ("montreuil", "Montreuil|Seine-Saint-Denis"),
    ("bors", "Bors (Canton de Tude-et-Lavalette)|Charente"),
    ("castillon", "Castillon|Alpes-Maritimes"),
    ("01000", "Bourg-en-Bresse|Ain"),
    ("1000", "Bourg-en-Bresse|Ain, 01000"),
    ("26100", "Romans-sur-Isère|Drôme"),
    ("26281", "Romans-sur-Isère|code INSEE 26281"),
    ("38", "Grenoble|Isère"),
    ("villefranche", "Villefranche-sur-Saône|Rhône"),
    ("chatenay malabry", "Châtenay-Malabry|Hauts-de-Seine"),
    ("aix", "Aix-en-Provence|Bouches-du-Rhône"),
    ("la rochelle", "La Rochelle|Charente-Maritime"),
    ("  romans  ", "Romans-sur-Isère|Drôme"),
    ("２６１００", "Romans-sur-Isère|Drôme"),
    (unicodedata.normalize("NFD", "Châteauroux"), "Châteauroux|Indre"),
    ("Valserhône", "Valserhône|Ain"),
    ("us", "Us|Val-d’Oise"),
    ("eu", "Eu|Seine-Maritime"),
]
NOTHING = ["zzz", "99999", "constructor", "__proto__", "x" * 200, "${zz}", "romans!!!zzz"]
SILENT = ["", "   ", "’-…", "<>"]


@pytest.fixture(scope="module")
def territories():
    return pipeline.load(REPOSITORY_ROOT).reference.territories


@pytest.fixture(scope="module")
def files(real_site):
    return {
        path.relative_to(real_site / FOLDER).with_suffix("").as_posix(): path for path in (real_site / FOLDER).rglob("*.json")
    }


def read(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_each_commune_is_filed_under_its_name_its_postal_codes_and_its_code(files, territories):
    communes = territories.of_level("com")
    named, posted = set(), set()
    for name, path in files.items():
        if name.startswith(("noms/", "postaux/")) and name.split("/")[1].isdigit():
            (named if name.startswith("noms/") else posted).update((entry[0], entry[2]) for entry in read(path))
    told = {entry[0] for name, path in files.items() if name.startswith("communes/") for entry in read(path)["communes"]}
    codes = {commune.code.removeprefix("com-"): commune for commune in communes}
    assert told == set(codes) and len(codes) == 34_875
    assert {(key, code) for code, commune in codes.items() for key in name_keys(commune.name)} == named
    assert {(postal, code) for code, commune in codes.items() for postal in commune.postal_codes} == posted


def test_a_vanished_code_leads_to_the_commune_of_today(files, territories):
    former = {
        old: new for name, path in files.items() if name.startswith("communes/") for old, new in read(path)["anciennes"].items()
    }
    assert former == {old[4:]: new[4:] for old, new in territories.successors.items()}


def test_no_query_fetches_more_than_its_budget(files):
    """Whatever is typed: the index, the départements, the pages that may hold it, then what is told of the commune chosen."""
    sizes = {name: path.stat().st_size for name, path in files.items()}
    heaviest_told = max(size for name, size in sizes.items() if name.startswith("communes/"))
    worst = 0
    for name in ("noms", "postaux"):
        index = read(files[f"{name}/index"])
        pages = [[entry[0] for entry in read(files[f"{name}/{number}"])] for number in range(len(index["pages"]))]
        beginnings = {key[:length] for page in pages for key in page for length in range(1, len(key) + 1)}
        asked_codes = 2 if name == "postaux" else 1
        fixed = sizes[f"{name}/index"] + sizes["territoires"] + heaviest_told * asked_codes
        for beginning in beginnings:
            if beginning in index["debuts"]:
                fetched = sizes[f"{name}/debut-{beginning}"]
            else:
                first = max(bisect_left(index["pages"], beginning) - 1, 0)
                last = bisect_left(index["pages"], beginning + "~") - 1
                fetched = sum(sizes[f"{name}/{number}"] for number in range(first, last + 1))
            worst = max(worst, fixed + fetched)
    assert worst <= BUDGET, worst


def test_the_finder_stays_reasonable_in_files_and_bytes(files):
    assert len(files) < 2_500
    assert sum(path.stat().st_size for path in files.values()) < 10_000_000


keys = st.text("abc", min_size=1, max_size=5)


@given(st.lists(keys, max_size=60), st.integers(1, 8))
def test_every_beginning_is_found_whole_in_its_pages_or_has_a_head(typed, size):
    filed = [(key, (key, rank)) for rank, key in enumerate(typed)]
    made = book(filed, size)
    assert sorted(entry for page in made.pages for entry in page) == sorted(entry for _, entry in filed)
    for beginning in {key[:length] for key in typed for length in range(1, len(key) + 1)}:
        wanted = [entry for key, entry in filed if key.startswith(beginning)]
        if beginning in made.heads:
            exact = [entry for key, entry in filed if key == beginning]
            assert list(made.heads[beginning])[: len(exact)] == exact
            assert set(made.heads[beginning]) <= set(wanted) and len(wanted) > size
            assert len(made.heads[beginning]) >= min(SHOWN, len(wanted))
            continue
        first = max(bisect_left(made.openings, beginning) - 1, 0)
        last = bisect_left(made.openings, beginning + "~") - 1
        assert last - first <= 2
        read_there = [entry for page in made.pages[first : last + 1] for entry in page if entry[0].startswith(beginning)]
        assert sorted(read_there) == sorted(wanted)


def test_a_page_holds_about_what_was_asked():
    made = book([(f"k{number:04}", (f"k{number:04}",)) for number in range(1000)], PAGE)
    assert max(len(page) for page in made.pages) == PAGE


degrees = st.tuples(
    st.floats(-180, 180).map(lambda value: round(value, 4)), st.floats(-89, 89).map(lambda value: round(value, 4))
)


@given(st.lists(degrees, min_size=1, max_size=20), st.lists(degrees, min_size=1, max_size=40))
def test_the_nearest_are_those_that_the_haversine_gives(points, places):
    for point, found in zip(points, nearest(points, places, 3), strict=True):
        by_hand = sorted(kilometres(point, place) for place in places)[:3]
        assert [away for _, away in found] == pytest.approx(by_hand, abs=1)
        assert [kilometres(point, places[rank]) for rank, _ in found] == pytest.approx(by_hand, abs=0.05)


def test_no_place_is_near_when_there_is_none():
    assert nearest([(2.0, 48.0)], [], 3) == [[]]


@pytest.fixture
def finder(open_page):
    page = open_page("territoires/")
    page.wait_for_selector(f"{FIELD}:visible")
    return page


def typed(page, words):
    page.fill(FIELD, "")
    page.wait_for_function(f"!document.querySelector('{STATUS}').textContent && !document.querySelector('{CHOICES}')")
    page.fill(FIELD, words)
    page.wait_for_function(f"document.querySelector('{STATUS}').textContent")
    return [text.replace("\n", " ") for text in page.locator(CHOICES).all_inner_texts()]


@pytest.mark.browser
def test_awkward_names_are_found_among_the_first(finder):
    lost = []
    for words, wanted in AWKWARD:
        name, place = wanted.split("|")
        found = typed(finder, words)
        if not any(choice.startswith(name + " ") and place in choice for choice in found[:8]):
            lost.append((words, wanted, found[:8]))
    assert not lost


@pytest.mark.browser
def test_what_is_not_a_commune_is_said_in_a_sentence(finder):
    for words in NOTHING:
        assert typed(finder, words) == []
        assert "Aucune commune" in finder.inner_text(STATUS)


@pytest.mark.browser
def test_homonyms_are_told_apart_by_their_departement(finder):
    found = typed(finder, "sainte-marie")
    exact = [choice for choice in found if choice.startswith("Sainte-Marie ")]
    assert len(exact) >= 8 and len(set(exact)) == len(exact)


@pytest.mark.browser
def test_a_commune_leads_to_its_territories_and_to_the_nearest_poles(finder):
    typed(finder, "26281")
    finder.keyboard.press("Enter")
    finder.wait_for_selector(f"{PANEL} h2")
    links = dict(
        zip(
            finder.locator(f"{PANEL} a").all_inner_texts(),
            finder.locator(f"{PANEL} a").evaluate_all("all => all.map(one => one.href)"),
            strict=True,
        )
    )
    assert links["Drôme"].endswith("/territoires/dep-26/")
    assert links["Communauté d’agglomération Valence Romans Agglo"].endswith("/territoires/epci-200068781/")
    assert links["Auvergne-Rhône-Alpes"].endswith("/territoires/reg-84/")
    assert links["Pôle Sud / Groupe ARCHER"].endswith("/poles/pole-sud-romans/")
    assert "région d’avant 2016" in finder.inner_text(PANEL)
    assert finder.evaluate("document.activeElement.textContent") == "Romans-sur-Isère"
    assert finder.url.endswith("?commune=26281")


@pytest.mark.browser
def test_the_address_keeps_the_commune_and_back_returns_to_the_search(finder):
    typed(finder, "ouessant")
    finder.click(CHOICES)
    finder.wait_for_selector(f"{PANEL} h2")
    assert "Intercommunalité\naucune" in finder.inner_text(PANEL)
    finder.reload()
    finder.wait_for_selector(f"{PANEL} h2")
    assert finder.inner_text(f"{PANEL} h2") == "Ouessant"
    finder.go_back()
    finder.wait_for_function(f"document.querySelector('{PANEL}').hidden")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("?commune=01018", ["Valserhône", "Ain"]),
        ("?commune=93039", ["Plaine Commune", "Métropole du Grand Paris", "Seine-Saint-Denis", "Île-de-France"]),
        ("?commune=75056", ["75001", "Métropole du Grand Paris"]),
        ("?commune=2a004", ["Ajaccio", "Corse-du-Sud", "Corse"]),
        ("?commune=97611", ["Mamoudzou", "Mayotte", "en 2017"]),
        ("?commune=55039", ["Beaumont-en-Verdunois", "0\u00a0habitant"]),
        ("?commune=69123", ["Lyon", "Rhône", "Métropole de Lyon"]),
    ],
)
def test_a_shared_address_opens_on_its_commune(open_page, address, words):
    page = open_page(f"territoires/{address}")
    page.wait_for_selector(f"{PANEL} h2")
    assert all(word in page.inner_text(PANEL) for word in words)


@pytest.mark.browser
@pytest.mark.parametrize("code", ["99999", "abc", "%3Cb%3E", "../../x"])
def test_an_unknown_commune_in_the_address_is_said(open_page, code):
    page = open_page(f"territoires/?commune={code}")
    page.wait_for_function(f"document.querySelector('{STATUS}').textContent.includes('Aucune commune')")


@pytest.mark.browser
def test_the_search_starts_from_the_home_page(open_page):
    page = open_page("")
    page.fill(FIELD, "romans")
    page.press(FIELD, "Enter")
    page.wait_for_selector(CHOICES)
    assert "territoires/?q=romans" in page.url


@pytest.mark.browser
def test_the_keyboard_walks_the_communes_and_escape_leaves_them(finder):
    typed(finder, "bors")
    finder.press(FIELD, "ArrowDown")
    finder.keyboard.press("ArrowDown")
    assert "Bors" in finder.evaluate("document.activeElement.textContent")
    finder.keyboard.press("Escape")
    assert finder.locator(CHOICES).count() == 0
    assert finder.evaluate("document.activeElement.id") == "chez-moi-commune"


@pytest.mark.browser
def test_without_javascript_the_index_does_the_job(open_page):
    page = open_page("territoires/", javascript=False)
    assert not page.is_visible(FIELD)
    assert page.is_visible("a[href='dep-26/']")


@pytest.mark.browser
def test_words_that_say_nothing_leave_the_page_at_rest(finder):
    for words in SILENT:
        finder.fill(FIELD, words)
        finder.wait_for_timeout(250)
        assert finder.inner_text(STATUS) == "" and finder.locator(CHOICES).count() == 0
