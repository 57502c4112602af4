"""`observatoire verify --sources`: each excerpt stands, word for word, in the text of its source, typography apart."""

import json
import subprocess
import sys
import time

import pytest
from pypdf import PdfReader

from generator import pipeline
from generator.derive.documents import document_id
from generator.verification.excerpts import is_printed
from generator.verification.library import Text
from generator.verification.print_marks import alike

SHEET = """nom: Pôle des Essais
resume: Un pôle pour essayer.
stades:
  - stade: ouvert
    sources: [{source}]
    extrait: {excerpt}
sources:
  - id: cahier
    titre: Cahier des Essais
  - id: suite
    titre: La suite
    adresse: https://www.exemple.fr/suite/
"""


@pytest.fixture
def world(tmp_path):
    (tmp_path / "fiches" / "poles").mkdir(parents=True)
    (tmp_path / "textes").mkdir()

    def made(excerpt, texts, source="cahier", more=""):
        (tmp_path / "fiches" / "poles" / "essai.yaml").write_text(
            SHEET.format(excerpt=json.dumps(excerpt, ensure_ascii=False), source=source) + more, encoding="utf-8"
        )
        for name, content in texts.items():
            (tmp_path / "textes" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return ["verify", "--records", tmp_path / "fiches", "--sources", tmp_path / "textes"]

    return made


@pytest.mark.parametrize(
    ("excerpt", "text"),
    [
        ("l’hôtel d’entreprises", "Ici, l'hôtel d'entreprises ouvre."),
        ("ouvert en 2008", "Il est ouvert\n   en\u00a02008."),
        ("des sous-traitants locaux", "avec des sous-\ntraitants locaux"),
        ("la coopération des acteurs", "pour la coopé-\nration des acteurs"),
        ("un « pôle » : le nôtre", 'dire un "pôle": le nôtre'),
        ("dit-il : un pôle", "dit-il\n: un pôle"),
        ("une fiche efficace", "une ﬁche eﬃcace"),
        ("le cœur du projet", "le coeur du projet"),
        ("4.000m² – puis plus", "sur 4.000m² — puis plus"),
        ("c’est ouvert… enfin", "c'est ouvert... enfin"),
        ("début (…) fin", "un début, des mots entre les deux, une fin"),
        ("mot caché", "mot ca\u00adché"),
    ],
)
def test_typography_makes_no_difference(world, run, excerpt, text):
    done = run(*world(excerpt, {"cahier.txt": text}))
    assert done.exit_code == 0, done.stdout
    assert "1\u00a0trouvé" in done.stdout


@pytest.mark.parametrize(
    ("excerpt", "text"),
    [
        ("Ouvert en 2008", "ouvert en 2008"),
        ("ouvert en 2008", "ouvert en 2009"),
        ("ouvert", "couverture"),
        ("12", "en 2012"),
        ("cooperation", "coopération"),
        ("fin (…) début", "un début puis une fin"),
        ("7 000 m2", "7000 m2"),
        ("(…)", "tout ce que l’on veut"),
    ],
)
def test_case_accents_words_and_their_edges_do(world, run, excerpt, text):
    done = run(*world(excerpt, {"cahier.txt": text}))
    assert done.exit_code == 1
    assert "[extrait-introuvable]" in done.stdout


def test_an_excerpt_not_found_says_where_it_is_and_what_the_text_prints_instead(world, run):
    text = "Première ligne.\nLe lieu réunit une vingtaine de structures\ndepuis 2008, dit-on."
    done = run(*world("une dizaine de structures depuis 2008", {"cahier.txt": text}))
    assert done.exit_code == 1
    assert "poles/essai.yaml:6:14: erreur [extrait-introuvable]" in done.stdout
    assert "« cahier.txt », ligne 2" in done.stdout.replace("\u00a0", " ")
    assert "la fiche écrit « dizaine », le texte « vingtaine »" in done.stdout.replace("\u00a0", " ")


def test_nothing_alike_is_said_so(world, run):
    assert "Aucun passage ne lui ressemble" in run(*world("trois moulins à vent", {"cahier.txt": "Rien à voir ici."})).stdout


def test_an_excerpt_whose_text_is_not_held_is_counted_and_stops_nothing(world, run):
    done = run(*world("peu importe", {"autre.txt": "Un texte."}))
    assert done.exit_code == 0
    assert "1\u00a0dont vous n’avez pas le texte" in done.stdout
    assert "Aucune fiche ne cite\u00a0: autre.txt" in done.stdout


def test_a_fact_of_two_sources_of_which_one_is_not_held_is_a_doubt(world, run):
    arguments = world("peu importe", {"cahier.txt": "Un texte."}, source="cahier, suite")
    done = run(*arguments)
    assert done.exit_code == 0 and "avertissement [extrait-introuvable]" in done.stdout
    assert run(*arguments, "--strict").exit_code == 1


def test_a_quotation_is_verified_and_a_printed_figure_is_a_softer_line(world, run):
    more = "citations:\n  - texte: nous coopérons\n    sources: [cahier]\nmesures:\n  - mesure: surface\n    imprime: 40 m²\n    sources: [cahier]\n"
    done = run(*world("ouvert", {"cahier.txt": "Un lieu ouvert."}, more=more))
    assert done.exit_code == 1
    assert "erreur [extrait-introuvable] La citation" in done.stdout
    assert "avertissement [chiffre-introuvable]" in done.stdout
    assert "2\u00a0extraits et citations" in done.stdout and "1\u00a0chiffre imprimé" in done.stdout


@pytest.mark.parametrize(
    "named", ["id: suite", "adresse: http://exemple.fr/suite", "titre: LA SUITE"], ids=["identifiant", "adresse", "titre"]
)
def test_a_file_of_any_name_is_told_in_sources_yaml(world, run, named):
    texts = {"scan 12.txt": "Un lieu ouvert.", "sources.yaml": f"textes:\n  - fichier: scan 12.txt\n    {named}\n"}
    done = run(*world("lieu ouvert", texts, source="suite"))
    assert done.exit_code == 0 and "1\u00a0trouvé" in done.stdout


def test_a_file_may_bear_the_name_of_the_page_of_its_source(world, run, tmp_path):
    world("lieu ouvert", {}, source="suite")
    source = pipeline.load(tmp_path / "fiches").sheets["poles"]["essai"].record.sources[1]
    done = run(*world("lieu ouvert", {f"{document_id(source)}.md": "# Titre\n\nUn lieu *ouvert*."}, source="suite"))
    assert done.exit_code == 0 and "1\u00a0trouvé" in done.stdout


def test_a_page_is_read_without_its_tags_and_scripts(world, run):
    page = "<title>T</title><p>Un lieu <b>ouv</b>ert<br>en 2008.</p><script>extrait du script</script>"
    assert run(*world("lieu ouvert en 2008", {"cahier.html": page})).exit_code == 0
    assert run(*world("extrait du script", {"cahier.html": page})).exit_code == 1


def test_a_faulty_pdf_is_told_by_us_alone(tmp_path):
    (tmp_path / "cahier.pdf").write_bytes(b"%PDF-1.7 rien")
    program = "import sys; from pathlib import Path; from generator.verification.texts import Unusable, read_text\ntry: read_text(Path(sys.argv[1]))\nexcept Unusable as fault: print(fault)"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program, tmp_path / "cahier.pdf"], capture_output=True, encoding="utf-8", check=True
    )
    assert "illisible" in done.stdout and done.stderr == ""


