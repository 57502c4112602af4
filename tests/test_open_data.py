import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from itertools import count
from pathlib import Path

import duckdb
import pandas
import pyshacl
import pytest
import rdflib
import yaml
from frictionless import Package, system
from pyarrow import parquet
from rocrate.rocrate import ROCrate

from generator.catalogue import Catalogue, Sheet
from generator.opendata.dump import dump
from generator.opendata.writing import as_csv, harmless
from generator.reference import load_reference
from generator.render.sheets import record_as_json
from generator.settings import load_settings
from generator.site import KINDS, REFERENCE, REPOSITORY_ROOT, SETTINGS
from schemas import KINDS as MODELS
from schemas.references import Reference
from schemas.structure import leaves, shapes

SHAPES = Path(__file__).parent / "dcat_ap"
PERSON = "Camille Unetelle"
SPECIAL = {
    "siren": "123456789",
    "rna": "W123456789",
    "latitude": "45.0548",
    "longitude": "5.0383",
    "courriel": "contact@exemple.fr",
}


@pytest.fixture(scope="module")
def made(real):
    return dump(real, load_settings(SETTINGS))


@pytest.fixture(scope="module")
def folder(made, tmp_path_factory):
    root = tmp_path_factory.mktemp("donnees")
    for file in (*made.files, made.archive, made.catalogue):
        (root / file.path).parent.mkdir(parents=True, exist_ok=True)
        (root / file.path).write_bytes(file.content)
    return root


def table(made, name):
    return next(one for one in made.tables if one.name == name)


def yaml_sheets(folder):
    return {
        path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        for path in (REPOSITORY_ROOT / folder).glob("*.yaml")
    }


def test_the_counts_are_those_of_the_records(made):
    sheets = {name: yaml_sheets(name) for name in ("poles", "practices", "actors")}
    everything = [sheet for some in sheets.values() for sheet in some.values()]
    assert len(table(made, "poles").rows) == len(sheets["poles"])
    assert len(table(made, "pratiques").rows) == len(sheets["practices"])
    assert len(table(made, "acteurs").rows) == len(sheets["actors"])
    assert len(table(made, "observations").rows) == sum(len(sheet.get("mesures", [])) for sheet in everything)
    assert len(table(made, "sources").rows) == sum(len(sheet["sources"]) for sheet in everything)
    ties = ("membres", "membre_de", "collectivites", "relations", "pratiques_liees", "succede_a")
    expected = sum(len(sheet.get(field, [])) for sheet in everything for field in ties)
    expected += sum(len(sheet.get(field, [])) for sheet in sheets["practices"].values() for field in ("poles", "acteurs"))
    expected += sum(len(one.get("financeurs", [])) for sheet in everything for one in sheet.get("financements", []))
    expected += sum(len(one.get("proprietaires", [])) for sheet in everything for one in sheet.get("lieux", []))
    expected += sum("par" in one for sheet in everything for one in sheet.get("reconnaissances", []))
    assert len(table(made, "relations").rows) == expected > 500


def test_each_figure_keeps_its_number_its_words_its_status_and_its_source(made):
    rows = [row for row in table(made, "observations").records() if row["fiche"] == "artis-grenoble"]
    written = yaml_sheets("poles")["artis-grenoble"]["mesures"]
    assert [row["imprime"] for row in rows] == [one["imprime"].strip() for one in written]
    assert [row["valeur"] for row in rows] == [float(one["valeur"]) if "valeur" in one else None for one in written]
    assert [row["statut"] for row in rows] == [one.get("statut") for one in written]
    assert [list(row["sources"]) for row in rows] == [one.get("sources", []) for one in written]


def test_every_row_has_its_own_key_and_fills_what_is_promised(made):
    for one in made.tables:
        keys = [tuple(record[name] for name in one.key) for record in one.records()]
        assert len(set(keys)) == len(keys), one.name
        promised = [column.name for column in one.columns if column.required]
        assert not [record for record in one.records() for name in promised if record[name] in (None, "", ())], one.name
        names = [column.name for column in one.columns]
        assert len(set(names)) == len(names) and all(column.title and column.description for column in one.columns), one.name


# ce que dit une fiche se retrouve


@pytest.fixture(scope="module")
def reference():
    return load_reference(REFERENCE)


