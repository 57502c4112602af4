import csv
import html
import io
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
import yaml

from generator import pipeline
from generator.derive.axes import AXES, POLE_AXES
from generator.derive.axis_readings import FAMILIES, FAMILY_OF_TYPE
from generator.derive.comparison import STRENGTH, compare
from generator.derive.tally import facts_as_csv
from generator.render.comparator import FILE, prepared_comparisons
from generator.site import REPOSITORY_ROOT

UNSAID = "non-precise"
CONDITIONS = ("facteurs_de_succes", "conditions_de_transfert", "freins", "limites")
COUNTED = re.compile(r'<tr><th scope="row">(.*?)</th><td>(\d+)</td>')


def written(kind):
    folder = REPOSITORY_ROOT / kind
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))}


POLES, PRACTICES, ACTORS = written("poles"), written("practices"), written("actors")


def plain(text):
    return re.sub(r"\s+", " ", str(text))


def listed(record, field):
    return record.get(field) or []


def roles(pole):
    for authority in listed(pole, "collectivites"):
        yield from authority.get("roles", [])
        if not authority.get("roles") and not authority.get("moment"):
            yield UNSAID


def families(pole):
    for member in listed(pole, "membres"):
        nature = member.get("type") or ACTORS.get(member.get("acteur"), {}).get("type")
        yield FAMILY_OF_TYPE.get(nature, "non-documentee")


def owners(pole):
    if any(place.get("proprietaires") for place in listed(pole, "lieux")):
        yield "proprietaire"
    if any(member.get("relation") == "proprietaire" for member in listed(pole, "membres")):
        yield "proprietaire"
    if any("portage-immobilier" in authority.get("roles", []) for authority in listed(pole, "collectivites")):
        yield "portage-immobilier"


def conditions(identifier):
    for practice in PRACTICES.values():
        for field in CONDITIONS:
            if any(identifier in claim.get("poles", []) for claim in listed(practice, field)):
                yield field
    if listed(POLES[identifier], "difficultes"):
        yield "difficultes"


BY_HAND = {
    "finalite": lambda _, pole: listed(pole, "types"),
    "forme-juridique": lambda _, pole: [form["forme"] for form in listed(pole, "formes_juridiques")],
    "gouvernance": lambda _, pole: [one.get("mode", UNSAID) for one in listed(pole, "gouvernances")],
    "role-de-la-collectivite": lambda _, pole: roles(pole),
    "entree-de-la-collectivite": lambda _, pole: [one["moment"] for one in listed(pole, "collectivites") if one.get("moment")],
    "membres": lambda _, pole: families(pole),
    "activites": lambda _, pole: [one["type"] for one in listed(pole, "cooperations")],
    "financement": lambda _, pole: [one.get("type", UNSAID) for one in listed(pole, "financements")],
    "propriete": lambda _, pole: owners(pole),
    "echelle": lambda _, pole: [pole["echelle"]] if pole.get("echelle") else [],
    "secteurs": lambda _, pole: listed(pole, "secteurs"),
    "chiffres": lambda _, pole: [str(figure["mesure"]) for figure in listed(pole, "mesures")],
    "stades": lambda _, pole: ["alors", "depuis"] if listed(pole, "stades") else [],
    "conditions": lambda identifier, _: conditions(identifier),
}


def columns_by_hand(axis):
    return {identifier: set(BY_HAND[axis](identifier, pole)) for identifier, pole in POLES.items()}


@pytest.fixture(scope="module")
def catalogue():
    return pipeline.load(REPOSITORY_ROOT)


def compared(catalogue, axis):
    return compare(POLE_AXES[axis], tuple(catalogue.sheets["poles"].values()), catalogue)


def page_of(site, address):
    return (site / address / "index.html").read_text(encoding="utf-8")


