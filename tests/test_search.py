"""The search finds in French, sorts out by facets, keeps its state in the address, and can be taken away."""

import csv
import functools
import http.server
import io
import re
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from benchmarks.recherche import Counting
from generator.derive.acronyms import other_words
from generator.derive.facets import FACETS, facet_values, faceted
from generator.site import KINDS

QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions_recherche.yaml").read_text(encoding="utf-8"))
TOLD = "() => /résultat/.test(document.getElementById('recherche-etat').textContent)"
MOST_BYTES = 150_000


def address_of(name):
    kind, identifier = name.split("/")
    return f"/{KINDS[kind].folder}/{identifier}/"


def test_there_are_sixty_questions_and_each_names_sheets_that_stand(real):
    assert len({one["question"] for one in QUESTIONS}) == 60
    assert all(
        identifier in real.sheets[kind]
        for one in QUESTIONS
        for kind, identifier in (name.split("/") for name in one["attendues"])
    )


@pytest.fixture(scope="module")
def asking(browser, served_real_site):
    page = browser.new_page()
    page.goto(served_real_site + "recherche/")
    ask = """async (asked) => {
        const { Moteur } = await import(new URL("../scripts/recherche/moteur.js", location.href))
        const { find } = await import(new URL("../scripts/recherche/trouver.js", location.href))
        globalThis.engine ??= new Moteur(new URL("../", location.href))
        const answer = await find(globalThis.engine, asked, {}, "")
        const read = await globalThis.engine.read(answer.handles.slice(0, 5))
        return { ...answer, handles: undefined, addresses: read.map((one) => new URL(one.adresse).pathname) }
    }"""
    yield lambda asked: page.evaluate(ask, asked)
    page.close()


@pytest.mark.parametrize("one", QUESTIONS, ids=[one["question"] for one in QUESTIONS])
def test_the_sheets_that_answer_a_question_are_among_the_first_five(asking, one):
    assert {address_of(name) for name in one["attendues"]} <= set(asking(one["question"])["addresses"])


@pytest.mark.parametrize(
    ("slip", "meant"), [("concurence", "concurrence"), ("cooperatoin", "coopération"), ("Grenobel", "grenoble")]
)
def test_a_word_that_nobody_writes_is_corrected_and_said(asking, slip, meant):
    found = asking(slip)
    assert found["absent"] == [slip] and found["searched"] == meant


@pytest.mark.parametrize("word", ["concurrence", "élus", "SCIC", "mutualiser", "2011", "œuvre"])
def test_a_word_that_somebody_writes_is_left_as_it_is(asking, word):
    found = asking(word)
    assert found["total"] and not found["absent"]


def test_when_no_sheet_has_all_the_words_those_that_have_most_come_first(open_page):
    page = open_page("recherche/?q=friche chaussure crèche pluriannuelle")
    page.wait_for_function("() => document.getElementById('recherche-etat').textContent")
    assert "Aucune fiche n’a tous ces mots" in page.inner_text("#recherche-etat")


def test_a_word_that_is_like_no_other_is_said_and_left_aside(open_page):
    page = open_page("recherche/?q=friche xylophone")
    page.wait_for_function("() => document.getElementById('recherche-etat').textContent")
    assert "Aucune fiche ne contient «\u00a0xylophone\u00a0»" in page.inner_text("#recherche-etat")


@pytest.mark.parametrize("asked", ["constructor", "__proto__", "hasOwnProperty toString", "friche constructor"])
def test_a_word_of_the_language_of_scripts_is_a_word_like_another(open_page, asked):
    page = open_page(f"recherche/?q={asked}")
    page.wait_for_function("() => document.getElementById('recherche-etat').textContent")
    assert "n’a pas pu se charger" not in page.inner_text("#recherche-etat")


@pytest.mark.parametrize(
    ("asked", "address", "told"),
    [
        ("Sud Archer", "/acteurs/groupe-archer/", "Groupe"),
        ("friche industrielle", "/poles/artis-grenoble/", "sur une ancienne friche industrielle"),
        ("capacité annoncée vingtaine", "/poles/artis-grenoble/", "La capacité annoncée est d’une vingtaine d’entreprises"),
    ],
)
def test_an_excerpt_is_made_of_sentences_not_of_labels(open_page, asked, address, told):
    page = open_page(f"recherche/?q={asked}")
    page.wait_for_function(TOLD)
    entry = page.locator("#recherche-resultats li").filter(has=page.locator(f'a[href$="{address}"]'))
    excerpt = entry.locator(".resultat__extrait")
    assert told in excerpt.inner_text() and excerpt.locator("mark").count()
    assert "Constaté" not in excerpt.inner_text()


