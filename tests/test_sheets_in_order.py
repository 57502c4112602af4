import itertools

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.layout import NotTidied, tidied, typographic
from generator.read import read
from generator.site import KINDS, REPOSITORY_ROOT
from schemas import KINDS as MODELS
from schemas.order import SHEET, in_order

SCHEMA = "../schemas/json/pole.schema.json"
MODELINE = f"# yaml-language-server: $schema={SCHEMA}\n"


def tidy(text, kind="poles"):
    document = read("poles/essai.yaml", text.encode()).document
    return tidied(document, MODELS[kind], SCHEMA)


def test_fields_are_put_in_order_with_their_comments():
    text = (
        "# En tête de la fiche.\n"
        "sources:\n"
        "# Le cahier, d’abord.\n"
        "- titre: Cahier\n"
        "  id: cahier\n"
        "nom: Pôle des Essais\n"
        "\n"
        "# Le résumé.\n"
        "resume: |\n"
        "    Un pôle.\n"
        "\n"
        "    # Ceci est du texte.\n"
        "# Pour finir.\n"
    )
    assert tidy(text) == (
        f"{MODELINE}"
        "nom: Pôle des Essais\n"
        "\n"
        "# Le résumé.\n"
        "resume: |\n"
        "    Un pôle.\n"
        "\n"
        "    # Ceci est du texte.\n"
        "# En tête de la fiche.\n"
        "sources:\n"
        "  # Le cahier, d’abord.\n"
        "  - id: cahier\n"
        "    titre: Cahier\n"
        "# Pour finir.\n"
    )


def test_the_fields_of_a_part_end_with_their_evidence():
    text = "nom: P\nresume: R\nstades:\n  - note: n\n    date: 2011\n    stade: ouvert\nsources: [{titre: S}]\n"
    assert "  - stade: ouvert\n    date: 2011\n    note: n\n" in tidy(text)


def test_narratives_get_french_typography_and_printed_words_keep_theirs():
    text = (
        "nom: L'accueil\n"
        "resume: 'L''accueil d''ici... Voir `l''option` et [l''aide](http://a.fr/l''a)'\n"
        "mesures:\n  - mesure: surface\n    imprime: 4.000m² d'un seul tenant...\n"
        "sources:\n  - titre: L'annuaire\n"
    )
    told = tidy(text)
    assert "resume: 'L’accueil d’ici… Voir `l''option` et [l’aide](http://a.fr/l''a)'" in told
    assert "imprime: 4.000m² d'un seul tenant..." in told
    assert "titre: L'annuaire" in told and "nom: L'accueil" in told


@pytest.mark.parametrize(
    ("words", "set_"),
    [
        ("l'ESS d'ici", "l’ESS d’ici"),
        ("deux\u00a0: trois «\u00a0quatre\u00a0»", "deux : trois « quatre »"),
        ("1,2\u00a0M€", "1,2\u00a0M€"),
        ("`l'option` et http://a.fr/l'a", "`l'option` et http://a.fr/l'a"),
        ("les 'guillemets' droits", "les 'guillemets' droits"),
    ],
)
def test_typography(words, set_):
    assert typographic(words) == set_
    assert typographic(set_) == set_


def test_a_file_of_another_system_becomes_plain():
    text = "\ufeffnom: P   \r\nresume: R\r\n\r\n\r\n\r\nsources:\r\n- titre: S\r\n\r\n"
    document = read("poles/essai.yaml", text.encode("utf-8")).document
    assert tidied(document, MODELS["poles"], SCHEMA) == f"{MODELINE}nom: P\nresume: R\n\nsources:\n  - titre: S\n"


@pytest.mark.parametrize(
    "text",
    [
        "{nom: P, resume: R, sources: [{titre: S}]}\n",
        "nom: P\nresume: R\nsources:\n  -\n    titre: S\n",
    ],
)
def test_what_cannot_be_put_in_order_surely_is_left_alone(text):
    with pytest.raises(NotTidied):
        tidy(text)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_its_place(kind):
    assert set(in_order(MODELS[kind])) == set(MODELS[kind].model_fields) <= set(SHEET)


def test_the_sheets_of_the_observatory_are_in_order():
    for kind, model in MODELS.items():
        schema = f"../schemas/json/{model.__name__.lower()}.schema.json"
        for path in sorted((REPOSITORY_ROOT / kind).glob("*.yaml")):
            text = path.read_text(encoding="utf-8")
            assert tidied(read(path.name, text.encode()).document, model, schema) == text, path


LINE = st.text(st.sampled_from("abé'’ :#-[]{}\"|>…«»\u00a0"), min_size=1, max_size=20).filter(lambda text: text.strip() == text)
STORY = st.lists(LINE, min_size=1, max_size=4).map("\n".join)
PART = st.fixed_dictionaries({"stade": st.just("ouvert")}, optional={"note": LINE, "date": st.just("2011"), "extrait": LINE})
SHEETS = st.fixed_dictionaries(
    {
        "nom": LINE,
        "resume": STORY,
        "sources": st.lists(st.fixed_dictionaries({"titre": LINE}, optional={"note": LINE}), min_size=1, max_size=3),
    },
    optional={
        "sigle": LINE,
        "stades": st.lists(PART, min_size=1, max_size=3),
        "contact": st.fixed_dictionaries({"fonction": LINE}),
    },
)


@settings(deadline=None, max_examples=300)
@given(sheet=SHEETS, shuffled=st.randoms(), indent=st.sampled_from([2, 4]), width=st.sampled_from([20, 80, 1000]))
def test_order_changes_no_meaning_and_once_is_enough(sheet, shuffled, indent, width):
    names = list(sheet)
    shuffled.shuffle(names)
    pieces = [
        yaml.safe_dump({name: sheet[name]}, allow_unicode=True, indent=indent, width=width, sort_keys=False) for name in names
    ]
    comments = [f"# Commentaire {rank}\n" for rank in range(len(pieces))]
    text = "".join(itertools.chain.from_iterable(zip(comments, pieces, strict=True)))
    reading = read("poles/essai.yaml", text.encode())
    if reading.document is None or reading.problems:
        return
    told = tidied(reading.document, MODELS["poles"], SCHEMA)
    again = read("poles/essai.yaml", told.encode()).document
    assert tidied(again, MODELS["poles"], SCHEMA) == told
    assert again.tree["nom"] == reading.document.tree["nom"]
    assert typographic(again.tree["resume"]) == typographic(reading.document.tree["resume"])
    assert sorted(line for line in told.splitlines() if line.startswith("# Comm")) == sorted(line.strip() for line in comments)
