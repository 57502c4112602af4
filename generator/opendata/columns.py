"""Receives a model of `schemas`; returns the columns that say its fields, with their titles and types; never reads a sheet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from schemas.references import Reference
from schemas.scalars import Number, PartialDate, Prose
from schemas.structure import Shape, shapes

UNITS = {"montant": "euro", "latitude": "degré décimal (WGS 84)", "longitude": "degré décimal (WGS 84)"}
LABELLED = {"vocabulary": "libelle", "territory": "nom", "poles": "nom", "practices": "nom", "actors": "nom"}


@dataclass(frozen=True)
class Column:
    """A column: `kind` is texte, recit, date, nombre or entier; `many` when a cell holds several values; `vocabulary` names its closed list."""

    name: str
    title: str
    description: str
    kind: str = "texte"
    many: bool = False
    vocabulary: str = ""
    unit: str = ""
    required: bool = False


@dataclass(frozen=True)
class Reading:
    """How the cells of `column` are read: the attributes to follow, and what names the code found there when the column holds names."""

    column: Column
    path: tuple[str, ...]
    named_by: Reference | None = None


def readings_of(model: type[BaseModel], *, without: tuple[str, ...] = (), prefix: str = "") -> tuple[Reading, ...]:
    """Return the readings of every field of `model` that is not a list of groups; a group gives its own, its name before theirs."""
    return tuple(
        reading
        for name, shape in shapes(model).items()
        if name not in without
        for reading in _readings(name, shape, prefix, without)
    )


def _readings(name: str, shape: Shape, prefix: str, without: tuple[str, ...]) -> Iterator[Reading]:
    leaf = shape.items or shape
    if shape.model is not None:
        short = "" if set(shapes(shape.model)) <= set(UNITS) else f"{prefix}{name}_"
        inner = readings_of(shape.model, without=without, prefix=short)
        yield from (_within(name, shape, reading) for reading in inner)
    elif leaf.model is None:
        yield from _of_leaf(f"{prefix}{name}", name, shape, leaf)


def _within(name: str, shape: Shape, reading: Reading) -> Reading:
    """Return a reading through the group `name`: nothing in it is always filled unless the group is."""
    group: Any = shape.field
    column = replace(reading.column, required=reading.column.required and group.is_required())
    return replace(reading, column=column, path=(name, *reading.path))


def _of_leaf(column_name: str, name: str, shape: Shape, leaf: Shape) -> Iterator[Reading]:
    mark = next((mark for mark in leaf.marks if isinstance(mark, Reference)), None)
    field: Any = shape.field
    column = Column(
        name=column_name,
        title=shape.title,
        description=field.description or "",
        kind=_kind(leaf),
        many=shape.items is not None,
        vocabulary=mark.scope if mark and mark.target == "vocabulary" else "",
        unit=UNITS.get(name, ""),
        required=field.is_required(),
    )
    yield Reading(column, (name,))
    if mark and mark.target in LABELLED:
        yield Reading(_label_column(column, LABELLED[mark.target]), (name,), mark)


def _label_column(column: Column, suffix: str) -> Column:
    said = "Libellé du code" if suffix == "libelle" else "Nom, en clair,"
    title = f"{column.title} ({'libellé' if suffix == 'libelle' else 'nom'})"
    description = f"{said} de la colonne « {column.name} »."
    return Column(f"{column.name}_{suffix}", title, description, many=column.many)


def _kind(leaf: Shape) -> str:
    if Number.__metadata__[0] in leaf.marks:
        return "nombre"
    if PartialDate.__metadata__[0] in leaf.marks:
        return "date"
    return "recit" if any(isinstance(mark, Prose) for mark in leaf.marks) else "texte"