def test_nothing_found_says_what_to_do(open_page):
    page = open_page("recherche/?q=xqzwvk")
    page.wait_for_selector("[data-aide] p")
    assert page.inner_text("#recherche-etat").startswith("Aucun résultat pour")
    assert "parcourez les rubriques" in page.inner_text("[data-aide]")


def count_of(page, facet, value):
    return int(page.inner_text(f'label:has(input[name="{facet}"][value="{value}"]) [data-nombre]') or 0)


def total_of(page):
    return int(re.sub(r"\D", "", page.inner_text("#recherche-etat").split("résultat")[0]))


def addresses_shown(page):
    return [urlsplit(link.get_attribute("href")).path for link in page.locator("#recherche-resultats a").all()]


def check_value(page, facet, value):
    page.evaluate("([facet, value]) => document.querySelector(`input[name=${facet}][value=${value}]`).click()", [facet, value])
    page.wait_for_function(
        "([facet, value]) => new URL(location.href).searchParams.getAll(facet).includes(value)", arg=[facet, value]
    )
    page.wait_for_timeout(300)


def test_facets_without_words_count_as_the_records_do(open_page, real):
    page = open_page("recherche/?genre=poles")
    page.wait_for_function(TOLD)
    assert total_of(page) == len(real.published("poles"))
    page.evaluate("for (const facet of document.querySelectorAll('[data-facette]')) facet.open = true")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(200)
    for facet in (one.code for one in FACETS if one.code != "genre"):
        for value in faceted(real)[facet]:
            poles = [sheet for sheet in value.sheets if sheet.kind.name == "poles"]
            assert count_of(page, facet, value.code) == len(poles), (facet, value.code)


def test_values_of_a_facet_add_up_and_facets_narrow_one_another(open_page, real):
    page = open_page("recherche/?genre=pratiques")
    page.wait_for_function(TOLD)
    practices = real.published("practices")
    for themes in (["gouvernance"], ["gouvernance", "financement"]):
        check_value(page, "theme", themes[-1])
        assert total_of(page) == sum(bool(set(themes) & set(sheet.record.themes)) for sheet in practices)
    narrowed = count_of(page, "region", "reg-84")
    check_value(page, "region", "reg-84")
    wanted = [
        sheet for sheet in practices if set(themes) & set(sheet.record.themes) and "reg-84" in facet_values(sheet, real)["region"]
    ]
    assert total_of(page) == narrowed == len(wanted)
    other = sum("immobilier" in sheet.record.themes and "reg-84" in facet_values(sheet, real)["region"] for sheet in practices)
    assert count_of(page, "theme", "immobilier") == other, "une valeur de la même rubrique dit ce qu’elle ajouterait"


def test_each_result_answers_every_filter_chosen(open_page, real):
    page = open_page("recherche/?q=pôle&role=levier-financier&periode=2010-2014")
    page.wait_for_function(TOLD)
    by_address = {f"/{sheet.address}": sheet for sheet in real}
    for address in addresses_shown(page):
        values = facet_values(by_address[address], real)
        assert "levier-financier" in values["role"] and "2010-2014" in values["periode"]


def test_the_address_holds_the_state_and_the_browser_goes_back_to_it(open_page):
    page = open_page("recherche/?q=friche&tri=complet&theme=immobilier")
    page.wait_for_function(TOLD)
    assert page.input_value("#recherche-mots") == "friche" and page.input_value("#recherche-tri") == "complet"
    assert page.is_checked('input[name="theme"][value="immobilier"]')
    before = total_of(page)
    check_value(page, "genre", "pratiques")
    page.go_back()
    page.wait_for_function("() => !document.querySelector('input[name=genre][value=pratiques]').checked")
    page.wait_for_timeout(300)
    assert total_of(page) == before


def test_the_choices_are_shown_and_taken_off_one_by_one_or_all_at_once(open_page):
    page = open_page("recherche/?theme=immobilier&region=reg-84&genre=pratiques")
    page.wait_for_selector("[data-filtres] button")
    page.get_by_role("button", name="Retirer le filtre Immobilier").click()
    assert "theme=" not in page.url and "region=reg-84" in page.url
    page.get_by_role("button", name="Tout effacer").click()
    assert page.url.endswith("/recherche/") and page.locator("#recherche-resultats li").count() == 0


@pytest.mark.parametrize("asked", ["theme=inconnu", "genre=%3Cscript%3E&tri=hasard", "region=../../etc&q=%00"])
def test_an_address_that_asks_for_what_is_not_there_is_told_and_left_aside(open_page, asked):
    page = open_page(f"recherche/?{asked}")
    page.wait_for_function("() => document.getElementById('recherche-etat').textContent.includes('Filtre inconnu')")
    assert page.input_value("#recherche-tri") == ""


