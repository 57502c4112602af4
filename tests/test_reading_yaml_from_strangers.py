import subprocess
import sys

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.decode import FORBIDDEN, MAX_BYTES, Unreadable, decode
from generator.document import Mark
from generator.read import read, read_file
from generator.site import REPOSITORY_ROOT
from generator.validate import validate
from generator.yaml_tree import MAX_DEPTH, MAX_NODES
from schemas import KINDS


def tree_of(text):
    reading = read("poles/essai.yaml", text if isinstance(text, bytes) else text.encode())
    assert reading.problems == ()
    return reading.document.tree


def codes_of(text):
    return [problem.code for problem in read("poles/essai.yaml", text if isinstance(text, bytes) else text.encode()).problems]


@pytest.mark.parametrize(
    "printed",
    [
        "06130", "12.500", "NO", "no", "yes", "on", "true", "12:30", "2026-13-45", "2011-02-30", "1e3", "0x1F", "0o17", "1_000", ".5", ".inf", ".nan",
        "+33", "-", "1,5", "=", "<<", "4.000m²", "2026-11-23T10:00:00Z", "Null", "nULL", "¿", "a:b", "http://a.fr", "a#b", "l'eau",
    ],
)  # fmt: skip
def test_a_value_stays_as_it_is_printed(printed):
    expected = "" if printed == "Null" else printed
    quoted = f'"{printed}"' if printed == "-" else printed
    assert tree_of(f"valeur: {quoted}\n") == {"valeur": expected}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", "# rien"])
def test_a_value_left_out_is_the_empty_text(written):
    assert tree_of(f"valeur: {written}\nautre: x\n") == {"valeur": "", "autre": "x"}


@pytest.mark.parametrize("written", ['"null"', "'~'", '"NULL"'])
def test_a_quoted_word_is_never_taken_for_nothing(written):
    assert tree_of(f"valeur: {written}\n") == {"valeur": written[1:-1]}


def test_names_of_fields_stay_text_too():
    assert tree_of("2011: a\nNO: b\n1.0: c\n~: d\n") == {"2011": "a", "NO": "b", "1.0": "c", "~": "d"}


def test_a_merge_key_is_only_a_name():
    assert tree_of("<<: {a: b}\n") == {"<<": {"a": "b"}}


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("|\n  un\n  deux\n", "un\ndeux\n"),
        ("|-\n  un\n  deux\n", "un\ndeux"),
        (">-\n  un\n  deux\n\n  trois\n", "un deux\ntrois"),
        ("un\n  deux\n", "un deux"),
        ('"un\\ndeux \\u00e9"\n', "un\ndeux é"),
        ("'l''eau'\n", "l'eau"),
        ("[a, 'b', \"c\"]\n", ["a", "b", "c"]),
        ("{a: b, c: [d]}\n", {"a": "b", "c": ["d"]}),
        ("[]\n", []),
        ("{}\n", {}),
        ("\n  - a\n  - b: c\n", ["a", {"b": "c"}]),
        ("\n- a\n- b\n", ["a", "b"]),
    ],
)
def test_every_way_to_write_a_value_is_understood(written, read_as):
    assert tree_of(f"valeur: {written}") == {"valeur": read_as}


SHEET = "nom: Pôle\nlieux:\n  - nom: La halle\n    role:  siege\n  - nom: Là\n"


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(prefix, end):
    reading = read("p", prefix + SHEET.replace("\n", end).encode())
    plain = read("p", SHEET.encode())
    assert reading.problems == ()
    assert reading.document.tree == plain.document.tree
    assert reading.document.marks == plain.document.marks


def test_a_second_byte_order_mark_is_a_control_character():
    assert codes_of(b"\xef\xbb\xbf\xef\xbb\xbfnom: a\n") == ["caractere-de-controle"]


