"""Receives a finished folder and the place of the site; puts one in place of the other; never leaves a half-written site."""

import shutil
from pathlib import Path


def workshop_beside(site: Path) -> Path:
    """Return a new empty folder beside `site`, on the same disk."""
    workshop = site.with_name(f".{site.name}-en-cours")
    shutil.rmtree(workshop, ignore_errors=True)
    workshop.mkdir(parents=True)
    return workshop


def put_in_place(finished: Path, site: Path) -> None:
    """Put `finished` at `site`; the former site is moved away first and deleted last."""
    former = site.with_name(f".{site.name}-ancien")
    shutil.rmtree(former, ignore_errors=True)
    if site.exists():
        site.rename(former)
    finished.rename(site)
    shutil.rmtree(former, ignore_errors=True)
