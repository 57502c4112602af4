"""Receives the command line; runs the pipeline and tells what happened in French; never renders a page."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from generator import pipeline, schema_files
from generator.french import counted, typeset
from generator.problems import BadRecords, Problem
from generator.publish.engine import EngineFault
from generator.publish.search_index import SearchIndexFault
from generator.reference import load_reference
from generator.report import FORMATS, as_text, summary
from generator.site import KINDS, REFERENCE, REPOSITORY_ROOT, SETTINGS

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Observatoire des pôles de coopération : vérifie les fiches et fabrique le site.",
)

Records = Annotated[
    Path, typer.Option("--records", help="Dossier qui contient practices/, poles/ et actors/.", exists=True, file_okay=False)
]


@app.command()
def check(
    records: Records = REPOSITORY_ROOT,
    output: Annotated[str, typer.Option("--format", help="text, json ou github.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Compte aussi les avertissements.")] = False,
) -> None:
    """Vérifie toutes les fiches et dit tout ce qu’il faut corriger."""
    if output not in FORMATS:
        raise typer.BadParameter("écrivez text, json ou github", param_hint="--format")
    problems = _problems(records)
    if problems or output == "json":
        typer.echo(FORMATS[output](problems, records))
    if output == "text":
        typer.echo(summary(problems) if problems else "Aucun problème.")
    if any(problem.severity == "error" or strict for problem in problems):
        raise typer.Exit(1)


@app.command()
def build(
    records: Records = REPOSITORY_ROOT,
    site: Annotated[Path, typer.Option("--site", help="Dossier du site à fabriquer.", file_okay=False)] = REPOSITORY_ROOT
    / "site",
) -> None:
    """Fabrique le site entier ; en cas d’échec, l’ancien site reste tel quel."""
    try:
        made = pipeline.build(records, site)
    except BadRecords as stop:
        typer.echo(as_text(stop.problems, records))
        _stop(f"Site non fabriqué : {summary(stop.problems)}.")
    except (EngineFault, SearchIndexFault) as stop:
        _stop(f"Site non fabriqué : {stop}")
    else:
        typer.echo(_told(made, site))


@app.command()
def serve(
    records: Records = REPOSITORY_ROOT,
    address: Annotated[str, typer.Option("--adresse", help="Adresse et port de l’aperçu.")] = "127.0.0.1:8000",
) -> None:
    """Montre le site et le refait à chaque changement d’une fiche, d’un vocabulaire ou d’une page."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "OBSERVATOIRE_FICHES": str(records.resolve())}
    command = [sys.executable, "-m", "mkdocs", "serve", "--config-file", str(SETTINGS), "--dev-addr", address]
    raise typer.Exit(subprocess.run(command, check=False, env=environment).returncode)


@app.command()
def schema(
    verify: Annotated[bool, typer.Option("--verifier", help="Dit seulement quels fichiers sont périmés.")] = False,
) -> None:
    """Écrit les schémas JSON des fiches dans schemas/json/."""
    files = schema_files.schema_files(load_reference(REFERENCE))
    late = schema_files.stale(files)
    if verify and late:
        _stop(f"Schémas périmés : {', '.join(path.name for path in late)}. Lancez « observatoire schema ».")
    if not verify:
        schema_files.write(files)
    typer.echo(typeset(f"{counted(len(files), 'schéma')} à jour."))


def _problems(records: Path) -> tuple[Problem, ...]:
    try:
        return pipeline.check(records).problems
    except BadRecords as stop:
        return stop.problems


def _told(made: pipeline.Build, site: Path) -> str:
    sheets = ", ".join(counted(len(made.catalogue.sheets[kind.name]), kind.singular) for kind in KINDS.values())
    lines = (
        f"Site fabriqué en {made.seconds:.1f} s dans {site} :".replace(".", ",", 1),
        f"  {sheets} ; {counted(made.pages, 'page')} ; {counted(len(made.warnings), 'avertissement')}.",
        "  Pour le voir : « make serve », ou",
        f"  {Path(sys.executable).name} -m http.server --directory {site} 8000, puis http://127.0.0.1:8000/",
    )
    return typeset("\n".join(lines))


def _stop(sentence: str) -> None:
    typer.echo(typeset(sentence), err=True)
    raise typer.Exit(1)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
