"""The observatory can be kept, handed over or closed: one archive says it all, and what hosts look for is at its root."""

import hashlib
import re
import subprocess
import zipfile

import pytest
import yaml

from generator import cli
from generator.release import PROJECT, release_name, without_contact, write_release
from generator.site import KINDS, REPOSITORY_ROOT


@pytest.fixture(scope="module")
def archive(real, real_site, tmp_path_factory):
    return write_release(real, real_site, tmp_path_factory.mktemp("depot"))


def test_the_archive_holds_the_site_the_project_the_sources_and_how_to_rebuild(archive, real):
    with zipfile.ZipFile(archive) as opened:
        names = {name.removeprefix(f"{release_name(real)}/") for name in opened.namelist()}
        sources = opened.read(f"{release_name(real)}/sources.csv").decode("utf-8")
    for part in (
        "RECONSTRUIRE.txt",
        "sources.csv",
        "SHA256SUMS",
        "site/index.html",
        "projet/Makefile",
        "projet/requirements/site.txt",
    ):
        assert part in names
    assert {f"projet/{sheet.path}" for sheet in real} <= names
    assert sources.count("\r\n") == 1 + sum(len(sheet.record.sources) for sheet in real.published())
    assert not [name for name in names if "__pycache__" in name or "node_modules" in name]


def test_every_part_of_the_project_stands_in_the_repository():
    assert all((REPOSITORY_ROOT / part).exists() for part in (*KINDS, *PROJECT))
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY_ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    left = {path.split("/")[0] for path in tracked if path} - set(PROJECT) - set(KINDS)
    assert left <= {".gitignore", ".gitattributes", ".editorconfig", ".pre-commit-config.yaml"}, left


def test_the_sums_hold_for_every_file_and_for_the_archive(archive, tmp_path):
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = dict(reversed(line.split("  ", 1)) for line in lines)
    files = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS"
    }
    assert told.keys() == files.keys() and len(told) > 1000
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == told[name] for name, path in files.items())
    digest, name = archive.with_suffix(".zip.sha256").read_text(encoding="utf-8").split()
    assert name == archive.name and hashlib.sha256(archive.read_bytes()).hexdigest() == digest


CONTACTS = {
    "à la fin": "nom: Essai\ncontact:\n  fonction: Coordination\n  personne: Camille Martin\n  accord_date: 2026-01-05\n",
    "au milieu": "nom: Essai\ncontact: {fonction: Coordination,\n  personne: Camille Martin, accord_date: 2026-01-05}\nresume: Un lieu.\n",
    "commenté": "# Un mot.\ncontact:\n  # Camille Martin\n  fonction: Coordination\n\nnom: Essai\r\n",
}


@pytest.mark.parametrize("text", CONTACTS.values(), ids=CONTACTS)
def test_whom_to_ask_leaves_the_text_of_a_sheet_and_nothing_else_does(text):
    kept = without_contact(text)
    assert "Camille" not in kept and "contact" not in kept
    told = yaml.safe_load(text)
    told.pop("contact")
    assert yaml.safe_load(kept) == told
    assert without_contact(kept) == kept


def test_nobody_is_named_in_an_archive(run, tmp_path):
    (tmp_path / "poles").mkdir()
    sources = "resume: Un lieu.\nsources:\n  - titre: Une source\n"
    (tmp_path / "poles/essai.yaml").write_text(CONTACTS["à la fin"] + sources, encoding="utf-8")
    assert run("release", "--records", tmp_path, "--vers", tmp_path / "depot").exit_code == 0
    (archive,) = (tmp_path / "depot").glob("*.zip")
    with zipfile.ZipFile(archive) as opened:
        (sheet,) = [name for name in opened.namelist() if name.endswith("projet/poles/essai.yaml")]
        assert "Coordination" not in opened.read(sheet).decode("utf-8")
        assert not [name for name in opened.namelist() if b"Camille Martin" in opened.read(name) and "/site/" in name]


@pytest.mark.parametrize("command", ["build", "release"])
def test_a_partial_history_is_refused_where_a_site_is_published(run, tmp_path, command):
    (tmp_path / "poles").mkdir()
    place = ("--site", tmp_path / "site") if command == "build" else ("--vers", tmp_path / "depot")
    told = run(command, "--records", tmp_path, *place, "--historique-entier")
    assert told.exit_code == 1 and "git clone" in told.stderr
    assert not (tmp_path / "site").exists() and not (tmp_path / "depot").exists()


def test_the_same_input_gives_the_same_archive(archive, real, real_site, tmp_path):
    assert write_release(real, real_site, tmp_path).read_bytes() == archive.read_bytes()


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(run, tmp_path, monkeypatch, real, real_site):
    class Made:
        catalogue = real

    monkeypatch.setattr(cli, "_built", lambda *_, **__: Made)
    (tmp_path / "fichier").write_text("")
    told = run("release", "--vers", tmp_path / "fichier" / "dedans")
    assert told.exit_code == 1 and "Archive non écrite" in told.stderr and "Traceback" not in told.stderr


def test_what_hosts_and_robots_look_for_is_at_the_root(real_site):
    assert "Sitemap: https://" in (real_site / "robots.txt").read_text(encoding="utf-8")
    security = (real_site / ".well-known/security.txt").read_text(encoding="utf-8")
    assert re.search(r"^Contact: mailto:\S+@\S+$", security, re.MULTILINE)
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", security, re.MULTILINE)
    assert "Organisations qui signent" in (real_site / "humans.txt").read_text(encoding="utf-8")


def test_the_map_of_the_site_names_no_version_and_no_page_withdrawn(real_site):
    told = (real_site / "sitemap.xml").read_text(encoding="utf-8")
    assert "/poles/cise-lille/</loc>" in told and "/versions/" not in told
