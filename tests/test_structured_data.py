"""A page says to machines what it says to readers, in JSON-LD, and no text of a sheet can leave its script."""

import gzip
import json
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files

import pytest
import yaml
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from generator import pipeline
from generator.catalogue import Catalogue
from generator.cite.bibliography import bibliographic_entry
from generator.derive.documents import documents
from generator.render.json_ld import script
from generator.render.page import Page
from generator.render.page_data import with_structured_data
from generator.render.structured_data import sheet_nodes
from generator.settings import load_settings
from generator.site import SETTINGS, document_page

SETTINGS_READ = load_settings(SETTINGS)
HOME = SETTINGS_READ.site_url
SCHEMA = Namespace("https://schema.org/")
ADDRESSES = "url license mainEntityOfPage item contentUrl archivedAt inDefinedTermSet".split()
IN_PLACE = {"@vocab": str(SCHEMA), **{name: {"@type": "@id"} for name in ADDRESSES}}
WORDS = json.loads((files("rocrate") / "data/ro-crate.jsonld").read_text(encoding="utf-8"))["@context"]
SEARCH_WORDS = {"query-input"}
HEAVIEST = 2500
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")


class Reader(HTMLParser):
    """Gathers the JSON-LD of a page, its identifiers and whether it sends elsewhere."""

    def __init__(self, html):
        super().__init__()
        self.scripts, self.ids, self.is_redirection, self._inside = [], set(), False, False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        self.ids.add(told.get("id"))
        self.is_redirection |= told.get("http-equiv") == "refresh"
        self._inside = tag == "script" and told.get("type") == "application/ld+json"
        if self._inside:
            self.scripts.append("")

    def handle_endtag(self, tag):
        self._inside = False

    def handle_data(self, data):
        if self._inside:
            self.scripts[-1] += data


def told_in(html):
    return [json.loads(text) for text in Reader(html).scripts]


def graph_of(html):
    graph = Graph()
    for told in told_in(html):
        assert told["@context"] == "https://schema.org"
        graph.parse(data=json.dumps(told | {"@context": IN_PLACE}), format="json-ld")
    return graph


def read(site, address):
    return (site / address / "index.html").read_text(encoding="utf-8")


def objects_in(tree):
    if isinstance(tree, dict):
        yield tree
        for inner in tree.values():
            yield from objects_in(inner)
    elif isinstance(tree, list):
        for inner in tree:
            yield from objects_in(inner)


def catalogue_of(folder, **poles) -> Catalogue:
    (folder / "poles").mkdir()
    for name, told in poles.items():
        (folder / f"poles/{name}.yaml").write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    return pipeline.load(folder)


POLE = {"nom": "Essai", "resume": "Un lieu.", "sources": [{"titre": "Une source"}]}


def test_every_page_says_what_it_is_and_the_way_to_it(real_site):
    pages = [path for path in real_site.rglob("index.html") if not Reader(path.read_text(encoding="utf-8")).is_redirection]
    assert len(pages) > 400
    for path in pages:
        address = URIRef(f"{HOME}{path.parent.relative_to(real_site).as_posix()}/".replace("/./", "/"))
        graph = graph_of(path.read_text(encoding="utf-8"))
        assert (address, RDF.type, SCHEMA.WebPage) in graph, path
        (way,) = graph.objects(address, SCHEMA.breadcrumb)
        steps = sorted(graph.objects(way, SCHEMA.itemListElement), key=lambda one: int(graph.value(one, SCHEMA.position)))
        assert [int(graph.value(one, SCHEMA.position)) for one in steps] == list(range(1, len(steps) + 1))
        assert graph.value(steps[0], SCHEMA.item) == URIRef(HOME) and graph.value(steps[-1], SCHEMA.item) == address, path


def test_every_word_is_one_of_schema_org(real_site):
    for path in real_site.rglob("*.html"):
        for told in told_in(path.read_text(encoding="utf-8")):
            for one in objects_in(told["@graph"]):
                words = {name for name in one if not name.startswith("@")} | ({one["@type"]} if "@type" in one else set())
                assert words - SEARCH_WORDS <= WORDS.keys(), (path, words - WORDS.keys())
                assert all(value not in (None, "", [], {}) for value in one.values()), (path, one)


def test_every_address_of_the_site_leads_somewhere(real_site):
    glossary = Reader(read(real_site, "glossaire")).ids
    for path in real_site.rglob("*.html"):
        for told in told_in(path.read_text(encoding="utf-8")):
            texts = [value for one in objects_in(told["@graph"]) for value in one.values() if isinstance(value, str)]
            for address in {text for text in texts if text.startswith(HOME) and "{" not in text and " " not in text}:
                place, _, anchor = address.removeprefix(HOME).partition("#")
                target = real_site / place
                assert (target / "index.html").is_file() or target.is_file(), (path, address)
                assert place != "glossaire/" or not anchor or anchor in glossary, (path, address)


