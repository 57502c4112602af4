"""Receives what became of each cell; keeps one fate for each and the lines of the report; never loses nor counts one twice."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from generator.french import typeset
from generator.tabular.clean import REPAIRS
from generator.tabular.grid import Cell, letters
from generator.tabular.table import Column, Table

WRITTEN, UPDATED, UNCHANGED, REPORTED = "ecrite", "mise_a_jour", "inchangee", "signalee"
SHOWN_VALUE = 200


@dataclass(frozen=True)
class Line:
    """One line of the report: how many cells end there, in which rows and column, what is wrong and what to write."""

    code: str
    message: str
    hint: str
    rows: tuple[int, ...] = ()
    column: str = ""
    header: str = ""
    value: str = ""
    cells: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the line with the French keys of the report."""
        return {
            "code": self.code,
            "lignes": list(self.rows),
            "colonne": self.column,
            "entete": self.header,
            "valeur": self.value,
            "cellules": self.cells,
            "message": typeset(self.message),
            "conseil": typeset(self.hint),
        }


class Ledger:
    """The fate of each filled cell, and the lines that tell those that are in no record."""

    def __init__(self, table: Table) -> None:
        self._headers = {column.number: column.name for column in table.columns}
        self._fates: dict[tuple[int, int], str] = {}
        self._lines: dict[tuple[str, ...], tuple[list[int], list[int]]] = {}
        self._remarks: dict[tuple[str, int], list[int]] = {}

    def report(self, cells: Iterable[Cell], code: str, message: str, hint: str, *, value: str | None = None) -> None:
        """Report each cell; equal lines of a column are told once, with all their rows."""
        for cell in cells:
            shown = cell.text if value is None else value
            self._tell((code, message, hint, letters(cell.column), self.header(cell), shown), cell.row, self._end(cell))

    def report_rows(self, rows: Iterable[int], cells: Iterable[Cell], code: str, message: str, hint: str) -> None:
        """Report whole rows, and with them those of `cells` that have no other fate."""
        ended = Counter(cell.row for cell in cells if self._end(cell))
        for row in rows:
            self._tell((code, message, hint, "", "", ""), row, ended[row])

    def say(self, code: str, message: str, hint: str, column: Column | None = None) -> None:
        """Add a line on which no cell ends."""
        place = (column.letter, column.name) if column else ("", "")
        self._lines.setdefault((code, message, hint, *place, ""), ([], []))

    def remark(self, cell: Cell, repair: str) -> None:
        """Note how a cell that is written was repaired."""
        rows = self._remarks.setdefault((repair, cell.column), [])
        if not rows or rows[-1] != cell.row:
            rows.append(cell.row)

    def settle(self, cells: Iterable[Cell], fate: str) -> None:
        """Give `fate` to the cells that have none yet; an update counts more than an unchanged value."""
        for cell in cells:
            if self._fates.get(cell.place, UNCHANGED) == UNCHANGED:
                self._fates[cell.place] = fate

    def is_settled(self, cell: Cell) -> bool:
        """Tell whether the fate of a cell is known."""
        return cell.place in self._fates

    def header(self, cell: Cell) -> str:
        """Return the name of the column of a cell."""
        return self._headers.get(cell.column, "")

    @property
    def counts(self) -> dict[str, int]:
        """Return how many cells have each fate."""
        found = Counter(self._fates.values())
        return {fate: found[fate] for fate in (WRITTEN, UPDATED, UNCHANGED, REPORTED)}

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines of the report, the order of rows and columns apart from their text."""
        told = (
            Line(key[0], key[1], key[2], tuple(sorted(rows)), *key[3:5], _short(key[5]), sum(ends))
            for key, (rows, ends) in self._lines.items()
        )
        return tuple(
            sorted(told, key=lambda line: (line.rows[:1], len(line.column), line.column, line.code, line.message, line.value))
        )

    @property
    def remarks(self) -> tuple[Line, ...]:
        """Return the repairs made, one line per repair and column."""
        return tuple(
            Line(
                repair,
                f"{len(rows)} fois, {REPAIRS[repair]}.",
                "",
                tuple(sorted(rows)),
                letters(column),
                self._headers.get(column, ""),
            )
            for (repair, column), rows in sorted(self._remarks.items(), key=lambda item: (item[0][1], item[0][0]))
        )

    def _end(self, cell: Cell) -> bool:
        is_new = self._fates.get(cell.place) != REPORTED
        self._fates[cell.place] = REPORTED
        return is_new

    def _tell(self, key: tuple[str, ...], row: int, ended: int) -> None:
        rows, ends = self._lines.setdefault(key, ([], []))
        if row not in rows[-1:]:
            rows.append(row)
        ends.append(int(ended))


def _short(value: str) -> str:
    text = " ".join(value.split())
    return text if len(text) <= SHOWN_VALUE else f"{text[:SHOWN_VALUE]}…"
