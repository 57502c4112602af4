import time
from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from schemas.actor import Rna, Siren
from schemas.contact import Contact
from schemas.dated import DatedFact
from schemas.edition import Edition
from schemas.facts import Observation
from schemas.narrative import Section
from schemas.places import Point
from schemas.privacy import personal_email, personal_mobile
from schemas.references import ActorId, CommuneCode, PoleId, PracticeId, SourceId, TerritoryCode, term
from schemas.scalars import Excerpt, Line, Markdown, Number, PartialDate, Quantity, Slug, WebAddress, same_length_before


def given(kind, value):
    return TypeAdapter(kind).validate_python(value)


def error_type(kind, value):
    with pytest.raises(ValidationError) as caught:
        given(kind, value)
    (error,) = caught.value.errors()
    return error["type"]


@pytest.mark.parametrize("kind", [Slug, PoleId, PracticeId, ActorId, SourceId])
@pytest.mark.parametrize("value", ["a", "1", "a" * 64, "a-b", "a1-2b", "0-0", "2011", "a-" * 31 + "bc"])
def test_identifiers_are_short_lower_case_words_joined_by_hyphens(kind, value):
    assert given(kind, value) == value


@pytest.mark.parametrize("kind", [Slug, PoleId, PracticeId, ActorId, SourceId])
@pytest.mark.parametrize(
    "value", ["", "a" * 65, "-a", "a-", "a--b", "-", "A", "é", "a_b", "a b", "a.b", "a/b", "../a", "a\n", "\na", "a\u2010b", "٢"]
)
def test_anything_else_is_no_identifier(kind, value):
    assert error_type(kind, value) in ("string_pattern_mismatch", "string_too_long")


@pytest.mark.parametrize(
    "value",
    [
        "1000",
        "2199",
        "2011",
        "2011-01",
        "2011-12",
        "2011-06-30",
        "2012-02-29",
        "2000-02-29",
        "2011-12-31",
        "1999-01-01",
        "2026-11-23",
    ],
)
def test_a_date_may_stop_at_the_year_or_the_month(value):
    assert given(PartialDate, value) == value


@pytest.mark.parametrize(
    "value",
    [
        "0999", "2200", "999", "11", "20111", "2011-0", "2011-00", "2011-13", "2011-1", "2011-06-31", "2011-02-29", "1900-02-29",
        "2011-06-00", "2011-06-3", "2011-06-30T10:00", "2011-06-30 ", " 2011", "2011\n", "2011/06/30", "30/06/2011", "06-2011",
        "juin 2011", "vers 2011", "-2011", "2011-", "2011--06", "٢٠١١", "２０１１",
    ],
)  # fmt: skip
def test_anything_else_is_no_date(value):
    assert error_type(PartialDate, value) == "date-invalide"


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("30/06/2011", "2011-06-30"),
        ("1/6/2011", "2011-06-01"),
        ("01.06.2011", "2011-06-01"),
        ("29/02/2012", "2012-02-29"),
        ("29/02/2011", "2011, 2011-06 ou 2011-06-30"),
        ("06/30/2011", "2011, 2011-06 ou 2011-06-30"),
        ("00/00/2011", "2011, 2011-06 ou 2011-06-30"),
        ("juin 2011", "2011-06"),
        ("1er septembre 2024", "2024-09-01"),
        ("sept. 2024", "2024-09"),
        ("31 avril 2024", "2011, 2011-06 ou 2011-06-30"),
        ("brumaire 2024", "2011, 2011-06 ou 2011-06-30"),
        ("été 2024", "2011, 2011-06 ou 2011-06-30"),
    ],
)
def test_the_date_advised_is_a_date(written, advice):
    with pytest.raises(ValidationError) as caught:
        given(PartialDate, written)
    assert caught.value.errors()[0]["ctx"]["conseil"] == advice
    assert all(given(PartialDate, date) for date in advice.replace(" ou ", ", ").split(", "))


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("0", "0"),
        ("4000", "4000"),
        ("12.5", "12.5"),
        ("-3.25", "-3.25"),
        ("+7", "7"),
        ("007", "7"),
        ("0.5", "0.5"),
        ("9" * 18, "9" * 18),
    ],
)
def test_a_number_has_a_decimal_point_and_no_space(value, number):
    assert given(Number, value) == Decimal(number)
    assert given(Quantity, value) == Decimal(number)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "12,5",
        "4 000",
        "4\u202f000",
        "1.234.567",
        "4000 m²",
        "1e3",
        "NaN",
        "Infinity",
        "-inf",
        ".5",
        "5.",
        "--1",
        "0x1F",
        "1_000",
        "٤",
        "vingt",
    ],
)
def test_anything_else_is_no_number(value):
    assert error_type(Number, value) == "nombre-invalide"


