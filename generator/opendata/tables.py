"""Receives columns and rows; holds them as a table with its key; never computes either."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.catalogue import Sheet
from generator.opendata.cells import Value
from generator.opendata.columns import Column

WHERE = (
    Column("id", "Identifiant de la ligne", "Genre, fiche, champ et rang, séparés par « / » : « poles/artis-grenoble/mesures/1 ».", required=True),
    Column("genre", "Genre de fiche", "poles, pratiques ou acteurs : le dossier de la page sur le site.", required=True),
    Column("fiche", "Fiche", "Identifiant de la fiche qui dit ce fait, dans son genre.", required=True),
    Column("fiche_nom", "Nom de la fiche", "Nom ou titre de la fiche qui dit ce fait.", required=True),
    Column("champ", "Champ", "Champ de la fiche où le fait est écrit (voyez le guide des champs).", required=True),
    Column("rang", "Rang", "Place du fait dans ce champ, à partir de 1, dans l’ordre de la fiche.", kind="entier", required=True),
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A table of the dump: its rows follow `columns`; `key` names the columns that identify a row; `of_sheets` when each row belongs to a sheet."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    key: tuple[str, ...] = ("id",)
    of_sheets: bool = True

    def records(self) -> Iterator[dict[str, Value]]:
        """Yield each row as a mapping from the name of the column to the value."""
        names = [column.name for column in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)


def where(sheet: Sheet, field: str, rank: int) -> tuple[Value, ...]:
    """Return the cells of `WHERE` for the `rank`-th item (from 1) of a field."""
    genre = sheet.kind.folder
    return (fact_id(sheet, field, rank), genre, sheet.id, sheet.name, field, rank)


def fact_id(sheet: Sheet, field: str, rank: int) -> str:
    """Return what names one item of a field among all those of the dump."""
    return f"{sheet.kind.folder}/{sheet.id}/{field}/{rank}"
