"""Each document that sheets cite has one page, whatever the sheets call it: what rests on it, place by place."""

import re
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe

from generator.catalogue import Catalogue, Sheet
from generator.derive.documents import document_id, documents
from generator.derive.source_identity import source_identity, whole_address
from generator.derive.sourced_facts import Evidence
from generator.history.former_documents import former_documents
from generator.history.past import Past
from generator.history.versions import Step
from generator.reference import load_reference
from generator.render.documents import FACTS_ON_A_PAGE, document_pages
from generator.render.environment import environment
from generator.render.former_documents import former_document_pages
from generator.settings import load_settings
from generator.site import KINDS, PAGE_SIZE, REFERENCE, SETTINGS
from schemas import KINDS as MODELS

FOUNDING = "La coopération des collectivités pour faciliter les coopérations d’acteurs de l’ESS"
NASTY = "</script><script>alert(1)</script> ${7*7} `x` <b>\"'"


@pytest.fixture(scope="module")
def reference():
    return load_reference(REFERENCE)


def sheet(identifier, sources, kind="poles", **fields):
    told = {"titre" if kind == "practices" else "nom": f"Fiche {identifier}", "resume": "Un essai.", "sources": sources, **fields}
    return Sheet(KINDS[kind], identifier, f"{kind}/{identifier}.yaml", MODELS[kind].model_validate(told), "0123456789")


def catalogue_of(reference, *sheets):
    return Catalogue({kind: {one.id: one for one in sheets if one.kind.name == kind} for kind in KINDS}, {}, reference)


def pages_of(catalogue):
    return {page.address: page for page in document_pages(catalogue, environment(catalogue))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.exemple.fr/charte/", "https://exemple.fr/charte"),
        ("exemple.fr/charte#fin", "https://www.exemple.fr:443/charte"),
        ("HTTP://Exemple.FR/charte", "exemple.fr/charte"),
        ("exemple.fr/charte?id=2&utm_source=lettre&fbclid=x", "exemple.fr/charte?id=2"),
        ("exemple.fr/charte?utm_campaign=a", "exemple.fr/charte"),
        ("exemple.fr/la-cit%C3%A9", "exemple.fr/la-cit%c3%a9"),
        ("exemple.fr/la-cit%C3%A9", "exemple.fr/la-cité"),
        ("https://web.archive.org/web/20120101000000id_/http://www.exemple.fr/charte", "exemple.fr/charte"),
    ],
)
def test_an_address_spelt_two_ways_is_one_document_whatever_its_titles(one, other):
    assert source_identity("La charte", "", "2013", one) == source_identity("Charte du collectif", "n° 2", "", other)


@pytest.mark.parametrize(
    "address", ["http://www.exemple.fr/...", "https://exemple.fr/2013/…", "exemple.fr", "https://exemple.fr/", ""]
)
def test_an_address_cut_short_names_nothing_so_title_number_and_date_do(address):
    assert whole_address(address) == ""
    same = source_identity("Article d’Essai, « suite »", "N° 12", "2013", address)
    assert same == source_identity("ARTICLE D'ESSAI : suite", "n° 12", "2013", address)
    others = {
        source_identity("Autre", "N° 12", "2013", address),
        source_identity("Article d’Essai, « suite »", "13", "2013", address),
    }
    assert same not in others | {source_identity("Article d’Essai, « suite »", "N° 12", "2014", address)}


def test_titles_of_two_sites_are_not_one_document():
    assert source_identity("Histoire", address="a.fr") != source_identity("Histoire", address="b.fr")


def test_two_addresses_are_two_documents_even_under_one_title():
    assert source_identity("Charte", address="a.fr/x") != source_identity("Charte", address="a.fr/y")
    assert source_identity("Charte", address="a.fr/x?p=1") != source_identity("Charte", address="a.fr/x?p=2")


def test_the_identifier_never_changes():
    assert source_identity("La charte", "", "2013", "https://www.exemple.fr/charte") == "a3a7b34a76"
    assert source_identity("Cahier n° 522", "522", "2011") == "0619dd44a3"


