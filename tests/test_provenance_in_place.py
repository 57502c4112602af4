"""Whatever a sheet says shows on the spot which source tells it, and how sure that makes it."""

import re
from html.parser import HTMLParser

import pytest

from generator.derive.sourced_facts import Evidence
from generator.reference import load_reference
from generator.render.sheet_view import NAMING
from generator.site import KINDS, REFERENCE
from schemas import KINDS as MODELS
from schemas.dated import DatedFact
from tests.test_nothing_is_lost import shown_page

VOID = frozenset("area base br col embed hr img input link meta source track wbr path circle rect use".split())


class Parts(HTMLParser):
    """Keeps, for each element that has an id, the links and the words inside it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.inside = [], {}

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        for name in self.open:
            if name:
                self.inside[name]["links"].append((told.get("href", ""), told.get("aria-label") or ""))
        if told.get("id"):
            self.inside.setdefault(told["id"], {"links": [], "words": ""})
        if tag not in VOID:
            self.open.append(told.get("id", ""))

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data):
        for name in self.open:
            if name:
                self.inside[name]["words"] += data


def parts_of(html):
    parser = Parts()
    parser.feed(html)
    return parser.inside


def lacks(record, html):
    """Return the facts of a record whose source, status or strength does not stand beside them."""
    evidence, found = Evidence(record), parts_of(html)
    for field, fact in evidence.facts:
        place = found.get(evidence.anchor(fact))
        if place is None:
            yield field, "place", fact
            continue
        links = dict(place["links"])
        cited = evidence.cited(fact)
        if any(links.get(f"#source-{one.number}") != f"Source {one.number}" for one in cited):
            yield field, "source", fact
        if not cited and "source non précisée" not in place["words"]:
            yield field, "absence", fact
        if isinstance(fact, DatedFact) and field not in NAMING and not any(href.startswith("#force-") for href in links):
            yield field, "force", fact


def test_every_fact_of_every_real_sheet_shows_its_source_on_the_spot(real, real_site):
    told = 0
    for sheet in real.published():
        html = (real_site / sheet.address / "index.html").read_text(encoding="utf-8")
        assert not list(lacks(sheet.record, html)), sheet.key
        told += len(Evidence(sheet.record).facts)
    assert told > 1500


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_of_fact_of_a_full_sheet_shows_its_source_on_the_spot(kind):
    tree, html = shown_page(kind, load_reference(REFERENCE))
    record = MODELS[kind].model_validate(tree)
    listed = {
        field
        for field, value in tree.items()
        if isinstance(value, list) and value and isinstance(value[0], dict) and "sources" in value[0]
    }
    assert {field for field, _ in Evidence(record).facts} == listed
    assert not list(lacks(record, html))


def test_what_names_no_source_says_so_and_is_counted(tiny_world, tmp_path, run):
    world = tmp_path / "monde"
    (world / "poles").mkdir(parents=True)
    (world / "poles" / "essai.yaml").write_text(
        "nom: Essai\nresume: Un essai.\nstades:\n  - stade: ouvert\n    date: 2008\nsections:\n  - titre: Récit\n    texte: Un récit.\n"
        "sources:\n  - id: a\n    titre: A\n  - id: b\n    titre: B\n",
        encoding="utf-8",
    )
    done = run("build", "--records", world, "--site", tmp_path / "site")
    assert done.exit_code == 0, done.stdout
    html = (tmp_path / "site" / "poles" / "essai" / "index.html").read_text(encoding="utf-8")
    assert html.count("source non précisée") == 4, "the stage in its two key facts and in the timeline, and the section"
    assert "laquelle n’est pas dit de 2\u00a0faits ou textes" in html
    assert "2\u00a0faits ou textes des fiches" in (tmp_path / "site" / "sources" / "index.html").read_text(encoding="utf-8")


def test_each_strength_leads_to_its_reason_in_words_on_the_same_page(real, real_site):
    for sheet in real.published():
        found = parts_of((real_site / sheet.address / "index.html").read_text(encoding="utf-8"))
        asked = {href[1:] for place in found.values() for href, _ in place["links"] if href.startswith("#force-")}
        for name in asked:
            assert " parce que " in re.sub(r"\s+", " ", found[name]["words"]), (sheet.key, name)


def test_the_scale_of_strengths_is_explained_on_the_page_of_the_method(real_site):
    html = (real_site / "methode" / "index.html").read_text(encoding="utf-8")
    assert 'id="force-de-preuve"' in html
    for words in ("Déclaré par le porteur", "Dit par un tiers", "Évaluation", "Statistique publique", "non précisée"):
        assert words in html


def test_an_actor_that_signs_a_page_about_itself_declares(real, real_site):
    html = (real_site / "acteurs" / "groupe-archer" / "index.html").read_text(encoding="utf-8")
    assert "sujet de cette fiche" in html
