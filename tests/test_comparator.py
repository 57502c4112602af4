import gzip
import json
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from generator import pipeline
from generator.derive.word_starts import LONGEST_LIST, WHOLE_LIST, called_by_start
from generator.render.comparator import AT_ONCE, FILE, comparator_pages
from generator.render.environment import environment
from generator.render.page import Attachment
from generator.site import REPOSITORY_ROOT

pytestmark = pytest.mark.xdist_group("comparateur")
browser_only = pytest.mark.browser

BUDGET = 150_000
FIELD = "#comparateur-mots"
STATUS = "[data-comparateur] [role=status]"
TABLE = ".face-a-face"
CHIPS = ".comparateur__choisies button"
THREE = "comparer/?poles=pole-sud-romans,artis-grenoble,cise-lille"
HOSTILE = "`${alert(1)}` </script><script>alert(2)</script><img src=x onerror=alert(3)> {{ 7*7 }}"


@pytest.fixture
def compared(open_page):
    def open_(address, **options):
        page = open_page(address, **options)
        page.wait_for_function(f"document.querySelector('{STATUS}').textContent")
        return page

    return open_


def names(page):
    return page.locator(f"{TABLE} thead th a").all_inner_texts()


def told(page):
    return page.inner_text(STATUS).replace("\u00a0", " ")


@browser_only
def test_an_address_opens_on_its_comparison_and_says_what_each_sheet_says(compared, real_site):
    page = compared(THREE)
    assert told(page) == "3 pôles sur 14 axes."
    assert names(page) == [
        "Pôle Sud / Groupe ARCHER",
        "Hôtel d’entreprises de l’ESS ARTIS",
        "CISE (Centre d’Innovation Socio-Economique)",
    ]
    for column, pole in enumerate(("pole-sud-romans", "artis-grenoble", "cise-lille")):
        written = json.loads((real_site / "poles" / pole / FILE).read_text(encoding="utf-8"))
        index = json.loads((real_site / "comparer" / "poles.json").read_text(encoding="utf-8"))
        for row, axis in enumerate(index["axes"]):
            cell = page.locator(f"{TABLE} tbody tr").nth(row).locator("td").nth(column)
            values = written["axes"].get(axis["id"])
            text = cell.text_content()
            if values is None:
                assert text == "non documenté"
            for code, facts in (values or {}).items():
                assert axis["valeurs"][code] in text
                assert all(fact.get("mots", "") in text and fact.get("quand", "") in text for fact in facts)


@browser_only
def test_sheets_are_added_by_name_or_place_and_removed_and_the_address_follows(compared, open_page):
    page = open_page("comparer/")
    page.fill(FIELD, "romans")
    page.wait_for_selector(".comparateur__propositions button")
    page.click(".comparateur__propositions button")
    page.wait_for_selector(TABLE)
    assert told(page) == "Un seul pôle pour l’instant : ajoutez-en un autre pour comparer."
    page.fill(FIELD, "Hôtel d'entreprises")
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelectorAll('{CHIPS}').length === 2")
    assert page.url.endswith("/comparer/?poles=pole-sud-romans,artis-grenoble")
    assert page.evaluate("document.activeElement.id") == "comparateur-mots"
    page.locator(CHIPS).first.click()
    page.wait_for_function(f"document.querySelectorAll('{CHIPS}').length === 1")
    assert page.url.endswith("?poles=artis-grenoble")
    page.go_back()
    page.wait_for_function(f"document.querySelectorAll('{CHIPS}').length === 2")


@browser_only
def test_what_only_one_has_is_marked_and_what_is_alike_can_be_hidden(compared):
    page = compared("comparer/?poles=artis-grenoble,pole-niort&axes=finalite,echelle,propriete")
    kinds = page.locator(f"{TABLE} tbody tr").first
    assert kinds.locator("td").first.inner_text() == "Espace de travail commun"
    assert "seul ici" in kinds.locator("td").nth(1).inner_text()
    both = compared("comparer/?poles=artis-grenoble,pole-sud-romans&axes=echelle,finalite&vue=differences")
    assert both.locator(f"{TABLE} tbody th").all_inner_texts() == ["Finalité et type"]
    both.uncheck("[data-vue=differences]")
    both.wait_for_function(f"document.querySelectorAll('{TABLE} tbody tr').length === 2")
    assert "vue" not in both.url


