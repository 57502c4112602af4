"""Receives a part of a record and how to read it; returns the values of its cells; never a label that no list gives."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from generator.catalogue import Catalogue
from generator.opendata.columns import Reading
from schemas.references import Reference

Value = str | int | float | tuple[str, ...] | None


def cells(part: Any, readings: Iterable[Reading], catalogue: Catalogue) -> tuple[Value, ...]:
    """Return one value for each reading: None when the sheet says nothing."""
    return tuple(_cell(part, reading, catalogue) for reading in readings)


def name_of(mark: Reference, code: str, catalogue: Catalogue) -> str:
    """Return what a person reads for `code`: a label, the name of a territory or of a published sheet; the code itself when none is public."""
    if mark.target == "vocabulary":
        return catalogue.label(mark.scope, code)
    if mark.target == "territory":
        return catalogue.reference.territories[code].name
    sheet = catalogue.sheets[mark.target].get(code)
    return sheet.name if sheet else code


def plain(value: Any) -> Value:
    """Return a number as JSON writes it, a list as a tuple, any other value as it is."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return tuple(value) if isinstance(value, list) else value


def _cell(part: Any, reading: Reading, catalogue: Catalogue) -> Value:
    value = part
    for step in reading.path:
        value = vars(value).get(step) if value is not None else None
    if value is None or value == ():
        return () if reading.column.many else None
    if reading.named_by is None:
        return plain(value)
    if reading.column.many:
        return tuple(name_of(reading.named_by, code, catalogue) for code in value)
    return name_of(reading.named_by, value, catalogue)