def test_a_number_of_nineteen_digits_is_refused():
    assert error_type(Number, "9" * 19) == "decimal_max_digits"


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("12,5", "12.5"),
        ("4 000", "4000"),
        ("4\u00a0000", "4000"),
        ("4\u202f000,5", "4000.5"),
        ("1.234.567", "1234567"),
        ("12.500,75", "12500.75"),
        ("-3,5", "-3.5"),
        ("12345,6", "12345.6"),
        ("4000 m²", "4000 ou 12.5"),
        ("une vingtaine", "4000 ou 12.5"),
    ],
)
def test_the_number_advised_is_a_number(written, advice):
    with pytest.raises(ValidationError) as caught:
        given(Number, written)
    assert caught.value.errors()[0]["ctx"]["conseil"] == advice
    assert all(given(Quantity, number) is not None for number in advice.split(" ou "))


@pytest.mark.parametrize("value", ["4.000", "12.500", "600.000", "-4.000", "+1.350", "1.234"])
def test_three_decimals_after_one_to_three_digits_may_be_thousands(value):
    assert error_type(Quantity, value) == "milliers-ambigus"
    assert given(Number, value) == Decimal(value)


@pytest.mark.parametrize("value", ["4.0000", "4.00", "0.125", "1234.567", "4000", "45.0548"])
def test_other_decimals_are_plain(value):
    assert given(Quantity, value) == Decimal(value)


@pytest.mark.parametrize("words", [1, 13, 14])
def test_an_excerpt_holds_up_to_fourteen_words(words):
    assert given(Excerpt, " ".join(["mot"] * words))


@pytest.mark.parametrize("words", [15, 60])
def test_an_excerpt_of_fifteen_words_is_refused(words):
    assert error_type(Excerpt, " ".join(["mot"] * words)) == "extrait-trop-long"


def test_spaces_make_no_words_of_an_excerpt():
    assert given(Excerpt, "  " + "   ".join(["mot"] * 14) + "  ")


@pytest.mark.parametrize(("kind", "limit"), [(Line, 400), (Markdown, 20_000), (WebAddress, 2000)])
def test_a_text_is_accepted_at_its_limit_and_refused_one_character_further(kind, limit):
    assert given(kind, "é" * limit) == "é" * limit
    assert error_type(kind, "é" * (limit + 1)) == "string_too_long"


@pytest.mark.parametrize("kind", [Line, Markdown])
@pytest.mark.parametrize("value", ["", " ", "\n", "\t "])
def test_an_empty_text_is_refused(kind, value):
    assert error_type(kind, value) == "string_too_short"


@pytest.mark.parametrize("kind", [Line, Markdown, Excerpt])
def test_spaces_around_a_text_are_dropped(kind):
    assert given(kind, "  Pôle Sud \n") == "Pôle Sud"


def test_a_line_is_one_line_and_a_narrative_may_be_many():
    assert error_type(Line, "un\ndeux") == "string_pattern_mismatch"
    assert given(Markdown, "un\n\ndeux") == "un\n\ndeux"


