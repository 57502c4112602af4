import re

import pytest

from generator.catalogue import Catalogue, Sheet
from generator.derive.audiences import audiences
from generator.prose import to_html
from generator.reference import load_reference
from generator.site import KINDS, REFERENCE
from schemas import Practice

FOUNDING = "cooperation-collectivites-acteurs-ess"
CODES = ("opinion", "elus-locaux", "autres-decideurs-politiques", "decideurs-economiques", "acteurs-ess")


@pytest.fixture(scope="module")
def reference():
    return load_reference(REFERENCE)


def practice(identifier, *messages):
    record = Practice.model_validate(
        {
            "titre": identifier,
            "resume": "Une pratique.",
            "territoires": [{"territoire": "dep-26"}],
            "messages": [{"public": public, "texte": text} for public, text in messages],
            "sources": [{"titre": "Une source", "date": "2011"}],
        }
    )
    return Sheet(KINDS["practices"], identifier, "x.yaml", record, "0123456789")


def world(reference, *sheets):
    return Catalogue({"poles": {}, "actors": {}, "practices": {sheet.id: sheet for sheet in sheets}}, {}, reference)


def test_the_five_paths_have_the_permanent_codes_of_the_vocabulary(real):
    assert tuple(audience.code for audience in audiences(real)) == CODES


def test_each_message_of_the_founding_sheet_stands_once_on_its_path_and_on_no_other(real, real_site):
    messages = real.sheets["practices"][FOUNDING].record.messages
    assert {message.public for message in messages} == set(CODES)
    pages = {code: (real_site / "lire" / code / "index.html").read_text(encoding="utf-8") for code in CODES}
    for message in messages:
        for code, html in pages.items():
            assert html.count(to_html(message.texte)) == (code == message.public)


def test_messages_of_several_sheets_are_all_shown_with_their_sheet(reference):
    one, two = practice("une", ("opinion", "Un.")), practice("deux", ("opinion", "Deux."), ("acteurs-ess", "Trois."))
    found = {audience.code: audience for audience in audiences(world(reference, one, two))}
    assert [(told.text, told.sheet.id) for told in found["opinion"].messages] == [("Un.", "une"), ("Deux.", "deux")]
    assert found["opinion"].messages[0].sources == ("« Une source » (2011)",)
    assert [told.text for told in found["acteurs-ess"].messages] == ["Trois."]


def test_an_audience_without_a_message_says_so(tiny_site):
    html = (tiny_site / "lire" / "opinion" / "index.html").read_text(encoding="utf-8")
    assert "Aucune fiche ne s’adresse encore à ce public." in html
    assert "Aucune fiche ne répond encore à cette règle." in html


def test_every_list_has_a_rule_and_every_page_a_reason(real):
    for audience in audiences(real):
        assert len(audience.parts) >= 2 and audience.following
        for part in audience.parts:
            assert part.rule.endswith(".") and 1 <= len(part.steps) <= 6
            assert all(step.why.endswith((".", "…")) for step in part.steps), [step.why for step in part.steps]


def test_officials_compare_first_then_see_what_others_did(real):
    officials = next(audience for audience in audiences(real) if audience.code == "elus-locaux")
    comparing, practices, poles = officials.parts
    assert [step.address for step in comparing.steps] == [
        f"comparer/{axis}/" for axis in ("role-de-la-collectivite", "entree-de-la-collectivite", "financement")
    ]
    assert all(step.address.startswith("pratiques/") for step in practices.steps)
    assert all(step.address.startswith("poles/") for step in poles.steps)


def test_every_link_of_a_path_leads_somewhere(real_site):
    for code in (*CODES, ""):
        folder = real_site / "lire" / code
        html = (folder / "index.html").read_text(encoding="utf-8")
        body = html[html.index('id="contenu"') : html.index("<footer")]
        for address in re.findall(r'href="([^"]+)"', body):
            path, _, anchor = address.partition("#")
            target = (folder / path).resolve()
            page = target / "index.html" if target.is_dir() else target
            assert page.exists(), (code, address)
            assert not anchor or f'id="{anchor}"' in page.read_text(encoding="utf-8"), (code, address)


def test_the_home_page_and_the_footer_lead_to_the_paths(real_site):
    html = (real_site / "index.html").read_text(encoding="utf-8")
    assert all(f'href="lire/{code}/"' in html for code in CODES)
    assert 'href="lire/"' in html[html.index("<footer") :]
