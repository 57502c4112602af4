import json
import random
import unicodedata

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.derive.finder_keys import keys
from generator.derive.finder_names import FIRST_ANSWERS, heads
from generator.derive.finder_places import COVERING_SHOWN
from generator.derive.finder_ranges import RANGES_FOR_A_QUERY, Group, broad_prefixes, covered, cut
from generator.derive.nearest import nearest
from generator.derive.placement import main_placements
from generator.derive.presence import presences
from generator.distance import kilometres
from generator.render.finder import FOLDER, finder_files
from generator.render.territories import territory_codes
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
    ("paris 13", "Paris, 13e arrondissement|75013"),
    ("Paris 13e arrondissement", "Paris, 13e arrondissement|75013"),
    ("75116", "Paris, 16e arrondissement|75116"),
    ("lyon 3e", "Lyon, 3e arrondissement|69003"),
    ("Marseille 13015", "Marseille, 15e arrondissement|13015"),
    ("13015", "Marseille, 15e arrondissement|13015"),
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
    ("1000", "Bourg-en-Bresse|01000"),
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
    ("oô", "Oô|Haute-Garonne"),
    ("ô", "Ô-de-Selle|Somme"),
    ("lhay les roses", "L’Haÿ-les-Roses|Val-de-Marne"),
    ("malabry", "Châtenay-Malabry|Hauts-de-Seine"),
    ("saint-denis 93", "Saint-Denis|Seine-Saint-Denis"),
    ("Saint-Denis (974)", "Saint-Denis|La Réunion"),
    ("93200 Saint-Denis", "Saint-Denis|93200"),
    ("Paris 13e", "Paris, 13e arrondissement|75013"),
    ("marseille 1er arrondissement", "Marseille, 1er arrondissement|13001"),
    ("75113", "Paris, 13e arrondissement|code INSEE 75113"),
    ("paris 75", "Paris|75001"),
    ("26 100", "Romans-sur-Isère|26100"),
    ("F-75013", "Paris, 13e arrondissement|75013"),
    ("Chalon s/ Saône", "Chalon-sur-Saône|Saône-et-Loire"),
    ("38", "Isère|La page du département"),
    ("2a", "Corse-du-Sud|La page du département"),
    ("20", "Haute-Corse|La page du département"),
    ("drôme", "Drôme|La page du département"),
    ("villeurbane", "Villeurbanne|Rhône"),
    ("montreuil sous bois", "Montreuil|Seine-Saint-Denis"),
    ("01003", "Francheleins|code INSEE 01003"),
]
NOTHING = ["zzz", "99999", "constructor", "__proto__", "x" * 200, "${zz}", "26999", "97500", "123456", "’-…", "<>"]


@pytest.fixture(scope="module")
def catalogue():
    return pipeline.load(REPOSITORY_ROOT)


@pytest.fixture(scope="module")
def territories(catalogue):
    return catalogue.reference.territories


@pytest.fixture(scope="module")
def crowded(territories, tmp_path_factory):
    """5,000 poles, half of them around Paris, one in ten over a whole département or region."""
    world, draw = tmp_path_factory.mktemp("foule"), random.Random(1)
    communes = territories.of_level("com")
    capital = [commune for commune in communes if "reg-11" in commune.within]
    areas = [area for level in ("dep", "anc", "reg") for area in territories.of_level(level)]
    (world / "poles").mkdir()
    for number in range(5000):
        place = draw.choice(areas if number % 10 == 0 else capital if number % 2 else communes)
        sheet = f"nom: Pôle territorial de coopération numéro {number}\nresume: Un pôle.\nterritoires:\n  - territoire: {place.code}\nsources:\n  - titre: S\n"
        (world / "poles" / f"pole-territorial-{number}.yaml").write_text(sheet, encoding="utf-8")
    return pipeline.load(world)


def made_of(catalogue):
    found = presences(catalogue)
    made = finder_files(catalogue, found, territory_codes(found, catalogue))
    return {file.path.removeprefix(f"{FOLDER}/").removesuffix(".json"): file.content for file in made}


@pytest.fixture(scope="module")
def files(catalogue):
    return made_of(catalogue)


