import re

import pytest

from generator import generated_files, pipeline, schema_files
from generator.problems import BadRecords
from generator.read import read
from generator.reference import load_reference
from generator.site import REFERENCE
from generator.validate import validate
from schemas import KINDS, Vocabulary
from schemas.references import Reference
from schemas.scalars import TERRITORY_CODE
from schemas.structure import shapes

DERIVED = {"forces_de_preuve"}
VOCABULARIES = sorted((REFERENCE / "vocabularies").glob("*.yaml"))


@pytest.fixture(scope="module")
def reference():
    return load_reference(REFERENCE)


def marks_of(models):
    told, pending = set(), list(models)
    while pending:
        model = pending.pop()
        if model in told:
            continue
        told.add(model)
        for shape in shapes(model).values():
            inner = shape.items or shape
            pending += [inner.model] if inner.model else []
            yield from (mark for mark in inner.marks if isinstance(mark, Reference))


def vocabulary_world(folder, text):
    (folder / "vocabularies").mkdir()
    (folder / "vocabularies" / "stades.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_a_vocabulary_is_valid(path):
    reading = read(path.name, path.read_bytes())
    assert reading.problems == ()
    assert validate(reading.document, Vocabulary).problems == ()


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_a_vocabulary_is_named_and_written_like_the_others(path, reference):
    vocabulary = reference.vocabularies[path.stem]
    codes = [term.code for term in vocabulary.termes]
    labels = [term.libelle for term in vocabulary.termes]
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", path.stem)
    assert len(codes) >= 2
    assert len(set(codes)) == len(codes)
    assert len(set(labels)) == len(labels)
    assert vocabulary.definition.endswith(".")
    for term in vocabulary.termes:
        assert term.definition.endswith(".")
        assert not term.libelle.endswith(".")
        assert term.definition[0].isupper() or not term.definition[0].isalpha()


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_a_vocabulary_is_written_with_french_typography(path):
    text = path.read_text(encoding="utf-8")
    assert "'" not in text
    assert "..." not in text
    assert '"' not in re.sub(r'(?m)^\s+\w+: "(.*)"$', r"\1", text)


def test_the_models_and_the_folder_name_the_same_vocabularies(reference):
    named = {mark.scope for mark in marks_of(KINDS.values()) if mark.target == "vocabulary"}
    assert named | DERIVED == set(reference.vocabularies)


def test_a_vocabulary_that_is_asked_for_a_code_it_lacks_says_so(reference):
    assert reference.vocabularies["stades"].label("ouvert") == "Ouvert"
    with pytest.raises(KeyError):
        reference.vocabularies["stades"].label("ouvrt")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("titre: Stades\ndefinition: Moments.\n", "champ-manquant"),
        ("titre: Stades\ndefinition: Moments.\ntermes: []\n", "champ-vide"),
        (
            "titre: Stades\ndefinition: Moments.\ntermes:\n  - code: Ouvert\n    libelle: a\n    definition: b.\n",
            "forme-invalide",
        ),
        ("titre: Stades\ndefinition: Moments.\ntermes:\n  - code: a\n    label: a\n    definition: b.\n", "champ-inconnu"),
        ("", "fichier-vide"),
        ("titre: [\n", "liste-ouverte"),
    ],
)
def test_a_faulty_vocabulary_is_told_like_a_sheet(text, code, tmp_path):
    with pytest.raises(BadRecords) as stop:
        load_reference(vocabulary_world(tmp_path, text))
    assert stop.value.problems[0].path == "reference/vocabularies/stades.yaml"
    assert stop.value.problems[0].code == code


def test_every_territory_has_a_code_that_the_models_accept(reference):
    territories = reference.territories.by_code
    assert len(territories) > 36_000
    assert [code for code in territories if not re.fullmatch(TERRITORY_CODE, code)] == []
    assert [code for code, territory in territories.items() if not territory.name.strip() or territory.code != code] == []


def test_every_territory_lies_within_territories_that_exist(reference):
    territories = reference.territories
    assert {
        above for territory in territories.by_code.values() for above in territory.within if above not in territories
    } == set()


@pytest.mark.parametrize(
    ("code", "name", "within"),
    [
        ("com-26281", "Romans-sur-Isère", ("epci-200068781", "dep-26", "reg-84", "anc-82")),
        ("com-93039", "L’Île-Saint-Denis", ("ept-200057867", "epci-200054781", "dep-93", "reg-11", "anc-11")),
        ("dep-2A", "Corse-du-Sud", ("reg-94", "anc-94")),
        ("dep-974", "La Réunion", ("reg-04", "anc-04")),
        ("anc-82", "Rhône-Alpes", ("reg-84",)),
        ("reg-84", "Auvergne-Rhône-Alpes", ()),
    ],
)
def test_a_known_territory_stands_where_it_should(code, name, within, reference):
    assert reference.territories[code].name == name
    assert reference.territories[code].within == within


def test_the_committed_schemas_are_not_stale(reference):
    assert generated_files.stale(schema_files.schema_files(reference)) == []


def test_a_schema_that_is_stale_or_missing_is_found(reference, tmp_path, monkeypatch):
    monkeypatch.setattr(schema_files, "FOLDER", tmp_path / "json")
    files = schema_files.schema_files(reference)
    assert generated_files.stale(files) == list(files)
    generated_files.write(files)
    assert generated_files.stale(files) == []
    first = next(iter(files))
    first.write_text("{}", encoding="utf-8")
    assert generated_files.stale(files) == [first]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_spells_out_every_closed_list(kind, reference):
    files = {path.name: content for path, content in schema_files.schema_files(reference).items()}
    content = files[f"{KINDS[kind].__name__.lower()}.schema.json"]
    assert content.count('"x-vocabulaire"') == content.count('"markdownEnumDescriptions"') > 10


def test_the_tiny_world_has_no_problem(tiny_world):
    checked = pipeline.check(tiny_world)
    assert checked.problems == ()
    assert len(checked.catalogue) == len(list(tiny_world.glob("*/*.yaml")))
