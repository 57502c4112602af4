"""Receives two built sites; returns the addresses of the pages added, removed and changed; never looks into a page."""

import filecmp
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.french import NBSP, counted
from generator.markdown import code

PAGE = "index.html"
INDEX_OF_THE_SEARCH = "recherche/index/"
MOST_SHOWN = 50
HEADINGS = (
    ("added", "page ajoutée", "pages ajoutées"),
    ("removed", "page retirée", "pages retirées"),
    ("changed", "page changée", "pages changées"),
)


@dataclass(frozen=True)
class SiteChanges:
    """The addresses of pages, from the root of the site, and how many other files differ."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    other_files: int


def site_changes(before: Path, after: Path) -> SiteChanges:
    """Compare two built sites, byte by byte."""
    was, is_ = _files(before), _files(after)
    changed = [name for name in is_ if name in was and not filecmp.cmp(was[name], is_[name], shallow=False)]
    added, removed = [name for name in is_ if name not in was], [name for name in was if name not in is_]
    others = sum(not _is_page(name) for name in (*added, *removed, *changed))
    return SiteChanges(_addresses(added), _addresses(removed), _addresses(changed), others)


def _files(site: Path) -> Mapping[str, Path]:
    files = ((path.relative_to(site), path) for path in sorted(site.rglob("*")) if path.is_file())
    return {name.as_posix(): path for name, path in files if not name.as_posix().startswith(INDEX_OF_THE_SEARCH)}


def _is_page(name: str) -> bool:
    return name.endswith(".html")


def _addresses(names: list[str]) -> tuple[str, ...]:
    return tuple(f"/{name.removesuffix(PAGE)}" for name in names if _is_page(name))


def as_text(changes: SiteChanges, most: int = MOST_SHOWN) -> str:
    """Return what changed, one address a line."""
    return _told(changes, most, "{}", str)


def as_markdown(changes: SiteChanges, most: int = MOST_SHOWN) -> str:
    """Return what changed as a part of a summary that a forge shows."""
    return f"## Pages du site\n\n{_told(changes, most, '### {}', code)}\n"


def _told(changes: SiteChanges, most: int, heading: str, show) -> str:
    lines = []
    for name, singular, plural in HEADINGS:
        addresses = getattr(changes, name)
        if addresses:
            lines += [heading.format(counted(len(addresses), singular, plural)), "", *_list(addresses, most, show), ""]
    others = changes.other_files
    lines.append(f"Autres fichiers (données, notes, images){NBSP}: {others}." if others else "Aucun autre fichier ne change.")
    return "\n".join(lines if len(lines) > 1 else ["Aucune page ne change.", "", *lines])


def _list(addresses: tuple[str, ...], most: int, show) -> list[str]:
    rest = [f"- … et {counted(len(addresses) - most, 'autre')}"] if len(addresses) > most else []
    return [*(f"- {show(address)}" for address in addresses[:most]), *rest]
