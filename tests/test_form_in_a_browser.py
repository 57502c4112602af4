"""Somebody who knows neither git nor YAML proposes a sheet, corrects one, and says that one still holds."""

import json
import shutil
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from generator import pipeline
from generator.read import read
from generator.site import KINDS, REPOSITORY_ROOT

pytestmark = pytest.mark.browser
FORM = "contribuer/proposer/"
CHECK = "button[data-verifier]"


@pytest.fixture
def lone_page(browser, served_real_site):
    """A page that may ask for what is not there: what the browser logs then is expected."""
    context = browser.new_context()
    page = context.new_page()
    yield page, served_real_site
    context.close()


@pytest.fixture
def form(open_page):
    def open_(query="", **options):
        page = open_page(FORM + query, **options)
        page.wait_for_selector("[data-formulaire]:visible")
        return page

    return open_


def field(page, name):
    return page.locator(f"#champ-{name}")


def file_of(page):
    return page.locator("[data-partie=fichier]").evaluate("code => code.textContent")


def stripped(tree):
    """A tree whose texts have no line end at their end: a narrative is published without it."""
    if isinstance(tree, dict):
        return {name: stripped(value) for name, value in tree.items()}
    return [stripped(value) for value in tree] if isinstance(tree, list) else tree.strip()


def fill_a_pole(page):
    field(page, "organisation").fill("Réseau des Essais")
    field(page, "nom").fill("Pôle des Essais")
    field(page, "resume").fill("Un pôle : pour essayer.\n\nAvec « guillemets » et 🎉 # dièse.")
    page.get_by_label("Opérationnalité").check()
    field(page, "echelle").select_option("commune")
    field(page, "territoires-0-territoire").fill("dep-26")
    field(page, "stades-0-stade").select_option("ouvert")
    field(page, "sources-0-titre").fill("Cahier: des Essais")


def downloaded(page, world, kind="poles"):
    page.click(CHECK)
    with page.expect_download() as caught:
        page.click("[data-partie=telecharger]")
    download = caught.value
    (world / kind).mkdir(parents=True, exist_ok=True)
    path = world / kind / download.suggested_filename
    download.save_as(path)
    return path


def test_a_sheet_is_proposed_down_to_a_file_that_the_check_accepts(form, tmp_path):
    page = form()
    fill_a_pole(page)
    assert page.locator("summary", has_text="Ce qui change").is_hidden()
    page.click(CHECK)
    assert "Rien à corriger" in page.inner_text("[data-etat]")
    path = downloaded(page, tmp_path)
    assert path.name == "pole-des-essais.yaml"
    assert pipeline.check(tmp_path).problems == ()
    tree = read(path.name, path.read_bytes()).document.tree
    assert tree["resume"] == "Un pôle : pour essayer.\n\nAvec « guillemets » et 🎉 # dièse."
    assert tree["edition"]["statut"] == "brouillon" and tree["edition"]["contributeurs"] == [{"designation": "Réseau des Essais"}]


@pytest.mark.parametrize(
    ("code", "holds"), [("com-99999", False), ("com-26281", True), ("dep-00", False), ("epci-200068781", True)]
)
def test_a_code_that_no_place_has_is_told(form, code, holds):
    page = form()
    place = page.locator("#champ-territoires-0-territoire-faute")
    with page.expect_response("**/noms-territoires.json"):
        field(page, "territoires-0-territoire").fill(code)
        page.keyboard.press("Tab")
    if holds:
        page.wait_for_timeout(500)
        assert place.is_hidden()
    else:
        place.wait_for(state="visible")
        assert "n’est pas un code de territoire connu" in place.inner_text()


@pytest.mark.parametrize(
    ("typed", "code"), [("Drôme", "dep-26"), ("romans sur isere", "com-26281"), ("Rhône-Alpes", "anc-82"), ("Saint-Martin", None)]
)
def test_the_name_of_a_place_gives_its_code(form, typed, code):
    page = form()
    field(page, "territoires-0-territoire").fill(typed)
    page.wait_for_selector("#champ-territoires-0-territoire-lieux option", state="attached")
    page.keyboard.press("Tab")
    if code:
        page.wait_for_function("code => document.querySelector('#champ-territoires-0-territoire').value === code", arg=code)
    else:
        page.wait_for_selector("#champ-territoires-0-territoire-faute:visible")