def test_sheets_are_sorted_by_completeness_and_by_date(open_page, real):
    page = open_page("recherche/?genre=poles&tri=complet")
    page.wait_for_function(TOLD)
    by_address = {f"/{sheet.address}": sheet for sheet in real}
    shown = [by_address[address] for address in addresses_shown(page)]
    bands = [int(facet_values(sheet, real)["completude"][0]) for sheet in shown]
    assert bands == sorted(bands, reverse=True) and len(bands) == 10
    page.select_option("#recherche-tri", "recent")
    page.wait_for_function("() => location.href.includes('tri=recent')")


def test_more_results_come_ten_by_ten_and_the_keyboard_follows(open_page):
    page = open_page("recherche/?q=coopération")
    page.wait_for_function(TOLD)
    assert page.locator("#recherche-resultats li").count() == 10
    page.locator("[data-suite]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('#recherche-resultats li').length === 20")
    assert page.evaluate("document.activeElement === document.querySelectorAll('#recherche-resultats a')[10]")


def test_the_keyboard_alone_reaches_a_facet_and_chooses(open_page):
    page = open_page("recherche/")
    page.locator("#recherche-mots").focus()
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "checkbox":
            break
    page.keyboard.press("Space")
    page.wait_for_function(TOLD)
    assert "genre=poles" in page.url


def taken(page, selector):
    with page.expect_download() as download:
        page.click(selector)
    return Path(download.value.path()).read_bytes().decode("utf-8")


def test_the_whole_result_is_taken_as_a_table_and_as_references(open_page, real):
    page = open_page("recherche/?genre=poles&genre=pratiques")
    page.wait_for_selector("[data-export]:not([hidden])")
    text = taken(page, "[data-csv]")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    published = real.published("poles", "practices")
    assert text.startswith("\ufeff") and {row["Titre"] for row in rows} == {sheet.name for sheet in published}
    assert {row["Version"] for row in rows} == {sheet.version for sheet in published}
    references = taken(page, "[data-references]").strip().split("\n\n")
    assert sorted(references) == sorted(row["Référence"] for row in rows)
    assert "43\u00a0résultats" in page.inner_text("[data-export-etat]")


def test_a_formula_in_a_name_is_only_a_text_in_the_table(open_page):
    page = open_page("recherche/")
    made = page.evaluate(
        """async () => (await import(new URL("../scripts/recherche/emporter.js", location.href)))
            .asCsv([{ titre: "=1+1", lieu: "@SUM(A1)", genre: '-2, "x"', etat: "</script>", citation: "a\\nb" }])"""
    )
    (row,) = csv.DictReader(io.StringIO(made.removeprefix("\ufeff")))
    assert (row["Titre"], row["Lieu"], row["Genre"], row["Stade"]) == ("'=1+1", "'@SUM(A1)", '\'-2, "x"', "</script>")


def test_without_a_script_every_sheet_is_reached_by_each_facet(open_page, real, real_site):
    page = open_page("recherche/", javascript=False)
    assert page.locator("[data-facettes]").is_hidden() and page.locator("[data-export]").is_hidden()
    page.get_by_role("link", name="Thème", exact=True).click()
    page.get_by_role("link", name="Gouvernance et statuts").click()
    wanted = {sheet.name for sheet in real.published("practices") if "gouvernance" in sheet.record.themes}
    assert set(page.locator("ul.resultats a").all_inner_texts()) == wanted
    for facet in FACETS:
        for value in faceted(real)[facet.code]:
            html = (real_site / f"recherche/{facet.code}-{value.code}/index.html").read_text(encoding="utf-8")
            assert all(f'href="../../{sheet.address}"' in html for sheet in value.sheets)


@pytest.mark.parametrize("asked", ["insertion", "comment financer l'animation d'un pôle", "concurence"])
def test_a_first_query_moves_few_bytes(browser, real_site, asked):
    handler = type("CountingHere", (Counting,), {"sent": 0})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(real_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/recherche/")
    page.wait_for_load_state("networkidle")
    before = handler.sent
    page.fill("#recherche-mots", asked)
    page.wait_for_function(TOLD)
    page.wait_for_load_state("networkidle")
    context.close()
    server.shutdown()
    server.server_close()
    assert 10_000 < handler.sent - before <= MOST_BYTES


def test_an_acronym_and_what_it_stands_for_lead_to_one_another(real):
    known = real.reference.acronyms
    assert list(other_words("La SCIC du lieu", known)) == ["société coopérative d’intérêt collectif"]
    assert list(other_words("des Sociétés coopératives d'intérêt collectif", known)) == [
        "SCIC société coopérative d’intérêt collectif"
    ]
    assert list(other_words("un scicophage", known)) == []


def test_acronyms_are_told_once_each(real):
    assert len({one.sigle for one in real.reference.acronyms}) == len(real.reference.acronyms)
