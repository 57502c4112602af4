import json
import os
import re
import subprocess
import sys

import pyromark
import pytest

from generator import pipeline
from generator.problems import BadRecords, Problem, errors
from generator.report import EXCERPT, FORMATS, as_github, as_json, as_markdown, as_text, summary
from generator.site import REPOSITORY_ROOT

KEYS = {"code", "path", "line", "column", "field", "message", "hint", "severity"}
NBSP = "\u00a0"


def problem(**changes):
    return Problem(
        **{
            "path": "poles/essai.yaml",
            "line": 1,
            "column": 6,
            "code": "champ-vide",
            "field": "nom",
            "message": "« Nom » est vide.",
            "hint": "Remplissez-le : vite !",
            **changes,
        }
    )


def world(folder, text, path="poles/essai.yaml"):
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="")
    return folder


def test_a_text_report_shows_the_line_and_a_caret_under_the_fault(tmp_path):
    root = world(tmp_path, "sigle: PDE\nnom: Pôle\n")
    report = as_text([problem(line=2, column=6)], root)
    assert report == (
        f"poles/essai.yaml:2:6: erreur [champ-vide] «{NBSP}Nom{NBSP}» est vide.\n"
        "    2 | nom: Pôle\n"
        "             ^\n"
        f"    → Remplissez-le{NBSP}: vite{NBSP}!\n"
    )


@pytest.mark.parametrize("column", [1, 49, 50, 51, 52, 99, 100, 101, 150, 399, 400])
def test_the_caret_stands_under_the_fault_of_a_long_line_too(column, tmp_path):
    line = "".join(chr(0x4E00 + number) for number in range(400))
    report = as_text([problem(column=column)], world(tmp_path, line + "\n"))
    _, shown, caret, _ = report.split("\n", maxsplit=3)
    assert shown[len(caret) - 1] == line[column - 1]
    assert caret.strip() == "^"
    assert len(shown) <= len("    1 | ") + EXCERPT


def test_the_caret_follows_the_number_of_the_line(tmp_path):
    root = world(tmp_path, "\n" * 1233 + "nom: Pôle\n")
    _, shown, caret, _ = as_text([problem(line=1234, column=6)], root).split("\n", maxsplit=3)
    assert shown[len(caret) - 1] == "P"


def test_a_line_is_counted_alike_with_windows_ends_and_a_byte_order_mark(tmp_path):
    root = world(tmp_path, "\ufeffsigle: PDE\r\nnom: Pôle\r\n")
    assert "    2 | nom: Pôle\n             ^\n" in as_text([problem(line=2, column=6)], root)


def test_an_invisible_character_is_shown_as_a_dot(tmp_path):
    root = world(tmp_path, "nom: \x1b[31m\u202eP\n")
    assert "    1 | nom: ·[31m·P\n" in as_text([problem()], root)


@pytest.mark.parametrize("text", ["", "\n\nnom: x\n", "   \n"])
def test_a_line_with_nothing_to_see_is_not_shown(text, tmp_path):
    assert as_text([problem()], world(tmp_path, text)).count("\n") == 2


def test_a_file_that_cannot_be_read_has_no_excerpt(tmp_path):
    assert as_text([problem(path="poles/absent.yaml")], tmp_path).count("\n") == 2


def test_a_warning_is_called_a_warning(tmp_path):
    assert "avertissement [champ-vide]" in as_text([problem(severity="warning")], tmp_path)


def test_a_json_report_has_exactly_the_keys_that_programs_read(tmp_path):
    (told,) = json.loads(as_json([problem()], tmp_path))
    assert set(told) == KEYS
    assert told["line"] == 1
    assert told["severity"] == "error"
    assert told["message"] == f"«{NBSP}Nom{NBSP}» est vide."
    assert json.loads(as_json([], tmp_path)) == []


def test_an_annotation_names_the_file_the_line_and_the_column(tmp_path):
    annotation = as_github([problem(message="Vide.", hint="Remplissez.")], tmp_path)
    assert annotation == "::error file=poles/essai.yaml,line=1,col=6,title=champ-vide::Vide. Remplissez."
    assert as_github([problem(severity="warning")], tmp_path).startswith("::warning ")


@pytest.mark.parametrize(
    ("text", "in_a_property", "in_the_value"),
    [
        ("100 %", "100 %25", f"100{NBSP}%25"),
        ("a\nb", "a%0Ab", "a%0Ab"),
        ("a\rb", "a%0Db", "a%0Db"),
        ("a:b,c", "a%3Ab%2Cc", "a:b,c"),
        ("%0A", "%250A", "%250A"),
    ],
)
def test_no_text_escapes_from_its_annotation(text, in_a_property, in_the_value, tmp_path):
    annotation = as_github([problem(path=text, message=text, hint="::error::")], tmp_path)
    assert annotation.startswith(f"::error file={in_a_property},line=")
    assert f"::{in_the_value} " in annotation
    assert "\n" not in annotation


