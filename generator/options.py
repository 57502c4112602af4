"""Receives nothing; holds what the commands share: their options, how they stop, how they write generated files; never runs a stage."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click

from generator.french import counted, typeset
from generator.generated_files import stale, write
from generator.site import KINDS, REPOSITORY_ROOT

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def folder_of_records(option: str, *, help_text: str, **options: Any) -> Decorator:
    """Return an option that names a folder of sheets."""
    return click.option(
        option,
        type=click.Path(path_type=Path),
        metavar="DOSSIER",
        callback=lambda context, parameter, folder: _existing(folder, option),
        help=help_text,
        **options,
    )


records_option = folder_of_records(
    "--records", default=REPOSITORY_ROOT, help_text="Dossier qui contient practices/, poles/ et actors/."
)


def existing_folder(folder: Path, option: str) -> Path:
    """Return `folder`; stop with a wrong use when it is not one."""
    if not folder.is_dir():
        raise click.BadParameter(f"« {folder} » n’est pas un dossier.", param_hint=option)
    return folder


def stop(sentence: str) -> NoReturn:
    """Say why on the error output, and end with 1."""
    click.echo(typeset(sentence), err=True)
    sys.exit(1)


def write_or_verify(files: dict[Path, str], noun: str, command: str, *, verify: bool) -> None:
    """Write generated files, or stop when some are stale."""
    late = stale(files)
    if verify and late:
        names = ", ".join(path.name for path in late)
        stop(f"{noun.capitalize()}s périmés : {names}. Lancez « observatoire {command} ».")
    if not verify:
        write(files)
    click.echo(typeset(f"{counted(len(files), noun)} à jour."))


def _existing(folder: Path, option: str) -> Path:
    existing_folder(folder, option)
    if not any((folder / kind).is_dir() for kind in KINDS):
        raise click.BadParameter(f"le dossier « {folder} » ne contient ni practices/, ni poles/, ni actors/.", param_hint=option)
    return folder
