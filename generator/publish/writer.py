"""Receives rendered pages and the folder that the engine built; writes each page in its shell; never renders one."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.publish.search.part import IndexPart, index_part
from generator.publish.shells import Shell, cut
from generator.render.environment import NOT_INDEXED
from generator.render.page import Attachment, Note, Page
from generator.site import CHANGES, COMPARISONS, ERRORS, KINDS, READING, SEARCH, SHELL, SOURCES, TERRITORIES

WITH_SHELLS = (TERRITORIES, COMPARISONS, READING, ERRORS, CHANGES, SEARCH, SOURCES)


@dataclass(frozen=True)
class Written:
    """What was written: its share of the search index, the addresses of the pages that others may list, and the notes that are still to be printed."""

    index: IndexPart
    listed: tuple[str, ...]
    notes: tuple[Note, ...]


class Writer:
    """Fills the shells that the engine made in `site`."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._shells: dict[str, Shell] = {}

    def write(self, pages: Iterable[Page | Attachment | Note]) -> Written:
        """Write each page in its shell and what is attached; raise FileNotFoundError when the engine made no such shell."""
        found, listed, notes = [], [], []
        for page in pages:
            if isinstance(page, Note):
                notes.append(page)
            elif isinstance(page, Attachment):
                _write(self._site / page.path, page.content)
            else:
                html = self._shell(page.shell).fill(page.gaps)
                _write(self._site / page.address / "index.html", html)
                if NOT_INDEXED not in html:
                    listed.append(page.address)
                if page.found:
                    found.append((page.address, page.found))
        return Written(index_part(found), tuple(listed), tuple(notes))

    def _shell(self, address: str) -> Shell:
        if address not in self._shells:
            self._shells[address] = cut((self._site / address / "index.html").read_text(encoding="utf-8"))
        return self._shells[address]


def remove_shells(site: Path) -> None:
    """Remove the folders of the shells that are not pages themselves."""
    for folder in (*(kind.folder for kind in KINDS.values()), *WITH_SHELLS):
        shutil.rmtree(site / folder / SHELL)


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