def test_keys_and_values_know_their_lines_and_columns():
    marks = read("p", SHEET.encode()).document.marks
    assert marks == {
        (): Mark(1, 1, 1, 1),
        ("nom",): Mark(1, 6, 1, 1),
        ("lieux",): Mark(3, 3, 2, 1),
        ("lieux", 0): Mark(3, 5, 3, 5),
        ("lieux", 0, "nom"): Mark(3, 10, 3, 5),
        ("lieux", 0, "role"): Mark(4, 12, 4, 5),
        ("lieux", 1): Mark(5, 5, 5, 5),
        ("lieux", 1, "nom"): Mark(5, 10, 5, 5),
    }


def test_columns_count_characters_and_not_bytes():
    marks = read("p", "œuvres: {été: 🌻, où: là}\n".encode()).document.marks
    assert marks["œuvres", "été"] == Mark(1, 15, 1, 10)
    assert marks["œuvres", "où"] == Mark(1, 22, 1, 18)


def test_a_place_that_is_not_in_the_file_is_told_at_its_nearest_parent():
    document = read("p", SHEET.encode()).document
    assert document.mark(("lieux", 1, "role")) == Mark(5, 5, 5, 5)
    assert document.mark(("absent", "encore")) == Mark(1, 1, 1, 1)


def test_the_first_of_two_equal_fields_is_kept_and_both_lines_are_told():
    reading = read("p", b"a: 1\nb: 2\na: 3\n")
    assert reading.document.tree == {"a": "1", "b": "2"}
    assert reading.document.marks["a",] == Mark(1, 4, 1, 1)
    (problem,) = reading.problems
    assert (problem.code, problem.line, problem.column, problem.field) == ("cle-en-double", 3, 1, "a")
    assert problem.message == "Le champ « a » est écrit deux fois : ligne 1 et ligne 3."


@pytest.mark.parametrize("second", ["{b: 3, c: 4}", "[3, 4]", "3"])
@pytest.mark.parametrize("first", ["{b: 1}", "[1]", "1"])
def test_what_a_second_equal_field_holds_is_left_out(first, second):
    reading = read("p", f"a: {first}\nz: {{a: {first}, a: {second}}}\n".encode())
    assert reading.document.tree["z"] == {"a": reading.document.tree["a"]}
    assert [problem.code for problem in reading.problems] == ["cle-en-double"]


def test_the_same_name_in_two_groups_is_not_a_double():
    assert tree_of("a: {x: 1}\nb: {x: 2}\nc: [{x: 3}, {x: 4}]\n")["c"] == [{"x": "3"}, {"x": "4"}]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\n", "ancre"), ("a: &x [1]\n", "ancre"), ("&x a: 1\n", "ancre"), ("a: *x\n", "alias"), ("a: 1\n*x : 2\n", "alias"),
        ("a: !!str 1\n", "etiquette"), ("a: !x {b: c}\n", "etiquette"), ("!!python/object:os.system a: b\n", "etiquette"), ("a: ! 1\n", "etiquette"),
        ("a: 1\n---\nb: 2\n", "plusieurs-documents"), ("a: 1\n...\n---\nb: 2\n", "plusieurs-documents"), ("[a]: 1\n", "cle-non-texte"),
        ("{a: b}: 1\n", "cle-non-texte"), ("? - a\n: 1\n", "cle-non-texte"), ('"": 1\n', "cle-non-texte"),
        ("", "fichier-vide"), ("\n\n", "fichier-vide"), ("# a\n", "fichier-vide"), ("---\n", "fichier-vide"), ("~\n", "fichier-vide"), ('""\n', "fichier-vide"),
        ("a: \x00\n", "caractere-de-controle"), ("a: \x07\n", "caractere-de-controle"), ("a: \x7f\n", "caractere-de-controle"),
        ("a: \x9f\n", "caractere-de-controle"), ("a: \ufeff\n", "caractere-de-controle"), ("a: \uffff\n", "caractere-de-controle"),
        ("a: \u0085b\n", "separateur-unicode"), ("a: \u2028b\n", "separateur-unicode"), ("a: \u2029b\n", "separateur-unicode"),
        ("a: \u202eb\n", "caractere-bidirectionnel"), ("a: \u200fb\n", "caractere-bidirectionnel"), ("a: \u2066b\n", "caractere-bidirectionnel"),
        ("a: b\rc: d\n", "retour-chariot-seul"), ("a: b\r\r\n", "retour-chariot-seul"), ("a: b\r", "retour-chariot-seul"),
        (b"a: \xe9\n", "encodage"), (b"\xff\xfea\x00:\x00", "encodage"), (b"a: \xc3", "encodage"), (b"a: \xed\xa0\x80\n", "encodage"),
    ],
)  # fmt: skip
def test_what_a_sheet_never_needs_is_refused(text, code):
    assert codes_of(text) == [code]