def test_a_sheet_that_may_exist_is_offered_first(form):
    page = form()
    field(page, "nom").fill("le phares")
    page.keyboard.press("Tab")
    page.wait_for_selector("[data-partie=jumelle] a")
    assert page.get_attribute("[data-partie=jumelle] a", "href") == "?corriger=poles/phares-ile-saint-denis"
    field(page, "nom").fill("Un pôle tout neuf")
    page.keyboard.press("Tab")
    page.wait_for_selector("[data-partie=jumelle] a", state="detached")


def test_what_is_wrong_is_told_in_the_words_of_the_check_and_reached_by_keyboard(form):
    page = form()
    field(page, "nom").fill("Écrire à jeanne.martin@gmail.com")
    page.focus(CHECK)
    page.keyboard.press("Enter")
    assert "3 choses à corriger" in page.inner_text("[data-etat]").replace("\u00a0", " ")
    told = page.inner_text("#champ-nom-faute").replace("\u00a0", " ")
    assert told.startswith("« jeanne.martin@gmail.com » est l’adresse d’une personne.")
    assert page.evaluate("document.activeElement.id") == "champ-nom"
    assert field(page, "nom").get_attribute("aria-invalid") == "true"
    assert "champ-nom-faute" in field(page, "nom").get_attribute("aria-describedby")
    assert page.locator("[data-partie=envoyer]").is_hidden()
    field(page, "nom").fill("Pôle des Essais")
    page.wait_for_selector("#champ-nom-faute", state="hidden")
    page.locator(".formulaire__fautes a").nth(1).click()
    assert page.evaluate("document.activeElement.id") == "champ-resume"


def test_a_correction_tells_what_changes_and_keeps_the_rest(form, tmp_path):
    page = form("?corriger=poles/cise-lille")
    assert "CISE" in page.inner_text("[data-partie=titre]")
    page.locator("summary", has_text="Sigle ou acronyme.").click()
    field(page, "sigle").fill("MESS")
    field(page, "organisation").fill("Réseau des Essais")
    page.locator("summary", has_text="Ce qui change").click()
    page.wait_for_selector(".apercu__changements del")
    changes = page.inner_text(".apercu__changements")
    assert "Sigle" in changes and "CISE" in changes and "MESS" in changes
    for kind in KINDS:
        shutil.copytree(REPOSITORY_ROOT / kind, tmp_path / kind)
    path = downloaded(page, tmp_path)
    before = stripped(read("a", (REPOSITORY_ROOT / "poles" / "cise-lille.yaml").read_bytes()).document.tree)
    after = stripped(read("b", path.read_bytes()).document.tree)
    assert after["sigle"] == "MESS"
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == {"sigle", "edition"}
    assert pipeline.check(tmp_path).problems == ()


def test_a_reviewed_sheet_that_is_changed_is_no_longer_reviewed(form):
    page = form()
    sheet = {
        "genre": "pôle",
        "id": "cise-lille",
        "nom": "CISE",
        "resume": "R",
        "sources": [{"titre": "S"}],
        "edition": {"statut": "relue"},
    }
    page.route("**/poles/cise-lille/fiche.json", lambda route: route.fulfill(json=sheet))
    page.goto(page.url.split("?")[0] + "?corriger=poles/cise-lille")
    page.wait_for_selector("[data-formulaire]:visible")
    page.locator("summary", has_text="Ce qui change").click()
    page.wait_for_selector(".apercu__changements")
    told = page.inner_text(".apercu__changements").replace("\u00a0", " ")
    assert "Édition › Statut de la fiche : relue instantane" in told and "Modifiée le" in told


def test_one_click_prepares_a_verification(open_page, tmp_path):
    page = open_page("poles/cise-lille/")
    page.get_by_role("link", name="Tout est toujours exact").click()
    page.wait_for_selector("[data-formulaire]:visible")
    page.click(CHECK)
    assert "qui a relu" in page.inner_text("#organisation-faute")
    field(page, "organisation").fill("Réseau des Essais")
    for kind in KINDS:
        shutil.copytree(REPOSITORY_ROOT / kind, tmp_path / kind)
    path = downloaded(page, tmp_path)
    (review,) = read("b", path.read_bytes()).document.tree["edition"]["relectures"]
    assert review["designation"] == "Réseau des Essais" and review["resultat"] == "exacte"
    assert pipeline.check(tmp_path).problems == ()


def test_what_is_typed_is_kept_in_the_browser(form):
    page = form()
    field(page, "nom").fill("Pôle gardé")
    page.wait_for_function("localStorage.length > 0")
    page.reload()
    page.wait_for_selector("[data-formulaire]:visible")
    assert field(page, "nom").input_value() == "Pôle gardé"
    assert "retrouvé" in page.inner_text("[data-etat]")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("[data-partie=effacer]")
    page.wait_for_function("document.querySelector('#champ-nom')?.value === ''")


