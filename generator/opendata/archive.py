"""Receives the files of the dump; returns the archive that holds them all, and their checksums; never an archive that changes from one build to the next."""

import zipfile
from collections.abc import Iterable
from io import BytesIO

from generator.opendata.files import File

EPOCH = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16


def archive(files: Iterable[File], folder: str) -> bytes:
    """Return a ZIP of `files` inside `folder`, in their order, all of the same day."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for file in files:
            entry = zipfile.ZipInfo(f"{folder}/{file.path}", EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, READABLE, 3
            out.writestr(entry, file.content)
    return buffer.getvalue()


def checksums(files: Iterable[File]) -> bytes:
    """Return what `sha256sum --check` reads."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in files).encode()