@pytest.mark.parametrize(
    "value",
    [
        "https://www.rtes.fr/", "http://rtes.fr", "HTTPS://RTES.FR", "www.lametro.fr/364-artis.htm", "rtes.fr", "a.b",
        "www.exemple.fr:8080/page", "exemple.fr:80", "mailto:contact@exemple.fr", "//exemple.fr", "http://exemple.fr/a?b=javascript:c",
        "www.exemple.fr/a:b", "http://www.exemple.fr/économie", "www.exemple.fr/(1)", "http://[::1]/",
    ],
)  # fmt: skip
def test_an_address_is_kept_as_printed(value):
    assert given(WebAddress, value) == value


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", "  javascript:alert(1)", "javascript:1;alert(1)", "javascript:0", "data:text/html,x",
        "data:1", "vbscript:x", "file:///etc/passwd", "ftp://exemple.fr", "blob:x", "about:blank", "tel:0123456789", "localhost:8000",
        "view-source:http://x.fr", "x+y.z:alert(1)",
    ],
)  # fmt: skip
def test_an_address_that_is_not_of_the_web_is_refused(value):
    assert error_type(WebAddress, value) == "lien-dangereux"


@pytest.mark.parametrize(
    "value", ["voir le site", "http://a b", "a\tb.fr", "http://exemple.fr\u00a0/", "java\nscript:x", "www.\u2028x.fr"]
)
def test_an_address_holds_no_space(value):
    assert error_type(WebAddress, value) == "string_pattern_mismatch"


@pytest.mark.parametrize("value", ["", "a", "fr", " x "])
def test_an_address_is_at_least_three_characters(value):
    assert error_type(WebAddress, value) == "string_too_short"


@pytest.mark.parametrize("kind", [TerritoryCode, CommuneCode])
@pytest.mark.parametrize(
    "value",
    [
        "com-26281",
        "com-2A004",
        "com-2B033",
        "com-97105",
        "dep-26",
        "dep-2A",
        "dep-971",
        "reg-84",
        "reg-01",
        "anc-82",
        "epci-200068781",
        "ept-200057867",
    ],
)
def test_a_territory_is_a_prefixed_code(kind, value):
    assert given(kind, value) == value


@pytest.mark.parametrize("kind", [TerritoryCode, CommuneCode])
@pytest.mark.parametrize(
    "value",
    [
        "", "26", "26281", "2A", "971", "Drôme", "com-26", "com-262811", "com-2C004", "com-2a004", "dep-2C", "dep-2", "dep-9711",
        "reg-1", "reg-842", "anc-2A", "epci-26", "epci-20006878", "ept-2000578671", "COM-26281", "com 26281", "com-26281\n", "pays-33",
    ],
)  # fmt: skip
def test_anything_else_is_no_territory(kind, value):
    assert error_type(kind, value) == "string_pattern_mismatch"


@pytest.mark.parametrize("value", ["200068781", "000000000", "123456789"])
def test_a_siren_is_nine_digits(value):
    assert given(Siren, value) == value


@pytest.mark.parametrize(
    "value", ["20006878", "2000687811", "200 068 781", "20006878A", "20006878100019", "٢٠٠٠٦٨٧٨١", "200068781\n"]
)
def test_anything_else_is_no_siren(value):
    assert error_type(Siren, value) == "string_pattern_mismatch"


@pytest.mark.parametrize(
    ("value", "valid"),
    [("W691000000", True), ("691000000", False), ("w691000000", False), ("W69100000", False), ("W6910000000", False)],
)
def test_an_rna_is_w_and_nine_digits(value, valid):
    if valid:
        assert given(Rna, value) == value
    else:
        assert error_type(Rna, value) == "string_pattern_mismatch"


def test_a_code_of_a_list_is_not_empty():
    assert error_type(term("stades"), "") == "string_too_short"


ROLE_ADDRESSES = [
    "contact@exemple.fr", "contact.pole@exemple.fr", "asso.truc@gmail.com", "info@pole-sud.fr", "CONTACT@EXEMPLE.FR", "contact38@gmail.com",
    "pole.sud@orange.fr", "ville.lille@wanadoo.fr", "sud@pole-sud.fr", "archer@groupe.fr", "secretariat-general@exemple.fr",
    "groupe.archer@archer.fr", "rtes@exemple.fr", "dev-eco@exemple.fr",
]  # fmt: skip
PERSONAL_ADDRESSES = [
    "prenom.nom@exemple.fr", "jeanne.martin@gmail.com", "jmartin@gmail.com", "j.martin@exemple.fr", "jeanne_martin@exemple.fr",
    "Jeanne.Martin@Exemple.FR", "jean-paul.martin@exemple.fr", "jeanne.martin-durand@exemple.fr", "jeanne.martin2@exemple.fr",
    "truc@hotmail.fr", "jeanne@laposte.net", "hélène.martin@exemple.fr", "jeanne.martin @ exemple.fr", "jeanne.martin@sous.exemple.fr",
]  # fmt: skip


