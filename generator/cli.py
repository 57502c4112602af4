"""Receives the command line; runs the pipeline and tells what happened in French; never renders a page."""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from generator import pipeline
from generator.durations import Clock
from generator.editing import format_sheets, new
from generator.explanations import load_explanations
from generator.forge_commands import FORGE_COMMANDS
from generator.french import counted, nearest, number_in_words, typeset
from generator.options import records_option, stop, write_or_verify
from generator.problems import BadRecords, Problem
from generator.publish.engine import EngineFault
from generator.publish.notes import NoteFault
from generator.publish.swap import RefusedPlace
from generator.reference import load_reference
from generator.release import write_release
from generator.report import FORMATS, as_markdown, as_text, explained, summary
from generator.schema_files import schema_files
from generator.site import KINDS, REFERENCE, REPOSITORY_ROOT, SETTINGS
from generator.tabular.commands import export_command, import_command
from generator.verification.commands import verify
from generator.wrong_use import wrong_use_in_words

WRONG_USE = 2
whole_history_option = click.option(
    "--historique-entier",
    "whole_history",
    is_flag=True,
    help="Refuse une copie partielle du dépôt : les pages des versions d’avant y manqueraient.",
)


@click.group(help="Observatoire des pôles de coopération : vérifie les fiches et fabrique le site.", no_args_is_help=False)
def app() -> None:
    """Gather the commands."""


for command in (new, format_sheets, *FORGE_COMMANDS):
    app.add_command(command)


@app.command(help="Vérifie toutes les fiches et dit tout ce qu’il faut corriger.")
@records_option
@click.option("--format", "output", type=click.Choice(list(FORMATS)), default="text", help="text, json, github ou markdown.")
@click.option("--strict", is_flag=True, help="Compte aussi les avertissements.")
@click.option(
    "--resume",
    "summary_file",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Ajoute à ce fichier tous les problèmes, en Markdown.",
)
def check(records: Path, output: str, strict: bool, summary_file: Path | None) -> None:
    """Check every sheet; exit with 1 when one is faulty."""
    problems = _problems(records)
    if summary_file:
        _write(summary_file, as_markdown(problems, records), "a", "Résumé non écrit")
    if problems or output in ("json", "markdown"):
        click.echo(FORMATS[output](problems, records))
    if output == "text":
        click.echo(f"{summary(problems)}. {_where_explained(problems)}" if problems else "Aucun problème.")
    if any(problem.severity == "error" or strict for problem in problems):
        sys.exit(1)


@app.command(help="Explique un code de la vérification, avec un exemple ; sans code, les énumère.")
@click.argument("code", required=False, metavar="CODE")
def explain(code: str | None) -> None:
    """Tell what a code of the check means and what to write instead."""
    try:
        known = load_explanations(REFERENCE)
    except BadRecords as fault:
        click.echo(as_text(fault.problems, REPOSITORY_ROOT))
        stop(f"Aucun code n’est expliqué : {summary(fault.problems)}.")
    if code is None:
        click.echo(typeset("\n".join(f"{one.code} : {one.titre}." for one in known.values())))
    elif code in known:
        click.echo(explained(known[code]))
    else:
        meant = nearest(code, known)
        advice = f"Vouliez-vous dire « {meant} » ?" if meant else "« observatoire explain » les énumère tous."
        stop(f"Le code « {code} » n’existe pas. {advice}")


@app.command(help="Fabrique le site entier ; en cas d’échec, l’ancien site reste tel quel.")
@records_option
@click.option(
    "--site",
    type=click.Path(path_type=Path),
    default=REPOSITORY_ROOT / "site",
    metavar="DOSSIER",
    help="Dossier du site à fabriquer.",
)
@click.option(
    "--brouillons", "with_drafts", is_flag=True, help="Montre aussi les brouillons, pour un aperçu qui ne se publie pas."
)
@whole_history_option
@click.option(
    "--durees",
    "durations",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Écrit dans ce fichier JSON combien de secondes chaque étape a pris.",
)
def build(records: Path, site: Path, with_drafts: bool, whole_history: bool, durations: Path | None) -> None:
    """Build the whole site; exit with 1 when it cannot be."""
    clock = Clock()
    click.echo(_told(_built(records, site, pipeline.Wanted(with_drafts, whole_history), clock), site))
    if durations:
        _write(durations, clock.as_json(), "w", "Durées non écrites")


