import os
import pty
import sys
from subprocess import Popen

import pytest

from generator import pipeline
from generator.reference import load_reference
from generator.site import REFERENCE, REPOSITORY_ROOT
from generator.tabular.importer import Request, prepared, write

REFERENCE_DATA = load_reference(REFERENCE)
FIRST = "SIREN;Nom;Type;Sigle;Site;Secteurs\n200068781;Les Épis;siae;LE;www.epis.fr;mobilité|énergie\n"
HAND_MADE = """# Relue par le réseau.
nom: Les Épis
type: siae
# comme sur la façade
sigle: LE
secteurs: [mobilite, energie]
resume: >-
  Un texte écrit
  à la main.
siren: "200068781"
site: www.epis.fr
sources:
  # le premier envoi
  - titre: Tableur « essai.csv »
edition:
  statut: instantane
"""


def run(folder, text, ask=None):
    (folder / "essai.csv").write_text(text, encoding="utf-8")
    done = prepared(Request(folder / "essai.csv", "actors", folder), REFERENCE_DATA, ask)
    write(done)
    return done


def sheet(folder):
    return folder / "actors" / "les-epis.yaml"


@pytest.fixture
def edited_by_hand(tmp_path):
    """A record made by an import, then rewritten by a person with comments and more facts."""
    run(tmp_path, FIRST)
    sheet(tmp_path).write_text(HAND_MADE, encoding="utf-8")
    return tmp_path


def told(done):
    return [line.code for line in done.ledger.lines]


