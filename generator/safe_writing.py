"""Receives a path and what its file must hold; writes it whole or not at all; never leaves half a file behind."""

import os
from pathlib import Path


def replace_file(path: Path, content: str | bytes) -> None:
    """Put `content` at `path` in one step, its folder made if need be; raise OSError, the former file whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partiel")
    try:
        partial.write_bytes(content.encode() if isinstance(content, str) else content)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
