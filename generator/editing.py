"""Receives the commands that write sheets (`new`, `format`) and their answers; writes what the stages make; never writes a faulty sheet."""

import datetime
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator.french import counted, typeset
from generator.identifiers import free_identifier, identifier_of
from generator.layout import NotTidied, tidied
from generator.link import Linker
from generator.options import records_option
from generator.questions import NewSheet, Question, meant_among, territories_called
from generator.read import read_file
from generator.reference import load_reference
from generator.report import as_text
from generator.safe_writing import replace_file
from generator.schema_files import modeline_of
from generator.sheets import SheetFile, list_sheets
from generator.site import KINDS, REFERENCE
from generator.twins import names_in, possible_twins
from schemas import KINDS as MODELS

KIND_OF_WORD = {"pole": "poles", "practice": "practices", "actor": "actors"}


@click.command(
    "format", help="Met les champs des fiches en ordre et leurs récits en typographie française ; ne change aucun sens."
)
@click.argument("files", nargs=-1, metavar="FICHIERS", type=click.Path(path_type=Path))
@records_option
@click.option("--verifier", "verify", is_flag=True, help="Dit seulement lesquelles ne sont pas en ordre.")
def format_sheets(files: tuple[Path, ...], records: Path, verify: bool) -> None:
    """Put sheets in order; exit with 1 when one cannot be, or is not when only asked to verify."""
    wanted = {file.resolve() for file in files}
    listed = [sheet for sheet in list_sheets(records).files if not wanted or sheet.path.resolve() in wanted]
    unknown = wanted - {sheet.path.resolve() for sheet in listed}
    for file in sorted(unknown):
        click.echo(typeset(f"{file} : ce fichier n’est pas une fiche de {records}."), err=True)
    found = {sheet: _tidied(sheet, records) for sheet in listed}
    late = {sheet: text for sheet, text in found.items() if text and text.encode() != sheet.path.read_bytes()}
    for sheet, text in late.items():
        if not verify:
            replace_file(sheet.path, text)
        click.echo(sheet.shown)
    click.echo(_told(len(late), len(listed), verify))
    if unknown or None in found.values() or (verify and late):
        sys.exit(1)


def _tidied(sheet: SheetFile, records: Path) -> str | None:
    """Return the sheet in order, or None once it is told why it cannot be."""
    reading = read_file(sheet.shown, sheet.path)
    if reading.document is None or reading.problems:
        click.echo(as_text(reading.problems, records), err=True)
        return None
    try:
        return tidied(reading.document, MODELS[sheet.kind], modeline_of(sheet.kind))
    except NotTidied:
        click.echo(
            typeset(f"{sheet.shown} : cette fiche ne peut pas être mise en ordre sans risque ; elle reste telle quelle."),
            err=True,
        )
        return None


def _told(late: int, total: int, verify: bool) -> str:
    if verify:
        return typeset(f"{counted(late, 'fiche')} à mettre en ordre sur {total}.")
    return typeset(f"{counted(late, 'fiche mise', 'fiches mises')} en ordre, {counted(total - late, 'autre')} sans changement.")


@click.command(help="Commence une fiche : pose huit questions, propose d’abord celles qui existent déjà.")
@click.argument("word", metavar="GENRE", type=click.Choice(list(KIND_OF_WORD)))
@records_option
def new(word: str, records: Path) -> None:
    """Ask the eight questions of a new sheet and write it as a draft."""
    kind = KIND_OF_WORD[word]
    listing = list_sheets(records)
    identifiers = {one: frozenset(file.id for file in listing.files if file.kind == one) for one in KINDS}
    reference = load_reference(REFERENCE)
    sheet = NewSheet(kind, Linker(identifiers, reference), datetime.datetime.now(tz=datetime.UTC).date().isoformat())
    name = ""
    for question in sheet.questions():
        answer = _asked(sheet, question, reference.territories)
        if not name:
            name = answer
            _offer_twins(name, kind, [file for file in listing.files if file.kind == kind])
    if problems := sheet.problems():
        click.echo(as_text(problems, records), err=True)
        sys.exit(1)
    _finish(sheet, kind, free_identifier(identifier_of(name) or "fiche", identifiers[kind]), records)


def _finish(sheet: NewSheet, kind: str, identifier: str, records: Path) -> None:
    path = records / kind / f"{identifier}.yaml"
    path.parent.mkdir(exist_ok=True)
    replace_file(path, sheet.text(modeline_of(kind)))
    click.echo(
        typeset(
            f"Fiche commencée, en brouillon : {kind}/{path.name}\n"
            "Complétez-la (le guide des champs dit tout ce qu’elle peut contenir), vérifiez avec « observatoire check », "
            "puis changez « statut: brouillon » en « statut: instantane » pour la publier."
        )
    )


def _asked(sheet: NewSheet, question: Question, territories: object) -> str:
    """Ask until the answer holds, or is empty and may be."""
    click.echo(typeset(f"\n{question.title} : {question.help}"))
    for rank, (code, label) in enumerate(question.choices.items(), start=1):
        click.echo(f"  {rank}. {label} ({code})")
    while True:
        words = click.prompt(
            "→" if question.is_needed else "→ (Entrée pour passer)", default="", show_default=False, prompt_suffix=" "
        ).strip()
        if not words and question.is_needed:
            click.echo("Cette réponse est nécessaire.")
            continue
        answer = _meant(words, question, territories)
        if answer is None:
            continue
        problems = sheet.answer(question, answer) if answer else ()
        if not problems:
            return answer
        for problem in problems:
            click.echo(typeset(f"{problem.message} {problem.hint}"))


def _meant(words: str, question: Question, territories: object) -> str | None:
    """Return the value that an answer means; None once it is told that it may mean several."""
    if question.choices:
        return meant_among(words, question.choices)
    if question.path[-1] != "territoire" or not words:
        return words
    called = territories_called(words, territories)
    if len(called) == 1:
        click.echo(typeset(f"  {next(iter(called.values()))}."))
        return next(iter(called))
    for code, label in called.items():
        click.echo(f"  {code} : {label}")
    if called:
        click.echo("Plusieurs territoires portent ce nom : écrivez le code de celui que vous voulez dire.")
    return None if called else words


def _offer_twins(name: str, kind: str, files: list[SheetFile]) -> None:
    """Tell which sheets this one may double, and let the person stop there."""
    known = dict(_known_names(files))
    twins = possible_twins(name, known)
    if not twins:
        return
    click.echo(typeset("Cette fiche existe peut-être déjà :"))
    for identifier in twins:
        click.echo(typeset(f"  {kind}/{identifier}.yaml : {next(iter(known[identifier]))}"))
    if not click.confirm("Continuer quand même ?", default=False, prompt_suffix=" [o/n] ", show_default=False):
        click.echo("Rien n’a été écrit : complétez plutôt la fiche qui existe.")
        sys.exit(0)


def _known_names(files: list[SheetFile]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for file in files:
        document = read_file(file.shown, file.path).document
        if document and isinstance(document.tree, dict):
            yield file.id, names_in(document.tree)
