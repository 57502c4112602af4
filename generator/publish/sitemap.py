"""Receives the addresses of a site's pages; writes their list for search engines; never lists a redirection."""

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from generator.render.environment import NOT_INDEXED

MOST_ADDRESSES = 50_000
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def write_sitemap(site: Path, site_url: str, addresses: Iterable[str]) -> int:
    """Write `sitemap.xml` and return how many pages it lists; more than fifty thousand are shared out among several files that it names (https://www.sitemaps.org/protocol.html)."""
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    listed = sorted(addresses)
    shares = [listed[first : first + MOST_ADDRESSES] for first in range(0, len(listed), MOST_ADDRESSES)]
    if len(shares) < 2:
        _write(site / "sitemap.xml", "urlset", "url", [site_url + address for address in listed])
        return len(listed)
    names = [f"sitemap-{rank}.xml" for rank in range(1, len(shares) + 1)]
    for name, share in zip(names, shares, strict=True):
        _write(site / name, "urlset", "url", [site_url + address for address in share])
    _write(site / "sitemap.xml", "sitemapindex", "sitemap", [site_url + name for name in names])
    return len(listed)


def pages_in(site: Path) -> tuple[str, ...]:
    """Return the address of each page that stands in `site`, in order."""
    return tuple(sorted(_address(site, path) for path in site.rglob("index.html")))


def standing(site: Path, addresses: Iterable[str]) -> tuple[str, ...]:
    """Return those of `addresses` whose page still stands in `site` and may be listed."""
    return tuple(address for address in addresses if _may_be_listed(site / address / "index.html"))


def _may_be_listed(page: Path) -> bool:
    return page.is_file() and NOT_INDEXED not in page.read_text(encoding="utf-8")


def _address(site: Path, path: Path) -> str:
    relative = path.parent.relative_to(site).as_posix()
    return "" if relative == "." else f"{relative}/"


def _write(path: Path, root: str, item: str, addresses: Iterable[str]) -> None:
    lines = "\n".join(f"  <{item}><loc>{escape(address)}</loc></{item}>" for address in addresses)
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {SPACE}>\n{lines}\n</{root}>\n', encoding="utf-8")
