import io
import json
import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pypdf
import pytest
from mkdocs.exceptions import PluginError

from generator import pipeline, plugin
from generator.history.past import past_of
from generator.history.versions import Records
from generator.publish.notes import UNSHOWN, NoteFault, Printer, write_notes
from generator.render.page import Note
from generator.render.site_pages import site_pages
from generator.settings import load_settings
from generator.site import KINDS, REPOSITORY_ROOT, SETTINGS

HEAVIEST = 150_000


def without_past(catalogue):
    return past_of(Records("absent", {}), catalogue, {})


CACHE = REPOSITORY_ROOT / ".cache" / "notes"
HOSTILE = "#panic() $x^2$ *gras* _it_ `code` <balise> @renvoi \\ // [x] </script> 東京 🎉 عربي ${alert(1)} — fin"


@pytest.fixture(scope="module")
def catalogue():
    return pipeline.load(REPOSITORY_ROOT)


def notes_of(catalogue):
    return {
        page.path: page
        for page in site_pages(catalogue, load_settings(SETTINGS), without_past(catalogue))
        if isinstance(page, Note)
    }


@pytest.fixture(scope="module")
def notes(catalogue):
    return notes_of(catalogue)


def opened(content):
    return pypdf.PdfReader(io.BytesIO(content))


def text_of(reader):
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def letters(words):
    return re.sub(r"[^\w/]", "", words)


def plain(words):
    return re.sub(r"\s+", " ", words)


def test_every_pole_practice_and_territory_with_content_has_its_note_and_links_to_it(real_site, catalogue):
    for kind in ("poles", "practices"):
        for sheet in catalogue.sheets[kind].values():
            assert (real_site / sheet.address / "note.pdf").exists()
            assert 'href="note.pdf"' in (real_site / sheet.address / "index.html").read_text(encoding="utf-8")
    for page in (real_site / "territoires").glob("*-*/index.html"):
        html = page.read_text(encoding="utf-8")
        is_filled = "Aucune fiche n’y est encore rattachée" not in html
        assert (page.parent / "note.pdf").exists() == is_filled == ('href="note.pdf"' in html)


def test_a_note_says_its_subject_its_sources_its_date_and_its_address(real_site, catalogue):
    for pole in catalogue.sheets["poles"].values():
        text = letters(text_of(opened((real_site / pole.address / "note.pdf").read_bytes())))
        for words in (
            pole.name,
            pole.record.sources[0].titre[:40],
            f"poles/{pole.id}/",
            "Risques et échecs",
            "À qui s’adresser",
            "Fiche à jour au",
        ):
            assert letters(words) in text, (pole.id, words)


def test_the_address_is_copied_as_it_is_written(real_site):
    text = text_of(opened((real_site / "poles" / "pole-niort" / "note.pdf").read_bytes()))
    assert "/poles/pole-niort/ 1 / 1" in text


def test_every_note_holds_on_two_pages_and_stays_light(real_site):
    found = list(real_site.rglob("note.pdf"))
    assert len(found) > 80
    for path in found:
        content = path.read_bytes()
        assert len(opened(content).pages) <= 2 and len(content) <= HEAVIEST, path


@pytest.mark.parametrize("address", ["poles/pole-niort", "pratiques/puissance-invitante", "territoires/dep-38"])
def test_a_note_is_tagged_titled_in_french_and_says_so(real_site, address):
    reader = opened((real_site / address / "note.pdf").read_bytes())
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"].lower().startswith("fr") and "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] and reader.metadata.title
    described = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part(?:>|=\")1", described)
    assert not reader.metadata.get("/CreationDate")


def test_drawings_have_their_words_and_fonts_are_inside(real_site):
    reader = opened((real_site / "poles" / "pole-niort" / "note.pdf").read_bytes())
    figures = list(tagged(reader.trailer["/Root"]["/StructTreeRoot"], "/Figure"))
    assert len(figures) == 2 and all(figure.get("/Alt") for figure in figures)
    fonts = {str(font.get_object()["/BaseFont"]) for page in reader.pages for font in page["/Resources"]["/Font"].values()}
    assert fonts and all(re.match(r"/[A-Z]{6}\+Source(Sans3|Serif4)", font) for font in fonts)


def tagged(node, kind):
    node = node.get_object()
    if not isinstance(node, dict):
        return
    if node.get("/S") == kind:
        yield node
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        if not isinstance(child, int):
            yield from tagged(child, kind)


def test_the_headings_go_down_one_by_one(real_site):
    reader = opened((real_site / "poles" / "pole-niort" / "note.pdf").read_bytes())
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    assert len(list(tagged(tree, "/H1"))) == 1 and len(list(tagged(tree, "/H2"))) >= 8 and not list(tagged(tree, "/H3"))


def test_the_same_data_give_the_same_bytes_whatever_the_machine_says(notes, tmp_path):
    note = notes["poles/pole-niort/note.pdf"]
    (tmp_path / "note.json").write_text(note.data, encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from generator.publish.notes import Printer; from generator.render.page import Note; "
        "data = Path(sys.argv[1]).read_text(encoding='utf-8'); "
        "sys.stdout.buffer.write(Printer(Path(sys.argv[2])).made(Note('essai', data)))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "note.json"), str(CACHE)]
    odd = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "C", "PATH": "", "SOURCE_DATE_EPOCH": "1"}
    elsewhere = subprocess.run(command, env=odd, cwd=REPOSITORY_ROOT, capture_output=True, check=True).stdout
    assert elsewhere == Printer(CACHE).made(note)


