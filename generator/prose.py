"""Receives the Markdown of a sheet; returns safe HTML, or what in it is not permitted; never lets raw HTML through."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import nh3
import pyromark

from generator.french import typeset_html

_MARKDOWN = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH)
_ALLOWED_TAGS = frozenset("p br em strong del a ul ol li blockquote code pre table thead tbody tr th td hr".split())
_ALLOWED_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})
_CLEANER = nh3.Cleaner(
    tags=set(_ALLOWED_TAGS), attributes=_ALLOWED_ATTRIBUTES, url_schemes=set(_ALLOWED_SCHEMES), link_rel="nofollow noopener"
)
_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
_INVISIBLE = re.compile(r"[\s\x00-\x1f]")
_SCHEME = re.compile(r"^\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)


@dataclass(frozen=True)
class ProseFault:
    """Something not permitted in a narrative: the character offset where it starts, and the sentence."""

    offset: int
    code: str
    message: str
    hint: str


def to_html(text: str) -> str:
    """Return safe HTML for `text`: only links, emphasis, lists, quotations, code and tables."""
    return typeset_html(_CLEANER.clean(_MARKDOWN.html(text)).strip())


@lru_cache(maxsize=4096)
def to_text(text: str) -> str:
    """Return the words of `text` without any mark-up, on one line."""
    return " ".join("".join(_words(event) for event in _MARKDOWN.events(text)).split())


def _words(event: Any) -> str:
    """Return the words of one event; a block, unlike emphasis or a link, is parted from what surrounds it."""
    if not isinstance(event, dict):
        return " "
    (kind, content), *_ = event.items()
    if kind in ("Start", "End"):
        return "" if (content if isinstance(content, str) else next(iter(content))) in _INLINE else " "
    return content if kind in ("Text", "Code") else ""


def faults(text: str) -> Iterator[ProseFault]:
    """Yield what `text` holds that a page will not show: raw HTML, unsafe links, headings, images."""
    encoded = text.encode()
    opened = 0
    for event, span in _MARKDOWN.events_with_range(text):
        tag = event.get("InlineHtml", "") if isinstance(event, dict) else ""
        if tag.startswith("</") and opened:
            opened -= 1
            continue
        opened += bool(tag)
        if isinstance(event, dict) and (fault := _fault(event)):
            yield ProseFault(len(encoded[: span["start"]].decode(errors="ignore")), *fault)


def _fault(event: dict[str, Any]) -> tuple[str, str, str] | None:
    start = event.get("Start")
    if "InlineHtml" in event or start == "HtmlBlock":
        return (
            "html-brut",
            "Du code HTML se trouve dans le texte.",
            "Écrivez en Markdown (*italique*, **gras**, [texte](https://adresse)) ; pour un chevron, écrivez &lt;.",
        )
    if not isinstance(start, dict):
        return None
    if "Heading" in start:
        return (
            "titre-dans-le-texte",
            "Un intertitre se trouve dans le texte.",
            "Ouvrez une rubrique dans « sections » pour chaque intertitre.",
        )
    if "Image" in start:
        return ("image-dans-le-texte", "Une image se trouve dans le texte.", "Retirez-la : les fiches n’ont pas encore d’images.")
    if "Link" in start:
        return _link_fault(start["Link"]["dest_url"])
    return None


def _link_fault(address: str) -> tuple[str, str, str] | None:
    scheme = _SCHEME.match(_INVISIBLE.sub("", address))
    if scheme is None and not address.startswith("//"):
        return None
    if scheme and scheme.group(1).lower() in _ALLOWED_SCHEMES:
        return None
    said = f"{scheme.group(1)}:" if scheme else address
    return (
        "lien-dangereux",
        f"Le lien « {said} » n’est pas permis.",
        "Écrivez une adresse qui commence par https://, http:// ou mailto:.",
    )
