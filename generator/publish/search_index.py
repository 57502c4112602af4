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
NAME_WEIGHT, PLACE_WEIGHT, SUMMARY_WEIGHT = 10, 5, 3
SHARES = {
    "Pôle": (1.0, 1.0),
    "Pratique": (1.0, 1.0),
    "Acteur": (0.6, 0.4),
    "territoire": (0.5, 0.1),
    "page": (0.1, 0.1),
}
LEADING = ("Pôle", "Pratique")
END_OF_HEAD = "¶"
OTHER_PAGES = "autres"
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
    path.write_text(
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"></head>'
        f"<body data-pagefind-body>{''.join(_marks(found))}{''.join(_weighed(found))}</body></html>",
        encoding="utf-8",
    )


def _marks(found: Findable) -> Iterator[str]:
    """Yield what a result shows, what it is sorted out by, and what it is sorted by."""
    shown = {"nom": separated_elisions(found.title)} if found.kind in LEADING else {}
    shown |= {"titre": found.title, "genre": found.kind, "lieu": found.place, "date": found.changed, **found.about}
    for name, value in shown.items():
        yield f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">'
    for facet, values in (found.facets or {"genre": (OTHER_PAGES,)}).items():
        for value in values:
            yield f'<meta data-pagefind-filter="{facet}[content]" content="{escape(value)}">'
    for name, rank in (("date", int(f"{found.changed.replace('-', ''):0<8}")), ("completude", found.percent)):
        yield f'<meta data-pagefind-sort="{name}[content]" content="{rank}">'


def _weighed(found: Findable) -> Iterator[str]:
    """Yield the words of a page in the order of their weight: names, place, summary, then the rest."""
    of_names, of_words = SHARES["page"] if found.is_way else SHARES.get(found.kind, SHARES["territoire"])
    said = separated_elisions(f"{found.place}\n{found.summary}\n{found.territories}\n{found.words}")
    parts = (
        (f"{found.title} {END_OF_HEAD}", NAME_WEIGHT),
        (found.names and f"{found.names} {END_OF_HEAD}", NAME_WEIGHT - 1),
        (found.place and f"{found.place} {END_OF_HEAD}", PLACE_WEIGHT),
        (found.summary, SUMMARY_WEIGHT),
        (found.territories, PLACE_WEIGHT),
        (found.words, 1),
        (other_spellings(said), 1),
    )
    for rank, (words, weight) in enumerate(parts):
        if words:
            share = of_words if rank else of_names
            yield f'<p data-pagefind-weight="{weight * share:g}">{escape(separated_elisions(words))}</p>'


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
