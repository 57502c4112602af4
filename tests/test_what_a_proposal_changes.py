import json
import re

import pyromark
import pytest

from generator.cli import app
from generator.forge.built_pages import as_markdown as pages_as_markdown
from generator.forge.built_pages import as_text as pages_as_text
from generator.forge.built_pages import site_changes
from generator.forge.change_report import SUMMARY_BYTES, as_json, as_markdown, as_text
from generator.markdown import WORD_JOINER, code, plain
from generator.reference import load_reference
from generator.sheet_changes import sheet_changes
from generator.site import REFERENCE

NBSP = "\u00a0"
POLE = "nom: Pôle d’essai\nresume: Un lieu partagé.\nterritoires:\n  - territoire: dep-26\nsources:\n  - titre: Dépliant\n"
HOSTILE = (
    "<img src=x onerror=alert(1)> `a` ``b`` | @equipe #12 ::error::x ##[error]y [l](javascript:1) **g** www.x.fr http://x.fr/"
)
"""What a contributor may write in a sheet to have a page act."""


@pytest.fixture(scope="module")
def labels():
    return load_reference(REFERENCE).labels


@pytest.fixture
def folders(tmp_path):
    """Write two folders of sheets, given as « kind/name »: text, and return them."""

    def write(before, after):
        for name, sheets in (("avant", before), ("apres", after)):
            (tmp_path / name / "poles").mkdir(parents=True, exist_ok=True)
            for sheet, text in sheets.items():
                file = tmp_path / name / f"{sheet}.yaml"
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, encoding="utf-8")
        return tmp_path / "avant", tmp_path / "apres"

    return write


def states(folders_):
    return [(one.state, one.kind, one.id, one.former_id) for one in sheet_changes(*folders_)]


def test_sheets_that_do_not_change_are_not_told(folders, labels):
    same = folders({"poles/a": POLE}, {"poles/a": POLE})
    assert sheet_changes(*same) == ()
    assert as_text((), labels) == "Aucune fiche ne change."


def test_each_sheet_is_told_once_with_what_happened_to_it(folders):
    before = {
        "poles/a": POLE,
        "poles/b": POLE.replace("essai", "autre chose"),
        "actors/c": "nom: Ville\n",
        "poles/e": POLE + "sigle: E\n",
    }
    after = {
        "poles/a": POLE.replace("partagé", "commun"),
        "poles/d": "nom: Nouveau\nresume: Tout autre.\n",
        "actors/c": "# Un commentaire.\nnom: Ville\n",
        "poles/e": "nom: [",
    }
    assert states(folders(before, after)) == [
        ("modifiee", "poles", "a", ""),
        ("ajoutee", "poles", "d", ""),
        ("illisible", "poles", "e", ""),
        ("remise_en_forme", "actors", "c", ""),
        ("retiree", "poles", "b", ""),
    ]


def test_a_sheet_renamed_is_known_by_what_it_holds(folders):
    assert states(folders({"poles/a": POLE}, {"poles/b": POLE})) == [("renommee", "poles", "b", "a")]


def test_a_sheet_renamed_is_known_by_its_former_identifier_however_it_changed(folders):
    other = "nom: Tout à fait autre\nresume: Rien de commun.\nedition:\n  anciens_ids: [a]\n"
    assert states(folders({"poles/a": POLE}, {"poles/b": other})) == [("renommee", "poles", "b", "a")]


def test_a_sheet_of_another_kind_is_never_the_same_sheet(folders):
    assert states(folders({"poles/a": POLE}, {"practices/a": POLE})) == [
        ("ajoutee", "practices", "a", ""),
        ("retiree", "poles", "a", ""),
    ]


def test_a_summary_says_fields_by_their_titles_and_codes_by_their_labels(folders, labels):
    changes = sheet_changes(*folders({"poles/a": POLE}, {"poles/a": POLE + "types: [diffus]\nsite: www.exemple.fr\n"}))
    told = as_text(changes, labels)
    assert told.startswith(f"1{NBSP}fiche modifiée.\n")
    assert f"- Types de pôle{NBSP}: ajout de «{NBSP}{labels['types_pole']['diffus']}{NBSP}»" in told
    assert f"- Site web{NBSP}: ajout de «{NBSP}www.exemple.fr{NBSP}»" in told


def test_a_long_text_is_shown_where_it_changes(folders, labels):
    text = "Un très long récit. " * 60
    before, after = POLE.replace("Un lieu partagé.", text + "Fin."), POLE.replace("Un lieu partagé.", text + "Suite.")
    told = as_text(sheet_changes(*folders({"poles/a": before}, {"poles/a": after})), labels)
    line = next(line for line in told.splitlines() if line.startswith("- Résumé"))
    assert "Fin." in line and "Suite." in line and len(line) < 400


def test_data_keep_values_as_they_are_written(folders):
    changes = sheet_changes(*folders({"poles/a": POLE}, {"poles/a": POLE + "types: [diffus]\n"}))
    (told,) = json.loads(as_json(changes, {}))
    assert told == {
        "etat": "modifiee", "genre": "poles", "id": "a", "nom": "Pôle d’essai", "ancien_id": "",
        "changements": [{"nature": "ajout", "path": ["types"], "title": "Types de pôle", "before": None, "after": ["diffus"]}],
    }  # fmt: skip


