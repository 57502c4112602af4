import pytest
from axe_playwright_python.sync_playwright import Axe

from generator.derive.documents import documents
from generator.french import fold

pytestmark = pytest.mark.browser

KINDS_OF_PAGE = {
    "accueil": "",
    "liste de pôles": "poles/",
    "liste de pratiques": "pratiques/",
    "liste d’acteurs": "acteurs/",
    "fiche de pôle": "poles/phares-ile-saint-denis/",
    "fiche de pratique": "pratiques/cooperation-collectivites-acteurs-ess/",
    "fiche d’acteur": "acteurs/groupe-archer/",
    "carte": "carte/",
    "territoires": "territoires/",
    "commune": "territoires/?commune=26281",
    "territoire": "territoires/reg-84/",
    "territoire vide": "territoires/dep-974/",
    "comparer": "comparer/",
    "données ouvertes": "donnees/",
    "dictionnaire des données": "donnees/dictionnaire/",
    "API": "donnees/api/",
    "sources": "sources/",
    "source": "sources/{source}/",
    "vie d’une fiche": "poles/pole-sud-romans/versions/",
    "version d’une fiche": "poles/pole-sud-romans/versions/{version}/",
    "changements": "changements/",
    "facette": "recherche/theme/",
    "valeur d’une facette": "recherche/region-reg-84/",
    "durer": "contribuer/durer/",
    "axe de comparaison": "comparer/role-de-la-collectivite/",
    "comparaison préparée": "comparer/type-operationnalite/",
    "parcours de lecture": "lire/elus-locaux/",
    "parcours, index": "lire/",
    "tableau de bord": "observatoire/",
    "glossaire": "glossaire/",
    "recherche": "recherche/?q=insertion",
    "méthode": "methode/",
    "guide des champs": "contribuer/champs/",
    "erreurs expliquées": "contribuer/erreurs/",
    "erreur expliquée": "contribuer/erreurs/chiffre-sans-source/",
    "formulaire": "contribuer/proposer/",
    "décision": "contribuer/decisions/0001-gabarits/",
    "404": "404.html",
}
WIDTHS = (1280, 390)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("address", KINDS_OF_PAGE.values(), ids=KINDS_OF_PAGE)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_page, real, address, width, scheme):
    most_cited = max(documents(real).values(), key=lambda one: one.fact_count)
    version = real.sheets["poles"]["pole-sud-romans"].version
    page = open_page(address.format(source=most_cited.id, version=version), width=width, scheme=scheme)
    page.wait_for_load_state("load")
    for narrower in (width, 320):
        page.set_viewport_size({"width": narrower, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= narrower
    page.set_viewport_size({"width": width, "height": 900})
    violations = Axe().run(page).response["violations"]
    told = [
        f"{violation['id']}: {node['target']} {node['failureSummary'][:300]}"
        for violation in violations
        for node in violation["nodes"][:3]
    ]
    assert not told, "\n".join(told)


@pytest.fixture(scope="module")
def search_page(browser, served_real_site):
    page = browser.new_page()
    page.goto(served_real_site + "recherche/")
    yield page
    page.close()


@pytest.fixture(scope="module")
def tiny_search_page(browser, served_tiny_site):
    page = browser.new_page()
    page.goto(served_tiny_site + "recherche/")
    yield page
    page.close()


def answers(page, words):
    page.fill("#recherche-mots", words)
    page.wait_for_function("words => document.getElementById('recherche-etat').textContent.includes(words)", arg=words)
    return page.locator("#recherche-resultats > li").all_inner_texts()


QUERIES = {
    "economie": "econom",
    "économie": "econom",
    "l'économie": "econom",
    "l’économie": "econom",
    "insertion": "insertion",
    "l’insertion": "insertion",
    "l'insertion": "insertion",
    "d’insertion": "insertion",
    "cooperation": "cooper",
    "coopérations": "cooper",
    "SCIC": "scic",
    "SIAE": "siae",
    "PTCE": "ptce",
    "collectivité": "collectivite",
}


@pytest.mark.parametrize(("words", "stem"), QUERIES.items())
def test_a_french_query_finds_its_word(search_page, words, stem):
    found = answers(search_page, words)
    assert found
    assert all(stem in fold(text) for text in found[:5])


VARIANTS = (
    ("économie", "economie", "l'économie", "l’économie", "L’Économie"),
    ("insertion", "l'insertion", "l’insertion", "d’insertion"),
    ("coopération", "cooperation", "coopérations", "la coopération"),
    ("structure", "structures", "Structures"),
    ("SCIC", "scic", "la SCIC"),
    ("élu", "élus", "elus"),
    ("œuvre", "oeuvre"),
)


def sheets_among(found):
    lines = [text.split("\n") for text in found]
    return sorted(title for title, kind, *_ in lines if kind.startswith(("Pôle", "Pratique", "Acteur")))


@pytest.mark.parametrize("variants", VARIANTS, ids=[variants[0] for variants in VARIANTS])
def test_spelling_variants_find_the_same_sheets(tiny_search_page, variants):
    found = [sheets_among(answers(tiny_search_page, words)) for words in variants]
    assert found[0]
    assert all(one == found[0] for one in found[1:])


@pytest.mark.parametrize(
    ("words", "kind"),
    [("forme juridique", "Comparaison"), ("élus locaux", "Parcours de lecture"), ("gouvernance", "Comparaison")],
)
def test_a_page_that_leads_to_sheets_is_found_and_leaves_them_most_of_the_first_places(search_page, words, kind):
    found = answers(search_page, words)
    assert any(text.split("\n")[1] == kind for text in found)
    assert len(sheets_among(found[:5])) >= 3


@pytest.mark.parametrize("words", ["economie", "économie", "l'économie", "l’économie"])
def test_a_title_with_an_elision_is_found_first(tiny_search_page, words):
    first = answers(tiny_search_page, words)[0]
    assert first.startswith("L’économie d’une cantine partagée")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Romans", "Pôle Sud"),
        ("Camif", "Niort"),
        ("Pôle Sud", "Pôle Sud"),
        ("Rhône-Alpes", "Rhône-Alpes"),
        ("friche", "friche"),
        ("CISE", "CISE"),
    ],
)
def test_a_name_of_place_or_pole_finds_its_sheet(search_page, words, title):
    found = answers(search_page, words)
    assert any(title in text for text in found[:5])