def test_the_form_goes_on_without_network_once_loaded(lone_page, tmp_path):
    page, site = lone_page
    page.goto(site + FORM)
    page.wait_for_selector("[data-formulaire]:visible")
    page.context.set_offline(True)
    fill_a_pole(page)
    page.locator("summary", has_text="Qui participe, et comment.").click()
    page.locator("#champ-membres").get_by_role("button", name="Ajouter").click()
    field(page, "membres-0-designation").fill("Association des Essais")
    path = downloaded(page, tmp_path)
    assert "Association des Essais" in path.read_text(encoding="utf-8")
    assert pipeline.check(tmp_path).problems == ()


def test_lists_of_groups_are_added_and_removed(form):
    page = form()
    page.locator("#champ-stades").get_by_role("button", name="Ajouter").click()
    assert page.evaluate("document.activeElement.id") == "champ-stades-1-stade"
    field(page, "stades-0-stade").select_option("projet")
    field(page, "stades-1-stade").select_option("ouvert")
    page.locator("#champ-stades-0").get_by_role("button", name="Retirer").click()
    assert field(page, "stades-0-stade").input_value() == "ouvert" and page.locator("#champ-stades-1").count() == 0


def test_the_page_of_the_forge_opens_with_the_sheet(form):
    page = form()
    fill_a_pole(page)
    page.click(CHECK)
    page.evaluate("window.open = (address) => { window.opened = address }")
    page.click("[data-partie=forge]")
    page.wait_for_function("window.opened")
    address = urlsplit(page.evaluate("window.opened"))
    asked = parse_qs(address.query)
    assert address.path.endswith("/new/main/poles") and asked["filename"] == ["pole-des-essais.yaml"]
    assert asked["value"] == [file_of(page)]


def test_a_letter_to_the_editors_holds_the_sheet(lone_page):
    page, site = lone_page
    page.goto(site + FORM)
    page.wait_for_selector("[data-formulaire]:visible")
    fill_a_pole(page)
    page.click(CHECK)
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    asked = []
    session.on("Page.frameRequestedNavigation", lambda event: asked.append(event["url"]))
    page.click("[data-partie=courriel]")
    page.wait_for_timeout(200)
    assert asked and asked[0].startswith("mailto:redaction@observatoire-ptce.example?")
    assert parse_qs(urlsplit(asked[0]).query)["body"] == [file_of(page)]


def test_a_sheet_that_does_not_exist_says_so(lone_page):
    page, site = lone_page
    page.goto(f"{site}{FORM}?corriger=poles/inconnu")
    page.wait_for_function("document.querySelector('[data-chargement]').textContent")
    assert "n’a pas pu être lue" in page.inner_text("[data-chargement]")


def test_twenty_thousand_characters_and_the_syntax_of_yaml_are_only_text(form, tmp_path):
    page = form()
    fill_a_pole(page)
    nasty = "--- !!python/object\n&a *a {x: [y]} | > \"'\\ <script>alert(1)</script>"
    field(page, "resume").fill("a: b # c " * 2200)
    field(page, "nom").fill("'\"{[&*!|>%@`: # - ?")
    path = downloaded(page, tmp_path)
    assert read(path.name, path.read_bytes()).document.tree["nom"] == "'\"{[&*!|>%@`: # - ?"
    assert pipeline.check(tmp_path).problems == ()
    field(page, "resume").fill(nasty)
    page.click(CHECK)
    assert "Du code HTML" in page.inner_text("#champ-resume-faute")
    page.locator("summary", has_text="Ce que la fiche dira").click()
    assert page.locator("[data-partie=apercu] script").count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_in_the_form_with_its_faults(form, width, scheme):
    page = form("?corriger=acteurs/rtes", width=width, scheme=scheme)
    field(page, "nom").fill("")
    page.click(CHECK)
    page.evaluate("for (const box of document.querySelectorAll('.formulaire details')) box.open = true")
    violations = Axe().run(page).response["violations"]
    assert not violations, json.dumps([(one["id"], [node["target"] for node in one["nodes"][:3]]) for one in violations])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_the_page_tells_the_other_ways(open_page):
    page = open_page(FORM, javascript=False)
    assert page.locator("[data-formulaire]").is_hidden()
    assert "huit lignes suffisent" in page.inner_text("article")
