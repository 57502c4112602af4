"""The made-up sheets and the race against other generators go on working."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks.corpus import write_corpus
from benchmarks.measured import Cost, Failed, cost_of
from benchmarks.peers.builders import PEERS, VENV
from benchmarks.peers.pages import sheets_in, write_as_markdown, write_with_data
from benchmarks.race import check, edited, observatory, peer
from benchmarks.tables import Entry, Race, as_markdown, ratios
from generator import pipeline
from generator.site import KINDS
from schemas import KINDS as MODELS
from schemas.structure import shapes

KEYS = {
    "cold_vs_eleventy",
    "cold_vs_hugo",
    "cold_search_vs_hugo_pagefind",
    "mkdocs_material_vs_cold",
    "edit_vs_cold",
    "check_vs_cold",
    "peak_memory_mb",
    "growth_vs_tenth",
    "versions",
}
NAMED_BY_ITS_FILE = ("id",)
INSTALLED = (VENV / "ready").exists()


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fiches")
    write_corpus(folder, 10)
    return folder


def test_made_up_sheets_are_valid_and_the_same_each_time(few, tmp_path):
    checked = pipeline.check(few)
    assert checked.catalogue is not None and not checked.problems
    write_corpus(tmp_path, 10)
    for path in few.rglob("*.yaml"):
        assert (tmp_path / path.relative_to(few)).read_bytes() == path.read_bytes()


def test_a_hundred_sheets_use_every_field_of_the_models(tmp_path):
    write_corpus(tmp_path, 100)
    used = {kind: {path for sheet in sheets_in(tmp_path) if sheet.kind == kind for path in paths(sheet.tree)} for kind in KINDS}
    anywhere = set().union(*used.values())
    for kind, model in MODELS.items():
        missing = {path for path in fields(model) if path not in used[kind]}
        assert {path for path in missing if path[0] != "edition" or path not in anywhere} <= {NAMED_BY_ITS_FILE}, kind
    assert pipeline.check(tmp_path).problems == ()


def paths(tree, above=()):
    if isinstance(tree, dict):
        for name, value in tree.items():
            yield (*above, name)
            yield from paths(value, (*above, name))
    elif isinstance(tree, list):
        for item in tree:
            yield from paths(item, above)


def fields(model, above=()):
    for name, shape in shapes(model).items():
        yield (*above, name)
        inner = shape.items or shape
        if inner.model is not None:
            yield from fields(inner.model, (*above, name))


def test_this_project_runs_the_race_cold_and_after_an_edit(few, tmp_path):
    cold = observatory(few, tmp_path, "cold")
    edited(few)
    edit = observatory(few, tmp_path, "edit")
    checked = check(few, tmp_path)
    assert 0 < checked.wall < cold.cost.wall and cold.files > 100 and cold.cost.peak_mb > 50
    assert {"verification", "habillage", "pages", "notes", "recherche", "total"} <= cold.phases.keys() == edit.phases.keys()


def test_each_sheet_is_given_whole_to_the_other_generators(few, tmp_path):
    write_with_data(few, tmp_path / "donnees")
    write_as_markdown(few, tmp_path / "markdown")
    for sheet in sheets_in(few):
        for form in ("donnees", "markdown"):
            page = (tmp_path / form / sheet.folder / f"{sheet.id}.md").read_text(encoding="utf-8")
            assert all(section["titre"] in page for section in sheet.tree.get("sections", ()))
            assert all(source["id"] in page for source in sheet.tree.get("sources", ()))


if INSTALLED:

    @pytest.mark.parametrize("name", PEERS)
    def test_the_other_generators_build_the_same_sheets(name, few, tmp_path):
        assert peer(name, few, tmp_path).files > len(sheets_in(few))


def test_a_command_that_fails_tells_its_last_words(tmp_path):
    with pytest.raises(Failed, match="panne"):
        cost_of((sys.executable, "-c", "import sys; sys.exit('panne')"), tmp_path)


def entry(wall, **phases):
    return Entry("Essai", Cost(wall, wall * 2, 300.0), 1_000_000, 10, phases)


def invented_race(**peers):
    cold = entry(50.0, notes=10.0, recherche=4.0)
    return Race(
        100, entry(13.0, notes=2.0, recherche=1.0), cold, entry(9.0, recherche=4.0), Cost(9.0, 9.0, 200.0), peers, {"python": "3"}
    )


def test_ratios_count_the_notes_apart_and_the_search_where_it_is_asked():
    race = invented_race(hugo=entry(20.0, recherche=12.0), eleventy=entry(16.0, recherche=12.0), material=entry(400.0))
    told = ratios(race)
    assert told.keys() >= KEYS
    assert told["cold_vs_hugo"] == 4.5 and told["cold_vs_eleventy"] == 9.0
    assert told["cold_search_vs_hugo_pagefind"] == 2.0 and told["mkdocs_material_vs_cold"] == 10.0
    assert told["edit_vs_cold"] == pytest.approx(5 / 36, abs=1e-3) and told["check_vs_cold"] == 0.25
    assert told["growth_vs_tenth"] == 3.6 and told["peak_memory_mb"] == 300
    assert json.loads(json.dumps(told)) == told


def test_a_generator_that_did_not_run_is_said_not_measured():
    told = ratios(invented_race())
    assert told["cold_vs_hugo"] is None
    assert "| `cold_vs_hugo` | non mesuré |" in as_markdown(invented_race())


def test_what_races_brings_no_address_of_a_registry():
    locked = Path("benchmarks/peers/eleventy/package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in locked and "integrity" in locked
    assert "--hash" in Path("requirements/mesures.txt").read_text(encoding="utf-8")
