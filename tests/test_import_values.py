import zipfile

import pytest

from generator.reference import load_reference
from generator.site import REFERENCE
from generator.tabular import exporter
from generator.tabular.importer import Request, prepared, write
from generator.tabular.told_report import as_text

HEAD = "Nom;Type"
ROW = "Les Épis;SIAE"


@pytest.fixture(scope="module")
def reference():
    return load_reference(REFERENCE)


@pytest.fixture
def imported(tmp_path, reference):
    """Import rows of one more column, or of a whole file, and return what was done."""

    def imported_(header, *values, kind="actors", head=HEAD, row=ROW):
        lines = [f"{head};{header}", *(f"{row.replace('Épis', f'Épis {rank}')};{value}" for rank, value in enumerate(values, 1))]
        file = tmp_path / "essai.csv"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = prepared(Request(file, kind, tmp_path), reference)
        write(done)
        return done

    return imported_


def record(done, rank=0):
    path = next(path for path in done.files if path.stem == done.outcomes[rank].id)
    return path.read_text(encoding="utf-8")


def lines(done):
    return [(line.code, line.column, line.value, line.rows) for line in done.ledger.lines]


def remarks(done):
    return [(line.code, line.rows) for line in done.ledger.remarks]


@pytest.mark.parametrize(
    ("cell", "siren", "repair"),
    [
        ("200068781", "200068781", []),
        ("200 068 781", "200068781", []),
        ("200068781.0", "200068781", []),
        ("20006878100013", "200068781", ["siret"]),
    ],
)
def test_a_siren_is_found_under_its_formats(imported, cell, siren, repair):
    done = imported("SIREN", cell)
    assert f"siren: {siren}\n" in record(done)
    assert [code for code, _ in remarks(done)] == repair


def test_a_siren_that_lost_a_digit_is_reported_not_completed(imported):
    done = imported("SIREN", "20006878")
    assert lines(done) == [("forme-invalide", "C", "20006878", (2,))]
    assert "siren" not in record(done)


def test_a_lost_zero_is_put_back_when_the_commune_confirms_it(imported):
    done = imported("Commune;Code INSEE", "Bourg-en-Bresse;1053")
    assert "commune: com-01053\n" in record(done)
    assert remarks(done) == [("zero", (2,))]


@pytest.mark.parametrize("name", ["Lyon", ""])
def test_a_lost_zero_is_reported_when_nothing_confirms_it(imported, name):
    done = imported("Commune;Code INSEE", f"{name};1053")
    assert ("zero-perdu", "D", "1053", (2,)) in lines(done)
    assert "com-" not in record(done)


def test_a_code_of_a_commune_that_vanished_is_reported_with_todays(imported):
    done = imported("Code INSEE", "01003")
    (line,) = done.ledger.lines
    assert (line.code, line.value) == ("commune-disparue", "01003")
    assert "com-01165" in line.hint


def test_a_code_that_names_another_commune_is_doubted(imported):
    done = imported("Commune;Code INSEE", "Lyon;26281")
    assert remarks(done) == [("nom-different", (2,))]


def test_a_commune_is_found_by_its_name_and_postal_code(imported):
    done = imported("Code postal;Ville", "93200;Saint-Denis", "11310;St-Denis", "75001;Saint-Denis")
    assert "commune: com-93066\n" in record(done, 0)
    assert "commune: com-11339\n" in record(done, 1)
    assert lines(done) == [("cellule-d-appui", "C", "75001", (4,)), ("territoire-inconnu", "D", "Saint-Denis", (4,))]
    assert "com-" not in record(done, 2)
    assert "commune_imprimee: Saint-Denis\n" in record(done, 2)


@pytest.mark.parametrize("said", ["NR", "n/a", "-", "Néant", "?", "Non renseigné", "nc"])
def test_an_answer_that_says_nothing_is_told_once_per_column(imported, said):
    done = imported("Sigle", said, said, "ABC")
    assert lines(done) == [("non-documente", "C", said, (2, 3))]
    assert "sigle" not in record(done, 0)
    assert "sigle: ABC\n" in record(done, 2)


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#VALEUR!", "#NOM?", "Err:502", "#Invalid Ref: x"])
def test_an_error_of_the_spreadsheet_is_reported(imported, error):
    done = imported("Sigle", error)
    assert lines(done) == [("erreur-de-tableur", "C", error, (2,))]


def test_an_error_in_the_key_makes_no_record(imported):
    done = imported("Sigle", "A", head="Nom;Type", row="#REF!;SIAE")
    assert [code for code, *_ in lines(done)] == ["ligne-sans-cle"]
    assert done.outcomes == ()


