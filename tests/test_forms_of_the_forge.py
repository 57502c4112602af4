import re
import shutil

import pytest
import yaml

from generator import pipeline
from generator.forge.forge_files import FOLDER, forge_files
from generator.forge.reviewers import code_owners, load_reviewers
from generator.generated_files import stale
from generator.problems import BadRecords
from generator.reference import load_reference
from generator.settings import load_settings
from generator.site import KINDS, REFERENCE, SETTINGS
from schemas import KINDS as MODELS
from schemas.edition import Edition
from schemas.references import Reference
from schemas.structure import shape_at, shapes

NBSP = "\u00a0"
FORMS = {
    path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / "ISSUE_TEMPLATE").glob("*.yml"))
}
CONFIG = FORMS.pop("config.yml")
PROPOSALS = {"proposer-une-pratique.yml": "practices", "proposer-un-pole.yml": "poles"}
TYPES = {
    "markdown": {"value"},
    "input": {"label", "description", "placeholder", "value"},
    "textarea": {"label", "description", "placeholder", "value", "render"},
    "dropdown": {"label", "description", "multiple", "options", "default"},
    "checkboxes": {"label", "description", "options"},
}
"""What GitHub accepts: the kinds of elements and the attributes of each (« Syntax for GitHub's form schema »)."""


def questions(form):
    return [element for element in form["body"] if element["type"] != "markdown"]


def field_of(kind, element):
    """Return the shape of the record's field that a question asks for."""
    path = tuple(part for name in element["id"].split("-") for part in (name, 0))[:-1]
    return shape_at(MODELS[kind], path) or shape_at(Edition, path)


def vocabulary_of(shape):
    marks = (shape.items or shape).marks
    return next((mark.scope for mark in marks if isinstance(mark, Reference) and mark.target == "vocabulary"), None)


def test_there_are_the_four_forms():
    assert sorted(FORMS) == ["corriger-une-fiche.yml", *sorted(PROPOSALS), "vie-privee.yml"]


@pytest.mark.parametrize("name", FORMS)
def test_the_forge_accepts_the_form(name):
    form = FORMS[name]
    assert set(form) <= {"name", "description", "title", "labels", "assignees", "projects", "type", "body"}
    assert all(isinstance(form[key], str) and form[key].strip() for key in ("name", "description", "title"))
    assert questions(form) and form["labels"] and all(isinstance(label, str) for label in form["labels"])
    for element in form["body"]:
        assert set(element) <= {"type", "id", "attributes", "validations"}
        assert set(element["attributes"]) <= TYPES[element["type"]]
        assert all(value != "" for value in element["attributes"].values())
        assert set(element.get("validations", {})) <= {"required"} and isinstance(
            element.get("validations", {}).get("required", False), bool
        )
        assert element["type"] == "markdown" or re.fullmatch(r"[A-Za-z0-9_-]+", element["id"])


@pytest.mark.parametrize("name", FORMS)
def test_identifiers_and_labels_are_told_apart(name):
    asked = questions(FORMS[name])
    for words in (
        [element["id"] for element in asked],
        [re.sub(r"\W", "", element["attributes"]["label"]).lower() for element in asked],
    ):
        assert len(words) == len(set(words))


@pytest.mark.parametrize("name", FORMS)
def test_options_are_distinct_words(name):
    for element in questions(FORMS[name]):
        if element["type"] == "checkboxes":
            options = [option["label"] for option in element["attributes"]["options"]]
            assert all(option["required"] is True for option in element["attributes"]["options"])
        else:
            options = element["attributes"].get("options", ["x"])
        assert options and len(options) == len(set(options))
        assert all(isinstance(option, str) and option.strip() and option.lower() != "none" for option in options)


@pytest.mark.parametrize("name", PROPOSALS)
def test_each_question_asks_for_a_field_by_its_own_title(name):
    labels = load_reference(REFERENCE).labels
    for element in questions(FORMS[name])[:-1]:
        shape = field_of(PROPOSALS[name], element)
        assert shape is not None and element["attributes"]["label"] == shape.title, element["id"]
        assert (element["type"] == "dropdown") == bool(vocabulary_of(shape)), element["id"]
        if element["type"] == "dropdown":
            assert element["attributes"]["options"] == list(labels[vocabulary_of(shape)].values())
            assert element["attributes"].get("multiple", False) == (shape.items is not None)


@pytest.mark.parametrize("name", PROPOSALS)
def test_what_every_sheet_must_have_is_asked_and_required(name):
    required = {field for field, shape in shapes(MODELS[PROPOSALS[name]]).items() if shape.field.is_required()}
    assert {element["id"] for element in questions(FORMS[name])[:-1] if element["validations"]["required"]} == required


def test_a_correction_may_name_any_field_of_any_kind():
    (asked,) = (element for element in questions(FORMS["corriger-une-fiche.yml"]) if element["id"] == "champ")
    titles = {shape.title for model in MODELS.values() for shape in shapes(model).values()}
    assert set(asked["attributes"]["options"]) == titles


def test_a_correction_and_a_withdrawal_ask_for_fields_by_their_titles():
    for name, field, model in (
        ("corriger-une-fiche.yml", "sources", MODELS["poles"]),
        ("corriger-une-fiche.yml", "contributeurs", Edition),
        ("vie-privee.yml", "motif_retrait", Edition),
    ):
        (asked,) = (element for element in questions(FORMS[name]) if element["id"] == field)
        assert asked["attributes"]["label"] == shapes(model)[field].title