@pytest.fixture(scope="module")
def crowded_files(crowded):
    return made_of(crowded)


def every(files, kind):
    return [json.loads(content) for name, content in files.items() if name.startswith(f"{kind}-")]


def places_told(files):
    """Yield each commune of the files of places: its postal code, its fields, its file."""
    for content in every(files, "lieux"):
        for postal_code, lines in content["codes"].items():
            for line in lines:
                yield postal_code, line.split("|"), content


def test_the_files_of_the_site_are_those_of_the_generator(real_site, files):
    written = {path.stem: path.read_text(encoding="utf-8") for path in (real_site / FOLDER).glob("*.json")}
    assert written == files


def test_each_commune_is_filed_under_each_key_of_its_name(files, territories):
    starts = json.loads(files["index"])["noms"]
    assert starts == sorted(starts)
    pages = [{row[:5] for row in json.loads(files[f"noms-{number}"])} for number in range(len(starts))]
    communes = territories.of_level("com")
    assert len(communes) == 34_875
    lost = [
        (commune.name, key)
        for commune in communes
        for key in keys(commune.name)
        if not any(commune.code[4:] in pages[number] for number in covered(starts, key))
    ]
    assert not lost


def test_each_commune_is_told_under_each_of_its_postal_codes(files, territories):
    told = {(postal_code, fields[0], fields[1]) for postal_code, fields, _ in places_told(files)}
    wanted = {(code, commune.code[4:], commune.name) for commune in territories.of_level("com") for code in commune.postal_codes}
    assert told == wanted


def test_each_insee_code_leads_to_a_commune_of_today(files, territories):
    entries = [entry for content in every(files, "insee") for entry in content.split(" ")]
    leads = {entry[:5]: entry[5:] for entry in entries}
    assert len(leads) == len(entries)
    for commune in territories.of_level("com"):
        rest = leads.pop(commune.code[4:])
        assert (rest if len(rest) == 5 else commune.code[4:6] + rest) in commune.postal_codes
    districts = {code for code in leads if code.startswith(("751", "6938", "132"))}
    assert len(districts) == 20 + 9 + 16 and leads["75113"] == ">75056:75013" and leads["13201"] == ">13055:13001"
    former = {old[4:] for old in territories.successors if old not in territories}
    assert set(leads) == districts | former
    for old in former:
        today, postal_code = leads[old].removeprefix(">").split(":")
        assert territories.successors[f"com-{old}"] == f"com-{today}"
        assert postal_code in territories[f"com-{today}"].postal_codes


def test_a_commune_tells_its_territories_and_links_only_to_those_that_have_a_page(files, catalogue, territories):
    paged = set(territory_codes(presences(catalogue), catalogue))
    for _, fields, content in places_told(files):
        commune = territories[f"com-{fields[0]}"]
        told = [content["territoires"][rank] for rank in content["ensembles"][int(fields[4])][0]]
        assert [code for code, *_ in told] == [code for code in commune.within if code in paged or not code.startswith("anc-")]
        assert all((counts is not None) == (code in paged) for code, _, counts in told)


def pole_ranks(near):
    """Return the ranks and distances of « a12b40ba7 »."""
    found, letters, figures = [], "", ""
    for character in f"{near}a":
        if character.isalpha() and figures:
            rank = 0
            for letter in letters:
                rank = rank * 26 + ord(letter) - ord("a")
            found.append((rank, int(figures)))
            letters, figures = "", ""
        letters, figures = (letters + character, figures) if character.isalpha() else (letters, figures + character)
    return found


@pytest.mark.parametrize("world", ["catalogue", "crowded"])
def test_a_commune_tells_the_three_poles_that_are_nearest(world, request, territories):
    known = request.getfixturevalue(world)
    placed = [(pole, place.point) for pole, place in main_placements(known).items() if place and place.point]
    told = list(places_told(request.getfixturevalue("files" if world == "catalogue" else "crowded_files")))
    for _, fields, content in random.Random(2).sample(told, 150):
        point = territories[f"com-{fields[0]}"].point
        distances = {pole.id: kilometres(point, there) for pole, there in placed}
        nearest_three = sorted(distances.values())[:3]
        shown = [(content["poles"][rank][0], away) for rank, away in pole_ranks(fields[5])]
        assert [distances[pole] for pole, _ in shown] == pytest.approx(nearest_three, abs=1e-6)
        assert [away for _, away in shown] == pytest.approx(nearest_three, abs=0.51)


