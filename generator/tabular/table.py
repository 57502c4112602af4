"""Receives the cells of a sheet; returns its columns and rows under one row of headers; never moves a value."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.tabular.grid import Cell, Grid, Range, Refused, letters

SEARCHED_ROWS = 20
WIDE_ENOUGH = 0.6


@dataclass(frozen=True)
class Column:
    """A column: its number from 1 and the name under which a mapping speaks of it."""

    number: int
    name: str
    has_header: bool = True

    @property
    def letter(self) -> str:
        """Return « B » for the second column."""
        return letters(self.number)


@dataclass(frozen=True)
class Table:
    """The columns of a sheet, its rows of data, the cells above the headers, and how many rows are empty."""

    grid: Grid
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    above: tuple[Cell, ...] = ()
    empty_rows: int = 0

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Return the columns by name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def values(self) -> dict[int, list[Cell]]:
        """Return the filled cells of each column, in order."""
        found: dict[int, list[Cell]] = {column.number: [] for column in self.columns}
        for row in self.rows:
            for cell in row:
                found[cell.column].append(cell)
        return found


def table_of(grid: Grid, header_row: int | None = None) -> Table:
    """Return the table of `grid`, its headers found or given; raise Refused at headers on several rows and at merged data."""
    number = header_row or _header_row(grid.rows)
    if number > len(grid.rows) or not grid.rows[number - 1]:
        raise Refused(f"La ligne {number}, donnée pour celle des en-têtes, est vide. Corrigez « ligne_entete ».")
    _refuse_merged(grid, number, is_given=header_row is not None)
    data = grid.rows[number:]
    rows = tuple(row for row in data if row)
    above = tuple(cell for row in grid.rows[: number - 1] for cell in row)
    return Table(grid, number, _columns(grid.rows[number - 1], rows), rows, above, len(data) - len(rows))


def _header_row(rows: Sequence[tuple[Cell, ...]]) -> int:
    """Return the first row that is about as wide as the rows under it."""
    for number, row in enumerate(rows[:SEARCHED_ROWS], 1):
        below = [len(other) for other in rows[number : number + SEARCHED_ROWS] if other]
        usual = Counter(below).most_common(1)[0][0] if below else len(row)
        if row and (len(row) >= WIDE_ENOUGH * usual and (len(row) > 1 or usual == 1)):
            return number
    return next(number for number, row in enumerate(rows, 1) if row)


def _refuse_merged(grid: Grid, header_row: int, *, is_given: bool) -> None:
    crossing = [merged for merged in grid.merged if merged.top <= header_row <= merged.bottom]
    grouping = (
        [] if is_given else [merged for merged in grid.merged if merged.bottom < header_row and _has_neighbours(grid, merged)]
    )
    if crossing or grouping:
        raise Refused(
            f"Les en-têtes tiennent sur plusieurs lignes ou cellules : plages fusionnées {_told(crossing + grouping)}. Défusionnez-les et gardez une "
            "seule ligne d’en-têtes."
        )
    inside = [merged for merged in grid.merged if merged.top > header_row]
    if inside:
        raise Refused(
            f"Des cellules sont fusionnées dans les données : {_told(inside)}. Défusionnez-les et répétez la valeur sur chaque ligne qu’elle concerne."
        )


def _has_neighbours(grid: Grid, merged: Range) -> bool:
    return any(
        not merged.left <= cell.column <= merged.right for row in grid.rows[merged.top - 1 : merged.bottom] for cell in row
    )


def _told(ranges: Sequence[Range]) -> str:
    shown = ", ".join(map(str, ranges[:10]))
    return f"{shown} et {len(ranges) - 10} autres" if len(ranges) > 10 else shown


def _columns(header: tuple[Cell, ...], rows: Sequence[tuple[Cell, ...]]) -> tuple[Column, ...]:
    titles = {cell.column: re.sub(r"\s+", " ", cell.text).strip() for cell in header}
    widest = max((cell.column for row in (header, *rows) for cell in row), default=0)
    used = set(titles) | {cell.column for row in rows for cell in row}
    met: set[str] = set()
    columns = []
    for number in range(1, widest + 1):
        if number in used:
            columns.append(_named(number, titles.get(number, ""), met))
            met.add(columns[-1].name)
    return tuple(columns)


def _named(number: int, title: str, met: set[str]) -> Column:
    """Name a column by its header, by its letter too when the header is missing or already taken."""
    place = f"(colonne {letters(number)})"
    name = title if title and title not in met else f"{title} {place}".strip()
    return Column(number, name, bool(title))