def test_the_form_on_privacy_asks_for_no_personal_data_and_says_that_it_is_public():
    form = FORMS["vie-privee.yml"]
    assert form["body"][0]["type"] == "markdown" and "est public" in form["body"][0]["attributes"]["value"]
    assert not re.search(r"courriel|téléphone|nom", " ".join(one["attributes"]["label"].lower() for one in questions(form)))


def test_no_blank_issue_and_only_pages_of_the_site():
    assert CONFIG["blank_issues_enabled"] is False
    for link in CONFIG["contact_links"]:
        assert set(link) == {"name", "url", "about"} and link["url"].startswith(load_settings(SETTINGS).site_url)


@pytest.mark.parametrize("name", FORMS)
def test_forms_are_typeset(name):
    text = (FOLDER / "ISSUE_TEMPLATE" / name).read_text(encoding="utf-8")
    assert not re.search(r"[^\s\-] [;!?»]|« |\w'\w", re.sub(r"^\s*title: .*$", "", text, flags=re.MULTILINE))


def test_the_committed_files_are_not_stale(real):
    assert stale(forge_files(real, load_settings(SETTINGS), REFERENCE)) == []


@pytest.fixture
def owners(tmp_path, tiny_world):
    """Return the lines of the file made from other reviewers, for the sheets of the tiny world."""
    catalogue = pipeline.load(tiny_world)

    def make(text):
        (tmp_path / "relecteurs.yaml").write_text(text, encoding="utf-8")
        lines = code_owners(load_reviewers(tmp_path, catalogue), catalogue).splitlines()
        return [line for line in lines if not line.startswith("#")]

    return make


def test_with_nobody_the_file_says_only_that(owners):
    assert owners("tous: []\n") == ["*"]
    assert owners("tous: ['@org/a', '@org/b']\n") == ["* @org/a @org/b"]


def test_the_file_of_the_project_names_nobody():
    lines = (FOLDER / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["*"]


def test_a_sheet_is_for_the_teams_of_its_territories_and_of_its_networks(tmp_path, tiny_world):
    world = tmp_path / "monde"
    shutil.copytree(tiny_world, world)
    sheet = "nom: {}\nresume: Un lieu.\nterritoires:\n  - territoire: {}\n    role: implantation\nsources:\n  - titre: x\n"
    signed = "edition:\n  contributeurs:\n    - acteur: {}\n"
    actor = sorted(path.stem for path in (world / "actors").glob("*.yaml"))[0]
    (world / "poles" / "zz-drome.yaml").write_text(sheet.format("a", "com-26281") + signed.format(actor), encoding="utf-8")
    (world / "poles" / "zz-reunion.yaml").write_text(sheet.format("b", "dep-974"), encoding="utf-8")
    (world / "poles" / "zz-corse.yaml").write_text(sheet.format("c", "dep-2A"), encoding="utf-8")
    (tmp_path / "relecteurs.yaml").write_text(
        f"tous: ['@org/tous']\nreseaux:\n  - acteur: {actor}\n    equipes: ['@org/reseau']\n"
        "regions:\n  - territoire: reg-84\n    equipes: ['@org/aura']\n  - territoire: reg-04\n    equipes: ['@org/reunion', '@org/reseau']\n",
        encoding="utf-8",
    )
    catalogue = pipeline.load(world)
    lines = code_owners(load_reviewers(tmp_path, catalogue), catalogue).splitlines()
    assert lines[2] == "* @org/tous"
    assert "/poles/zz-drome.yaml @org/reseau @org/aura" in lines
    assert "/poles/zz-reunion.yaml @org/reunion @org/reseau" in lines
    assert not any("zz-corse" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("tous: ['@personne']\n", "forme-invalide", (1, 8)),
        ("tous: ['equipe']\n", "forme-invalide", (1, 8)),
        ("tous: ['@org/a * @org/b']\n", "forme-invalide", (1, 8)),
        ("equipes: []\n", "champ-inconnu", (1, 1)),
        ("reseaux:\n  - acteur: nulle-part\n    equipes: ['@org/a']\n", "reference-inconnue", (2, 13)),
        ("reseaux:\n  - acteur: Pas Un Nom\n    equipes: ['@org/a']\n", "reference-inconnue", (2, 13)),
        ("regions:\n  - territoire: reg-99\n    equipes: ['@org/a']\n", "territoire-inconnu", (2, 17)),
        ("regions:\n  - territoire: reg-84\n", "champ-manquant", (2, 5)),
        ("", "fichier-vide", (1, 1)),
    ],
)
def test_a_fault_in_the_file_of_reviewers_is_told_where_it_is(text, code, place, owners):
    with pytest.raises(BadRecords) as stop:
        owners(text)
    (problem,) = stop.value.problems
    assert (problem.path, (problem.line, problem.column)) == ("reference/relecteurs.yaml", place)
    assert problem.code == code and problem.message and problem.hint


def test_the_command_tells_stale_files(run, monkeypatch, tmp_path):
    assert run("forge", "--verifier").stdout == f"6{NBSP}fichiers à jour.\n"
    monkeypatch.setattr("generator.forge.forge_files.FOLDER", tmp_path)
    result = run("forge", "--verifier")
    assert result.exit_code == 1 and "CODEOWNERS" in result.stderr and list(tmp_path.iterdir()) == []
    assert run("forge").exit_code == 0
    assert run("forge", "--verifier").exit_code == 0


def test_the_kinds_to_correct_are_those_of_the_site():
    (asked,) = (element for element in questions(FORMS["corriger-une-fiche.yml"]) if element["id"] == "genre")
    assert asked["attributes"]["options"] == [kind.singular.capitalize() for kind in KINDS.values()]
