import csv
import shutil
from pathlib import Path

import pytest

from generator.site import REFERENCE, REPOSITORY_ROOT
from reference.rebuild.compare import summary
from reference.rebuild.fetch import Pin, fetch, read_pins
from reference.rebuild.refused import Refused

TERRITORIES = REFERENCE / "territories"


@pytest.fixture
def changed(tmp_path):
    """A copy of the tables."""
    for path in TERRITORIES.glob("*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path


def rewrite(path: Path, change):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows = change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def test_each_package_is_pinned_by_its_version_and_its_hash():
    pins = read_pins()
    assert set(pins) == {"nomenclatures", "contours", "intercommunalites"}
    assert all(len(pin.sha256) == 64 and pin.version in pin.file for pin in pins.values())


def test_a_file_with_another_hash_is_refused_in_french_and_removed(tmp_path):
    (tmp_path / "paquet.whl").write_bytes(b"autre chose")
    pin = Pin("pypi", "paquet", "1.0.0", "paquet.whl", "0" * 64)
    with pytest.raises(Refused, match="n’a pas l’empreinte attendue"):
        fetch({"contours": pin}, tmp_path)
    assert not (tmp_path / "paquet.whl").exists()


def test_a_missing_command_is_told_in_french(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="« npm » manque"):
        fetch({"nomenclatures": Pin("npm", "paquet", "1.0.0", "paquet.tgz", "0" * 64)}, tmp_path)


def test_nothing_to_say_when_nothing_changes():
    told = list(summary(TERRITORIES, TERRITORIES, REPOSITORY_ROOT))
    assert told[:2] == ["Communes : 34875 (avant : 34875)", "Intercommunalités : 1253 (avant : 1253)"]
    assert told[-1] == "Fiches qui nomment un code disparu : 0"


def test_the_summary_names_what_came_went_and_moved(changed):
    def merge(rows):
        kept = [row for row in rows if row["code"] != "26057"]
        return [{**row, "epci": "200067981"} if row["code"] == "26281" else row for row in kept]

    rewrite(changed / "communes.csv", merge)
    told = "\n".join(summary(TERRITORIES, changed, REPOSITORY_ROOT))
    assert "disparues : 1" in told and "26057 Bourg-de-Péage" in told
    assert "26281 Romans-sur-Isère (200068781 → 200067981)" in told
    assert "dont 6 identiques" in told


def test_a_sheet_that_names_a_vanished_commune_is_told_with_the_code_of_today(changed, tmp_path):
    rewrite(changed / "communes.csv", lambda rows: [row for row in rows if row["code"] != "26281"])
    rewrite(changed / "communes-anciens-codes.csv", lambda rows: [*rows, {"ancien_code": "26281", "code": "26057"}])
    sheets = tmp_path / "poles"
    sheets.mkdir()
    (sheets / "un.yaml").write_text("territoires: [com-26281, dep-26]\nsource: insee-epci-2026\n", encoding="utf-8")
    told = list(summary(TERRITORIES, changed, tmp_path))
    assert told[-2:] == [
        "Fiches qui nomment un code disparu : 1",
        "  poles/un.yaml nomme com-26281 ; code d’aujourd’hui : com-26057",
    ]
