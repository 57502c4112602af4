"""Receives what an import did; returns its report as JSON, as a table or as text; never decides anything."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable
from io import StringIO
from typing import Any

from generator.french import counted, typeset
from generator.tabular.drafting import CHANGED, CREATED, HELD, REFUSED, SAME
from generator.tabular.importer import Import
from generator.tabular.ledger import REPORTED, UNCHANGED, UPDATED, WRITTEN, Line

ACTIONS = {
    CREATED: ("fiche créée", "fiches créées"),
    CHANGED: ("fiche mise à jour", "fiches mises à jour"),
    SAME: ("fiche inchangée", "fiches inchangées"),
    HELD: ("fiche à rapprocher, non écrite", "fiches à rapprocher, non écrites"),
    REFUSED: ("fiche refusée", "fiches refusées"),
}
FATES = {
    WRITTEN: ("écrite", "écrites"),
    UPDATED: ("mise à jour", "mises à jour"),
    UNCHANGED: ("inchangée", "inchangées"),
    REPORTED: ("signalée", "signalées"),
}
SHOWN_LINES = 40
SHOWN_ROWS = 8
FORMULA = re.compile(r"^'*[=+\-@\t\r]")
COLUMNS = ("lignes", "colonne", "entete", "valeur", "cellules", "code", "message", "conseil")


def as_json(done: Import, *, is_trial: bool) -> str:
    """Return the whole report; the same import gives the same bytes."""
    report = {
        "fichier": done.request.file.name,
        "feuille": done.table.grid.sheet,
        "encodage": done.table.grid.encoding,
        "genre": done.request.kind,
        "import": done.mapping.nom,
        "essai": is_trial,
        "ligne_entete": done.table.header_row,
        "comptes": _counts(done),
        "fiches": [_record(done, outcome) for outcome in done.outcomes],
        "signalements": [line.as_json() for line in done.ledger.lines],
        "remarques": [line.as_json() for line in done.ledger.remarks],
    }
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def as_table(done: Import) -> str:
    """Return the lines of the report as a CSV that a French spreadsheet opens."""
    stream = StringIO()
    stream.write("\ufeff")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in (*done.ledger.lines, *done.ledger.remarks):
        said = {**line.as_json(), "lignes": " ".join(map(str, line.rows))}
        writer.writerow([neutralised(str(said[name])) for name in COLUMNS])
    return stream.getvalue()


def as_text(done: Import, *, is_trial: bool) -> str:
    """Return what a person reads in the terminal."""
    lines = done.ledger.lines
    more = (
        [f"… et {counted(len(lines) - SHOWN_LINES, 'autre signalement')}, dans le rapport."] if len(lines) > SHOWN_LINES else []
    )
    told = [_sentence(line) for line in (*lines[:SHOWN_LINES], *done.ledger.remarks)]
    return typeset("\n".join([_summary(done, is_trial=is_trial), *told, *more]))


def neutralised(text: str) -> str:
    """Return a text that no spreadsheet runs; the reader of CSV takes the apostrophe back."""
    return f"'{text}" if FORMULA.match(text) else text


def _counts(done: Import) -> dict[str, Any]:
    actions = Counter(outcome.action for outcome in done.outcomes)
    cells = done.ledger.counts
    rows = {"lignes": len(done.table.rows), "lignes_vides": done.table.empty_rows}
    return {
        **rows,
        "cellules": sum(cells.values()),
        **{f"cellules_{fate}s": count for fate, count in cells.items()},
        "fiches": {action: actions[action] for action in ACTIONS},
    }


def _record(done: Import, outcome: Any) -> dict[str, Any]:
    file = f"{done.request.kind}/{outcome.id}.yaml" if outcome.id else ""
    return {"action": outcome.action, "fiche": file, "lignes": list(outcome.rows), "champs_modifies": outcome.edits}


def _summary(done: Import, *, is_trial: bool) -> str:
    counts = _counts(done)
    records = [counted(number, *ACTIONS[action]) for action, number in counts["fiches"].items() if number]
    cells = [counted(number, *FATES[fate]) for fate, number in done.ledger.counts.items() if number]
    head = "Essai, rien n’est écrit. " if is_trial else ""
    empty = f", {counted(counts['lignes_vides'], 'ligne vide', 'lignes vides')}" if counts["lignes_vides"] else ""
    return (
        f"{head}{done.request.file.name} : {counted(counts['lignes'], 'ligne')}{empty} ; {', '.join(records) or 'aucune fiche'}.\n"
        f"{counted(counts['cellules'], 'cellule remplie', 'cellules remplies')} : {', '.join(cells)}."
    )


def _sentence(line: Line) -> str:
    place = ", ".join(
        part for part in (_rows(line.rows), f"colonne {line.column} ({line.header})" if line.column else "") if part
    )
    value = f" « {line.value} » :" if line.value else ""
    hint = f" → {line.hint}" if line.hint else ""
    return f"- {place or 'Fichier'} [{line.code}]{value} {line.message}{hint}"


def _rows(rows: Iterable[int]) -> str:
    rows = tuple(rows)
    if not rows:
        return ""
    shown = ", ".join(map(str, rows[:SHOWN_ROWS]))
    return f"{'Ligne' if len(rows) == 1 else 'Lignes'} {shown}" + (
        f" et {len(rows) - SHOWN_ROWS} autres" if len(rows) > SHOWN_ROWS else ""
    )
