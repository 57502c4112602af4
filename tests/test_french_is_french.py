from decimal import Decimal

import pytest

from generator.french import (
    counted,
    date_in_words,
    enumeration,
    fold,
    nearest,
    number_in_words,
    of,
    on_fewer_lines,
    typeset,
    typeset_html,
)
from generator.reference import load_reference
from generator.site import REFERENCE

NBSP, THIN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("plain", "set_"),
    [
        ("Oui : non", f"Oui{NBSP}: non"), ("Quoi ?", f"Quoi{NBSP}?"), ("Non !", f"Non{NBSP}!"), ("un ; deux", f"un{NBSP}; deux"),
        ("« mot »", f"«{NBSP}mot{NBSP}»"), ("5 %", f"5{NBSP}%"), ("600 €", f"600{NBSP}€"), ("« a » : « b »", f"«{NBSP}a{NBSP}»{NBSP}: «{NBSP}b{NBSP}»"),
        ("http://a.fr", "http://a.fr"), ("12:30", "12:30"), ("«mot»", "«mot»"), ("", ""), (": début", ": début"), ("fin", "fin"),
        (f"déjà{NBSP}: fait", f"déjà{NBSP}: fait"), ("deux  : espaces", "deux  : espaces"), ("ligne\n: suite", "ligne\n: suite"),
    ],
)  # fmt: skip
def test_spaces_before_double_signs_do_not_break(plain, set_):
    assert typeset(plain) == set_
    assert typeset(set_) == set_


@pytest.mark.parametrize(
    ("date", "precision", "words"),
    [
        ("2013", None, "2013"), ("2002-06", None, "juin 2002"), ("2013-03-28", None, "28 mars 2013"), ("2013-03-01", None, "1er mars 2013"),
        ("2013-03-11", None, "11 mars 2013"), ("2013-03-21", None, "21 mars 2013"), ("2013-08-02", None, "2 août 2013"), ("2013-12-31", "", "31 décembre 2013"),
        ("2014", "debut", "début 2014"), ("2014", "milieu", "milieu 2014"), ("2012", "fin", "fin 2012"), ("2012", "vers", "vers 2012"),
        ("2012-02", "avant", "avant février 2012"), ("2012-01-01", "apres", "après 1er janvier 2012"), ("2008", "depuis", "depuis 2008"),
        ("1990", "decennie", "années 1990"), ("2012", "inconnue", "2012"),
    ],
)  # fmt: skip
def test_a_partial_date_is_said_as_one_says_it(date, precision, words):
    assert date_in_words(date, precision) == words


def test_every_precision_of_the_vocabulary_changes_the_words():
    codes = load_reference(REFERENCE).labels["precisions_date"]
    assert [code for code in codes if date_in_words("2014", code) == "2014"] == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"), (7, "7"), (999, "999"), (1000, f"1{THIN}000"), (600_000, f"600{THIN}000"), (1_234_567, f"1{THIN}234{THIN}567"), (-4000, f"-4{THIN}000"),
        (Decimal("12.5"), "12,5"), (Decimal("12.50"), "12,5"), (Decimal("12.00"), "12"), (Decimal("4000"), f"4{THIN}000"), (Decimal("0.05"), "0,05"),
        (Decimal("-0.5"), "-0,5"), (Decimal("1234.5"), f"1{THIN}234,5"), (6.6, "6,6"), (Decimal("0.0000001"), "0,0000001"), (Decimal("1E+3"), f"1{THIN}000"), ("4000.250", f"4{THIN}000,25"),
    ],
)  # fmt: skip
def test_a_number_has_french_separators(number, words):
    assert number_in_words(number) == words


@pytest.mark.parametrize(
    ("number", "singular", "plural", "words"),
    [
        (0, "pôle", None, f"0{NBSP}pôle"), (1, "pôle", None, f"1{NBSP}pôle"), (2, "pôle", None, f"2{NBSP}pôles"), (-1, "pôle", None, f"-1{NBSP}pôle"),
        (12, "pôle", None, f"12{NBSP}pôles"), (1000, "fiche", None, f"1{THIN}000{NBSP}fiches"), (3, "journal", "journaux", f"3{NBSP}journaux"),
        (1, "journal", "journaux", f"1{NBSP}journal"),
    ],
)  # fmt: skip
def test_what_is_counted_agrees(number, singular, plural, words):
    assert counted(number, singular, plural) == words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Résumé", "resume"), ("ÉCOLE", "ecole"), ("Œuvre", "oeuvre"), ("mise en œuvre", "mise-en-oeuvre"), ("L’Île-Saint-Denis", "l-ile-saint-denis"),
        ("L'Île", "l-ile"), ("pole_sud", "pole-sud"), ("  a  b ", "a-b"), ("déjà\tvu", "deja-vu"), ("ça", "ca"), ("Ÿ", "y"), ("e\u0301", "e"), ("", ""),
        ("a\u00a0b", "a-b"), ("ŒUVRE", "oeuvre"),
    ],
)  # fmt: skip
def test_words_are_compared_without_accents_case_or_separators(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("résumé", ["resume", "resume_elu"], "resume"), ("Résumé élu", ["resume", "resume_elu"], "resume_elu"), ("stade", ["stades", "sources"], "stades"),
        ("zzz", ["stades", "sources"], None), ("a", [], None), ("", ["stades"], None), ("rôle", ["role"], "role"), ("ouvrt", ["ouvert", "projet"], "ouvert"),
        ("En difficulté", ["en-difficulte", "ouvert"], "en-difficulte"),
    ],
)  # fmt: skip
def test_the_nearest_word_is_found_or_none(word, candidates, meant):
    assert nearest(word, candidates) == meant


@pytest.mark.parametrize(
    ("words", "sentence"), [(["a"], "« a »"), (["a", "b"], "« a » ou « b »"), (["a", "b", "c"], "« a », « b » ou « c »")]
)
def test_an_enumeration_ends_with_or(words, sentence):
    assert enumeration(words) == sentence


def test_an_enumeration_may_end_with_and():
    assert enumeration(["a", "b"], last="et") == "« a » et « b »"


@pytest.mark.parametrize(
    ("noun", "words"),
    [("pôle", "de pôle"), ("pratique", "de pratique"), ("acteur", "d’acteur"), ("étape", "d’étape"), ("œuvre", "d’œuvre")],
)
def test_de_is_elided_before_a_vowel(noun, words):
    assert of(noun) == words


def test_lines_are_dropped_with_their_indentation_and_never_a_space_that_does_not_break():
    assert on_fewer_lines("\n\n    un  deux \n\t\r\n  trois\n") == "\nun  deux\ntrois\n"
    assert on_fewer_lines(f"«{NBSP}\n{NBSP}:") == f"«{NBSP}\n{NBSP}:"


def test_a_page_is_typeset_in_its_words_alone():
    page = '<p title="a : b">Un mot <em>fort</em> : suite</p><code>champ : valeur</code><script>a ? b : c</script>'
    told = '<p title="a : b">Un mot <em>fort</em>\u00a0: suite</p><code>champ : valeur</code><script>a ? b : c</script>'
    assert typeset_html(page) == told
