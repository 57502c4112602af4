import shutil

import pytest
import yaml
from click.testing import CliRunner

from generator import pipeline
from generator.cli import app
from generator.editorial import COMPLETE_AT
from generator.reference import load_reference
from generator.site import REFERENCE, REPOSITORY_ROOT
from schemas.expected import EXPECTED

QUESTIONS = [term.code for term in load_reference(REFERENCE).vocabularies["questions_relecture"].termes]
SHEET = REPOSITORY_ROOT / "poles" / "pole-sud-romans.yaml"


@pytest.fixture
def world(tmp_path):
    for kind in ("poles", "practices", "actors"):
        shutil.copytree(REPOSITORY_ROOT / kind, tmp_path / kind)
    return tmp_path


def codes(world, edition, changed=None):
    sheet = yaml.load(SHEET.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    sheet |= {"edition": edition, **(changed or {})}
    told = yaml.safe_dump({name: value for name, value in sheet.items() if value is not None}, allow_unicode=True)
    (world / "poles" / SHEET.name).write_text(told, encoding="utf-8")
    return [problem.code for problem in pipeline.check(world).problems]


def review(**changed):
    grid = [{"question": one, "reponse": "oui"} for one in QUESTIONS]
    return {"designation": "RTES", "date": "2026-02", "resultat": "exacte", "reponses": grid, **changed}


def test_a_sheet_that_answers_most_of_what_is_expected_and_is_signed_is_complete(world):
    signed = {"statut": "complete", "contributeurs": [{"designation": "RTES"}]}
    assert codes(world, signed) == []
    assert codes(world, {"statut": "complete"}) == ["statut-non-merite"]
    gone = dict.fromkeys(EXPECTED["poles"][: len(EXPECTED["poles"]) * (100 - COMPLETE_AT) // 100 + 1])
    assert codes(world, signed, gone) == ["statut-non-merite"]


@pytest.mark.parametrize(
    ("reviews", "is_proof"),
    [
        ([review()], True),
        ([review(resultat="corrigee")], True),
        ([review(date="2026-01-02")], True),
        ([review(date="2025")], False),
        ([review(resultat="a-completer")], False),
        ([review(reponses=review()["reponses"][1:])], False),
        ([review(reponses=[{"question": one, "reponse": "non-renseigne"} for one in QUESTIONS])], False),
        ([review(reponses=[{"question": one, "reponse": "non", "commentaire": "Corrigé."} for one in QUESTIONS])], True),
        ([review(date="2025"), review()], True),
        ([], False),
    ],
)
def test_a_sheet_is_reviewed_when_a_later_review_answered_every_question(reviews, is_proof, world):
    edition = {"statut": "relue", "modifiee_le": "2026-01-02", "relectures": reviews}
    assert codes(world, edition) == ([] if is_proof else ["statut-non-merite"])


def test_the_page_says_who_verified_what_and_when(world, tmp_path):
    assert codes(world, {"statut": "relue", "modifiee_le": "2026-01-02", "relectures": [review()]}) == []
    pipeline.build(world, tmp_path / "site")
    page = (tmp_path / "site" / "poles" / SHEET.stem / "index.html").read_text(encoding="utf-8")
    assert "RTES" in page and "février 2026" in page and "Grille de relecture" in page and "tels qu’imprimés" in page


def test_a_draft_is_in_a_preview_only_and_says_so(world, tmp_path):
    draft = SHEET.read_text(encoding="utf-8").replace("statut: instantane", "statut: brouillon")
    (world / "poles" / "pole-en-brouillon.yaml").write_text(draft, encoding="utf-8")
    assert "pole-en-brouillon" not in pipeline.load(world).sheets["poles"]
    result = CliRunner().invoke(app, ["build", "--records", str(world), "--site", str(tmp_path / "site"), "--brouillons"])
    assert result.exit_code == 0, result.output
    page = (tmp_path / "site" / "poles" / "pole-en-brouillon" / "index.html").read_text(encoding="utf-8")
    assert "Brouillon" in page and 'name="robots" content="noindex"' in page