def test_each_axis_of_the_founding_document_has_its_page_with_what_and_why(real_site):
    assert set(BY_HAND) == set(POLE_AXES)
    for axis in POLE_AXES.values():
        page = html.unescape(page_of(real_site, f"comparer/{axis.id}"))
        assert axis.title in page and axis.what in page.replace("\u00a0", " ") and axis.why in page.replace("\u00a0", " ")


@pytest.mark.parametrize("axis", [axis for axis in BY_HAND if axis != "stades"])
def test_the_numbers_of_a_page_are_those_of_the_files(real_site, catalogue, axis):
    by_hand = Counter(column for columns in columns_by_hand(axis).values() for column in columns)
    labels = {**compared(catalogue, axis).columns}
    shown = {
        html.unescape(label).replace("\u00a0", " "): int(count)
        for label, count in COUNTED.findall(page_of(real_site, f"comparer/{axis}"))
    }
    assert shown == {labels[column]: count for column, count in by_hand.items()}


def test_first_and_last_stages_are_counted_apart(real_site):
    labels = yaml.safe_load((REPOSITORY_ROOT / "reference/vocabularies/stades.yaml").read_text(encoding="utf-8"))["termes"]
    names = {term["code"]: term["libelle"] for term in labels}
    first, last = Counter(), Counter()
    for pole in POLES.values():
        stages = sorted(listed(pole, "stades"), key=lambda stage: str(stage.get("date", "")))
        first[names[stages[0]["stade"]]] += 1
        last[names[stages[-1]["stade"]]] += 1
    page = page_of(real_site, "comparer/stades")
    shown = re.findall(r'<tr><th scope="row">(.*?)</th><td>(\d+)</td><td>(\d+)</td></tr>', page)
    assert {name: (int(then), int(since)) for name, then, since in shown} == {
        name: (first[name], last[name]) for name in first | last
    }
    description = re.search(r'<desc id="stades-description">(.*?)</desc>', page)[1].replace("\u00a0", " ")
    assert f"Ouvert : {first['Ouvert']} (premier stade connu), {last['Ouvert']} (dernier stade connu)" in description


@pytest.mark.parametrize("axis", BY_HAND)
def test_what_is_not_documented_is_counted_and_named(real_site, axis):
    silent = [identifier for identifier, columns in columns_by_hand(axis).items() if not columns]
    page = page_of(real_site, f"comparer/{axis}")
    part = page[page.index('id="manque"') : page.index('id="autres-axes"')]
    assert sorted(re.findall(r'href="\.\./\.\./poles/([^"/]+)/"', part)) == silent
    assert (f"{len(silent)}\u00a0pôle" in part) if silent else ("Tous les pôles documentent cet axe" in part)