def test_a_hashtag_is_not_an_error(imported):
    assert 'sigle: "#ESS"\n' in record(imported("Sigle", "#ESS"))


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("01/09/2024", "2024-09-01"), ("1er septembre 2024", "2024-09-01"), ("septembre 2024", "2024-09"), ("09/2024", "2024-09"), ("2024", "2024"),
        ("2024.0", "2024"), ("45536", "2024-09-01"), ("2024-09-01 00:00:00", "2024-09-01"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_and_spreadsheets_write_it(imported, cell, date):
    assert f"    date: {date}\n" in record(imported("sources[0].titre;sources[0].date", f"Rapport;{cell}"))


@pytest.mark.parametrize("cell", ["30/02/2024", "vers 2014", "2024-13"])
def test_an_unclear_date_is_reported_in_the_words_of_check(imported, cell):
    done = imported("sources[0].titre;sources[0].date", f"Rapport;{cell}")
    assert [(code, value) for code, _, value, _ in lines(done)] == [("date-invalide", cell)]


@pytest.mark.parametrize(
    ("cell", "amount"), [("12 500 €", "12500"), ("12,5", "12.5"), ("1 200 000,00 euros", "1200000"), ("12500.0", "12500")]
)
def test_an_amount_is_kept_as_printed_and_read(imported, cell, amount):
    text = record(imported("Montant", cell))
    assert f"montant: {amount}\n" in text
    assert f"imprime: {cell}\n" in text


def test_thousands_that_may_be_decimals_are_not_guessed(imported):
    done = imported("Montant", "12.500")
    assert lines(done) == [("milliers-ambigus", "C", "12.500", (2,))]
    assert "imprime: 12.500\n" in record(done)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("jean.martin@gmail.com", "courriel-personnel"),
        ("06 12 34 56 78", "telephone-mobile"),
        ("+33 6 12 34 56 78", "telephone-mobile"),
    ],
)
def test_personal_data_is_told_and_never_written(imported, cell, code):
    done = imported("Courriel", cell)
    assert [line[0] for line in lines(done)] == [code]
    assert cell not in record(done)
    assert all(cell not in text for text in done.files.values())


def test_a_role_mailbox_is_written(imported):
    assert "courriel: contact@essai.fr\n" in record(imported("Courriel", "contact@essai.fr"))


def test_entities_and_invisible_characters_are_repaired_and_told(imported):
    done = imported("Sigle", '"R&amp;D &eacute;t&eacute;"', "A\u202eB\x07")
    assert "sigle: R&D été\n" in record(done, 0)
    assert "sigle: AB\n" in record(done, 1)
    assert remarks(done) == [("entites", (2,)), ("invisibles", (3,))]


@pytest.mark.parametrize(
    "words",
    [
        "clé : valeur # suite", "- tiret", "*alias &ancre !tag", "{a: b}", "emoji 🎉", "L’été « fini »\u00a0!", "=HYPERLINK(A1)", "@moi", "yes", "oui", "012",
        "'guillemets", '"doubles"', "a\\b", "fin:", "%", "> plié", "| bloc", "? question", "~", "--- trois",
    ],
)  # fmt: skip
def test_a_text_that_looks_like_yaml_stays_a_text(imported, words):
    quoted = words.replace('"', '""')
    done = imported("Sigle", f'"{quoted}"')
    assert done.outcomes[0].action == "creee"
    assert lines(done) == []


def test_a_text_of_twenty_thousand_characters_is_written_whole_and_one_more_is_reported(imported):
    done = imported("Présentation", "mot " * 4999 + "fini", "x" * 20_001)
    assert len(record(done, 0).replace("\n ", " ")) > 20_000
    assert [line[0] for line in lines(done)] == ["texte-trop-long"]
    assert "resume" not in record(done, 1)


def test_a_code_is_found_by_its_label_and_an_unknown_one_is_reported(imported):
    done = imported("Secteurs", '"Insertion par l’activité économique; Mobilité"', "Culture et médias", "Magie")
    assert "secteurs:\n  - insertion\n  - mobilite\n" in record(done, 0)
    assert lines(done) == [("code-inconnu", "C", "Magie", (4,))]


def test_a_name_of_record_becomes_its_identifier(tmp_path, imported):
    folder = tmp_path / "actors"
    folder.mkdir()
    (folder / "rtes.yaml").write_text("nom: RTES\ntype: reseau-national\nsources:\n  - titre: Essai\n", encoding="utf-8")
    done = imported("Réseau", "rtes", "Ailleurs")
    assert "membre_de:\n  - acteur: rtes\n" in record(done, 0)
    assert lines(done) == [("reference-inconnue", "C", "Ailleurs", (3,))]


def test_a_text_that_check_refuses_is_left_out_with_its_sentence(imported):
    done = imported("Présentation", '"Un <script>alert(1)</script>"')
    assert "resume" not in record(done)
    assert "script" in as_text(done, is_trial=False)


def test_a_formula_gives_its_last_value_and_is_told(tmp_path, reference):
    rows = [["Nom", "Type", "Sigle"], ["Les Épis", "siae", "LE"]]
    exporter.write_export(rows, tmp_path / "essai.ods")
    with zipfile.ZipFile(tmp_path / "essai.ods") as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    cell = '<table:table-cell office:value-type="string"><text:p>LE</text:p>'
    parts["content.xml"] = parts["content.xml"].replace(cell, cell.replace(" office", ' table:formula="of:=UPPER([.A2])" office'))
    with zipfile.ZipFile(tmp_path / "essai.ods", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    done = prepared(Request(tmp_path / "essai.ods", "actors", tmp_path), reference)
    write(done)
    assert "sigle: LE\n" in record(done)
    assert remarks(done) == [("formules", (2,))]
