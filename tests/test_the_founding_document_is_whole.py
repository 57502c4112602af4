"""The figures and dates printed in the founding document of 2011 each stand somewhere, with their status."""

import pytest

from generator import pipeline
from generator.site import REPOSITORY_ROOT

FIGURES = [
    ("12%", "practices", "cooperation-collectivites-acteurs-ess"),
    ("quelques milliers d’euros", "practices", "cooperation-collectivites-acteurs-ess"),
    ("une vingtaine", "poles", "artis-grenoble"),
    ("4.000m²", "poles", "artis-grenoble"),
    ("une dizaine", "poles", "phares-ile-saint-denis"),
    ("1.500 m²", "poles", "phares-ile-saint-denis"),
    ("4000 m²", "poles", "lieu-mutualise-nantes"),
    ("30 000", "poles", "lieu-mutualise-nantes"),
    ("4 objectifs", "poles", "pole-roanne"),
    ("2 PME", "poles", "pole-sud-romans"),
    ("près de 150", "poles", "prides-sap"),
    ("50%", "poles", "prides-sap"),
    ("12.500", "poles", "prides-sap"),
]
DATES = [
    ("2008", "constate", "poles", "artis-grenoble"),
    ("2012", "annonce", "poles", "pole-niort"),
    ("2001", "constate", "poles", "phares-ile-saint-denis"),
    ("2001", "conteste", "poles", "mes-ramonville"),
    ("2002-06", "constate", "poles", "mes-ramonville"),
    ("2012", "annonce", "poles", "lieu-mutualise-nantes"),
    ("2006", "constate", "poles", "lieu-mutualise-nantes"),
    ("2014", "annonce", "poles", "cise-lille"),
    ("2011", "annonce", "poles", "pole-roanne"),
    ("2005", "constate", "poles", "entreprendre-en-cooperant"),
    ("2007", "constate", "poles", "siae-coorace"),
    ("2007", "constate", "poles", "sanitaire-social-uriopss"),
    ("2007", "constate", "poles", "prides-sap"),
    ("2000", "constate", "practices", "cooperation-collectivites-acteurs-ess"),
    ("2004", "constate", "practices", "cooperation-collectivites-acteurs-ess"),
    ("2010", "constate", "practices", "cooperation-collectivites-acteurs-ess"),
]
HEADINGS_TWICE = "Présentation de l’initiative (Quoi ?)"


@pytest.fixture(scope="module")
def catalogue():
    return pipeline.load(REPOSITORY_ROOT)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_numbers_of_sheets_asked_for_are_there(catalogue):
    assert len(catalogue.sheets["poles"]) == 12
    assert len(catalogue.sheets["actors"]) >= 40
    assert len(catalogue.sheets["practices"]) >= 21


@pytest.mark.parametrize(("printed", "kind", "sheet"), FIGURES)
def test_each_printed_figure_is_an_observation(catalogue, printed, kind, sheet):
    record = catalogue.sheet((kind, sheet)).record
    found = [figure for figure in record.mesures if printed in plain(figure.imprime)]
    assert found and all(figure.statut for figure in found)


@pytest.mark.parametrize(("date", "status", "kind", "sheet"), DATES)
def test_each_printed_date_is_a_dated_event_with_its_status(catalogue, date, status, kind, sheet):
    record = catalogue.sheet((kind, sheet)).record
    assert (date, status) in {(event.date, event.statut) for event in record.evenements}


def test_the_founding_sheet_keeps_its_headings_in_order_with_their_repetition_and_their_empty_ones(catalogue):
    sections = catalogue.sheet(("practices", "cooperation-collectivites-acteurs-ess")).record.sections
    titles = [plain(section.titre) for section in sections]
    assert titles[0] == "Argumentaire"
    assert titles.count(HEADINGS_TWICE) == 2
    first = titles.index(HEADINGS_TWICE)
    assert sections[first].etat == "vide"
    assert titles[-1] == "Synthèse de mon indignation en une seule phrase"
    assert len(titles) >= 30


def test_each_practice_says_where_it_is_attested_what_the_authority_does_and_what_is_not_known(catalogue):
    for sheet in catalogue.sheets["practices"].values():
        record = sheet.record
        unknown = " ".join(record.points_non_documentes)
        assert record.poles and unknown, sheet.id
        assert record.collectivites or "collectivité" in unknown, sheet.id
        assert record.resultats or record.resultats_non_documentes, sheet.id
        assert record.conditions_de_transfert or record.facteurs_de_succes, sheet.id
        assert record.limites or record.freins, sheet.id


@pytest.mark.parametrize("kind", ["poles", "practices", "actors"])
def test_every_figure_and_event_says_its_status(catalogue, kind):
    silent = [
        f"{sheet.id}: {getattr(fact, 'imprime', None) or fact.intitule}"
        for sheet in catalogue.sheets[kind].values()
        for fact in (*sheet.record.mesures, *sheet.record.evenements)
        if not fact.statut
    ]
    assert silent == []


def test_contradictions_stay_visible(catalogue):
    surfaces = {
        figure.imprime
        for figure in catalogue.sheet(("poles", "phares-ile-saint-denis")).record.mesures
        if figure.mesure == "surface"
    }
    assert {"1.500 m²", "1350 mètres carrés"} <= {plain(surface) for surface in surfaces}
    openings = [
        event
        for event in catalogue.sheet(("poles", "pole-niort")).record.evenements
        if event.type in ("ouverture", "inauguration")
    ]
    assert len({(event.date, event.precision_date) for event in openings}) >= 4
    jobs = [
        figure
        for figure in catalogue.sheet(("poles", "pole-sud-romans")).record.mesures
        if figure.mesure in ("emplois", "equivalents-temps-plein")
    ]
    assert len({figure.perimetre for figure in jobs}) >= 3 and len(jobs) >= 4
