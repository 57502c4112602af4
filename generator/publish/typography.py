"""Receives the folder that the engine built; sets the French spaces of its pages; never touches a tag, a script or code."""

from pathlib import Path

from generator.french import typeset_html


def typeset_pages(site: Path) -> None:
    """Set the words of every page of `site`, shells included."""
    for page in sorted(site.rglob("*.html")):
        page.write_text(typeset_html(page.read_text(encoding="utf-8")), encoding="utf-8")
