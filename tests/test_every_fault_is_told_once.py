import ast
import os
import re
import shutil
import sys
import time
from pathlib import Path

import pytest

from generator import (
    decode,
    link,
    own_rules,
    pipeline,
    prose,
    read,
    rules,
    sentences,
    sheets,
    unbound_figures,
    validate,
    yaml_faults,
    yaml_tree,
)
from generator.cli import main
from generator.explanations import load_explanations
from generator.history import vanished
from generator.report import as_text, summary
from generator.site import REFERENCE
from schemas.scalars import SLUG

BROKEN = Path(__file__).parent / "mondes" / "casses"
WORLDS = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())
WORLDS_OF_ONE_FAULT = [name for name in WORLDS if not name.startswith("plusieurs-")]
GOOD_SHEET = "nom: Pôle des Essais\nresume: Un pôle pour essayer.\nsources:\n  - titre: Cahier des Essais\n"
MADE_BY_THE_TESTS = {"identifiant-disparu", "fichier-trop-grand", "trop-d-elements", "fichier-illisible"}
ONLY_WARNED = {"chiffre-sans-observation"}
NEVER_MET = {"yaml-illisible", "valeur-invalide"}
NOT_CODES = {"utf-8", "utf-8-sig"}


@pytest.fixture(autouse=True)
def _reference_is_read_once(monkeypatch, known):
    monkeypatch.setattr(pipeline, "load_reference", known)


def made_world(folder, path, content):
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def told(problems):
    return [(problem.path, problem.line, problem.column, problem.code) for problem in problems]


@pytest.mark.parametrize("name", WORLDS)
def test_a_broken_world_gets_the_report_that_was_read_by_a_person(name, monkeypatch, capsys):
    folder = BROKEN / name
    monkeypatch.setattr(sys, "argv", ["observatoire", "check", "--records", str(folder)])
    expected = (folder / "attendu.txt").read_text(encoding="utf-8")
    assert exit_code_of(main) == (1 if "erreur [" in expected else 0)
    assert capsys.readouterr().out == expected


def exit_code_of(command):
    try:
        command()
    except SystemExit as stop:
        return stop.code
    return 0


@pytest.mark.parametrize("name", WORLDS_OF_ONE_FAULT)
def test_one_fault_gives_one_message(name):
    assert len(pipeline.check(BROKEN / name).problems) == 1


@pytest.mark.parametrize("name", WORLDS)
def test_every_problem_stands_somewhere_and_says_what_to_do(name):
    problems = pipeline.check(BROKEN / name).problems
    assert list(problems) == sorted(problems)
    for problem in problems:
        lines = (BROKEN / name / problem.path).read_bytes().split(b"\n") if (BROKEN / name / problem.path).is_file() else [b""]
        assert 1 <= problem.line <= len(lines)
        assert problem.column >= 1
        assert re.fullmatch(SLUG, problem.code)
        assert problem.message.endswith(".")
        assert problem.hint.endswith((".", "?"))
        assert problem.severity == ("warning" if name in ONLY_WARNED else "error")


def test_a_file_one_byte_too_large_is_refused(tmp_path):
    sheet = GOOD_SHEET + "# "
    world = made_world(tmp_path, "poles/pole-des-essais.yaml", sheet + "x" * (decode.MAX_BYTES + 1 - len(sheet.encode())))
    problems = pipeline.check(world).problems
    assert told(problems) == [("poles/pole-des-essais.yaml", 1, 1, "fichier-trop-grand")]
    assert problems[0].message == "Le fichier dépasse 256 Kio."


def test_too_many_items_are_refused(tmp_path):
    world = made_world(tmp_path, "poles/pole-des-essais.yaml", f"{GOOD_SHEET}secteurs: [{'a,' * yaml_tree.MAX_NODES}]\n")
    assert [problem.code for problem in pipeline.check(world).problems] == ["trop-d-elements"]


def test_a_symbolic_link_is_refused(tmp_path):
    world = made_world(tmp_path / "monde", "poles/pole-des-essais.yaml", GOOD_SHEET)
    (world / "poles" / "pole-lie.yaml").symlink_to(world / "poles" / "pole-des-essais.yaml")
    problems = pipeline.check(world).problems
    assert told(problems) == [("poles/pole-lie.yaml", 1, 1, "nom-de-fichier")]
    assert problems[0].message == "Ce fichier est un lien symbolique."


