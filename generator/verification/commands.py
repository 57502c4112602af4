"""Receives the command line of the verification; runs it and tells what happened in French; never reads a text itself."""

import sys
from pathlib import Path

import click

from generator import pipeline
from generator.options import records_option, stop
from generator.problems import BadRecords
from generator.report import FORMATS, as_text, summary
from generator.verification.excerpts import verified
from generator.verification.library import BadFolder, Library
from generator.verification.told import problems, report


@click.command(help="Vérifie que chaque extrait est imprimé dans le texte de sa source, que vous avez.")
@records_option
@click.option(
    "--sources",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DOSSIER",
    help="Dossier des textes : .txt, .md, .html ou .pdf, nommés comme les sources ou dits dans sources.yaml.",
)
@click.option("--format", "output", type=click.Choice(list(FORMATS)), default="text", help="text, json, github ou markdown.")
@click.option("--strict", is_flag=True, help="Compte aussi les avertissements.")
def verify(records: Path, folder: Path, output: str, strict: bool) -> None:
    """Verify every excerpt; exit with 1 when one is not in the texts of its sources."""
    if not folder.is_dir():
        raise click.BadParameter(f"« {folder} » n’est pas un dossier.", param_hint="--sources")
    library = _library(folder)
    try:
        catalogue = pipeline.load(records)
    except BadRecords as fault:
        click.echo(as_text(fault.problems, records))
        stop(f"Rien n’est vérifié : {summary(fault.problems)}.")
    found = tuple(one for sheet in catalogue.published() for one in verified(sheet, library))
    told = problems(found, records)
    if text := report(found, told, library, output, records):
        click.echo(text)
    if any(problem.severity == "error" or strict for problem in told):
        sys.exit(1)


def _library(folder: Path) -> Library:
    try:
        library = Library(folder)
    except BadFolder as fault:
        stop(str(fault))
    except BadRecords as fault:
        click.echo(as_text(fault.problems, folder))
        stop("Rien n’est vérifié : « sources.yaml » est à corriger.")
    except OSError:
        stop(f"Le système refuse de lire « {folder} ».")
    if not len(library):
        stop(f"« {folder} » ne contient aucun texte : .txt, .md, .html ou .pdf.")
    return library
