import re

import pytest

from generator.catalogue import Catalogue, Sheet
from generator.derive.brief import brief, count_words
from generator.derive.carriers import carriers
from generator.derive.two_minutes import two_minutes
from generator.prose import to_text
from generator.reference import load_reference
from generator.site import KINDS, REFERENCE
from schemas import Pole

QUESTIONS = ("habitants", "role", "moyens", "resultats", "risques", "contact")
WORDS_OF_TWO_MINUTES = 400
SOURCES = [{"id": "un", "titre": "Une source", "type": "article-de-presse"}, {"id": "deux", "titre": "Une autre"}]


@pytest.fixture(scope="module")
def reference():
    return load_reference(REFERENCE)


def rubrics(sheet, catalogue):
    return {one.question.id: one for one in two_minutes(sheet, catalogue)}


def words_of(rubric):
    return " ".join(f"{point.lead} {point.words}" for point in rubric.points) or rubric.question.nothing


def asked(reference, **fields):
    record = Pole.model_validate({"nom": "Pôle d’essai", "resume": "Un pôle.", "sources": SOURCES, **fields})
    sheet = Sheet(KINDS["poles"], "essai", "essai.yaml", record, "0123456789")
    return rubrics(sheet, Catalogue({**{name: {} for name in KINDS}, "poles": {"essai": sheet}}, {}, reference))


def told(real):
    return [sheet for sheet in real if sheet.kind.name != "actors" and not sheet.is_withdrawn]


def test_a_pole_with_nothing_documented_says_so_six_times(reference):
    found = asked(reference)
    assert tuple(found) == QUESTIONS
    for rubric in found.values():
        assert not rubric.points
        assert rubric.question.nothing.startswith("Non documenté")


def test_every_real_sheet_answers_the_six_questions_in_order_and_never_with_a_blank(real):
    for sheet in told(real):
        found = two_minutes(sheet, real)
        assert tuple(one.question.id for one in found) == QUESTIONS
        for rubric in found:
            assert words_of(rubric).strip(), (sheet.id, rubric.question.id)
            assert all(point.words or point.sheet or point.lead for point in rubric.points)


def test_it_is_read_in_two_minutes(real):
    for sheet in told(real):
        summary = to_text(sheet.record.resume_elu or "")
        reasons = " ".join(point.strength.reason for one in two_minutes(sheet, real) for point in one.points if point.strength)
        words = f"{summary} {reasons} {' '.join(words_of(one) for one in two_minutes(sheet, real))}".split()
        assert count_words(words) <= WORDS_OF_TWO_MINUTES, (sheet.id, count_words(words))


def test_every_pole_has_a_summary_for_officials_of_at_most_sixty_words(real):
    for pole in real.sheets["poles"].values():
        assert 20 <= count_words(to_text(pole.record.resume_elu).split()) <= 60, pole.id
        assert 2 <= len(re.findall(r"[.](?=\s|$)", to_text(pole.record.resume_elu))) <= 4, pole.id


def test_what_it_changes_comes_from_effects_or_else_says_that_only_an_aim_is_known(reference):
    effect, aim = [{"texte": "Une crèche a ouvert."}], [{"texte": "Ouvrir une crèche."}]
    assert words_of(asked(reference, effets_habitants=effect, objectifs=aim)["habitants"]).strip() == "Une crèche a ouvert."
    assert words_of(asked(reference, objectifs=aim)["habitants"]).startswith("Effet non documenté ; objectif affiché")


def test_a_promise_to_inhabitants_is_not_an_effect(reference):
    promised = [{"texte": "Une crèche ouvrira.", "statut": "annonce"}]
    assert not asked(reference, effets_habitants=promised)["habitants"].points


def test_roles_are_told_with_their_doubt_and_what_was_not_to_be_done_only_when_a_source_says_it(reference):
    role = {"designation": "la Ville", "roles": ["levier-financier"], "moment": "ensemble", "statut": "conteste"}
    found = words_of(asked(reference, collectivites=[role])["role"])
    assert "la Ville levier financier (contesté) ; entrée : ensemble (contesté)" in found
    assert "Ce qu’elle n’a pas eu à faire aucune source ne le dit." in found
    found = words_of(asked(reference, collectivites=[{**role, "non_requis": "Gérer le lieu."}])["role"])
    assert "N’a pas eu à faire Gérer le lieu." in found and "aucune source" not in found


def test_money_is_told_with_its_state(reference):
    funding = {"objet": "Études", "imprime": "30 000 €", "financeurs": [{"designation": "Région"}]}
    for state in ("demande", "obtenu", "verse", "annonce", "refuse"):
        found = words_of(asked(reference, financements=[{**funding, "etat": state}])["moyens"])
        assert f"Études 30 000 € ; par Région ; {reference.labels['etats_financement'][state].lower()}" in found
    assert "état non documenté" in words_of(asked(reference, financements=[funding])["moyens"])
    assert "montant et état non documentés" in words_of(asked(reference, financements=[{"objet": "Études"}])["moyens"])