def test_a_result_says_its_kind_and_its_place(open_page):
    found = answers(open_page("recherche/"), "artis")
    assert any("Pôle · Grenoble (Isère)" in text for text in found)


def test_the_header_search_works_by_keyboard_alone(open_page):
    page = open_page("methode/")
    page.locator("#recherche-entete").focus()
    page.keyboard.type("friche")
    page.wait_for_selector("#recherche-panneau li")
    page.keyboard.press("ArrowDown")
    first = page.evaluate("document.activeElement.href")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.href") != first
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.href") == first
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "recherche-entete"
    assert page.locator("#recherche-panneau").is_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=friche")
    page.wait_for_selector("#recherche-resultats li")


def test_the_header_search_leaves_the_page_when_focus_does(open_page):
    page = open_page("")
    page.fill("#recherche-entete", "friche")
    page.wait_for_selector("#recherche-panneau li")
    page.locator(".navigation a").first.focus()
    assert page.locator("#recherche-panneau").is_hidden()


def test_a_query_of_markup_is_shown_as_text(open_page):
    page = open_page("recherche/")
    answers(page, "<img src=x onerror=alert(1)>")
    assert page.locator("#recherche-etat img").count() == 0


def test_without_javascript_the_header_leads_to_the_indexes(open_page):
    page = open_page("", javascript=False)
    page.fill("#recherche-entete", "friche")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=friche")
    links = page.locator("#contenu noscript a, #contenu a")
    assert {"pôles", "pratiques", "acteurs"} <= set(links.all_inner_texts())
    page.get_by_role("link", name="pôles", exact=True).first.click()
    assert page.locator(".fiche-resume:visible").count() == 12


def test_the_first_tab_offers_to_skip_to_the_content(open_page):
    page = open_page("poles/artis-grenoble/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.url.endswith("#contenu")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_keyboard_reaches_every_link_in_view(open_page, width):
    page = open_page("poles/artis-grenoble/", width=width)
    wanted = page.evaluate(
        "() => [...document.querySelectorAll('a[href], button, input, select, [tabindex=\"0\"]')]"
        ".filter(e => e.checkVisibility() && !e.closest('[hidden]') && e.tabIndex >= 0).length"
    )
    seen = page.evaluate(
        "() => { window.vus = new Set(); document.addEventListener('focusin', e => window.vus.add(e.target)); return 0 }"
    )
    for _ in range(wanted + 3):
        page.keyboard.press("Tab")
    seen = page.evaluate("() => window.vus.size")
    assert seen >= wanted


def test_a_list_is_filtered_and_sorted_and_its_state_is_in_the_address(open_page):
    page = open_page("poles/")
    cards = page.locator(".fiche-resume:visible")
    assert cards.count() == 12
    page.fill("#filtre-mots", "ile")
    assert 0 < cards.count() < 12
    assert "mots=ile" in page.url
    page.fill("#filtre-mots", "")
    page.select_option("#filtre-type", "Filière régionale")
    assert cards.count() == 3
    page.reload()
    assert cards.count() == 3
    page.select_option("#filtre-type", "")
    page.select_option("#filtre-tri", "lieu")
    places = page.locator(".fiche-resume").evaluate_all("items => items.map(item => item.dataset.lieu)")
    assert places == sorted(places, key=fold)


def test_the_theme_button_changes_the_theme_and_is_remembered(open_page):
    page = open_page("")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Thème sombre").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_dark_mode_follows_the_system_without_javascript(open_page):
    light = open_page("", javascript=False).locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    dark = (
        open_page("", javascript=False, scheme="dark").locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    )
    assert light != dark


def test_print_keeps_the_sheet_and_drops_the_menus(open_page):
    page = open_page("poles/artis-grenoble/")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator("#sources").is_visible()
    assert page.locator(".navigation").is_hidden()
    assert page.locator(".recherche").is_hidden()


def test_our_own_typefaces_are_used(open_page):
    page = open_page("poles/artis-grenoble/")
    page.wait_for_function("document.fonts.status === 'loaded'")
    loaded = page.evaluate(
        "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family.replaceAll('\"', ''))"
    )
    assert {"Titre", "Texte"} <= set(loaded)