def test_every_forbidden_character_is_refused_in_a_text_that_is_otherwise_plain():
    forbidden = [sign for sign in map(chr, (*range(0xD800), *range(0xE000, 0x10000))) if FORBIDDEN.fullmatch(sign)]
    assert len(forbidden) > 70
    for sign in forbidden:
        with pytest.raises(Unreadable):
            decode("poles/essai.yaml", f"nom: a{sign}b\n".encode())


@pytest.mark.parametrize(
    ("escaped", "code"),
    [
        ("\\x00", "caractere-de-controle"), ("\\0", "caractere-de-controle"), ("\\e", "caractere-de-controle"), ("\\uFEFF", "caractere-de-controle"),
        ("\\N", "separateur-unicode"), ("\\L", "separateur-unicode"), ("\\u2029", "separateur-unicode"), ("\\u202e", "caractere-bidirectionnel"),
        ("\\r", "retour-chariot-seul"), ("\\ud800", "yaml-illisible"), ("\\U00110000", "yaml-illisible"), ("\\q", "barre-oblique"),
    ],
)  # fmt: skip
def test_an_escape_between_quotes_lets_nothing_more_in(escaped, code):
    assert codes_of(f'a: "b{escaped}c"\n') == [code]
    assert codes_of(f'"b{escaped}c": a\n') == [code]


def test_a_harmless_escape_is_understood():
    assert tree_of(r'a: "\u00e9\t\_\/\\\""') == {"a": 'é\t\u00a0/\\"'}


@pytest.mark.parametrize("start", ["---\n", "%YAML 1.1\n---\n", "# fiche\n", "\n\n"])
@pytest.mark.parametrize("end", ["", "...\n", "\n# fin\n"])
def test_one_document_may_say_where_it_starts_and_ends(start, end):
    assert tree_of(f"{start}a: b\n{end}") == {"a": "b"}


@pytest.mark.parametrize("text", ["a\u00a0b", "a\u202fb", "e\u0301", "🌻", "\U0001f468\u200d\U0001f33e", "中文", "a\tb"])
def test_characters_that_people_type_are_kept(text):
    assert tree_of(f"a: {text}\n") == {"a": text}


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_nesting_is_accepted_at_its_limit_and_refused_one_level_deeper(opening, closing):
    assert codes_of(opening * MAX_DEPTH + "x" + closing * MAX_DEPTH) == []
    assert codes_of(opening * (MAX_DEPTH + 1) + "x" + closing * (MAX_DEPTH + 1)) == ["trop-profond"]


def test_block_lists_have_the_same_limit():
    assert codes_of("- " * MAX_DEPTH + "x") == []
    assert codes_of("- " * (MAX_DEPTH + 1) + "x") == ["trop-profond"]


def test_a_file_is_accepted_at_its_largest_size_and_refused_one_byte_larger():
    text = b"a: b\n# "
    assert codes_of(text + b"x" * (MAX_BYTES - len(text))) == []
    assert codes_of(text + b"x" * (MAX_BYTES - len(text) + 1)) == ["fichier-trop-grand"]


