"""Receives the bytes of a CSV file; returns its cells, whatever its encoding and separator; never guesses a character it cannot read."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import islice

from generator.tabular.grid import MAX_CELL_LENGTH, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Cell, Grid, Refused, too_large

SEPARATORS = (";", ",", "\t")
SAMPLE = 200
NEUTRALISED = re.compile(r"^'(?='*[=+\-@\t\r])")
DECLARED_SEPARATOR = re.compile(r"^sep=(.)\r?\n")


def read_csv(data: bytes) -> Grid:
    """Return the filled cells of a CSV file; raise Refused when it is not one."""
    text, encoding = _decoded(data)
    declared = DECLARED_SEPARATOR.match(text)
    text = text[declared.end() :] if declared else text
    separator = declared.group(1) if declared else _separator(text)
    rows, cells = [], 0
    for number, record in enumerate(_records(text, separator), 1):
        cells += len(record)
        if cells > MAX_CELLS or number > MAX_ROWS or len(record) > MAX_COLUMNS:
            raise too_large(number, len(record))
        rows.append(tuple(_filled(number, record)))
    _refuse_unclosed_quote(text, rows)
    return Grid("", tuple(rows), encoding=encoding)


def _refuse_unclosed_quote(text: str, rows: Sequence[tuple[Cell, ...]]) -> None:
    filled = [row for row in rows if row]
    if not filled:
        raise Refused("Le fichier est vide : aucune cellule n’est remplie. Enregistrez-le de nouveau avec ses données.")
    if "\n" in filled[-1][-1].text and text.count('"') % 2:
        raise Refused(
            f"Ligne {filled[-1][-1].row} : un guillemet n’est pas fermé, et tout ce qui le suit tient dans une seule cellule. Fermez-le, ou "
            "enregistrez le tableau en XLSX."
        )


def _filled(number: int, record: list[str]) -> Iterable[Cell]:
    for column, value in enumerate(record, 1):
        if value.strip():
            yield Cell(number, column, NEUTRALISED.sub("", value))


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16"), "utf-16"
    if b"\0" in data:
        raise Refused(
            "Ce fichier n’est pas un tableau : il contient des octets qu’aucun texte ne contient. Enregistrez-le en CSV, XLSX ou ODS."
        )
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return _strictly(data, "cp1252"), "cp1252"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise Refused(
            f"Ligne {line} : un caractère n’est lisible ni en UTF-8 ni en Windows-1252. Enregistrez le fichier en « CSV UTF-8 »."
        ) from None


def _separator(text: str) -> str:
    return max(SEPARATORS, key=lambda separator: _regularity(text, separator))


def _regularity(text: str, separator: str) -> tuple[float, int]:
    """Return how many of the first records have the same number of cells, then that number: a lone cell proves nothing."""
    try:
        widths = Counter(len(record) for record in islice(_records(text, separator), SAMPLE) if record)
    except Refused:
        return (0.001, text.partition("\n")[0].count(separator))
    (width, times), *_ = widths.most_common(1) or [(0, 0)]
    return (times / widths.total() if width > 1 else 0, width)


def _records(text: str, separator: str) -> Iterable[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    csv.field_size_limit(MAX_CELL_LENGTH)
    try:
        yield from reader
    except csv.Error:
        raise Refused(
            f"Ligne {reader.line_num} : une cellule dépasse {MAX_CELL_LENGTH} caractères. Un guillemet n’est sans doute pas fermé : fermez-le, "
            "ou enregistrez le tableau en XLSX."
        ) from None