@app.command(help="Fabrique le site et en fait une archive à déposer, avec de quoi le reconstruire.")
@records_option
@click.option(
    "--vers", "folder", type=click.Path(path_type=Path), required=True, metavar="DOSSIER", help="Dossier où mettre l’archive."
)
@whole_history_option
def release(records: Path, folder: Path, whole_history: bool) -> None:
    """Build the site and write one archive of all; exit with 1 when it cannot be."""
    with tempfile.TemporaryDirectory() as workshop:
        made = _built(records, Path(workshop) / "site", pipeline.Wanted(whole_history=whole_history, without_contacts=True))
        try:
            archive = write_release(made.catalogue, Path(workshop) / "site", folder, records)
        except OSError as fault:
            stop(
                f"Archive non écrite : le système refuse « {fault.filename or folder} » (lecture seule, droits ou disque plein)."
            )
    click.echo(typeset(f"Archive à déposer : {archive}\n  Son empreinte est à côté : {archive.name}.sha256"))


@app.command(help="Montre le site et le refait à chaque changement d’une fiche, d’un vocabulaire ou d’une page.")
@records_option
@click.option("--adresse", "address", default="127.0.0.1:8000", metavar="HÔTE:PORT", help="Adresse et port de l’aperçu.")
def serve(records: Path, address: str) -> None:
    """Preview the site with live reload."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "OBSERVATOIRE_FICHES": str(records.resolve())}
    command = [sys.executable, "-m", "mkdocs", "serve", "--config-file", str(SETTINGS), "--dev-addr", address]
    sys.exit(subprocess.run(command, check=False, env=environment).returncode)


@app.command(help="Écrit les schémas JSON des fiches dans schemas/json/.")
@click.option("--verifier", "verify", is_flag=True, help="Dit seulement lesquels sont périmés.")
def schema(verify: bool) -> None:
    """Write the JSON Schema of each kind of sheet, or tell which are stale."""
    write_or_verify(schema_files(load_reference(REFERENCE)), "schéma", "schema", verify=verify)


app.add_command(import_command)
app.add_command(export_command)
app.add_command(verify)


def main() -> None:
    """Run the command line; tell a wrong use in French and exit with 2."""
    try:
        app.main(standalone_mode=False)
    except click.UsageError as fault:
        click.echo(typeset(f"{wrong_use_in_words(fault, app.commands)} Voyez « observatoire --help »."), err=True)
        sys.exit(WRONG_USE)
    except click.Abort:
        sys.exit(130)


def _built(records: Path, site: Path, wanted: pipeline.Wanted, clock: Clock | None = None) -> pipeline.Build:
    try:
        return pipeline.build(records, site, wanted=wanted, clock=clock)
    except BadRecords as fault:
        click.echo(as_text(fault.problems, records))
        stop(f"Site non fabriqué : {summary(fault.problems)}.")
    except (EngineFault, NoteFault, RefusedPlace, pipeline.PartialHistory) as fault:
        stop(f"Site non fabriqué : {fault}")
    except OSError as fault:
        stop(f"Site non fabriqué : le système refuse « {fault.filename or site} » (lecture seule, droits ou disque plein).")


def _problems(records: Path) -> tuple[Problem, ...]:
    try:
        return pipeline.check(records).problems
    except BadRecords as fault:
        return fault.problems


def _write(file: Path, text: str, mode: str, failure: str) -> None:
    try:
        with file.open(mode, encoding="utf-8") as opened:
            opened.write(text)
    except OSError:
        stop(f"{failure} : le système refuse « {file} » (dossier absent, lecture seule ou droits).")


def _where_explained(problems: tuple[Problem, ...]) -> str:
    return typeset(f"Chaque code s’explique : « observatoire explain {problems[0].code} ».")


def _told(made: pipeline.Build, site: Path) -> str:
    sheets = ", ".join(counted(len(made.catalogue.sheets[kind.name]), kind.singular) for kind in KINDS.values())
    lines = (
        f"Site fabriqué en {number_in_words(round(made.seconds, 1))} s dans {site} :",
        f"  {sheets} ; {counted(made.pages, 'page')} ; {counted(len(made.warnings), 'avertissement')}.",
        "  Pour le voir : « make serve », ou",
    )
    look = f"  python3 -m http.server --directory {shlex.quote(str(site))} 8000, puis http://127.0.0.1:8000/"
    return f"{typeset(chr(10).join(lines))}\n{look}"


if __name__ == "__main__":
    main()
