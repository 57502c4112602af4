"""Receives nothing; says what a file of the dump is; never writes one."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from generator.opendata.tables import Table

FORMATS = {
    "csv": ("CSV", "text/csv"),
    "parquet": ("Parquet", "application/vnd.apache.parquet"),
    "json": ("JSON", "application/json"),
    "geojson": ("GeoJSON", "application/geo+json"),
    "ttl": ("Turtle", "text/turtle"),
    "txt": ("Texte", "text/plain"),
    "zip": ("ZIP", "application/zip"),
}


@dataclass(frozen=True)
class File:
    """A file of the dump: `path` from its root, what it holds, and the table that it is one writing of, if any."""

    path: str
    content: bytes
    title: str
    table: Table | None = None

    @property
    def format(self) -> str:
        """Return the name of its format."""
        return FORMATS[self.path.rpartition(".")[2]][0]

    @property
    def media_type(self) -> str:
        """Return its media type."""
        return FORMATS[self.path.rpartition(".")[2]][1]

    @cached_property
    def sha256(self) -> str:
        """Return its checksum, in hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()