def test_a_symbolic_link_to_nothing_is_refused_without_being_followed(tmp_path):
    world = made_world(tmp_path, "poles/pole-des-essais.yaml", GOOD_SHEET)
    (world / "poles" / "perdu.yaml").symlink_to(tmp_path / "nulle-part")
    assert told(pipeline.check(world).problems) == [("poles/perdu.yaml", 1, 1, "nom-de-fichier")]


@pytest.mark.parametrize("name", ["index", "page-1", "page-12", "-a", "a--b", "a_b", "a.b", "é", "A", "a" * 65, "a\n"])
def test_a_name_that_cannot_be_an_address_is_refused(name, tmp_path):
    world = made_world(tmp_path, f"poles/{name}.yaml", GOOD_SHEET)
    assert [problem.code for problem in pipeline.check(world).problems] == ["nom-de-fichier"]


@pytest.mark.parametrize("name", ["a", "1", "page", "page-de-garde", "pages-2", "a" * 64, "2011-a"])
def test_a_name_that_can_be_an_address_is_accepted(name, tmp_path):
    assert pipeline.check(made_world(tmp_path, f"poles/{name}.yaml", GOOD_SHEET)).problems == ()


def test_a_hidden_file_is_no_sheet(tmp_path):
    world = made_world(tmp_path, "poles/pole-des-essais.yaml", GOOD_SHEET)
    (world / "poles" / ".gitkeep").touch()
    assert pipeline.check(world).problems == ()


def test_a_world_put_right_has_no_problem_left(tmp_path):
    world = tmp_path / "monde"
    shutil.copytree(BROKEN / "champ-inconnu", world)
    sheet = world / "poles" / "pole-des-essais.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("stade: ouvert", "stades:\n  - stade: ouvert"), encoding="utf-8")
    assert pipeline.check(world).problems == ()


def test_a_narrative_full_of_faults_does_not_bury_the_others(tmp_path):
    world = made_world(tmp_path, "poles/pole-des-essais.yaml", GOOD_SHEET.replace("essayer", "<br> " * 1000))
    assert len(pipeline.check(world).problems) == validate.FAULTS_OF_A_TEXT


def test_thousands_of_problems_are_told_in_a_few_seconds(tmp_path):
    world = made_world(tmp_path, "poles/pole-des-essais.yaml", "a: &a\n" * 20_000)
    problems = pipeline.check(world).problems
    report = as_text(problems, world)
    assert report.count("[ancre]") == 20_000
    assert summary(problems) == f"{len(problems)} erreurs dans 1 fichier"


def test_every_code_of_a_problem_has_its_broken_world():
    reports = "\n".join((BROKEN / name / "attendu.txt").read_text(encoding="utf-8") for name in WORLDS)
    met = set(re.findall(r"(?:erreur|avertissement) \[([^]]+)\]", reports))
    assert codes_in_the_source() - NOT_CODES - MADE_BY_THE_TESTS - NEVER_MET <= met


def test_every_code_of_a_problem_is_explained_and_no_other():
    reports = "\n".join((BROKEN / name / "attendu.txt").read_text(encoding="utf-8") for name in WORLDS)
    met = set(re.findall(r"(?:erreur|avertissement) \[([^]]+)\]", reports))
    assert met | codes_in_the_source() - NOT_CODES == set(load_explanations(REFERENCE))


def codes_in_the_source():
    """Collect the strings of the checking modules that look like the code of a problem."""
    trees = [
        ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        for module in (
            decode,
            read,
            yaml_tree,
            yaml_faults,
            sentences,
            rules,
            link,
            own_rules,
            unbound_figures,
            sheets,
            prose,
            vanished,
        )
    ]
    strings = {
        node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {string for string in strings if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", string)}


def test_a_pipe_among_the_sheets_is_refused_and_never_opened(tmp_path):
    (tmp_path / "actors").mkdir()
    os.mkfifo(tmp_path / "actors" / "tuyau.yaml")
    (problem,) = pipeline.check(tmp_path).problems
    assert (problem.code, problem.path) == ("nom-de-fichier", "actors/tuyau.yaml")


def test_thousands_of_unknown_references_are_told_quickly(tmp_path):
    places = "".join("  - commune: Isère\n" for _ in range(5000))
    world = made_world(tmp_path, "poles/pole-des-essais.yaml", f"{GOOD_SHEET}lieux:\n{places}")
    start = time.monotonic()
    assert len(pipeline.check(world).problems) == 5000
    assert time.monotonic() - start < 10