@pytest.mark.parametrize("axis", BY_HAND)
def test_every_fact_is_in_the_table_to_download_and_no_cell_is_a_formula(real_site, catalogue, axis):
    raw = (real_site / "comparer" / axis / "tableau.csv").read_text(encoding="utf-8")
    lines = list(csv.DictReader(io.StringIO(raw), delimiter=";"))
    told = {identifier: {line["code"] for line in lines if line["fiche"] == identifier} - {""} for identifier in POLES}
    assert told == columns_by_hand(axis)
    assert {line["fiche"] for line in lines if line["valeur"] == "non documenté"} == {
        one for one, columns in told.items() if not columns
    }
    assert not [cell for line in lines for cell in line.values() if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(catalogue):
    poles = tuple(catalogue.sheets["poles"].values())
    record = poles[0].record.model_copy(update={"nom": '=HYPERLINK("http://piege")'})
    trapped = type(poles[0])(poles[0].kind, poles[0].id, poles[0].path, record, "0123456789")
    table = facts_as_csv(compare(POLE_AXES["finalite"], (trapped,), catalogue), catalogue, "https://exemple.org/")
    assert "'=HYPERLINK" in table and ';"=HYPERLINK' not in table and ";=HYPERLINK" not in table


def test_a_chart_is_named_described_and_counts_poles_not_shares(real_site):
    for axis in POLE_AXES:
        page = page_of(real_site, f"comparer/{axis}")
        chart = re.search(r'<div class="graphique".*?(<svg.*?</svg>)', page, re.DOTALL)[1]
        drawing = ET.fromstring(chart.replace('xmlns="http://www.w3.org/2000/svg"', ""))
        title, description = drawing.find("{*}title"), drawing.find("{*}desc")
        assert drawing.get("role") == "img" and title.text and description.text
        assert drawing.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
        assert "%" not in "".join(drawing.itertext())


def test_each_fact_of_a_matrix_leads_to_its_sources_and_each_pole_to_its_sheet(real_site):
    page = page_of(real_site, "comparer/role-de-la-collectivite")
    matrix = page[page.index('class="matrice"') : page.index("</table>", page.index('class="matrice"'))]
    for address in POLES:
        assert f'href="../../poles/{address}/"' in matrix
    links = re.findall(r'href="\.\./\.\./(poles/[^"/]+)/#(source-\d+)"', matrix)
    assert links
    for address, anchor in set(links):
        assert f'id="{anchor}"' in page_of(real_site, address)


@pytest.mark.parametrize(
    ("axis", "field"), [("forme-juridique", "formes_juridiques"), ("activites", "cooperations"), ("chiffres", "mesures")]
)
@pytest.mark.parametrize("status", ["annonce", "estime", "conteste"])
def test_a_fact_that_is_not_plain_keeps_its_status(real_site, axis, field, status):
    page = page_of(real_site, f"comparer/{axis}")
    matrix = page[page.index('class="matrice"') : page.index("</table>", page.index('class="matrice"'))]
    facts = [fact for pole in POLES.values() for fact in listed(pole, field) if fact.get("statut") == status]
    assert matrix.count(f"statut--{status}") == len(facts)


def test_values_that_disagree_are_all_shown_and_none_is_averaged(real_site):
    page = plain(html.unescape(page_of(real_site, "comparer/chiffres")))
    figures = [plain(figure["imprime"]) for pole in POLES.values() for figure in listed(pole, "mesures")]
    assert [figure for figure in figures if figure not in page] == []


def test_a_stronger_status_wins_and_is_never_invented(catalogue):
    for axis in POLE_AXES:
        for row in compared(catalogue, axis).rows:
            for column, facts in row.cells.items():
                assert row.strongest(column) == min((fact.status for fact in facts), key=STRENGTH.index)


def test_a_type_has_a_comparison_that_needs_no_script(real_site, catalogue):
    types = Counter(code for pole in POLES.values() for code in listed(pole, "types"))
    prepared = {one.code: one for one in prepared_comparisons(catalogue)}
    assert {code: one.total for code, one in prepared.items()} == types
    for code in types:
        page = page_of(real_site, f"comparer/type-{code}")
        heads = page[page.index("<thead>", page.index("face-a-face")) : page.index("</thead>")]
        of_type = [identifier for identifier, pole in POLES.items() if code in listed(pole, "types")]
        assert sorted(re.findall(r"poles/([^\"/]+)/", heads)) == of_type[:6]
        assert f"type-{code}/" in page_of(real_site, "comparer")


@pytest.mark.parametrize("kind", ["poles", "practices"])
def test_the_file_of_a_sheet_says_all_its_facts_on_each_axis(real_site, catalogue, kind):
    for sheet in catalogue.sheets[kind].values():
        told = json.loads((real_site / sheet.address / FILE).read_text(encoding="utf-8"))
        for axis in AXES[kind].values():
            rows = compare(axis, (sheet,), catalogue).rows
            facts = {code: len(found) for row in rows for code, found in row.cells.items()}
            assert {code: len(lines) for code, lines in told["axes"].get(axis.id, {}).items()} == facts


def test_families_name_every_type_of_actor(catalogue):
    assert set(FAMILY_OF_TYPE) == set(catalogue.reference.labels["types_acteur"]) - {"non-documente"}
    assert set(FAMILY_OF_TYPE.values()) < set(FAMILIES)