def full_tree(model, reference, numbers):
    tree = {
        name: full_value(name, shape, reference, numbers)
        for name, shape in shapes(model).items()
        if name not in ("etat", "resultats_non_documentes", "valeur_max")
    }
    if "statut" in tree and "anciens_ids" in tree:
        tree["statut"] = "complete"
    return tree  # fmt: skip


def full_value(name, shape, reference, numbers):
    if shape.items is not None:
        return [full_value(name, shape.items, reference, numbers)]
    if shape.model is not None:
        return full_tree(shape.model, reference, numbers)
    mark = next((mark for mark in shape.marks if isinstance(mark, Reference)), None)
    if mark is not None:
        known = {"territory": "com-26281", "source": "source-unique"}
        return (
            reference.vocabularies[mark.scope].termes[0].code
            if mark.target == "vocabulary"
            else known.get(mark.target, f"autre-{mark.target}")
        )
    number = next(numbers)
    if name in ("personne",):
        return PERSON
    if (name.startswith("date") and name != "date_imprimee") or name in (
        "vue_le",
        "creee_le",
        "modifiee_le",
        "accord_date",
        "valeur",
        "montant",
    ):
        return str(number)
    return SPECIAL.get(name) or f"mot-{number}" if name in ("id", "anciens_ids", "remplacee_par", *SPECIAL) else f"mot{number}"


def full_catalogue(kind, reference):
    tree = full_tree(MODELS[kind], reference, count(1000))
    tree["id"] = "pleine"
    tree["sources"][0]["id"] = "source-unique"
    sheet = Sheet(KINDS[kind], "pleine", "x.yaml", MODELS[kind].model_validate(tree), "0123456789")
    return tree, Catalogue({name: {"pleine": sheet} if name == kind else {} for name in KINDS}, {}, reference)


NOT_THERE = {"contact": "no person and no way to reach one"}
REVIEWER = ("edition", "relectures", 0, "designation")


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_leaf_of_a_full_sheet_stands_in_a_table_of_the_dump(kind, reference):
    tree, catalogue = full_catalogue(kind, reference)
    said = {
        str(value)
        for one in dump(catalogue, load_settings(SETTINGS)).tables
        for row in one.rows
        for cell in row
        for value in (cell if isinstance(cell, tuple) else (cell,))
    }
    leaves_of_sheet = list(leaves(MODELS[kind], tree))
    lost = [
        ".".join(map(str, leaf.path))
        for leaf in leaves_of_sheet
        if leaf.value not in said and leaf.path[0] not in NOT_THERE and leaf.path != REVIEWER
    ]
    assert len(leaves_of_sheet) > 100 and not lost, "\n".join(lost)


@pytest.mark.parametrize("kind", list(KINDS))
def test_no_person_is_in_any_file_even_one_who_agreed_to_be_named(kind, reference):
    tree, catalogue = full_catalogue(kind, reference)
    made = dump(catalogue, load_settings(SETTINGS))
    reviewer = tree["edition"]["relectures"][0]["designation"]
    whole = zipfile.ZipFile(io.BytesIO(made.archive.content))
    contents = [made.catalogue.content, *(file.content for file in made.files), *(whole.read(name) for name in whole.namelist())]
    for one in (file for file in made.files if file.format == "Parquet"):
        contents.append(str(parquet.read_table(io.BytesIO(one.content)).to_pylist()).encode())
    told = tree["contact"]
    for forbidden in (PERSON, told["courriel"], told["telephone"], told["fonction"], reviewer):
        assert not [content for content in contents if forbidden.encode() in content], forbidden
    beside = record_as_json(catalogue.sheets[kind]["pleine"])
    assert PERSON not in beside and "accord_date" not in beside and told["fonction"] in beside


# un tableur n’exécute rien

