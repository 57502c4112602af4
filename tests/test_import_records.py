import dataclasses
import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.problems import BadRecords
from generator.reference import load_reference
from generator.site import REFERENCE
from generator.tabular.importer import Request, prepared, write
from generator.tabular.told_report import as_json, as_table, as_text

REFERENCE_DATA = load_reference(REFERENCE)
AUTHORITIES = (
    "id_engcit,codgeo,libgeo,echelon,dispositif,url\n"
    "a-1,73065,Chambéry,commune,PATDE,https://exemple.fr/a\n"
    "a-2,1053,Bourg-en-Bresse,commune,AI,\n"
    "a-3,200040293,CC du Clunisois,epci,AI,\n"
    "a-4,19,Corrèze,departement,AI,\n"
    "a-5,73065,Chambéry,commune,CCO,\n"
    "a-6,#Invalid Ref: x,Ailleurs,#Invalid Ref: x,CCO,\n"
)
MAPPING = """nom: collectivites
genre: actors
cle: [codgeo]
source:
  titre: Liste de « {fichier} »
  date: 2025
constantes:
  type: collectivite
  "territoires[0].role": ressort
colonnes:
  - colonne: id_engcit
    ignoree: numéro interne
  - colonne: codgeo
    champs: ["territoires[0].territoire"]
    niveau_dans: echelon
    nom_dans: libgeo
  - colonne: libgeo
    champs: [nom]
"""


def run(folder, text, mapping=None, kind="actors", name="essai.csv", written=True):
    (folder / name).write_text(text, encoding="utf-8", newline="")
    if mapping:
        (folder / "m.yaml").write_text(mapping, encoding="utf-8")
    done = prepared(Request(folder / name, kind, folder, mapping=folder / "m.yaml" if mapping else None), REFERENCE_DATA)
    if written:
        write(done)
    return done


def sheets(folder, kind="actors"):
    return {
        path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for path in (folder / kind).glob("*.yaml")
    }


def told(done):
    return [(line.code, line.rows, line.column) for line in done.ledger.lines]


def is_accounted(done):
    cells = sum(len(row) for row in done.table.rows) + len(done.table.above)
    counts = done.ledger.counts
    return sum(counts.values()) == cells and counts["signalee"] == sum(line.cells for line in done.ledger.lines)


def test_a_list_of_authorities_becomes_records_that_check_accepts(tmp_path):
    done = run(tmp_path, AUTHORITIES, MAPPING)
    assert sheets(tmp_path)["bourg-en-bresse"] == {
        "nom": "Bourg-en-Bresse",
        "type": "collectivite",
        "territoires": [{"territoire": "com-01053", "role": "ressort"}],
        "sources": [{"titre": "Liste de « essai.csv »", "date": "2025"}],
        "edition": {"statut": "brouillon"},
    }
    assert set(sheets(tmp_path)) == {"chambery", "bourg-en-bresse", "cc-du-clunisois", "correze"}
    assert pipeline.check(tmp_path).problems == ()
    assert is_accounted(done)


def test_rows_of_one_key_make_one_record(tmp_path):
    done = run(tmp_path, AUTHORITIES, MAPPING)
    assert [outcome.rows for outcome in done.outcomes if outcome.id == "chambery"] == [(2, 6)]


def test_what_rows_of_one_key_say_differently_is_reported_and_not_chosen(tmp_path):
    done = run(tmp_path, "SIREN;Nom;Type;Sigle;Secteurs\n200068781;A;SIAE;X;mobilité\n200068781;A;SIAE;Y;culture et médias\n")
    (sheet,) = sheets(tmp_path).values()
    assert "sigle" not in sheet
    assert sheet["secteurs"] == ["mobilite", "culture"]
    assert told(done) == [("valeurs-contraires", (2,), "D"), ("valeurs-contraires", (3,), "D")]
    assert is_accounted(done)


def test_rows_may_come_in_any_order(tmp_path):
    head, *rows = AUTHORITIES.splitlines(keepends=True)
    (tmp_path / "un").mkdir()
    (tmp_path / "deux").mkdir()
    run(tmp_path / "un", AUTHORITIES, MAPPING)
    run(tmp_path / "deux", head + "".join(reversed(rows)), MAPPING)
    assert sheets(tmp_path / "un") == sheets(tmp_path / "deux")
    memory = "reference/imports/collectivites.json"
    assert (tmp_path / "un" / memory).read_bytes() == (tmp_path / "deux" / memory).read_bytes()


def test_a_required_field_that_nothing_feeds_is_said_and_nothing_is_written(tmp_path):
    done = run(tmp_path, AUTHORITIES)
    assert ("champ-obligatoire-sans-colonne", (), "") in told(done)
    assert ("champ-manquant", (2, 3, 4, 5, 6, 7), "") in told(done)
    assert not (tmp_path / "actors").exists()
    assert not (tmp_path / "reference").exists()
    assert is_accounted(done)


