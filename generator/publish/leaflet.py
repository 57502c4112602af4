"""Receives the pinned package that carries Leaflet; copies its script and its styles into a site; never imports it, never fetches one."""

import importlib.resources
import importlib.util
import shutil
from pathlib import Path

PACKAGE = "js_lib_leaflet"
FILES = ("leaflet.js", "leaflet.css")


def write_leaflet(site: Path) -> None:
    """Write Leaflet into `site/leaflet`; raise FileNotFoundError when the package is not there."""
    target = site / "leaflet"
    target.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(_shipped() / name, target / name)


def _shipped() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise FileNotFoundError(PACKAGE)
    return Path(found.origin).parent / "static" / PACKAGE
