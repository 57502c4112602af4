"""Receives the path of a text that the user holds; returns its words, whatever its format; never trusts what is in it."""

import logging
import re
from html.parser import HTMLParser
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

logging.getLogger("pypdf").addHandler(logging.NullHandler())
MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 3000
SILENT = frozenset({"script", "style", "template", "noscript"})
INLINE = frozenset("a abbr b bdi bdo cite code data em font i kbd mark q s small span strong sub sup time u var wbr".split())
_MARKUP = re.compile(r"(?m)^\s{0,3}(?:#{1,6}|>|[-*+]|\d+[.)])\s+|[*_`]{1,3}|\[(?=[^\]\n]{1,300}\]\()|\]\([^)\n]{0,2000}\)")


class Unusable(Exception):
    """Says, in French, why a text cannot be read."""


def read_text(path: Path) -> str:
    """Return the words of `path`; raise Unusable when it is too large, not a text, or cannot be opened."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unusable(f"il dépasse {MOST_BYTES // 1024 // 1024} Mio")
        return READERS[path.suffix.lower()](path)
    except OSError:
        raise Unusable("le système refuse de l’ouvrir") from None


def _plain(path: Path) -> str:
    data = path.read_bytes()
    if b"\0" in data:
        raise Unusable("ce n’est pas un texte")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unusable("il n’est pas enregistré en UTF-8") from None


def _markdown(path: Path) -> str:
    return _MARKUP.sub("", _plain(path))


def _html(path: Path) -> str:
    words = _Words()
    words.feed(_plain(path))
    words.close()
    return "".join(words.found)


def _pdf(path: Path) -> str:
    try:
        pages = PdfReader(path).pages
        if len(pages) > MOST_PAGES:
            raise Unusable(f"il a plus de {MOST_PAGES} pages")
        text = "\n".join(page.extract_text() for page in pages)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        MemoryError,
        NotImplementedError,
    ):
        raise Unusable("ce PDF est illisible, ou protégé") from None
    if not text.strip():
        raise Unusable("ce PDF ne contient que des images")
    return text


class _Words(HTMLParser):
    """Keeps the words of a page; a block begins a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in SILENT
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in SILENT))
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        if tag not in INLINE:
            self.found.append("\n")


READERS = {".txt": _plain, ".md": _markdown, ".html": _html, ".htm": _html, ".pdf": _pdf}