@browser_only
def test_sources_are_shown_on_demand_and_lead_to_the_sheet(compared):
    page = compared(THREE)
    assert page.locator(".face-a-face__sources").count() == 0
    page.check("[data-vue=sources]")
    page.wait_for_selector(".face-a-face__sources a")
    assert "vue=sources" in page.url
    page.locator(".face-a-face__sources a").first.click()
    page.wait_for_load_state()
    assert "/poles/pole-sud-romans/#source-" in page.url and page.evaluate("document.querySelector(location.hash) !== null")


@browser_only
def test_axes_are_chosen_and_kept_in_the_address(compared):
    page = compared(THREE)
    page.click(".comparateur__axes summary")
    for box in page.locator(".comparateur__cases input").all()[2:]:
        box.uncheck()
    page.wait_for_function(f"document.querySelectorAll('{TABLE} tbody tr').length === 2")
    assert page.url.endswith("&axes=finalite,forme-juridique")


@browser_only
def test_practices_are_compared_on_their_own_axes(compared):
    page = compared("comparer/?pratiques=puissance-invitante,levier-financier-phase-preparatoire")
    assert told(page) == "2 pratiques sur 10 axes." and page.is_checked("[value=pratiques]")
    page.check("[value=poles]")
    page.wait_for_function(f"!document.querySelector('{TABLE}')")


@browser_only
def test_sixty_poles_show_six_and_name_the_others(browser, served_real_site, real_site):
    poles = [path.name for path in sorted((real_site / "poles").iterdir()) if (path / FILE).exists()]
    page = browser.new_page()
    page.goto(f"{served_real_site}comparer/?poles={','.join(poles + [f'pole-{number}' for number in range(48)])}")
    page.wait_for_selector(TABLE)
    assert len(names(page)) == AT_ONCE
    assert "Une comparaison montre 6 fiches ; ne sont pas montrées :" in told(page) and "et 48 autres." in told(page)
    page.close()


@browser_only
def test_unknown_and_withdrawn_sheets_and_axes_are_said_and_the_rest_is_shown(browser, served_tiny_site):
    page = browser.new_page()
    page.goto(
        f"{served_tiny_site}comparer/?pratiques=cantine-partagee,pratique-retiree,<img src=x>,pratique-minimale&axes=themes,nimporte"
    )
    page.wait_for_selector(TABLE)
    assert told(page) == (
        "Fiche inconnue : « <img src=x> ». Fiche retirée de l’observatoire : « pratique-retiree ». Axe inconnu : « nimporte ». 2 pratiques sur 1 axe."
    )
    assert len(names(page)) == 2
    page.close()


@browser_only
def test_a_pole_that_documents_nothing_is_shown_as_such(browser, served_tiny_site):
    page = browser.new_page()
    page.goto(f"{served_tiny_site}comparer/?poles=pole-minimal,pole-des-forges")
    page.wait_for_selector(TABLE)
    texts = page.locator(f"{TABLE} tbody td[data-titre='Pôle minimal']").all_inner_texts()
    assert texts.count("non documenté") >= len(texts) - 1
    page.close()


@pytest.fixture(scope="module")
def renamed_site(tiny_world, tmp_path_factory):
    """A site where a pole has a name that looks like code, and had another identifier."""
    folder = tmp_path_factory.mktemp("comparateur")
    shutil.copytree(tiny_world, folder / "monde")
    sheet = folder / "monde" / "poles" / "pole-piege.yaml"
    name = HOSTILE.replace("'", "''")
    sheet.write_text(
        f"nom: '{name}'\nresume: Un pôle.\nterritoires:\n  - territoire: com-38185\nsources:\n  - titre: '{name}'\n"
        "edition:\n  statut: instantane\n  anciens_ids: [pole-jadis]\n",
        encoding="utf-8",
    )
    pipeline.build(folder / "monde", folder / "site")
    return folder / "site"


