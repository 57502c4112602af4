"""A page says to machines what it says to readers, in JSON-LD, and no text of a sheet can leave its script."""

import json
from html.parser import HTMLParser

import pytest
from rdflib import Graph, Literal, Namespace, URIRef

from generator import pipeline
from generator.cite.bibliography import bibliographic_entry
from generator.render.structured_data import structured_data
from generator.settings import load_settings
from generator.site import SETTINGS

SETTINGS_READ = load_settings(SETTINGS)
SCHEMA = Namespace("https://schema.org/")
IN_PLACE = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "license": {"@type": "@id"},
    "mainEntityOfPage": {"@type": "@id"},
}


class Scripts(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found, self._inside = [], False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self._inside = tag == "script" and dict(attributes).get("type") == "application/ld+json"
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag):
        self._inside = False

    def handle_data(self, data):
        if self._inside:
            self.found[-1] += data


def graph_of(html):
    (text,) = Scripts(html).found
    told = json.loads(text) | {"@context": IN_PLACE}
    return Graph().parse(data=json.dumps(told), format="json-ld")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_every_published_sheet_says_what_it_is_in_which_version_and_on_what_it_rests(real, real_site):
    for sheet in real.published():
        graph = graph_of((real_site / sheet.address / "index.html").read_text(encoding="utf-8"))
        article = URIRef(bibliographic_entry(sheet, real, SETTINGS_READ).address)
        assert graph.value(article, SCHEMA.version) == Literal(sheet.version)
        assert graph.value(article, SCHEMA.headline) == Literal(" ".join(sheet.name.split()))
        assert len(set(graph.objects(article, SCHEMA.isBasedOn))) == len(sheet.record.sources)
        assert (graph.value(article, SCHEMA.about) is None) == (sheet.kind.name == "practices")
        assert len(set(graph.subjects(SCHEMA.position, None))) == 3


def test_hostile_texts_stay_in_their_script(tmp_path):
    (tmp_path / "poles").mkdir()
    name = "Pôle </script><script>alert(1)</script> & \u2028 <!-- " + "très " * 65
    parties = "".join(f"    - designation: Réseau {rank}\n" for rank in range(300))
    told = f"nom: {json.dumps(name.replace(chr(0x2028), ''))}\nresume: Un lieu.\nsources:\n  - titre: Une source\nedition:\n  contributeurs:\n{parties}"
    (tmp_path / "poles/essai.yaml").write_text(told, encoding="utf-8")
    catalogue = pipeline.load(tmp_path)
    sheet = catalogue.sheets["poles"]["essai"]
    script = structured_data(sheet, bibliographic_entry(sheet, catalogue, SETTINGS_READ), catalogue, SETTINGS_READ)
    assert script.count("<") == 2 and script.endswith("</script>")
    (text,) = Scripts(script).found
    article = json.loads(text)["@graph"][0]
    assert article["headline"].startswith("Pôle </script><script>alert(1)") and len(article["author"]) == 300


def test_a_withdrawn_sheet_says_nothing_to_machines(tiny_site):
    assert not Scripts((tiny_site / "pratiques/pratique-retiree/index.html").read_text(encoding="utf-8")).found
