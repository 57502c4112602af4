"""A sheet examined before is not examined again, and nothing that is kept ever says something else than a fresh look would."""

import shutil
import sqlite3

import pytest

from generator import examine, kept, pipeline
from generator.site import REFERENCE
from generator.workers import each

POLE = "nom: {nom}\nresume: Un lieu.\n{more}sources:\n  - titre: Une source\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "garde"))
    records = tmp_path / "fiches"
    (records / "poles").mkdir(parents=True)
    return records


def write(folder, name, nom="Essai", more=""):
    (folder / "poles" / f"{name}.yaml").write_text(POLE.format(nom=nom, more=more), encoding="utf-8")


def told(check):
    return [(one.path, one.line, one.column, one.code, one.message) for one in check.problems]


def sheets(check):
    return [(sheet.key, sheet.version, sheet.record) for sheet in check.catalogue] if check.catalogue else None


def agreed(folder, reference=REFERENCE):
    """Check with what is kept, then from nothing; both must say the same."""
    first = pipeline.check(folder, reference)
    again = pipeline.check(folder, reference)
    shutil.rmtree(kept.default_folder())
    fresh = pipeline.check(folder, reference)
    for one in (first, again):
        assert told(one) == told(fresh) and sheets(one) == sheets(fresh)
        assert (one.catalogue is None) or one.catalogue.cited_by == fresh.catalogue.cited_by
    return fresh


def examined(folder, monkeypatch):
    """Return how many sheets a check reads anew."""
    counted = []
    real = examine._examined
    with monkeypatch.context() as context:
        context.setattr(examine, "_examined", lambda file, *rest: counted.append(file.id) or real(file, *rest))
        pipeline.check(folder)
    return counted


RELATED = "relations:\n  - type: voisin-de\n    pole: autre\n"


def test_a_sheet_that_names_another_is_right_or_wrong_with_what_is_there(folder):
    write(folder, "essai", more=RELATED)
    assert [one[3] for one in told(agreed(folder))] == ["reference-inconnue"]
    pipeline.check(folder)
    write(folder, "autre")
    assert told(agreed(folder)) == []
    pipeline.check(folder)
    (folder / "poles" / "autre.yaml").rename(folder / "poles" / "ailleurs.yaml")
    assert [one[3] for one in told(agreed(folder))] == ["reference-inconnue"]


def test_a_former_identifier_is_free_or_taken_with_what_is_there(folder):
    write(folder, "essai", more="edition:\n  anciens_ids: [autre]\n")
    assert told(agreed(folder)) == []
    pipeline.check(folder)
    write(folder, "autre")
    assert [one[3] for one in told(agreed(folder))] == ["ancien-identifiant-pris"]
    (folder / "poles" / "autre.yaml").unlink()
    write(folder, "second", more="edition:\n  anciens_ids: [autre]\n")
    assert [one[3] for one in told(agreed(folder))] == ["ancien-identifiant-en-double"]
    write(folder, "second", more="edition:\n  statut: retiree\n  motif_retrait: Doublon\n  remplacee_par: absent\n")
    assert [one[3] for one in told(agreed(folder))] == ["reference-inconnue"]


@pytest.mark.parametrize(
    "more", ["inconnu: x\n", "mesures:\n  - mesure: inconnue\n    imprime: x\n", "resume_elu: 70 places.\n", "a: [\n"]
)
def test_a_faulty_sheet_is_told_in_the_same_words_each_time(folder, more):
    write(folder, "essai", more=more)
    assert told(agreed(folder))


def test_the_same_words_under_another_name_are_another_sheet(folder):
    write(folder, "essai", more="id: essai\n")
    assert told(agreed(folder)) == []
    pipeline.check(folder)
    (folder / "poles" / "essai.yaml").rename(folder / "poles" / "autre.yaml")
    assert [one[3] for one in told(agreed(folder))] == ["identifiant-different"]


def test_a_list_that_changes_is_seen(folder, tmp_path):
    reference = tmp_path / "reference"
    shutil.copytree(REFERENCE, reference)
    write(folder, "essai", more="echelle: region\n")
    assert told(agreed(folder, reference)) == []
    pipeline.check(folder, reference)
    path = reference / "vocabularies" / "echelles.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("code: region\n", "code: contree\n"), encoding="utf-8")
    assert [one[3] for one in told(agreed(folder, reference))] == ["code-inconnu"]


def test_only_what_changed_is_examined_again(folder, monkeypatch):
    for rank in range(5):
        write(folder, f"essai-{rank}")
    assert len(examined(folder, monkeypatch)) == 5
    assert examined(folder, monkeypatch) == []
    write(folder, "essai-3", nom="Autre nom")
    assert examined(folder, monkeypatch) == ["essai-3"]


@pytest.mark.parametrize("damage", ["bytes", "value", "folder"])
def test_what_is_kept_may_be_damaged_or_impossible(folder, damage):
    write(folder, "essai")
    pipeline.check(folder)
    path = kept.default_folder() / "fiches.sqlite"
    if damage == "bytes":
        path.write_bytes(b"rien de bon" * 100)
    elif damage == "folder":
        shutil.rmtree(kept.default_folder())
        kept.default_folder().write_text("")
    else:
        with sqlite3.connect(path) as base:
            base.execute("UPDATE kept SET value = ?", (b"\x80\x05rien",))
    assert sheets(pipeline.check(folder))


def test_several_processes_say_what_one_says(folder, monkeypatch):
    for rank in range(80):
        write(folder, f"essai-{rank:02}", more="inconnu: x\n" if rank % 9 == 0 else "")
    together = told(pipeline.check(folder))
    monkeypatch.setattr(examine, "WORTH_A_PROCESS", 1000)
    shutil.rmtree(kept.default_folder())
    assert told(pipeline.check(folder)) == together and len(together) == 9


def test_what_a_process_raises_is_raised():
    with pytest.raises(ZeroDivisionError):
        each(lambda one: 1 // one, [1] * 50 + [0], worth=2)
    assert each(lambda one: one * 2, list(range(100)), worth=2) == [one * 2 for one in range(100)]
