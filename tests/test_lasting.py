"""The observatory can be kept, handed over or closed: one archive says it all, and what hosts look for is at its root."""

import hashlib
import re
import subprocess
import zipfile

import pytest

from generator import cli
from generator.release import PROJECT, release_name, write_release
from generator.site import REPOSITORY_ROOT


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
    assert all((REPOSITORY_ROOT / part).exists() for part in PROJECT)
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY_ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    left = {path.split("/")[0] for path in tracked if path} - set(PROJECT)
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
