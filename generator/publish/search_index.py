"""Receives the pages of a site; feeds Pagefind lean pages of what must be found; never indexes menus or footers."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from html import escape, unescape
from pathlib import Path

from generator.derive.findable import Findable
from generator.render.page import Page
from generator.site import KINDS, TERRITORIES

ELISION = re.compile(r"\b((?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)[’'])(?=\w)", re.IGNORECASE)
LIGATURE = re.compile(r"\w*[œŒ]\w*")
UNSTEMMED_PLURAL = re.compile(r"\b\w{2,}[iou]s\b")
ARTICLE = re.compile(r'<article class="page__corps md-typeset".*?>(.*?)</article>', re.DOTALL)
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
AFTER_SHEETS = 0.1
UNSEEN = re.compile(r"<(script|style|noscript|form)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
LISTS = (*(kind.folder for kind in KINDS.values()), TERRITORIES)
SKIPPED = frozenset({"./", "recherche/", "carte/", "contribuer/champs/", *(f"{folder}/" for folder in LISTS)})


class SearchIndexFault(Exception):
    """Carries what Pagefind said when it failed."""


def write_search_index(site: Path, pages: Iterable[Page]) -> None:
    """Index `pages` and the hand-written pages of `site` into `site/pagefind`; raise SearchIndexFault when Pagefind fails."""
    pages = tuple(pages)
    with tempfile.TemporaryDirectory() as folder:
        lean = Path(folder)
        for page in pages:
            if page.found:
                _write_lean(lean, page.address, page.found)
        for address, found in _hand_written(site, {page.address for page in pages}):
            _write_lean(lean, address, found)
        _run_pagefind(lean, site / "pagefind")


def other_spellings(text: str) -> str:
    """Return the words of `text` that people also write otherwise: « œuvre » as « oeuvre », « élus » in the singular."""
    ligatures = {word.replace("œ", "oe").replace("Œ", "Oe") for word in LIGATURE.findall(text)}
    singulars = {word[:-1] for word in UNSTEMMED_PLURAL.findall(text)}
    return " ".join(sorted(ligatures | singulars))


def separated_elisions(text: str) -> str:
    """Return `text` with a space after each elision, so that « l’insertion » is found by « insertion »."""
    return ELISION.sub(r"\1 ", text)


def _write_lean(folder: Path, address: str, found: Findable) -> None:
    path = folder / address / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    metadata = {"titre": found.title, "genre": found.kind, "lieu": found.place, "resume": found.summary}
    metas = "".join(f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">' for name, value in metadata.items())
    said = separated_elisions(f"{found.place}\n{found.summary}\n{found.words}")
    words = escape(f"{said}\n{other_spellings(said)}")
    title = escape(separated_elisions(found.title))
    told = (
        f'<div data-pagefind-weight="{AFTER_SHEETS}"><p>{title}</p><p>{words}</p></div>'
        if found.is_way
        else f"<h1>{title}</h1><p>{words}</p>"
    )
    path.write_text(
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"></head><body data-pagefind-body>{metas}{told}</body></html>',
        encoding="utf-8",
    )


def _hand_written(site: Path, known: set[str]) -> Iterator[tuple[str, Findable]]:
    for path in sorted(site.rglob("index.html")):
        address = path.parent.relative_to(site).as_posix() + "/"
        article = ARTICLE.search(path.read_text(encoding="utf-8")) if address not in known | SKIPPED else None
        if article:
            heading = HEADING.search(article.group(1))
            words = _visible(article.group(1))
            yield (
                address,
                Findable(_visible(heading.group(1)) if heading else address, "Page", "", words[:200], words, is_way=True),
            )


def _visible(html: str) -> str:
    return " ".join(unescape(TAG.sub(" ", UNSEEN.sub(" ", html))).split())


def _run_pagefind(source: Path, bundle: Path) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", str(source), "--output-path", str(bundle), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SearchIndexFault(done.stderr.strip() or done.stdout.strip())
    for unused in (*bundle.glob("pagefind-ui.*"), *bundle.glob("pagefind-modular-ui.*"), *bundle.glob("pagefind-component-ui.*")):
        unused.unlink()
    (bundle / "pagefind-highlight.js").unlink(missing_ok=True)
