import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from generator.tabular import csv_grid, exporter
from generator.tabular.grid import Refused
from generator.tabular.spreadsheet import read_spreadsheet
from generator.tabular.table import table_of

REPEATED_FOR_EVER = (
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p>'
    "</table:table-cell></table:table-row>"
)
ROWS = [["Nom", "Ville"], ["Les Épis", "Évry ; centre"], ["L’Œuvre", "« Lyon », 3e"]]


def file(folder, content, name="essai.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def texts(read):
    return [[cell.text for cell in row] for row in read.rows]


def workbook(*rows, merged=(), title="Données", others=()):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for reference in merged:
        sheet.merge_cells(reference)
    for other in others:
        book.create_sheet(other).append(["une note"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(rows, manifest="", doctype=""):
    head = exporter.ODS_HEAD.replace("office:version", 'xmlns:calcext="urn:calc" office:version').replace(
        "<office:document", f"{doctype}<office:document"
    )
    content = (
        f'{head}<table:table table:name="Feuille1">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", exporter.ODS_TYPE)
        archive.writestr("META-INF/manifest.xml", manifest or exporter.ODS_MANIFEST)
        archive.writestr("content.xml", content)
    return stream.getvalue()


def written_csv(separator, encoding):
    return "\r\n".join(separator.join(f'"{value}"' for value in row) for row in ROWS).encode(encoding)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_whatever_its_separator_and_encoding(tmp_path, separator, encoding):
    assert texts(read_spreadsheet(file(tmp_path, written_csv(separator, encoding)))) == ROWS


def test_a_csv_may_declare_its_separator(tmp_path):
    assert texts(read_spreadsheet(file(tmp_path, "sep=|\r\nNom|Ville\r\nA|B\r\n"))) == [["Nom", "Ville"], ["A", "B"]]


@pytest.mark.parametrize("kind", [".csv", ".xlsx", ".ods"])
def test_the_three_formats_give_the_same_cells(tmp_path, kind):
    hard = [*ROWS, ["=1+1", "deux\nlignes"], ["'quote", "emoji 🎉"], ["a  b", "x: y # z"], ["01053", "+33"]]
    path = tmp_path / f"essai{kind}"
    exporter.write_export(hard, path)
    assert texts(read_spreadsheet(path)) == hard


def test_numbers_dates_and_booleans_are_written_as_people_write_them(tmp_path):
    data = workbook(["n", "d", "b"], [7400.0, datetime(2024, 9, 1), True], [12.5, datetime(2024, 9, 1, 10, 30), False])
    assert texts(read_spreadsheet(file(tmp_path, data)))[1:] == [
        ["7400", "2024-09-01", "oui"],
        ["12.5", "2024-09-01 10:30:00", "non"],
    ]


def test_an_error_and_a_formula_without_value_are_known_as_such(tmp_path):
    cells = read_spreadsheet(file(tmp_path, workbook(["a", "b"], ["#REF!", "=1+1"]))).rows[1]
    assert [(cell.is_error, cell.is_formula) for cell in cells] == [(True, False), (True, True)]


def test_an_ods_gives_its_computed_values_its_merges_and_not_its_notes(tmp_path):
    data = ods(
        '<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>A</text:p></table:table-cell><table:covered-table-cell/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="7400.0"><text:p>7 400,00</text:p>'
        '</table:table-cell><table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><office:annotation><text:p>note</text:p>'
        "</office:annotation><text:p>2</text:p></table:table-cell></table:table-row>"
        '<table:table-row><table:table-cell office:value-type="date" office:date-value="2024-09-01"><text:p>01/09/24</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    read = read_spreadsheet(file(tmp_path, data))
    assert texts(read) == [["A"], ["7400", "2"], ["7400", "2"], ["2024-09-01", "#N/A"]]
    assert [cell.is_formula for cell in read.rows[1]] == [False, True]
    assert read.rows[3][1].is_error
    assert [str(merged) for merged in read.merged] == ["A1:B1"]


def test_rows_keep_the_number_that_a_spreadsheet_shows(tmp_path):
    table = table_of(read_spreadsheet(file(tmp_path, 'Nom;Note\nA;"deux\nlignes"\n\n;\nB;c\n;\n')))
    assert [row[0].row for row in table.rows] == [2, 5]
    assert table.empty_rows == 3


def test_a_title_above_the_headers_is_not_a_header(tmp_path):
    data = workbook(
        ["Annuaire des structures", None, None],
        [],
        ["Nom", "Ville", "Code"],
        ["A", "Lyon", 1],
        ["B", "Nice", 2],
        merged=["A1:C1"],
    )
    table = table_of(read_spreadsheet(file(tmp_path, data)))
    assert (table.header_row, [column.name for column in table.columns]) == (3, ["Nom", "Ville", "Code"])
    assert [cell.text for cell in table.above] == ["Annuaire des structures"]


def test_headers_are_told_apart_and_keep_on_one_line(tmp_path):
    table = table_of(read_spreadsheet(file(tmp_path, '"Nom\nusuel";Tel;Tel;;Vide\nA;1;2;3;\n')))
    assert [column.name for column in table.columns] == ["Nom usuel", "Tel", "Tel (colonne C)", "(colonne D)", "Vide"]


def png():
    return b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 3_000_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "est vide"), (b" \r\n ", "est vide"), (";;\n;;\n", "aucune cellule"), (png(), "une image"), (b"%PDF-1.7", "un PDF"), (b"<html><table>", "une page web"),
        (b"a;b\0c", "n’est pas un tableau"), (b"nom\n\x81\n", "Ligne 2"), (b"PK\x03\x04rien", "abîmé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), ".xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        (ods("", manifest="<manifest><encryption-data/></manifest>"), "mot de passe"), (ods("", doctype='<!DOCTYPE a [<!ENTITY b "c">]>'), "entités XML"), (workbook(), "aucune cellule"),
        ('a;"b\n' + "c;d\n" * 40_000, "guillemet"), ('a;b\n1;"2\n3;4\n', "guillemet"),
        (workbook(["Nom", "Ville"], ["A", "B"], others=["Notice"]), "« Notice » (1 lignes)"),
        (workbook(["Contact", None, "Lieu"], ["Nom", "Tel", "Ville"], ["A", "1", "x"], ["B", "2", "y"], merged=["A1:B1"]), "A1:B1"),
        (workbook(["Nom", "Ville"], ["A", "x"], [None, "y"], merged=["A2:A3"]), "A2:A3"),
        (workbook(["Nom", "Ville"], [None, "x"], ["A", "y"], merged=["A1:A2"]), "A1:A2"),
        (ods(REPEATED_FOR_EVER), "supprimez"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_what_to_do(tmp_path, content, words):
    with pytest.raises(Refused) as stop:
        table_of(read_spreadsheet(file(tmp_path, content)))
    assert words.lower() in str(stop.value).lower()


def test_a_sheet_is_chosen_by_its_name_and_the_others_are_told(tmp_path):
    path = file(tmp_path, workbook(["Nom", "Ville"], ["A", "B"], others=["Notice"]))
    read = read_spreadsheet(path, "Données")
    assert (texts(read), read.other_sheets) == ([["Nom", "Ville"], ["A", "B"]], (("Notice", 1),))
    with pytest.raises(Refused, match="« Données »"):
        read_spreadsheet(path, "Feuille 9")


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("generator.tabular.archive.MAX_UNPACKED", 1_000_000)
    with pytest.raises(Refused, match="décompressé"):
        read_spreadsheet(file(tmp_path, bomb()))


def test_a_cell_at_the_end_of_the_sheet_does_not_fill_the_memory(tmp_path):
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Nom", "x"
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(Refused, match="1048576"):
        read_spreadsheet(file(tmp_path, stream.getvalue()))


def test_a_csv_of_too_many_cells_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_grid, "MAX_CELLS", 1000)
    with pytest.raises(Refused, match="lignes"):
        read_spreadsheet(file(tmp_path, ";;;;;;;;;\n" * 101))


def test_a_file_too_heavy_or_missing_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("generator.tabular.spreadsheet.MAX_BYTES", 10)
    with pytest.raises(Refused, match="Mio"):
        read_spreadsheet(file(tmp_path, "a" * 11))
    with pytest.raises(Refused, match="introuvable"):
        read_spreadsheet(tmp_path / "absent.csv")
    with pytest.raises(Refused, match="dossier"):
        read_spreadsheet(tmp_path)
