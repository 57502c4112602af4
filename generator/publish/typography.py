"""Receives the folder that the engine built; sets the French spaces of its pages and drops their empty lines; never touches a tag, a script or code."""

from pathlib import Path

from generator.french import in_words, on_fewer_lines, typeset_html


def typeset_pages(site: Path) -> None:
    """Set the words of every page of `site`, shells included: each shell dresses thousands of pages, and is made light once."""
    for page in sorted(site.rglob("*.html")):
        page.write_text(in_words(on_fewer_lines, typeset_html(page.read_text(encoding="utf-8"))), encoding="utf-8")