@pytest.mark.parametrize(
    ("first", "opening", "words"),
    [
        ({"date": "2011"}, {"date": "2014-09-23"}, "projet (2011), ouvert (23 septembre 2014) : environ 3\u00a0ans"),
        ({"date": "2011"}, {"date": "2014", "statut": "conteste"}, "ouvert (2014, contesté) : environ 3\u00a0ans"),
        ({"date": "2014-02"}, {"date": "2014-09"}, ": la même année"),
        ({"date": "2011"}, {"date": "2013", "statut": "estime"}, "durée non calculée"),
        ({"date": "1990", "precision_date": "fin-de-decennie"}, {"date": "2001"}, "durée non calculée"),
    ],
)
def test_a_duration_is_computed_only_from_dates_that_allow_it(first, opening, words, reference):
    stages = [{"stade": "projet", "statut": "constate", **first}, {"stade": "ouvert", "statut": "constate", **opening}]
    assert words in words_of(asked(reference, stades=stages)["moyens"])


def test_a_forecast_of_opening_stays_a_forecast(reference):
    stages = [
        {"stade": "projet", "date": "2011", "statut": "constate"},
        {"stade": "ouvert", "date": "2012", "statut": "annonce"},
    ]
    (point,) = asked(reference, stades=stages)["moyens"].points
    assert (point.lead, point.status) == ("Prévision", "annonce")
    assert "an" not in point.words.split()


def test_no_forecast_is_ever_among_results_nor_effects(real):
    for sheet in told(real):
        found = rubrics(sheet, real)
        for point in (*found["resultats"].points, *found["habitants"].points):
            assert point.status != "annonce", sheet.id


def test_each_result_has_a_strength_and_the_surest_comes_first(real):
    for sheet in told(real):
        points = rubrics(sheet, real)["resultats"].points
        assert all(point.strength and point.strength.reason for point in points)
        assert [point.strength.rank for point in points] == sorted((point.strength.rank for point in points), reverse=True)


def test_what_a_crowd_came_to_see_before_the_pole_is_not_its_result(real):
    assert not rubrics(real.sheets["poles"]["lieu-mutualise-nantes"], real)["resultats"].points


def test_posts_that_the_owner_counts_are_declared_by_the_carrier(real):
    points = rubrics(real.sheets["poles"]["phares-ile-saint-denis"], real)["resultats"].points
    (posts,) = (point for point in points if point.words == "2 postes consolidés")
    assert posts.strength.degree == "declare-par-le-porteur" and "Halage" in posts.strength.reason


def test_risks_hold_troubles_difficulties_and_disagreements(reference):
    found = asked(
        reference,
        stades=[{"stade": "suspendu", "date": "2015", "note": "Faute de locaux."}],
        evenements=[{"intitule": "Vente du bâtiment", "type": "fermeture", "date": "2016-03"}],
        difficultes=[{"texte": "Le lieu est menacé."}],
        mesures=[{"mesure": "surface", "imprime": "1.500 m²", "statut": "conteste"}],
    )
    words = words_of(found["risques"])
    for expected in ("Suspendu Faute de locaux.", "Fermeture ou fin Vente du bâtiment (mars 2016)", "Le lieu est menacé."):
        assert expected in words
    assert found["risques"].left == 1
    figures = [{"mesure": "surface", "imprime": "1.500 m²", "statut": "conteste"}]
    assert "Les sources se contredisent sur surface" in words_of(asked(reference, mesures=figures)["risques"])


def test_a_sheet_never_sends_to_a_person(reference):
    contact = {"fonction": "Coordination", "courriel": "contact@exemple.fr", "personne": "Jeanne Exemple", "accord_date": "2026"}
    words = words_of(asked(reference, contact=contact)["contact"])
    assert "Coordination, contact@exemple.fr" in words and "Jeanne" not in words


def test_whom_to_ask_is_the_carrier_then_the_site_else_the_network(reference, real):
    assert [point.lead for point in rubrics(real.sheets["poles"]["mes-ramonville"], real)["contact"].points] == [
        "ADEPES",
        "Site imprimé dans la source",
    ]
    network = [{"designation": "CRESS", "type": "reseau-regional-ess"}]
    assert "CRESS" in words_of(asked(reference, membres=network)["contact"])


def test_a_practice_sends_to_the_poles_that_attest_it(real):
    practice = real.sheets["practices"]["hotel-d-entreprises-ess"]
    assert carriers(practice, real)
    assert all(point.sheet.kind.name == "poles" for point in rubrics(practice, real)["contact"].points)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Un mot.", 5, "Un mot."),
        ("Une phrase. Une autre phrase bien trop longue.", 4, "Une phrase."),
        ("Une phrase bien trop longue pour la place", 4, "Une phrase bien trop…"),
        ("Du **gras** et un [lien](https://exemple.fr).", 9, "Du gras et un lien."),
    ],
)
def test_a_long_text_is_cut_after_a_whole_sentence_or_says_that_it_goes_on(text, limit, expected):
    assert brief(text, limit) == expected


def test_the_block_stands_at_the_top_of_each_page_with_its_links(real_site, real):
    for sheet in told(real):
        html = (real_site / sheet.address / "index.html").read_text(encoding="utf-8")
        block = html[html.index('<section class="essentiel"') : html.index('<dl class="cles">')]
        assert block.count("<h3>") == 6
        for anchor in re.findall(r'href="#([^"]+)"', block):
            assert f'id="{anchor}"' in html, (sheet.id, anchor)
