"""Receives the pinned font packages; writes light web fonts cut to French; never fetches one from the network."""

import hashlib
import importlib.metadata
import importlib.resources
import shutil
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset, ttLib
from fontTools.varLib import instancer

FRENCH = "U+0020-007E, U+00A0-00FF, U+0152-0153, U+0178, U+02BC, U+2009, U+2010-2015, U+2018-201E, U+2020-2022, U+2026, U+202F, U+2030, U+2039-203A, U+20AC, U+2190-2193, U+2212, U+2248, U+2260, U+2264-2265"


@dataclass(frozen=True)
class Typeface:
    """One web font to make: the package and file it comes from, the axes it keeps."""

    name: str
    package: str
    file: str
    axes: tuple[tuple[str, float | tuple[float, float]], ...]


TYPEFACES = (
    Typeface("texte", "fontpkg_source_sans_3", "SourceSans3[wght].ttf", (("wght", (400, 700)),)),
    Typeface("texte-italique", "fontpkg_source_sans_3", "SourceSans3-Italic[wght].ttf", (("wght", 400),)),
    Typeface("titre", "fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf", (("opsz", 32), ("wght", (400, 700)))),
)


def write_typefaces(site: Path, cache: Path) -> None:
    """Write the web fonts into `site/polices`, made once and kept in `cache`."""
    target = site / "polices"
    target.mkdir(parents=True, exist_ok=True)
    for typeface in TYPEFACES:
        made = cache / f"{typeface.name}-{_fingerprint(typeface)}.woff2"
        if not made.exists():
            _make(typeface, made)
        shutil.copyfile(made, target / f"{typeface.name}.woff2")


def _fingerprint(typeface: Typeface) -> str:
    version = importlib.metadata.version(typeface.package)
    return hashlib.sha256(f"{typeface}{version}{FRENCH}".encode()).hexdigest()[:12]


def _make(typeface: Typeface, made: Path) -> None:
    made.parent.mkdir(parents=True, exist_ok=True)
    font = cut_to_french(typeface)
    font.flavor = "woff2"
    partial = made.with_suffix(".partiel")
    font.save(partial)
    partial.replace(made)


def cut_to_french(typeface: Typeface) -> ttLib.TTFont:
    """Return the font of `typeface` with the characters of French alone, its axes settled."""
    with importlib.resources.as_file(importlib.resources.files(typeface.package) / "files" / typeface.file) as source:
        font = ttLib.TTFont(source, recalcTimestamp=False)
    options = subset.Options(layout_features=["kern", "liga", "locl", "mark", "mkmk", "onum", "lnum", "tnum"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(FRENCH))
    cutter.subset(font)
    instancer.instantiateVariableFont(font, dict(typeface.axes), inplace=True)
    return font
