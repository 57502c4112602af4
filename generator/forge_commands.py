"""Receives the command line; runs what a forge needs (changes, pages, links, forms) and prints it in French; never calls a forge."""

from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

import click

from generator import pipeline
from generator.catalogue import Catalogue
from generator.derive.staleness import to_review
from generator.forge import built_pages, change_report, review_report
from generator.forge.forge_files import forge_files
from generator.options import existing_folder, folder_of_records, records_option, stop, write_or_verify
from generator.problems import BadRecords
from generator.reference import Reference, load_reference
from generator.report import as_text, summary
from generator.settings import load_settings
from generator.sheet_changes import sheet_changes
from generator.site import REFERENCE, REPOSITORY_ROOT, SETTINGS
from generator.watch import link_report
from generator.watch.addresses import cited_addresses
from generator.watch.asking import Asker
from generator.watch.rounds import answers

TOLD_TO_SITES = "observatoire-ptce (verification des liens ; {})"


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
@click.argument("avant", metavar="AVANT", type=click.Path(path_type=Path))
@click.argument("apres", metavar="APRES", type=click.Path(path_type=Path))
@click.option("--format", "output", type=click.Choice(["texte", "markdown"]), default="texte", help="texte ou markdown.")
@click.option("--maximum", type=click.IntRange(min=1), default=built_pages.MOST_SHOWN, help="Adresses montrées par liste.")
def pages_changees(avant: Path, apres: Path, output: str, maximum: int) -> None:
    """Tell which pages differ between two built sites."""
    changes = built_pages.site_changes(existing_folder(avant, "AVANT"), existing_folder(apres, "APRES"))
    tell = built_pages.as_markdown if output == "markdown" else built_pages.as_text
    click.echo(tell(changes, maximum))


@click.command(
    help="Demande chaque adresse des sites et des sources, et dit celles qui ne répondent plus. Seule commande qui use du réseau."
)
@records_option
@click.option(
    "--format", "output", type=click.Choice(list(link_report.FORMATS)), default="texte", help="texte, markdown ou json."
)
@click.option("--delai", "patience", type=click.FloatRange(0.1, 120), default=10.0, help="Secondes laissées à chaque adresse.")
def liens(records: Path, output: str, patience: float) -> None:
    """Ask every cited address; a site that is down is told, never a failure."""
    cited = cited_addresses(_catalogue(records, "Liens non demandés"))
    asker = Asker(TOLD_TO_SITES.format(load_settings(SETTINGS).site_url), patience)
    told = link_report.FORMATS[output](cited, answers((one.address for one in cited), asker))
    click.echo(told, nl=bool(told))


@click.command(
    "a-revoir", help="Dit les fiches que personne n’a revues depuis longtemps et les annonces passées que rien ne confirme."
)
@records_option
@click.option(
    "--format", "output", type=click.Choice(list(review_report.FORMATS)), default="texte", help="texte, markdown ou json."
)
@click.option(
    "--mois", "months", type=click.IntRange(1, 1200), default=24, help="Au-delà de combien de mois une fiche est à revoir."
)
@click.option(
    "--le",
    "today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="AAAA-MM-JJ",
    help="Jour où l’on se place ; aujourd’hui sans précision.",
)
def a_revoir(records: Path, output: str, months: int, today: datetime | None) -> None:
    """Tell which sheets to look at again."""
    catalogue = _catalogue(records, "Fiches non examinées")
    day = today.date() if today else date.today()
    told = review_report.FORMATS[output](to_review(catalogue, day, months), catalogue)
    click.echo(told, nl=bool(told))
    if output != "json" and (reminder := review_report.security_reminder(load_settings(SETTINGS).security_until, day)):
        click.echo(reminder)


@click.command(help="Écrit les formulaires et CODEOWNERS dans .github/, depuis les modèles, les vocabulaires et les relecteurs.")
@click.option("--verifier", "verify", is_flag=True, help="Dit seulement lesquels sont périmés.")
def forge(verify: bool) -> None:
    """Write the generated files of `.github/`, or tell which are stale."""
    try:
        files = forge_files(_catalogue(REPOSITORY_ROOT, "Fichiers non écrits"), load_settings(SETTINGS), REFERENCE)
    except BadRecords as fault:
        _refuse(fault, REPOSITORY_ROOT, "Fichiers non écrits")
    write_or_verify(files, "fichier", "forge", verify=verify)


def _catalogue(records: Path, failure: str) -> Catalogue:
    try:
        return pipeline.load(records)
    except BadRecords as fault:
        _refuse(fault, records, failure)


def _reference(failure: str) -> Reference:
    try:
        return load_reference(REFERENCE)
    except BadRecords as fault:
        _refuse(fault, REPOSITORY_ROOT, failure)


def _refuse(fault: BadRecords, root: Path, failure: str) -> NoReturn:
    click.echo(as_text(fault.problems, root))
    stop(f"{failure} : {summary(fault.problems)}.")


FORGE_COMMANDS = (changements, pages_changees, liens, a_revoir, forge)
