"""Receives the folder that the engine built; removes the theme's files that no page loads; never touches a page."""

import re
from pathlib import Path

THEME_FILES = "assets"
LOADED = re.compile(rf'(?:src|href)="[^"]*?({THEME_FILES}/[^"]+)"')


def prune_theme(site: Path) -> None:
    """Remove from `site` what the theme ships and no page of the engine names."""
    loaded = {found for page in site.rglob("*.html") for found in LOADED.findall(page.read_text(encoding="utf-8"))}
    folder = site / THEME_FILES
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(site).as_posix() not in loaded:
            path.unlink()
