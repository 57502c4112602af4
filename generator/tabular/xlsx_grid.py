"""Receives the bytes of an XLSX workbook; returns the cells of one sheet as last computed; never runs a formula."""

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook

from generator.tabular.archive import DAMAGED, opened, parse
from generator.tabular.grid import Cell, Grid, Range, Refused, chosen_sheet, column_number, number_text, refuse_if_too_large

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class _Scan:
    """What the XML of a sheet says that its values do not."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Range] = field(default_factory=list)
    rows: int = 0
    columns: int = 0
    filled: int = 0
    place: tuple[int, int] = (0, 0)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self.place = (int(attributes.get("r", self.place[0] + 1)), 0)
            case "c":
                self._reach(attributes.get("r"))
            case "f":
                self.formulas.add(self.place)
            case "v" | "is":
                self.filled = max(self.filled, self.place[0])
            case "mergeCell":
                self.merged.append(_range(attributes["ref"]))

    def _reach(self, address: str | None) -> None:
        self.place = _place(address) if address else (self.place[0], self.place[1] + 1)
        self.rows, self.columns = max(self.rows, self.place[0]), max(self.columns, self.place[1])


def read_xlsx(data: bytes, wanted: str | None) -> Grid:
    """Return the filled cells of the only filled sheet, or of `wanted`; raise Refused when it cannot be read."""
    archive = opened(data)
    try:
        scans = {name: _scanned(archive, part) for name, part in _sheets(archive)}
        filled = {name: scan.filled for name, scan in scans.items() if scan.filled}
        name = chosen_sheet(filled, wanted)
        scan = scans[name]
        refuse_if_too_large(scan.rows, scan.columns)
        rows = tuple(_rows(data, name, scan))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, ElementTree.ParseError, zipfile.BadZipFile):
        raise Refused(DAMAGED) from None
    return Grid(name, rows, tuple(scan.merged), tuple(other for other in filled.items() if other[0] != name))


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name and the part of each sheet of cells."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - expat refuses entity bombs
    parts = {link.get("Id"): link for link in links if str(link.get("Type")).endswith("/worksheet")}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - idem
    for sheet in book.iter(f"{MAIN}sheet"):
        if (link := parts.get(sheet.get(LINKED))) is not None:
            target = str(link.get("Target"))
            yield str(sheet.get("name")), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _scanned(archive: zipfile.ZipFile, part: str) -> _Scan:
    scan = _Scan()
    parse(archive.read(part), scan.start, None, None)
    return scan


def _rows(data: bytes, name: str, scan: _Scan) -> Iterable[tuple[Cell, ...]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheet = book[name]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_row=scan.rows, max_col=scan.columns), 1):
            yield tuple(_filled(number, row, scan.formulas))
        book.close()


def _filled(number: int, row: Iterable[Any], formulas: set[tuple[int, int]]) -> Iterator[Cell]:
    for column, cell in enumerate(row, 1):
        is_formula = (number, column) in formulas
        text = _text(cell.value)
        if text.strip():
            yield Cell(number, column, text, cell.data_type == "e", is_formula)
        elif is_formula and cell.value is None:
            yield Cell(number, column, "(formule sans valeur calculée)", True, True)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "oui" if value else "non"
        case int() | float():
            return number_text(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
        case date() | time() | timedelta():
            return str(value)
        case _:
            return str(value)


def _place(address: str) -> tuple[int, int]:
    found = ADDRESS.fullmatch(address)
    if not found:
        raise Refused(DAMAGED)
    return int(found[2]), column_number(found[1])


def _range(reference: str) -> Range:
    first, _, last = reference.partition(":")
    return Range(*_place(first), *_place(last or first))