def test_items_are_accepted_up_to_their_limit_and_refused_one_further():
    assert codes_of("[" + "a," * (MAX_NODES - 1) + "]") == []
    assert codes_of("[" + "a," * MAX_NODES + "]") == ["trop-d-elements"]


HOSTILE = {
    "tirets": "'- ' * 30_000",
    "crochets": "'[' * 60_000",
    "accolades": "'{' * 60_000",
    "accolades nommées": "'{a: ' * 15_000",
    "interrogations": "'? ' * 30_000",
    "deux-points": "': ' * 30_000",
    "ancres": "'&a ' * 20_000",
    "guillemets": "'\"' * 60_001",
    "indentation": "''.join(' ' * n + 'a:\\n' for n in range(350))",
    "barre": "'a: |\\n' + ' ' * 60_000",
    "directives": "'%TAG ! tag:x,2000:\\n' * 3_000",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_sixty_thousand_hostile_characters_do_not_end_the_process(text):
    program = (
        f"from generator.read import read\ndata = ({text}).encode()\n"
        "assert 50_000 <= len(data) <= 70_000, len(data)\nprint(len(read('p', data).problems))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY_ROOT, capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip().isdigit()


def is_well_told(problem):
    return bool(problem.line >= 1 and problem.column >= 1 and problem.code and problem.message and problem.hint)


YAML_LIKE = st.text(alphabet="ab:- \n\t[]{}\"'|>#&*!%@`,?~é0\\", max_size=80)
WORDS = st.text(alphabet="abcdéœ 0123.", min_size=1, max_size=12).map(str.strip).filter(bool)
TREES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=12
).filter(bool)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_fail(data):
    assert all(map(is_well_told, read("p", data).problems))


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=200) | YAML_LIKE)
def test_no_text_makes_the_reader_fail(text):
    reading = read("p", text.encode("utf-8", "surrogatepass"))
    assert all(map(is_well_told, reading.problems))
    assert (reading.document is None) <= bool(reading.problems)


@settings(deadline=None, max_examples=250)
@given(TREES, st.booleans(), st.booleans())
def test_what_another_reader_finds_in_a_plain_tree_is_found_here(tree, is_flow, is_wide):
    text = yaml.safe_dump(tree, default_flow_style=is_flow, allow_unicode=True, width=1000 if is_wide else 20, sort_keys=False)
    assert tree_of(text) == yaml.load(text, Loader=yaml.BaseLoader)


@settings(deadline=None, max_examples=150)
@given(YAML_LIKE)
def test_what_is_read_without_a_problem_is_what_another_reader_finds(text):
    reading = read("p", text.encode())
    if not reading.problems:
        expected = yaml.load(text, Loader=yaml.CBaseLoader)
        assert without_nulls(reading.document.tree) == without_nulls(expected)


def without_nulls(tree):
    """Other readers keep « ~ » and « null » as words."""
    if isinstance(tree, dict):
        return {key: without_nulls(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [without_nulls(value) for value in tree]
    return "" if tree in ("~", "null") else tree


FIELD_NAMES = st.sampled_from(
    sorted({name for model in KINDS.values() for name in model.model_fields} | {"acteur", "date", "texte"})
)
SHEETS = st.recursive(
    st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELD_NAMES, inner, max_size=4),
    max_leaves=15,
)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(list(KINDS)), SHEETS)
def test_no_tree_makes_the_validation_fail(kind, tree):
    reading = read("p", yaml.safe_dump(tree, allow_unicode=True).encode())
    if reading.document is not None:
        problems = validate(reading.document, KINDS[kind]).problems
        assert problems
        assert all(map(is_well_told, problems))


def test_a_file_that_the_system_will_not_open_is_told(tmp_path):
    (problem,) = read_file("poles/essai.yaml", tmp_path).problems
    assert problem.code == "fichier-illisible" and problem.path == "poles/essai.yaml"
