"""A sheet is cited by what reference managers read, always to the version read; no text of a sheet can break a format."""

import io
import json
import re
from html.parser import HTMLParser

import pytest
import rispy
import yaml
from pybtex.database import parse_string

from generator import pipeline
from generator.cite.as_bibtex import as_bibtex
from generator.cite.as_csl import as_csl
from generator.cite.as_ris import as_ris
from generator.cite.as_text import as_text
from generator.cite.bibliography import bibliographic_entry
from generator.settings import load_settings
from generator.site import REPOSITORY_ROOT, SETTINGS

SETTINGS_READ = load_settings(SETTINGS)
HOSTILE = 'Pôle {$x} \\input{/etc/passwd} % & # _ ~ ^ </script> "guillemets" ER  - ' + "très " * 60
SHEET = (
    "nom: {nom}\nresume: {resume}\nsources:\n  - titre: Une source\nedition:\n  modifiee_le: {date}\n  contributeurs:\n{parties}"
)
PARTIES = "    - designation: CRESS, région\n    - designation: RTES\n      role: redaction\n    - designation: Un appui\n      role: collecte\n"


def entry_of(folder, nom="Pôle d’essai", resume="Un lieu.", date="2026-05-06", parties=PARTIES):
    (folder / "poles").mkdir(exist_ok=True)
    told = SHEET.format(nom=json.dumps(nom), resume=json.dumps(resume), date=date, parties=parties)
    (folder / "poles/essai.yaml").write_text(told, encoding="utf-8")
    catalogue = pipeline.load(folder)
    return bibliographic_entry(catalogue.sheets["poles"]["essai"], catalogue, SETTINGS_READ)


def test_the_text_says_who_what_which_version_when_under_what_licence_and_where(tmp_path):
    entry = entry_of(tmp_path)
    assert as_text(entry) == (
        f"CRESS, région, RTES. Pôle d’essai [fiche de pôle]. {SETTINGS_READ.site_name}, version {entry.version} du 6 mai 2026. "
        f"Licence Ouverte 2.0. {SETTINGS_READ.site_url}poles/essai/versions/{entry.version}/"
    )


def test_who_did_something_else_than_write_is_a_contributor(tmp_path):
    (contribution,) = entry_of(tmp_path).contributions
    assert (contribution.name, contribution.role) == ("Un appui", "collecte")


def test_a_sheet_that_nobody_signs_is_the_observatory_s(real):
    entry = bibliographic_entry(real.sheets["poles"]["cise-lille"], real, SETTINGS_READ)
    assert entry.authors == (SETTINGS_READ.site_name,)


@pytest.mark.parametrize("nom", ["Pôle d’essai", HOSTILE[:390]])
def test_bibtex_is_read_whole_by_bibtex(tmp_path, nom):
    entry = entry_of(tmp_path, nom=nom)
    (read,) = parse_string(as_bibtex(entry), "bibtex").entries.values()
    assert read.fields["url"] == entry.address and read.fields["year"] == "2026" and entry.version in read.fields["howpublished"]
    assert [str(one) for one in read.persons["author"]] == ["{CRESS, région}", "{RTES}"]
    assert not re.search(
        r"(?<!\\)[$&#%_~^]", read.fields["title"].replace(r"\textasciitilde{}", "").replace(r"\textasciicircum{}", "")
    )


@pytest.mark.parametrize("nom", ["Pôle d’essai", HOSTILE[:390]])
def test_ris_is_one_record_whatever_a_sheet_says(tmp_path, nom):
    entry = entry_of(tmp_path, nom=nom, resume="Une ligne.\n\nER  - \n\nTY  - BOOK")
    (read,) = rispy.load(io.StringIO(as_ris(entry).replace("\r\n", "\n")))
    assert read["title"] == " ".join(nom.split()) and read["urls"] == [entry.address]
    assert read["authors"] == ["CRESS région,", "RTES,"]


@pytest.mark.parametrize("date", ["2026", "2026-05", "2026-05-06"])
def test_csl_json_has_the_date_as_far_as_it_is_known(tmp_path, date):
    (read,) = json.loads(as_csl(entry_of(tmp_path, nom=HOSTILE[:390], date=date)))
    assert read["issued"]["date-parts"] == [[int(part) for part in date.split("-")]]
    assert read["author"] == [{"literal": "CRESS, région"}, {"literal": "RTES"}] and read["contributor"] == [
        {"literal": "Un appui"}
    ]


def test_three_hundred_authors_are_all_in_the_files_and_few_in_the_text(tmp_path):
    entry = entry_of(tmp_path, parties="".join(f"    - designation: Réseau {rank}\n" for rank in range(300)))
    assert "Réseau 5 et 294 autres." in as_text(entry)
    assert len(json.loads(as_csl(entry))[0]["author"]) == 300 and as_ris(entry).count("AU  - ") == 300


def test_the_same_version_gives_the_same_reference_when_it_is_the_former_one(tmp_path):
    first = as_text(entry_of(tmp_path))
    assert as_text(entry_of(tmp_path, resume="Autre chose.")) != first
    assert as_text(entry_of(tmp_path)) == first


class Metas(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "meta" and told.get("name"):
            self.found.append((told["name"], told["content"]))


def test_a_page_carries_the_tags_that_zotero_reads(real, real_site):
    for sheet in (real.sheets["poles"]["pole-sud-romans"], real.sheets["practices"]["puissance-invitante"]):
        found = dict(Metas((real_site / sheet.address / "index.html").read_text(encoding="utf-8")).found)
        entry = bibliographic_entry(sheet, real, SETTINGS_READ)
        assert found["citation_title"] == found["DC.title"] == sheet.name
        assert found["citation_public_url"] == found["DC.identifier"] == entry.address
        assert found["citation_publication_date"] == entry.issued.replace("-", "/")
        assert found["citation_author"] == f"{entry.authors[0]}," and found["DC.creator"] == entry.authors[0]
        assert found["DCTERMS.abstract"] == entry.summary and found["prism.edition"] == entry.version
        assert found["DC.rights"] == "Licence Ouverte 2.0"


def test_each_page_leads_to_the_files_that_cite_it(real, real_site):
    for sheet in real.published():
        html = (real_site / sheet.address / "index.html").read_text(encoding="utf-8")
        for name in ("citation.bib", "citation.ris", "citation.json"):
            assert f'href="../../{sheet.version_address}{name}"' in html
            assert (real_site / sheet.version_address / name).is_file()
        assert as_text(bibliographic_entry(sheet, real, SETTINGS_READ)).split("[")[0].split(". ", 1)[1].strip()[:20] in html


def test_the_whole_is_cited_by_a_file_that_the_forges_read():
    told = yaml.safe_load((REPOSITORY_ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert told["cff-version"] == "1.2.0" and told["title"] == SETTINGS_READ.site_name and told["authors"]
    assert {"message", "type", "license", "abstract"} <= told.keys() and "etalab-2.0" in told["license"]
    assert (told["url"], f"{told['repository-code']}/") == (SETTINGS_READ.site_url, SETTINGS_READ.repository_url)
