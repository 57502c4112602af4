"""Receives the shells that the site engine dresses; returns the chrome of a sheet's page, its gaps written in the words of another generator; never a body of its own."""

from collections.abc import Mapping
from pathlib import Path

from generator.publish.engine import dress
from generator.publish.shells import cut
from generator.publish.typography import typeset_pages
from generator.site import KINDS, SETTINGS, SHELL


def dressed(folder: Path) -> Path:
    """Dress `folder` with the prose, the styles and the scripts of the site, and return it."""
    dress(SETTINGS, folder)
    typeset_pages(folder)
    return folder


def chrome(folder: Path, gaps: Mapping[str, str]) -> str:
    """Return the page of a practice with `gaps` in place of what fills it: the title, the description, the head, the body, the identifier."""
    shell = folder / KINDS["practices"].address(SHELL) / "index.html"
    return cut(shell.read_text(encoding="utf-8")).fill(gaps)