def test_the_proposed_mapping_reads_the_headers_of_networks(tmp_path):
    done = run(
        tmp_path,
        "N° SIRET;Nom de la structure;Adresse e-mail;Code postal;Ville;Secteur d’activité;Catégorie\n"
        "20006878100013;Les Épis;contact@essai.fr;26100;Romans-sur-Isère;mobilité;siae\n",
    )
    fed = {rule.colonne: rule.champs for rule in done.mapping.colonnes}
    assert fed == {
        "N° SIRET": ("siren",),
        "Nom de la structure": ("nom",),
        "Adresse e-mail": ("contact.courriel",),
        "Code postal": (),
        "Ville": ("lieux[0].commune_imprimee", "lieux[0].commune"),
        "Secteur d’activité": ("secteurs[]",),
        "Catégorie": ("type",),
    }
    assert done.mapping.cle == ("N° SIRET",)
    assert sheets(tmp_path)["les-epis"]["lieux"] == [{"commune_imprimee": "Romans-sur-Isère", "commune": "com-26281"}]


def test_a_column_is_known_by_its_values(tmp_path):
    done = run(tmp_path, "Nom;Quoi\nA;siae\nB;entreprise\n")
    assert {rule.colonne: rule.champs for rule in done.mapping.colonnes}["Quoi"] == ("type",)


def test_each_column_that_feeds_nothing_is_told(tmp_path):
    done = run(tmp_path, "Nom;Type;Suivi;Vide;\nA;siae;x;;orphelin\n")
    assert told(done) == [("colonne-vide", (), "D"), ("colonne-sans-champ", (2,), "C"), ("colonne-sans-champ", (2,), "E")]
    assert is_accounted(done)


def test_a_saved_mapping_is_used_again_without_being_named(tmp_path):
    run(tmp_path, AUTHORITIES, MAPPING.replace("nom: collectivites", "nom: essai"))
    done = prepared(Request(tmp_path / "essai.csv", "actors", tmp_path), REFERENCE_DATA)
    assert done.mapping.constantes["type"] == "collectivite"
    assert done.mapping_file == tmp_path / "reference/imports/essai.yaml"


@pytest.mark.parametrize(
    ("change", "line", "code"),
    [
        (("champs: [nom]", "champs: [non]"), 18, "champ-inconnu"), (("genre: actors", "genre: poles"), 2, "genre-different"), (("cle: [codgeo]", "cle: codgeo"), 3, "type-invalide"),
        (("  type: collectivite", "  typ: collectivite"), 8, "champ-inconnu"), (("nom: collectivites", "statut: publie\nnom: collectivites"), 1, "code-inconnu"),
    ],
)  # fmt: skip
def test_a_faulty_mapping_is_told_with_its_line(tmp_path, change, line, code):
    with pytest.raises(BadRecords) as stop:
        run(tmp_path, AUTHORITIES, MAPPING.replace(*change))
    assert [(problem.line, problem.code) for problem in stop.value.problems] == [(line, code)]


def test_a_likely_twin_is_proposed_never_merged(tmp_path):
    (tmp_path / "actors").mkdir()
    existing = "nom: Les Épis de Romans\ntype: siae\nlieux:\n  - commune: com-26281\nsources:\n  - titre: Cahier\n"
    (tmp_path / "actors" / "les-epis.yaml").write_text(existing, encoding="utf-8")
    text = "Nom;Type;Code INSEE;Sigle\nEpis de Romans (les);siae;26281;LE\n"
    done = run(tmp_path, text)
    assert [(outcome.action, outcome.id) for outcome in done.outcomes] == [("a_rapprocher", "les-epis")]
    assert told(done) == [("rapprochement", (2,), "")]
    assert (tmp_path / "actors" / "les-epis.yaml").read_text(encoding="utf-8") == existing
    assert is_accounted(done)


@pytest.mark.parametrize(("choice", "names"), [("les-epis", {"les-epis"}), ("nouvelle", {"les-epis", "les-epis-2"})])
def test_the_editor_says_whether_it_is_the_same(tmp_path, choice, names):
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "les-epis.yaml").write_text(
        "nom: Les Épis\ntype: siae\nsources:\n  - titre: Cahier\n", encoding="utf-8"
    )
    mapping = (
        f"nom: essai\ngenre: actors\ncle: [Nom]\nconstantes:\n  type: siae\nrapprochements:\n  Les épis: {choice}\n"
        "colonnes:\n  - colonne: Nom\n    champs: [nom]\n  - colonne: Sigle\n    champs: [sigle]\n"
    )
    done = run(tmp_path, "Nom;Sigle\nLes Épis;LE\n", mapping)
    assert set(sheets(tmp_path)) == names
    assert sheets(tmp_path)[done.outcomes[0].id]["sigle"] == "LE"


