"""Receives the finished folder of a site; writes the list of its pages for search engines; never lists a redirection."""

from pathlib import Path
from xml.sax.saxutils import escape

NOT_INDEXED = '<meta name="robots" content="noindex">'


def write_sitemap(site: Path, site_url: str) -> int:
    """Write `sitemap.xml` and return how many pages it lists."""
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    addresses = sorted(
        _address(site, path) for path in site.rglob("index.html") if NOT_INDEXED not in path.read_text(encoding="utf-8")
    )
    urls = "\n".join(f"  <url><loc>{escape(site_url + address)}</loc></url>" for address in addresses)
    (site / "sitemap.xml").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}\n</urlset>\n',
        encoding="utf-8",
    )
    return len(addresses)


def _address(site: Path, path: Path) -> str:
    relative = path.parent.relative_to(site).as_posix()
    return "" if relative == "." else f"{relative}/"