@pytest.mark.parametrize("address", ROLE_ADDRESSES)
@pytest.mark.parametrize("text", ["{}", "Écrire à {}, merci.", "<{}>"])
def test_the_mailbox_of_a_function_is_not_personal(address, text):
    assert personal_email(text.format(address)) is None
    assert given(Line, text.format(address))


@pytest.mark.parametrize("address", PERSONAL_ADDRESSES)
@pytest.mark.parametrize("text", ["{}", "Écrire à {}, merci.", "contact@exemple.fr ou {}", "mailto:{}"])
def test_the_mailbox_of_a_person_is_refused_wherever_it_stands(address, text):
    assert personal_email(text.format(address))
    assert error_type(Line, text.format(address)) == "courriel-personnel"
    assert error_type(Markdown, text.format(address)) == "courriel-personnel"


@pytest.mark.parametrize("text", ["Rendez-vous @ midi", "@rtes_reseau", "a@b", "prix @ 12.50", "pole@", "@exemple.fr"])
def test_an_at_sign_alone_is_no_mailbox(text):
    assert personal_email(text) is None


@pytest.mark.parametrize(
    "number",
    [
        "0612345678", "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "06/12/34/56/78", "07 12 34 56 78", "+33612345678",
        "+33 6 12 34 56 78", "+33 (0)6 12 34 56 78", "0033612345678", "06\u00a012\u00a034\u00a056\u00a078", "06\u202f12\u202f34\u202f56\u202f78",
        "0612 345 678", "06. 12. 34. 56. 78", "06 – 12 – 34 – 56 – 78",
    ],
)  # fmt: skip
@pytest.mark.parametrize("text", ["{}", "Tél. {}", "tél:{}", "({})", "Appeler le {}."])
def test_a_mobile_number_is_refused_however_it_is_written(number, text):
    assert personal_mobile(text.format(number))
    assert error_type(Line, text.format(number)) == "telephone-mobile"


@pytest.mark.parametrize(
    "text",
    [
        "01 23 45 67 89", "04 75 06 12 34", "+33 1 23 45 67 89", "09 70 06 12 34", "0800 061 234", "SIRET 20006878100019",
        "SIRET 200 068 781 00019", "SIREN 061 234 567", "SIRET 06123456700012", "SIRET 061 234 567 00012", "W061234567", "com-06088", "06000 Nice",
        "2006-07-12", "06/07/2011", "de 06 à 07 heures", "www.exemple.fr/0612345678", "?id=0612345678", "1.061.234.567 €", "060123456789",
        "Surface : 0,612345678", "06 12 34 56", "epci-200612345678",
    ],
)  # fmt: skip
def test_another_number_is_no_mobile_number(text):
    assert personal_mobile(text) is None
    assert given(Line, text) == text


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("90", "180"), ("-90", "-180"), ("0", "0"), ("45.0548", "5.0383"), ("-21.115", "55.536"), ("+48.85", "-0.5")],
)
def test_a_point_on_earth_is_accepted(latitude, longitude):
    assert given(Point, {"latitude": latitude, "longitude": longitude})


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("90.0001", "0"), ("-90.0001", "0"), ("0", "180.0001"), ("0", "-180.0001"), ("500", "500")]
)
def test_a_point_off_the_earth_is_refused(latitude, longitude):
    assert error_type(Point, {"latitude": latitude, "longitude": longitude}) == "coordonnees"


