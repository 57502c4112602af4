import shutil
import sys

import pytest
from click.testing import CliRunner

from generator import editing, pipeline
from generator.cli import app, main
from generator.identifiers import free_identifier, identifier_of
from generator.site import KINDS, REPOSITORY_ROOT
from generator.twins import possible_twins

ANSWERS = {
    "pole": ["Pôle des Essais", "Un pôle : pour essayer.", "2", "Commune", "Die", "ouvert", "Cahier # 1", "https://exemple.fr/"],
    "practice": ["Ouvrir un lieu d’essai", "Une pratique.", "immobilier", "", "dep-26", "- le loyer", "Cahier", ""],
    "actor": ["Régie du Vercors", "siae", "RDV", "", "Drôme", "", "Cahier", ""],
}


@pytest.fixture
def world(tmp_path, monkeypatch, known):
    monkeypatch.setattr(editing, "load_reference", known)
    monkeypatch.setattr(pipeline, "load_reference", known)
    for kind in KINDS:
        shutil.copytree(REPOSITORY_ROOT / kind, tmp_path / kind)
    return tmp_path


def answered(world, word, answers):
    return CliRunner().invoke(app, ["new", word, "--records", str(world)], input="\n".join(answers) + "\n")


@pytest.mark.parametrize("word", ANSWERS)
def test_eight_answers_make_a_sheet_that_the_check_accepts(word, world):
    before = {path for kind in KINDS for path in (world / kind).iterdir()}
    result = answered(world, word, ANSWERS[word])
    assert result.exit_code == 0, result.output
    (made,) = {path for kind in KINDS for path in (world / kind).iterdir()} - before
    assert pipeline.check(world).problems == ()
    assert "statut: brouillon" in made.read_text(encoding="utf-8")
    assert CliRunner().invoke(app, ["format", str(made), "--records", str(world), "--verifier"]).exit_code == 0


def test_answers_are_words_whatever_signs_they_hold(world):
    answered(world, "pole", ANSWERS["pole"])
    text = (world / "poles" / "pole-des-essais.yaml").read_text(encoding="utf-8")
    assert "Un pôle : pour essayer." in text and "Cahier # 1" in text
    assert "territoire: com-26113" in text and "types:\n  - mutualisation-et-cooperation" in text


def test_a_wrong_answer_is_told_and_asked_again(world):
    answers = [
        "",
        "Pôle d’essai",
        "Appelez jeanne.martin@gmail.com",
        "Un pôle.",
        "friche",
        "1",
        "",
        "com-99999",
        "Saint-Martin",
        "",
        "",
        "Cahier",
        "",
    ]
    result = answered(world, "pole", answers)
    said = result.output.replace("\u00a0", " ")
    assert result.exit_code == 0, said
    assert "Cette réponse est nécessaire." in said
    assert "« jeanne.martin@gmail.com » est l’adresse d’une personne." in said
    assert "« friche » n’est pas un code de la liste" in said
    assert "Plusieurs territoires portent ce nom" in said
    assert "territoire:" not in (world / "poles" / "pole-d-essai.yaml").read_text(encoding="utf-8")


def test_a_character_that_no_sheet_may_hold_is_told_at_once(world):
    result = answered(world, "pole", ["Pôle\x07 des Essais", *ANSWERS["pole"]])
    assert result.exit_code == 0, result.output
    assert "caractère de contrôle invisible" in result.output


def test_a_practice_without_pole_needs_a_territory(world):
    result = answered(world, "practice", ["Ouvrir un lieu d’essai", "Une pratique.", "", "", "", "Die", "", "Cahier", ""])
    assert result.exit_code == 0, result.output
    assert "Cette réponse est nécessaire." in result.output


def test_a_sheet_that_may_exist_is_offered_first(world):
    result = answered(world, "pole", ["Pôle sud Archer", "n"])
    assert "pole-sud-romans.yaml" in result.output
    assert result.exit_code == 0 and not (world / "poles" / "pole-sud-archer.yaml").exists()


def test_an_interrupted_sheet_writes_nothing(world):
    before = sorted((world / "poles").iterdir())
    assert answered(world, "pole", ["Pôle des Essais"]).exit_code == 1
    assert sorted((world / "poles").iterdir()) == before


def test_an_unknown_kind_is_told_in_french(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["observatoire", "new", "pôle"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    assert "«\u00a0GENRE\u00a0» accepte «\u00a0pole\u00a0»" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("L’Œuvre du Pôle (Ain)", "l-oeuvre-du-pole-ain"),
        ("Pôle", "pole-2"),
        ("Index", "index-2"),
        ("Page 3", "page-3-2"),
        ("mot " * 40, ("mot-" * 16).strip("-")),
    ],
)
def test_a_name_gives_an_identifier_that_is_free(name, identifier):
    assert free_identifier(identifier_of(name), {"pole"}) == identifier


KNOWN = {
    "pole-sud": ("Pôle Sud / Groupe ARCHER", "PTCE Sud Archer"),
    "mes": ("Maison de l’Economie Solidaire", "MES"),
    "autre": ("Tiers-lieu des Rives",),
}


@pytest.mark.parametrize(
    ("name", "twins"),
    [
        ("pole sud archer", ("pole-sud",)),
        ("Maison de l'économie solidaire", ("mes",)),
        ("MES", ("mes",)),
        ("Maison de l’économie sociale et solidaire", ("mes",)),
        ("Tiers lieu de la Rive", ("autre",)),
        ("Régie de quartier", ()),
    ],
)
def test_names_that_may_be_the_same(name, twins):
    assert possible_twins(name, KNOWN) == twins


def test_format_tells_what_it_did_and_leaves_what_it_cannot_read(world):
    late = world / "poles" / "en-retard.yaml"
    late.write_text("sources:\n- titre: S\nresume: L'un\nnom: P\n", encoding="utf-8")
    broken = world / "poles" / "casse.yaml"
    broken.write_text('nom: "P\n', encoding="utf-8")
    flow = world / "poles" / "sur-une-ligne.yaml"
    flow.write_text("{nom: P, resume: R, sources: [{titre: S}]}\n", encoding="utf-8")
    verified = CliRunner().invoke(app, ["format", "--records", str(world), "--verifier"])
    assert verified.exit_code == 1 and late.read_text(encoding="utf-8").startswith("sources:")
    result = CliRunner().invoke(app, ["format", "--records", str(world)])
    said = result.output.replace("\u00a0", " ")
    assert result.exit_code == 1
    assert "1 fiche mise en ordre" in said and "guillemet-ouvert" in said and "sans risque" in said
    assert broken.read_text(encoding="utf-8") == 'nom: "P\n' and flow.read_text(encoding="utf-8").startswith("{nom")
    assert late.read_text(encoding="utf-8").endswith("nom: P\nresume: L’un\nsources:\n  - titre: S\n")
