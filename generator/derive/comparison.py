"""Receives a catalogue and an axis; returns who has what, fact by fact, and who documents nothing; never averages nor fills a gap."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.catalogue import Catalogue, Sheet

STRENGTH = ("constate", "estime", "conteste", "annonce")
UNSTATED = "constate"
NOT_SAID = "non-precise"
UNSAID_LABEL = "Non précisé"


@dataclass(frozen=True)
class Evidence:
    """One fact that puts a sheet in a column: its own words if it has any, the dated fact, the other sheet that tells it."""

    column: str
    words: str = ""
    fact: Any = None
    told_by: Sheet | None = None

    @property
    def status(self) -> str:
        """Return the code of its status: what says nothing is stated as true by its source."""
        return (getattr(self.fact, "statut", None) or UNSTATED) if self.fact else UNSTATED


Reader = Callable[[Sheet, Catalogue], Iterator[Evidence]]


@dataclass(frozen=True)
class Axis:
    """A way to compare: its address, what is compared and why, how a sheet is read, what its columns are.

    `columns` names a vocabulary or gives labels by code; `is_multiple` tells that a sheet may be in several columns, `by_words` that values are the words, not the columns.
    """

    id: str
    title: str
    what: str
    why: str
    read: Reader
    columns: str | Mapping[str, str]
    is_multiple: bool = True
    by_words: bool = False


@dataclass(frozen=True)
class Row:
    """One sheet and its facts by column."""

    sheet: Sheet
    cells: Mapping[str, tuple[Evidence, ...]]

    def strongest(self, column: str) -> str | None:
        """Return the best status of what puts the sheet in a column, None when nothing does."""
        found = {evidence.status for evidence in self.cells.get(column, ())}
        return next((status for status in STRENGTH if status in found), None)


@dataclass(frozen=True)
class Comparison:
    """The matrix of an axis: the columns that somebody has, those that nobody has, the sheets that document something and the others."""

    axis: Axis
    columns: Mapping[str, str]
    unused: Mapping[str, str]
    rows: tuple[Row, ...]
    undocumented: tuple[Sheet, ...]

    @cached_property
    def total(self) -> int:
        """How many sheets are compared, documented or not."""
        return len(self.rows) + len(self.undocumented)


def compare(axis: Axis, sheets: tuple[Sheet, ...], catalogue: Catalogue) -> Comparison:
    """Return the comparison of `sheets` on `axis`, in their order."""
    rows = tuple(row_of(axis, sheet, catalogue) for sheet in sheets)
    labels = labels_of(axis, catalogue)
    used = {column for row in rows for column in row.cells}
    shown = {**labels, NOT_SAID: UNSAID_LABEL}
    return Comparison(
        axis=axis,
        columns={code: label for code, label in shown.items() if code in used},
        unused={code: label for code, label in labels.items() if code not in used},
        rows=tuple(row for row in rows if row.cells),
        undocumented=tuple(row.sheet for row in rows if not row.cells),
    )


def row_of(axis: Axis, sheet: Sheet, catalogue: Catalogue) -> Row:
    """Return what `sheet` says on `axis`."""
    return Row(sheet, _cells(axis.read(sheet, catalogue)))


def labels_of(axis: Axis, catalogue: Catalogue) -> Mapping[str, str]:
    """Return the label of each column that `axis` may have, « non précisé » apart."""
    return catalogue.reference.labels[axis.columns] if isinstance(axis.columns, str) else axis.columns


def _cells(found: Iterator[Evidence]) -> dict[str, tuple[Evidence, ...]]:
    cells: dict[str, list[Evidence]] = {}
    for evidence in found:
        cells.setdefault(evidence.column, []).append(evidence)
    return {column: tuple(evidences) for column, evidences in cells.items()}