@browser_only
def test_a_former_identifier_leads_to_the_sheet_and_a_name_like_code_is_only_text(browser, renamed_site, serve_folder):
    server = serve_folder(renamed_site)
    page = browser.new_page()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(f"{next(server)}comparer/?poles=pole-jadis,pole-piege,pole-des-forges&vue=sources")
    page.wait_for_selector(TABLE)
    assert len(names(page)) == 2 and names(page)[0].replace("\u00a0", " ") == HOSTILE
    assert page.locator(f"{TABLE} img, {TABLE} script").count() == 0
    page.close()


@browser_only
def test_without_a_script_the_prepared_comparisons_do_the_job(open_page):
    page = open_page("comparer/", javascript=False)
    assert not page.is_visible("[data-comparateur]")
    page.click("text=Filière régionale")
    page.wait_for_selector(f"{TABLE} thead th")
    assert page.locator(f"{TABLE} thead th").count() == 4


@browser_only
def test_print_keeps_the_table_and_drops_the_form(compared):
    page = compared(THREE)
    page.emulate_media(media="print")
    assert page.is_visible(TABLE) and not page.is_visible("[data-comparateur]")
    assert page.evaluate(f"document.querySelector('{TABLE}').scrollWidth <= document.documentElement.clientWidth")


@browser_only
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_in_a_comparison(compared, width, scheme):
    page = compared(f"{THREE}&vue=sources", width=width, scheme=scheme)
    page.click(".comparateur__axes summary")
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@browser_only
def test_the_keyboard_alone_compares_two_poles(open_page):
    page = open_page("comparer/")
    page.focus(FIELD)
    page.keyboard.type("roanne")
    page.wait_for_selector(".comparateur__propositions button")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelectorAll('{CHIPS}').length === 1")
    page.keyboard.type("lille")
    page.wait_for_selector(".comparateur__propositions button")
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelectorAll('{CHIPS}').length === 2")
    assert len(names(page)) == 2


def test_a_list_of_sheets_never_grows_with_all_of_them():
    few = [f"Pôle {number}" for number in range(WHOLE_LIST)]
    assert called_by_start(few) == {}
    many = [f"Pôle de la commune {number} (Drôme)" for number in range(5_000)]
    called = called_by_start(many)
    assert called["po"].total == 5_000 and len(called["po"].ranks) == LONGEST_LIST
    assert set(called) >= {"po", "de", "la", "co", "dr", "49"}
    assert [many[rank] for rank in called["49"].ranks] == [name for name in many if " 49" in name]


@pytest.fixture(scope="module")
def crowd():
    """The real sheets repeated until they are 5,000 poles."""
    catalogue = pipeline.load(REPOSITORY_ROOT)
    real = list(catalogue.sheets["poles"].values())
    poles = {}
    for number in range(5_000):
        pole = real[number % len(real)]
        record = pole.record.model_copy(update={"nom": f"{pole.name}, antenne {number}"})
        poles[f"{pole.id}-{number}"] = type(pole)(pole.kind, f"{pole.id}-{number}", pole.path, record, "0123456789")
    return type(catalogue)({**catalogue.sheets, "poles": poles}, catalogue.cited_by, catalogue.reference)


def test_a_comparison_among_five_thousand_poles_stays_within_its_budget(crowd):
    files = {one.path: one.content for one in comparator_pages(crowd, environment(crowd)) if isinstance(one, Attachment)}
    weights = {path: len(gzip.compress(content.encode(), 9)) for path, content in files.items()}
    lists = sorted((weight for path, weight in weights.items() if path.startswith("comparer/poles-")), reverse=True)
    sheets = sorted((weight for path, weight in weights.items() if path.startswith("poles/")), reverse=True)
    assert weights["comparer/poles.json"] + sum(lists[:4]) + sum(sheets[:AT_ONCE]) <= BUDGET