def test_a_pdf_is_read(world, run, tmp_path, real_site):
    note = real_site / "poles" / "artis-grenoble" / "note.pdf"
    words = " ".join(PdfReader(note).pages[0].extract_text().split()[:8])
    done = run(*world(words, {"cahier.pdf": note.read_bytes()}))
    assert done.exit_code == 0 and "1\u00a0trouvé" in done.stdout


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("cahier.txt", "été".encode("latin-1"), "UTF-8"),
        ("cahier.txt", b"\x00\x01\x02" * 100, "pas un texte"),
        ("cahier.pdf", b"%PDF-1.7 rien", "illisible"),
        ("cahier.pdf", b"", "illisible"),
        ("cahier.txt", b"a" * (20 * 1024 * 1024 + 1), "Mio"),
    ],
    ids=["latin-1", "binaire", "pdf faux", "pdf vide", "trop grand"],
)
def test_a_text_that_cannot_be_read_is_told_and_stops_nothing(world, run, name, content, why):
    done = run(*world("peu importe", {name: content}))
    assert done.exit_code == 0 and "n’est pas lu" in done.stdout and why in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_huge_text_is_searched_in_a_few_seconds(world, run):
    start = time.monotonic()
    done = run(*world("une aiguille dans la botte", {"cahier.txt": "de la paille, de la paille encore\n" * 200_000}))
    assert done.exit_code == 1 and time.monotonic() - start < 30


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ("textes:\n  - fichier: absent.txt\n    id: cahier\n", "que le dossier n’a pas"),
        ("textes:\n  - fichier: cahier.txt\n", "de quelle source"),
        ("textes:\n  - fichier: cahier.txt\n    adresse: exemple.fr/...\n", "de quelle source"),
        ("textes: []\n", "sources.yaml"),
        ("a: [", "sources.yaml"),
        ("textes:\n  - fichier: ../secret.txt\n    id: x\n", "sources.yaml"),
    ],
)
def test_a_faulty_mapping_is_told_in_a_sentence(world, run, mapping, told):
    done = run(*world("x", {"cahier.txt": "x", "sources.yaml": mapping}))
    assert done.exit_code == 1 and told in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_a_folder_that_is_none_is_a_wrong_use_and_an_empty_one_says_what_it_expects(world, run, tmp_path):
    arguments = world("x", {})
    assert ".txt, .md, .html ou .pdf" in run(*arguments).stderr
    assert run(*arguments[:-1], tmp_path / "nulle-part").exit_code == 2
    assert run("verify", "--records", tmp_path / "fiches").exit_code == 2


def test_every_format_of_the_check_is_known(world, run):
    arguments = world("absent", {"cahier.txt": "Un texte."})
    told = json.loads(run(*arguments, "--format", "json").stdout)
    assert told["extraits_et_citations"] == {"trouves": 0, "introuvables": 1, "peut_etre_ailleurs": 0, "sans_texte": 0}
    assert [one["code"] for one in told["problemes"]] == ["extrait-introuvable"]
    assert run(*arguments, "--format", "github").stdout.startswith("::error file=poles/essai.yaml,line=6,col=14")
    assert "extrait-introuvable" in run(*arguments, "--format", "markdown").stdout


def test_the_same_sheets_and_texts_give_the_same_report(world, run):
    arguments = world("absent", {"cahier.txt": "Un texte.", "zut.txt": "x", "autre.txt": "y"})
    assert run(*arguments).stdout == run(*arguments).stdout


@pytest.mark.parametrize("words", ["a" * 5000, "(((((", "[a-z]+", "\\", "« »", "…"])
def test_no_excerpt_is_read_as_a_pattern(tmp_path, words):
    (tmp_path / "t.txt").write_text("Un texte.", encoding="utf-8")
    assert is_printed(words, Text(tmp_path / "t.txt")) is False


def test_words_that_are_alike_are_alike_only_by_their_typography():
    assert alike("L’été « à » 100 % !") == alike('L\'été "à" 100% !') == 'L\'été"à"100%!'
    assert alike("Été") != alike("été")
