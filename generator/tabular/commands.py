"""Receives the command line of imports and exports; runs them and tells what happened in French; never reads a cell itself."""

import sys
from pathlib import Path
from typing import Any

import click

from generator.french import counted, typeset
from generator.options import existing_folder, stop
from generator.problems import BadRecords
from generator.reference import load_reference
from generator.report import as_text as problems_as_text
from generator.site import KINDS, REFERENCE, REPOSITORY_ROOT
from generator.tabular.drafting import HELD, REFUSED
from generator.tabular.exporter import exported, write_export
from generator.tabular.grid import Refused
from generator.tabular.importer import Import, Request, prepared, write
from generator.tabular.mapping_file import saved_text
from generator.tabular.threeway import Conflict
from generator.tabular.told_report import as_json, as_table, as_text
from generator.tabular.updates import Ask, conflict_sentence

kind_option = click.option(
    "--kind", "kind", type=click.Choice(list(KINDS)), required=True, help="Genre des fiches : poles, practices ou actors."
)
file_argument = click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path))
folder_option = click.option(
    "--records",
    type=click.Path(path_type=Path),
    default=REPOSITORY_ROOT,
    metavar="DOSSIER",
    callback=lambda context, option, folder: existing_folder(folder, "--records"),
    help="Dossier qui contient practices/, poles/ et actors/.",
)


@click.command(
    name="import", help="Fait des fiches avec les lignes d’un tableur (CSV, XLSX, ODS), et dit ce que devient chaque cellule."
)
@file_argument
@kind_option
@folder_option
@click.option("--feuille", "sheet", metavar="NOM", help="Feuille du classeur à lire.")
@click.option("--mapping", type=click.Path(path_type=Path), metavar="FICHIER", help="Correspondance entre colonnes et champs.")
@click.option("--dry-run", "is_trial", is_flag=True, help="Essaie sans écrire aucune fiche.")
@click.option("--report", type=click.Path(path_type=Path), metavar="FICHIER", help="Rapport, en .json ou en .csv.")
def import_command(file: Path, kind: str, records: Path, report: Path | None, **options: Any) -> None:
    """Import a spreadsheet; exit with 1 when a row ends in no record."""
    report = report or file.with_name(f"{file.stem}.rapport.json")
    is_trial, mapping = options["is_trial"], options["mapping"]
    try:
        done = _imported(Request(file, kind, records, options["sheet"], mapping), report, is_trial=is_trial)
        mapping_told = _mapping_told(done, report)
    except Refused as fault:
        stop(f"Rien n’est importé. {fault}")
    except BadRecords as fault:
        click.echo(problems_as_text(fault.problems, mapping.parent if mapping else records / "reference" / "imports"))
        stop("Rien n’est importé : la correspondance ou un vocabulaire est à corriger.")
    except OSError as fault:
        stop(f"Le système refuse d’écrire « {fault.filename or report} » (droits, ou disque plein).")
    else:
        click.echo(as_text(done, is_trial=is_trial))
        click.echo(typeset(f"Rapport : {report}\n{mapping_told}"))
        sys.exit(1 if any(outcome.action in (REFUSED, HELD) for outcome in done.outcomes) else 0)


@click.command(
    name="export",
    help="Met toutes les fiches d’un genre dans un tableur (.csv, .xlsx ou .ods), que l’on peut importer de nouveau.",
)
@file_argument
@kind_option
@folder_option
def export_command(file: Path, kind: str, records: Path) -> None:
    """Export the records of a kind."""
    try:
        rows = exported(records, kind)
        write_export(rows, file)
    except Refused as fault:
        stop(f"Rien n’est exporté. {fault}")
    except OSError as fault:
        stop(f"Le système refuse d’écrire « {fault.filename or file} » (droits, ou disque plein).")
    else:
        click.echo(typeset(f"{counted(len(rows) - 1, 'fiche')} dans {file}."))


def _imported(request: Request, report: Path, *, is_trial: bool) -> Import:
    """Prepare the import, write its report, then its records: a report that cannot be written stops everything."""
    done = prepared(request, load_reference(REFERENCE), None if is_trial else _ask_if_possible())
    told = as_table(done) if report.suffix.lower() == ".csv" else as_json(done, is_trial=is_trial)
    report.write_text(told, encoding="utf-8", newline="")
    if not is_trial:
        write(done)
    return done


def _mapping_told(done: Import, report: Path) -> str:
    """Write the mapping beside the report when it is only proposed, never over another; tell where it is."""
    if done.mapping_file:
        return f"Correspondance employée : {done.mapping_file}"
    path = report.with_name(f"{report.stem.removesuffix('.rapport')}.mapping.yaml")
    text = saved_text(done.mapping)
    if path.exists() and path.read_text(encoding="utf-8", errors="replace") != text:
        return f"La correspondance {path} existe déjà et n’a pas servi : pour l’employer, ajoutez --mapping {path}"
    path.write_text(text, encoding="utf-8")
    return f"Correspondance proposée, à relire : {path}"


def _ask_if_possible() -> Ask | None:
    return _asked if sys.stdin.isatty() and sys.stdout.isatty() else None


def _asked(identifier: str, conflict: Conflict) -> bool | None:
    click.echo(typeset(conflict_sentence(identifier, conflict)))
    question = typeset("Garder la fiche (g), prendre le fichier (f), ou toute autre réponse pour décider plus tard")
    return {"g": False, "f": True}.get(click.prompt(question, default="", show_default=False).strip().lower())