def content(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_importing_twice_changes_no_byte(tmp_path):
    run(tmp_path, FIRST)
    before = content(tmp_path)
    done = run(tmp_path, FIRST)
    assert content(tmp_path) == before
    assert [outcome.action for outcome in done.outcomes] == ["inchangee"]
    assert done.ledger.counts == {"ecrite": 0, "mise_a_jour": 0, "inchangee": 6, "signalee": 0}


def test_what_a_person_wrote_stays_when_the_file_says_the_same_as_before(edited_by_hand):
    run(edited_by_hand, FIRST)
    assert sheet(edited_by_hand).read_text(encoding="utf-8") == HAND_MADE


def test_what_changed_in_the_file_alone_is_updated_and_nothing_else(edited_by_hand):
    done = run(edited_by_hand, FIRST.replace("www.epis.fr", "www.les-epis.fr"))
    assert sheet(edited_by_hand).read_text(encoding="utf-8") == HAND_MADE.replace("www.epis.fr", "www.les-epis.fr")
    assert [(outcome.action, outcome.edits) for outcome in done.outcomes] == [("mise_a_jour", 1)]
    assert done.ledger.counts["mise_a_jour"] == 1


def test_what_changed_on_both_sides_is_asked_and_not_overwritten(edited_by_hand):
    by_hand = HAND_MADE.replace("www.epis.fr", "www.a-la-main.fr")
    sheet(edited_by_hand).write_text(by_hand, encoding="utf-8")
    for _ in range(2):
        done = run(edited_by_hand, FIRST.replace("www.epis.fr", "www.fichier.fr"))
        assert told(done) == ["conflit"]
        (line,) = done.ledger.lines
        assert all(address in line.message for address in ("www.epis.fr", "www.a-la-main.fr", "www.fichier.fr"))
        assert sheet(edited_by_hand).read_text(encoding="utf-8") == by_hand


@pytest.mark.parametrize(("answer", "kept"), [(False, "www.a-la-main.fr"), (True, "www.fichier.fr")])
def test_the_answer_to_a_conflict_is_obeyed_and_not_asked_again(edited_by_hand, answer, kept):
    sheet(edited_by_hand).write_text(HAND_MADE.replace("www.epis.fr", "www.a-la-main.fr"), encoding="utf-8")
    asked = []
    for _ in range(2):
        done = run(edited_by_hand, FIRST.replace("www.epis.fr", "www.fichier.fr"), lambda *said: asked.append(said) or answer)
        assert told(done) == []
    assert len(asked) == 1
    assert f"site: {kept}\n" in sheet(edited_by_hand).read_text(encoding="utf-8")


def test_a_value_removed_by_hand_is_not_put_back(edited_by_hand):
    without = HAND_MADE.replace("site: www.epis.fr\n", "").replace("[mobilite, energie]", "[mobilite]")
    sheet(edited_by_hand).write_text(without, encoding="utf-8")
    run(edited_by_hand, FIRST)
    assert sheet(edited_by_hand).read_text(encoding="utf-8") == without


def test_a_new_value_of_a_list_is_added_once(edited_by_hand):
    for _ in range(2):
        run(edited_by_hand, FIRST.replace("|énergie", "|énergie|habitat et logement"))
        assert "secteurs: [mobilite, energie, habitat]\n" in sheet(edited_by_hand).read_text(encoding="utf-8")


def test_a_value_that_left_the_file_is_said_never_deleted(edited_by_hand):
    done = run(edited_by_hand, FIRST.replace("LE;www", ";www"))
    assert sorted(told(done)) == ["colonne-vide", "valeur-disparue"]
    assert sheet(edited_by_hand).read_text(encoding="utf-8") == HAND_MADE


def test_a_row_that_left_the_file_is_said_never_deleted(tmp_path):
    run(tmp_path, FIRST)
    done = run(tmp_path, FIRST.replace("200068781;Les Épis", "200068799;Les Blés"))
    assert told(done) == ["ligne-disparue"]
    assert {path.stem for path in (tmp_path / "actors").iterdir()} == {"les-epis", "les-bles"}


def test_a_record_deleted_by_hand_is_not_made_again(tmp_path):
    run(tmp_path, FIRST)
    sheet(tmp_path).unlink()
    done = run(tmp_path, FIRST)
    assert told(done) == ["fiche-supprimee"]
    assert not sheet(tmp_path).exists()
    assert done.ledger.counts["signalee"] == 6


def test_a_record_renamed_by_hand_is_followed(edited_by_hand):
    renamed = edited_by_hand / "actors" / "epis-de-romans.yaml"
    renamed.write_text(HAND_MADE.replace("  statut: instantane", "  statut: relue\n  anciens_ids: [les-epis]"), encoding="utf-8")
    sheet(edited_by_hand).unlink()
    run(edited_by_hand, FIRST.replace("www.epis.fr", "www.les-epis.fr"))
    assert "www.les-epis.fr" in renamed.read_text(encoding="utf-8")
    assert not sheet(edited_by_hand).exists()


def test_the_name_may_change_and_the_identifier_stays(tmp_path):
    run(tmp_path, FIRST)
    run(tmp_path, FIRST.replace("Les Épis", "Les Épis de Romans"))
    assert [path.stem for path in (tmp_path / "actors").iterdir()] == ["les-epis"]
    assert "nom: Les Épis de Romans\n" in sheet(tmp_path).read_text(encoding="utf-8")


def test_an_update_that_check_would_refuse_is_reported_and_not_written(edited_by_hand):
    done = run(edited_by_hand, FIRST.replace("www.epis.fr", "javascript:alert(1)"))
    assert told(done) == ["lien-dangereux"]
    assert sheet(edited_by_hand).read_text(encoding="utf-8") == HAND_MADE
    assert pipeline.check(edited_by_hand).problems == ()


def test_a_record_that_cannot_be_edited_safely_is_left_alone(edited_by_hand):
    duplicate = HAND_MADE.replace("type: siae\n", "type: siae\ntype: siae\n")
    sheet(edited_by_hand).write_text(duplicate, encoding="utf-8")
    done = run(edited_by_hand, FIRST.replace("www.epis.fr", "www.les-epis.fr"))
    assert sheet(edited_by_hand).read_text(encoding="utf-8") == duplicate
    assert "fiche-non-modifiable" in told(done)


def test_the_same_import_gives_the_same_bytes_anywhere(tmp_path):
    folders = [tmp_path / "un", tmp_path / "deux"]
    for folder in folders:
        folder.mkdir()
        run(folder, FIRST)
    one, two = ({path.relative_to(folder): data for path, data in content(folder).items()} for folder in folders)
    assert one == two


def test_in_a_terminal_the_question_is_asked(edited_by_hand):
    sheet(edited_by_hand).write_text(HAND_MADE.replace("www.epis.fr", "www.a-la-main.fr"), encoding="utf-8")
    (edited_by_hand / "essai.csv").write_text(FIRST.replace("www.epis.fr", "www.fichier.fr"), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "generator.cli",
        "import",
        edited_by_hand / "essai.csv",
        "--kind",
        "actors",
        "--records",
        edited_by_hand,
    ]
    ours, theirs = pty.openpty()
    with Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=REPOSITORY_ROOT) as process:
        os.close(theirs)
        os.write(ours, b"f\n")
        shown = b""
        while chunk := read_or_end(ours):
            shown += chunk
    os.close(ours)
    assert process.returncode == 0
    assert "Garder la fiche" in shown.decode()
    assert "site: www.fichier.fr\n" in sheet(edited_by_hand).read_text(encoding="utf-8")


def read_or_end(handle):
    try:
        return os.read(handle, 4096)
    except OSError:
        return b""
