import csv
import io
import json
import re
from collections import Counter

import pytest
import yaml

from generator import pipeline
from generator.derive.coverage import EXPECTED
from generator.derive.facts_in_time import contradictions, overdue
from generator.derive.knowledge import MOST_WORTH, Knowledge
from generator.derive.presence import presences
from generator.site import KINDS, REPOSITORY_ROOT
from schemas import KINDS as MODELS
from schemas.structure import shapes

SOURCE = "sources:\n  - titre: Source\n"


def written(kind, root=REPOSITORY_ROOT):
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((root / kind).glob("*.yaml"))}


RECORDS = {kind: written(kind) for kind in KINDS}


@pytest.fixture(scope="module")
def data(real_site):
    return json.loads((real_site / "observatoire" / "donnees.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(real_site):
    return (real_site / "observatoire" / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def made(tmp_path):
    """Return what is known of poles written on the spot."""

    def make(**poles):
        (tmp_path / "poles").mkdir(exist_ok=True)
        for name, text in poles.items():
            sheet = f"nom: {name}\nresume: Un pôle.\nterritoires:\n  - territoire: com-38185\n{text}{SOURCE}"
            (tmp_path / "poles" / f"{name}.yaml").write_text(sheet, encoding="utf-8")
        catalogue = pipeline.load(tmp_path)
        return catalogue, Knowledge(catalogue, presences(catalogue))

    return make


def test_it_counts_every_published_sheet(data):
    assert data["fiches"] == sum(len(records) for records in RECORDS.values()) and data["fiches_retirees"] == 0


def test_completeness_is_what_the_files_hold(data):
    by_hand = []
    for kind, fields in EXPECTED.items():
        titles = shapes(MODELS[kind])
        records = RECORDS[kind].values()
        for field in fields:
            filled = sum(bool(record.get(field)) for record in records)
            answered = sum(
                field == "resultats" and bool(record.get("resultats_non_documentes")) and not record.get(field)
                for record in records
            )
            by_hand.append(
                (
                    KINDS[kind].singular.capitalize(),
                    titles[field].title,
                    filled,
                    answered,
                    len(records) - filled - answered,
                    len(records),
                )
            )
    assert [tuple(line.values()) for line in data["completude"]] == by_hand


def test_types_stages_and_states_are_those_of_the_files(data, real_site):
    labels = {
        name: {
            term["code"]: term["libelle"]
            for term in yaml.safe_load((REPOSITORY_ROOT / f"reference/vocabularies/{name}.yaml").read_text(encoding="utf-8"))[
                "termes"
            ]
        }
        for name in ("types_pole", "stades")
    }
    types = Counter(labels["types_pole"][code] for pole in RECORDS["poles"].values() for code in pole.get("types", []))
    assert {line["Type ou thème"]: line["Fiches"] for line in data["types"] if line["Genre"] == "Pôle"} == types
    last = Counter()
    for pole in RECORDS["poles"].values():
        stages = sorted(pole.get("stades", []), key=lambda stage: str(stage.get("date", "")))
        last[labels["stades"][stages[-1]["stade"]] if stages else "Non documenté"] += 1
    assert {line["Dernier stade"]: line["Pôles"] for line in data["stades"] if line["Pôles"]} == last
    assert sum(line["Fiches"] for line in data["etats"]) == data["fiches"]


def test_every_region_is_told_even_an_empty_one(data):
    counts = {line["Région"]: line["Pôles"] for line in data["regions"]}
    assert len(counts) == 18 and counts["Mayotte"] == 0 and counts["Auvergne-Rhône-Alpes"] >= 3


def test_the_sheets_worth_completing_lack_what_their_files_lack(data):
    lines = data["a-completer"]
    assert len(lines) == MOST_WORTH
    worths = [(1 + line["Fiches qui la citent"]) * len(line["Manque"].split(", ")) for line in lines]
    assert worths[-1] > 0
    names = {
        record.get("nom") or record.get("titre"): (kind, record)
        for kind, records in RECORDS.items()
        for record in records.values()
    }
    for line in lines:
        kind, record = names[line["Fiche"].replace("\u00a0", " ")]
        titles = shapes(MODELS[kind])
        lacking = [
            titles[field].title
            for field in EXPECTED[kind]
            if not record.get(field) and not (field == "resultats" and record.get("resultats_non_documentes"))
        ]
        assert line["Manque"] == ", ".join(lacking)


def test_a_sheet_named_by_others_comes_before_one_that_lacks_as_much(made):
    _, known = made(**{"pole-a": "", "pole-b": "relations:\n  - type: voisin-de\n    pole: pole-c\n", "pole-c": ""})
    assert [gap.sheet.id for gap in known.most_worth_completing] == ["pole-c", "pole-a", "pole-b"]
    assert [gap.named_by for gap in known.most_worth_completing] == [1, 0, 0]
    assert all(gap.worth == len(gap.missing) * (1 + gap.named_by) for gap in known.most_worth_completing)


STAGE = "stades:\n  - stade: ouvert\n    date: {date}\n    statut: annonce\n{more}"
DAY = "2013-06-15"


@pytest.mark.parametrize(
    ("date", "more", "is_late"),
    [
        ("2012", "", True),
        ("2013", "", False),
        ("2013-05", "", True),
        ("2013-06", "", False),
        ("2013-06-14", "", True),
        ("2013-06-15", "", False),
        ("2012", "    precision_date: apres\n", False),
        ("2012", "  - stade: ouvert\n    date: 2014-09\n    statut: constate\n", False),
        ("2012", "  - stade: ouvert\n    date: 2014-09\n    statut: conteste\n", False),
        ("2012", "  - stade: ouvert\n    date: 2010\n    statut: constate\n", True),
        ("2012", "  - stade: ouvert\n    date: 2014\n    statut: annonce\n", True),
    ],
)
def test_an_announcement_is_late_when_its_date_is_past_and_nothing_confirms_it(made, date, more, is_late):
    catalogue, _ = made(pole=STAGE.format(date=date, more=more))
    assert bool(overdue(catalogue.sheets["poles"]["pole"], DAY)) == is_late


def test_late_announcements_are_real_announcements(data):
    announced = Counter()
    for records in RECORDS.values():
        for record in records.values():
            for values in record.values():
                for fact in values if isinstance(values, list) else ():
                    if isinstance(fact, dict) and fact.get("statut") == "annonce":
                        announced[record.get("nom") or record.get("titre")] += 1
    told = Counter(line["Fiche"].replace("\u00a0", " ") for line in data["annonces"])
    assert told and all(count <= announced[name] for name, count in told.items())


def test_contradictions_are_contested_facts_and_figures_that_differ(made):
    figure = "  - mesure: surface\n    imprime: {}\n    date: 2011\n"
    text = f"mesures:\n{figure.format(12)}{figure.format(15)}stades:\n  - stade: ouvert\n    date: 2012\n    statut: conteste\n"
    catalogue, _ = made(pole=text)
    found = contradictions(catalogue.sheets["poles"]["pole"])
    assert [[one.field for one in ones] for ones in found] == [["stades"], ["mesures", "mesures"]]


def test_the_oldest_verified_come_first_and_nothing_depends_on_the_day_of_reading(data, page):
    days = [line["Dernière vérification"] for line in data["verifications"]]
    dated = [day for day in days if day != "Non documenté"]
    assert days == ["Non documenté"] * (len(days) - len(dated)) + sorted(dated)
    assert data["jour_de_reference"] == max(dated)


def test_each_table_is_a_file_that_a_spreadsheet_opens_safely(real_site, data, page):
    for path in (real_site / "observatoire").glob("*.csv"):
        lines = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")), delimiter=";"))
        assert [list(map(str, line.values())) for line in data[path.stem]] == [list(line.values()) for line in lines]
        assert not [cell for line in lines for cell in line.values() if cell.startswith(("=", "+", "-", "@"))]
        assert f'href="{path.name}"' in page
    assert len(list((real_site / "observatoire").glob("*.csv"))) == 10


def test_charts_have_their_table_and_no_share(page):
    assert len(re.findall(r'class="graphique"', page)) == page.count("Les nombres de ce graphique") == 3
    assert "%" not in re.sub(
        r"<style.*?</style>|style=\"[^\"]*\"", "", page[page.index("<main") : page.index("</main>")], flags=re.DOTALL
    )


def test_an_observatory_without_a_sheet_says_so(tmp_path):
    for kind in KINDS:
        (tmp_path / "monde" / kind).mkdir(parents=True)
    pipeline.build(tmp_path / "monde", tmp_path / "site")
    assert "il n’y a rien à compter" in (tmp_path / "site" / "observatoire" / "index.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "site" / "observatoire" / "donnees.json").read_text(encoding="utf-8"))["fiches"] == 0


def test_a_withdrawn_sheet_is_not_counted_and_that_is_said(tiny_site):
    page = (tiny_site / "observatoire" / "index.html").read_text(encoding="utf-8")
    assert "1\u00a0fiche retirée, qui n’est pas comptée" in page
    told = json.loads((tiny_site / "observatoire" / "donnees.json").read_text(encoding="utf-8"))
    assert told["fiches_retirees"] == 1 and "Une pratique retirée" not in json.dumps(told, ensure_ascii=False)