def test_an_unchanged_note_is_not_made_again(notes, tmp_path, monkeypatch):
    some = [notes["poles/pole-niort/note.pdf"], notes["poles/cise-lille/note.pdf"]]
    made = []
    shutil.copytree(CACHE, tmp_path / "cache", ignore=shutil.ignore_patterns("*.pdf"))
    monkeypatch.setattr(Printer, "made", lambda self, note: made.append(note.path) or note.data.encode())
    write_notes(tmp_path / "site", some, tmp_path / "cache")
    write_notes(tmp_path / "site", some, tmp_path / "cache")
    assert made == [note.path for note in some]
    changed = Note(some[0].path, some[0].data.replace("Niort", "Poitiers"))
    write_notes(tmp_path / "site", [changed, some[1]], tmp_path / "cache")
    assert made[2:] == [some[0].path]


@pytest.fixture(scope="module")
def odd_notes(tiny_world, tmp_path_factory):
    """Notes of a pole whose words look like code, and of one that says everything at great length."""
    world = tmp_path_factory.mktemp("notes") / "monde"
    shutil.copytree(tiny_world, world)
    hostile = HOSTILE.replace("'", "''")
    markdown = "Un pôle #panic() et $x^2$, avec \\\\*étoiles\\\\* et `code`."
    (world / "poles" / "pole-piege.yaml").write_text(
        f"nom: '{hostile}'\nresume: '{markdown}'\nresume_elu: '{markdown}'\nterritoires:\n  - territoire: com-38185\nsources:\n  - titre: '{hostile}'\n",
        encoding="utf-8",
    )
    long = "Une phrase entière qui ne dit rien de plus que la précédente. " * 30
    claim = "".join(f"  - texte: 'Difficulté {number}. {long}'\n" for number in range(40))
    sources = "".join(f"  - titre: 'Source {number} {'très ' * 40}longue'\n" for number in range(60))
    (world / "poles" / "pole-bavard.yaml").write_text(
        f"nom: Pôle bavard{' et bavard' * 15}\nresume: '{long}'\nresume_elu: '{long}'\nterritoires:\n  - territoire: com-38185\n"
        f"difficultes:\n{claim}effets_habitants:\n{claim}sources:\n{sources}",
        encoding="utf-8",
    )
    return notes_of(pipeline.load(world))


def test_words_that_look_like_code_are_only_words(odd_notes):
    reader = opened(Printer(CACHE).made(odd_notes["poles/pole-piege/note.pdf"]))
    text = text_of(reader)
    for words in ("#panic()", "$x^2$", "*gras*", "`code`", "<balise>", "@renvoi", "</script>"):
        assert words in text
    assert "□□" in text and "東" not in text
    assert len(reader.pages) <= 2


def test_every_character_that_is_kept_can_be_drawn(notes):
    kept = [character for character in map(chr, range(0x20, 0x3000)) if not UNSHOWN.match(character) and character.isprintable()]
    told = json.loads(notes["poles/pole-niort/note.pdf"].data) | {"titre": "Essai", "resume": " ".join(kept)}
    assert len(kept) > 900 and opened(Printer(CACHE).made(Note("essai", json.dumps(told, ensure_ascii=False))))


def test_a_sheet_that_says_everything_at_length_is_cut_and_says_so(odd_notes):
    reader = opened(Printer(CACHE).made(odd_notes["poles/pole-bavard/note.pdf"]))
    text = plain(text_of(reader))
    assert len(reader.pages) <= 2
    assert "La suite est sur la page." in text and "52 autres sources sur la page." in text


def test_a_minimal_sheet_says_what_is_not_documented(odd_notes):
    reader = opened(Printer(CACHE).made(odd_notes["poles/pole-minimal/note.pdf"]))
    text = text_of(reader)
    assert len(reader.pages) == 1 and text.count("on documenté") >= 5


def test_a_note_that_cannot_be_made_is_told_by_its_name():
    with pytest.raises(NoteFault, match=r"« poles/x/note\.pdf » n’a pas pu être faite"):
        Printer(CACHE).made(Note("poles/x/note.pdf", '{"adresse": "https://exemple.example/"}'))


def test_the_engine_tells_it_in_a_sentence_too(catalogue, monkeypatch):
    def fail(*_):
        raise NoteFault("La note « poles/x/note.pdf » n’a pas pu être faite.")

    monkeypatch.setattr(plugin, "fill", fail)
    made = plugin.ObservatoryPlugin()
    made._catalogue = catalogue
    made.config = SimpleNamespace(records=str(REPOSITORY_ROOT))
    config = SimpleNamespace(site_dir="site", config_file_path=str(SETTINGS))
    with pytest.raises(PluginError, match="n’a pas pu être faite"):
        made.on_post_build(config)


def test_no_withdrawn_sheet_nor_actor_has_a_note(odd_notes):
    assert "pratiques/pratique-retiree/note.pdf" not in odd_notes
    assert not [path for path in odd_notes if path.startswith(KINDS["actors"].folder)]


def test_the_data_of_a_note_hold_no_markup_of_the_page(notes):
    for note in notes.values():
        told = {name: value for name, value in json.loads(note.data).items() if name != "carte"}
        assert "<span" not in json.dumps(told) and "&#" not in json.dumps(told)
