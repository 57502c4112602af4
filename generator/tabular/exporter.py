"""Receives the records of a kind; returns them as one table whose headers are the paths of fields; never loses nor rewords a value."""

import csv
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from generator.tabular.existing import known_records
from generator.tabular.grid import MAX_COLUMNS, Refused
from generator.tabular.paths import Steps, written
from generator.tabular.proposal import EXPORTED_KEY
from generator.tabular.told_report import neutralised
from schemas import KINDS as MODELS
from schemas.structure import shapes

Rows = Sequence[Sequence[str]]
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'office:version="1.2"><office:body><office:spreadsheet>'
)
FIXED_DATE = (2000, 1, 1, 0, 0, 0)


def exported(records: Path, kind: str) -> Rows:
    """Return the header and one row per readable record of a kind; raise Refused when there is none."""
    leaves = {identifier: dict(_leaves(tree, ())) for identifier, tree in known_records(records).trees[kind].items()}
    if not leaves:
        raise Refused(f"Il n’y a aucune fiche lisible dans « {kind}/ ».")
    names = list(shapes(MODELS[kind]))
    paths = sorted({path for said in leaves.values() for path in said}, key=lambda path: _rank(path, names))
    if len(paths) >= MAX_COLUMNS:
        raise Refused(f"Les fiches demandent plus de {MAX_COLUMNS} colonnes, ce qu’aucun tableur ne montre.")
    header = [EXPORTED_KEY, *map(written, paths)]
    return [header, *([identifier, *(said.get(path, "") for path in paths)] for identifier, said in leaves.items())]


def _leaves(node: Any, path: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(node, str):
        if node.strip():
            yield path, node.strip()
    else:
        for step, inner in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _leaves(inner, (*path, step))


def _rank(path: Steps, names: Sequence[str]) -> tuple[Any, ...]:
    first = ("nom", "titre", "sigle", "type")
    place = first.index(path[0]) - len(first) if path[0] in first else names.index(path[0]) if path[0] in names else len(names)
    return (place, *((0, step, "") if isinstance(step, int) else (1, 0, step) for step in path[1:]))


def write_export(rows: Rows, path: Path) -> None:
    """Write the table in the format that the name of the file says; raise Refused at another name, OSError when the system refuses."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise Refused(f"« {path.name} » ne dit pas le format voulu. Terminez son nom par {', '.join(WRITERS)}.")
    path.write_bytes(writer(rows))


def _csv_bytes(rows: Rows) -> bytes:
    stream = StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows([neutralised(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _xlsx_bytes(rows: Rows) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Fiches")
    for row in rows:
        sheet.append([_text_cell(sheet, value) for value in row])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _text_cell(sheet: Any, value: str) -> Any:
    """Return a cell that is a text, be it written like a formula or a number."""
    cell = WriteOnlyCell(sheet, value or None)
    if value:
        cell.data_type = "s"
    return cell


def _ods_bytes(rows: Rows) -> bytes:
    stream = BytesIO()
    content = "".join(
        (
            ODS_HEAD,
            '<table:table table:name="Fiches">',
            *map(_ods_row, rows),
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    )
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", FIXED_DATE), ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr(zipfile.ZipInfo("META-INF/manifest.xml", FIXED_DATE), ODS_MANIFEST)
        archive.writestr(zipfile.ZipInfo("content.xml", FIXED_DATE), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _ods_row(row: Iterable[str]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(value: str) -> str:
    if not value:
        return "<table:table-cell/>"
    paragraphs = "".join(f"<text:p>{_ods_text(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def _ods_text(line: str) -> str:
    return (
        escape(line).replace("\t", "<text:tab/>").replace(" ", "<text:s/>")
        if "  " in line or line != line.strip()
        else escape(line).replace("\t", "<text:tab/>")
    )


WRITERS: Mapping[str, Callable[[Rows], bytes]] = {".csv": _csv_bytes, ".xlsx": _xlsx_bytes, ".ods": _ods_bytes}
