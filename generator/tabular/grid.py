"""Receives nothing; says what a sheet of cells is, and the largest that is read; never opens a file."""

from dataclasses import dataclass

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 16_384
MAX_CELLS = 10_000_000
MAX_CELL_LENGTH = 131_072


class Refused(Exception):
    """Carries the French sentence that says why a file cannot be imported, and what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something: where it stands (from 1), its text, and what the spreadsheet says of it."""

    row: int
    column: int
    text: str
    is_error: bool = False
    is_formula: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Return its row and column."""
        return (self.row, self.column)


@dataclass(frozen=True)
class Range:
    """A merged range of cells (from 1, ends included)."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"


@dataclass(frozen=True)
class Grid:
    """The filled cells of one sheet, row by row, its merged ranges, and the other filled sheets of the file."""

    sheet: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Range, ...] = ()
    other_sheets: tuple[tuple[str, int], ...] = ()
    encoding: str = ""


def letters(column: int) -> str:
    """Return « A » for 1, « AB » for 28."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """Return 28 for « AB »."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def number_text(value: float) -> str:
    """Return a number as people write it in a record: « 7400 », « 12.5 »."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def refuse_if_too_large(rows: int, columns: int) -> None:
    """Raise Refused when a sheet is larger than any that is imported."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise too_large(rows, columns)


def too_large(rows: int, columns: int) -> Refused:
    """Return the refusal of a sheet that goes as far as `rows` and `columns`."""
    return Refused(
        f"La feuille va au moins jusqu’à la ligne {rows} et à la colonne {letters(columns)} ; la limite est de {MAX_ROWS} lignes, "
        f"{MAX_COLUMNS} colonnes et {MAX_CELLS} cellules. Supprimez les lignes et les colonnes vides de la fin, ou coupez le fichier."
    )


def chosen_sheet(filled: dict[str, int], wanted: str | None) -> str:
    """Return the name of the sheet to read among the filled ones (name -> rows); raise Refused when it must be chosen."""
    if not filled:
        raise Refused("Le fichier est vide : aucune cellule n’est remplie. Enregistrez-le de nouveau avec ses données.")
    told = ", ".join(f"« {name} » ({rows} lignes)" for name, rows in filled.items())
    if wanted is not None and wanted not in filled:
        raise Refused(f"Aucune feuille remplie ne s’appelle « {wanted} ». Écrivez --feuille avec l’une de celles-ci : {told}.")
    if wanted is None and len(filled) > 1:
        raise Refused(f"Le classeur a plusieurs feuilles remplies. Écrivez --feuille avec l’une de celles-ci : {told}.")
    return wanted if wanted is not None else next(iter(filled))