def test_an_annotation_takes_one_line_per_problem(tmp_path):
    assert as_github([problem(), problem(line=2)], tmp_path).count("\n") == 1
    assert as_github([], tmp_path) == ""


@pytest.mark.parametrize(
    ("problems", "sentence"),
    [
        ([problem()], "1 erreur dans 1 fichier"),
        ([problem(), problem(line=2)], "2 erreurs dans 1 fichier"),
        ([problem(), problem(path="b", severity="warning")], "1 erreur et 1 avertissement dans 2 fichiers"),
        ([problem(severity="warning"), problem(severity="warning")], "2 avertissements dans 1 fichier"),
        ([problem(), problem(path="b"), problem(path="c", severity="warning")], "2 erreurs et 1 avertissement dans 3 fichiers"),
    ],
)
def test_a_summary_counts_in_french(problems, sentence):
    assert summary(problems) == sentence


def test_problems_are_sorted_by_file_then_place():
    given = [problem(path="b"), problem(line=10), problem(line=2, column=9), problem(line=2, column=1)]
    assert BadRecords(given).problems == (given[0], given[3], given[2], given[1])


def test_only_errors_stop_a_build():
    assert errors([problem(severity="warning"), problem()]) == (problem(),)


def test_a_good_world_ends_with_zero(run, tiny_world):
    result = run("check", "--records", tiny_world)
    assert (result.exit_code, result.stdout) == (0, "Aucun problème.\n")


@pytest.mark.parametrize("output", FORMATS)
def test_a_bad_world_ends_with_one_in_every_format(output, run, tmp_path):
    result = run("check", "--records", world(tmp_path, "nom: Pôle\n"), "--format", output)
    assert result.exit_code == 1
    assert "champ-manquant" in result.stdout


def test_json_is_all_that_json_prints(run, tiny_world, tmp_path):
    assert json.loads(run("check", "--records", tiny_world, "--format", "json").stdout) == []
    told = json.loads(run("check", "--records", world(tmp_path, "nom: Pôle\n"), "--format", "json").stdout)
    assert [set(one) for one in told] == [KEYS, KEYS]


def test_annotations_say_nothing_of_a_good_world(run, tiny_world):
    assert run("check", "--records", tiny_world, "--format", "github").stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--format", "xml"],
        ["check", "--records", "nulle-part"],
        ["check", "--records", __file__],
        ["check", "--inconnue"],
        ["check", "fiche.yaml"],
        ["verifier"],
    ],
)
def test_a_wrong_option_ends_with_two(arguments, run):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(f"Voyez «{NBSP}observatoire --help{NBSP}».\n")


def test_a_folder_without_sheets_is_a_good_world(run, tmp_path):
    (tmp_path / "poles").mkdir()
    assert run("check", "--records", tmp_path).exit_code == 0


def test_a_folder_that_cannot_hold_sheets_is_a_wrong_option(run, tmp_path):
    assert run("check", "--records", tmp_path).exit_code == 2


@pytest.mark.parametrize("strict", [True, False])
def test_a_warning_counts_only_when_strict(strict, run, monkeypatch, tmp_path):
    (tmp_path / "poles").mkdir()
    monkeypatch.setattr(pipeline, "check", lambda records: pipeline.Check(None, (problem(severity="warning"),)))
    result = run("check", "--records", tmp_path, *(["--strict"] if strict else []))
    assert result.exit_code == int(strict)
    assert "1 avertissement dans 1 fichier" in result.stdout


def test_faulty_vocabularies_are_told_like_sheets(run, monkeypatch, tmp_path):
    def fail(records):
        raise BadRecords([problem(path="reference/vocabularies/stades.yaml")])

    (tmp_path / "poles").mkdir()
    monkeypatch.setattr(pipeline, "check", fail)
    result = run("check", "--records", tmp_path)
    assert result.exit_code == 1
    assert "reference/vocabularies/stades.yaml:1:6" in result.stdout


def test_a_build_of_a_bad_world_tells_why_and_writes_nothing(run, tmp_path):
    site = tmp_path / "site"
    result = run("build", "--records", world(tmp_path / "monde", "nom: Pôle\n"), "--site", site)
    assert result.exit_code == 1
    assert "[champ-manquant]" in result.stdout
    assert result.stderr == f"Site non fabriqué{NBSP}: 2 erreurs dans 1 fichier.\n"
    assert not site.exists()