def shown(markdown):
    """Return the HTML of a summary, code spans apart, and the same with them."""
    html = pyromark.html(markdown, options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH)
    return re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL), html


@pytest.mark.parametrize("field", ["nom", "resume", "inconnu"])
def test_nothing_written_in_a_sheet_acts_in_a_summary(field, folders, labels):
    text = f"{POLE.replace('nom: Pôle d’essai', 'nom: x') if field == 'nom' else POLE}"
    lines = [line for line in text.splitlines() if not line.startswith(f"{field}:")]
    quoted = json.dumps(HOSTILE, ensure_ascii=False)
    after = "\n".join([*lines, f"{field}: {quoted}", f"{quoted}: cle", f"sigle: {json.dumps('- ' + HOSTILE)}", ""])
    markdown = as_markdown(sheet_changes(*folders({"poles/a": POLE}, {"poles/a": after})), labels)
    outside, html = shown(markdown)
    assert not re.search(r"<(?!/?(h2|h3|p|ul|li)>)", outside)
    assert not re.search(r"[@#](?!\u2060)\w", outside)
    assert "alert(1)" in html
    assert not re.search(r"^\s*(::|##\[)", markdown, re.MULTILINE)


@pytest.mark.parametrize("text", ["`", "``a`", "a`", " a ", "", "a\nb", "a\u202eb", "<b>", "|", "\\`", "a" * 9])
def test_a_code_span_holds_any_text(text):
    outside, html = shown(code(text))
    assert outside == "<p></p>\n"
    assert "\n" not in code(text) and "\u202e" not in html


@pytest.mark.parametrize(
    "text", ["- a", "1. a", "# a", "> a", "    a", "a  \nb", "***", "[a]: http://x.fr", "&lt;", "~~a~~", "a\\"]
)
def test_plain_words_are_never_mark_up(text):
    _, html = shown(plain(text))
    assert re.fullmatch(r"<p>[^<]*</p>\n", html)


def test_nobody_is_called_by_a_text():
    assert plain("@equipe et #12") == f"\\@{WORD_JOINER}equipe et \\#{WORD_JOINER}12"


def test_a_summary_too_long_to_be_shown_says_what_is_left_out(folders, labels):
    texts = {f"poles/p{number}": POLE.replace("essai", f"essai {number}") for number in range(60)}
    after = {name: text + "".join(f"inconnu_{rank}: {'a' * 150}\n" for rank in range(100)) for name, text in texts.items()}
    changes = sheet_changes(*folders(texts, after))
    whole, cut = "\n".join(as_text(changes, labels)), as_markdown(changes, labels)
    assert len(whole.encode()) > SUMMARY_BYTES > len(cut.encode()) - 200
    assert re.search(r"… et \d+ lignes de plus\xa0: voyez les fichiers\.\n$", cut)


@pytest.fixture
def sites(tmp_path):
    before, after = tmp_path / "avant", tmp_path / "apres"
    for site, pages in (
        (before, {"index.html": "a", "poles/a/index.html": "a", "poles/b/index.html": "b", "donnees/x.csv": "1"}),
        (after, {"index.html": "a", "poles/a/index.html": "A", "poles/c/index.html": "c", "404.html": "n", "donnees/x.csv": "2"}),
    ):
        for name, text in {**pages, "recherche/index/table.json": str(site)}.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text, encoding="utf-8")
    return before, after


def test_pages_are_compared_by_what_they_hold(sites):
    changes = site_changes(*sites)
    assert (changes.added, changes.removed, changes.changed) == (("/404.html", "/poles/c/"), ("/poles/b/",), ("/poles/a/",))
    assert changes.other_files == 1


def test_the_same_site_has_no_change(sites):
    assert pages_as_text(site_changes(sites[0], sites[0])) == "Aucune page ne change.\n\nAucun autre fichier ne change."


def test_long_lists_of_pages_are_cut_and_counted(sites):
    told = pages_as_markdown(site_changes(*sites), most=1)
    assert f"### 2{NBSP}pages ajoutées\n\n- `/404.html`\n- … et 1{NBSP}autre\n" in told


def test_the_commands_tell_the_same(folders, sites, run):
    before, after = folders({"poles/a": POLE}, {"poles/a": POLE + "sigle: A\n"})
    assert (
        f"- Sigle{NBSP}: ajout de `A`" in run("changements", "--avant", before, "--records", after, "--format", "markdown").stdout
    )
    assert "/poles/c/" in run("pages-changees", *sites).stdout


@pytest.mark.parametrize(
    "arguments", [["changements", "--avant", "nulle-part"], ["changements"], ["pages-changees", "a", "b"], ["pages-changees"]]
)
def test_a_wrong_use_is_told_in_french(arguments, run):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(f"Voyez «{NBSP}observatoire --help{NBSP}».\n")


def test_the_commands_are_known():
    assert {"changements", "pages-changees"} <= set(app.commands)
