"""Receives a built site and the addresses of its hand-written pages; returns what can be found in them; never reads menus or footers."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from generator.derive.findable import Findable
from generator.site import KINDS, SEARCH, TERRITORIES

ARTICLE = re.compile(r'<article class="page__corps md-typeset".*?>(.*?)</article>', re.DOTALL)
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
SUBHEADING = re.compile(r"<h[23][^>]*>(.*?)</h[23]>", re.DOTALL)
UNSEEN = re.compile(r"<(script|style|noscript|form)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
LISTS = (*(kind.folder for kind in KINDS.values()), TERRITORIES)
SKIPPED = frozenset({"./", f"{SEARCH}/", "carte/", "contribuer/champs/", *(f"{folder}/" for folder in LISTS)})


def hand_written(site: Path, addresses: Iterable[str]) -> Iterator[tuple[str, Findable]]:
    """Yield what makes each page of prose findable, with its address; one that only leads to sheets is passed over."""
    for address in sorted(set(addresses) - SKIPPED):
        path = site / address / "index.html"
        article = ARTICLE.search(path.read_text(encoding="utf-8")) if path.is_file() else None
        if article:
            yield address, _findable(address, article.group(1))


def _findable(address: str, article: str) -> Findable:
    heading = HEADING.search(article)
    headings = " ; ".join(_visible(found) for found in SUBHEADING.findall(article))
    title = _visible(heading.group(1)) if heading else address
    return Findable(title, "Page", "", _visible(article)[:200], headings, is_way=True)


def _visible(html: str) -> str:
    return " ".join(unescape(TAG.sub(" ", UNSEEN.sub(" ", html))).split())