def test_every_published_sheet_says_what_it_is_in_which_version_and_on_what_it_rests(real, real_site):
    for sheet in real.published():
        graph = graph_of(read(real_site, sheet.address))
        entry = bibliographic_entry(sheet, real, SETTINGS_READ)
        article = URIRef(entry.address)
        assert (article, RDF.type, SCHEMA.Article) in graph
        assert graph.value(article, SCHEMA.version) == Literal(sheet.version)
        assert graph.value(article, SCHEMA.identifier) == Literal(entry.address)
        assert graph.value(article, SCHEMA.headline) == Literal(" ".join(sheet.name.split()))
        assert graph.value(article, SCHEMA.dateModified) == (Literal(entry.issued) if entry.issued else None)
        assert graph.value(article, SCHEMA.license) == URIRef("https://www.etalab.gouv.fr/licence-ouverte-open-licence/")
        assert {str(graph.value(one, SCHEMA.name)) for one in graph.objects(article, SCHEMA.author)} == set(entry.authors)
        assert len(set(graph.objects(article, SCHEMA.isBasedOn))) == len(sheet.record.sources)
        about = set(graph.objects(article, SCHEMA.about))
        if sheet.kind.name == "practices":
            assert about == {URIRef(f"{HOME}poles/{one.pole}/#sujet") for one in sheet.record.poles if one.pole}
        else:
            assert about == {URIRef(f"{HOME}{sheet.address}#sujet")}
            assert graph.value(next(iter(about)), SCHEMA.name) == Literal(sheet.name)


def test_places_and_numbers_of_an_organisation_are_those_of_its_sheet(real, real_site):
    graph = graph_of(read(real_site, "poles/pole-sud-romans"))
    covered = {str(graph.value(one, SCHEMA.name)) for one in graph.objects(None, SCHEMA.spatialCoverage)}
    record = real.sheet(("poles", "pole-sud-romans")).record
    codes = {place.commune for place in record.lieux} | {tie.territoire for tie in record.territoires}
    assert covered >= {real.reference.territories[code].name for code in codes if code} and covered
    numbered = [sheet for sheet in real.published("actors") if sheet.record.siren]
    for sheet in numbered:
        told = graph_of(read(real_site, sheet.address))
        assert set(told.objects(None, SCHEMA.iso6523Code)) == {Literal(f"0002:{sheet.record.siren}")}


def test_what_is_announced_contested_or_ended_is_not_said_to_be(tmp_path):
    ended = {"nom": "Ancien atelier", "commune": "com-26281", "date": "2001", "date_fin": "2009"}
    places = [
        {"nom": "Halle", "commune": "com-26281", "role": "siege"},
        {"nom": "Future halle", "commune": "com-26281", "statut": "annonce"},
        {"nom": "Halle disputée", "commune": "com-26281", "statut": "conteste"},
        ended,
    ]
    contact = {"fonction": "Coordination", "personne": "Camille Unetelle", "accord_date": "2026-01-05"}
    catalogue = catalogue_of(tmp_path, essai=POLE | {"lieux": places, "contact": contact})
    told = sheet_nodes(catalogue.sheets["poles"]["essai"], catalogue, SETTINGS_READ)
    organisation = next(one for one in told if one["@type"] == "Organization")
    assert [place["name"] for place in organisation["location"]] == ["Halle"]
    assert "Camille" not in json.dumps(told) and "Coordination" not in json.dumps(told)


def test_a_sheet_that_says_little_has_nothing_more(tmp_path):
    catalogue = catalogue_of(tmp_path, essai=POLE)
    article, organisation = sheet_nodes(catalogue.sheets["poles"]["essai"], catalogue, SETTINGS_READ)
    assert set(organisation) == {"@type", "@id", "name"}
    assert not {"dateModified", "dateCreated", "spatialCoverage", "keywords", "contributor"} & set(article)


def test_a_version_keeps_saying_which_one_it_is(real, real_site):
    sheet = next(iter(real.published("poles")))
    graph = graph_of(read(real_site, sheet.version_address))
    assert graph.value(URIRef(f"{HOME}{sheet.version_address}"), SCHEMA.version) == Literal(sheet.version)


def test_a_territory_says_its_official_code_and_what_holds_it(real_site):
    graph = graph_of(read(real_site, "territoires/dep-26"))
    territory = URIRef(f"{HOME}territoires/dep-26/#sujet")
    assert (territory, RDF.type, SCHEMA.AdministrativeArea) in graph
    assert graph.value(graph.value(territory, SCHEMA.identifier), SCHEMA.value) == Literal("26")
    assert URIRef(f"{HOME}territoires/reg-84/#sujet") in set(graph.objects(territory, SCHEMA.containedInPlace))