def test_a_commune_tells_the_poles_that_cover_it_however_many(crowded, crowded_files, territories):
    areas = {pole.id: place.territory.code for pole, place in main_placements(crowded).items() if place.is_area}
    for _, fields, content in random.Random(3).sample(list(places_told(crowded_files)), 300):
        _, shown, total = content["ensembles"][int(fields[4])]
        covering = [pole for pole, area in areas.items() if area in territories[f"com-{fields[0]}"].within]
        assert total == len(covering)
        assert len(shown) == min(total, COVERING_SHOWN) and {content["poles"][rank][0] for rank in shown} <= set(covering)


def heaviest_query(files):
    """Return the bytes of the heaviest query, from nothing read: what is typed, then the commune chosen, whatever they are."""
    sizes = {name: len(content.encode()) for name, content in files.items()}
    index = json.loads(files["index"])
    most = {kind: max(size for name, size in sizes.items() if name.startswith(f"{kind}-")) for kind in ("lieux", "insee")}

    def read_for(kind, typed):
        head = sizes.get(f"debut-{typed.replace(' ', '-')}")
        numbers = covered(index[kind], typed)
        return head if len(numbers) > RANGES_FOR_A_QUERY else sum(sizes[f"{kind}-{number}"] for number in numbers)

    names = {
        key[:length].strip()
        for row in every(files, "noms")
        for one in row
        for key in keys(one[6:].split("|")[0])
        for length in range(1, len(key) + 1)
    }
    numbers = {code[:length] for code, *_ in places_told(files) for length in range(1, 6)}
    chosen = most["insee"] + most["lieux"]
    worst = {typed: read_for("noms", typed) + chosen for typed in names}
    worst |= {typed: read_for("lieux", typed) + chosen for typed in numbers if len(typed) < 4}
    worst |= {
        typed: read_for("lieux", typed) + read_for("lieux", f"0{typed}") + most["insee"] for typed in numbers if len(typed) == 4
    }
    worst |= {typed: read_for("lieux", typed) + chosen + most["insee"] for typed in numbers if len(typed) == 5}
    return sizes["index"] + max(worst.values())


def test_no_query_fetches_more_than_its_budget(files):
    assert heaviest_query(files) <= BUDGET


def test_five_thousand_poles_do_not_make_a_query_heavier_than_its_budget(crowded_files):
    assert heaviest_query(crowded_files) <= BUDGET


def test_the_finder_stays_reasonable_in_files_and_bytes(files, crowded_files):
    assert len(files) < 1_500 and sum(len(content.encode()) for content in files.values()) < 4_000_000
    assert len(crowded_files) < 1_500


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("L’Haÿ-les-Roses", ("hay les roses", "roses")),
        ("Le Havre", ("havre",)),
        ("Saint-Étienne", ("saint etienne", "etienne")),
        ("Œuilly", ("oeuilly",)),
        ("Y", ("y",)),
        ("Les Sables-d’Olonne", ("sables d olonne", "olonne")),
    ],
)
def test_a_name_has_the_keys_that_people_type(name, wanted):
    assert keys(name) == wanted


def test_no_commune_is_named_with_an_abbreviated_saint(territories):
    short = {"st", "ste", "sts", "stes"}
    assert not [commune.name for commune in territories.of_level("com") if short & set(commune.name.lower().split("-"))]


typed_keys = st.text("abc ", min_size=1, max_size=5).map(str.strip).filter(bool)


