"""Receives a catalogue; returns the files of the API; never a page that tells of it."""

import json
from collections.abc import Iterator
from typing import Any

from generator.api.document import FOLDER
from generator.api.documents import documents
from generator.api.openapi import openapi
from generator.catalogue import Catalogue
from generator.render.page import Attachment
from generator.settings import Settings


def api_files(catalogue: Catalogue, settings: Settings) -> Iterator[Attachment]:
    """Yield the description of the API, then its documents."""
    yield Attachment(f"{FOLDER}/openapi.json", _json(openapi(settings)))
    for document in documents(catalogue, settings):
        yield Attachment(document.path, _json(document.content))


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