def test_tables_and_dumps_are_datasets_whose_files_are_those_told(real_site):
    for address in ("comparer/finalite", "donnees"):
        graph = graph_of(read(real_site, address))
        (dataset,) = graph.subjects(RDF.type, SCHEMA.Dataset)
        downloads = list(graph.objects(dataset, SCHEMA.distribution))
        assert downloads and graph.value(dataset, SCHEMA.license)
        for one in downloads:
            content = (real_site / str(graph.value(one, SCHEMA.contentUrl)).removeprefix(HOME)).read_bytes()
            told = graph.value(one, SCHEMA.sha256)
            assert told is None or str(told) == sha256(content).hexdigest()
    assert graph.value(dataset, SCHEMA.version)


def test_the_glossary_says_the_same_terms_as_skos(real_site):
    graph = graph_of(read(real_site, "glossaire"))
    skos = Graph().parse(real_site / "donnees/vocabulaires.ttl", format="turtle")
    labels = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    told = {(str(one), str(graph.value(one, SCHEMA.name))) for one in graph.objects(None, SCHEMA.hasDefinedTerm)}
    assert told == {(str(one), str(label)) for one, label in skos.subject_objects(labels)} and told


def test_the_search_that_the_home_page_offers_is_that_of_the_site(open_page, real_site):
    graph = graph_of(read(real_site, "."))
    (template,) = graph.objects(None, SCHEMA.urlTemplate)
    address = str(template).removeprefix(HOME).replace("{search_term_string}", "gouvernance")
    page = open_page(address)
    assert page.input_value("main input[type=search], article input[type=search]") == "gouvernance"


HOSTILE = "Pôle </script><script>alert(1)</script> & <!-- ${x} `y` " + "très " * 65


def test_hostile_texts_stay_in_their_script(tmp_path):
    parties = [{"designation": f"Réseau {rank}"} for rank in range(300)]
    catalogue = catalogue_of(tmp_path, essai=POLE | {"nom": HOSTILE, "edition": {"contributeurs": parties}})
    sheet = catalogue.sheets["poles"]["essai"]
    gaps = {"titre": "Pôle &lt;b&gt; « x »", "description": "", "tete": "<meta>", "corps": ""}
    (page,) = with_structured_data([Page("", sheet.address, gaps, subject=sheet)], catalogue, SETTINGS_READ)
    html = f"<head>{page.gaps['tete']}</head><body>après</body>"
    assert html.count("<script") == html.count("</script") == 1
    told = told_in(html)[0]["@graph"]
    assert told[0]["name"] == "Pôle <b> « x »"
    assert told[1]["headline"] == HOSTILE.strip() and len(told[1]["author"]) == 300


def test_line_separators_of_javascript_are_escaped():
    assert "\u2028" not in script([{"name": "a\u2028b\u2029c"}])
    assert told_in(script([{"name": "a\u2028b\u2029c"}]))[0]["@graph"] == [{"name": "a\u2028b\u2029c"}]


def test_a_sheet_covers_where_it_is_and_not_where_it_was_or_may_be(tmp_path):
    places = [{"commune": "com-26281"}, {"commune": "com-38185", "statut": "annonce"}, {"commune": "com-69123", "date_fin": 2014}]
    ties = [{"territoire": "dep-26"}, {"libelle": "Vallée", "statut": "annonce"}, {"libelle": "Pays"}]
    catalogue = catalogue_of(tmp_path, essai=POLE | {"lieux": places, "territoires": ties})
    article = sheet_nodes(catalogue.sheets["poles"]["essai"], catalogue, SETTINGS_READ)[0]
    assert [place["name"] for place in article["spatialCoverage"]] == ["Romans-sur-Isère", "Drôme", "Pays"]


def test_a_document_is_told_under_its_page_there_and_where_it_is_cited(real, real_site):
    for document in documents(real).values():
        page = graph_of(read(real_site, document_page(document.id)))
        subject = URIRef(f"{HOME}{document_page(document.id)}#sujet")
        assert (subject, SCHEMA.name, Literal(document.title)) in page
        for use in document.uses:
            assert (None, SCHEMA.isBasedOn, subject) in graph_of(read(real_site, use.sheet.address)), use.sheet.id


def test_a_withdrawn_sheet_says_nothing_to_machines(tiny_site):
    assert not Reader(read(tiny_site, "pratiques/pratique-retiree")).scripts


def test_it_weighs_little_on_the_page_of_a_sheet(real, real_site):
    for sheet in real.published():
        (text,) = Reader(read(real_site, sheet.address)).scripts
        assert len(gzip.compress(text.encode(), 9)) <= HEAVIEST, sheet.id