def test_a_file_name_of_any_bytes_is_told_on_one_line(run, tmp_path):
    world(tmp_path, "nom: x\n")
    (tmp_path / "poles" / "a\n::error::b.yaml").touch()
    (tmp_path / "poles" / "c\x1b[2J.yaml").touch()
    with open(os.fsencode(tmp_path / "poles") + b"/\xff.yaml", "wb"):  # noqa: PTH123 - a name that no text can hold
        pass
    for output in ("text", "github"):
        result = run("check", "--records", tmp_path, "--format", output)
        assert result.exit_code == 1
        assert len(re.findall(r"\[nom-de-fichier\]|title=nom-de-fichier", result.stdout)) == 3
        assert not re.search(r"^::error::b|\x1b", result.stdout, re.MULTILINE)
    assert run("check", "--records", tmp_path, "--format", "json").exit_code == 1


def test_the_installed_command_answers_like_the_function(tiny_world):
    command = [sys.executable, "-m", "generator.cli", "check", "--records", str(tiny_world)]
    done = subprocess.run(command, cwd=REPOSITORY_ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Aucun problème.\n", "")


@pytest.mark.parametrize(("arguments", "code"), [(["check", "--records", "."], 1), (["check", "--inconnue"], 2)])
def test_the_installed_command_ends_with_the_same_codes(arguments, code, tmp_path):
    world(tmp_path, "nom: Pôle\n")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY_ROOT), "LC_ALL": "C", "LANG": "C"}
    done = subprocess.run(
        [sys.executable, "-m", "generator.cli", *arguments], cwd=tmp_path, capture_output=True, env=environment, check=False
    )
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


def many(number, severity):
    return [problem(path=f"poles/{severity}-{rank}.yaml", severity=severity) for rank in range(number)]


@pytest.mark.parametrize(("found", "note"), [(10, None), (11, f"1{NBSP}autre problème"), (40, f"30{NBSP}autres problèmes")])
def test_a_forge_is_given_what_it_shows_and_a_note_on_the_rest(found, note, tmp_path):
    lines = as_github([*many(found, "error"), *many(3, "warning")], tmp_path).splitlines()
    assert [sum(line.startswith(f"::{severity} ") for line in lines) for severity in ("error", "warning")] == [10, 3]
    assert lines[13:] == ([f"::notice::{note} dans le résumé de l’étape."] if note else [])


def test_the_warnings_of_the_first_sheets_do_not_hide_the_errors_of_the_last(tmp_path):
    annotations = as_github([*many(40, "warning"), problem(path="poles/zzz.yaml")], tmp_path)
    assert "::error file=poles/zzz.yaml" in annotations


def test_the_summary_holds_every_problem_beside_the_annotations(run, tmp_path):
    for number in range(8):
        world(tmp_path, "nom: Pôle\n", f"poles/p{number}.yaml")
    summary_file = tmp_path / "resume.md"
    summary_file.write_text("Déjà là.\n", encoding="utf-8")
    result = run("check", "--records", tmp_path, "--format", "github", "--resume", summary_file)
    assert result.stdout.count("::error ") == 10
    text = summary_file.read_text(encoding="utf-8")
    assert text.startswith("Déjà là.\n## Vérification des fiches\n\n16 erreurs dans 8 fichiers.\n")
    assert text.count("`champ-manquant`") == 16


def test_the_summary_of_a_good_world_says_so(run, tiny_world, tmp_path):
    assert run("check", "--records", tiny_world, "--resume", tmp_path / "resume.md").exit_code == 0
    assert "Aucun problème." in (tmp_path / "resume.md").read_text(encoding="utf-8")


def test_a_summary_that_cannot_be_written_is_told(run, tiny_world, tmp_path):
    result = run("check", "--records", tiny_world, "--resume", tmp_path / "absent" / "resume.md")
    assert result.exit_code == 1 and result.stderr.startswith("Résumé non écrit")


def test_a_sheet_cannot_write_in_the_summary_nor_call_anybody(tmp_path):
    told = as_markdown([problem(path="poles/`x`|<b>.yaml", message="« <img src=x> @moi [a](b) » | `c`.", hint="#12")], tmp_path)
    html = pyromark.html(told, options=pyromark.Options.ENABLE_TABLES)
    assert not re.search(r"<(?!/?(h2|p|ul|li|code)>)", html)
    assert not re.search(r"[@#](?!\u2060)\w", html)


def test_a_summary_stays_small_enough_to_be_shown(tmp_path):
    told = as_markdown([problem(path=f"poles/p{number}.yaml", message="m" * 1000) for number in range(2000)], tmp_path)
    assert len(told.encode()) < 1_000_000 and "problèmes de plus" in told