@given(st.lists(typed_keys, min_size=1, max_size=60), st.integers(1, 40))
def test_every_beginning_is_whole_in_the_files_that_it_covers_or_has_a_head(typed, limit):
    by_key = {}
    for rank, key in enumerate(typed):
        by_key.setdefault(key, []).append(rank)
    ranges = cut([Group(key, dict.fromkeys(by_key[key], 5)) for key in sorted(by_key)], limit)
    starts = [one.start for one in ranges]
    assert [key for one in ranges for key in one.keys] == sorted(by_key)
    assert all(len(one.pieces) * 5 <= limit or len(one.keys) == 1 for one in ranges)
    found = heads(by_key, starts, [str(rank) for rank in range(len(typed))])
    for beginning in {key[:length] for key in by_key for length in range(1, len(key) + 1)}:
        bearing = {rank for key, ranks in by_key.items() if key.startswith(beginning) for rank in ranks}
        numbers = covered(starts, beginning)
        if len(numbers) <= RANGES_FOR_A_QUERY:
            assert bearing <= {piece for number in numbers for piece in ranges[number].pieces}
        elif not beginning.endswith(" "):
            head = found[beginning]
            assert head.total == len(bearing)
            assert {str(rank) for rank in by_key.get(beginning, ())} <= set(head.rows) <= {str(rank) for rank in bearing}
            assert len(head.rows) >= min(FIRST_ANSWERS, head.total)


def test_a_prefix_of_a_broad_prefix_is_broad():
    starts = ["", "ab", "abc", "abd", "b"]
    assert set(broad_prefixes(["a", "ab", "abca", "abda", "b"], starts)) == {"a", "ab"}


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
    page.evaluate(f"document.querySelector('{STATUS}').textContent = ''")
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
    assert "Région d’avant 2016" in finder.inner_text(PANEL)
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
def test_a_list_says_how_many_communes_there_are_in_truth(finder, territories):
    for words, prefix in {"38": "38", "1": "1", "20": "20"}.items():
        typed(finder, words)
        number = sum(any(code.startswith(prefix) for code in commune.postal_codes) for commune in territories.of_level("com"))
        said = "".join(character for character in finder.inner_text(STATUS).split("commune")[0] if character.isdigit())
        assert int(said) == number


@pytest.mark.browser
def test_every_commune_of_a_postal_code_is_listed(finder, territories):
    sharing = [commune.name for commune in territories.of_level("com") if "51300" in commune.postal_codes]
    found = typed(finder, "51300")
    assert len(sharing) == 46
    assert all(any(choice.startswith(f"{name} ") for choice in found) for name in sharing)


@pytest.mark.browser
def test_a_query_reads_no_more_than_its_budget_in_a_browser(browser, served_real_site):
    for words in ("s", "saint", "01", "26100", "saint martin", "zzz"):
        context = browser.new_context()
        page, read = context.new_page(), []
        page.on("response", lambda response, read=read: read.append(response) if f"/{FOLDER}/" in response.url else None)
        page.goto(f"{served_real_site}territoires/?q={words}")
        page.wait_for_function(f"document.querySelector('{STATUS}').textContent")
        if page.locator(CHOICES).count():
            page.locator(f"{CHOICES}[href^='?commune']").first.click()
            page.wait_for_selector(f"{PANEL} h2")
        assert 0 < sum(len(response.body()) for response in read) <= BUDGET, words
        context.close()


@pytest.mark.browser
def test_what_was_typed_comes_back_after_a_commune(finder):
    typed(finder, "bors")
    finder.wait_for_url("**?q=bors")
    finder.locator(CHOICES).first.click()
    finder.wait_for_selector(f"{PANEL} h2")
    assert finder.title().startswith("Bors (Canton de Tude-et-Lavalette) – ")
    finder.go_back()
    finder.wait_for_selector(CHOICES)
    assert finder.input_value(FIELD) == "bors" and finder.locator(CHOICES).count() == 2
    assert not finder.title().startswith("Bors")


@pytest.mark.browser
def test_the_panel_of_a_commune_passes_the_accessibility_check(open_page):
    for width, scheme in ((1280, "light"), (390, "dark")):
        page = open_page("territoires/?commune=26281", width=width, scheme=scheme)
        page.wait_for_selector(f"{PANEL} h2")
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_markup_typed_is_shown_as_text(finder):
    typed(finder, "<b>zz</b>${zz}")
    assert "<b>zz</b>${zz}" in finder.inner_text(STATUS) and finder.locator(f"{STATUS} b").count() == 0