def test_one_document_of_two_sheets_is_one_page_that_shows_where_they_differ(reference):
    first = sheet("a", [{"titre": "La charte", "adresse": "http://a.fr/charte", "date": "2013", "note": "Lue en 2020."}])
    second = sheet("b", [{"titre": "Charte du lieu", "adresse": "https://www.a.fr/charte/", "note": "Sans date."}])
    pages = pages_of(catalogue_of(reference, first, second))
    (address,) = (one for one in pages if one != "sources/")
    body = pages[address].gaps["corps"]
    for words in ("La charte", "Charte du lieu", "Lue en 2020.", "Sans date.", 'href="../../poles/a/"', 'href="../../poles/b/"'):
        assert words in body


def test_a_page_leads_to_the_very_place_of_each_fact(reference):
    told = sheet(
        "a",
        [{"id": "x", "titre": "X"}, {"id": "y", "titre": "Y"}],
        mesures=[
            {"mesure": "surface", "imprime": "4.000m²", "sources": ["x"], "extrait": "sur 4.000m²", "statut": "annonce"},
            {"mesure": "surface", "imprime": "5.000m²", "sources": ["y"]},
        ],
    )
    catalogue = catalogue_of(reference, told)
    known = {one.title: one for one in documents(catalogue).values()}
    (fact,) = known["X"].uses[0].facts
    body = pages_of(catalogue)[f"sources/{known['X'].id}/"].gaps["corps"]
    assert f'href="../../poles/a/#{fact.anchor}"' in body and "4.000m²" in body and "5.000m²" not in body
    assert "Annoncé" in body and '<q class="extrait">sur 4.000m²</q>' in body


def test_an_anchor_stays_when_the_list_is_reordered_and_the_fact_is_annotated(reference):
    facts = [{"mesure": "surface", "imprime": f"{number} m²"} for number in range(50)]
    before = sheet("a", [{"titre": "X"}], mesures=facts).record
    after = sheet("a", [{"titre": "X"}], mesures=[{**one, "note": "Vu.", "extrait": "m²"} for one in reversed(facts)]).record
    anchors = [[Evidence(record).anchor(fact) for fact in record.mesures] for record in (before, after)]
    assert anchors[0] == anchors[1][::-1] and len(set(anchors[0])) == 50


def test_two_facts_that_say_the_same_have_two_anchors(reference):
    record = sheet("a", [{"titre": "X"}], mesures=[{"mesure": "surface", "imprime": "9 m²"}] * 2).record
    assert len({Evidence(record).anchor(fact) for fact in record.mesures}) == 2


def test_whatever_a_title_or_three_hundred_authors_hold_is_shown_as_text(reference):
    authors = [f"Organisation {number}" for number in range(300)]
    long = f"{NASTY} {'mot ' * 90}".strip()[:400]
    pages = pages_of(catalogue_of(reference, sheet("a", [{"titre": long, "auteurs": authors, "note": NASTY, "numero": NASTY}])))
    for page in pages.values():
        for html in page.gaps.values():
            assert "<script>alert" not in html and '<b>"' not in html
    body = next(page for address, page in pages.items() if address != "sources/").gaps["corps"]
    assert "&lt;/script&gt;" in body and "Organisation 299" in body and "document__titre--long" in body
    assert "et 288\u00a0autres" in body


def test_a_document_of_ten_thousand_sheets_has_bounded_pages(reference):
    record = sheet("x", [{"titre": "X"}], mesures=[{"mesure": "surface", "imprime": f"{n} m²"} for n in range(3)]).record
    many = tuple(Sheet(KINDS["poles"], f"p-{number}", "x.yaml", record, "0123456789") for number in range(1000))
    pages = [page for address, page in pages_of(catalogue_of(reference, *many)).items() if address != "sources/"]
    assert len(pages) == 10 and len({page.address for page in pages}) == 10
    shown = [page.gaps["corps"].count("<details") for page in pages]
    assert sum(shown) == 1000 and max(shown) <= PAGE_SIZE
    assert all(page.gaps["corps"].count("<li>") <= FACTS_ON_A_PAGE + 30 for page in pages)


def test_the_list_is_cut_in_pages_of_a_hundred(reference):
    number = count()
    many = [sheet(f"p-{rank}", [{"titre": f"Document {next(number)}"} for _ in range(10)]) for rank in range(21)]
    pages = pages_of(catalogue_of(reference, *many))
    lists = [page for address, page in pages.items() if re.fullmatch(r"sources/(page-\d+/)?", address)]
    assert [page.address for page in lists] == ["sources/", "sources/page-2/", "sources/page-3/"]
    assert [page.gaps.get("sources", page.gaps.get("corps", "")).count("documents__compte") for page in lists] == [100, 100, 10]