@pytest.mark.parametrize("missing", ["latitude", "longitude"])
def test_a_point_has_two_coordinates(missing):
    point = {"latitude": "45.0548", "longitude": "5.0383"}
    del point[missing]
    assert error_type(Point, point) == "missing"


FIGURE = {"mesure": "surface", "imprime": "de 10 à 20 m²"}


@pytest.mark.parametrize(("low", "high"), [("10", "20"), ("10", "10"), ("10", "10.0"), ("-5", "0"), (None, "20"), ("10", None)])
def test_a_range_goes_up(low, high):
    assert given(Observation, {**FIGURE, **{name: value for name, value in (("valeur", low), ("valeur_max", high)) if value}})


@pytest.mark.parametrize(("low", "high"), [("20", "10"), ("0", "-0.1"), ("10.1", "10")])
def test_a_range_that_goes_down_is_refused(low, high):
    assert error_type(Observation, {**FIGURE, "valeur": low, "valeur_max": high}) == "bornes-inversees"


ORDERED = [
    ("2011", "2011"), ("2011", "2012"), ("2011", "2011-01"), ("2011-06", "2011"), ("2011-06", "2011-06-01"), ("2011-06-30", "2011-06"),
    ("2011-06-30", "2011-06-30"), ("2011-06-30", "2011-07-01"), ("2011-12-31", "2011"), ("1999-12", "2000"),
]  # fmt: skip
REVERSED = [
    ("2012", "2011"), ("2012", "2011-12-31"), ("2011-06", "2010"), ("2011-06", "2011-05"), ("2011-06", "2011-05-31"), ("2011-06-30", "2011-06-29"),
    ("2011-06-30", "2011-05"), ("2000-01-01", "1999"),
]  # fmt: skip


@pytest.mark.parametrize(("start", "end"), ORDERED)
def test_an_end_is_compared_at_the_precision_that_both_dates_have(start, end):
    assert given(DatedFact, {"date": start, "date_fin": end})
    assert not same_length_before(start, end)


@pytest.mark.parametrize(("start", "end"), REVERSED)
def test_an_end_before_its_start_is_refused(start, end):
    assert error_type(DatedFact, {"date": start, "date_fin": end}) == "dates-inversees"


def test_an_end_needs_no_start():
    assert given(DatedFact, {"date_fin": "2011"}).date is None


def test_a_named_person_has_agreed_on_a_day():
    assert error_type(Contact, {"personne": "Jeanne Martin"}) == "personne-sans-accord"
    assert given(Contact, {"personne": "Jeanne Martin", "accord_date": "2026-11-23"})
    assert given(Contact, {"fonction": "Coordination"})


@pytest.mark.parametrize("status", ["brouillon", "instantane", "complete", "relue"])
def test_only_a_withdrawn_sheet_needs_a_reason(status):
    assert given(Edition, {"statut": status})
    assert error_type(Edition, {"statut": "retiree"}) == "retrait-sans-motif"
    assert given(Edition, {"statut": "retiree", "motif_retrait": "Doublon"})


@pytest.mark.parametrize("section", [{"texte": "La confiance."}, {"etat": "vide"}, {"etat": "annoncee"}])
def test_a_section_has_a_text_or_a_state(section):
    assert given(Section, {"titre": "Récit", **section})


@pytest.mark.parametrize("section", [{"texte": "La confiance.", "etat": "vide"}, {"texte": "La confiance.", "etat": "annoncee"}])
def test_a_section_does_not_have_both(section):
    assert error_type(Section, {"titre": "Récit", **section}) == "section-vide-avec-texte"


def test_a_record_cannot_be_changed():
    contact = given(Contact, {"fonction": "Coordination"})
    with pytest.raises(ValidationError):
        contact.fonction = "Autre"


@pytest.mark.parametrize(
    "text", ["a" * 20_000, "a." * 10_000, "0612" * 5_000, "06 " * 6_666, "a@a." * 5_000, "a@" + "a-" * 9_999, "+33 (0)" * 2_857]
)
def test_a_hostile_narrative_is_searched_for_personal_data_at_once(text):
    started = time.perf_counter()
    personal_email(text)
    personal_mobile(text)
    assert time.perf_counter() - started < 1
