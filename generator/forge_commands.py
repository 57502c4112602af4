"""Receives the command line; runs what a forge needs (changes, pages, links, forms) and prints it in French; never calls a forge."""

from pathlib import Path

import click

from generator.command_options import existing_folder, folder_of_records, records_option, stop
from generator.forge import built_pages, change_report
from generator.problems import BadRecords
from generator.reference import Reference, load_reference
from generator.report import as_text, summary
from generator.sheet_changes import sheet_changes
from generator.site import REFERENCE, REPOSITORY_ROOT


@click.command(help="Dit ce qui change, champ par champ, entre deux dossiers de fiches.")
@folder_of_records("--avant", required=True, help_text="Dossier des fiches d’avant.")
@records_option
@click.option(
    "--format", "output", type=click.Choice(list(change_report.FORMATS)), default="texte", help="texte, markdown ou json."
)
def changements(avant: Path, records: Path, output: str) -> None:
    """Tell what changed between two folders of sheets."""
    click.echo(change_report.FORMATS[output](sheet_changes(avant, records), _reference("Changements non dits").labels))


@click.command("pages-changees", help="Dit quelles pages diffèrent entre deux sites fabriqués.")
@click.argument("avant", type=click.Path(path_type=Path))
@click.argument("apres", type=click.Path(path_type=Path))
@click.option("--format", "output", type=click.Choice(["texte", "markdown"]), default="texte", help="texte ou markdown.")
@click.option("--maximum", type=click.IntRange(min=1), default=built_pages.MOST_SHOWN, help="Adresses montrées par liste.")
def pages_changees(avant: Path, apres: Path, output: str, maximum: int) -> None:
    """Tell which pages differ between two built sites."""
    changes = built_pages.site_changes(existing_folder(avant, "AVANT"), existing_folder(apres, "APRES"))
    tell = built_pages.as_markdown if output == "markdown" else built_pages.as_text
    click.echo(tell(changes, maximum))


def _reference(failure: str) -> Reference:
    try:
        return load_reference(REFERENCE)
    except BadRecords as fault:
        click.echo(as_text(fault.problems, REPOSITORY_ROOT))
        stop(f"{failure} : {summary(fault.problems)}.")


FORGE_COMMANDS = (changements, pages_changees)
