"""Only what changed is new in a site made again; what is no longer said leaves nothing behind."""

import shutil

import pytest

from generator import pipeline


def times(site):
    return {path.relative_to(site).as_posix(): path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}


def contents(site):
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture
def records(tiny_world, tmp_path):
    folder = tmp_path / "fiches"
    shutil.copytree(tiny_world, folder)
    return folder


@pytest.fixture
def site(records, tmp_path):
    folder = tmp_path / "site"
    pipeline.build(records, folder)
    return folder


def made_again(records, site):
    """Make the site again over itself, and anew elsewhere: both must be the same; return the names whose time is new."""
    before = times(site)
    pipeline.build(records, site)
    anew = site.with_name("ailleurs")
    pipeline.build(records, anew)
    assert contents(site) == contents(anew)
    shutil.rmtree(anew)
    return {name for name, time in times(site).items() if before.get(name) != time}, before.keys() - times(site).keys()


def test_nothing_is_new_when_nothing_changed(records, site):
    assert made_again(records, site) == (set(), set())


def test_an_edited_narrative_renews_the_page_of_its_sheet_and_few_others(records, site):
    sheet = records / "practices" / "pratique-minimale.yaml"
    sheet.write_text(
        sheet.read_text(encoding="utf-8") + "sections:\n  - titre: Récit\n    texte: Une phrase de plus.\n", encoding="utf-8"
    )
    new, _ = made_again(records, site)
    assert "pratiques/pratique-minimale/index.html" in new
    assert not any(name.startswith(("territoires/", "acteurs/", "scripts/", "styles/", "cartes/")) for name in new)
    assert len(new) < len(times(site)) / 10


def test_a_sheet_added_renamed_or_taken_away_leaves_no_stale_page(records, site):
    practice = records / "practices" / "une-pratique-de-plus.yaml"
    text = (records / "practices" / "pratique-minimale.yaml").read_text(encoding="utf-8")
    practice.write_text(text.replace("titre: ", "titre: Autre, ", 1), encoding="utf-8")
    new, gone = made_again(records, site)
    assert "pratiques/une-pratique-de-plus/index.html" in new
    assert not any(name.endswith("index.html") for name in gone)
    practice.rename(practice.with_name("une-autre-pratique.yaml"))
    new, gone = made_again(records, site)
    assert "pratiques/une-autre-pratique/index.html" in new and "pratiques/une-pratique-de-plus/index.html" in gone
    practice.with_name("une-autre-pratique.yaml").unlink()
    new, gone = made_again(records, site)
    assert "pratiques/une-autre-pratique/index.html" in gone