HOSTILE = [
    "=1+1",
    "+33",
    "-2+3",
    "@SUM(A1)",
    "\ttab",
    "'quote",
    "a;b",
    'il a dit "oui"',
    "</script><b>",
    "${x} `y`",
    "＝1",
    "x" * 400,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_not_a_formula_and_comes_back(text):
    written = harmless(text)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert (written[1:] if written.startswith("'") else written) == text


def hostile_catalogue(reference):
    tree = {
        "titre": "=HYPERLINK(1)", "resume": "</script><b>`${x}`", "territoires": [{"territoire": "dep-26"}],
        "sources": [{"titre": "@SUM(A1)", "auteurs": [f"Organisation {number}" for number in range(300)]}, {"titre": "x" * 400}],
        "mesures": [{"mesure": "surface", "imprime": "-5 m²", "valeur": "-5"}],
    }  # fmt: skip
    sheet = Sheet(KINDS["practices"], "dure", "x.yaml", MODELS["practices"].model_validate(tree), "0123456789")
    return Catalogue({"poles": {}, "practices": {"dure": sheet}, "actors": {}}, {}, reference)


def test_hostile_texts_stay_texts_and_negative_numbers_stay_numbers(reference):
    made = dump(hostile_catalogue(reference), load_settings(SETTINGS))
    files = {file.path: file.content for file in made.files}
    practice = pandas.read_csv(io.BytesIO(files["csv/pratiques.csv"]), sep=";")
    assert practice["titre"][0] == "'=HYPERLINK(1)" and practice["resume"][0] == "</script><b>`${x}`"
    figures = pandas.read_csv(io.BytesIO(files["csv/observations.csv"]), sep=";")
    assert figures["valeur"][0] == -5 and figures["imprime"][0] == "'-5 m²"
    sources = pandas.read_csv(io.BytesIO(files["csv/sources.csv"]), sep=";")
    assert len(sources["auteurs"][0].split("\n")) == 300 and sources["titre"][1] == "x" * 400
    assert json.loads(files["json/pratiques.json"])[0]["titre"] == "=HYPERLINK(1)"
    for content in files["csv/sources.csv"], files["csv/pratiques.csv"]:
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";") for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]


# les trois formats disent la même chose


def test_csv_json_and_parquet_say_the_same(made, folder):
    for one in made.tables:
        told = list(one.records())
        from_json = json.loads((folder / f"json/{one.name}.json").read_text(encoding="utf-8"))
        from_parquet = parquet.read_table(folder / f"parquet/{one.name}.parquet").to_pylist()
        lists = [{name: list(value) if isinstance(value, tuple) else value for name, value in row.items()} for row in told]
        assert from_json == lists == from_parquet, one.name
        rows = list(csv.DictReader(io.StringIO(as_csv(one).decode("utf-8-sig"), newline=""), delimiter=";"))
        many = {column.name for column in one.columns if column.many}
        for row, wanted in zip(rows, told, strict=True):
            for name, text in row.items():
                value = text.removeprefix("'")
                expected = wanted[name]
                assert (tuple(value.split("\n")) if value else ()) == expected if name in many else text_of(expected) == value, (
                    name
                )


def text_of(value):
    return "" if value is None else str(value)


def test_a_researcher_joins_tables_in_duckdb(folder, monkeypatch):
    monkeypatch.chdir(folder)
    joined = (
        "FROM 'parquet/observations.parquet' o JOIN 'parquet/poles.parquet' p ON o.genre = 'poles' AND o.fiche = p.identifiant"
    )
    figures = duckdb.sql(f"SELECT p.nom, o.mesure_libelle, o.imprime, o.date {joined}").fetchall()
    read = duckdb.sql("SELECT count(*) FROM read_csv('csv/observations.csv', delim=';')").fetchall()
    assert len(figures) > 50
    assert read == duckdb.sql("SELECT count(*) FROM 'parquet/observations.parquet'").fetchall()


def test_pandas_types_numbers_and_dates_as_told(folder):
    frame = pandas.read_parquet(folder / "parquet/observations.parquet")
    assert frame["valeur"].dtype == "float64" and frame["rang"].dtype == "int64"
    schema = parquet.read_schema(folder / "parquet/observations.parquet")
    assert schema.field("imprime").metadata[b"description"].decode().startswith("Le chiffre exactement")


# ce qui décrit l’archive


def test_frictionless_finds_nothing_to_say(folder):
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:10]


def test_dcat_ap_finds_nothing_to_say(folder):
    data = rdflib.Graph().parse(folder / "catalogue.ttl")
    rules = rdflib.Graph().parse(SHAPES / "shapes.ttl").parse(SHAPES / "range.ttl")
    conforms, _, report = pyshacl.validate(data, shacl_graph=rules, advanced=True, inference="none")
    assert conforms, report
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    urls = {str(one) for one in data.objects(None, dcat.downloadURL)}
    root = load_settings(SETTINGS).site_url + "donnees/"
    assert len(urls) > 60 and all((folder / url.removeprefix(root)).is_file() for url in urls)
    licences = data.query(
        "SELECT ?d WHERE {?d a <http://www.w3.org/ns/dcat#Distribution> FILTER NOT EXISTS {?d <http://purl.org/dc/terms/license> ?l}}"
    )
    assert not list(licences)


