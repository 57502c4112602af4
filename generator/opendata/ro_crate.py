"""Receives the files of the dump; returns `ro-crate-metadata.json` (RO-Crate 1.1); never names a person."""

import json
from collections.abc import Iterable
from typing import Any

from generator.opendata.about import DESCRIPTION, KEYWORDS, LICENCE_TITLE, LICENCE_URL, About
from generator.opendata.files import File

SPECIFICATION = "https://w3id.org/ro/crate/1.1"
NAME = "ro-crate-metadata.json"


def ro_crate(files: Iterable[File], about: About) -> bytes:
    """Return the crate: itself, the dump, each of its files, its publisher and its licence."""
    files = tuple(files)
    publisher = f"{about.settings.site_url}#observatoire"
    graph = [
        {"@id": NAME, "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": SPECIFICATION}},
        _root(files, about, publisher),
        *(_file(file) for file in files),
        {"@id": publisher, "@type": "Organization", "name": about.settings.site_name, "url": about.settings.site_url},
        {"@id": LICENCE_URL, "@type": "CreativeWork", "name": LICENCE_TITLE, "url": LICENCE_URL},
    ]
    return (json.dumps({"@context": f"{SPECIFICATION}/context", "@graph": graph}, ensure_ascii=False, indent=1) + "\n").encode()


def _root(files: tuple[File, ...], about: About, publisher: str) -> dict[str, Any]:
    dated = {"datePublished": about.release.date} if about.release.date else {}
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": DESCRIPTION,
        **dated,
        "version": about.release.version,
        "license": {"@id": LICENCE_URL},
        "publisher": {"@id": publisher},
        "author": {"@id": publisher},
        "keywords": list(KEYWORDS),
        "inLanguage": "fr",
        "url": about.home,
        "creditText": about.citation,
        "hasPart": [{"@id": file.path} for file in files],
    }


def _file(file: File) -> dict[str, Any]:
    described = {"description": file.table.description} if file.table else {}
    return {
        "@id": file.path,
        "@type": "File",
        "name": f"{file.title} ({file.format})",
        **described,
        "encodingFormat": file.media_type,
        "contentSize": str(len(file.content)),
        "sha256": file.sha256,
        "license": {"@id": LICENCE_URL},
    }
