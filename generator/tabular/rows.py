"""Receives the rows of a table and its mapping; returns one candidate per key, each value with its cells; never writes a record."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.french import fold
from generator.reference import Reference
from generator.tabular.clean import is_error_value, is_not_documented
from generator.tabular.grid import Cell
from generator.tabular.ledger import Ledger
from generator.tabular.paths import Field, field_at
from generator.tabular.table import Table
from generator.tabular.told import Leaf, Told, holders, merged, put, settled, whole
from generator.tabular.values import Fault, Interpreter
from schemas import KINDS as MODELS
from schemas.mapping import ColumnRule, ImportMapping

LINE_END = "ligne"


@dataclass(frozen=True)
class Candidate:
    """What the rows of one key say of one record."""

    key: str
    shown_key: str
    rows: tuple[int, ...]
    cells: tuple[Cell, ...]
    tree: Mapping[str, Any]


@dataclass(frozen=True)
class Rule:
    """A rule of the mapping whose column stands in the table."""

    said: ColumnRule
    column: int
    fields: tuple[Field, ...]
    aids: Mapping[str, int]


def candidates(
    table: Table, mapping: ImportMapping, reference: Reference, ledger: Ledger, names: Mapping[str, Mapping[str, str]]
) -> Iterator[Candidate]:
    """Yield one candidate per key, in the order of keys; report every cell that says nothing a record can hold."""
    reader = _RowReader(table, mapping, Interpreter(reference, ledger, names, is_exact=mapping.texte_exact == "oui"), ledger)
    yield from (reader.candidate(key, rows) for key, rows in sorted(reader.grouped().items()))


class _RowReader:
    def __init__(self, table: Table, mapping: ImportMapping, interpreter: Interpreter, ledger: Ledger) -> None:
        self._table = table
        self._mapping = mapping
        self._interpreter = interpreter
        self._ledger = ledger
        self._rules = tuple(_rules(table, mapping))
        model = MODELS[mapping.genre]
        self._constants = [(field_at(model, path), value) for path, value in (mapping.constantes or {}).items()]

    def grouped(self) -> dict[str, list[tuple[Cell, ...]]]:
        """Return the rows of each key; report the rows that have none."""
        columns = [self._table.by_name[name].number for name in self._mapping.cle if name in self._table.by_name]
        groups: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)
        for row in self._table.rows:
            key = key_of(row, columns)
            if key:
                groups[key].append(row)
            else:
                self._refuse_keyless(row)
        return groups

    def _refuse_keyless(self, row: tuple[Cell, ...]) -> None:
        names = ", ".join(f"« {name} »" for name in self._mapping.cle)
        hint = "Remplissez-la, ou choisissez d’autres colonnes pour « cle »."
        self._ledger.report_rows(
            [row[0].row], row, "ligne-sans-cle", f"La ligne ne remplit pas la clé ({names}) : elle ne désigne aucune fiche.", hint
        )

    def candidate(self, key: str, rows: list[tuple[Cell, ...]]) -> Candidate:
        """Return what `rows` say together, whatever their order."""
        rows = sorted(rows, key=lambda row: [(cell.column, cell.text) for cell in row])
        tree = settled(merged(self._row_tree(row) for row in rows), self._chosen)
        mapped = {rule.column for rule in self._rules} | {number for rule in self._rules for number in rule.aids.values()}
        cells = tuple(cell for row in rows for cell in row if cell.column in mapped)
        return Candidate(key, self._shown_key(rows[0]), tuple(sorted(row[0].row for row in rows)), cells, tree)

    def _shown_key(self, row: tuple[Cell, ...]) -> str:
        by_column = {cell.column: cell.text for cell in row}
        return " | ".join(
            by_column.get(self._table.by_name[name].number, "").strip()
            for name in self._mapping.cle
            if name in self._table.by_name
        )

    def _row_tree(self, row: tuple[Cell, ...]) -> dict[str, Any]:
        by_column = {cell.column: cell for cell in row}
        tree: dict[Any, Any] = {}
        for rule in self._rules:
            cell = by_column.get(rule.column)
            if cell and rule.fields and self._says_something(cell):
                self._put_cell(
                    tree, rule, cell, {name: by_column[number] for name, number in rule.aids.items() if number in by_column}
                )
        for field, value in self._constants:
            if field and tree:
                self._put_constant(tree, field, value)
        return whole(tree, self._chosen)

    def _says_something(self, cell: Cell) -> bool:
        if self._mapping.texte_exact == "oui":
            return True
        if cell.is_error or is_error_value(cell.text):
            self._ledger.report(
                [cell],
                "erreur-de-tableur",
                "La cellule contient une erreur du tableur.",
                "Corrigez la formule, ou videz la cellule.",
            )
            return False
        if is_not_documented(cell.text, self._mapping.non_documente):
            message = "La cellule dit que rien n’est documenté : le champ reste absent."
            self._ledger.report([cell], "non-documente", message, "Rien à faire, ou remplissez la cellule.")
            return False
        if cell.is_formula:
            self._ledger.remark(cell, "formules")
        return True

    def _put_cell(self, tree: dict[Any, Any], rule: Rule, cell: Cell, aids: Mapping[str, Cell]) -> None:
        parts = _parts(cell.text, rule.said.separateurs)
        for field in rule.fields:
            if len(parts) > 1 and not field.is_repeated:
                parts = [cell.text]
            for rank, part in enumerate(parts):
                value = self._interpreter.value(part, field, rule.said, cell, aids)
                if isinstance(value, Fault):
                    self._ledger.report([cell], value.code, value.message, value.hint)
                elif value:
                    put(tree, field.steps, rank, Told(value, (cell, *(aids.values() if field.is_territory else ()))))

    def _put_constant(self, tree: dict[Any, Any], field: Field, value: str) -> None:
        for holder in holders(tree, field.steps):
            if isinstance(field.steps[-1], str):
                holder.setdefault(field.steps[-1], Leaf([Told(value)]))
        if field.is_repeated and not isinstance(field.steps[-1], str) and len(field.steps) == 2:
            put(tree, field.steps, 0, Told(value))

    def _chosen(self, tolds: list[Told]) -> Told | None:
        """Return the one value of a leaf; report all when they disagree by more than case and accents."""
        values = sorted({told.value for told in tolds}, key=lambda value: (value.isupper(), value))
        if len(values) == 1 or len({fold(value) for value in values}) == 1:
            return Told(values[0], tuple(cell for told in tolds for cell in told.cells))
        shown = ", ".join(f"« {value[:60]} »" for value in values[:5])
        for told in tolds:
            message = f"Plusieurs cellules donnent à un même champ des valeurs différentes : {shown}. Aucune n’est écrite."
            self._ledger.report(
                told.cells, "valeurs-contraires", message, "Gardez une seule valeur par fiche, ou corrigez la clé."
            )
        return None


def key_of(row: Iterable[Cell], columns: Iterable[int]) -> str:
    """Return what designates the record of a row, case, accents and lost formats apart; the empty string when a part is missing."""
    by_column = {cell.column: cell.text for cell in row if not _is_no_key(cell)}
    parts = [fold(re.sub(r"^(\d+)\.0+$", r"\1", by_column.get(column, "").strip())) for column in columns]
    return "|".join(parts) if parts and all(parts) else ""


def _is_no_key(cell: Cell) -> bool:
    return cell.is_error or is_error_value(cell.text) or is_not_documented(cell.text)


def _rules(table: Table, mapping: ImportMapping) -> Iterator[Rule]:
    model = MODELS[mapping.genre]
    for said in mapping.colonnes:
        if column := table.by_name.get(said.colonne):
            fields = tuple(field for path in said.champs if (field := field_at(model, path)))
            named = {"niveau": said.niveau_dans, "nom": said.nom_dans, "code_postal": said.code_postal_dans}
            aids = {role: table.by_name[name].number for role, name in named.items() if name in table.by_name}
            yield Rule(said, column.number, fields, aids)


def _parts(text: str, separators: Iterable[str]) -> list[str]:
    pieces = [text]
    for separator in separators:
        pieces = [part for piece in pieces for part in piece.split("\n" if separator == LINE_END else separator)]
    return [part for part in pieces if part.strip()] or [text]