def test_two_numbers_are_two_organisations(tmp_path):
    run(tmp_path, "SIREN;Nom;Type\n200068781;Les Épis;siae\n", name="un.csv")
    done = run(tmp_path, "SIREN;Nom;Type\n200068799;Les Épis;siae\n", name="deux.csv")
    assert [(outcome.action, outcome.id) for outcome in done.outcomes] == [("creee", "les-epis-2")]


def test_identifiers_are_short_and_unique(tmp_path):
    long = "Structure " + "très " * 30 + "longue"
    run(tmp_path, f"SIREN;Nom;Type\n200068781;{long};siae\n200068799;{long};siae\n200068807;🎉;siae\n")
    names = sorted(sheets(tmp_path))
    assert len(names) == 3 and all(len(name) <= 64 for name in names)
    assert names[0] == "200068807"


def test_several_values_are_parted_and_yes_no_becomes_a_code(tmp_path):
    mapping = (
        "nom: essai\ngenre: actors\ncle: [Nom]\nconstantes:\n  type: siae\ncolonnes:\n  - colonne: Nom\n    champs: [nom]\n"
        '  - colonne: Insertion\n    champs: ["secteurs[]"]\n    valeurs:\n      Oui: insertion\n      Non: ""\n'
        '  - colonne: Autres\n    champs: ["secteurs[]"]\n    separateurs: ["|", ligne]\n'
    )
    done = run(tmp_path, 'Nom;Insertion;Autres\nA;OUI;"Mobilité|Énergie\nHabitat et logement"\nB;non;\n', mapping)
    assert sheets(tmp_path)["a"]["secteurs"] == ["insertion", "mobilite", "energie", "habitat"]
    assert "secteurs" not in sheets(tmp_path)["b"]
    assert ("valeur-ecartee", (3,), "B") in told(done)
    assert is_accounted(done)


@pytest.mark.parametrize("kind", ["poles", "practices"])
def test_poles_and_practices_are_imported_too(tmp_path, kind):
    name, more = ("Nom", "") if kind == "poles" else ("Titre", ";Code territoire")
    done = run(tmp_path, f"{name};Résumé{more}\nUn essai;Il essaie.{';com-26281' if more else ''}\n", kind=kind)
    assert [outcome.action for outcome in done.outcomes] == ["creee"]
    assert pipeline.check(tmp_path).problems == ()


@pytest.fixture
def command(request):
    installed = request.getfixturevalue("run")
    return lambda *arguments: dataclasses.astuple(installed(*arguments))


def test_the_command_writes_records_report_and_mapping(tmp_path, command):
    (tmp_path / "liste.csv").write_text("Nom;Type;Suivi\nA;siae;x\n", encoding="utf-8")
    code, out, _ = command("import", tmp_path / "liste.csv", "--kind", "actors", "--records", tmp_path)
    assert (code, set(sheets(tmp_path))) == (0, {"a"})
    report = json.loads((tmp_path / "liste.rapport.json").read_text(encoding="utf-8"))
    assert report["comptes"]["cellules"] == 3 and report["fiches"][0]["fiche"] == "actors/a.yaml"
    assert "1\u00a0fiche créée" in out and "colonne C (Suivi)" in out
    assert yaml.safe_load((tmp_path / "liste.mapping.yaml").read_text(encoding="utf-8"))["cle"] == ["Nom"]


def test_a_corrected_mapping_beside_the_report_is_not_written_over(tmp_path, command):
    (tmp_path / "liste.csv").write_text("Nom;Type\nA;siae\n", encoding="utf-8")
    corrected = tmp_path / "liste.mapping.yaml"
    corrected.write_text("# relue\nnom: liste\n", encoding="utf-8")
    _, out, _ = command("import", tmp_path / "liste.csv", "--kind", "actors", "--records", tmp_path, "--dry-run")
    assert corrected.read_text(encoding="utf-8") == "# relue\nnom: liste\n"
    assert "--mapping" in out


def test_a_mapping_is_kept_as_it_was_written(tmp_path):
    commented = "# Relue avec le réseau.\n" + MAPPING
    run(tmp_path, AUTHORITIES, commented)
    assert (tmp_path / "reference/imports/collectivites.yaml").read_text(encoding="utf-8") == commented


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import"], "Il manque «\u00a0FICHIER\u00a0»"), (["import", "a.csv"], "--kind"), (["export", "a.csv", "--kind", "acteurs"], "actors"),
        (["import", "a.csv", "--kind", "actors", "--records", "nulle-part"], "n’est pas un dossier"),
    ],
)  # fmt: skip
def test_a_wrong_use_is_told_in_french(command, arguments, words):
    code, _, err = command(*arguments)
    assert code == 2 and words in err


