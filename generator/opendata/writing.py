"""Receives a table; returns it as CSV, JSON or Parquet, the same bytes each time; never a cell that a spreadsheet would run."""

import json
from io import BytesIO

import pandas
import pyarrow
from pyarrow import parquet

from generator.opendata.cells import Value
from generator.opendata.columns import Column
from generator.opendata.tables import Table

SEPARATOR = ";"
LINE_END = "\r\n"
BETWEEN_VALUES = "\n"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
ESCAPE = "'"
ARROW_TYPES = {"nombre": pyarrow.float64(), "entier": pyarrow.int64()}


def as_csv(table: Table) -> bytes:
    """Return UTF-8 with a mark, semicolons and CRLF, as French spreadsheets open it; texts that look like formulas begin with an apostrophe."""
    rows = [[_csv_cell(value) for value in row] for row in table.rows]
    frame = pandas.DataFrame(rows, columns=[column.name for column in table.columns], dtype=object)
    return frame.to_csv(sep=SEPARATOR, index=False, lineterminator=LINE_END).encode("utf-8-sig")


def as_json(table: Table) -> bytes:
    """Return an array of objects, one a line; numbers are numbers, lists are lists, what is not said is null."""
    lines = ",\n".join(json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in table.records())
    return f"[\n{lines}\n]\n".encode() if lines else b"[]\n"


def as_parquet(table: Table) -> bytes:
    """Return the typed table, the title and the description of each column with it."""
    schema = pyarrow.schema(
        [_field(column) for column in table.columns], metadata={"title": table.title, "description": table.description}
    )
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    arrays = [pyarrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    buffer = BytesIO()
    parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; one apostrophe taken from its head gives it back."""
    return f"{ESCAPE}{text}" if text.startswith((*FORMULA_SIGNS, ESCAPE)) else text


def _csv_cell(value: Value) -> Value:
    if isinstance(value, tuple):
        value = BETWEEN_VALUES.join(value)
    return harmless(value) if isinstance(value, str) else value


def _field(column: Column) -> pyarrow.Field:
    kind = ARROW_TYPES.get(column.kind, pyarrow.string())
    told = {"title": column.title, "description": column.description}
    return pyarrow.field(column.name, pyarrow.list_(kind) if column.many else kind, metadata=told)
