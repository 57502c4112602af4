"""Receives a finished folder and the place of the site; puts one in place of the other; never replaces what is not a site."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIGNS_OF_A_SITE = ("404.html", "sitemap.xml", "recherche")


class RefusedPlace(Exception):
    """Says why a site cannot be put where it was asked for."""


@contextmanager
def workshop_beside(site: Path) -> Iterator[Path]:
    """Yield a new empty folder on the disk of `site`, gone afterwards; raise RefusedPlace when the place is not one for a site."""
    _refuse_what_is_not_a_site(site)
    former = _former(site)
    site.parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(site.parent):
        if former.exists() and not site.exists():
            former.rename(site)
        workshop = Path(tempfile.mkdtemp(prefix=f".{site.name}-en-cours-", dir=site.parent))
        workshop.chmod(0o755)
        try:
            yield workshop
        finally:
            shutil.rmtree(workshop, ignore_errors=True)


def put_in_place(finished: Path, site: Path) -> None:
    """Put `finished` at `site`; the former site is moved away first, put back if that fails, and deleted last."""
    former = _former(site)
    shutil.rmtree(former, ignore_errors=True)
    if site.exists():
        site.rename(former)
    try:
        finished.rename(site)
    except OSError:
        if former.exists():
            former.rename(site)
        raise
    shutil.rmtree(former, ignore_errors=True)


def _former(site: Path) -> Path:
    return site.with_name(f".{site.name}-ancien")


def _refuse_what_is_not_a_site(site: Path) -> None:
    if not site.name:
        raise RefusedPlace("ce n’est pas un dossier où mettre un site.")
    if site.exists() and not site.is_dir():
        raise RefusedPlace(f"« {site} » est un fichier : indiquez un dossier.")
    if site.is_dir() and any(site.iterdir()) and not all((site / sign).exists() for sign in SIGNS_OF_A_SITE):
        raise RefusedPlace(f"le dossier « {site} » contient autre chose qu’un site : choisissez un dossier vide ou nouveau.")


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise RefusedPlace(f"une autre fabrication est en cours dans « {folder} » : attendez qu’elle finisse.") from None
    finally:
        os.close(handle)