def past_with(*steps):
    return Past("entier", {("poles", "a"): steps}, {})


def step(day, *sources):
    return Step("poles", "a", day, {"nom": "A", "sources": list(sources)}, instant=f"{day}T00:00:00+00:00")


def test_a_corrected_title_leads_to_the_page_of_today():
    was, is_ = {"id": "x", "titre": "Ancien titre"}, {"id": "x", "titre": "Nouveau titre"}
    today = source_identity("Nouveau titre")
    (former,) = former_documents(past_with(step("2026-01-01", was), step("2026-02-01", is_)), {today})
    assert (former.id, former.successor) == (source_identity("Ancien titre"), today)


def test_a_document_that_no_sheet_cites_any_more_keeps_a_notice(reference):
    kept, gone = {"id": "x", "titre": "Gardé"}, {"id": "y", "titre": "Parti"}
    past = past_with(step("2026-01-01", kept, gone), step("2026-02-01", kept))
    catalogue = catalogue_of(reference, sheet("a", [kept]))
    (notice,) = former_document_pages(catalogue, past, environment(catalogue), load_settings(SETTINGS))
    assert notice.address == f"sources/{source_identity('Parti')}/"
    assert (
        "Parti" in notice.gaps["corps"]
        and "../../poles/a/" in notice.gaps["corps"]
        and "1er février 2026" in notice.gaps["corps"]
    )
    assert "noindex" in notice.gaps["tete"]


def test_what_an_old_version_holds_by_mistake_stops_nothing():
    broken = Step(
        "poles",
        "a",
        "v",
        {"sources": ["texte", {"titre": 3}, {"titre": "Bon", "date": 2011}]},
        instant="2026-01-01T00:00:00+00:00",
    )
    assert [one.title for one in former_documents(past_with(broken, step("2026-02-01")), set())] == ["Bon"]


def test_every_source_of_every_real_sheet_leads_to_a_page_that_leads_back(real, real_site):
    known = documents(real)
    for one in real.published():
        html = (real_site / one.address / "index.html").read_text(encoding="utf-8")
        for source in one.record.sources:
            identifier = document_id(source)
            assert f'href="../../sources/{identifier}/"' in html
            assert one.key in {use.sheet.key for use in known[identifier].uses}


def test_every_fact_shown_on_a_page_of_a_source_stands_at_its_anchor(real, real_site):
    ids = {}
    for page in sorted((real_site / "sources").glob("*/index.html")):
        for target, anchor in re.findall(
            r'href="\.\./\.\./((?:poles|pratiques|acteurs)/[^"#]+)#([^"]+)"', page.read_text(encoding="utf-8")
        ):
            if target not in ids:
                ids[target] = set(re.findall(r' id="([^"]+)"', (real_site / target / "index.html").read_text(encoding="utf-8")))
            assert anchor in ids[target], (page, target, anchor)
    assert len(ids) == len(real.published())


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_on_the_pages_of_sources(open_page, real, width, scheme):
    founding = next(one for one in documents(real).values() if one.title == FOUNDING)
    for address in ("sources/", f"sources/{founding.id}/", f"sources/{founding.id}-page-2/"):
        page = open_page(address, width=width, scheme=scheme)
        page.wait_for_load_state("load")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("document.querySelectorAll('details').forEach((one, rank) => { one.open = rank < 5 })")
        found = Axe().run(page).response["violations"]
        assert not found, [(one["id"], one["nodes"][0]["target"]) for one in found]


@pytest.mark.browser
def test_from_a_figure_the_keyboard_reaches_its_source_then_what_else_rests_on_it(open_page):
    page = open_page("poles/artis-grenoble/", javascript=False)
    figure = page.locator("tr", has_text="4.000m²").first
    reference = figure.get_by_role("link", name="Source 1")
    reference.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/#source-1")
    page.locator("#source-1 cite a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources/*/")
    assert page.locator("h1").inner_text().startswith("La coopération des collectivités")
    page.locator("summary", has_text="ARTIS").click()
    page.get_by_role("link", name=re.compile("4.000m²")).first.click()
    page.wait_for_url("**/poles/artis-grenoble/#f-*")
    assert "4.000m²" in page.locator(":target").inner_text()
