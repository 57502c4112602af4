"""Receives the command line's folder of records; gives the option that several commands share; never reads a sheet."""

from pathlib import Path

import click

from generator.site import KINDS, REPOSITORY_ROOT


def _existing(folder: Path) -> Path:
    if not folder.is_dir():
        raise click.BadParameter(f"« {folder} » n’est pas un dossier.", param_hint="--records")
    if not any((folder / kind).is_dir() for kind in KINDS):
        raise click.BadParameter(
            f"le dossier « {folder} » ne contient ni practices/, ni poles/, ni actors/.", param_hint="--records"
        )
    return folder


records_option = click.option(
    "--records",
    type=click.Path(path_type=Path),
    default=REPOSITORY_ROOT,
    metavar="DOSSIER",
    callback=lambda context, option, folder: _existing(folder),
    help="Dossier qui contient practices/, poles/ et actors/.",
)