def test_a_catalogue_that_lacks_its_publisher_is_refused_by_the_rules(folder):
    data = rdflib.Graph().parse(folder / "catalogue.ttl")
    dct = rdflib.Namespace("http://purl.org/dc/terms/")
    data.remove((None, dct.title, None))
    rules = rdflib.Graph().parse(SHAPES / "shapes.ttl")
    assert not pyshacl.validate(data, shacl_graph=rules, inference="none")[0]


def test_ro_crate_names_every_file_with_its_checksum(folder):
    crate = ROCrate(str(folder))
    assert crate.license and crate.publisher and crate.name
    parts = [entity for entity in crate.get_entities() if entity.type == "File"]
    assert len(parts) > 60
    for part in parts:
        content = (folder / part.id).read_bytes()
        assert hashlib.sha256(content).hexdigest() == part["sha256"] and str(len(content)) == part["contentSize"]


def test_the_checksums_and_the_archive_are_those_of_the_files(made, folder):
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS.txt"], cwd=folder, check=True)
    whole = zipfile.ZipFile(io.BytesIO(made.archive.content))
    inside = {name.partition("/")[2]: whole.read(name) for name in whole.namelist()}
    assert inside == {file.path: file.content for file in made.files}
    assert made.about.release.name in made.archive.path and {"LICENCE.txt", "LISEZMOI.txt", "datapackage.json"} <= set(inside)


SCRIPT = """
import sys
from generator import pipeline
from generator.opendata.dump import dump
from generator.settings import load_settings
from generator.site import SETTINGS
from pathlib import Path
made = dump(pipeline.load(Path(sys.argv[1])), load_settings(SETTINGS))
print(made.about.release.name, made.archive.sha256, made.catalogue.sha256)
"""


def said_elsewhere(world, **environment):
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(world)],
        env={**os.environ, **environment},
        cwd=REPOSITORY_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.split()  # fmt: skip


def test_the_same_sheets_give_the_same_bytes_whatever_the_machine_says(tiny_world):
    one = said_elsewhere(tiny_world, PYTHONHASHSEED="1", TZ="Pacific/Apia", LC_ALL="C")
    two = said_elsewhere(tiny_world, PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C.UTF-8")
    dated = said_elsewhere(tiny_world, SOURCE_DATE_EPOCH="1700000000")
    assert one == two
    assert dated[0] == "2023-11-14-" + one[0][-10:]


def test_places_keep_to_rfc_7946_and_say_their_precision(made):
    content = next(file.content for file in made.files if file.path == "lieux.geojson")
    features = json.loads(content)["features"]
    assert len(features) == len(table(made, "lieux").rows)
    for feature in features:
        told, geometry = feature["properties"], feature["geometry"]
        assert feature["type"] == "Feature" and (geometry is None or told["precision"])
        if geometry:
            longitude, latitude = geometry["coordinates"]
            assert -180 <= longitude <= 180 and -90 <= latitude <= 90 and told["position"] in ("source", "commune")


def test_the_dictionary_explains_each_column_of_each_table(real_site, made):
    html = (real_site / "donnees/dictionnaire/index.html").read_text(encoding="utf-8")
    for one in made.tables:
        section = html.split(f'id="table-{one.name}"')[1].split("</section>")[0]
        assert all(f"<code>{column.name}</code>" in section for column in one.columns), one.name


def test_every_link_of_the_page_leads_to_a_file(real_site):
    html = (real_site / "donnees/index.html").read_text(encoding="utf-8")
    body = html.split('id="contenu"')[1].split("<footer")[0]
    links = [part.split('"')[0] for part in body.split('href="')[1:]]
    local = [link for link in links if "://" not in link and not link.startswith("#")]
    assert len(local) > 70
    for link in local:
        target = real_site / "donnees" / link.partition("#")[0]
        assert target.is_file() or (target / "index.html").is_file(), link
