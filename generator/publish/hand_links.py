"""Receives a built site and the addresses of its hand-written pages; refuses those that lead to a page that does not stand; never follows a link out of the site."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.french import nearest
from generator.publish.engine import EngineFault
from generator.publish.search.hand_written import ARTICLE

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"')


def refuse_lost_links(site: Path, addresses: Iterable[str]) -> None:
    """Raise EngineFault when the words of a page lead nowhere: the engine knows the pages that it makes, not those of the sheets."""
    told = [sentence for address in addresses for sentence in _lost(site, address)]
    if told:
        raise EngineFault("\n".join(told))


def _lost(site: Path, address: str) -> Iterator[str]:
    article = ARTICLE.search((site / address / "index.html").read_text(encoding="utf-8"))
    for link in dict.fromkeys(LINK.findall(article.group(1)) if article else ()):
        parts = urlsplit(unescape(link))
        if parts.scheme or parts.netloc or not parts.path:
            continue
        target = site / unquote(parts.path).lstrip("/") if parts.path.startswith("/") else site / address / unquote(parts.path)
        if not _stands(target, site):
            yield f"La page « {address} » mène à « {unescape(link)} », qui n’existe pas.{_meant(target, unescape(link))}"


def _stands(target: Path, site: Path) -> bool:
    inside = target.resolve().is_relative_to(site.resolve())
    return inside and ((target / "index.html").is_file() or target.is_file())


def _meant(target: Path, link: str) -> str:
    beside = sorted(path.name for path in target.parent.iterdir()) if target.parent.is_dir() else []
    found = nearest(target.name, beside)
    return f" Vouliez-vous dire « {link.replace(target.name, found)} » ?" if found else ""
