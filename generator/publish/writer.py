"""Receives rendered pages and the folder that the engine built; writes each page in its shell; never leaves a shell behind."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.publish.shells import Shell, cut
from generator.render.page import Attachment, Note, Page
from generator.site import CHANGES, COMPARISONS, ERRORS, KINDS, READING, SEARCH, SHELL, SOURCES, TERRITORIES


@dataclass(frozen=True)
class Written:
    """What was written: the pages to be found; and the notes that are still to be printed."""

    found: tuple[Page, ...]
    notes: tuple[Note, ...]


def write_pages(site: Path, pages: Iterable[Page | Attachment | Note]) -> Written:
    """Fill the shells of `site` with `pages`, write what is attached, and return what is left to do; raise FileNotFoundError when the engine made no such shell."""

    @cache
    def shell_at(address: str) -> Shell:
        return cut((site / address / "index.html").read_text(encoding="utf-8"))

    found, notes = [], []
    for page in pages:
        if isinstance(page, Note):
            notes.append(page)
            continue
        if isinstance(page, Attachment):
            _write(site / page.path, page.content)
            continue
        _write(site / page.address / "index.html", shell_at(page.shell).fill(page.gaps))
        if page.found:
            found.append(page)
    for folder in (
        *(kind.folder for kind in KINDS.values()),
        TERRITORIES,
        COMPARISONS,
        READING,
        ERRORS,
        CHANGES,
        SEARCH,
        SOURCES,
    ):
        shutil.rmtree(site / folder / SHELL)
    return Written(tuple(found), tuple(notes))


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