def test_records_are_not_written_when_the_report_cannot_be(tmp_path, command):
    (tmp_path / "liste.csv").write_text("Nom;Type\nA;siae\n", encoding="utf-8")
    command(
        "import", tmp_path / "liste.csv", "--kind", "actors", "--records", tmp_path, "--report", tmp_path / "absent" / "r.json"
    )
    assert not (tmp_path / "actors").exists()


def test_a_dry_run_writes_the_report_alone(tmp_path, command):
    (tmp_path / "liste.csv").write_text("Nom;Type\nA;siae\n", encoding="utf-8")
    code, out, _ = command(
        "import", tmp_path / "liste.csv", "--kind", "actors", "--records", tmp_path, "--dry-run", "--report", tmp_path / "r.csv"
    )
    assert code == 0 and "Essai" in out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["liste.csv", "r.csv", "r.mapping.yaml"]


@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        ("", [], "est vide"),
        ("Nom;Type\nA;siae\n", ["--feuille", "X"], "pas de feuilles"),
        ("Nom;Type\nA;siae\n", ["--report", "absent/r.json"], "refuse d’écrire"),
    ],
)
def test_the_command_refuses_in_one_french_sentence(tmp_path, command, content, options, words):
    (tmp_path / "liste.csv").write_text(content, encoding="utf-8")
    code, _, err = command("import", tmp_path / "liste.csv", "--kind", "actors", "--records", tmp_path, *options)
    assert code == 1 and words in err and len(err.splitlines()) == 1


def test_a_row_that_makes_no_record_fails_the_command(tmp_path, command):
    (tmp_path / "liste.csv").write_text("Nom;Type\nA;siae\nB;magie\n", encoding="utf-8")
    code, out, _ = command("import", tmp_path / "liste.csv", "--kind", "actors", "--records", tmp_path)
    assert code == 1 and "Fiche non écrite" in out
    assert set(sheets(tmp_path)) == {"a"}


def test_a_report_as_a_table_runs_no_formula(tmp_path):
    done = run(tmp_path, "Nom;Type;Suivi\nA;siae;=1+1\n@B;magie;x\n")
    assert all(
        cell[:1] not in "=+-@" for line in as_table(done).splitlines() for cell in line.lstrip("\ufeff").split(";") if cell
    )


WORDS = st.sampled_from(["Les Épis", "RTES", "siae", "Entreprise", "200068781", "26281", "1053", "Romans-sur-Isère", "NR", "#REF!", "x@gmail.com", "06 12 34 56 78", "mobilité; énergie", "01/09/2024", "", " ", "<b>", "🎉"]) | st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0\r"), max_size=12
)  # fmt: skip
HEADERS = st.sampled_from(
    [
        "Nom",
        "Type",
        "SIREN",
        "Code INSEE",
        "Commune",
        "Code postal",
        "Secteurs",
        "Courriel",
        "Site",
        "Présentation",
        "Notes",
        "id",
        "",
    ]
)


@given(st.lists(HEADERS, min_size=2, max_size=6), st.lists(st.lists(WORDS, min_size=6, max_size=6), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_each_filled_cell_of_any_table_ends_in_one_place(tmp_path_factory, headers, rows):
    folder = tmp_path_factory.mktemp("table")
    quoted = [
        ";".join('"' + cell.replace('"', '""') + '"' for cell in row[: len(headers)])
        for row in [["Nom", *headers[1:], *[""] * 6], *rows]
    ]
    text = "\n".join(quoted)
    done = run(folder, text)
    assert is_accounted(done)
    assert sum(len(outcome.rows) for outcome in done.outcomes) <= len(rows)
    assert pipeline.check(folder).problems == ()
    again = run(folder, text)
    assert not any(outcome.text for outcome in again.outcomes)
    assert is_accounted(again)
    assert json.loads(as_json(done, is_trial=False))["comptes"]["cellules"] == sum(done.ledger.counts.values())
    assert as_text(done, is_trial=True).startswith("Essai")


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=2, max_size=6), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_changes_no_record(tmp_path_factory, rows, chance):
    mapping = (
        "nom: essai\ngenre: actors\nligne_entete: 1\ncle: [Nom]\ncolonnes:\n  - colonne: Nom\n    champs: [nom]\n  - colonne: Type\n    champs: [type]\n"
        '  - colonne: Secteurs\n    champs: ["secteurs[]"]\n    separateurs: [";"]\n'
    )
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    results = []
    for _ in range(2):
        folder = tmp_path_factory.mktemp("ordre")
        run(folder, "\n".join(["Nom,Type,Secteurs", *quoted]), mapping)
        results.append(sheets(folder))
        chance.shuffle(quoted)
    assert results[0] == results[1]
